"""The page of a security study: one HTML file that opens offline."""

from pathlib import Path

from kaitei.measure import spread_of
from kaitei.report import html, shock_sentences
from kaitei.report.numerals import plural
from kaitei.report.sections import buying, insurance, shock, shock_record, shock_value
from kaitei.study import supply_measures as measures
from kaitei.study.security_study import SecurityStudy

SECTIONS = (
    shock.verdict,
    shock_value.loss,
    shock.supply,
    shock.stock,
    shock.prices,
    shock_value.imports,
    shock_value.worth,
    insurance.insurance,
    buying.buying,
    shock_record.checks,
    shock_record.assumptions,
    shock_record.repeat,
    shock_record.references,
    shock_record.limits,
)
"""The page from top to bottom; what drawn futures say is left out where none were drawn."""


def write(study: SecurityStudy, path: Path) -> Path:
    """Writes the page of a study to ``path`` and returns it."""
    path.write_text(page(study), encoding="utf-8", newline="\n")
    return path


def page(study: SecurityStudy) -> str:
    """The page as one HTML text."""
    return html.rendered(
        [section for make in SECTIONS if (section := make(study)) is not None],
        title=f"Supply security: {study.story.title}",
        kind="security study",
        headline=headline(study),
        description=" ".join(file.note for file in study.story.files if file.note),
        version=study.versions.get("kaitei", ""),
        name=study.scenario.name,
        seed=study.supply.seed,
        draws=plural(study.draws, "draw"),
    )


def headline(study: SecurityStudy) -> str:
    """One sentence: what the story costs and what the project spares."""
    lost = spread_of(measures.total_loss(study.supply).sel(case="without").to_numpy())["p50"]
    avoided = spread_of(measures.avoided_loss(study.supply).to_numpy())["p50"] if study.counts else None
    story = study.story
    moved = story.first_shock if story.moved else ""
    reached = story.during.start < story.months
    return shock_sentences.verdict(story.title, moved, story.months, float(lost or 0.0), avoided, reached)
