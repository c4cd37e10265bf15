"""The tables of the record: checks, failures, inputs, options, validation, references."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kaitei.datum import MONTHS, Datum
from kaitei.report.numerals import exact, number, plural, unit_text
from kaitei.report.pieces import Cell, Entry, Table
from kaitei.report.run import Run
from kaitei.report.words import datum_words, section_words, words
from kaitei.result import Check
from kaitei.source import Source, references
from kaitei.spread import Entries, Spread
from kaitei.variable import vocabulary

CASE_HEAD = ("Case", "Unit", "Published", "Band", "Model", "Verdict", "Source")


def checks(run: Run) -> Table:
    """Every balance with its residual, tolerance and verdict in words."""
    return held(run.result.checks)


def held(found: Sequence[Check]) -> Table:
    """Checks with their residual, tolerance and verdict in words."""
    rows = [
        (
            words(check.name),
            check.description,
            number(check.value, 2),
            number(check.tolerance, 2),
            Cell("holds", mark="good") if check.passed else Cell("failed", mark="bad"),
        )
        for check in found
    ]
    head = ("Check", "What is compared", "Largest value", "Allowed", "Verdict")
    return Table("Largest absolute value over all draws", head, rows, (2, 3), wide=True)


def failures(run: Run) -> Table | None:
    """Why draws could not be computed."""
    rows = [(reason, f"{count:,}") for reason, count in run.result.failures.items()]
    return Table("Draws that could not be computed", ("Reason", "Draws"), rows, (1,)) if rows else None


def options(run: Run) -> Table:
    """The words chosen, and what else could have been chosen."""
    known = vocabulary()
    rows: list[tuple[str, ...]] = []
    for name, word in run.result.scenario.options.items():
        variable = known.get(name)
        other = [choice for choice in variable.choices if choice != word] if variable else []
        rows.append((name, word, ", ".join(other), variable.description if variable else ""))
    return Table("Options chosen", ("Option", "Chosen", "Instead of", "What it decides"), rows, wide=True)


def inputs(run: Run) -> dict[str, Table]:
    """Every datum of a run, by section of the scenario."""
    return data(run.result.scenario.data)


def data(given: Mapping[str, Datum]) -> dict[str, Table]:
    """Data by section of the scenario, each with source, grade and reason."""
    grouped: dict[str, list[list[Entry]]] = {}
    for name, datum in given.items():
        grouped.setdefault(name.partition(".")[0], []).append(_input_row(name, datum))
    head = ("Name", "Value", "Spread", "Grade", "Source", "What it is, and why this value")
    return {
        section: Table(
            f"{section_words(section)}: {plural(len(rows), 'input')}",
            head,
            rows,
            wide=True,
            widths=(17, 14, 15, 6, 16, 32),
        )
        for section, rows in grouped.items()
    }


def _input_row(name: str, datum: Datum) -> list[Entry]:
    variable = vocabulary().get(name)
    said = (datum.assumption, datum.note, datum.spread.note if datum.spread else "")
    about = " ".join(part for part in (variable.description if variable else "", *said) if part)
    grade = datum.grade + (f", spread {datum.spread_grade}" if datum.spread_grade != datum.grade else "")
    keys = tuple(_cited(datum))
    source: Entry = keys or (Cell("assumption"),)
    return [
        Cell(name.partition(".")[2] or name),
        f"{entries_text(datum.value)} {unit_text(datum.unit)}".strip(),
        spread_text(datum.spread, datum.unit),
        grade,
        source,
        about,
    ]


def _cited(datum: Datum) -> Iterator[Cell]:
    for key in datum.sources:
        yield Cell(key, href=f"#ref-{key}")
    if datum.where:
        yield Cell(datum.where)


def entries_text(value: Entries) -> str:
    """A number, or a table on one line.

    >>> entries_text({"Nd": 1.5, "Dy": 0.0}), entries_text(3500.0)
    ('Nd 1.5, Dy 0', '3,500')
    """
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {exact(entry)}" for key, entry in value.items())
    if isinstance(value, list):
        labels: Sequence[object] = MONTHS if len(value) == len(MONTHS) else range(1, len(value) + 1)
        return ", ".join(f"{label} {exact(entry)}" for label, entry in zip(labels, value, strict=True))
    return exact(value)


def spread_text(spread: Spread | None, unit: str) -> str:
    """A spread in words.

    >>> spread_text(Spread(kind="uniform", low=1.0, high=3.0), "m"), spread_text(None, "m")
    ('uniform, 1 to 3 m', 'none')
    """
    if spread is None:
        return "none"
    low, high = spread.bounds()
    ends = "P10 to P90 " if spread.p10 is not None else ""
    tail = "times the value" if spread.relative else unit_text(unit)
    if isinstance(low, (int, float)) and isinstance(high, (int, float)):
        text = f"{spread.kind}, {ends}{exact(low)} to {exact(high)} {tail}".strip()
    else:
        text = f"{spread.kind}, {ends}{entries_text(low)} to {entries_text(high)} {tail}".strip()
    return text + (", all entries together" if spread.common else "")


def weights(run: Run, study: Mapping[str, Any], describe: Mapping[str, str]) -> Table:
    """Inputs by their share of the variance, with grade and the worth of knowing them."""
    rows = [
        (
            name_of(weight["name"]),
            describe.get(weight["name"], ""),
            str(weight["grade"]),
            number(100.0 * weight["share"], 2),
            number(weight["worth"]),
        )
        for weight in study["weights"]
        if weight["share"] > 0.0
    ]
    head = ("Input", "P10 to P90", "Grade", "Share of variance, %", "Worth of knowing, million USD")
    return Table("Inputs by their share of the variance of NPV, first order", head, rows[:20], (3, 4))


def name_of(name: str) -> Cell:
    """A datum's name in words, with a link to its section among the inputs."""
    return Cell(datum_words(name), href=f"#inputs-{name.partition('.')[0]}")


