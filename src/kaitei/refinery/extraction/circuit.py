"""What enters and leaves a cascade of mixer-settlers, and what is found in it."""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.errors import InputError, Problem
from kaitei.physics.arrays import BoolArray, FloatArray, IntArray


class Circuit(NamedTuple):
    """What enters and leaves each stage. S stages, N elements; any array may have a leading axis of draws."""

    aqueous_flow: FloatArray
    """Aqueous fed to a stage [m3/s], shape (S,)."""
    organic_flow: FloatArray
    """Organic fed to a stage [m3/s], shape (S,)."""
    aqueous_feed: FloatArray
    """Elements fed with the aqueous [mol/s], shape (S, N)."""
    organic_feed: FloatArray
    """Elements fed with the organic [mol/s], shape (S, N)."""
    acid: FloatArray
    """H+ fed, that of HSO4- included; base counts negative [mol/s], shape (S,)."""
    extractant: FloatArray
    """Extractant fed that holds no element [mol/s] (dimers (HA)2 for mass action), shape (S,)."""
    saponified: FloatArray
    """Share of the extractant fed whose proton is replaced by sodium [1]: one per dimer, so 0.7 here is 35 % of all
    HA. Sodium leaves it in the stage it enters. Shape (S,)."""
    sulfate: FloatArray
    """Sulfate fed, that of HSO4- included [mol/s], shape (S,)."""
    aqueous_drawn: FloatArray
    """Share of the aqueous leaving a stage that is drawn off [1], shape (S,); at stage 0 all leaves in any case."""
    organic_drawn: FloatArray
    """Share of the organic leaving a stage that is drawn off [1], shape (S,); at the last stage all leaves."""
    efficiency: FloatArray
    """Murphree efficiency of the organic [1], above 0, shape (S,); 1 is an ideal stage."""


class Profile(NamedTuple):
    """A solved circuit; leading axis of draws where the circuit or the law had one."""

    aqueous: FloatArray
    """Concentration [mol/m3], shape (S, N)."""
    organic: FloatArray
    """Concentration [mol/m3], shape (S, N)."""
    aqueous_product: FloatArray
    """Drawn off with the aqueous [mol/s], shape (S, N); raffinate at stage 0."""
    organic_product: FloatArray
    """Drawn off with the organic [mol/s], shape (S, N); at the last stage what leaves with the organic."""
    ph: FloatArray
    """-log10 of the free acidity in mol/L [1], shape (S,)."""
    extractant: FloatArray
    """Free extractant [mol/m3], shape (S,)."""
    drive: FloatArray
    """Unknowns of the solver, for a warm start [1], shape (S,)."""
    extrapolated: BoolArray
    """The pH lies outside the range of the law, shape (S,)."""
    converged: BoolArray
    """The state of every stage fits its loads, shape ()."""
    rounds: IntArray
    """Rounds of Newton taken, shape ()."""


def blank_circuit(stages: int, elements: int) -> Circuit:
    """Ideal stages with nothing fed and nothing drawn; fill in with ``_replace``.

    >>> blank_circuit(3, 2).aqueous_feed.shape
    (3, 2)
    """
    line, table = np.zeros(stages), np.zeros((stages, elements))
    return Circuit(line, line, table, table, line, line, line, line, line, line, np.ones(stages))


@njit(cache=True, error_model="numpy")
def _extremes(values: FloatArray) -> tuple[float, float]:
    """Least and largest of some numbers and zero; not numbers if one is not. A small array costs less than in numpy."""
    least, most = 0.0, 0.0
    for value in values:
        if value != value:
            return value, value
        least, most = min(least, value), max(most, value)
    return least, most


def check(circuit: Circuit) -> None:
    """Refuse numbers that no plant can have; one message for each field."""
    found = []
    shape = np.shape(circuit.aqueous_feed)
    for name, value in zip(Circuit._fields, circuit, strict=True):
        wanted = shape[-2:] if name.endswith("_feed") else shape[-2:-1]
        least, most = _extremes(np.asarray(value, dtype=float).ravel())
        if np.shape(value)[-len(wanted) :] != wanted:
            found.append(Problem(f"shape {np.shape(value)} does not end with {wanted}", path=name))
        elif not math.isfinite(least + most):
            found.append(Problem("holds a number that is not finite", path=name))
        elif name != "acid" and least < 0.0:
            found.append(Problem("holds a negative number; only acid may be negative (base)", path=name))
        elif name in {"saponified", "aqueous_drawn", "organic_drawn", "efficiency"} and most > 1.0:
            found.append(Problem("is a share and holds a number above 1", path=name))
    if not found and not np.all(np.asarray(circuit.efficiency) > 0.0):
        found.append(Problem("must be above 0 in every stage", path="efficiency"))
    if found:
        raise InputError(found)


def check_flows(aqueous: FloatArray, organic: FloatArray) -> None:
    """Refuse stages without one of the phases; flow out of every stage [m3/s], shape (draw, S)."""
    found = [
        Problem(f"no {name} reaches stage {int(np.argmin(flow.min(axis=0)))}; every stage needs both phases")
        for name, flow in (("aqueous", aqueous), ("organic", organic))
        if not flow.min() > 0.0
    ]
    if found:
        raise InputError(found)


def balance_misfit(circuit: Circuit, profile: Profile) -> FloatArray:
    """Fed less drawn of every element over the circuit, relative to what is fed [1], shape (N,) or (draw, N)."""
    fed = np.sum(circuit.aqueous_feed + circuit.organic_feed, axis=-2)
    drawn = np.sum(profile.aqueous_product + profile.organic_product, axis=-2)
    return np.asarray((fed - drawn) / np.where(fed > 0.0, fed, 1.0))
