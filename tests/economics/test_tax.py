"""Depreciation and losses carried forward."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.economics import tax

CAPITAL = st.lists(st.floats(0.0, 1e9), min_size=2, max_size=25)
INCOME = st.lists(st.floats(-1e8, 1e8), min_size=1, max_size=25)
BOTH = (tax.depreciation_straight_line, tax.depreciation_declining_balance)


def _one(*values):
    return np.array([values])


def test_the_japanese_declining_balance_over_ten_years():
    spent = np.zeros((1, 12))
    spent[0, 0] = 1e6
    charge = tax.depreciation_declining_balance(spent, np.array([0]), np.array([10]))[0]
    assert charge[:6].round().tolist() == [200_000, 160_000, 128_000, 102_400, 81_920, 65_536]
    assert charge[6:].round().tolist() == [65_536, 65_536, 65_536, 65_536, 0, 0]


@pytest.mark.parametrize(("life", "revised"), [(6, 0.334), (8, 0.334), (10, 0.250), (15, 0.143), (22, 0.100)])
def test_the_change_to_the_straight_line_comes_at_the_published_revised_rate(life, revised):
    spent = np.zeros((1, life))
    spent[0, 0] = 1.0
    charge = tax.depreciation_declining_balance(spent, np.array([0]), np.array([life]))[0]
    book = 1.0 - np.concatenate([[0.0], np.cumsum(charge)[:-1]])
    straight = np.isclose(charge, charge[-1], rtol=1e-9)
    assert np.isclose(charge[straight] / book[straight], revised, atol=2e-3).any()


@settings(deadline=None)
@given(CAPITAL, st.integers(0, 5), st.integers(1, 40))
def test_all_capital_is_written_off_within_the_horizon(spent, start, life):
    for method in BOTH:
        charge = method(np.array([spent]), np.array([start]), np.array([life]))
        assert charge.sum() == pytest.approx(sum(spent), rel=1e-12, abs=1e-6)
        assert (charge >= 0.0).all()


def test_nothing_is_written_off_before_service():
    for method in BOTH:
        charge = method(_one(9.0, 9.0, 0.0, 0.0), np.array([2]), np.array([2]))
        assert charge[0, :2].tolist() == [0.0, 0.0]
        assert charge.sum() == pytest.approx(18.0)


@settings(deadline=None)
@given(st.integers(2, 30))
def test_declining_balance_is_never_behind_the_straight_line(life):
    spent = np.zeros((1, life))
    spent[0, 0] = 1.0
    straight, declining = (method(spent, np.array([0]), np.array([life]))[0].cumsum() for method in BOTH)
    assert (declining >= straight - 1e-12).all()


def test_depreciation_does_not_touch_its_input():
    spent = _one(5.0, 0.0)
    tax.depreciation_declining_balance(spent, np.array([0]), np.array([2]))
    assert spent.tolist() == [[5.0, 0.0]]


def _tax(income, rate=0.3, cap=0.5, life=10):
    return tax.tax_with_losses_carried_forward(
        np.array([income], dtype=float), np.array([rate]), np.array([cap]), np.array([life])
    )[0]


def test_half_of_the_income_is_taxed_while_losses_last():
    assert _tax([-100.0, 80.0, 80.0, 80.0]).tolist() == pytest.approx([0.0, 12.0, 12.0, 0.3 * 60.0])


def test_a_loss_expires_after_its_life():
    income = [-100.0, 0.0, 0.0, 50.0]
    assert _tax(income, cap=1.0, life=3)[-1] == 0.0
    assert _tax(income, cap=1.0, life=2)[-1] == pytest.approx(15.0)


def test_the_oldest_loss_goes_first():
    # 60 of the older loss is used in year 2; the rest of it expires; the younger loss is still whole in year 3.
    assert _tax([-100.0, -50.0, 60.0, 50.0], cap=1.0, life=2).tolist() == [0.0, 0.0, 0.0, 0.0]


@settings(deadline=None)
@given(INCOME)
def test_tax_lies_between_nothing_and_the_rate_on_profits(income):
    paid = _tax(income)
    profits = np.maximum(income, 0.0)
    assert (paid >= 0.0).all()
    assert (paid <= 0.3 * profits + 1e-6).all()
    assert paid.sum() >= 0.3 * max(sum(income), 0.0) - 1e-6


@settings(deadline=None)
@given(INCOME, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_higher_cap_never_costs_more(income, cap, other):
    low, high = sorted((cap, other))
    assert _tax(income, cap=high, life=100).sum() <= _tax(income, cap=low, life=100).sum() + 1e-6


def test_service_starts_with_production():
    producing = np.array([[False, False, True], [False, False, False]])
    assert tax.first_year_in_service(producing).tolist() == [2, 0]