def validation(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Published numbers beside the model's; a missed case stays, with its reason."""
    made = [
        (
            str(row.get("quantity") or row["case"]),
            unit_text(str(row["unit"])),
            number(row["published"]),
            f"{number(row['low'])} to {number(row['high'])}",
            number(row["model"]),
            Cell("met", mark="good")
            if row["passed"]
            else Cell(f"missed: {row.get('missed') or 'no reason known'}", mark="bad"),
            Cell(str(row["source"]), href=_link(str(row["source"]))),
        )
        for row in rows
    ]
    return Table("Published numbers and what the model gives", CASE_HEAD, made, (2, 3, 4), wide=True)


def _link(key: str) -> str:
    return f"#ref-{key}" if key in known_sources() else ""


def known_sources() -> Mapping[str, Source]:
    """The bibliography."""
    return references()


def cited(run: Run) -> list[str]:
    """Citation keys of this very run and of the validation cases it carries, sorted."""
    cases = run.result.studies.get("validation") or []
    also = {str(row["source"]) for row in cases if str(row["source"]) in known_sources()}
    return sorted({*run.result.sources, *also})


def bibliography(run: Run) -> Table:
    """The references of this very run."""
    return entries(cited(run))


def entries(keys: Sequence[str]) -> Table:
    """The references of some citation keys; a key without an entry says so."""
    known = known_sources()
    rows: list[tuple[Entry, ...]] = []
    for key in keys:
        source = known.get(key)
        anchor = Cell(key, anchor=f"ref-{key}")
        rows.append((anchor, reference_text(source) if source else (Cell("not in the bibliography"),)))
    caption = "Sources of the data and relations of this run"
    return Table(caption, ("Key", "Reference"), rows, wide=True, widths=(20, 80))


def reference_text(source: Source) -> tuple[Cell, ...]:
    """Author, year, title and home of a source, its link, and how it was read."""
    get = source.fields.get
    home = get("journal") or get("booktitle") or get("publisher") or get("howpublished") or ""
    parts = (f"{get('author', source.key)} ({get('year', 'n.d.')})", get("title", ""), home)
    text = ". ".join(part.rstrip(".") for part in parts if part) + "."
    cells = [Cell(text)]
    if source.link.startswith(("https://", "http://")):
        cells.append(Cell(get("doi") or source.link, href=source.link))
    if get("note"):
        cells.append(Cell(f"({get('note', '')})"))
    return tuple(cells)


def timings(run: Run) -> Table:
    """Seconds by part of the run."""
    rows = [(name, f"{seconds:,.2f}") for name, seconds in run.result.timings.items()]
    return Table("Time taken", ("Part", "Seconds"), rows, (1,))


def versions(run: Run) -> Table:
    """What the numbers were made with."""
    return Table("Made with", ("Package", "Version"), list(run.result.versions.items()))
