"""The stage as the chain sees it: items, basis, campaigns, break-even, sums that must agree."""

import inspect
import pkgutil
from importlib import import_module

import numpy as np
import pytest

import kaitei.economics
from kaitei.economics.items import REAGENT_PRICES
from kaitei.economics.stage import appraise
from kaitei.errors import StageError
from kaitei.physics import elements
from kaitei.refinery.stage import REAGENTS


def _value(made, name):
    return float(made[name].to_numpy().ravel()[0])


def _item(made, name, item, year=-1):
    variable = made[name]
    dim = next(d for d in variable.dims if d.endswith("_item"))
    picked = variable.sel({dim: item})
    return float((picked.isel(year=year) if "year" in picked.dims else picked).to_numpy().ravel()[0])


def test_prices_stand_in_the_order_of_the_refinery():
    assert tuple(REAGENT_PRICES) == REAGENTS


def test_every_need_is_read_somewhere_in_the_place():
    folder = kaitei.economics.__path__
    modules = [import_module(f"kaitei.economics.{found.name}") for found in pkgutil.iter_modules(folder)]
    source = "".join(inspect.getsource(module) for module in modules)
    appraise.declared()
    assert [name for name in appraise.needs if f'"{name}"' not in source] == []


def test_no_draw_fails_and_the_sums_agree(project):
    made = project(draws=3)
    assert set(made["failure"].to_numpy()) == {""}
    for check in ("cash_balance", "cost_stack_balance", "depreciation_balance"):
        assert np.abs(made[check]).max() < 1e-12
    assert float(made["cost_stack"].sum("cost_item")[0]) == pytest.approx(_value(made, "cost_per_reo"))


def test_net_present_value_is_the_discounted_cash_flow(project):
    for word, moment in (("mid_year", 0.5), ("end_of_year", 1.0)):
        made = project({"economics.discount_rate": 0.05}, options={"economics.discounting": word})
        flow = made["cash_flow"].to_numpy()[0]
        worth = sum(f / 1.05 ** (n + moment) for n, f in enumerate(flow))
        assert _value(made, "npv") == pytest.approx(worth)


def test_levelised_cost_is_the_price_that_earns_it_before_tax(project):
    """At a basket equal to cost_per_reo, with nothing linked to revenue, the value before tax is zero."""
    free = {"market.royalty_rate": 0.0}
    made = project(free)
    level = _value(made, "cost_per_reo") / _value(made, "basket_price")
    again = project(free | {"market.price_level": level})
    assert _value(again, "npv_before_tax") == pytest.approx(0.0, abs=1e-6)


def test_at_the_break_even_basket_the_value_after_tax_is_zero(project):
    for separation in ("own", "toll"):
        made = project(options={"refinery.separation": separation})
        level = _value(made, "break_even_basket_price") / _value(made, "basket_price")
        again = project({"market.price_level": level}, options={"refinery.separation": separation})
        assert _value(again, "npv") == pytest.approx(0.0, abs=1e-4)
        assert _value(again, "tax_paid") == 0.0
        assert float(again["tax_paid"].sum()) > 0.0
        assert _value(again, "break_even_basket_price") == pytest.approx(_value(again, "basket_price"))
        assert _value(again, "irr") == pytest.approx(0.08, abs=1e-6)


def test_a_rich_mine_pays_and_says_when(project):
    made = project({"market.price_level": 15.0})
    assert _value(made, "npv") > 0.0
    assert _value(made, "irr_exists") == 1.0
    assert _value(made, "irr") > 0.08
    assert 3.0 < _value(made, "payback") < 23.0
    assert _value(made, "npv_before_tax") > _value(made, "npv")


def test_a_poor_mine_has_no_rate_of_return_and_never_pays_back(project):
    made = project()
    assert _value(made, "npv") < 0.0
    assert (_value(made, "irr_exists"), _value(made, "irr"), _value(made, "payback")) == (0.0, -np.inf, np.inf)


def test_basket_is_the_published_one_for_the_split_of_the_deposit(project):
    assert _value(project(), "basket_price") == pytest.approx(44.0, rel=0.03)


def test_wet_tonnes_cost_their_share_of_dry_ones(project):
    made = project()
    assert _value(made, "cost_per_mud_wet") == pytest.approx(0.4 * _value(made, "cost_per_mud_dry"))


def test_magnet_oxides_carry_all_cost(project):
    made = project()
    sold = made["oxide_sold"].to_numpy()[0, -1]
    share = sold[elements.MAGNET].sum() / sold[elements.REY].sum()
    assert _value(made, "cost_per_magnet_reo") == pytest.approx(_value(made, "cost_per_reo") / share)


def test_capital_is_spent_while_building_and_renewed_while_working(project):
    made = project()
    spent = made["capital_spent"].to_numpy()[0]
    assert spent[:3] == pytest.approx(np.full(3, _value(made, "capital_initial") / 3.0))
    assert spent[3:] == pytest.approx(np.full(20, _item(made, "capital_cost", "sustaining") / 20.0))
    assert _value(made, "tax_paid") == 0.0
    assert made["depreciation"].to_numpy()[0, :3].tolist() == [0.0, 0.0, 0.0]


