"""Present value, internal rate of return, payback, break-even."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.economics import cash_flow
from kaitei.economics.break_even import break_even_price_factor

RATE = st.floats(0.001, 0.5)
FLOW = st.lists(st.floats(-1e6, 1e6).filter(lambda v: abs(v) > 1e-3), min_size=2, max_size=25)


def _npv(flow, rate, moment=1.0):
    factor = cash_flow.discount_factor(np.array([rate]), len(flow), moment)
    return float(cash_flow.present_value(np.array([flow], dtype=float), factor)[0])


@settings(deadline=None)
@given(RATE, st.integers(1, 40))
def test_a_level_payment_agrees_with_the_annuity_formula(rate, years):
    assert _npv([1.0] * years, rate) == pytest.approx(cash_flow.growing_annuity_present_value(rate, 0.0, years))


@settings(deadline=None)
@given(RATE, st.floats(-0.05, 0.1).filter(lambda g: abs(g) > 1e-4), st.integers(1, 30), st.integers(0, 5))
def test_a_growing_payment_agrees_with_its_sum(rate, growth, years, delay):
    if abs(rate - growth) < 1e-3:
        growth = rate + 0.01
    flow = [0.0] * delay + [(1.0 + growth) ** (delay + n) for n in range(years)]
    # The formula lets the payment grow from today, so that the first one has grown by the delay.
    formula = cash_flow.growing_annuity_present_value(rate, growth, years, delay)
    assert _npv(flow, rate) == pytest.approx(formula, rel=1e-9)


@settings(deadline=None)
@given(RATE, st.integers(1, 40))
def test_a_loan_repaid_is_worth_what_was_lent(rate, years):
    payment = cash_flow.capital_recovery_factor(rate, years)
    assert _npv([payment] * years, rate) == pytest.approx(1.0)


def test_mid_year_money_is_worth_half_a_year_more():
    assert _npv([1.0, 2.0], 0.08, 0.5) == pytest.approx(_npv([1.0, 2.0], 0.08) * 1.08**0.5)


@settings(deadline=None)
@given(FLOW, st.floats(0.01, 0.4), st.floats(0.5, 2.0))
def test_value_is_linear_in_money(flow, rate, factor):
    assert _npv([factor * f for f in flow], rate) == pytest.approx(factor * _npv(flow, rate), rel=1e-9, abs=1e-6)


def _irr(*flows):
    width = max(map(len, flows))
    return cash_flow.internal_rate_of_return(np.array([[*f, *[0.0] * (width - len(f))] for f in flows], dtype=float))


@settings(deadline=None)
@given(st.floats(-0.5, 5.0), st.integers(1, 20))
def test_the_rate_of_a_single_return_is_closed_form(rate, years):
    irr, roots = _irr([-100.0, *[0.0] * (years - 1), 100.0 * (1.0 + rate) ** years])
    assert irr[0] == pytest.approx(rate, rel=1e-9, abs=1e-9)
    assert roots[0] == 1.0


@settings(deadline=None)
@given(FLOW)
def test_value_at_the_internal_rate_is_zero(flow):
    irr, roots = _irr(flow)
    if roots[0]:
        # The sum of absolute terms is the scale: at rates near -90 % the last years weigh enormously.
        size = sum(abs(f) / (1.0 + irr[0]) ** n for n, f in enumerate(flow))
        assert abs(sum(f / (1.0 + irr[0]) ** n for n, f in enumerate(flow))) <= 1e-9 * size


def test_only_cost_has_no_rate():
    irr, roots = _irr([-5.0, -5.0, -5.0], [5.0, 5.0, 5.0])
    assert irr.tolist() == [-np.inf, -np.inf]
    assert roots.tolist() == [0.0, 0.0]


def test_borrowing_first_is_no_return():
    irr, roots = _irr([100.0, -120.0])
    assert irr.tolist() == [-np.inf]
    assert roots.tolist() == [0.0]


def test_of_several_rates_the_lowest_is_given_and_they_are_counted():
    # Worth zero at 5 %, 20 % and 80 %: -1 x (x - 1.05)(x - 1.2)(x - 1.8) with x = 1 + r.
    irr, roots = _irr(-np.poly([1.05, 1.2, 1.8]))
    assert roots[0] in (1.0, 2.0)
    assert min(abs(irr[0] - known) for known in (0.05, 0.2, 0.8)) < 1e-6


def test_closure_cost_does_not_hide_the_return():
    irr, roots = _irr([-100.0, 70.0, 70.0, -15.0])
    assert roots[0] == 1.0
    assert 0.1 < irr[0] < 0.3


def test_payback_is_when_the_money_is_back_for_good():
    flows = np.array([[-100.0, 60.0, 60.0, 0.0], [-100.0, 150.0, -60.0, 20.0], [5.0, 1.0, 1.0, 1.0]])
    assert cash_flow.payback_time(flows).tolist() == pytest.approx([1.0 + 1.0 + 40.0 / 60.0, 3.5, 0.0])


def test_payback_never_comes_if_closure_eats_it():
    assert cash_flow.payback_time(np.array([[-10.0, 12.0, -5.0]])).tolist() == [np.inf]


def _break_even(revenue, cost, linked=0.0, charges=None, rate=0.3, discount=0.1):
    revenue, cost = np.array([revenue], dtype=float), np.array([cost], dtype=float)
    factors = cash_flow.discount_factor(np.array([discount]), revenue.shape[1], 1.0)
    deducted = cost if charges is None else np.array([charges], dtype=float)
    rules = (np.array([rate]), np.array([0.5]), np.array([10]))
    factor = break_even_price_factor(revenue, np.array([linked]), -cost, deducted, factors, *rules)
    return float(factor[0])


def test_at_the_break_even_price_the_value_after_tax_is_zero():
    from kaitei.economics.tax import tax_with_losses_carried_forward

    revenue, cost, linked = np.array([[0.0, 50.0, 80.0, 80.0]]), np.array([[100.0, 30.0, 30.0, 30.0]]), 0.05
    charges = np.array([[0.0, 63.0, 63.0, 64.0]])
    factor = _break_even(revenue[0], cost[0], linked, charges[0])
    net = factor * (1.0 - linked) * revenue
    tax = tax_with_losses_carried_forward(net - charges, np.array([0.3]), np.array([0.5]), np.array([10]))
    assert _npv((net - cost - tax)[0], 0.1) == pytest.approx(0.0, abs=1e-9)


@settings(deadline=None)
@given(st.floats(1.0, 1e3), st.floats(1.0, 1e5), st.floats(0.0, 0.9))
def test_without_tax_the_factor_is_cost_over_net_revenue(revenue, cost, linked):
    factor = _break_even([revenue] * 3, [cost] * 3, linked, rate=0.0)
    assert factor == pytest.approx(cost / ((1.0 - linked) * revenue), rel=1e-9)


def test_tax_raises_the_break_even_price_when_years_differ():
    years = ([0.0, 60.0, 60.0, 60.0], [100.0, 10.0, 10.0, 10.0])
    charges = [0.0, 43.0, 43.0, 44.0]
    assert _break_even(*years, charges=charges, rate=0.3) > _break_even(*years, charges=charges, rate=0.0)


NOTHING_TO_FIND = [(0.0, 5.0, 0.0, np.inf), (9.0, 5.0, 1.0, np.inf), (9.0, -5.0, 0.0, 0.0)]


@pytest.mark.parametrize(("revenue", "cost", "linked", "factor"), NOTHING_TO_FIND)
def test_no_price_helps_who_sells_nothing_and_none_is_needed_by_who_is_paid(revenue, cost, linked, factor):
    assert _break_even([revenue], [cost], linked) == factor
