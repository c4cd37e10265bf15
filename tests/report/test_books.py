"""The cash flow in plain numbers is the model's."""

from collections.abc import Callable

import numpy as np
import pytest

from kaitei.report.books import Books, books_of, completed, one_price
from kaitei.report.run import Run
from kaitei.result import Result
from kaitei.scenario import Horizon, Scenario

Maker = Callable[..., Result]

SAME = {"capital": "capital_spent", "depreciation": "depreciation", "tax": "tax_paid", "cash": "cash_flow"}


def books(result: Result) -> Books:
    """The books of a result that has them."""
    made = books_of(Run(result))
    assert made is not None
    return made


@pytest.mark.parametrize("depreciation", ["declining_balance", "straight_line"])
@pytest.mark.parametrize("discounting", ["mid_year", "end_of_year"])
@pytest.mark.parametrize("price", [0.2, 1.0, 3.0, 20.0])
def test_every_row_is_the_models(
    making: Maker, scenario_of: Callable[..., Scenario], depreciation: str, discounting: str, price: float
) -> None:
    options = {"economics.depreciation": depreciation, "economics.discounting": discounting}
    scenario = scenario_of()
    result = making(scenario=scenario.model_copy(update={"options": {**scenario.options, **options}}), price=price)
    made = books(result)
    for row, name in SAME.items():
        assert made.made[row] == pytest.approx(result.central[name].to_numpy().tolist(), abs=1e-9), row
    assert sum(made.made["present"]) == pytest.approx(float(result.central["npv"]), rel=1e-12)


@pytest.mark.parametrize("years", [(0, 1), (0, 5), (3, 20)])
def test_horizons_of_every_length_fit(
    making: Maker, scenario_of: Callable[..., Scenario], years: tuple[int, int]
) -> None:
    horizon = Horizon(first_year=2030, construction_years=years[0], production_years=years[1])
    result = making(scenario=scenario_of(horizon=horizon), price=5.0)
    made = books(result)
    assert len(made.years) == sum(years)
    assert made.made["cash"] == pytest.approx(result.central["cash_flow"].to_numpy().tolist(), abs=1e-9)


def test_losses_lower_the_tax_of_later_years(making: Maker) -> None:
    made = books(making(price=3.0))
    assert sum(made.made["used"]) > 0.0
    for income, used in zip(made.made["income"], made.made["used"], strict=True):
        assert used <= max(0.5 * income, 0.0) + 1e-9


def test_working_capital_comes_back(full: Result) -> None:
    assert sum(books(full).made["stocks"]) == pytest.approx(0.0, abs=1e-9)


def test_depreciation_is_all_of_the_capital(full: Result) -> None:
    made = books(full).made
    assert sum(made["depreciation"]) == pytest.approx(sum(made["capital"]))


def test_one_price_serves_all_years_where_it_does(making: Maker) -> None:
    result = making()
    assert all(one_price(prices) for prices in books(result).price.values())
    result.central["revenue"].loc[{"element": "Dy"}] *= np.linspace(1.0, 2.0, result.central.sizes["year"])
    assert not one_price(books(result).price["Dy"])
    assert one_price(books(result).price["Nd"])


def test_the_toll_is_taken_out_of_separation_and_follows_the_revenue(
    making: Maker, scenario_of: Callable[..., Scenario]
) -> None:
    scenario = scenario_of()
    tolled = scenario.model_copy(update={"options": {**scenario.options, "refinery.separation": "toll"}})
    result = making(scenario=tolled)
    result.central["market.toll_share"][...] = 0.2
    toll = 0.2 * result.central["revenue"].sum("element")
    result.central["operating_cost"].loc[{"operating_item": "separation"}] += toll
    made = books(result)
    assert made.operating["separation"] == pytest.approx([0.0, 0.0, *[10.0] * 6])
    assert made.made["toll"] == pytest.approx(toll.to_numpy().tolist())


def test_stated_cost_carries_no_royalty(making: Maker, scenario_of: Callable[..., Scenario]) -> None:
    scenario = scenario_of()
    stated = scenario.model_copy(update={"options": {**scenario.options, "economics.cost_basis": "stated"}})
    assert books(making(scenario=stated)).terms.royalty_rate == 0.0


def test_a_rate_of_return_that_does_not_exist_is_none(making: Maker) -> None:
    assert books(making(price=0.1)).irr is None
    assert books(making(price=10.0)).irr == pytest.approx(float(making(price=10.0).central["irr"]))


def test_without_the_numbers_there_are_no_books(making: Maker) -> None:
    assert books_of(Run(making(keep=lambda name: name != "revenue"))) is None


def test_nothing_sold_makes_rows_of_zeros(full: Result) -> None:
    made = books(full)
    bare = Books(made.years, made.share, {}, {}, {}, {}, made.terms, 0.0, None)
    rows = completed(bare).made
    assert set(rows["revenue"]) == set(rows["cash"]) == {0.0}


def test_a_plan_that_never_produces_is_spent_in_even_parts(full: Result) -> None:
    made = books(full)
    idle = Books(made.years, [0.0] * len(made.years), {}, {}, {}, {"riser": 80.0}, made.terms, 0.0, None)
    assert completed(idle).made["capital"] == pytest.approx([10.0] * 8)
