"""The options on offer: what each costs once and a year, when it gives what, and the terms they share."""

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError, Problem, nearest
from kaitei.physics.arrays import FloatArray
from kaitei.security.network.rows import Number, Row, Schema, Word, read_rows
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.month import month_number

OXIDE, NEED = "oxide", "need"
"""Forms of what an option gives: oxide, or need that falls away."""

TERMS = ("holding", "stock_most", "stock_lead", "stock_calm", "rate", "life")

SCHEMAS = {
    "options": Schema(
        {
            "option": Word(),
            "once": Number(),
            "yearly": Number(),
            "lead": Number(0.0, 50.0),
            "ready": Word(),
            "plant": Word(),
            "form": Word((OXIDE, NEED)),
        },
        ("MUSD",),
        ("option",),
    ),
    "tonnes": Schema(
        {"option": Word(), "element": Word(ELEMENTS), "tonnes": Number()}, ("t/yr",), ("option", "element")
    ),
    "terms": Schema({"name": Word(TERMS), "value": Number()}, ("1/yr", "d", "month", "yr"), ("name",)),
}


@dataclass(frozen=True)
class Option:
    """A thing of size 0 to 1 that gives a flow of oxide, or lowers the need by it, from a date on."""

    name: str
    once: float
    """Money when it is decided [MUSD]."""
    yearly: float
    """Money in every year in which it gives [MUSD/yr]."""
    lead: float
    """Time from decision to first tonnes [yr]."""
    ready: int
    """First month it can give in, as ``month_number``."""
    plant: str
    """Plant of the base network that it is a right to, left out of it then; "none" otherwise."""
    form: str
    """``OXIDE`` or ``NEED``."""
    tonnes: FloatArray
    """[t/yr], (element,)."""
    grade: str
    sources: tuple[str, ...]


class Terms(NamedTuple):
    """What all options share."""

    holding: float
    """Of a stock, as share of its value [1/yr]."""
    stock_most: float
    """Largest stock [d of need]."""
    stock_lead: float
    """[month]"""
    stock_calm: float
    """Calm in which a stock is bought back whole [month]."""
    rate: float
    """Of discount [1/yr]."""
    life: float
    """Over which money paid once is written off [yr]."""


def load(folder: Traversable | None = None) -> tuple[tuple[Option, ...], Terms]:
    """Options and terms of a folder; the packaged ones if None.

    Raises InputError with everything that is wrong, by file and line.

    >>> [option.name for option in load()[0]][:2]
    ['caremag', 'lynas_rest']
    """
    place = folder or files("kaitei.security.portfolio")
    tables: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, schema in SCHEMAS.items():
        tables[name], found = read_rows(place.joinpath(f"{name}.csv").read_text("utf-8"), f"{name}.csv", schema)
        problems += found
    problems = problems or _disagreements(tables)
    if problems:
        raise InputError(problems)
    made = tuple(_option(row, tables["tonnes"]) for row in tables["options"])
    return made, Terms(**{row["name"]: row.number("value") for row in tables["terms"]})


def _disagreements(tables: dict[str, list[Row]]) -> list[Problem]:
    names, terms = [row["option"] for row in tables["options"]], {row["name"] for row in tables["terms"]}
    giving = {row["option"] for row in tables["tonnes"]}
    found = [
        Problem(f"{row['option']} is no option; {nearest(row['option'], names)}", "option", "tonnes.csv", row.line)
        for row in tables["tonnes"]
        if row["option"] not in names
    ]
    for row in tables["options"]:
        try:
            month_number(row["ready"])
        except ValueError:
            found.append(Problem(f"{row['ready']} is no month such as 2027-01", "ready", "options.csv", row.line))
        if row["option"] not in giving:
            message = f"{row['option']} gives nothing: it has no row in tonnes.csv"
            found.append(Problem(message, "option", "options.csv", row.line))
    found += [Problem(f"{name} has no row", "name", "terms.csv") for name in TERMS if name not in terms]
    return found


def _option(row: Row, tonnes: list[Row]) -> Option:
    given = np.zeros(len(ELEMENTS))
    for line in tonnes:
        if line["option"] == row["option"]:
            given[ELEMENTS.index(line["element"])] = line.number("tonnes")
    once, yearly, lead = (row.number(name) for name in ("once", "yearly", "lead"))
    return Option(
        row["option"],
        once,
        yearly,
        lead,
        month_number(row["ready"]),
        row["plant"],
        row["form"],
        given,
        row.grade,
        row.sources,
    )


def yearly_cost(once: float, yearly: float, start: float, years: float, terms: Terms) -> float:
    """Even cost over a horizon that is worth the same [money/yr] as what is paid from a start on.

    Money paid once is written off over its life in even parts, of which those within the horizon count.

    Args:
        once: [money]. yearly: [money/yr]. start: [yr] from the beginning of the horizon. years: of the horizon.

    >>> terms = Terms(0.065, 720.0, 12.0, 12.0, 0.0, 20.0)
    >>> yearly_cost(100.0, 1.0, 5.0, 20.0, terms)
    4.5
    """
    share = present(start, years, terms.rate) / present(0.0, years, terms.rate)
    return (once / present(0.0, terms.life, terms.rate) + yearly) * share


def present(start: float, end: float, rate: float) -> float:
    """Worth at time 0 of one unit a year from a start to an end [yr]; continuous, nothing if the end comes first.

    >>> round(present(0.0, 20.0, 0.04), 2)
    13.86
    """
    if end <= start:
        return 0.0
    force = float(np.log1p(rate))
    return end - start if force == 0.0 else float((np.exp(-force * start) - np.exp(-force * end)) / force)
