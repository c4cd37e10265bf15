"""The workbook of a run: headline, live cash flow, draws, years, inputs, checks and sources."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kaitei.datum import Datum
from kaitei.measure import MEASURES
from kaitei.physics.arrays import FloatArray
from kaitei.report import cash_flow_sheet, plant_sheets, tables, tax_sheet
from kaitei.report.books import books_of
from kaitei.report.page import Page, add_formats, add_page
from kaitei.report.run import EXISTS, Range, Run, range_over
from kaitei.report.verdict import headline, verdict
from kaitei.result import Result

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text stays text: a note of a scenario that starts with = must not become a formula."""

LAST = 8
"""Last column of the summary, counted from 0."""

ROWS = 1_000_000
"""Draws that fit on a sheet."""


def write(result: Result, path: Path) -> Path:
    """Writes the workbook of a result to ``path`` and returns it."""
    import xlsxwriter

    path, run = Path(path), Run(result)
    book = xlsxwriter.Workbook(str(path), SAFE)
    try:
        _fill(run, book)
    finally:
        book.close()
    return path


def _fill(run: Run, book: "Workbook") -> None:
    formats = add_formats(book)
    book.set_properties({"title": run.title[:255], "comments": f"kaitei {run.result.versions.get('kaitei', '')}"})
    _summary(run, add_page(book, formats, "Summary"))
    books = books_of(run)
    if books is not None:
        cash, tax = add_page(book, formats, "Cash flow"), add_page(book, formats, tax_sheet.NAME)
        cash_flow_sheet.write(books, cash, tax)
    plant_sheets.write(run, book, formats)
    for name, fill in (
        ("Draws", _draws),
        ("By year", _years),
        ("Inputs", _inputs),
        ("Checks", _checks),
        ("Sources", _sources),
    ):
        fill(run, add_page(book, formats, name))


def _summary(run: Run, page: Page) -> None:
    page.text(0, 0, headline(run), "title")
    page.text(1, 0, run.title, "note")
    basis = f"{run.rate}; {run.horizon}; money in {run.money}; {run.basis}, seed {run.result.seed}"
    page.text(2, 0, basis, "note")
    row = 4
    for label, text in verdict(run):
        page.text(row, 0, label)
        page.paragraph(row, 1, LAST, text)
        row += 1
    page.heads(
        row + 1, ("Measure", "Name", "Unit", "Mean", "P10", "P50", "P90", "Share of draws with a value", "Central")
    )
    row += 2
    for measure in MEASURES:
        found = run.range_of(measure.name)
        if found is None and measure.name not in EXISTS:
            continue
        page.text(row, 0, measure.label)
        page.text(row, 1, measure.name, "note")
        page.text(row, 2, measure.unit)
        _range(page, row, found)
        page.number(row, 8, run.central_of(measure.name))
        row += 1
    row = _scale(run, page, row)
    _worth_to_japan(run, page, row)
    page.widths([44, 26, 10, 14, 14, 14, 14, 14, 14])


def _range(page: Page, row: int, found: Range | None) -> None:
    values = (found.mean, found.p10, found.p50, found.p90, found.share) if found else (None,) * 5
    for col, value in enumerate(values, 3):
        page.number(row, col, value, "percent" if col == 7 and value is not None else "")


def _scale(run: Run, page: Page, row: int) -> int:
    """The next free row."""
    scale = run.study("scale")
    if not scale:
        return row
    page.text(row, 0, "rate of lifting at which NPV = 0")
    page.text(row, 1, "break_even_rate", "note")
    page.text(row, 2, scale["unit"])
    for col, key in enumerate(("mean", "p10", "p50", "p90"), 3):
        page.number(row, col, scale[key])
    page.number(row, 7, scale["share_that_breaks_even"], "percent")
    return row + 1


def _worth_to_japan(run: Run, page: Page, row: int) -> None:
    found = run.study("insurance")
    if not found:
        return
    worth = found["worth_to_japan"]
    page.text(row, 0, f"worth to Japan as insurance, {found['futures']} futures; never added to NPV")
    page.text(row, 1, "worth_to_japan", "note")
    page.text(row, 2, worth["unit"])
    for col, key in enumerate(("mean", "p10", "p50", "p90"), 3):
        page.number(row, col, worth[key])
    page.text(row + 1, 0, "standard error of its mean")
    page.text(row + 1, 2, worth["unit"])
    page.number(row + 1, 3, worth["standard_error"])


def _draws(run: Run, page: Page) -> None:
    """One row per draw, failed ones with their reason; an infinite value stands as a word."""
    dataset = run.result.dataset
    measures = [m for m in MEASURES if set(m.reads) <= set(dataset.data_vars)]
    columns = [measure.compute(dataset) for measure in measures]
    page.heads(0, ["Draw", *(f"{m.name} [{m.unit}]" for m in measures), "Failure"])
    reasons = [str(reason) for reason in dataset["failure"].to_numpy()][:ROWS]
    draws = dataset["draw"].to_numpy()
    for i, reason in enumerate(reasons):
        page.number(i + 1, 0, float(draws[i]), "whole")
        if not reason:
            for col, values in enumerate(columns, 1):
                page.number(i + 1, col, float(values[i]))
        page.text(i + 1, len(columns) + 1, reason)
    page.widths([8, *[15] * len(columns), 50])
    page.sheet.freeze_panes(1, 1)


