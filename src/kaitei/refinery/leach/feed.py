"""What enters a leach: minerals, elements and salt of the solids, and the acid; and the checks they must pass."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError, Problem, nearest
from kaitei.physics import elements
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery import substances as of

MINERALS = ("apatite", "calcite", "alumina", "iron_oxide", "manganese_dioxide")
"""What takes up acid; alumina and iron oxide stand for all clay, zeolite and oxide that holds them."""

ACIDS = ("hydrochloric", "sulfuric")
STRONGEST_HYDROCHLORIC, STRONGEST_SULFURIC = 2000.0, 1000.0
"""Acid to which leaches are modelled [mol/m3]: 2 mol/L of hydrogen, the strongest a deep-sea mud was leached with.
Recoveries were measured at 250-500; beyond, rates and activities are extrapolated."""

ROUNDING = 1e-6
"""How far content may sum above 1 before it is refused [1]."""


class Feed(NamedTuple):
    """Dry solids and what comes with them, N draws."""

    minerals: FloatArray
    """Content of each of ``MINERALS`` [kg/kg], shape (draw, mineral)."""
    elements: FloatArray
    """Followed elements [mol/kg], shape (draw, element)."""
    in_apatite: FloatArray
    """Share of each element that sits in apatite [1], shape (draw, element)."""
    labile: FloatArray
    """Share of each element outside apatite that the matrix holds loosely [1], shape (draw, element)."""
    in_manganese: FloatArray
    """Share of each element outside apatite that dissolves with manganese dioxide [1], shape (draw, element)."""
    salt: FloatArray
    """Sodium chloride in the pore water [mol/kg], shape (draw,)."""


class Acid(NamedTuple):
    """The leach itself, N draws."""

    kind: str
    """One of ``ACIDS``."""
    strength: FloatArray
    """Acid [mol/m3], of HCl or of H2SO4, shape (draw,)."""
    liquid_ratio: FloatArray
    """Liquor per dry solids [m3/kg], shape (draw,)."""
    temperature: FloatArray
    """[K], shape (draw,)."""
    time: FloatArray
    """Mean stay [s], shape (draw,)."""
    reduced: bool = False
    """With hydrogen peroxide, which dissolves manganese dioxide."""


def mineral_index(name: str) -> int:
    """Position of a mineral along ``MINERALS``.

    >>> mineral_index("calcite")
    1

    Raises InputError for a mineral that takes up no acid here.
    """
    if name not in MINERALS:
        raise InputError(f"no leach of {name}: {nearest(name, MINERALS)}")
    return MINERALS.index(name)


def element_table(table: dict[str, float], rest: float) -> FloatArray:
    """A table of numbers along the followed elements; those that it does not name get ``rest``.

    >>> float(element_table({"Ce": 0.3}, 0.95)[elements.index("Ce")])
    0.3

    Raises InputError for an element that is not followed.
    """
    unknown = [name for name in table if name not in elements.ELEMENTS]
    if unknown:
        raise InputError(
            [Problem(f"no element {name} in the leach: {nearest(name, elements.ELEMENTS)}") for name in unknown]
        )
    return np.array([table.get(name, rest) for name in elements.ELEMENTS])


def check_feed(feed: Feed) -> None:
    """Refuse a feed that cannot be.

    >>> nothing = np.zeros((1, 18))
    >>> check_feed(Feed(np.zeros((1, 5)), nothing, nothing, nothing, nothing, np.zeros(1)))

    Raises InputError when an amount is negative or missing, contents sum above 1, or a share lies outside 0 to 1.
    """
    problems = []
    for name, value in (("mineral content", feed.minerals), ("element", feed.elements), ("salt", feed.salt)):
        if not np.all(np.isfinite(value) & (value >= 0.0)):
            problems.append(f"{name} must be a number, not negative; {_first(value, value >= 0.0)} came")
    total = np.asarray(feed.minerals.sum(axis=-1))
    if np.any(total > 1.0 + ROUNDING):
        problems.append(f"the minerals of the leach feed sum to {total.max():g} of its mass; at most 1 is possible")
    matrix = feed.labile + feed.in_manganese
    for name, value in (
        ("apatite", feed.in_apatite), ("the labile matrix", feed.labile), ("manganese dioxide", feed.in_manganese),
        ("labile matrix and manganese dioxide together", matrix),
    ):  # fmt: skip
        inside = (value >= 0.0) & (value <= 1.0 + ROUNDING)
        if not np.all(inside):
            problems.append(f"the share of an element in {name} must lie between 0 and 1; {_first(value, inside)} came")
    if problems:
        raise InputError([Problem(text) for text in problems])


def check_acid(acid: Acid) -> None:
    """Refuse an acid, a ratio or a time that cannot be, and an acid stronger than the model is meant for.

    >>> one = np.ones(1)
    >>> check_acid(Acid("hydrochloric", 500.0 * one, 4e-3 * one, 298.15 * one, 300.0 * one))

    Raises InputError for an unknown acid, a negative or missing number, no liquor, or acid above the range.
    """
    if acid.kind not in ACIDS:
        raise InputError(f"no leach with {acid.kind} acid: {nearest(acid.kind, ACIDS)}")
    problems = []
    most = STRONGEST_HYDROCHLORIC if acid.kind == "hydrochloric" else STRONGEST_SULFURIC
    inside = (acid.strength >= 0.0) & (acid.strength <= most)
    if not np.all(inside):
        problems.append(
            f"{acid.kind} acid must lie between 0 and {most:g} mol/m3, the strongest that data reach;"
            f" {_first(acid.strength, inside)} came: use weaker acid at more liquor"
        )
    for name, value, fine, rule in (
        ("liquor per solids", acid.liquid_ratio, acid.liquid_ratio > 0.0, "be above 0"),
        ("leach time", acid.time, acid.time >= 0.0, "not be negative"),
    ):
        if not np.all(fine & np.isfinite(value)):
            problems.append(f"{name} must {rule}; {_first(value, fine)} came")
    if problems:
        raise InputError([Problem(text) for text in problems])


def protons_per_mineral() -> FloatArray:
    """Hydrogen that each mineral takes up, phosphate to H2PO4- and fluoride to F- [mol/kg], shape (mineral,).

    Ca5(PO4)3F + 6 H+; CaCO3 + 2 H+; M2O3 + 6 H+; MnO2 + H2O2 + 2 H+. What makes H3PO4 and HF of them is found in the
    balance of the liquor.

    >>> protons_per_mineral().round(1).tolist()
    [11.9, 20.0, 58.8, 37.6, 23.0]
    """
    masses = (of.FLUORAPATITE, of.CALCITE, of.ALUMINA, of.IRON_OXIDE, of.MANGANESE_DIOXIDE)
    return np.asarray(np.array([6.0, 2.0, 6.0, 6.0, 2.0]) / np.array(masses))


def _first(value: FloatArray, fine: BoolArray) -> float:
    """First number that is not fine, or the first that is missing."""
    wrong = np.ravel(value)[~np.ravel(fine & np.isfinite(value))]
    return float(wrong[0]) if wrong.size else float("nan")
