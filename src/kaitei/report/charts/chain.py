"""Rare earths from the sea bed to the product, as flows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import xarray as xr

from kaitei.physics import elements
from kaitei.report.charts import theme
from kaitei.report.numerals import number, percent, sentence
from kaitei.report.run import Run
from kaitei.report.words import words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT, TALL = 420, 0.78
COLUMNS = {"mined": 0.001, "lifted": 0.3, "landed": 0.6}
LOST = {"lost at the bed": 0.3, "lost at sea": 0.6}
LEAST, GAP = 0.05, 0.035
"""Room for the label of the smallest node, and between nodes, as shares of the height."""

NEEDS = ("mined_element", "feed_element", "mud_lifted", "mud_landed", "oxide_made", "operating_share")
"""What the central case must hold for the flows to be known."""


def _reo(run: Run, name: str) -> float:
    """Rare earths (15 elements) in a yearly flow of elements, as tonnes of oxide a full year."""
    flow = run.full_year(run.central[name], run.central)
    factor = xr.DataArray(elements.OXIDE_FACTOR * elements.REY, dims="element", coords={"element": flow["element"]})
    return float((flow * factor).sum("element"))


def flows(run: Run) -> dict[str, float]:
    """Rare earths in tonnes of oxide a full year, central case: what is mined, lost, landed and made of it."""
    central = run.central
    mined, landed = _reo(run, "mined_element"), _reo(run, "feed_element")
    lifted_mud, landed_mud = (float(run.full_year(central[name], central)) for name in ("mud_lifted", "mud_landed"))
    lifted = landed * lifted_mud / landed_mud if landed_mud > 0.0 else 0.0
    made = {"mined": mined, "lost at the bed": max(mined - lifted, 0.0), "lifted": lifted}
    made |= {"lost at sea": max(lifted - landed, 0.0), "landed": landed}
    return made | _outlets(run, landed)


def _outlets(run: Run, landed: float) -> dict[str, float]:
    central = run.central
    oxide = run.full_year(central["oxide_made"], central)
    product = float(oxide.isel(element=elements.REY).sum("element"))
    if "outlet_share" not in central:
        return {"oxide": product, "residue": max(landed - product, 0.0)}
    feed = run.full_year(central["feed_element"], central)
    factor = xr.DataArray(elements.OXIDE_FACTOR * elements.REY, dims="element", coords={"element": feed["element"]})
    ends = [str(outlet) for outlet in central["outlet"].to_numpy() if words(str(outlet)) in ENDS]
    share = {
        words(outlet): float((feed * factor * central["outlet_share"].sel(outlet=outlet)).sum("element"))
        for outlet in ends
        if outlet != "product"
    }
    return {"oxide": product, **share}


ENDS = ("oxide", "fine reject", "leach residue", "precipitate")


def losses(made: Mapping[str, float]) -> dict[str, float]:
    """The places where rare earths go that do not become oxide, largest first."""
    left = {name: value for name, value in made.items() if name not in ("mined", "lifted", "landed", "oxide")}
    return dict(sorted(left.items(), key=lambda item: (-item[1], item[0])))


def chain_sankey(made: Mapping[str, float]) -> "Figure":
    """Flows of rare earths from the bed through ship and plant to oxide; widths are tonnes of oxide a year."""
    from plotly.graph_objects import Sankey

    links = [(a, b, value) for a, b, value in _links(made) if value > 0.0]
    # NOTE: plotly lets links leave a node in the order in which it would stack their ends, which is that of the names.
    names = sorted({name for link in links for name in link[:2]}, key=lambda name: (name in LOST, [*made].index(name)))
    places = positions({name: made[name] for name in names})
    figure = theme.blank(HEIGHT, left=4, right=4, top=0, bottom=0)
    figure.add_trace(
        Sankey(
            arrangement="fixed",
            node={
                "label": [f"{sentence(name)}<br>{number(made[name])} t" for name in names],
                "color": [_colour(name) for name in names],
                "x": [places[name][0] for name in names],
                "y": [places[name][1] for name in names],
                "pad": padding(len(names)),
                "thickness": 12,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [names.index(a) for a, _, _ in links],
                "target": [names.index(b) for _, b, _ in links],
                "value": [value for _, _, value in links],
                "color": [_pale(b) for _, b, _ in links],
                "customdata": [percent(value / made["mined"]) for _, _, value in links],
                "hovertemplate": "%{source.label} to %{target.label}: %{customdata} of what is mined<extra></extra>",
            },
        )
    )
    return figure


def _gaps(nodes: int) -> int:
    """Gaps between the nodes that lead nowhere, which plotly puts in one column."""
    return nodes - len(COLUMNS) - 1


def padding(nodes: int) -> float:
    """The gap that makes plotly draw what is mined as tall as TALL of the figure [px].

    It draws flows at (height - gap x gaps) / largest column.
    """
    return (1.0 - TALL) * HEIGHT / _gaps(nodes) if _gaps(nodes) > 0 else 0.0


def positions(made: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Where the middle of each node stands, as shares of width and height: the way on at the top, losses below.

    >>> positions({"mined": 100.0, "lifted": 90.0, "landed": 90.0, "oxide": 90.0, "lost at the bed": 10.0})["lifted"]
    (0.3, 0.351)
    """
    ends = [name for name in made if name not in COLUMNS]
    scale = (TALL if _gaps(len(made)) > 0 else 1.0) / (made["mined"] or 1.0)
    placed = {name: (x, round(0.5 * scale * made[name], 3)) for name, x in COLUMNS.items() if name in made}
    placed |= {name: (x, 0.955) for name, x in LOST.items() if name in made}
    top = 0.0
    for name in (name for name in ends if name not in LOST):
        tall = max(scale * made[name], LEAST)
        placed[name] = (0.999, round(top + 0.5 * tall, 3))
        top += tall + GAP
    return placed


def _links(made: Mapping[str, float]) -> list[tuple[str, str, float]]:
    onward = [("mined", "lifted"), ("lifted", "landed"), ("lifted", "lost at sea"), ("mined", "lost at the bed")]
    ends = [name for name in made if name not in ("mined", "lifted", "landed", "lost at the bed", "lost at sea")]
    return [(a, b, made[b]) for a, b in onward] + [("landed", name, made[name]) for name in ends]


def _colour(name: str) -> str:
    if name == "oxide":
        return theme.GREEN
    return theme.BLUE if name in ("mined", "lifted", "landed") else theme.ORANGE


def _pale(name: str) -> str:
    if name == "oxide":
        return "rgba(0,158,115,0.35)"
    return "rgba(0,114,178,0.22)" if name in ("lifted", "landed") else "rgba(230,159,0,0.35)"
