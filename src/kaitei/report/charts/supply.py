"""Japan's supply by element before and after the project."""

from typing import TYPE_CHECKING

import xarray as xr

from kaitei.report.charts import theme
from kaitei.report.numerals import percent
from kaitei.report.run import Run

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def china_shares(run: Run) -> dict[str, tuple[float, float]]:
    """Share of what passed through China before and after by element, medians over the draws; from the largest fall to
    the smallest. Elements whose need is published."""
    before, after = (_median(run.draws[f"china_through_{when}"]) for when in ("before", "after"))
    known = _median(run.draws["need_known"]) if run.has("need_known") else before
    shown = [symbol for symbol in needed(run) if float(known.sel(element=symbol)) > 0.0]
    both = {symbol: (float(before.sel(element=symbol)), float(after.sel(element=symbol))) for symbol in shown}
    return dict(sorted(both.items(), key=lambda item: (item[1][1] - item[1][0], item[0])))


def needed(run: Run) -> list[str]:
    """Elements that Japan needs, in the order of the periodic table; of those the project serves if need is missing."""
    symbols = [str(symbol) for symbol in run.draws["element"].to_numpy()]
    need = run.draws["japan_need" if run.has("japan_need") else "supply_share_project"].max(("draw", "year"))
    return [symbol for symbol in symbols if float(need.sel(element=symbol)) > 0.0]


def _median(array: xr.DataArray) -> xr.DataArray:
    return array.median("draw")


def china_dumbbells(shares: dict[str, tuple[float, float]]) -> "Figure":
    """Share of each element that passed through China: a ring before the project, a dot with it."""
    from plotly.graph_objects import Scatter

    names = list(shares)
    figure = theme.blank(64 + 26 * len(names), left=34, top=26)
    for row, (before, after) in enumerate(shares.values()):
        figure.add_shape(
            type="line", x0=before, x1=after, y0=row, y1=row, line={"color": theme.SKY, "width": 3}, layer="below"
        )
    rows = list(range(len(names)))
    for i, (word, fill) in enumerate((("before", "white"), ("after", theme.BLUE))):
        x = [pair[i] for pair in shares.values()]
        figure.add_trace(
            Scatter(
                x=x,
                y=rows,
                mode="markers",
                marker={"size": 10, "color": fill, "line": {"color": theme.BLUE, "width": 2}},
                customdata=[[name, percent(value)] for name, value in zip(names, x, strict=True)],
                hovertemplate=f"%{{customdata[0]}} {word}: %{{customdata[1]}}<extra></extra>",
            )
        )
    before, after = next(iter(shares.values()))
    apart = before - after > 0.4
    for place, word, side in ((before, "before", "left"), (after, "with the project", "right")):
        figure.add_annotation(
            x=place,
            y=0,
            text=word,
            yshift=10,
            yanchor="bottom",
            xanchor=theme.side_of(place, 0.0, 1.0) if apart else side,
            showarrow=False,
            font={"color": theme.GREY},
        )
    figure.update_yaxes(
        tickvals=rows,
        ticktext=names,
        range=[len(names) - 0.4, -0.9],
        ticks="",
        showline=False,
        tickfont={"color": theme.INK},
    )
    figure.update_xaxes(showgrid=True, gridcolor="#eceff1")
    theme.x_title(figure, "Share of what Japan uses that passed through China", tickformat=".0%", range=[-0.02, 1.03])
    return figure