def test_without_construction_years_capital_is_spent_in_the_first(project):
    made = project(share=np.ones(5), years=range(2030, 2035))
    spent = made["capital_spent"].to_numpy()[0]
    assert spent[0] > 5.0 * spent[1]
    assert spent[1:] == pytest.approx(np.full(4, spent[1]))


def test_a_vessel_is_hired_or_bought_never_both(project):
    hired, bought = project(), project(options={"economics.vessel": "own"})
    assert _item(hired, "capital_cost", "vessel") == pytest.approx(80.0)
    assert _item(bought, "capital_cost", "vessel") == pytest.approx(600.0)
    assert _item(hired, "operating_cost", "mining_vessel") == pytest.approx(365 * 0.27)
    assert _item(bought, "operating_cost", "mining_vessel") == pytest.approx(365 * 0.13)


@pytest.mark.parametrize(("place", "factor"), [("island", 2.0), ("on_board", 1.0), ("none", 0.0)])
def test_the_dewatering_plant_costs_what_its_place_makes_it(project, place, factor):
    made = project(options={"fleet.dewatering": place})
    # 14,583 m2 are 7 presses against one of 5,097 m2 at 2.183 MUSD of 2016, installed with 2.97.
    presses = 7 * 2.183 * (14583.33 / 7 / 5097.0) ** 0.72 * 800.0 / 541.7 * 2.97
    assert _item(made, "capital_cost", "island_plant") == pytest.approx(factor * presses, rel=1e-5)
    assert (_item(made, "operating_cost", "dewatering") > 5.0) == (place != "none")


def test_the_plant_on_land_is_its_equipment_installed(project):
    made = project(options={"economics.separation_basis": "equipment"})
    for section, bought in (("concentrator", 6.0), ("leach_plant", 8.0)):
        assert _item(made, "capital_cost", section) == pytest.approx(bought * 800.0 / 816.0 * 2.97)
    organic = 100e3 * 30.0 + 90e3 * 1.2
    assert _item(made, "capital_cost", "separation_plant") == pytest.approx(10.0 * 800.0 / 816.0 * 2.97 + organic / 1e6)


def test_a_group_that_nobody_trades_fetches_less(project):
    alone, grouped = project(), project({"sold_in_group": np.ones(len(elements.ELEMENTS))})
    ratio = float(grouped["revenue"].sum() / alone["revenue"].sum())
    assert ratio == pytest.approx(0.7)


def test_a_toll_takes_its_share_and_spares_the_plant(project):
    made = project(options={"refinery.separation": "toll"})
    revenue = float(made["revenue"].isel(year=-1).sum())
    assert _item(made, "capital_cost", "separation_plant") == 0.0
    assert _item(made, "operating_cost", "separation") == pytest.approx(0.29 * revenue)


def test_royalty_follows_revenue(project):
    made = project()
    assert _item(made, "operating_cost", "royalty") == pytest.approx(0.01 * float(made["revenue"].isel(year=-1).sum()))


@pytest.mark.parametrize(("way", "cost"), [("landfill", 17_000 / 130.0 / 0.6), ("reuse", 40.0), ("excluded", 0.0)])
def test_the_residue_costs_what_the_chosen_way_costs(project, way, cost):
    made = project(options={"economics.residue": way})
    assert _item(made, "operating_cost", "residue") == pytest.approx(0.97 * cost)


def test_acid_is_paid_by_the_tonne(project):
    assert _item(project(), "operating_cost", "reagents") == pytest.approx(0.055 * 137.0 + 0.06 * 35.0)


def test_contingency_is_on_all_but_royalty_and_toll(project):
    for separation in ("own", "toll"):
        made = project(options={"refinery.separation": separation})
        last = made["operating_cost"].isel(draw=0, year=-1)
        linked = float(last.sel(operating_item="royalty"))
        linked += float(last.sel(operating_item="separation")) if separation == "toll" else 0.0
        kept = float(last.sum()) - linked - float(last.sel(operating_item="contingency"))
        assert float(last.sel(operating_item="contingency")) == pytest.approx(0.10 * kept)


def test_the_thin_market_adds_little_and_less_if_it_reacts(project):
    earned = {
        word: float(project(options={"market.restricted_sales": word})["revenue"].isel(year=-1).sum())
        for word in ("none", "volume_limit", "price_impact")
    }
    premium = 125.0 * (342.5 - 9.0) + 22.0 * (960.0 - 239.0) + 6.0 * (4000.0 - 1010.0)
    assert earned["volume_limit"] - earned["none"] == pytest.approx(premium * 1e3 / 1e6, rel=1e-9)
    assert earned["none"] < earned["price_impact"] < earned["volume_limit"]
    # Sold in full at the European price the mine would earn over four times as much; it must not.
    assert earned["volume_limit"] < 2.0 * earned["none"]


def test_prices_move_together_with_the_level(project):
    low, high = project(), project({"market.price_level": 1.5})
    assert _value(high, "basket_price") == pytest.approx(1.5 * _value(low, "basket_price"))


