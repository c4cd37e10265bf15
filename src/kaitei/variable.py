"""The vocabulary: every name the chain reads or gives, with unit, dimensions, range and one sentence.

Each place keeps its own ``variables.csv``; code, documentation and web forms read the same rows.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from kaitei.errors import ChainError

PLACES = ("deposit", "riser", "fleet", "mine", "refinery", "environment", "economics", "security")
"""The folders that hold a stage, in the order of the chain."""

DIMENSIONS = ("draw", "year", "month", "element", "block")
"""Dimensions that come first, in this order; a stage's own dimensions follow."""

Role = Literal["datum", "option", "gives", "check", "detail"]


@dataclass(frozen=True)
class Variable:
    """One row of a ``variables.csv``."""

    name: str
    role: Role
    place: str
    unit: str
    dims: tuple[str, ...]
    low: float
    high: float
    choices: tuple[str, ...]
    description: str
    may_be_infinite: bool = False
    """The table says ``inf`` or ``-inf``: costs per kg of nothing, a payback that never comes."""


def _row(place: str, row: Mapping[str, str]) -> Variable:
    return Variable(
        name=row["name"].strip(),
        role=cast(Role, row["role"].strip()),
        place=place,
        unit=row["unit"].strip() or "1",
        dims=tuple(row["dims"].split()),
        low=float(row["low"] or "-inf"),
        high=float(row["high"] or "inf"),
        choices=tuple(row["choices"].split()),
        description=row["description"].strip(),
        may_be_infinite="inf" in (row["low"].strip("-"), row["high"].strip()),
    )


@cache
def variables_of(place: str) -> Mapping[str, Variable]:
    """The rows of one place, by name; ``""`` stands for what the chain itself provides.

    Raises ChainError when a name stands twice.
    """
    folder = files("kaitei").joinpath(place) if place else files("kaitei")
    table = folder.joinpath("variables.csv")
    if not table.is_file():
        return MappingProxyType({})
    found: dict[str, Variable] = {}
    for row in csv.DictReader(table.read_text("utf-8").splitlines()):
        variable = _row(place, row)
        if variable.name in found:
            raise ChainError(f"{place}/variables.csv names {variable.name} twice; keep one row")
        found[variable.name] = variable
    return MappingProxyType(found)


@cache
def vocabulary() -> Mapping[str, Variable]:
    """All variables of all places, by name.

    Raises ChainError when two places describe the same name.
    """
    found: dict[str, Variable] = {}
    for place in ("", *PLACES):
        for name, variable in variables_of(place).items():
            if name in found:
                raise ChainError(f"{name} is described by {found[name].place} and {place}; keep one row")
            found[name] = variable
    return MappingProxyType(found)


def data() -> Mapping[str, Variable]:
    """The variables that come from a scenario as numbers, by dotted name."""
    return {name: v for name, v in vocabulary().items() if v.role == "datum"}


def options() -> Mapping[str, Variable]:
    """The variables that come from a scenario as words, by dotted name."""
    return {name: v for name, v in vocabulary().items() if v.role == "option"}
