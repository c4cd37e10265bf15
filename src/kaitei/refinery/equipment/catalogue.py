"""The catalogue of machines, one row of ``equipment.csv`` each, brought to SI sizes and the money of one year."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kaitei.errors import InputError, nearest
from kaitei.units import conversion

MONEY_YEAR = 2022
"""Calendar year in whose money all machines are given."""
MONEY_INDEX = 816.0
"""Chemical Engineering Plant Cost Index of that year."""


@dataclass(frozen=True)
class Machine:
    """What one machine of a kind costs to buy, by its size."""

    name: str
    unit: str
    """Unit of the size in the table; the sizes below are in SI."""
    reference_size: float
    smallest: float
    """Below this size the cost is an extrapolation."""
    largest: float
    """Largest size of one machine; a larger duty takes several."""
    cost: float
    """Purchase cost at the reference size [USD of MONEY_YEAR]."""
    exponent: float
    sources: tuple[str, ...]
    """Keys of ``references.bib``."""
    where: str
    grade: str
    note: str


def _machine(row: Mapping[str, str]) -> Machine:
    si = conversion(row["unit"], "SI").factor
    return Machine(
        name=row["machine"],
        unit=row["unit"],
        reference_size=float(row["reference_size"]) * si,
        smallest=float(row["smallest"]) * si,
        largest=float(row["largest"]) * si,
        cost=float(row["cost"]) * MONEY_INDEX / float(row["cost_index"]),
        exponent=float(row["exponent"]),
        sources=tuple(row["source"].split()),
        where=row["where"],
        grade=row["grade"],
        note=row["note"],
    )


@cache
def catalogue() -> Mapping[str, Machine]:
    """All machines, by name, in the order of the table."""
    text = files("kaitei.refinery.equipment").joinpath("equipment.csv").read_text("utf-8")
    machines = [_machine(row) for row in csv.DictReader(text.splitlines())]
    return MappingProxyType({machine.name: machine for machine in machines})


def machine_named(name: str) -> Machine:
    """The machine of a name.

    >>> machine_named("decanter").exponent
    0.5

    Raises InputError for a name that is not in the catalogue.
    """
    machines = catalogue()
    if name not in machines:
        raise InputError(f"machine {name!r} is not in the equipment list; {nearest(name, machines)}")
    return machines[name]
