"""How every figure looks: dark ink on white, colours that colour-blind readers can tell apart, labels in place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kaitei.physics.arrays import FloatArray
from kaitei.report.numerals import number

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

INK, GREY, PALE, LINE = "#1a1a1a", "#5f6368", "#d5d8dc", "#9aa0a6"
BLUE, ORANGE, SKY, GREEN, RED, PINK, YELLOW = (
    "#0072B2",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#F0E442",
)
"""The colours of Okabe and Ito, safe for the common kinds of colour blindness."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SIZE = 13

ROW = 44
"""Height of a row that carries its label above its bar [px]."""


def blank(height: int, left: int = 14, right: int = 14, top: int = 8, bottom: int = 46) -> "Figure":
    """An empty figure without title, legend, frame or zoom; the page sets the width."""
    from plotly.graph_objects import Figure

    axis = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "linecolor": LINE,
        "tickcolor": LINE,
        "ticks": "outside",
        "ticklen": 4,
        "tickfont": {"color": GREY},
        "title": {"font": {"color": GREY, "size": SIZE}, "standoff": 8},
        "automargin": True,
        "separatethousands": True,
        "exponentformat": "none",
        "tickangle": 0,
    }
    # NOTE: handed over whole, because changing a figure's layout costs twenty times as much as making it.
    layout = {
        "template": "none",
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "font": {"family": FONT, "size": SIZE, "color": INK},
        "paper_bgcolor": "white",
        "plot_bgcolor": "white",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "white", "bordercolor": LINE, "font": {"color": INK, "family": FONT}},
        "separators": ".,",
        "xaxis": axis,
        "yaxis": axis,
        "barmode": "overlay",
    }
    return Figure(layout=layout)


def x_title(figure: "Figure", text: str, **more: Any) -> None:
    """Names the horizontal axis."""
    figure.update_xaxes(title_text=text, nticks=6, **more)


def y_title(figure: "Figure", text: str, **more: Any) -> None:
    """Names the vertical axis, upright above its top end, where it needs no turned head."""
    figure.update_yaxes(nticks=6, **more)
    figure.update_layout(margin_t=34)
    figure.add_annotation(
        text=text,
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        yshift=12,
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"color": GREY, "size": SIZE},
    )


def rows(figure: "Figure", labels: Sequence[str], extra: float = 0.0) -> None:
    """A vertical axis of rows from the top down, each label above its bar and at the left edge.

    Rows stand at 0, 1, 2, ...; labels above bars need no left margin, so that they fit a narrow screen.
    """
    figure.update_yaxes(visible=False, range=[len(labels) - 0.55, -0.75 - extra], automargin=False)
    made = [
        {
            "text": text,
            "xref": "paper",
            "x": 0,
            "y": row - 0.2,
            "yanchor": "bottom",
            "xanchor": "left",
            "showarrow": False,
            "align": "left",
            "font": {"size": SIZE},
            "bgcolor": "rgba(255,255,255,0.8)",
            "borderpad": 0,
        }
        for row, text in enumerate(labels)
    ]
    figure.layout.annotations = (*figure.layout.annotations, *made)


def row_height(count: int, bottom: int = 46, extra: float = 0.0) -> int:
    """Height of a figure with that many rows [px]."""
    return round(ROW * (count + 0.2 + extra)) + bottom + 8


def upright(figure: "Figure", x: float, text: str = "", colour: str = INK, dash: str = "solid", **place: Any) -> None:
    """A vertical line through the whole figure with its label at the top."""
    figure.add_shape(
        type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", line={"color": colour, "width": 1.2, "dash": dash}
    )
    if text:
        made = {"yanchor": "bottom", "xanchor": "center", "y": 1.0} | place
        figure.add_annotation(
            x=x, yref="paper", text=text, showarrow=False, bgcolor="white", font={"color": colour}, **made
        )


def curve(
    figure: "Figure",
    x: Sequence[float] | Sequence[str] | FloatArray,
    y: FloatArray,
    hover: str,
    colour: str = BLUE,
    **more: Any,
) -> None:
    """The line that a figure is about; ``hover`` says what a point of it means."""
    from plotly.graph_objects import Scatter

    line = {"mode": "lines", "line_color": colour, "line_width": 2.5} | more
    figure.add_trace(Scatter(x=x, y=y, hovertemplate=f"{hover}<extra></extra>", **line))


def percentile(figure: "Figure", x: float, p: float, ends: tuple[float, float], unit: str = "") -> None:
    """A point on a curve of shares with its label (P10, P50, ...) where the axis between the ends has room for it."""
    from plotly.graph_objects import Scatter

    figure.add_trace(Scatter(x=[x], y=[p], mode="markers", marker={"color": INK, "size": 9}, hoverinfo="skip"))
    low, high = ends
    right = x - low < 0.6 * (high - low)
    figure.add_annotation(
        x=x,
        y=p,
        text=f"P{round(100 * p)}  <b>{number(x)}</b> {unit}".rstrip(),
        showarrow=False,
        xanchor="left" if right else "right",
        xshift=10 if right else -10,
        yanchor="top" if right else "bottom",
        bgcolor="rgba(255,255,255,0.8)",
    )


def whiskers(
    figure: "Figure", x: Sequence[float], low: Sequence[float], high: Sequence[float], y: Sequence[float]
) -> None:
    """Thin lines from low to high, for P10 to P90."""
    from plotly.graph_objects import Scatter

    for middle, a, b, row in zip(x, low, high, y, strict=True):
        figure.add_trace(
            Scatter(
                x=[a, b],
                y=[row, row],
                mode="lines",
                line={"color": INK, "width": 1.4},
                hovertemplate=f"P10 {a:,.4g}, P90 {b:,.4g}<extra></extra>",
                name=f"{middle:.3g}",
            )
        )


def side_of(x: float, low: float, high: float) -> str:
    """The anchor that keeps a label inside the figure: left in the left part, right in the right part.

    >>> side_of(1.0, 0.0, 10.0), side_of(5.0, 0.0, 10.0), side_of(9.0, 0.0, 10.0)
    ('left', 'center', 'right')
    """
    if high <= low:
        return "center"
    place = (x - low) / (high - low)
    return "left" if place < 0.3 else "right" if place > 0.7 else "center"
