"""Phosphate in the liquor: why rare earths must not see a higher pH while it is there."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.purification.activity import conditional, log_activity_sit
from kaitei.refinery.purification.ligand import HALVINGS, Salts, balance_of, solubility_at
from kaitei.refinery.purification.species import CHARGE, LANTHANIDES, SPECIES, by_species, check_amounts, check_ph

PH_LOW, PH_HIGH = 0.0, 5.0

LOG_PROTON = (2.14, -7.21)
"""log K of H2PO4- + H+ = H3PO4 and of H2PO4- = HPO4-- + H+ (ThermoChimie 10a)."""

OTHERS = {"Fe": -6.24, "Al": -2.51, "Th": -16.11, "U": -4.64, "Ca": 0.60}

FRESH: FloatArray = by_species(
    {
        "La": -5.17, "Ce": -5.07, "Pr": -5.07, "Nd": -4.97, "Sm": -4.97, "Eu": -4.87, "Gd": -4.77, "Tb": -4.77,
        "Dy": -4.77, "Ho": -4.67, "Er": -4.67, "Tm": -4.67, "Yb": -4.57, "Lu": -4.47, "Y": -4.67, **OTHERS,
    },
    np.inf,
)  # fmt: skip
"""log K of salt + n H+ = metal + b H2PO4-, 25 degC, infinite dilution: rare-earth phosphates just fallen out.

Hydrated LnPO4 of Spahiu and Bruno 1995 (LLNL thermo.com.V8.R6.230; ThermoChimie 10a agrees for Eu and Ho), Y like Ho.
FePO4, AlPO4 2H2O, Th(HPO4)2 (an estimate there), UO2HPO4 4H2O, CaHPO4 2H2O: ThermoChimie 10a.
"""

AGED: FloatArray = by_species(
    {
        "La": -6.24, "Ce": -6.74, "Pr": -6.74, "Nd": -6.74, "Sm": -6.67, "Eu": -6.44, "Gd": -6.2, "Tb": -6.0,
        "Dy": -5.75, "Ho": -5.56, "Er": -5.4, "Tm": -5.3, "Yb": -5.2, "Lu": -5.14, "Y": -5.44, **OTHERS,
    },
    np.inf,
)  # fmt: skip
"""The same for well-aged, coarse LnPO4.

