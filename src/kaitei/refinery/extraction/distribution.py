"""Distribution ratios of elements between extractant and water: laws that a cascade can be solved with.

D = concentration in the organic / concentration in the aqueous. pH is -log10 of the free acidity in mol/L.
"""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError, Problem, nearest
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction.room import ACIDITY_FIT, MASS_ACTION, SATURATED
from kaitei.refinery.separation import P507_FACTORS, P507_ORDER

SODIUM_CONSTANT = -6.5
"""log10 of the constant of sodium [1]: half of the extractant is saponified at about pH 6.5 over 1 mol/L of sodium.
Assumption (C); it matters only where base is left after all rare earths are taken up."""


class Law(NamedTuple):
    """How the ratios of N elements follow from the state of a stage.

    log10 D = (slope + slope_dosage d) v + intercept + intercept_dosage log10 d, with d the dosage in vol % and v
    log10 of free extractant over acidity (mass action), the pH (acidity fit) or a free number (saturated organic).
    """

    kind: int
    """``MASS_ACTION``, ``ACIDITY_FIT`` or ``SATURATED``."""
    slope: FloatArray
    """[1], shape (element,)."""
    intercept: FloatArray
    """[1], shape (element,) or (draw, element)."""
    charge: FloatArray
    """H+ released and extractant taken per ion extracted [1], shape (element,)."""
    slope_dosage: FloatArray
    """[1/vol %], shape (element,); zero but for fits."""
    intercept_dosage: FloatArray
    """[1], shape (element,); zero but for fits."""
    dosage: float = 0.0
    """Dosage per extractant [vol % per mol/m3]; only fits use it."""
    sodium: float = 0.0
    """log10 of the constant of sodium, Na+ + (HA)2 = NaA.HA + H+ [1]; only mass action uses it."""
    ph_range: tuple[float, float] = (-1.0, 7.0)
    """pH in which the law is meant to hold; stages outside are flagged as extrapolated."""


def separation_factors(elements: tuple[str, ...]) -> FloatArray:
    """D of each element over that of lanthanum in P507 and chloride [1], shape (element,).

    Args:
        elements: symbols out of ``P507_ORDER``.

    Products of the factors of neighbours; those are widely quoted and scatter by 10-30 % between laboratories.

    >>> separation_factors(("La", "Ce", "Pr")).round(2).tolist()
    [1.0, 6.83, 13.86]
    """
    unknown = [e for e in elements if e not in P507_ORDER]
    if unknown:
        raise InputError([Problem(f"no separation factor for {e}: {nearest(e, P507_ORDER)}") for e in unknown])
    chain = np.concatenate([[1.0], np.cumprod(P507_FACTORS)])
    return chain[[P507_ORDER.index(e) for e in elements]]


def distribution_mass_action(log_constant: FloatArray, extractant: FloatArray, ph: FloatArray) -> FloatArray:
    """Distribution ratio of a trivalent ion by mass action [1].

    Args:
        log_constant: log10 of the extraction constant [1].
        extractant: free dimers (HA)2 [mol/m3].
        ph: -log10 of the acidity in mol/L [1].

    M3+ + 3 (HA)2 = M(HA2)3 + 3 H+,  log D = log K + 3 log [(HA)2] + 3 pH, the dimer in mol/L

    Ideal in both phases: holds at low load; towards full load activity shifts it.

    >>> float(distribution_mass_action(np.array(-3.0), np.array(500.0), np.array(1.0)).round(3))
    0.125
    """
    return np.asarray(10.0 ** (log_constant + 3.0 * np.log10(extractant * 1e-3) + 3.0 * ph))


def constant_from_reference(ratio: float, extractant: float, ph: float) -> float:
    """log10 of the extraction constant that gives a measured ratio [1]; inverse of ``distribution_mass_action``.

    Args:
        ratio: distribution ratio measured [1].
        extractant: free dimers there [mol/m3].
        ph: -log10 of the acidity in mol/L there [1].

    >>> round(constant_from_reference(0.125, 500.0, 1.0), 6)
    -3.0
    """
    return float(np.log10(ratio) - 3.0 * np.log10(extractant * 1e-3) - 3.0 * ph)


def _plain(kind: int, slope: FloatArray, intercept: FloatArray, ph_range: tuple[float, float]) -> Law:
    count = intercept.shape[-1]
    nothing = np.zeros(count)
    return Law(kind, slope, intercept, np.full(count, 3.0), nothing, nothing, 0.0, SODIUM_CONSTANT, ph_range)


