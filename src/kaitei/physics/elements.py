"""The eighteen elements the chain follows: fourteen lanthanides, yttrium, scandium, thorium, uranium.

Atomic weights are the IUPAC abridged standard values of 2021 (Prohaska et al. 2022, doi 10.1515/pac-2019-0603).
Every array here runs along ``ELEMENTS`` in its order.
"""

import csv
from importlib.resources import files

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray

OXYGEN_WEIGHT = 15.999e-3
"""Atomic weight of oxygen [kg/mol]."""

_ROWS = list(csv.DictReader(files("kaitei.data").joinpath("elements.csv").read_text("utf-8").splitlines()))


def _column(name: str) -> FloatArray:
    return np.array([float(row[name]) for row in _ROWS])


ELEMENTS: tuple[str, ...] = tuple(row["symbol"] for row in _ROWS)
NAMES: dict[str, str] = {row["symbol"]: row["name"] for row in _ROWS}

ATOMIC_WEIGHT: FloatArray = _column("atomic_weight") * 1e-3
"""Atomic weight [kg/mol]."""

OXIDE_FACTOR: FloatArray = 1.0 + _column("oxygen_atoms") * OXYGEN_WEIGHT / (_column("metal_atoms") * ATOMIC_WEIGHT)
"""Mass of oxide per mass of element [kg/kg]."""

HEAVY: BoolArray = _column("heavy").astype(bool)
"""Gadolinium to lutetium, and yttrium."""

MAGNET: BoolArray = _column("magnet").astype(bool)
"""The magnet elements: praseodymium, neodymium, terbium, dysprosium."""

REY: BoolArray = ~np.isin(ELEMENTS, ("Sc", "Th", "U"))
"""The fifteen rare earths with yttrium that "REY" and "REO" stand for here (scandium is not among them)."""


def index(symbol: str) -> int:
    """Position of an element along ``ELEMENTS``.

    >>> ELEMENTS[index("Dy")]
    'Dy'
    >>> round(float(OXIDE_FACTOR[index("Dy")]), 4)
    1.1477
    """
    return ELEMENTS.index(symbol)
