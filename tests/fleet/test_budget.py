"""The time budget: every second has one use."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet.budget import (
    MONTH_DAYS,
    MONTH_DAYS_MOST,
    TimeBudget,
    calendar_by_month,
    lifting_share,
    placements_made,
    time_budget,
    with_stated_lifting,
)
from kaitei.physics.arrays import FloatArray

times = st.floats(0.0, 50.0)
shares = st.floats(0.0, 1.0)

PLAIN: dict[str, Any] = {
    "calendar": 30.0,
    "transit": 4.0,
    "planned": 3.0,
    "typhoon": 2.0,
    "running_pipe": 1.0,
    "exceedance": 0.25,
    "downtime": 0.2,
    "lifting": 0.75,
}


def arrays(*values: float) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(value) for value in values)


def made(**changes: Any) -> TimeBudget:
    return time_budget(**{name: np.asarray(value) for name, value in (PLAIN | changes).items()})


@given(st.tuples(times, times, times, times, shares, shares, shares))
def test_uses_sum_to_the_calendar_and_none_is_negative(demand: tuple[float, ...]) -> None:
    names = ("transit", "planned", "typhoon", "running_pipe", "exceedance", "downtime", "lifting")
    parts = made(**dict(zip(names, demand, strict=True)))
    assert sum(float(part) for part in parts) == pytest.approx(30.0, rel=1e-12)
    assert all(float(part) >= 0.0 for part in parts)


def test_a_demand_beyond_the_month_leaves_nothing_for_work() -> None:
    parts = made(running_pipe=100.0)
    assert float(parts.running_pipe) == 21.0
    assert float(parts.lifting) == 0.0


def test_the_voyage_home_comes_before_all_else() -> None:
    parts = made(transit=100.0)
    assert float(parts.transit) == 30.0
    assert sum(float(part) for part in parts) == 30.0


def test_without_waves_failures_and_moves_the_rest_is_lifting() -> None:
    assert float(made(exceedance=0.0, downtime=0.0, lifting=1.0).lifting) == 20.0


def test_months_stand_side_by_side() -> None:
    parts = made(calendar=MONTH_DAYS, exceedance=np.linspace(0.0, 0.5, 12))
    assert parts.lifting.shape == (12,)
    assert parts.transit.shape == (12,)
    assert sum(part.sum() for part in parts) == pytest.approx(365.0)


@given(shares, shares)
def test_rougher_weather_lifts_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert made(exceedance=high).lifting <= made(exceedance=low).lifting


def test_a_year_has_365_days_and_february_at_most_29() -> None:
    assert MONTH_DAYS.sum() == 365.0
    assert np.floor(MONTH_DAYS_MOST)[1] == 29.0
    assert (np.floor(MONTH_DAYS_MOST) >= MONTH_DAYS).all()


def test_a_calendar_falls_on_its_months_in_proportion() -> None:
    share = np.zeros(12)
    share[:2] = 20.0, 14.0
    assert calendar_by_month(np.array(34.0), share)[:3].tolist() == [20.0, 14.0, 0.0]
    assert calendar_by_month(np.array(17.0), share)[:2].tolist() == [10.0, 7.0]


def test_no_month_at_all_gives_an_empty_calendar() -> None:
    assert calendar_by_month(np.array(34.0), np.zeros(12)).sum() == 0.0


def test_the_present_cylinder_lifts_most_of_the_time_at_the_pilot_rate_and_little_at_3500_t() -> None:
    batch, move = 30.8e3, 3 * 3600.0
    assert float(lifting_share(*arrays(batch, 140e3 / 86400.0, move))) > 0.6
    assert float(lifting_share(*arrays(batch, 3500e3 / 86400.0, move))) < 0.1


@given(st.floats(1.0, 1e8), st.floats(0.01, 100.0), st.floats(0.0, 1e6))
def test_lifting_share_is_the_batch_time_over_the_cycle(batch: float, rate: float, move: float) -> None:
    lift = batch / rate
    assert float(lifting_share(*arrays(batch, rate, move))) == pytest.approx(lift / (lift + move))


@pytest.mark.parametrize(("rate", "low", "high"), [(350.0, 3.6, 6.1), (3500.0, 36.0, 61.0)])
@pytest.mark.parametrize("batch", [58.0, 77.0, 97.0])
def test_the_cylinder_needs_the_published_placements_a_day(rate: float, low: float, high: float, batch: float) -> None:
    assert low <= float(placements_made(*arrays(rate, batch))) <= high


def test_dry_tonnes_at_the_commercial_rate_need_more_than_a_hundred() -> None:
    assert float(placements_made(*arrays(3500.0 / 0.40, 77.0))) > 100.0


@given(st.floats(0.0, 30.0), shares, shares)
def test_stated_lifting_is_met_and_the_calendar_still_balances(stated: float, above: float, down: float) -> None:
    computed = made(exceedance=above, downtime=down)
    parts = with_stated_lifting(computed, np.array(30.0), np.array(stated))
    assert float(parts.lifting) == stated
    assert sum(float(part) for part in parts) == pytest.approx(30.0, rel=1e-12)
    assert all(float(part) >= 0.0 for part in parts)


def test_stated_lifting_keeps_the_proportions_of_the_rest() -> None:
    computed = made()
    parts = with_stated_lifting(computed, np.array(30.0), np.array(15.0))
    assert float(parts.transit / parts.planned) == pytest.approx(float(computed.transit / computed.planned))


def test_a_budget_of_nothing_but_lifting_puts_the_rest_into_weather() -> None:
    zero = np.array(0.0)
    only = TimeBudget(zero, zero, zero, zero, zero, zero, zero, np.array(30.0))
    parts = with_stated_lifting(only, np.array(30.0), np.array(20.0))
    assert float(parts.weather) == 10.0
    assert float(parts.lifting) == 20.0


def test_each_changes_every_part() -> None:
    assert sum(float(part) for part in made().each(lambda part: part * 2.0)) == pytest.approx(60.0)
