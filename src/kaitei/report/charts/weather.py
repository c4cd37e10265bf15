"""How often each activity finds its weather window, by month."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kaitei.physics.arrays import FloatArray
from kaitei.report.charts import theme

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

SHADES = [(0.0, "#ffffff"), (0.5, "#8fc1e3"), (1.0, "#08457e")]
"""From never to always; light to dark, so that it reads in grey too."""

DARK = 0.6
"""Share from which a cell takes white figures."""

CELL, LABEL = 24, 22
"""Height of the cells and of the label above them [px]."""


def window_map(share: FloatArray, labels: Sequence[str], months: Sequence[str]) -> "Figure":
    """Share of time from which work could start, (activity, month), in per cent in its cells; labels above each row."""
    from plotly.graph_objects import Heatmap

    rows, bottom = len(labels), 28
    figure = theme.blank(rows * (CELL + LABEL) + bottom + 8, bottom=bottom)
    part = LABEL / (CELL + LABEL)
    edges = [edge for row in range(rows) for edge in (float(row), row + part)] + [float(rows)]
    columns = len(months)
    empty: list[float | None] = [None] * columns
    cells: list[Any] = [line for row in range(rows) for line in (empty, share[row].round(4).tolist())]
    figure.add_trace(
        Heatmap(
            z=cells,
            x=[column - 0.5 for column in range(columns + 1)],
            y=edges,
            zmin=0.0,
            zmax=1.0,
            colorscale=SHADES,
            showscale=False,
            xgap=2,
            hoverongaps=False,
            customdata=[list(months)] * (2 * rows),
            hovertemplate="%{customdata}: %{z:.1%} of the time<extra></extra>",
        )
    )
    for row, label in enumerate(labels):
        _label(figure, label, row + part)
        _figures(figure, share[row], row + (1.0 + part) / 2.0)
    ticks = {"tickmode": "array", "tickvals": list(range(columns)), "ticktext": list(months), "ticks": ""}
    figure.update_xaxes(range=[-0.5, columns - 0.5], showline=False, tickfont_size=12, **ticks)
    figure.update_yaxes(visible=False, range=[float(rows), 0.0], automargin=False)
    return figure


def _label(figure: "Figure", text: str, y: float) -> None:
    figure.add_annotation(
        text=text, xref="paper", x=0, y=y, xanchor="left", yanchor="bottom", showarrow=False, font={"size": theme.SIZE}
    )


def _figures(figure: "Figure", share: FloatArray, y: float) -> None:
    from plotly.graph_objects import Scatter

    figure.add_trace(
        Scatter(
            x=list(range(len(share))),
            y=[y] * len(share),
            mode="text",
            text=[f"{100.0 * value:.0f}" for value in share],
            textfont={"size": 12, "color": ["white" if value > DARK else theme.INK for value in share]},
            hoverinfo="skip",
        )
    )
