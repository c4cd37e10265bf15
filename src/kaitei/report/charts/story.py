"""What every ship does over one year, a row for each."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kaitei.report.charts import theme
from kaitei.report.charts.gantt import KINDS
from kaitei.report.numerals import number
from kaitei.report.ship_log import YEAR_HOURS, Spell, date, month_starts
from kaitei.report.words import cause_words, words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

KIND_OF = {state: kind for kind, (_, states) in KINDS.items() for state in states}
"""What is told apart by colour, by state."""

LONG = 0.4 * YEAR_HOURS
"""Time [h] from which the axis carries months instead of dates."""


def kinds(rows: Sequence[Sequence[Spell]]) -> dict[str, str]:
    """The kinds of time that occur, with their colours."""
    found = {KIND_OF.get(spell.state) for row in rows for spell in row}
    return {kind: colour for kind, (colour, _) in KINDS.items() if kind in found}


def story_gantt(rows: Mapping[str, Sequence[Spell]], low: float, high: float) -> "Figure":
    """A row of bars for each label, from hour ``low`` to hour ``high`` of the year; idle time is left white."""
    from plotly.graph_objects import Bar

    figure = theme.blank(theme.row_height(len(rows), bottom=34), bottom=34)
    for kind, (colour, _) in KINDS.items():
        some = [(y, s) for y, row in enumerate(rows.values()) for s in row if KIND_OF.get(s.state) == kind]
        if not some:
            continue
        figure.add_trace(
            Bar(
                base=[round(spell.start, 1) for _, spell in some],
                x=[round(spell.hours, 1) for _, spell in some],
                y=[y for y, _ in some],
                orientation="h",
                width=0.4,
                offset=-0.16,
                marker={"color": colour, "line": {"width": 0}},
                customdata=[_said(spell) for _, spell in some],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    theme.rows(figure, list(rows))
    _dates(figure, low, high)
    return figure


def _said(spell: Spell) -> str:
    why = f", {cause_words(spell.cause)}" if spell.cause and spell.state not in ("lifting", "idle") else ""
    mud = f", {number(spell.mass)} t dry" if spell.mass > 0.0 else ""
    long = f"{number(spell.hours / 24.0)} d" if spell.hours >= 48.0 else f"{number(spell.hours)} h"
    return f"{date(spell.start)}: {words(spell.state)}{why}, {long}{mud}"


def _dates(figure: "Figure", low: float, high: float) -> None:
    """An axis of months, their names in their middle, or of every few days where the time is short."""
    starts = month_starts()
    if high - low > LONG:
        middles = [(a + b) / 2.0 for a, b in pairwise(starts)]
        inside = [(middle, date(middle)[-3:]) for middle in middles if low <= middle <= high]
        lines = [start for start in starts if low <= start <= high]
        ticks = ""
    else:
        step = 24.0 * max(1, round((high - low) / 24.0 / 5.0))
        first = 24.0 * (low // 24.0 + 1.0)
        inside = [(hour, date(hour)) for hour in _steps(first, high, step)]
        lines, ticks = [hour for hour, _ in inside], "outside"
    figure.update_xaxes(
        range=[low, high],
        tickmode="array",
        tickvals=[hour for hour, _ in inside],
        ticktext=[text for _, text in inside],
        ticks=ticks,
        tickfont_size=12,
        minor={"tickmode": "array", "tickvals": lines, "showgrid": True, "gridcolor": "#eceff1", "ticks": ""},
    )


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + i * step for i in range(int((last - first) // step) + 1)]