def mass_action(log_constant: FloatArray, ph_range: tuple[float, float] = (-1.0, 5.0)) -> Law:
    """Law of trivalent ions by mass action.

    Args:
        log_constant: log10 of the extraction constants [1], shape (element,) or (draw, element).
        ph_range: pH in which the law is meant to hold; 5 lies below the hydroxides of the rare earths (assumption).

    >>> mass_action(np.array([-3.0, -2.0])).slope.tolist()
    [3.0, 3.0]
    """
    constant = np.asarray(log_constant, dtype=float)
    return _plain(MASS_ACTION, np.full(constant.shape[-1], 3.0), constant, ph_range)


def p507_chloride(elements: tuple[str, ...], reference: str, log_constant: float) -> Law:
    """Mass action for P507 in chloride: one constant, the others by the chain of separation factors.

    Args:
        elements: symbols out of ``P507_ORDER``.
        reference: element whose constant is known.
        log_constant: log10 of its extraction constant [1]; see ``constant_from_reference``.

    >>> p507_chloride(("Pr", "Nd"), "Nd", -3.0).intercept.round(3).tolist()
    [-3.19, -3.0]
    """
    over = separation_factors(elements) / separation_factors((reference,))
    return mass_action(log_constant + np.log10(over))


def constant_factors(separation: FloatArray) -> Law:
    """Law of an organic that stays full: each ion exchanges for another, at constant separation factors.

    Args:
        separation: D of each element over that of any one [1], shape (element,) or (draw, element).

    This is the textbook's cascade of constant molar flow; acidity follows from the charges and drives nothing.

    >>> constant_factors(np.array([1.0, 2.0])).kind
    2
    """
    factor = np.asarray(separation, dtype=float)
    return _plain(SATURATED, np.ones(factor.shape[-1]), np.log10(factor), (-1.0, 14.0))


def constant_ratios(ratio: FloatArray) -> Law:
    """Law of ratios that nothing changes.

    Args:
        ratio: distribution ratios [1], above 0, shape (element,) or (draw, element).

    >>> constant_ratios(np.array([2.0])).slope.tolist()
    [0.0]
    """
    value = np.asarray(ratio, dtype=float)
    law = _plain(ACIDITY_FIT, np.zeros(value.shape[-1]), np.log10(value), (-1.0, 14.0))
    return law._replace(dosage=1e-3)


PROMMIS_FITS = {
    "Y": (1.63166, 0.15166, -2.12601, 0.26612),
    "La": (0.54, 0.0, -1.93, 0.0),
    "Ce": (0.30916, 0.04816, -1.66021, -0.38599),
    "Pr": (0.29, 0.0, -1.48, 0.0),
    "Nd": (0.31183, 0.03763, -1.62372, -0.38096),
    "Sm": (0.81233, -0.02247, -2.12172, 0.17414),
    "Gd": (1.0225, 0.0195, -2.24143, 0.03065),
    "Dy": (1.70783, 0.06443, -2.42226, -0.02538),
    "Sc": (0.0, 0.0, 2.8010588, 0.0),
    "Al": (0.0, 0.0, -1.2749055, 0.0),
    "Ca": (0.0, 0.0, -1.1817741, 0.0),
    "Fe": (0.0, 0.0, -0.8250684, 0.0),
}
"""Slope, slope per vol %, intercept, intercept per log10 vol % (PrOMMiS, ``ree_og_distribution.py``, commit 9beba554).
Sc, Al, Ca, Fe: logarithms of the constants 632.4976, 0.0531, 0.0658, 0.1496."""

DEHPA_DENSITY = 975.8
"""[kg/m3], as in the benchmark."""
DEHPA_MOLAR_MASS = 0.322431
"""[kg/mol], as in the benchmark."""


def dehpa_sulfate_prommis(elements: tuple[str, ...]) -> Law:
    """Fits of D to pH and dosage of DEHPA in sulfate, as coded in PrOMMiS. They test the solver, not the physics.

    Args:
        elements: symbols out of ``PROMMIS_FITS``.

    At 5 vol % and pH 1-2 they put Nd below Pr and Sm/Nd at 1.2-1.9 where 8-10 is known, and give no slope of 3: they
    hold for bulk extraction near the data (1-10 vol %, about pH 1-3; range not stated there, an assumption here).
    Extractant is counted in molecules, three to an ion (two to calcium).

    >>> dehpa_sulfate_prommis(("Ca", "Fe")).charge.tolist()
    [2.0, 3.0]
    """
    unknown = [e for e in elements if e not in PROMMIS_FITS]
    if unknown:
        raise InputError([Problem(f"no fit for {e}: {nearest(e, PROMMIS_FITS)}") for e in unknown])
    rows = np.array([PROMMIS_FITS[e] for e in elements]).T.copy()
    charge = np.array([2.0 if e == "Ca" else 3.0 for e in elements])
    per_mole = DEHPA_MOLAR_MASS / DEHPA_DENSITY * 100.0
    return Law(ACIDITY_FIT, rows[0], rows[2], charge, rows[1], rows[3], per_mole, ph_range=(1.0, 3.0))
