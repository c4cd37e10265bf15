"""Every datum moves the value, and in the direction an engineer expects; the figures of merit agree with each other."""

from functools import cache

import numpy as np
import pytest

from kaitei.datum import central_value
from kaitei.economics.stage import appraise
from kaitei.physics import elements
from kaitei.scenario_file import load
from kaitei.variable import vocabulary

BETTER = {
    *("market.price", "market.price_level", "market.scandium_volume", "market.loss_cap"),
    *("economics.press_flux", "market.jpy_per_usd"),
    *("economics.riser_reference_rate", "economics.collector_reference_rate", "economics.press_reference_area"),
    *("market.group_payability", "economics.separation_plant_reference_rate"),
}
"""Data of which more is worth more. Exponents and years of an index are left out: they work both ways."""

TURNING = {name for name in vocabulary() if name.startswith("economics.") and name.endswith("_exponent")}
WHOLE_YEARS = {"market.loss_life"}
"""Tested with the tax kernels: half a year more changes nothing, and few losses grow so old."""

TURNING |= {"economics.press_cost_year", "economics.equipment_year"}  # the index fell from 2019 to 2020
TURNING |= {"economics.press_largest_area"}  # fewer, larger presses; only their whole number counts
TURNING |= {"economics.depreciation_life", "economics.discount_rate", "economics.money_year"}
READ_ONLY_WITH = {
    "own vessel": ({"economics.vessel": "own"}, ("economics.vessel_price", "economics.own_vessel_rate")),
    "landfill": ({"economics.residue": "landfill"}, ("market.landfill_price", "market.landfill_solids")),
    "equipment": ({"economics.separation_basis": "equipment"}, ("market.diluent_price",)),
    "toll": ({"refinery.separation": "toll"}, ("market.toll_share",)),
    "thin market": (
        {"market.restricted_sales": "price_impact"},
        ("market.restricted_price", "market.restricted_volume"),
    ),
    "mixed": ({"market.product": "mixed_concentrate", "refinery.separation": "toll"}, ("market.payability",)),
    "stated": (
        {"economics.cost_basis": "stated"},
        ("economics.stated_capital", "economics.stated_sustaining_capital", "economics.stated_operating_cost"),
    ),
}
BETTER |= {"market.landfill_solids", "market.restricted_price", "market.restricted_volume", "market.payability"}
ELSEWHERE = {name for _, names in READ_ONLY_WITH.values() for name in names}
RICH = 4.5
"""Price level at which the plain project loses in its first year and pays tax later, so that tax data matter."""

MINE = tuple(n for n, v in vocabulary().items() if v.role == "datum" and v.place == "economics")


@cache
def _scenario():
    return load("minamitorishima")


def _central(name):
    return central_value(_scenario().data[name], vocabulary()[name])


def _perturbed(project, names, options=None, factor=1.05):
    """Value with each datum in turn raised by 5 % (years by one), after the value with none raised."""
    changes = {}
    fixed = {"market.price_level": np.array(RICH)}
    for name in names:
        base = fixed.get(name, _central(name))
        values = np.repeat(np.asarray(base, dtype=float)[np.newaxis], len(names) + 1, axis=0)
        position = names.index(name) + 1
        values[position] = values[position] + 1.0 if name.endswith("_year") else values[position] * factor
        changes[name] = values
    full_year = np.where(elements.REY, 60.0, 0.0)
    full_year[elements.index("Sc")] = 40.0
    oxide = np.outer(np.clip((np.arange(23) - 2) * 0.35, 0.0, 1.0), full_year)
    in_group = np.isin(elements.ELEMENTS, ("Sm", "Eu", "Gd")).astype(float)
    used = {
        "sold_in_group": in_group,
        "oxide_made": oxide,
        "reagent_used": np.full((23, 9), 1000.0) * (np.arange(23) > 2)[:, np.newaxis],
    }
    made = project(fixed | used | changes, draws=len(names) + 1, options=options)
    assert set(made["failure"].to_numpy()) == {""}
    value = made["npv"].to_numpy()
    return dict(zip(names, value[1:] - value[0], strict=True))


def test_every_datum_of_the_base_moves_the_value_the_right_way(project):
    names = [name for name in MINE if name not in TURNING | ELSEWHERE | WHOLE_YEARS]
    assert len(names) >= 55
    for name, change in _perturbed(project, names).items():
        assert change != 0.0, name
        assert (change > 0.0) == (name in BETTER), f"{name} moves the value by {change}"


@pytest.mark.parametrize("case", READ_ONLY_WITH)
def test_data_of_an_option_count_when_it_is_chosen_and_only_then(project, case):
    options, names = READ_ONLY_WITH[case]
    for name, change in _perturbed(project, list(names), options).items():
        assert change != 0.0, name
        assert (change > 0.0) == (name in BETTER), f"{name} moves the value by {change}"
    assert set(_perturbed(project, list(names)).values()) == {0.0}


def test_exponents_and_other_turning_data_move_the_value(project):
    assert all(change != 0.0 for change in _perturbed(project, sorted(TURNING - {"economics.money_year"})).values())
    dearer = project({"economics.money_year": 2022.0})
    assert float(dearer["capital_initial"][0]) > float(project()["capital_initial"][0])


@pytest.fixture(scope="module")
def many():
    """Draws from hopeless to splendid."""
    rng = np.random.default_rng(11)
    return {
        "market.price_level": rng.lognormal(2.0, 0.7, 300),
        "economics.discount_rate": rng.uniform(0.01, 0.15, 300),
        "economics.closure_share": rng.uniform(0.0, 0.5, 300),
        "market.tax_rate": rng.uniform(0.0, 0.4, 300),
    }


def test_value_return_break_even_and_payback_tell_one_story(project, many):
    made = project(many, draws=300)
    get = {name: made[name].to_numpy() for name in appraise.gives}
    good = get["npv"] > 0.0
    assert 0.1 < good.mean() < 0.9
    np.testing.assert_array_equal(get["basket_price"] > get["break_even_basket_price"], good)
    np.testing.assert_array_equal((get["irr_exists"] == 1.0) & (get["irr"] > many["economics.discount_rate"]), good)
    paid_back = np.isfinite(get["payback"])
    np.testing.assert_array_equal(paid_back, get["cash_flow"].sum(axis=1) >= 0.0)
    assert (paid_back[good]).all()
    assert (get["npv_before_tax"] >= get["npv"] - 1e-9).all()
    earns_cost = get["basket_price"] > get["cost_per_reo"]
    np.testing.assert_array_equal(earns_cost, get["npv_before_tax"] > 0.0)
    for check in ("cash_balance", "cost_stack_balance", "depreciation_balance"):
        assert np.abs(get[check]).max() < 1e-12
