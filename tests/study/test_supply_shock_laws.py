"""The study of a story: what may change none of its numbers."""

import numpy as np
import pytest
import xarray as xr

from kaitei.scenario import Scenario
from kaitei.security.shocks import shock_file
from kaitei.security.shocks.event import Event
from kaitei.study.supply_shock import Supply, month_labels, supply_under

FIRST, MONTHS = "2025-11", 10

BAN: tuple[Event, ...] = shock_file.load("2026-ban").events
LICENCES: tuple[Event, ...] = shock_file.load("2025-licensing").events


def study(scenario: Scenario, events: tuple[Event, ...], draws: int = 4, months: int = MONTHS) -> Supply:
    return supply_under(scenario, events, FIRST, months, draws=draws)


@pytest.fixture(scope="module")
def ban(reference: Scenario) -> Supply:
    return study(reference, BAN)


def test_more_draws_and_more_months_change_no_other_number(reference: Scenario, ban: Supply) -> None:
    more = study(reference, BAN, draws=7, months=MONTHS + 3)
    xr.testing.assert_equal(more.draws.isel(draw=slice(0, 4), month=slice(0, MONTHS)), ban.draws)
    xr.testing.assert_equal(more.central.isel(month=slice(0, MONTHS)), ban.central)


def test_events_that_do_not_last_and_the_order_of_those_that_do_change_nothing(reference: Scenario) -> None:
    here, there = study(reference, (*BAN, *LICENCES)), study(reference, (*LICENCES[::-1], *BAN[::-1]))
    xr.testing.assert_equal(here.draws, there.draws)
    over = BAN[1].model_copy(update={"name": "over", "end": BAN[1].start})
    xr.testing.assert_equal(study(reference, (*BAN, over)).draws, study(reference, BAN).draws)


def test_without_a_story_nothing_is_lost_and_the_state_keeps_its_stock(reference: Scenario) -> None:
    calm = study(reference, ())
    assert float(calm.draws["loss"].max()) == pytest.approx(0.0, abs=1e-6)
    assert float(calm.draws["released"].max()) == 0.0
    assert float(abs(calm.draws["price"] - 1.0).max()) < 1e-6


def test_without_a_project_both_cases_are_the_same(ban: Supply) -> None:
    assert float(ban.draws["project"].max()) == 0.0
    xr.testing.assert_equal(ban.draws.sel(case="with", drop=True), ban.draws.sel(case="without", drop=True))


def test_what_japan_takes_is_what_reaches_it_by_origin(ban: Supply) -> None:
    by_origin = ban.central["by_origin"].sum("origin").to_numpy()
    np.testing.assert_allclose(by_origin, ban.central["delivered"].to_numpy(), rtol=1e-9, atol=1e-12)


def test_what_was_in_a_country_is_never_more_than_all(ban: Supply) -> None:
    through = ban.central["through"].to_numpy()
    assert through.min() >= -1e-12
    assert through.max() <= 1.0 + 1e-9


def test_months_are_labelled_over_the_turn_of_a_year() -> None:
    assert month_labels(FIRST, 3) == ["2025-11", "2025-12", "2026-01"]
