"""What reaches the sea floor, CO2 by source, natural radioactivity."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.report.charts import theme
from kaitei.report.numerals import number, percent, sentence
from kaitei.report.run import Range, Run
from kaitei.report.words import words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

THRESHOLDS = (0.1, 1.0, 10.0)
"""Thickness [mm] at which the map changes colour."""

SHADES = ("#ffffff", "#c6dcee", "#5b9ecf", "#08457e")
"""Below the first threshold, between them, above the last."""

EXEMPTION = 1.0
"""Activity [Bq/g] at and below which natural Th-232 and U-238 are usually exempt."""


def deposition_map(run: Run) -> "Figure":
    """Thickness of the mud that settles, in steps at the thresholds; lengths to scale."""
    depth = run.central["deposition_map"]
    x, y, thickness = depth["map_x"].to_numpy(), depth["map_y"].to_numpy(), depth.to_numpy()
    reached = thickness >= THRESHOLDS[0]
    along, across = _ends(x, np.asarray(reached.any(axis=0))), _ends(y, np.asarray(reached.any(axis=1)))
    ratio = (across[1] - across[0]) / (along[1] - along[0])
    figure = theme.blank(340, top=14, bottom=104)
    # NOTE: the page reads the ratio and gives the figure the height that its own width asks for.
    figure.update_layout(meta={"ratio": ratio})
    figure.add_trace(_thickness(x, y, thickness))
    figure.add_trace(_mine())
    figure.update_xaxes(constrain="domain", range=along)
    figure.update_yaxes(
        scaleanchor="x", scaleratio=1, constrain="domain", title_text="km across", range=across, nticks=5
    )
    theme.x_title(figure, "km along the current")
    return figure


def _ends(place: FloatArray, reached: BoolArray) -> list[float]:
    """The part of an axis that is reached, with a margin; all of it when nothing is."""
    low, high = float(place[0]), float(place[-1])
    if not reached.any():
        return [low, high]
    first, last = float(place[reached][0]), float(place[reached][-1])
    margin = max(0.12 * (last - first), 1.0)
    return [max(low, first - margin), min(high, last + margin)]


def _thickness(x: FloatArray, y: FloatArray, thickness: FloatArray) -> object:
    from plotly.graph_objects import Contour

    edges = [0.0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1.0]
    return Contour(
        x=x,
        y=y,
        z=np.log10(np.maximum(thickness, 1e-3)).round(3),
        colorscale=[(edge, SHADES[i // 2]) for i, edge in enumerate(edges)],
        zmin=-2.0,
        zmax=2.0,
        autocontour=False,
        contours={"start": -1.0, "end": 1.0, "size": 1.0, "coloring": "fill"},
        line={"color": theme.INK, "width": 0.7},
        colorbar={
            "orientation": "h",
            "thickness": 10,
            "len": 0.9,
            "x": 0.5,
            "y": -0.3,
            "yanchor": "top",
            "tickvals": [-1.0, 0.0, 1.0],
            "ticktext": [f"{number(level)} mm" for level in THRESHOLDS],
            "outlinewidth": 0.5,
            "outlinecolor": theme.LINE,
        },
        hovertemplate="%{x:.3g} km along, %{y:.3g} km across: %{customdata:.3g} mm<extra></extra>",
        customdata=thickness.round(4),
    )


def _mine() -> object:
    from plotly.graph_objects import Scatter

    return Scatter(
        x=[0.0],
        y=[0.0],
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "x-thin", "size": 9, "line": {"color": theme.RED, "width": 2}},
    )


def co2_sources(run: Run) -> dict[str, float]:
    """CO2 in a full year by source, mean over the draws [t], largest first, zeros left out."""
    year = run.full_year(run.draws["co2"], run.draws).mean("draw")
    made = {str(source): float(year.sel(co2_source=source)) for source in year["co2_source"].to_numpy()}
    return dict(sorted(((k, v) for k, v in made.items() if v > 0.0), key=lambda item: (-item[1], item[0])))


def co2_bars(sources: Mapping[str, float]) -> "Figure":
    """CO2 in a full year by source."""
    from plotly.graph_objects import Bar

    total = sum(sources.values())
    figure = theme.blank(theme.row_height(len(sources)))
    figure.add_trace(
        Bar(
            y=list(range(len(sources))),
            x=list(sources.values()),
            orientation="h",
            width=0.34,
            offset=-0.12,
            marker={"color": theme.BLUE},
            customdata=[sentence(words(name)) for name in sources],
            hovertemplate="%{customdata}: %{x:,.3g} t<extra></extra>",
        )
    )
    labels = [f"{sentence(words(n))}  <b>{number(v)}</b> t  ({percent(v / total)})" for n, v in sources.items()]
    theme.rows(figure, labels)
    theme.x_title(figure, "t CO2 a year", rangemode="tozero")
    return figure


def activity_ranges(found: Mapping[str, Range]) -> "Figure":
    """Activity of each material, P10 to P90 with the median, on a logarithmic axis with the exemption level."""
    from plotly.graph_objects import Scatter

    figure = theme.blank(theme.row_height(len(found), extra=0.5))
    for row, span in enumerate(found.values()):
        figure.add_trace(
            Scatter(
                x=[span.p10, span.p90],
                y=[row + 0.05] * 2,
                mode="lines",
                line={"color": theme.SKY, "width": 7},
                hoverinfo="skip",
            )
        )
        figure.add_trace(
            Scatter(
                x=[span.p50],
                y=[row + 0.05],
                mode="markers",
                marker={"color": theme.BLUE, "size": 10},
                hovertemplate="%{x:.3g} Bq/g<extra></extra>",
            )
        )
    labels = [f"{sentence(name)}  <b>{number(s.p50)}</b> Bq/g  ({s.between})" for name, s in found.items()]
    theme.rows(figure, labels, extra=0.5)
    lows = [s.p10 for s in found.values() if s.p10]
    highs = [s.p90 for s in found.values() if s.p90]
    ends = [min([*lows, EXEMPTION]) / 1.5, max([*highs, EXEMPTION]) * 1.5]
    theme.x_title(figure, "Bq/g of Th-232 and U-238, dry", type="log", range=[float(np.log10(e)) for e in ends])
    ticks = [10.0**power for power in range(-6, 7)]
    figure.update_xaxes(tickmode="array", tickvals=ticks, ticktext=[number(tick) for tick in ticks])
    figure.add_shape(
        type="line", x0=EXEMPTION, x1=EXEMPTION, y0=0, y1=1, yref="paper", line={"color": theme.RED, "width": 1.2}
    )
    figure.add_annotation(
        x=float(np.log10(EXEMPTION)),
        y=1,
        yref="paper",
        yanchor="top",
        text="1 Bq/g",
        showarrow=False,
        xanchor="right",
        xshift=-4,
        font={"color": theme.RED},
    )
    return figure
