"""A sheet of the workbook: text that can never become a formula, numbers with a format that fits them, formulas."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kaitei.report.numerals import ABSENT

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LINE, CHARACTERS = 16, 125
"""Height of a line [points], and characters that fit on one of a paragraph."""

LONGEST = 32_000
"""Characters in a cell; a spreadsheet takes 32,767."""

STYLES: Mapping[str, Mapping[str, Any]] = {
    "text": {"valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": "#5F6368"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "section": {"bold": True, "top": 1},
    "good": {"font_color": "#00694D", "bold": True},
    "bad": {"font_color": "#A83F00", "bold": True},
    "year": {"bold": True, "bottom": 1, "num_format": "0"},
    "large": {"num_format": "#,##0", "valign": "top"},
    "medium": {"num_format": "#,##0.00", "valign": "top"},
    "small": {"num_format": "0.0000", "valign": "top"},
    "tiny": {"num_format": "0.00E+00", "valign": "top"},
    "whole": {"num_format": "0", "valign": "top"},
    "percent": {"num_format": "0.0%", "valign": "top"},
    "input": {"num_format": "#,##0.00", "font_color": "#0000FF"},
    "input share": {"num_format": "0.00%", "font_color": "#0000FF"},
    "input whole": {"num_format": "0.##", "font_color": "#0000FF"},
    "money": {"num_format": "#,##0.00"},
    "total": {"num_format": "#,##0.00", "bold": True, "top": 1},
    "total text": {"bold": True, "top": 1},
    "factor": {"num_format": "0.0000"},
}


def column(index: int) -> str:
    """The letters of a column, counted from 0.

    >>> column(0), column(25), column(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def fitting(value: float) -> str:
    """The number format that shows about three digits of a value.

    >>> fitting(1234.0), fitting(12.3), fitting(0.05), fitting(1e-12)
    ('large', 'medium', 'small', 'tiny')
    """
    size = abs(value)
    if size >= 1000.0 or (size >= 1.0 and value == round(value)) or value == 0.0:
        return "large"
    return "medium" if size >= 1.0 else "small" if size >= 0.001 else "tiny"


@dataclass
class Page:
    """One sheet."""

    sheet: "Worksheet"
    formats: Mapping[str, Any]
    row: int = 0
    """The next free row."""
    marks: dict[str, int] = field(default_factory=dict)
    """Rows by name, counted as a spreadsheet counts them, from 1."""

    def text(self, row: int, col: int, value: object, style: str = "text") -> None:
        """Text as text, whatever it starts with."""
        self.sheet.write_string(row, col, str(value)[:LONGEST], self.formats[style])

    def paragraph(self, row: int, first: int, last: int, value: str) -> None:
        """A sentence over several columns, in as many lines as it needs."""
        self.sheet.merge_range(row, first, row, last, value[:LONGEST], self.formats["wrapped"])
        self.sheet.set_row(row, LINE * (1 + len(value) // CHARACTERS))

    def number(self, row: int, col: int, value: float | None, style: str = "") -> None:
        """A number; a word where there is none."""
        if value is None or not math.isfinite(value):
            self.text(row, col, ABSENT)
        else:
            self.sheet.write_number(row, col, value, self.formats[style or fitting(value)])

    def formula(self, row: int, col: int, formula: str, value: float | str, style: str = "money") -> None:
        """A formula with the value it has now, for viewers that do not recalculate."""
        self.sheet.write_formula(row, col, formula, self.formats[style], value)

    def value(self, row: int, col: int, value: object, style: str = "") -> None:
        """A number or text, by what it is."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            self.number(row, col, float(value), style)
        elif value is None:
            self.text(row, col, ABSENT)
        else:
            self.text(row, col, value, style or "text")

    def heads(self, row: int, names: Sequence[str], first: int = 0) -> None:
        """A row of column heads."""
        for col, name in enumerate(names, first):
            self.text(row, col, name, "head")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[float]) -> None:
        """Heads and rows from the top of the sheet, heads frozen, columns as wide as given."""
        self.heads(0, head)
        for i, entries in enumerate(rows, 1):
            for col, entry in enumerate(entries):
                self.value(i, col, entry, "wrapped" if isinstance(entry, str) and len(entry) > 40 else "")
        self.widths(widths)
        self.sheet.freeze_panes(1, 1)
        if rows:
            self.sheet.autofilter(0, 0, len(rows), len(head) - 1)

    def widths(self, widths: Sequence[float]) -> None:
        """Widths of the first columns, in characters."""
        for col, width in enumerate(widths):
            self.sheet.set_column(col, col, width)


def add_page(book: "Workbook", formats: Mapping[str, Any], name: str) -> Page:
    """A new sheet at the end of the workbook."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return Page(sheet, formats)


def add_formats(book: "Workbook") -> dict[str, Any]:
    """The formats of all sheets."""
    return {name: book.add_format(dict(style)) for name, style in STYLES.items()}
