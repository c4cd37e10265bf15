"""The metals of a leach liquor, in one order, and the checks that every precipitation makes."""

import numpy as np

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray, IntArray

SPECIES: tuple[str, ...] = (*elements.ELEMENTS, "Al", "Fe", "Mn", "Ca", "Mg")
"""The eighteen elements of the chain, then aluminium, iron(III), manganese(II), calcium, magnesium."""

CHARGE: IntArray = np.array([{"Th": 4, "U": 2, "Mn": 2, "Ca": 2, "Mg": 2}.get(name, 3) for name in SPECIES])
"""Charge of the ion: cerium as Ce(III), thorium as Th(IV), uranium as the uranyl ion."""

LANTHANIDES: tuple[str, ...] = tuple(name for name in elements.ELEMENTS if name not in ("Sc", "Th", "U"))
"""The fifteen rare earths with yttrium."""


def index(name: str) -> int:
    """Position of a metal along ``SPECIES``.

    >>> SPECIES[index("Fe")]
    'Fe'
    """
    return SPECIES.index(name)


def by_species(table: dict[str, float], rest: float) -> FloatArray:
    """A table of numbers along ``SPECIES``; metals that it does not name get ``rest``.

    >>> float(by_species({"Fe": 2.5}, 0.0)[index("Fe")])
    2.5
    """
    return np.array([table.get(name, rest) for name in SPECIES])


def check_ph(acidity: FloatArray, low: float, high: float) -> None:
    """Refuse a pH outside the range in which constants hold.

    >>> check_ph(np.array(2.0), 0.0, 10.0)

    Raises InputError when a pH lies outside the range.
    """
    given = np.asarray(acidity, dtype=float)
    inside = (given >= low) & (given <= high)
    if not np.all(inside):
        raise InputError(
            f"pH must lie between {low:g} and {high:g}, where the constants hold; {given[~inside][0]} came"
        )


def check_amounts(amounts: FloatArray) -> None:
    """Refuse concentrations that are negative or not along ``SPECIES``.

    >>> check_amounts(np.zeros(len(SPECIES)))

    Raises InputError when one is negative or the last axis has another length.
    """
    if np.shape(amounts)[-1:] != (len(SPECIES),):
        raise InputError(
            f"concentrations need {len(SPECIES)} metals, in the order of SPECIES; {np.shape(amounts)} came"
        )
    if not np.all(np.asarray(amounts) >= 0.0):
        raise InputError("a concentration must be a number that is not negative: give 0 for a metal that is not there")
