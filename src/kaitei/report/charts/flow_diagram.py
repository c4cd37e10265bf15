"""The block flow diagram of the refinery, with the numbers of its streams."""

from typing import TYPE_CHECKING

from kaitei.report.charts import theme
from kaitei.report.numerals import number
from kaitei.report.run import Run

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

BLOCKS = {
    "Hydrocyclones": (3.0, 0.0),
    "Leach,<br>washing": (3.0, 1.5),
    "Phosphate,<br>pH 2": (3.0, 3.0),
    "Caustic, acid,<br>pH 5": (3.0, 4.5),
    "Extraction,<br>oxalate, furnace": (3.0, 6.0),
    "Neutralisation": (7.6, 4.5),
}
"""Middle of each block."""

WIDE, TALL = 1.35, 0.42
"""Half of a block's width and height."""

LEFT, RIGHT = 0.2, 10.2
"""Where the drawing ends."""

ARROWS = (
    ("landed_mud", (3.0, -1.2), (3.0, -TALL)),
    ("dilution_water", (LEFT, 0.0), (3.0 - WIDE, 0.0)),
    ("fine_reject", (3.0 + WIDE, 0.0), (RIGHT, 0.0)),
    ("leach_feed", (3.0, TALL), (3.0, 1.5 - TALL)),
    ("leach_acid", (LEFT, 1.5), (3.0 - WIDE, 1.5)),
    ("leach_residue", (3.0 + WIDE, 1.5), (RIGHT, 1.5)),
    ("leach_liquor", (3.0, 1.5 + TALL), (3.0, 3.0 - TALL)),
    ("phosphate_cake", (3.0, 3.0 + TALL), (3.0, 4.5 - TALL)),
    ("barren_liquor", (3.0 + WIDE, 3.0), (7.0, 4.5 - TALL)),
    ("purification_reagents", (LEFT, 4.5), (3.0 - WIDE, 4.5)),
    ("phosphate_filtrate", (3.0 + WIDE, 4.3), (7.6 - WIDE, 4.3)),
    ("impurity_cake", (3.0 + WIDE, 4.75), (7.6 - WIDE, 4.75)),
    ("clean_liquor", (3.0, 4.5 + TALL), (3.0, 6.0 - TALL)),
    ("separation_reagents", (LEFT, 6.0), (3.0 - WIDE, 6.0)),
    ("products", (3.0, 6.0 + TALL), (3.0, 7.4)),
    ("spent_brine", (3.0 + WIDE, 6.0), (7.0, 4.5 + TALL)),
    ("neutraliser", (8.2, 3.0), (8.2, 4.5 - TALL)),
    ("neutralised_solids", (8.2, 4.5 + TALL), (8.2, 6.0)),
    ("effluent", (7.6 + WIDE, 4.65), (RIGHT, 4.65)),
    ("gas", (7.6 + WIDE, 4.3), (RIGHT, 3.4)),
)
"""Streams in the order of their numbers: from where to where."""

STREAMS = tuple(name for name, _, _ in ARROWS)


def flow_diagram(run: Run) -> "Figure":
    """Blocks of the plant and the streams between them; each with its number and the rare-earth oxide it carries."""
    figure = theme.blank(560, left=4, right=4, top=4, bottom=4)
    figure.update_xaxes(visible=False, range=[0.0, RIGHT + 0.2])
    figure.update_yaxes(visible=False, range=[7.6, -1.4])
    shapes, notes = [], []
    for text, (x, y) in BLOCKS.items():
        line = {"color": theme.INK, "width": 1.2}
        box = {"x0": x - WIDE, "x1": x + WIDE, "y0": y - TALL, "y1": y + TALL}
        shapes.append({"type": "rect", "line": line, "fillcolor": "white", **box})
        notes.append({"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": 11}})
    table = run.central["stream_mass"].sel(substance="REO")
    for i, (stream, start, end) in enumerate(ARROWS, 1):
        notes.append(
            {
                **{"x": end[0], "y": end[1], "ax": start[0], "ay": start[1]},
                **{"axref": "x", "ayref": "y", "xref": "x", "yref": "y", "text": "", "showarrow": True},
                **{"arrowhead": 2, "arrowwidth": 1.4, "arrowcolor": theme.BLUE},
            }
        )
        oxide = float(table.sel(stream=stream))
        notes.append(
            {
                "x": (start[0] + end[0]) / 2.0,
                "y": (start[1] + end[1]) / 2.0,
                "text": f"<b>{i}</b>" + (f" {number(oxide)} t" if oxide > 0.0 else ""),
                **{"showarrow": False, "bgcolor": "white", "borderpad": 2},
                "font": {"size": 12, "color": theme.BLUE},
                "hovertext": stream.replace("_", " "),
            }
        )
    # NOTE: all at once, because each one added by itself has all before it checked again.
    figure.update_layout(shapes=shapes, annotations=notes)
    return figure
