"""Island, home port and the tropical cyclones of one year, on plain axes of longitude and latitude."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from kaitei.datum import MONTHS
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.report.charts import theme
from kaitei.report.numerals import number
from kaitei.report.ship_log import EARTH, ISLAND, PORT, date, nearest

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

WINDS = (
    (0.0, "under 17 m/s", theme.LINE, 1.5),
    (17.0, "17 to 33 m/s", theme.SKY, 2.5),
    (33.0, "33 to 44 m/s", theme.ORANGE, 3.5),
    (44.0, "44 m/s and more", theme.RED, 5.0),
)
"""Classes of the highest wind: from so many m/s, what it is called, colour and width of the track [px]."""

OUTSIDE = theme.PALE
"""Colour of tracks that pass while no mining vessel is at work."""

FRAME = ((128.0, 174.0), (12.0, 41.0))
"""Longitudes and latitudes shown [degree]."""

TRUE_AT = 30.0
"""Latitude [degree] at which a degree of both axes is as long as it is on the globe."""


def route_map(tracks: Sequence[FloatArray], radius: float | None, low: float, high: float) -> "Figure":
    """Tracks of storms, each (fix, 4), around island and port; those nearest outside hours ``low`` to ``high`` pale."""
    stretch = 1.0 / math.cos(math.radians(TRUE_AT))
    (west, east), (south, north) = FRAME
    figure = theme.blank(400, top=12, bottom=46)
    # NOTE: the page reads the ratio and gives the figure the height that its own width asks for.
    figure.update_layout(meta={"ratio": stretch * (north - south) / (east - west), "tallest": 620})
    grid = {"showgrid": True, "gridcolor": "#eceff1", "dtick": 10}
    figure.update_xaxes(constrain="domain", range=[west, east], ticksuffix="° E", **grid)
    figure.update_yaxes(
        scaleanchor="x", scaleratio=stretch, constrain="domain", range=[south, north], ticksuffix="° N", **grid
    )
    if radius:
        _circle(figure, radius)
    during = [low <= nearest(track)[1] <= high for track in tracks]
    for track, at_work in zip(tracks, during, strict=True):
        if not at_work:
            _line(figure, track, np.ones(len(track) - 1, bool), OUTSIDE, 1.5)
    for k, (_, _, colour, width) in enumerate(WINDS):
        for track, at_work in zip(tracks, during, strict=True):
            here = _classes(track) == k
            if at_work and here.any():
                _line(figure, track, np.asarray(here), colour, width)
    for track, at_work in zip(tracks, during, strict=True):
        _month(figure, track, theme.INK if at_work else theme.GREY)
    _places(figure)
    return figure


def winds(tracks: Sequence[FloatArray]) -> list[tuple[str, str]]:
    """The classes of wind that occur on the tracks, as colour and words."""
    found = {int(k) for track in tracks for k in _classes(track)}
    return [(colour, name) for k, (_, name, colour, _) in enumerate(WINDS) if k in found]


def _classes(track: FloatArray) -> FloatArray:
    """Class of the wind of each leg, by its mean."""
    wind = (track[:-1, 3] + track[1:, 3]) / 2.0
    return np.asarray(np.searchsorted([edge for edge, *_ in WINDS], wind, side="right") - 1)


def _line(figure: "Figure", track: FloatArray, legs: BoolArray, colour: str, width: float) -> None:
    """Some legs of a track as one line with gaps."""
    from plotly.graph_objects import Scatter

    x: list[float | None] = []
    y: list[float | None] = []
    said: list[str] = []
    for i in np.flatnonzero(legs):
        if i > 0 and legs[i - 1]:
            x, y, said = x[:-1], y[:-1], said[:-1]
        else:
            x.append(_short(track[i, 2]))
            y.append(_short(track[i, 1]))
            said.append(_said(track[i]))
        x += [_short(track[i + 1, 2]), None]
        y += [_short(track[i + 1, 1]), None]
        said += [_said(track[i + 1]), ""]
    figure.add_trace(
        Scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": colour, "width": width},
            customdata=said,
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _short(value: float) -> float:
    return round(float(value), 2)


def _said(fix: FloatArray) -> str:
    return f"{date(float(fix[0]))}, {number(float(fix[3]), 2)} m/s"


def _month(figure: "Figure", track: FloatArray, colour: str) -> None:
    """The month of a track's nearest approach, where it comes into the frame."""
    (west, east), (south, north) = FRAME
    lat, lon = track[:, 1], track[:, 2]
    inside = np.flatnonzero((lon > west + 1) & (lon < east - 1) & (lat > south + 1) & (lat < north - 1))
    if inside.size:
        first = int(inside[0])
        month = date(nearest(track)[1])[-3:]
        text = month if month in MONTHS else ""
        figure.add_annotation(
            x=_short(lon[first]), y=_short(lat[first]), text=text, showarrow=False, font={"color": colour, "size": 12},
            bgcolor="rgba(255,255,255,0.85)", borderpad=1,
        )  # fmt: skip


def _circle(figure: "Figure", radius: float) -> None:
    from plotly.graph_objects import Scatter

    turn = np.linspace(0.0, 2.0 * np.pi, 73)
    latitude = ISLAND[0] + np.degrees(radius / EARTH) * np.sin(turn)
    longitude = ISLAND[1] + np.degrees(radius / EARTH) * np.cos(turn) / np.cos(np.radians(latitude))
    figure.add_trace(
        Scatter(
            x=longitude.round(2),
            y=latitude.round(2),
            mode="lines",
            line={"color": theme.INK, "width": 1.2, "dash": "dot"},
            fill="toself",
            fillcolor="rgba(0,0,0,0.04)",
            hoverinfo="skip",
        )
    )


def _places(figure: "Figure") -> None:
    from plotly.graph_objects import Scatter

    figure.add_trace(
        Scatter(
            x=[PORT[1], ISLAND[1]],
            y=[PORT[0], ISLAND[0]],
            mode="lines+markers",
            line={"color": theme.INK, "width": 1.5, "dash": "dash"},
            marker={"color": theme.INK, "size": 9, "symbol": ["square", "circle"]},
            hoverinfo="skip",
        )
    )
    for (lat, lon), name, side in ((PORT, "Shimizu", "bottom"), (ISLAND, "Minamitorishima", "top")):
        figure.add_annotation(
            x=lon, y=lat, text=f"<b>{name}</b>", showarrow=False, yanchor=side, yshift=8 if side == "bottom" else -8,
            bgcolor="rgba(255,255,255,0.8)",
        )  # fmt: skip
