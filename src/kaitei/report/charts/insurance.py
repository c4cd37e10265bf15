"""Futures that may come: what is lost without and with the project, two worths apart, cost against risk."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report.charts import theme
from kaitei.report.numerals import number, span

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

COLOURS: Mapping[str, str] = {"without": theme.RED, "with": theme.BLUE}
CHOSEN, JUDGED = theme.BLUE, theme.ORANGE
"""Colours of the futures that portfolios are chosen for, and of those they are judged on."""

FLOOR = 0.3
"""Where a cost of nothing stands on the logarithmic axis, over the smallest cost that is paid [1]."""


def exceedance(yearly: Mapping[str, FloatArray]) -> "Figure":
    """Share of futures that lose at least so much, for each case; loss on the mean of the years."""
    figure = theme.blank(340)
    for case, values in yearly.items():
        x = np.sort(values)[::-1]
        share = np.arange(1, len(x) + 1) / len(x)
        hover = f"{case} the project: %{{y:.0%}} of futures lose %{{x:,.3~g}} billion JPY a year or more"
        theme.curve(figure, x.round(4), share, hover, COLOURS[case], line_shape="vh")
    theme.x_title(figure, "loss, billion JPY a year", rangemode="tozero")
    theme.y_title(figure, "share of futures that lose as much or more", tickformat=".0%", range=[0, 1.03])
    return figure


def two_worths(worth: Mapping[str, Any], npv: Mapping[str, Any]) -> "Figure":
    """What the project is worth to Japan and its own value: two bars of means, P10 to P90, apart."""
    from plotly.graph_objects import Bar

    rows = (("worth to Japan", worth, theme.GREEN), ("the project itself (NPV)", npv, theme.BLUE))
    figure = theme.blank(theme.row_height(2))
    for row, (name, found, colour) in enumerate(rows):
        figure.add_trace(
            Bar(
                y=[row],
                x=[found["mean"]],
                orientation="h",
                width=0.34,
                offset=-0.12,
                marker={"color": colour},
                hovertemplate=f"{name}: mean %{{x:,.0f}} million USD<extra></extra>",
            )
        )
    ends = [found[key] for _, found, _ in rows for key in ("p10", "p90", "mean")]
    low, high = min(0.0, *ends), max(0.0, *ends)
    theme.whiskers(
        figure, [r[1]["mean"] for r in rows], [r[1]["p10"] for r in rows], [r[1]["p90"] for r in rows], [0.05, 1.05]
    )
    labels = [f"{name} <b>{number(f['mean'])}</b> ({span(f['p10'], f['p90'])})" for name, f, _ in rows]
    theme.rows(figure, labels)
    pad = 0.03 * ((high - low) or 1.0)
    theme.upright(figure, 0.0)
    theme.x_title(figure, "million USD; two numbers that are not added", range=[low - pad, high + pad])
    return figure


def frontier(cost: Sequence[float], chosen: Sequence[float], judged: Sequence[float]) -> "Figure":
    """Tail of the loss that is left against what is paid a year; nothing paid stands at the left end."""
    from plotly.graph_objects import Scatter

    figure = theme.blank(380)
    paid = [value for value in cost if value > 0.0]
    low, high = (min(paid), max(paid)) if paid else (0.1, 1.0)
    nothing = low * FLOOR
    x = [value if value > 0.0 else nothing for value in cost]
    for values, colour, word in ((chosen, CHOSEN, "futures chosen for"), (judged, JUDGED, "other futures")):
        if len(values):
            hover = f"{word}: %{{y:,.3~g}} billion JPY a year in the tail"
            figure.add_trace(
                Scatter(
                    x=x, y=list(values), mode="lines+markers", line={"color": colour, "width": 2.5},
                    marker={"size": 8, "color": colour}, hovertemplate=f"{hover}<extra></extra>",
                )
            )  # fmt: skip
    decades = [10.0**k for k in range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)]
    shown = [tick for tick in decades if 1.5 * nothing < tick <= 1.3 * high]
    ends = [float(np.log10(nothing)) - 0.08, float(np.log10(high)) + 0.12]
    theme.x_title(
        figure, "cost, billion JPY a year", type="log", range=ends, tickmode="array",
        tickvals=[nothing, *shown], ticktext=["nothing", *(number(tick) for tick in shown)],
    )  # fmt: skip
    theme.y_title(figure, "worst tenth's loss, billion JPY a year", rangemode="tozero")
    return figure
