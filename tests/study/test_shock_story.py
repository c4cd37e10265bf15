"""Stories of shocks set in time, and every message of a story that cannot be told."""

from pathlib import Path

import pytest

from kaitei.errors import InputError
from kaitei.scenario import Horizon, Scenario
from kaitei.security.shocks.month import month_number
from kaitei.security.shocks.shock_file import load
from kaitei.study.shock_story import BEFORE, first_full_year, tell


def test_a_story_moves_to_the_first_full_year_of_the_project(reference: Scenario) -> None:
    story = tell(["2026-ban"], reference)
    assert (story.first_shock, story.first_month, story.last_month) == ("2032-01", "2031-07", "2035-06")
    assert story.moved
    assert story.months == 48


def test_own_dates_are_kept(reference: Scenario) -> None:
    story = tell(["2010-embargo"], reference, "own")
    assert story.events == load("2010-embargo").events
    assert not story.moved
    assert month_number(story.first_shock) - month_number(story.first_month) == BEFORE


def test_several_files_keep_their_distance(reference: Scenario) -> None:
    story = tell(["2026-ban", "2025-licensing"], reference, "2040-03")
    starts = sorted(month_number(event.start) for event in story.events)
    own = sorted(month_number(event.start) for name in story.names for event in load(name).events)
    assert [s - starts[0] for s in starts] == [s - own[0] for s in own]
    assert story.first_shock == "2040-03"
    assert story.title.count("; ") == 1


def test_a_story_from_a_file_of_ones_own(reference: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    text = (
        "title: mine\nevents:\n  stop: {kind: outage, origin: australia, stages: ore, elements: all, start: 2027-01, "
        "end: 2028-01, assumption: invented, lost: {value: 1, unit: '1', grade: C, assumption: invented}}\n"
    )
    file.write_text(text, encoding="utf-8")
    assert tell([str(file)], reference).title == "mine"


def test_before_and_during_part_the_horizon(reference: Scenario) -> None:
    story = tell(["2026-ban"], reference, months=24)
    assert (story.before, story.during) == (slice(0, 6), slice(6, 18))
    short = tell(["2026-ban"], reference, months=3)
    assert range(10)[short.during] == range(6, 3)
    assert len(range(3)[short.before]) == 3


def test_sources_of_all_events_are_there(reference: Scenario) -> None:
    assert {"MOFCOM2026", "LicenceShares"} <= set(tell(["2026-ban"], reference).sources())


@pytest.mark.parametrize(
    ("ramp", "years", "full"), [((), 20, 2030), ((0.4, 0.7), 20, 2032), ((0.1, 0.2, 0.3), 2, 2031)]
)
def test_the_first_full_year(reference: Scenario, ramp: tuple[float, ...], years: int, full: int) -> None:
    horizon = Horizon(first_year=2030, production_years=years, ramp_up=ramp)
    assert first_full_year(reference.model_copy(update={"horizon": horizon})) == full


def test_an_unknown_event_gets_the_nearest_word(reference: Scenario) -> None:
    with pytest.raises(InputError, match="no events '2026-bn': did you mean 2026-ban"):
        tell(["2026-bn"], reference)


def test_a_story_given_twice_is_refused(reference: Scenario) -> None:
    with pytest.raises(InputError, match="--event 2026-ban is given twice; name each story once"):
        tell(["2026-ban", "2026-ban"], reference)


def test_a_file_given_by_two_paths_is_refused(reference: Scenario, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    names = [str(tmp_path / "mine.yaml"), str(tmp_path / "inner" / ".." / "mine.yaml")]
    with pytest.raises(InputError, match="is given twice; name each story once"):
        tell(names, reference)


@pytest.mark.parametrize("start", ["2032-13", "2032", "soon", "0001-01"])
def test_what_is_no_month_is_refused(reference: Scenario, start: str) -> None:
    with pytest.raises(InputError, match=r"--start must be a month .* or the word own for the dates of the events"):
        tell(["2026-ban"], reference, start)


@pytest.mark.parametrize(
    ("event", "start"), [("2026-ban", "1900-01"), ("2026-ban", "2200-12"), ("2010-embargo", "2200-12")]
)
def test_a_time_beyond_the_calendar_is_refused(reference: Scenario, event: str, start: str) -> None:
    with pytest.raises(
        InputError, match=r"--start puts the story at .*, beyond the years 1900 to 2200; name another month"
    ):
        tell([event], reference, start)


def test_a_story_without_a_name_is_refused(reference: Scenario) -> None:
    with pytest.raises(InputError, match=r"--event names nothing; name a \.yaml file, or one of 2010-embargo"):
        tell([" "], reference)


def test_events_that_change_nothing_are_named(reference: Scenario, tmp_path: Path) -> None:
    ban = "kind: ban, origin: china, destination: japan, stages: oxide, elements: Dy"
    file = tmp_path / "mine.yaml"
    file.write_text(
        f"events:\n  now: {{{ban}, start: 2026-01, end: 2026-06}}\n"
        f"  short: {{{ban}, start: 2026-03, end: 2026-03}}\n  late: {{{ban}, start: 2046-01, end: open}}\n",
        encoding="utf-8",
    )
    idle = tell([str(file)], reference).idle
    assert "after the last month told, 2035-06, and changes nothing: late." in idle
    assert "has no length and changes nothing: short." in idle
    assert "now" not in idle
    assert tell(["2026-ban"], reference).idle == ""
    assert tell(["2026-ban"], reference, months=3).idle.endswith("review_halted, heavy_near_zero.")
