"""Oxalate by a published fit: conversion against dose at pH 1.5, without chemistry."""

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.purification.species import SPECIES

FIT: dict[str, tuple[float, float]] = {
    "Al": (50.0, 0.9), "Fe": (8.659561, 4.45302), "Ca": (14.49274, 3.6495), "Sc": (6.4203, 6.4203),
    "Y": (4.551786, 4.67403), "La": (4.3717, 4.634), "Ce": (1.18848, 2.737238), "Pr": (2.09604, 3.44364),
    "Nd": (1.0103, 2.419137), "Sm": (2.29617, 3.7201), "Gd": (3.07276, 4.1995), "Dy": (4.8608, 4.73106),
}  # fmt: skip
"""E [kg/m3] and N [1] at pH 1.5, fitted by the PrOMMiS developers to Visual MINTEQ (commit 9beba554, 2026-07-21)."""

RULE: dict[str, tuple[str, ...]] = {
    "Eu": ("Sm", "Gd"), "Tb": ("Gd", "Dy"), "Ho": ("Dy", "Y"), "Er": ("Dy", "Y"), "Tm": ("Dy", "Y"),
    "Yb": ("Dy", "Y"), "Lu": ("Dy", "Y"), "Th": ("Ce",), "U": ("Ca",), "Mn": ("Ca",), "Mg": ("Ca",),
}  # fmt: skip
"""Elements that the fit lacks take the mean E and N of these, an assumption: Eu and Tb of their neighbours; beyond
dysprosium like Dy and Y, perhaps too easy, since solubility rises towards Lu; thorium, whose oxalate is sparingly
soluble, like Ce; uranyl, manganese and magnesium, whose oxalates dissolve, like Ca."""


def _constants() -> tuple[FloatArray, FloatArray]:
    pairs = [np.mean([FIT[like] for like in RULE.get(name, (name,))], axis=0) for name in SPECIES]
    return np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])


SCALE, SHAPE = _constants()


def conversion_prommis_2024(dose: FloatArray) -> FloatArray:
    """Share of each metal that oxalic acid brings down at pH 1.5 [1].

    Args:
        dose: oxalic acid H2C2O4 in the mixed liquor, not negative, (...) [kg/m3].

    X = exp(-(E / dose)^N), shape (..., species)

    For a dilute liquor (milligrams of rare earths per litre) of whose iron and aluminium nothing is said; it knows no
    stoichiometry: use it to compare, and ``oxalate.precipitate_oxalate`` for a liquor of one's own. PrOMMiS itself sets
    calcium to 1e-6.

    >>> made = conversion_prommis_2024(np.array(6.4))
    >>> [round(10 * (1 - float(made[SPECIES.index(name)])), 4) for name in ("Ce", "Nd", "Dy")]
    [0.0992, 0.1143, 2.3824]

    Reference: PrOMMiS, precipitate/precipitate_reactions.py, https://github.com/prommis/prommis.

    Raises InputError when the dose is negative.
    """
    given = np.asarray(dose, dtype=float)[..., np.newaxis]
    if not np.all(given >= 0.0):
        raise InputError(f"a dose of oxalic acid must not be negative; {given.min()} came")
    # NOTE: below a gram per cubic metre nothing converts; the bound only keeps the power finite.
    return np.asarray(np.exp(-((SCALE / np.maximum(given, 1e-3)) ** SHAPE)))
