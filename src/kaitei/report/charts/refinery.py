"""The refinery: where elements end, and the circuit of solvent extraction with most stages, stage by stage."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.report.charts import theme
from kaitei.report.numerals import percent, sentence
from kaitei.report.run import Run
from kaitei.report.words import words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

SHOWN = ("Nd", "Dy", "Tb", "Y", "Th")
COLOURS = (theme.BLUE, theme.ORANGE, theme.GREEN, theme.PINK, theme.SKY, theme.RED)
OUTLETS = {"product": theme.BLUE, "fines_reject": theme.ORANGE, "leach_residue": theme.PALE, "precipitate": theme.LINE}
LEAST = 0.005
"""An element that never comes to this share of the rare earths in a circuit is not drawn."""

LABELLED = 0.08
"""Share from which a part of a bar has room for its number."""


def ends(run: Run) -> "Figure":
    """Shares of single elements of the landed mud by the place where they leave the plant."""
    from plotly.graph_objects import Bar

    share = run.central["outlet_share"]
    figure = theme.blank(theme.row_height(len(SHOWN)))
    start = np.zeros(len(SHOWN))
    for outlet, colour in OUTLETS.items():
        part = share.sel(outlet=outlet, element=list(SHOWN)).to_numpy()
        word = sentence(words(outlet))
        figure.add_trace(
            Bar(
                x=100.0 * part,
                y=list(range(len(SHOWN))),
                base=100.0 * start,
                orientation="h",
                width=0.4,
                marker_color=colour,
                text=[percent(value) if value >= LABELLED else "" for value in part],
                textposition="inside",
                insidetextanchor="middle",
                textfont={"color": "white" if outlet == "product" else theme.INK},
                hovertemplate=f"{word}: %{{x:.3g}} %<extra></extra>",
            )
        )
        start = start + part
    theme.rows(figure, [_name(symbol) for symbol in SHOWN])
    theme.x_title(figure, "% of what is landed", range=[0, 100])
    return figure


PLACES = {"landed": 0.001, "leach feed": 0.28, "liquor": 0.56}
"""Where nodes stand across a panel; the ends stand at the right."""

LAST = ("product", "precipitate", "leach_residue", "fines_reject")
TALL, GAP = 0.6, 0.12
"""Height of all that is landed, and between the ends, as shares of a panel."""


def paths(run: Run) -> "Figure":
    """One element below the other: from the landed mud through leach feed and liquor to its ends; widths are shares."""
    from plotly.graph_objects import Sankey

    figure = theme.blank(150 * len(SHOWN), left=4, right=4, top=4, bottom=4)
    for i, symbol in enumerate(SHOWN):
        share = run.central["outlet_share"].sel(element=symbol)
        out = {outlet: float(share.sel(outlet=outlet)) for outlet in LAST}
        liquor = out["product"] + out["precipitate"]
        # NOTE: plotly lets a node without a flow take the next one's place.
        nodes = [*PLACES, *(name for name in LAST if out[name] > 0.0)]
        flows = {
            ("landed", "leach feed"): liquor + out["leach_residue"],
            ("landed", "fines_reject"): out["fines_reject"],
            ("leach feed", "liquor"): liquor,
            ("leach feed", "leach_residue"): out["leach_residue"],
            ("liquor", "product"): out["product"],
            ("liquor", "precipitate"): out["precipitate"],
        }
        kept = {ends: value for ends, value in flows.items() if value > 0.0}
        top = 1.0 - i / len(SHOWN)
        figure.add_trace(
            Sankey(
                domain={"x": [0.0, 1.0], "y": [top - 0.94 / len(SHOWN), top - 0.04 / len(SHOWN)]},
                arrangement="fixed",
                node={
                    "label": [_end(name, symbol, out) for name in nodes],
                    "x": [PLACES.get(name, 0.999) for name in nodes],
                    "y": _heights(out),
                    "color": [OUTLETS.get(name, theme.BLUE) for name in nodes],
                    "thickness": 8,
                    "pad": 8,
                    "line": {"width": 0},
                    "hovertemplate": "%{label}<extra></extra>",
                },
                link={
                    "source": [nodes.index(start) for start, _ in kept],
                    "target": [nodes.index(end) for _, end in kept],
                    "value": list(kept.values()),
                    "color": ["rgba(0,114,178,0.22)" if end in (*PLACES, "product") else "rgba(230,159,0,0.35)"
                              for _, end in kept],
                    "hovertemplate": "%{source.label} to %{target.label}<extra></extra>",
                },
            )
        )  # fmt: skip
    return figure


def _heights(out: Mapping[str, float]) -> list[float]:
    """Middles of the nodes down a panel: what goes on at the top, the ends below each other."""
    reached = 1.0 - out["fines_reject"]
    liquor = out["product"] + out["precipitate"]
    made = [0.05 + 0.5 * TALL * share for share in (1.0, reached, liquor)]
    gaps = GAP * (sum(out[name] > 0.0 for name in LAST) - 1)
    top = 0.98 - TALL - gaps
    for share in (out[name] for name in LAST if out[name] > 0.0):
        made.append(min(max(top + 0.5 * TALL * share, 0.01), 0.99))
        top += TALL * share + GAP
    return made


def _end(name: str, symbol: str, out: Mapping[str, float]) -> str:
    """Label of a node; an end carries its share."""
    if name == "landed":
        return _name(symbol)
    if name in PLACES:
        return name
    return f"{words(name)} {percent(out[name])}"


def _name(symbol: str) -> str:
    from kaitei.physics import elements

    return elements.NAMES[symbol].capitalize()


def profile(run: Run) -> "Figure":
    """Mole fractions in the aqueous along the stages of a circuit, raffinate left, extract right."""
    shown = shares_by_stage(run)
    stages = np.arange(1.0, len(next(iter(shown.values()))) + 1.0)
    figure = theme.blank(360, right=24)
    for i, (symbol, values) in enumerate(shown.items()):
        colour = COLOURS[i % len(COLOURS)]
        theme.curve(figure, stages, 100.0 * values, f"{symbol} on stage %{{x}}: %{{y:.3g}} %", colour)
        top = int(values.argmax())
        figure.add_annotation(
            x=float(stages[top]),
            y=100.0 * float(values[top]),
            text=symbol,
            showarrow=False,
            yanchor="bottom",
            font={"color": colour},
        )
    theme.x_title(figure, "stage, from the raffinate up")
    theme.y_title(figure, "% of the rare earths in the aqueous (mol)", range=[0, 110])
    return figure


def shares_by_stage(run: Run) -> Mapping[str, FloatArray]:
    """Mole fraction on each stage of the elements that matter in the circuit, largest first."""
    table = run.central["profile_aqueous"].dropna("cascade_stage", how="all")
    most = {str(symbol): float(table.sel(element=symbol).max()) for symbol in table["element"].to_numpy()}
    kept = sorted((symbol for symbol, top in most.items() if top >= LEAST), key=lambda symbol: (-most[symbol], symbol))
    return {symbol: table.sel(element=symbol).to_numpy() for symbol in kept[: len(COLOURS)]}


def mccabe_thiele(run: Run) -> "Figure":
    """Equilibrium and operating points of the circuit, and the steps between them."""
    from plotly.graph_objects import Scatter

    names = ("mccabe_aqueous", "mccabe_organic", "mccabe_arriving")
    below, above, arriving = (100.0 * run.central[name].dropna("cascade_stage").to_numpy() for name in names)
    steps_x, steps_y = [float(below[0])], [float(below[0])]
    for leaving, risen, to in zip(below, above, arriving, strict=True):
        steps_x += [float(leaving), float(to)]
        steps_y += [float(risen), float(risen)]
    figure = theme.blank(400)
    figure.add_trace(
        Scatter(x=[0, 100], y=[0, 100], mode="lines", line={"color": theme.PALE, "width": 1}, hoverinfo="skip")
    )
    figure.add_trace(
        Scatter(x=steps_x, y=steps_y, mode="lines", line={"color": theme.LINE, "width": 1}, hoverinfo="skip")
    )
    theme.curve(figure, below, above, "leaving a stage: %{x:.3g} % aqueous, %{y:.3g} % organic")
    theme.curve(figure, arriving, above, "between stages: %{x:.3g} % aqueous, %{y:.3g} % organic", theme.ORANGE)
    theme.x_title(figure, "% of elements meant to go up, in the aqueous", range=[0, 100])
    theme.y_title(figure, "% of them in the organic", range=[0, 104])
    return figure