def test_scandium_beyond_its_market_stays_unsold(project):
    oxide = np.zeros((23, 18))
    oxide[3:, elements.index("Nd")] = 500.0
    oxide[3:, elements.index("Sc")] = 60.0
    made = project({"oxide_made": oxide})
    assert made["oxide_sold"].to_numpy()[0, -1, elements.index("Sc")] == pytest.approx(10.0)
    assert made["oxide_sold"].to_numpy()[0, -1, elements.index("Nd")] == pytest.approx(500.0)
    earned = 500.0 * 73.0 + 10.0 * 640.0
    assert _value(made, "basket_price") == pytest.approx(earned / 500.0)


def test_a_mixed_concentrate_is_paid_in_part_and_not_separated(project):
    words = {"refinery.separation": "toll", "market.product": "mixed_concentrate"}
    whole, mixed = project(options={"refinery.separation": "toll"}), project(options=words)
    assert float(mixed["revenue"].sum()) == pytest.approx(0.78 * float(whole["revenue"].sum()))
    assert _item(mixed, "operating_cost", "separation") == 0.0


def test_a_mixed_concentrate_from_an_own_separation_plant_is_refused(project):
    made = project(options={"market.product": "mixed_concentrate"})
    assert "choose toll" in str(made["failure"].to_numpy()[0])
    assert np.isnan(made["npv"].to_numpy()).all()


def test_stated_totals_are_used_as_they_stand(project):
    made = project({"market.jpy_per_usd": 121.0}, options={"economics.cost_basis": "stated"})
    assert _item(made, "capital_cost", "stated") == pytest.approx(190e3 / 121.0)
    assert float(made["capital_cost"].sum()) == pytest.approx(262.2e3 / 121.0)
    assert _item(made, "operating_cost", "stated") == pytest.approx(50.2e3 / 121.0)
    assert float(made["operating_cost"].isel(year=-1).sum()) == pytest.approx(50.2e3 / 121.0)


def test_stated_totals_give_the_published_cost_per_tonne(project):
    """JPY 63 bn a year with depreciation on 1.05 Mt is 60,000 JPY/t, 400-545 USD/t."""
    nothing = {"economics.discount_rate": 0.0, "economics.closure_share": 0.0, "market.jpy_per_usd": 121.0}
    words = {"economics.cost_basis": "stated", "economics.residue": "excluded"}
    made = project(nothing, share=[0.0] * 3 + [1.0] * 20, options=words, mud=1.05e6)
    assert _value(made, "cost_per_mud_dry") == pytest.approx((50.2 + 262.2 / 20) * 1e9 / 1.05e6 / 121.0)
    assert 400.0 < _value(made, "cost_per_mud_dry") < 545.0


def test_sunk_plant_is_not_charged_nor_insured(project):
    made = project(options={"economics.capital": "sunk"})
    assert float(made["capital_cost"].sum()) == 0.0
    for item in ("insurance", "lift_maintenance"):
        assert _item(made, "operating_cost", item) == 0.0


def test_a_campaign_without_oxide_keeps_its_value_and_says_that_costs_per_kg_have_none(project):
    words = {"economics.capital": "sunk", "economics.residue": "excluded"}
    made = project(share=[1.0], years=[2026], options=words, mud=20.0, grade=0.0)
    assert set(made["failure"].to_numpy()) == {""}
    assert _value(made, "npv") < -50.0
    assert _value(made, "oxide_exists") == 0.0
    for name in ("cost_per_reo", "cost_per_magnet_reo", "break_even_basket_price"):
        assert _value(made, name) == np.inf
    assert _value(made, "basket_price") == 0.0
    assert np.abs(made["cost_stack"]).max() == 0.0
    assert _value(made, "cost_per_mud_dry") > 1e6


def test_a_campaign_that_lifts_nothing_still_costs(project):
    words = {"economics.capital": "sunk", "economics.residue": "excluded"}
    made = project(share=[1.0], years=[2026], options=words, mud=0.0)
    assert _value(made, "npv") < 0.0
    assert _value(made, "cost_per_mud_dry") == np.inf


def test_another_number_of_reagents_is_refused(project):
    with pytest.raises(StageError, match="prices for 9 reagents, the refinery reports 2"):
        project({"reagent_used": np.zeros((23, 2))}, reagents=("a", "b"))


def test_draws_alone_give_the_same_bits(project):
    rng = np.random.default_rng(3)
    n = 7
    spread = {
        "market.price_level": rng.lognormal(2.0, 0.6, n),
        "economics.depreciation_life": rng.uniform(6, 22, n),
        "economics.charter_rate": rng.uniform(1e5, 4e5, n),
        "economics.discount_rate": rng.uniform(0.02, 0.12, n),
    }
    whole = project(spread, draws=n)
    for draw in range(n):
        alone = project({name: values[draw : draw + 1] for name, values in spread.items()})
        for name in appraise.gives:
            np.testing.assert_array_equal(alone[name].to_numpy()[0], whole[name].to_numpy()[draw], err_msg=name)
