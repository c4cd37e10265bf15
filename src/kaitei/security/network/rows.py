"""Reading one table: words from a list, numbers within bounds, a source and a grade for every row."""

import csv
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kaitei.datum import GRADE_ORDER
from kaitei.errors import Problem, nearest
from kaitei.source import references

PROVENANCE = ("unit", "year", "source", "where", "grade", "assumption")
"""Columns that end every table."""


@dataclass(frozen=True)
class Word:
    """A column of words; without a list any word will do."""

    allowed: Collection[str] | None = None


@dataclass(frozen=True)
class Number:
    """A column of numbers within bounds, empty cells allowed or not."""

    low: float = 0.0
    high: float = math.inf
    blank: bool = False


@dataclass(frozen=True)
class Schema:
    """Columns of a table before the provenance, and the units its rows may have."""

    columns: Mapping[str, Word | Number]
    units: tuple[str, ...]
    keys: tuple[str, ...] = ()
    """Columns that together name a row; no two rows may agree in all of them. Empty: rows add up."""


@dataclass(frozen=True)
class Row:
    """One fact: its words, its numbers (NaN for an empty cell), and where it comes from."""

    words: Mapping[str, str]
    numbers: Mapping[str, float]
    year: int
    unit: str
    sources: tuple[str, ...]
    grade: str
    assumption: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.words[column]

    def number(self, column: str) -> float:
        """Number of a column, NaN where the cell is empty."""
        return self.numbers[column]


def read_rows(text: str, file: str, schema: Schema) -> tuple[list[Row], list[Problem]]:
    """Rows of a table and everything that is wrong with it.

    text: what the file holds. file: its name, for the problems.
    """
    reader = csv.reader(text.splitlines())
    head = next(reader, [])
    expected = [*schema.columns, *PROVENANCE]
    if head != expected:
        return [], [Problem(f"the columns must be {','.join(expected)}; the file has {','.join(head)}", "", file, 1)]
    rows: list[Row] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for cells in reader:
        line = reader.line_num
        if len(cells) != len(expected):
            message = f"has {len(cells)} cells, needs {len(expected)}; quote a text that holds a comma"
            problems.append(Problem(message, "", file, line))
            continue
        cell = dict(zip(expected, cells, strict=True))
        found = [Problem(message, column, file, line) for column, message in _findings(cell, schema)]
        problems += found
        if found:
            continue
        row = _row(cell, schema, line)
        rows.append(row)
        key = tuple(row[column] for column in schema.keys)
        if key and key in seen:
            problems.append(Problem(f"says again what line {seen[key]} says of {' '.join(key)}", "", file, line))
        seen.setdefault(key, line)
    return rows, problems


def _row(cell: Mapping[str, str], schema: Schema, line: int) -> Row:
    numbers = {
        name: float(cell[name]) if cell[name] else math.nan
        for name, column in schema.columns.items()
        if isinstance(column, Number)
    }
    words = {name: cell[name] for name, column in schema.columns.items() if isinstance(column, Word)}
    sources = tuple(cell["source"].split())
    return Row(words, numbers, int(cell["year"]), cell["unit"], sources, cell["grade"], cell["assumption"], line)


def _findings(cell: Mapping[str, str], schema: Schema) -> Iterable[tuple[str, str]]:
    for name, column in schema.columns.items():
        message = _word(cell[name], column) if isinstance(column, Word) else _number(cell[name], column)
        if message:
            yield name, message
    yield from _provenance(cell, schema)


def _word(text: str, column: Word) -> str:
    if not text:
        return "needs a word"
    if column.allowed is None or text in column.allowed:
        return ""
    return f"{text} is not known; {nearest(text, column.allowed)}"


def _number(text: str, column: Number) -> str:
    if not text:
        return "" if column.blank else "needs a number"
    try:
        value = float(text)
    except ValueError:
        return f"{text!r} is not a number"
    if not math.isfinite(value):
        return f"{text} is not a finite number"
    if value < column.low:
        return f"{text} is below {column.low:g}"
    if value > column.high:
        return f"{text} is above {column.high:g}"
    return ""


def _provenance(cell: Mapping[str, str], schema: Schema) -> Iterable[tuple[str, str]]:
    if cell["unit"] not in schema.units:
        yield "unit", f"{cell['unit'] or 'no unit'} is not the unit of this table; allowed: {', '.join(schema.units)}"
    if not (cell["year"].isdigit() and len(cell["year"]) == 4):
        yield "year", f"{cell['year']!r} is not a year"
    if cell["grade"] not in GRADE_ORDER:
        yield "grade", f"{cell['grade'] or 'no grade'} is not a grade; allowed: {', '.join(GRADE_ORDER)}"
    known = references()
    for key in cell["source"].split():
        if key not in known:
            yield "source", f"{key} is not in references.bib; {nearest(key, known)}"
    if cell["source"] and not cell["where"]:
        yield "where", "needs the table, page or sentence in the source"
    if not cell["source"] and not cell["assumption"]:
        yield "source", "needs a source (a key of references.bib), or an assumption that says why"
    if not cell["source"] and cell["grade"] != "C":
        yield "grade", f"an assumption without a source is of grade C, not {cell['grade']}"
