"""Baskets, the thin market, and ratios without a denominator."""

import csv
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.economics import prices
from kaitei.physics import elements

MONEY = st.floats(0.0, 1e4)
MASS = st.floats(0.0, 1e6)


def _rows():
    text = files("kaitei.data").joinpath("prices.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_deck_prices_sixteen_elements_once():
    seen = [(row["deck"], row["element"]) for row in _rows()]
    assert len(seen) == len(set(seen))
    decks = {deck for deck, _ in seen}
    assert decks == {
        *("china_2015", "china_2019", "china_2022", "china_2023", "china_2024", "china_2025"),
        *("floor_2025", "europe_2026", "yearend_2011"),
    }
    wanted = {symbol for symbol in elements.ELEMENTS if symbol not in ("Th", "U")}
    assert all({e for d, e in seen if d == deck} == wanted for deck in decks)


def test_every_price_has_unit_source_grade_and_fill_ins_say_how():
    for row in _rows():
        assert row["unit"] == "USD/kg"
        assert float(row["price"]) >= 0.0
        assert row["source"]
        assert row["where"]
        assert row["grade"] in ("A", "A2", "B", "C")
        assert row["note"] or row["grade"] != "C"


def test_prices_of_2025_are_those_of_the_published_table():
    deck = {row["element"]: float(row["price"]) for row in _rows() if row["deck"] == "china_2025"}
    published = {"La": 1.00, "Nd": 73, "Pr": 74, "Tb": 1010, "Dy": 239, "Lu": 888, "Y": 9, "Sc": 640}
    assert {symbol: deck[symbol] for symbol in published} == published


@settings(deadline=None)
@given(st.lists(st.tuples(MONEY, st.floats(1.0, 1e6)), min_size=1, max_size=8))
def test_basket_lies_between_cheapest_and_dearest(pairs):
    price, mass = np.array(pairs).T
    basket = float(prices.basket_price(price, mass))
    assert price.min() - 1e-6 <= basket <= price.max() + 1e-6


def test_revenue_is_price_times_mass():
    assert prices.revenue_domestic(np.array([3.0, 0.0]), np.array([2.0, 5.0])).tolist() == [6.0, 0.0]


@settings(deadline=None)
@given(MONEY, MONEY, MASS, MASS)
def test_no_premium_without_volume_or_dearer_market(domestic, thin, mass, volume):
    for premium in (prices.premium_volume_limit, prices.premium_price_impact):
        assert premium(*np.array([domestic, thin, mass, 0.0])) == 0.0
        assert premium(*np.array([domestic, min(thin, domestic), mass, volume])) == 0.0


@settings(deadline=None)
@given(MONEY, MONEY, MASS, MASS, st.floats(0.0, 1e5))
def test_more_to_sell_never_earns_less_premium(domestic, thin, mass, volume, more):
    for premium in (prices.premium_volume_limit, prices.premium_price_impact):
        less = premium(*np.array([domestic, thin, mass, volume]))
        assert premium(*np.array([domestic, thin, mass + more, volume])) >= less - 1e-9 * abs(less)


@settings(deadline=None)
@given(MONEY, MONEY, MASS, MASS)
def test_a_price_that_reacts_earns_at_most_half_of_one_that_does_not(domestic, thin, mass, volume):
    fixed = prices.premium_volume_limit(*np.array([domestic, thin, mass, volume]))
    reacting = prices.premium_price_impact(*np.array([domestic, thin, mass, volume]))
    assert 0.0 <= reacting <= fixed + 1e-9
    if mass >= volume:
        assert reacting <= 0.25 * fixed * (1.0 + 1e-12)


def test_the_seller_places_what_earns_most():
    domestic, thin, volume = 9.0, 109.0, 120.0
    best = max((thin - domestic) * q * (1.0 - q / volume) for q in np.linspace(0.0, volume, 2401))
    found = prices.premium_price_impact(*np.array([domestic, thin, 1e4, volume]))
    assert found == pytest.approx(best)


def test_a_ratio_without_denominator_says_so():
    assert prices.per_unit(np.array([5.0, 5.0]), np.array([2.0, 0.0])).tolist() == [2.5, np.inf]
