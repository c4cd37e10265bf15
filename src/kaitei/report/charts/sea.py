"""The time of the mining vessels: by state, by month, by cause, and days fit for work beside those of others."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report.charts import theme
from kaitei.report.numerals import days as count
from kaitei.report.numerals import number, percent, sentence
from kaitei.report.words import words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

STATES = {
    "lifting": theme.BLUE,
    "placement": "#7fb8d8",
    "running_pipe": theme.GREEN,
    "pulling_pipe": "#8fd3be",
    "weather": theme.ORANGE,
    "typhoon": theme.RED,
    "tank_full": theme.YELLOW,
    "repair": theme.INK,
    "maintenance": "#85898f",
    "port": theme.GREY,
    "transit": theme.SKY,
    "idle": theme.PALE,
}
"""Colours of the states of a mining vessel: work blue, pipe green, waiting warm, machines and port dark to grey."""

OTHER = "other"
CAUSES = {
    "production": theme.BLUE,
    "waves": theme.ORANGE,
    "wave_period": "#f6d08a",
    "wind": "#a87200",
    "current": "#6b4a00",
    "storm": theme.RED,
    "pump": "#e3b4cf",
    "collector": theme.PINK,
    "riser": "#8e4a72",
    "positioning": "#5c2e4a",
    "dewatering": "#f2dce9",
    "no_room": theme.YELLOW,
    "planned_maintenance": theme.GREEN,
    "crew_and_supply": "#8fd3be",
    "port_call": theme.SKY,
    "dry_dock": "#b9def5",
    "campaign": theme.GREY,
    "not_employed": theme.PALE,
    OTHER: theme.LINE,
}
"""Colours of the causes of time without lifting: sea warm, failures pink, upkeep green, voyages light blue."""

SMALL = 0.02
"""Share of the time without lifting below which causes are drawn as one."""

FIT, STUDIES = (195.0, 240.0, 260.0, 310.0), (250.0, 300.0)
"""Days a year fit for work: an estimate from published numbers (range, and its middle), and what studies plan."""


def hours_bars(hours: Mapping[str, FloatArray]) -> "Figure":
    """Hours by state, mean over the draws, with P10 to P90 as a thin line."""
    from plotly.graph_objects import Bar

    means = {state: float(values.mean()) for state, values in hours.items()}
    total = sum(means.values())
    figure = theme.blank(theme.row_height(len(hours)))
    figure.add_trace(
        Bar(
            y=list(range(len(means))),
            x=list(means.values()),
            orientation="h",
            width=0.34,
            offset=-0.12,
            marker={"color": [STATES.get(state, theme.LINE) for state in means]},
            customdata=[sentence(words(state)) for state in means],
            hovertemplate="%{customdata}: %{x:,.0f} h<extra></extra>",
        )
    )
    if len(next(iter(hours.values()))) > 1:
        low, high = ([float(np.quantile(values, p)) for values in hours.values()] for p in (0.1, 0.9))
        theme.whiskers(figure, list(means.values()), low, high, [row + 0.05 for row in range(len(means))])
    labels = [
        f"{sentence(words(state))}  <b>{number(mean)}</b> h  ({percent(mean / total)})" for state, mean in means.items()
    ]
    theme.rows(figure, labels)
    longest = max(float(np.quantile(values, 0.9)) for values in hours.values())
    theme.x_title(figure, "hours of all mining vessels", range=[0.0, 1.03 * max(longest, *means.values())])
    return figure


def grouped(days: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Causes by month in the order of their colours, those of little time together at the end."""
    total = sum(float(values.sum()) for values in days.values())
    small = [cause for cause, values in days.items() if values.sum() < SMALL * total]
    made = {cause: days[cause] for cause in CAUSES if cause in days and cause not in small}
    if small:
        made[OTHER] = np.sum([days[cause] for cause in small], axis=0)
    return made


def stacked_months(
    months: Sequence[str], days: Mapping[str, FloatArray], colours: Mapping[str, str], names: Mapping[str, str]
) -> "Figure":
    """Days of one mining vessel by month, stacked; the first at the foot."""
    from plotly.graph_objects import Bar

    figure = theme.blank(264, bottom=28)
    for label, values in days.items():
        figure.add_trace(
            Bar(
                x=list(months),
                y=values.round(3),
                marker={"color": colours.get(label, theme.LINE), "line": {"color": "white", "width": 0.5}},
                hovertemplate=f"%{{x}}, {names[label]}: %{{y:.1f}} d<extra></extra>",
            )
        )
    wide = 0.15 if len(months) > 4 else 0.6
    figure.update_layout(barmode="stack", bargap=wide)
    figure.update_xaxes(ticks="", tickangle=0, tickfont_size=12)
    theme.y_title(figure, "days of the month")
    return figure


class Bar(NamedTuple):
    """A row of the chart of days fit for work: a light span, a part of it that counts more, and a point if any."""

    label: str
    ends: tuple[float, float]
    middle: tuple[float, float] | None = None
    point: float | None = None
    colour: str = theme.PALE
    dark: str = theme.LINE


def fit_rows(fit: FloatArray, lifting: FloatArray | None, whole_year: bool) -> list[Bar]:
    """Rows of the chart: this run, and for a whole year what others estimate and plan."""
    made = [_own("This run: fit for work", fit)]
    if lifting is not None:
        made.append(_own("Of which lifting", lifting))
    if whole_year:
        low, mid_low, mid_high, high = FIT
        said = f"<b>{low:.0f} to {high:.0f}</b> d  (middle {mid_low:.0f} to {mid_high:.0f})"
        made.append(Bar(f"Estimate from published numbers  {said}", (low, high), (mid_low, mid_high)))
        made.append(Bar(f"Planned in studies  <b>{STUDIES[0]:.0f} to {STUDIES[1]:.0f}</b> d", STUDIES))
    return made


def _own(label: str, days: FloatArray) -> Bar:
    low, middle, high = (float(q) for q in np.quantile(days, (0.1, 0.5, 0.9)))
    ends = "" if count(low) == count(high) else f"  ({count(low)} to {count(high)})"
    return Bar(f"{label}  <b>{count(middle)}</b> d{ends}", (low, high), None, middle, theme.SKY, theme.BLUE)


def fit_spans(rows: Sequence[Bar], days: float) -> "Figure":
    """Days fit for work as spans under each other, on an axis as long as the calendar [d]."""
    from plotly.graph_objects import Scatter

    figure = theme.blank(theme.row_height(len(rows)))
    for place, row in enumerate(rows):
        for ends, colour in ((row.ends, row.colour), (row.middle, row.dark)):
            if ends is not None:
                figure.add_trace(
                    Scatter(
                        x=list(ends),
                        y=[place + 0.05] * 2,
                        mode="lines",
                        line={"color": colour, "width": 9},
                        hovertemplate=f"{ends[0]:,.4g} to {ends[1]:,.4g} d<extra></extra>",
                    )
                )
        if row.point is not None:
            marker = {"color": row.dark, "size": 11}
            figure.add_trace(
                Scatter(
                    x=[row.point],
                    y=[place + 0.05],
                    mode="markers",
                    marker=marker,
                    hovertemplate="median %{x:,.4g} d<extra></extra>",
                )
            )
    theme.rows(figure, [row.label for row in rows])
    theme.x_title(figure, "days of one mining vessel", range=[0.0, days])
    return figure
