"""Figures of the ships show the numbers they are given."""

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.datum import MONTHS
from kaitei.fleet.simulation.words import CAUSES, STATES
from kaitei.report import at_sea, html, ship_log
from kaitei.report.at_sea import Years
from kaitei.report.charts import gantt, lift, route, sea, story, weather
from kaitei.report.charts.route import FRAME
from kaitei.report.run import Run
from kaitei.report.sections import story as section
from kaitei.report.ship_log import Spell
from kaitei.result import Result

Maker = Callable[..., Result]


def texts(figure: Any) -> list[str]:
    """All annotations of a figure."""
    return [str(note.text) for note in figure.layout.annotations]


def test_every_state_and_cause_has_a_colour_of_its_own() -> None:
    assert set(sea.STATES) == set(STATES)
    assert set(sea.CAUSES) == {*CAUSES, sea.OTHER}
    for colours in (sea.STATES, sea.CAUSES):
        assert len(set(colours.values())) == len(colours)


def test_every_state_of_the_log_is_drawn_or_idle() -> None:
    drawn = {state for _, states in gantt.KINDS.values() for state in states}
    assert {*STATES, *ship_log.SHIP_STATES} - drawn == {"idle"}


def test_stacked_months_add_up_to_the_month(full: Result) -> None:
    months, days = at_sea.by_month(Run(full), "month_hours", "state")
    figure = sea.stacked_months(months, days, sea.STATES, dict.fromkeys(days, "x"))
    total = np.sum([trace.y for trace in figure.data], axis=0)
    assert figure.data[0].y[0] == pytest.approx(12.0)
    assert total == pytest.approx(np.sum(list(days.values()), axis=0), abs=0.01)
    assert figure.layout.barmode == "stack"


@given(st.dictionaries(st.sampled_from(CAUSES), st.floats(min_value=0.001, max_value=1e3), min_size=1))
def test_small_causes_are_joined_and_nothing_is_lost(sizes: dict[str, float]) -> None:
    days = {cause: np.array([size, 0.0]) for cause, size in sizes.items()}
    made = sea.grouped(days)
    assert sum(v.sum() for v in made.values()) == pytest.approx(sum(sizes.values()))
    assert [c for c in made if c != sea.OTHER] == [c for c in sea.CAUSES if c in made and c != sea.OTHER]


def test_days_fit_stand_beside_those_of_others_only_for_whole_years() -> None:
    fit = np.array([200.0, 220.0, 240.0])
    rows = sea.fit_rows(fit, fit / 2.0, True)
    assert [row.label.partition("  ")[0] for row in rows] == [
        "This run: fit for work",
        "Of which lifting",
        "Estimate from published numbers",
        "Planned in studies",
    ]
    assert rows[0].point == 220.0
    assert rows[2].ends == (195.0, 310.0)
    assert len(sea.fit_rows(fit, None, False)) == 1
    figure = sea.fit_spans(rows, 365.0)
    assert tuple(figure.layout.xaxis.range) == (0.0, 365.0)
    assert "days" in figure.layout.xaxis.title.text


def test_equal_draws_have_no_range() -> None:
    assert "(" not in sea.fit_rows(np.array([300.0, 300.0]), None, False)[0].label


def test_the_lift_curve_rises_and_marks_its_percentiles() -> None:
    lifted = np.linspace(100.0, 200.0, 500)
    figure = lift.lift_curves(Years(lifted, lifted[200:300], 10.0, 30.0), "year")
    assert (np.diff(figure.data[0].x) >= 0.0).all()
    assert figure.data[1].line.dash == "dash"
    assert sum(text.startswith("P") for text in texts(figure)) == 3
    assert len(lift.lift_curves(Years(lifted, np.empty(0), 0.0, 0.0), "year").data) == 4


def test_cells_hold_per_cent_of_the_time() -> None:
    share = np.array([[0.914, 1.0], [0.3, 0.0]])
    figure = weather.window_map(share, ["one", "two"], ["Jan", "Feb"])
    cells, *figures = figure.data
    assert [list(trace.text) for trace in figures] == [["91", "100"], ["30", "0"]]
    assert list(cells.z[0]) == [None, None]
    assert list(cells.z[1]) == [0.914, 1.0]
    assert len(cells.y) == len(cells.z) + 1
    assert list(figures[1].textfont.color) == [weather.theme.INK] * 2
    assert texts(figure) == ["one", "two"]


def spells() -> dict[str, list[Spell]]:
    return {
        "a": [Spell(0, 0.0, 100.0, "lifting", "production", 5e3), Spell(0, 100.0, 120.0, "weather", "waves", 0.0)],
        "b": [Spell(1, 0.0, 50.0, "idle", "", 0.0), Spell(1, 50.0, 60.0, "loading", "", 3e3)],
    }