log Ksp -25.8 (La), -26.3 (Ce to Nd), -25.0 (Y), -24.7 (Lu) of Liu and Byrne 1997, theirs for Sm, Eu, Ho in ThermoChimie
10a, the rest between their neighbours; K = Ksp + 19.56. Gausse et al. 2016 measured -25.6 to -24.9 for rhabdophane (La
to Dy): between the two.
"""

PROTONS: FloatArray = by_species({"Th": 2.0, "U": 1.0, "Ca": 1.0}, 2.0)
"""Hydrogen ions that a salt takes when it dissolves to H2PO4- [1]."""

COMPLEXES: tuple[tuple[str, int, int, float], ...] = (
    ("Ln", 1, 0, 2.40), ("Ln", 1, 1, -1.51), ("Ln", 1, 2, -7.36), ("Ln", 2, 2, -4.82),
    ("Fe", 1, 0, 5.42), ("Fe", 1, 1, 1.63),
    ("Th", 1, 0, 5.59), ("Th", 2, 0, 10.48), ("Th", 1, -1, 4.03), ("Th", 2, -1, 9.70),
    ("U", 1, 0, 3.26), ("U", 2, 0, 4.92), ("U", 1, -1, 2.90), ("U", 1, 1, 0.03), ("U", 2, -1, 5.93),
    ("Ca", 1, 0, 1.41), ("Ca", 1, 1, -4.47), ("Mg", 1, 0, 1.17), ("Mg", 1, 1, -4.30), ("Mn", 1, 1, -3.26),
)  # fmt: skip
"""Metal, number of H2PO4-, hydrogen ions given off, log K (ThermoChimie 10a; all rare earths like Eu)."""


def _complexes(ph: FloatArray, strength: FloatArray) -> FloatArray:
    """Stability constants in concentrations by number of H2PO4-, whatever hydrogen they give off (..., species, 3)."""
    made = np.zeros((*np.broadcast_shapes(ph.shape, strength.shape)[:-1], len(SPECIES), 3))
    ligand = log_activity_sit(np.array(-1), strength[..., 0])
    for name, count, given, constant in COMPLEXES:
        for symbol in LANTHANIDES if name == "Ln" else (name,):
            place = SPECIES.index(symbol)
            taken = log_activity_sit(CHARGE[place], strength[..., 0]) + count * ligand
            whole = log_activity_sit(CHARGE[place] - count - given, strength[..., 0])
            made[..., place, count - 1] += 10.0 ** (conditional(np.array(constant), taken, whole) + given * ph[..., 0])
    return made


def salts_of_phosphate(acidity: FloatArray, ionic_strength: FloatArray, ageing: FloatArray) -> Salts:
    """Constants of phosphate, as H2PO4-, with every metal at a pH and an ionic strength.

    Args:
        acidity: pH (activity), 0 to 5, shape (...).
        ionic_strength: 0 to 3 [mol/L], shape (...).
        ageing: 0 for salts just fallen out, 1 for well-aged ones, between them the logarithms are shared, (...) [1].

    >>> made = salts_of_phosphate(np.array(1.5), np.array(0.5), np.array(0.0))
    >>> round(float(made.side), 2)
    3.66

    Raises InputError for a pH outside 0 to 5, an ionic strength outside 0 to 3 mol/L, an ageing outside 0 to 1.
    """
    check_ph(acidity, PH_LOW, PH_HIGH)
    if not np.all((np.asarray(ageing) >= 0.0) & (np.asarray(ageing) <= 1.0)):
        raise InputError(f"ageing must lie between 0 (fresh) and 1 (aged); {np.ravel(ageing)[0]} came")
    strength = np.asarray(ionic_strength, dtype=float)[..., np.newaxis]
    ph = np.asarray(acidity, dtype=float)[..., np.newaxis]
    ion = log_activity_sit(np.array([-1, 0, -2]), strength)
    loose = conditional(np.array(LOG_PROTON), ion[..., :1], ion[..., 1:]) + np.array([-1.0, 1.0]) * ph
    metal, ligands = log_activity_sit(CHARGE, strength), np.where(CHARGE == 4, 2.0, 1.0)
    with np.errstate(invalid="ignore"):
        drift = np.where(np.isfinite(FRESH), AGED - FRESH, 0.0)
    solid = FRESH + np.asarray(ageing)[..., np.newaxis] * drift - PROTONS * ph - metal - ligands * ion[..., :1]
    complexes = _complexes(ph, strength)
    return Salts(np.ones(len(SPECIES)), ligands, np.log(10.0) * solid, complexes, 1.0 + (10.0**loose).sum(axis=-1))


class Phosphates(NamedTuple):
    """What a pH makes of a liquor that holds phosphate."""

    share: FloatArray
    """Share of each metal that falls out as phosphate (..., species) [1]."""
    solid: FloatArray
    """Metal in phosphates (..., species) [mol/m3]."""
    in_salts: FloatArray
    """Phosphate bound in salts, by metal (..., species) [mol/m3]."""
    dissolved: FloatArray
    """Phosphate left in the liquor (...) [mol/m3]."""


def precipitate_phosphate(
    amounts: FloatArray, phosphate: FloatArray, acidity: FloatArray, ionic_strength: FloatArray, ageing: FloatArray
) -> Phosphates:
    """Phosphates that equilibrium asks for in a liquor at a pH.

    Args:
        amounts: dissolved before, (..., species) [mol/m3].
        phosphate: all phosphate in the liquor, not negative, (...) [mol/m3].
        acidity: pH, 0 to 5, shape (...).
        ionic_strength: 0 to 3 [mol/L], shape (...).
        ageing: 0 fresh to 1 aged, (...) [1].

    Equilibrium at 25 degC: rare-earth phosphates fall out slowly from cold acid liquors (hours to days), so minutes of
    leaching keep more in solution than this. Hydroxides do not compete below pH 5; fluoride complexes (aluminium,
    thorium) are not in it, nor the manganese phosphate, whose constant in the compilation is doubtful.

    >>> liquor = by_species({"Nd": 0.5, "Y": 0.9}, 0.0)
    >>> made = precipitate_phosphate(liquor, np.array(155.0), np.array(2.0), np.array(0.7), np.array(0.0))
    >>> [round(float(made.share[SPECIES.index(name)]), 2) for name in ("Nd", "Y")]
    [1.0, 1.0]

    References: Liu and Byrne 1997, Geochim. Cosmochim. Acta 61, 1625-1633, doi 10.1016/s0016-7037(97)00037-9; Gausse et
    al. 2016, Eur. J. Inorg. Chem., doi 10.1002/ejic.201600517.

    Raises InputError for a negative amount, and as ``salts_of_phosphate``.
    """
    check_amounts(amounts)
    if not np.all(np.asarray(phosphate) >= 0.0):
        raise InputError(f"phosphate must not be negative; {np.min(phosphate)} came")
    salts = salts_of_phosphate(acidity, ionic_strength, ageing)
    made = balance_of(phosphate / 1e3, amounts / 1e3, salts)
    some = np.where(amounts > 0.0, amounts, 1.0)
    return Phosphates(
        share=np.where(amounts > 0.0, 1e3 * made.solid / some, 0.0),
        solid=1e3 * made.solid,
        in_salts=1e3 * made.in_salts,
        dissolved=1e3 * (made.loose + made.in_complexes.sum(axis=-1)),
    )


def shares_of_solid_solution(amounts: FloatArray, solubility: FloatArray) -> FloatArray:
    """Share of each metal in the mixed crystals that ideal solid solution makes of a liquor (..., metal) [1].

    Args:
        amounts: dissolved before, (..., metal), any unit.
        solubility: of each metal's pure salt at the same ligand, above 0, same unit, (..., metal).

    What stays is c_i - s_i = k_i s_i / S with S = sum s_i, so s_i / c_i = S / (S + k_i) and sum c_i / (S + k_i) = 1:
    one unknown, by halving. Nothing falls out while sum c_i / k_i is at most 1.

    >>> shares_of_solid_solution(np.array([10.0, 0.1]), np.array([1.0, 1.0])).round(3).tolist()
    [0.901, 0.901]
    """
    low, high = np.zeros(amounts.shape[:-1]), amounts.sum(axis=-1)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        scale = middle[..., np.newaxis] + solubility
        above = (amounts / np.where(scale > 0.0, scale, np.inf)).sum(axis=-1) > 1.0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    solid = low[..., np.newaxis]
    return np.asarray(solid / np.where(solid + solubility > 0.0, solid + solubility, 1.0))


def share_in_mixed_phosphate(
    amounts: FloatArray, phosphate: FloatArray, acidity: FloatArray, ionic_strength: FloatArray, ageing: FloatArray
) -> FloatArray:
    """Share of each metal that falls out when the rare earths make one crystal (..., species) [1].

    Args:
        amounts, phosphate, acidity, ionic_strength, ageing: as in ``precipitate_phosphate``.

    Pure salts would leave every trace in the liquor up to its own solubility; in one crystal (ideal solid solution) the
    traces go down with the others. The free phosphate is that over pure salts: right where phosphate is far in excess.

    >>> liquor = by_species({"Nd": 0.5, "Y": 0.9, "Lu": 0.005}, 0.0)
    >>> made = share_in_mixed_phosphate(liquor, np.array(155.0), np.array(1.5), np.array(0.7), np.array(0.0))
    >>> [round(float(made[SPECIES.index(name)]), 2) for name in ("Nd", "Lu")]
    [0.98, 0.94]

    Raises InputError as ``precipitate_phosphate``.
    """
    pure = precipitate_phosphate(amounts, phosphate, acidity, ionic_strength, ageing)
    salts = salts_of_phosphate(acidity, ionic_strength, ageing)
    free = balance_of(np.asarray(phosphate) / 1e3, amounts / 1e3, salts).free
    rare = np.array([SPECIES.index(symbol) for symbol in LANTHANIDES])
    share = np.array(pure.share)
    share[..., rare] = shares_of_solid_solution(amounts[..., rare] / 1e3, solubility_at(free, salts)[..., rare])
    return share
