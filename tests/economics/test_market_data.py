"""The packaged market data are what their notes say: spreads from the price history, cross-checks by arithmetic."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np
import pytest

from kaitei.datum import absolute_bounds, central_value
from kaitei.economics import cash_flow, prices
from kaitei.physics import elements
from kaitei.scenario_file import load
from kaitei.spread import Z90
from kaitei.validation.economics import oxide_of_split
from kaitei.variable import vocabulary

HISTORY = ("china_2015", "china_2019", "china_2022", "china_2023", "china_2024", "china_2025")
# USGS annual means 2015-2025, FOB China [USD/kg].
ELEVEN_YEARS = {
    "Nd": [48, 40, 50, 50, 45, 49, 98, 134, 78, 56, 73],
    "Dy": [279, 198, 187, 179, 239, 261, 410, 382, 330, 258, 239],
    "Tb": [564, 415, 501, 455, 507, 670, 1340, 2050, 1300, 812, 1010],
}


@pytest.fixture(scope="module")
def decks():
    """Prices by deck along the elements."""
    found: dict[str, np.ndarray] = {}
    for row in csv.DictReader(files("kaitei.data").joinpath("prices.csv").read_text("utf-8").splitlines()):
        found.setdefault(row["deck"], np.zeros(len(elements.ELEMENTS)))
        found[row["deck"]][elements.index(row["element"])] = float(row["price"])
    return found


@cache
def _scenario():
    return load("minamitorishima")


def _bounds(name):
    datum, variable = _scenario().data[name], vocabulary()[name]
    return central_value(datum, variable), *absolute_bounds(datum, variable)


def test_the_price_level_spreads_as_the_last_eleven_years():
    weight = oxide_of_split(1.0)
    worth = sum(weight[elements.index(symbol)] * np.array(series) for symbol, series in ELEVEN_YEARS.items())
    deviation = np.log(worth).std(ddof=1)
    median, p10, p90 = _bounds("market.price_level")
    assert median == 1.0
    assert p90 == pytest.approx(np.exp(Z90 * deviation), rel=0.01)
    assert p10 == pytest.approx(np.exp(-Z90 * deviation), rel=0.01)
    assert np.exp(np.log(worth).mean()) / worth[-1] == pytest.approx(0.91, abs=0.01)


def test_the_basket_of_the_full_decks_spreads_a_little_less(decks):
    baskets = np.array([float(prices.basket_price(decks[name], oxide_of_split(1.0))) for name in HISTORY])
    assert np.log(baskets).std(ddof=1) == pytest.approx(0.30, abs=0.005)
    assert np.exp(np.log(baskets).mean()) / baskets[-1] == pytest.approx(1.02, abs=0.005)


@pytest.mark.parametrize("symbol", ["La", "Ce", "Pr", "Nd", "Sm", "Gd", "Tb", "Dy", "Er", "Yb", "Lu", "Y"])
def test_each_element_spreads_as_its_price_over_the_basket(decks, symbol):
    baskets = np.array([float(prices.basket_price(decks[name], oxide_of_split(1.0))) for name in HISTORY])
    own = np.array([decks[name][elements.index(symbol)] for name in HISTORY])
    factor = np.exp(Z90 * np.log(own / baskets).std(ddof=1))
    value, p10, p90 = (part[elements.index(symbol)] for part in _bounds("market.price"))
    assert p90 / value == pytest.approx(factor, rel=0.04)
    assert p10 / value == pytest.approx(1.0 / factor, rel=0.04)


def test_the_base_does_not_sell_at_the_price_of_a_thin_market(decks):
    scenario = _scenario()
    assert scenario.options["market.restricted_sales"] == "none"
    value, _, _ = _bounds("market.price")
    np.testing.assert_array_equal(value, decks["china_2025"])


def test_the_restricted_volume_is_a_hundredth_of_world_use():
    value, _, _ = _bounds("market.restricted_volume")
    world = {"Y": 12_500.0, "Dy": 2250.0}
    for symbol, use in world.items():
        assert value[elements.index(symbol)] <= 0.0101 * use
    assert (value > 0.0).sum() == 3


def test_sustaining_and_depreciation_follow_from_the_published_totals():
    sustaining, _, _ = _bounds("economics.sustaining_share")
    life, _, _ = _bounds("economics.depreciation_life")
    assert sustaining == pytest.approx((262.2 - 190.0) / 190.0 / 20.0, abs=2e-4)
    assert life == pytest.approx(190.0 / 12.8, abs=0.5)


@pytest.mark.parametrize(("revenue", "rate", "basket"), [(9.9, 121.0, 29.0), (23.7, 98.0, 87.0), (79.6, 80.0, 360.0)])
def test_published_revenues_imply_their_baskets(revenue, rate, basket):
    """Arithmetic only: revenue over 2,785 t/y of REY, read as oxide; what was sold and recovered was not read."""
    assert revenue * 1e9 / rate / (3500e3 * 300 * 2652e-6) == pytest.approx(basket, rel=0.02)


def test_a_charge_on_capital_alone_is_above_the_revenue_of_the_base():
    """JPY 190 bn at 8 % over 20 years on 1.05 Mt a year is 142-168 USD/t against 75 USD/t of product."""
    for rate, charge in ((130.0, 142.0), (110.0, 168.0)):
        assert 190e9 / rate * cash_flow.capital_recovery_factor(0.08, 20) / 1.05e6 == pytest.approx(charge, abs=0.6)
