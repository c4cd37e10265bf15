"""What a year lifts: all years of all draws, and what the chance of the year alone does."""

from typing import TYPE_CHECKING

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report.at_sea import Years
from kaitei.report.charts import theme

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
    ends = float(years.lifted.min()), float(years.lifted.max())
    for p in (0.1, 0.5, 0.9):
        theme.percentile(figure, float(np.quantile(years.lifted, p)), p, ends, "t")
    theme.x_title(figure, f"dry tonnes lifted in a {span}", rangemode="tozero")
    theme.y_title(figure, f"share of {span}s", tickformat=".0%", range=[0, 1.02])
    return figure


def _curve(figure: "Figure", values: FloatArray, colour: str, dash: str, of: str) -> None:
    share = np.linspace(0.0, 1.0, min(POINTS, max(values.size, 2)))
    x = [float(f"{x:.5g}") for x in np.quantile(values, share)]
    hover = f"%{{y:.0%}} {of} lift up to %{{x:,.3r}} t"
    theme.curve(figure, x, share.round(4), hover, colour, line_dash=dash)