def _years(run: Run, page: Page) -> None:
    """P10, P50 and P90 of everything that is one number per draw and year, or per item or element on top."""
    page.heads(0, ("Variable", "Item", "Unit", "Year", "P10", "P50", "P90", "Central"))
    row = 1
    for name in sorted(str(n) for n in run.draws.data_vars):
        # NOTE: a variable, because making a labelled array of one among hundreds costs a third of a millisecond.
        array = run.draws.variables[name]
        if array.dims[:2] != ("draw", "year") or len(array.dims) > 3 or run.count == 0 or name.endswith("_balance"):
            continue
        row = _year_rows(run, page, name, row)
    page.widths([30, 20, 12, 8, 14, 14, 14, 14])
    page.sheet.freeze_panes(1, 2)
    page.sheet.autofilter(0, 0, max(row - 1, 1), 7)


def _year_rows(run: Run, page: Page, name: str, row: int) -> int:
    array = run.draws.variables[name]
    central = run.central.variables[name].to_numpy() if run.knows(name) else None
    values, unit = array.to_numpy(), str(array.attrs.get("units", ""))
    years = run.draws.variables["year"].to_numpy().tolist()
    labels = run.draws.variables[array.dims[2]].to_numpy().tolist() if array.ndim > 2 else [""]
    for place, label in enumerate(labels):
        part = values[:, :, place] if array.ndim > 2 else values
        if not part.any():
            continue
        middle = central[:, place] if central is not None and array.ndim > 2 else central
        for i, (year, ends) in enumerate(zip(years, _ends_by_year(part), strict=True)):
            page.text(row, 0, name)
            page.text(row, 1, label)
            page.text(row, 2, unit)
            page.number(row, 3, float(year), "whole")
            for col, value in enumerate(ends, 4):
                page.number(row, col, value)
            page.number(row, 7, None if middle is None else float(middle[i]))
            row += 1
    return row


def _ends_by_year(values: FloatArray) -> list[tuple[float | None, float | None, float | None]]:
    """P10, P50 and P90 of each year from (draw, year); None where they are infinite."""
    if np.isfinite(values).all():
        return [tuple(map(float, column)) for column in np.quantile(values, (0.1, 0.5, 0.9), axis=0).T]  # type: ignore[misc]
    found = [range_over(values[:, i], "") for i in range(values.shape[1])]
    return [(one.p10, one.p50, one.p90) for one in found]


def _inputs(run: Run, page: Page) -> None:
    """Every datum, and every option at the end."""
    rows: list[Sequence[object]] = [input_row(name, datum) for name, datum in run.result.scenario.data.items()]
    rows += [(name, word, "", "", "option", "", "", "", "") for name, word in run.result.scenario.options.items()]
    head = ("Name", "Value", "Unit", "Spread", "Grade", "Grade of spread", "Source", "Where", "Assumption and note")
    page.table(head, rows, (36, 24, 10, 36, 8, 8, 22, 30, 80))


def input_row(name: str, datum: Datum) -> Sequence[object]:
    """A datum as cells: name, value, unit, spread, grades, sources, where, notes."""
    value = datum.value if isinstance(datum.value, (int, float)) else tables.entries_text(datum.value)
    notes = (datum.assumption, datum.note, datum.spread.note if datum.spread else "")
    return (
        name,
        value,
        datum.unit,
        tables.spread_text(datum.spread, datum.unit),
        datum.grade,
        datum.spread_grade if datum.spread else "",
        ", ".join(datum.sources),
        datum.where,
        " ".join(note for note in notes if note),
    )


def _checks(run: Run, page: Page) -> None:
    rows: list[Sequence[object]] = [
        (c.name, c.description, c.value, c.tolerance, "holds" if c.passed else "failed") for c in run.result.checks
    ]
    rows += [("failure", reason, float(count), 0.0, "failed") for reason, count in run.result.failures.items()]
    page.table(("Check", "What is compared", "Largest value", "Allowed", "Verdict"), rows, (26, 90, 14, 14, 10))
    for row, entries in enumerate(rows, 1):
        page.text(row, 4, entries[4], "good" if entries[4] == "holds" else "bad")


def _sources(run: Run, page: Page) -> None:
    head = ("Key", "Author", "Year", "Title", "In", "Link", "Note")
    page.table(head, source_rows(tables.cited(run)), (22, 40, 8, 60, 30, 40, 40))


def source_rows(keys: Sequence[str]) -> list[Sequence[object]]:
    """References as cells: key, author, year, title, home, link, note."""
    known = tables.known_sources()
    rows: list[Sequence[object]] = []
    for key in keys:
        source = known.get(key)
        fields = source.fields if source else {}
        home = next((fields[k] for k in ("journal", "booktitle", "publisher", "howpublished") if fields.get(k)), "")
        rows.append(
            (
                key,
                fields.get("author", "not in the bibliography"),
                fields.get("year", ""),
                fields.get("title", ""),
                home,
                source.link if source else "",
                fields.get("note", ""),
            )
        )
    return rows
