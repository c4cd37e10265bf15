"""The report: one HTML file that opens offline, put together from the sections that the run has numbers for."""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kaitei.report import verdict
from kaitei.report.numerals import plural
from kaitei.report.pieces import Figure, Section
from kaitei.report.run import Run
from kaitei.report.sections import (
    business,
    evidence,
    fleet,
    footprint,
    physical,
    record,
    refinery,
    story,
    supply,
    weather,
)
from kaitei.result import Result

SECTIONS = (
    business.verdict,
    physical.chain,
    refinery.refinery,
    business.cost,
    business.value,
    business.drivers,
    business.scale,
    evidence.evidence,
    supply.supply,
    fleet.ships,
    fleet.lift,
    weather.weather,
    story.story,
    footprint.footprint,
    physical.window,
    record.checks,
    record.assumptions,
    record.validation,
    record.repeat,
    record.references,
    record.limits,
)
"""The report from top to bottom; a section that the run has no numbers for is left out."""


NOTHING = "'none'"


@dataclass(frozen=True)
class Drawn:
    """A figure as the page carries it."""

    key: str
    json: str


def write(result: Result, path: Path) -> Path:
    """Writes the report of a result to ``path`` and returns it."""
    path = Path(path)
    path.write_text(page(result), encoding="utf-8", newline="\n")
    return path


def page(result: Result) -> str:
    """The report as one HTML text."""
    run = Run(result)
    return rendered(
        [section for make in SECTIONS if (section := make(run)) is not None],
        title=run.title,
        kind="report of a run",
        headline=verdict.headline(run),
        description=result.scenario.description,
        version=result.versions.get("kaitei", ""),
        name=result.scenario.name,
        seed=result.seed,
        draws=plural(result.draws, "draw"),
    )


def rendered(sections: list[Section], **words: object) -> str:
    """Sections as one HTML text: style, script and figures inline, nothing loaded from anywhere.

    words: what the template calls title, kind, headline, description, version, name, seed and draws.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    figures = [Drawn(f.key, _json(f)) for f in _figures(sections)]
    library, drawing = (_library(), _template("drawing.js")) if figures else ("", "")
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        finalize=_unbroken,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(
        sections=sections,
        figures=[Drawn(f.key, Markup(f.json)) for f in figures],
        style=Markup(_template("style.css")),
        library=Markup(library),
        drawing=Markup(drawing),
        policy=_policy(library, drawing),
        **words,
    )


def _figures(sections: list[Section]) -> Iterator[Figure]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                yield block


def _json(figure: Figure) -> str:
    """The figure as JSON that cannot end the script element it stands in."""
    made = json.loads(figure.plot.to_json())
    text = json.dumps({"data": made["data"], "layout": made["layout"]}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _unbroken(value: object) -> object:
    """Plain text with its per cent signs tied to their numbers; what is markup already stays as it is."""
    return value.replace(" %", "\N{NO-BREAK SPACE}%") if type(value) is str else value


def _template(name: str) -> str:
    return files("kaitei.report").joinpath("templates", name).read_text("utf-8")


def _library() -> str:
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())


def _policy(*scripts: str) -> str:
    """A content policy under which only these very scripts run and nothing is loaded from anywhere."""
    digests = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts if s)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    rules = ("default-src 'none'", f"script-src {allowed or NOTHING}", "style-src 'unsafe-inline'")
    return "; ".join((*rules, "img-src data: blob:", "base-uri 'none'", "form-action 'none'"))
