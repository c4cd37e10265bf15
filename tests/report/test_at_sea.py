"""What the report reads of the ships: days by cause, days fit for work, good and bad years."""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet import conditions
from kaitei.report import at_sea, html
from kaitei.report.run import Run
from kaitei.report.sections import fleet, weather
from kaitei.report.sections.weather import CATALOGUE_STORMS, POOL_YEARS
from kaitei.result import Result
from kaitei.scenario import Scenario

Maker = Callable[..., Result]
ScenarioMaker = Callable[..., Scenario]


def with_option(result: Result, word: str, option: str) -> Result:
    """A result whose scenario has one more option."""
    scenario = result.scenario.model_copy(update={"options": {**result.scenario.options, option: word}})
    return Result(**{**vars(result), "scenario": scenario})


def test_causes_stand_from_the_largest_down_and_zeros_are_left_out(full: Result) -> None:
    days = at_sea.days_by_cause(Run(full))
    means = [float(values.mean()) for values in days.values()]
    assert means == sorted(means, reverse=True)
    assert next(iter(days)) == "port_call"
    assert not {"current", "dewatering", "campaign"} & set(days)


def test_days_are_those_of_one_vessel(making: Maker) -> None:
    one, two = making(), making()
    two.dataset["mining_vessels"][:] = 2.0
    halved = at_sea.days_by_cause(Run(two))["waves"]
    assert halved == pytest.approx(at_sea.days_by_cause(Run(one))["waves"] / 2.0)


def test_without_a_number_of_vessels_there_is_one(making: Maker) -> None:
    assert (at_sea.vessels(Run(making(keep=lambda name: name != "mining_vessels"))) == 1.0).all()


def test_moving_the_collector_is_no_delay(full: Result) -> None:
    found = at_sea.delays(at_sea.days_by_cause(Run(full)))
    assert "production" not in found
    assert "not_employed" not in found


def test_days_unfit_and_fit_make_the_calendar(full: Result) -> None:
    run = Run(full)
    fit = at_sea.days_a_year(run, "workable_days")
    hours = at_sea.days_a_year(run, "vessel_hours").sum(axis=1)
    unfit = at_sea.days_unfit(run)
    both = fit + sum(unfit.values(), np.zeros_like(fit))
    exact = unfit[at_sea.REPAIRS] > 0.0
    assert exact.any()
    assert both[exact] == pytest.approx(hours[exact] / 24.0)


def test_stated_days_and_simulated_causes_are_not_set_against_each_other(full: Result) -> None:
    run = Run(with_option(full, "stated", "fleet.schedule"))
    assert at_sea.days_unfit(run) == {}
    assert at_sea.unscaled(run).startswith(" As simulated")
    assert at_sea.unscaled(Run(full)) == ""
    assert "before hours are scaled" in html.page(run.result)


def test_the_title_says_that_days_of_lifting_are_stated(making: Maker) -> None:
    result = with_option(making(), "stated", "fleet.schedule")
    result.central["fleet.stated_lifting_days"] = xr.DataArray(300.0)
    section = fleet.ships(Run(result))
    assert section is not None
    titles = [block.title for block in section.blocks if block.kind == "figure"]
    assert any(title.startswith("The scenario states 300 days of lifting") for title in titles)


def test_months_without_hours_are_hidden(making: Maker) -> None:
    result = making()
    for name in ("month_hours", "month_lost"):
        result.central[name].loc[{"month": ["Mar", "Jul"]}] = 0.0
    months, days = at_sea.by_month(Run(result), "month_lost", "cause")
    assert len(months) == 10
    assert "Mar" not in months
    assert all(values.shape == (10,) for values in days.values())
    assert "production" not in days


def test_a_campaign_is_called_one(making: Maker) -> None:
    result = making()
    for dataset in (result.dataset, result.central):
        dataset["fleet.calendar_days"][...] = 34.0
    run = Run(result)
    assert at_sea.span(run) == "campaign"
    text = html.page(result)
    assert "Four of five campaigns lift" in text
    assert "of 34 days" in text
    assert "Planned in studies" not in text


def test_the_spread_is_split_into_chance_and_inputs(making: Maker) -> None:
    result = making(draws=400)
    lifted = result.dataset["mud_lifted"]
    rng = np.random.default_rng(2)
    of_draw = rng.normal(1000.0, 100.0, (400, 1))
    lifted[...] = np.where(np.arange(lifted.sizes["year"]) > 2, of_draw + rng.normal(0.0, 30.0, lifted.shape), 0.0)
    years = at_sea.years_of_lift(Run(result))
    assert years.chance == pytest.approx(30.0, rel=0.1)
    assert years.inputs == pytest.approx(100.0, rel=0.1)
    assert years.typical.mean() == pytest.approx(years.lifted.mean())
    assert years.typical.std() == pytest.approx(30.0, rel=0.15)


@given(st.floats(min_value=0.1, max_value=10.0))
def test_equal_draws_leave_nothing_to_the_inputs(size: float) -> None:
    years = xr.DataArray(np.tile(size * np.array([1.0, 2.0, 3.0]), (5, 1)), dims=("draw", "year"))
    share = xr.DataArray(np.ones((5, 3)), dims=("draw", "year"))
    dataset = xr.Dataset({"mud_lifted": years, "operating_share": share})

    class Draws:
        draws = dataset
        count = 5

    found = at_sea.years_of_lift(Draws())  # type: ignore[arg-type]
    assert found.inputs == 0.0
    assert found.chance == pytest.approx(size)


def test_one_draw_has_no_spread_to_split(making: Maker) -> None:
    years = at_sea.years_of_lift(Run(making(draws=1)))
    assert years.typical.size == 0
    assert years.lifted.size == 5


def test_a_lift_that_never_differs_has_no_section(making: Maker) -> None:
    result = making()
    result.dataset["mud_lifted"][...] = 5.0
    assert fleet.lift(Run(result)) is None


def test_the_pool_is_as_large_as_the_simulation_says() -> None:
    assert conditions.POOL_YEARS == POOL_YEARS
    assert conditions.CATALOGUE_STORMS == CATALOGUE_STORMS


def test_a_record_of_the_user_is_named_with_its_account(making: Maker) -> None:
    made = weather.weather(Run(making()))
    assert made is not None
    assert not any(block.kind == "fold" and "record" in block.summary for block in made.blocks)
    result = with_option(making(), "record", "fleet.weather")
    result.dataset.attrs["weather_account"] = '[{"item": "file", "text": "buoy.csv"}]'
    text = html.page(result)
    assert "the user&#39;s own record" in text
    assert "buoy.csv" in text
    assert "400 generated years" not in text


def test_a_record_without_account_is_still_named(making: Maker) -> None:
    assert "own record" in html.page(with_option(making(), "record", "fleet.weather"))


def test_limits_that_are_none_are_called_so(full: Result) -> None:
    made = weather.weather(Run(full))
    assert made is not None
    figure = next(block for block in made.blocks if block.kind == "figure")
    assert figure.numbers is not None
    rows = {row[0]: row for row in figure.numbers.rows}
    assert rows["Lifting"][:5] == ("Lifting", "6", "4.5", "2", "no limit")
    assert rows["Running or pulling pipe"][4] == "15"
    assert rows["Discharge at the island"][2] == "2.5"


@pytest.mark.parametrize(
    "name", ["fleet.window", "sea_state_lift", "fleet.typhoon_radius", "lost_hours", "mining_vessels"]
)
def test_what_is_missing_does_no_harm(making: Maker, name: str) -> None:
    assert "chart-windows" in html.page(making(keep=lambda other: other != name))
