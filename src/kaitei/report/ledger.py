"""How the live sheets are written: rows with a name, inputs by year, formulas by year."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kaitei.report.books import Books
from kaitei.report.page import Page, column

FIRST = 3
"""Column of the first year, counted from 0: name, unit and total stand before."""

MUSD = "million USD"

Formula = Callable[[str, int], str]
"""A formula of one year, from its column's letters and its place."""


def product(*factors: str) -> Formula:
    """A formula that multiplies references; ``@`` stands for the year's column.

    >>> product("@7", "$C$3")("D", 0)
    'D7*$C$3'
    """
    return lambda c, i: "*".join(factors).replace("@", c)


@dataclass
class Ledger:
    """Writes the rows of both sheets; a formula is made for each year from its column's letters."""

    books: Books
    cash: Page
    tax: Page

    @property
    def last(self) -> int:
        """Column of the last year."""
        return FIRST + len(self.books.years) - 1

    def at(self, name: str) -> int:
        """Row of a named row of the cash flow sheet, as a spreadsheet counts."""
        return self.cash.marks[name]

    def term(self, name: str) -> str:
        """A single number of the cash flow sheet, as an absolute reference."""
        return f"$C${self.at(name)}"

    def span(self, name: str) -> str:
        """All years of a row, as an absolute reference."""
        return f"${column(FIRST)}${self.at(name)}:${column(self.last)}${self.at(name)}"

    def open(self, name: str, label: str, unit: str, style: str = "text") -> int:
        """Takes the next row, names it, and returns it counted from 0."""
        row = self.cash.row
        self.cash.text(row, 0, label, style)
        self.cash.text(row, 1, unit, "note")
        self.cash.marks[name] = row + 1
        self.cash.row += 1
        return row

    def given(self, name: str, label: str, unit: str, values: Sequence[float], style: str = "input") -> int:
        """A row of inputs by year."""
        row = self.open(name, label, unit)
        for i, value in enumerate(values):
            self.cash.number(row, FIRST + i, value, style)
        return row

    def live(self, name: str, label: str, unit: str, formula: Formula, style: str = "money") -> int:
        """A row of formulas by year; ``formula`` gets the column's letters and the year's place."""
        row = self.open(name, label, unit, "total text" if style == "total" else "text")
        for i, value in enumerate(self.books.made[name]):
            self.cash.formula(row, FIRST + i, "=" + formula(column(FIRST + i), i), value, style)
        return row

    def years(self, page: Page, row: int) -> None:
        """The calendar years along a row."""
        for i, year in enumerate(self.books.years):
            page.number(row, FIRST + i, year, "year")

    def heading(self, text: str) -> None:
        """A line that names the rows below it, with an empty one before."""
        self.cash.text(self.cash.row + 1, 0, text, "section")
        self.cash.row += 2
