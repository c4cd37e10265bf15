"""What a year lifts: all years of all draws, and what the chance of the year alone does."""

from typing import TYPE_CHECKING

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report.at_sea import Years
from kaitei.report.charts import theme
from kaitei.report.numerals import number

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

POINTS = 200
"""Points of a curve at most."""

ALL, CHANCE = theme.BLUE, theme.ORANGE


def lift_curves(years: Years, span: str) -> "Figure":
    """Share of years (or campaigns) that lift up to x: all, and those of one typical draw (dashed)."""
    figure = theme.blank(340)
    _curve(figure, years.lifted, ALL, "solid", f"of all {span}s")
    if years.typical.size:
        _curve(figure, years.typical, CHANCE, "dash", f"of the {span}s of one typical draw")
    for p in (0.1, 0.5, 0.9):
        _mark(figure, years.lifted, p)
    theme.x_title(figure, f"dry tonnes lifted in a {span}", rangemode="tozero")
    theme.y_title(figure, f"share of {span}s", tickformat=".0%", range=[0, 1.02])
    return figure


def _curve(figure: "Figure", values: FloatArray, colour: str, dash: str, of: str) -> None:
    from plotly.graph_objects import Scatter

    share = np.linspace(0.0, 1.0, min(POINTS, max(values.size, 2)))
    figure.add_trace(
        Scatter(
            x=[float(f"{x:.5g}") for x in np.quantile(values, share)],
            y=share.round(4),
            mode="lines",
            line={"color": colour, "width": 2.5, "dash": dash},
            hovertemplate=f"%{{y:.0%}} {of} lift up to %{{x:,.3r}} t<extra></extra>",
        )
    )


def _mark(figure: "Figure", values: FloatArray, p: float) -> None:
    from plotly.graph_objects import Scatter

    x, low, high = float(np.quantile(values, p)), float(values.min()), float(values.max())
    figure.add_trace(Scatter(x=[x], y=[p], mode="markers", marker={"color": theme.INK, "size": 9}, hoverinfo="skip"))
    right = x - low < 0.6 * (high - low)
    figure.add_annotation(
        x=x,
        y=p,
        text=f"P{round(100 * p)}  <b>{number(x)}</b> t",
        showarrow=False,
        xanchor="left" if right else "right",
        xshift=10 if right else -10,
        yanchor="top" if right else "bottom",
        bgcolor="rgba(255,255,255,0.8)",
    )