def test_bars_of_the_story_begin_and_last_as_the_spells_do() -> None:
    figure = story.story_gantt(spells(), 0.0, 8760.0)
    assert [(trace.base[0], trace.x[0], trace.y[0]) for trace in figure.data] == [
        (0.0, 100.0, 0),
        (100.0, 20.0, 0),
        (50.0, 10.0, 1),
    ]
    assert figure.data[0].customdata[0] == "1 Jan: lifting, 4.17 d, 5,000 t dry"
    assert figure.data[1].customdata[0] == "5 Jan: waiting for weather, waves, 20 h"
    assert list(story.kinds(list(spells().values()))) == [
        "work at the sea bed",
        "waiting for weather",
        "loading or discharging",
    ]


def test_a_year_has_months_and_a_campaign_has_dates() -> None:
    year, campaign = (story.story_gantt(spells(), 0.0, high) for high in (8760.0, 600.0))
    assert list(year.layout.xaxis.ticktext) == list(MONTHS)
    assert list(campaign.layout.xaxis.ticktext) == ["2 Jan", "7 Jan", "12 Jan", "17 Jan", "22 Jan"]


def test_a_story_of_thousands_of_spells_stays_light() -> None:
    rows = {
        f"ship {ship}": [
            Spell(ship, 5.0 * i, 5.0 * i + 5.0, "sailing" if i % 2 else "loading", "", 3e3 * (i % 2))
            for i in range(1000)
        ]
        for ship in range(3)
    }
    assert len(story.story_gantt(rows, 0.0, 8760.0).to_json()) < 400_000


def test_the_map_keeps_lengths_to_scale_at_30_degrees(full: Result) -> None:
    tracks = ship_log.storm_tracks(Run(full))
    figure = route.route_map(tracks, 500.0, 0.0, 8760.0)
    assert figure.layout.yaxis.scaleanchor == "x"
    assert figure.layout.yaxis.scaleratio == pytest.approx(1.0 / math.cos(math.radians(30.0)))
    assert {"<b>Shimizu</b>", "<b>Minamitorishima</b>", "Aug"} <= set(texts(figure))
    json.loads(figure.to_json(), parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))


def test_the_circle_is_as_wide_as_the_radius() -> None:
    circle = route.route_map([], 500.0, 0.0, 8760.0).data[0]
    far = ship_log.distance(np.array(circle.y), np.array(circle.x), *ship_log.ISLAND)
    assert far == pytest.approx(500.0, rel=0.01)


def test_a_map_without_radius_has_no_circle() -> None:
    assert len(route.route_map([], None, 0.0, 8760.0).data) == 1


def test_every_leg_of_a_track_is_drawn_once_in_the_colour_of_its_wind() -> None:
    wind = np.array([10.0, 20.0, 40.0, 50.0, 20.0, 20.0])
    track = np.stack([np.arange(6.0), np.full(6, 20.0), 150.0 + np.arange(6.0), wind], axis=1)
    figure = route.route_map([track], None, 0.0, 8760.0)
    legs = sum(
        a is not None and b is not None
        for trace in figure.data[:-1]
        for a, b in zip(trace.x[:-1], trace.x[1:], strict=True)
    )
    assert legs == 5
    assert [name for _, name in route.winds([track])] == [name for _, name, *_ in route.WINDS][:4]


def test_tracks_outside_the_time_at_sea_are_pale(full: Result) -> None:
    tracks = ship_log.storm_tracks(Run(full))
    figure = route.route_map(tracks, None, 0.0, 500.0)
    assert {trace.line.color for trace in figure.data[:-1]} == {route.OUTSIDE}


def test_tracks_outside_the_frame_have_no_label() -> None:
    track = np.array([[0.0, 5.0, FRAME[0][0] - 9.0, 20.0], [6.0, 6.0, FRAME[0][0] - 8.0, 20.0]])
    assert "Jan" not in texts(route.route_map([track], None, 0.0, 8760.0))


def test_a_year_without_storms_has_its_map_and_says_so(making: Maker) -> None:
    result = making()
    result.central["story_storms"][...] = -999.0
    text = html.page(result)
    assert "No tropical cyclone passes in this year" in text
    assert 'id="chart-route"' in text


def test_a_long_row_of_ships_is_cut_and_says_so(making: Maker) -> None:
    result = making()
    result.central["carriers"][...] = 40.0
    result.central["story"][13, 0] = 41.0
    made = section.story(Run(result))
    assert made is not None
    figure = made.blocks[0]
    assert figure.kind == "figure"
    assert f"The first {section.MOST_SHIPS} of 42 ships." in figure.subtitle
