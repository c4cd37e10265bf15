"""The log of a year as the report reads it: ships by name, spells, stops, storms."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.report import html, ship_log
from kaitei.report.run import Run
from kaitei.report.ship_log import Spell
from kaitei.result import Result
from kaitei.study import event_log

Maker = Callable[..., Result]
HOURS = st.floats(min_value=0.0, max_value=8760.0)


@pytest.fixture(scope="module")
def log(full: Result) -> ship_log.Log:
    """The log of the full result."""
    made = ship_log.log_of(Run(full))
    assert made is not None
    return made


def test_words_of_cargo_ships_are_those_of_the_log_of_a_run() -> None:
    assert event_log.SHIP_WORDS == ship_log.SHIP_STATES


def test_ships_are_named_by_kind_and_number(log: ship_log.Log) -> None:
    assert log.ships == ("mining vessel 1", "shuttle 1", "carrier 1")
    assert log.mining == 1
    assert not log.cut
    assert [spell.state for spell in log.of(1)] == ["waits_for_cargo", "loading", "sailing", "discharging"]
    assert log.of(0)[1] == Spell(0, 1000.0, 1100.0, "weather", "waves", 0.0)
    assert log.of(2)[0].cause == ""


def test_without_numbers_of_ships_those_in_the_log_count(making: Maker) -> None:
    counts = ("mining_vessels", "shuttles", "carriers")
    made = ship_log.log_of(Run(making(keep=lambda name: name not in counts)))
    assert made is not None
    assert made.ships == ("mining vessel 1", "shuttle 1", "carrier 1")


def test_an_unused_log_is_none(making: Maker) -> None:
    result = making()
    result.central["story"][...] = -9.0
    assert ship_log.log_of(Run(result)) is None
    assert 'id="story"' not in html.page(result)


def test_a_full_log_says_that_it_may_be_cut(making: Maker) -> None:
    result = making()
    rows = result.central["story"].to_numpy()
    result = Result(**{**vars(result), "central": result.central.isel(entry=slice(0, int((rows[:, 0] >= 0.0).sum())))})
    made = ship_log.log_of(Run(result))
    assert made is not None
    assert made.cut
    assert "The log is longer than a result holds" in html.page(result)


def test_the_frame_begins_with_the_departure_and_ends_with_the_last_ship() -> None:
    spells = (
        Spell(0, 270.0, 300.0, "transit", "campaign", 0.0),
        Spell(0, 300.0, 900.0, "idle", "not_employed", 0.0),
        Spell(1, -20.0, 400.0, "waits_for_cargo", "", 0.0),
    )
    assert ship_log.frame(ship_log.Log(("mining vessel 1", "carrier 1"), spells, 1, False)) == (270.0, 400.0)
    assert ship_log.frame(ship_log.Log(("carrier 1",), (), 0, False)) == (0.0, 8760.0)


@given(st.lists(HOURS, min_size=2, max_size=30))
def test_joined_spells_follow_each_other_and_stay_in_the_frame(times: list[float]) -> None:
    edges = sorted(times)
    spells = [Spell(0, a, b, "lifting" if i % 3 else "weather", "", 1.0) for i, (a, b) in enumerate(pairwise(edges))]
    made = ship_log.joined(spells, 100.0, 8000.0)
    assert all(100.0 <= spell.start < spell.end <= 8000.0 for spell in made)
    assert all(a.end <= b.start for a, b in pairwise(made))


def test_a_brief_stop_does_not_part_a_spell() -> None:
    spells = [
        Spell(0, 0.0, 10.0, "lifting", "production", 5.0),
        Spell(0, 10.0, 10.1, "tank_full", "no_room", 0.0),
        Spell(0, 10.1, 20.0, "lifting", "production", 7.0),
    ]
    assert ship_log.joined(spells, 0.0, 100.0) == [Spell(0, 0.0, 20.0, "lifting", "production", 12.0)]


def test_the_longest_stop_lies_between_work_and_has_the_cause_of_most_hours(log: ship_log.Log) -> None:
    assert ship_log.longest_stop(log.of(0)) == ship_log.Stop(1000.0, "dry_dock")
    assert ship_log.longest_stop(log.of(1)) is None


def test_tracks_go_on_across_the_date_line(full: Result) -> None:
    first, second = ship_log.storm_tracks(Run(full))
    assert first[0, 0] < second[0, 0]
    assert len(first) == len(second) == 10
    assert np.diff(second[:, 2]) == pytest.approx(1.0)


def test_the_nearest_approach_is_found_between_fixes() -> None:
    lat, lon = ship_log.ISLAND
    track = np.array([[0.0, lat, lon - 1.0, 20.0], [6.0, lat, lon + 1.0, 20.0]])
    far, hour = ship_log.nearest(track)
    assert far == pytest.approx(0.0, abs=1.0)
    assert hour == pytest.approx(3.0)


def test_a_degree_of_latitude_is_111_km() -> None:
    far = ship_log.distance(np.array([10.0]), np.array([150.0]), 11.0, 150.0)
    assert far == pytest.approx(111.2, abs=0.1)


def test_island_and_port_are_as_far_apart_as_the_scenario_says() -> None:
    (lat, lon), port = ship_log.ISLAND, ship_log.PORT
    assert float(ship_log.distance(np.array(lat), np.array(lon), *port)) == pytest.approx(1909.0, rel=0.01)


@given(st.floats(min_value=0.0, max_value=8759.9))
def test_dates_are_those_of_a_year_without_leap_day(hour: float) -> None:
    day, month = ship_log.date(hour).split()
    wanted = np.datetime64("2026-01-01") + np.timedelta64(int(hour // 24), "D")
    assert int(day) == int(str(wanted)[-2:])
    assert ship_log.MONTH_DAYS[int(str(wanted)[5:7]) - 1] >= int(day)
    assert len(month) == 3
