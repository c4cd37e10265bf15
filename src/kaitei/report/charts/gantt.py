"""What every ship of a log does over a year, as a Gantt chart, and the page it stands on alone."""

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from kaitei.report.charts import theme

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure

KINDS = {
    "work at the sea bed": (theme.BLUE, ("lifting", "placement")),
    "running or pulling pipe": (theme.GREEN, ("running_pipe", "pulling_pipe")),
    "waiting for weather": (theme.ORANGE, ("weather", "waits_for_weather")),
    "tropical cyclone": (theme.RED, ("typhoon",)),
    "tank full": (theme.YELLOW, ("tank_full",)),
    "repair or breakdown": (theme.INK, ("repair", "breakdown")),
    "port or maintenance": (theme.GREY, ("port", "maintenance")),
    "sailing": (theme.SKY, ("transit", "sailing")),
    "loading or discharging": (theme.PINK, ("loading", "discharging")),
    "waiting for cargo, berth or room": (theme.PALE, ("waits_for_cargo", "waits_for_berth", "waits_for_room")),
}
"""What is told apart, with its colour and the states it is made of; a ship that is idle has no bar."""

_STYLE = """body { margin: 1.5rem auto; max-width: 70rem; padding: 0 1rem; color: %s; font: 15px/1.5 %s; }
h1 { font-size: 1.4rem; margin: 0; } p { margin: 0.3rem 0 1rem; color: %s; }"""


def spells(rows: "pd.DataFrame", year: int) -> "pd.DataFrame":
    """Rows of a log that begin in a calendar year, cut at its end and joined where a ship goes on with the same.

    rows: of ``study.event_log``. Gives ship, start, end, kind, cause, dry_mud_t; idle time is left out.
    """
    kind_of = {state: kind for kind, (_, states) in KINDS.items() for state in states}
    begins, ends = (np.datetime64(f"{y}-01-01", "s") for y in (year, year + 1))
    shown = rows[(rows["start"] >= begins) & (rows["start"] < ends)].sort_values(["ship", "start"], kind="stable")
    shown = shown.assign(kind=shown["state"].map(kind_of).fillna(""), end=np.minimum(shown["end"].to_numpy(), ends))
    new = np.ones(len(shown), bool)
    for name in ("ship", "kind", "cause"):
        words = shown[name].to_numpy()
        new[1:] &= words[1:] == words[:-1]
    new[1:] = ~new[1:]
    joined = shown.groupby(np.cumsum(new)).agg(
        {"ship": "first", "start": "first", "end": "last", "kind": "first", "cause": "first", "dry_mud_t": "sum"}
    )
    return joined[joined["kind"] != ""]


def gantt(rows: "pd.DataFrame", year: int) -> "Figure":
    """A row for each ship of a log and a bar for each spell of a calendar year; drag to zoom, double-click for all."""
    from plotly.graph_objects import Bar

    ships = list(dict.fromkeys(rows["ship"]))
    ships.sort(key=lambda name: (not name.startswith("mining"), not name.startswith("shuttle"), _number(name)))
    places = {name: i for i, name in enumerate(ships)}
    figure, found = theme.blank(theme.row_height(len(ships)) + 70, top=70), spells(rows, year)
    for kind, (colour, _) in KINDS.items():
        some = found[found["kind"] == kind]
        if some.empty:
            continue
        lasting = (some["end"] - some["start"]).dt.total_seconds()
        figure.add_trace(
            Bar(
                base=some["start"].dt.strftime("%Y-%m-%dT%H:%M:%S").tolist(),
                x=(lasting * 1000.0).tolist(),
                y=[places[name] for name in some["ship"]],
                orientation="h",
                width=0.4,
                name=kind,
                marker={"color": colour, "line": {"width": 0}},
                customdata=_hover(some, lasting),
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    theme.rows(figure, ships)
    figure.update_xaxes(type="date", range=[f"{year}-01-01", f"{year + 1}-01-01"], fixedrange=False)
    legend = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"}
    figure.update_layout(showlegend=True, legend=legend, dragmode="zoom")
    return figure


def _number(ship: str) -> int:
    return int(ship.rpartition(" ")[2])


def _hover(some: "pd.DataFrame", lasting: "pd.Series[float]") -> list[str]:
    columns = (some["ship"], some["kind"], some["cause"], some["start"], some["end"], lasting, some["dry_mud_t"])
    made = []
    for ship, kind, cause, start, end, seconds, mass in zip(*columns, strict=True):
        why = f" ({cause.replace('_', ' ')})" if cause else ""
        mud = f"<br>{mass:,.0f} t of dry mud" if mass > 0.0 else ""
        made.append(f"{ship}: {kind}{why}<br>{start:%d %b %H:%M} to {end:%d %b %H:%M}, {seconds / 3600.0:,.1f} h{mud}")
    return made


def page(figure: "Figure", title: str, note: str) -> str:
    """A figure as one HTML page that opens offline; nothing is loaded from anywhere, and a policy holds it to that."""
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
    plot = figure.to_html(full_html=False, include_plotlyjs=True, config={"displayModeBar": False, "responsive": True})
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE % (theme.INK, theme.FONT, theme.GREY)}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(note)}</p>\n{plot}\n</body>\n</html>\n"
    )
