"""Oxalate: how much oxalic acid brings the rare earths down, and what comes with them, by equilibrium at a held pH."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.purification.activity import conditional, log_activity_sit
from kaitei.refinery.purification.ligand import FREE_LOW, HALVINGS, Balance, Salts, balance_at, balance_of
from kaitei.refinery.purification.species import CHARGE, LANTHANIDES, SPECIES, by_species, check_amounts, check_ph

PH_LOW, PH_HIGH = 0.0, 4.0

REDISSOLVING = 3e-4
"""Free oxalate above which complexes begin to dissolve the salts again [mol/L]."""

LOG_PROTON = (4.25, 5.65)
"""log K of C2O4-- + H+ and + 2 H+, 25 degC, infinite dilution (Hummel et al. 2005, in ThermoChimie 10a)."""

LOG_SOLID: FloatArray = by_species(
    {
        "La": -29.22, "Ce": -29.23, "Pr": -30.36, "Nd": -30.89, "Sm": -31.35, "Eu": -31.38, "Gd": -31.36, "Tb": -31.04,
        "Dy": -30.70, "Ho": -30.4, "Er": -30.12, "Tm": -29.7, "Yb": -29.34, "Lu": -29.2, "Y": -29.29,
        "Th": -21.4, "U": -8.93, "Ca": -8.73,
    },
    np.inf,
)  # fmt: skip
"""log Ksp of M2(C2O4)3, Th(C2O4)2, UO2C2O4, CaC2O4 H2O at 25 degC, infinite dilution; infinite: no salt falls out.

Rare earths from memory of the solubility literature (Chung et al. 1998; Chi and Xu 1999), Ho, Tm, Lu between or beside
their neighbours; thorium from memory; Ca and U: Hummel et al. 2005, in ThermoChimie 10a.
"""

RARE_EARTH = (6.55, 10.93, 12.48)

LOG_COMPLEX: FloatArray = np.array(
    [
        {
            "Sc": (9.4, 15.39, 18.3),
            "Th": (9.7, 16.0, 22.2),
            "U": (7.13, 11.65, 13.8),
            "Al": (9.4, 15.39, 18.3),
            "Fe": (9.53, 15.75, 20.2),
            "Mn": (3.9, -np.inf, -np.inf),
            "Ca": (3.19, 4.02, -np.inf),
            "Mg": (3.56, 5.17, -np.inf),
        }.get(name, RARE_EARTH)
        for name in SPECIES
    ]
)
"""log beta of the complexes with one, two, three oxalates: ThermoChimie 10a; rare earths all like Eu, Sc like Al
(assumed), Mn from memory."""


def salts_of_oxalate(acidity: FloatArray, ionic_strength: FloatArray) -> Salts:
    """Constants of oxalate with every metal at a pH and an ionic strength.

    Args:
        acidity: pH (activity), 0 to 4, shape (...).
        ionic_strength: 0 to 3 [mol/L], shape (...).

    Side: 1 + K1 h / (gamma ratio) + K2 h^2; 25 degC.

    >>> made = salts_of_oxalate(np.array(1.5), np.array(0.5))
    >>> round(float(np.log10(made.side)), 2)
    2.4

    Raises InputError when the pH lies outside 0 to 4 or the ionic strength outside 0 to 3 mol/L.
    """
    check_ph(acidity, PH_LOW, PH_HIGH)
    strength = np.asarray(ionic_strength, dtype=float)[..., np.newaxis]
    ion = log_activity_sit(np.array([-2, -1, 0]), strength)
    loose = conditional(np.array(LOG_PROTON), ion[..., :1], ion[..., 1:])
    ph = np.asarray(acidity, dtype=float)[..., np.newaxis]
    side = 1.0 + (10.0 ** (loose - np.array([1.0, 2.0]) * ph)).sum(axis=-1)
    metal = log_activity_sit(CHARGE, strength)
    metals = np.where(CHARGE == 3, 2.0, 1.0)
    ligands = np.where(CHARGE == 3, 3.0, np.where(CHARGE == 4, 2.0, 1.0))
    solid = LOG_SOLID - metals * metal - ligands * ion[..., :1]
    steps = np.arange(1, 4)
    made = log_activity_sit(np.maximum(CHARGE[:, np.newaxis] - 2 * steps, -3), strength[..., np.newaxis])
    taken = metal[..., np.newaxis] + steps * ion[..., :1, np.newaxis]
    return Salts(metals, ligands, np.log(10.0) * solid, 10.0 ** conditional(LOG_COMPLEX, taken, made), side)


class Oxalates(NamedTuple):
    """What an oxalate precipitation makes of a liquor."""

    share: FloatArray
    """Share of each metal that falls out (..., species) [1]."""
    solid: FloatArray
    """Metal in oxalates (..., species) [mol/m3]."""
    oxalic_acid: FloatArray
    """Oxalic acid put in (...) [mol/m3]."""
    in_salts: FloatArray
    """Oxalate bound in salts, by metal (..., species) [mol/m3]."""
    dissolved: FloatArray
    """Oxalate left in the liquor, complexes included (...) [mol/m3]."""
    base: FloatArray
    """Hydroxide that holds the pH, (...) [mol/m3]: what the acid set free, less what of it stays protonated."""


def _oxalates(made: Balance, amounts: FloatArray, acidity: FloatArray, ionic_strength: FloatArray) -> Oxalates:
    some = np.where(amounts > 0.0, amounts, 1.0)
    acid = made.ligand
    strength = np.asarray(ionic_strength, dtype=float)[..., np.newaxis]
    ion = log_activity_sit(np.array([-2, -1, 0]), strength)
    held = conditional(np.array(LOG_PROTON), ion[..., :1], ion[..., 1:])
    steps = np.array([1.0, 2.0])
    protons = made.free * (steps * 10.0 ** (held - steps * np.asarray(acidity)[..., np.newaxis])).sum(axis=-1)
    return Oxalates(
        share=np.where(amounts > 0.0, 1e3 * made.solid / some, 0.0),
        solid=1e3 * made.solid,
        oxalic_acid=1e3 * acid,
        in_salts=1e3 * made.in_salts,
        dissolved=1e3 * (made.loose + made.in_complexes.sum(axis=-1)),
        base=1e3 * (2.0 * acid - protons),
    )


def precipitate_oxalate(
    amounts: FloatArray, oxalic_acid: FloatArray, acidity: FloatArray, ionic_strength: FloatArray
) -> Oxalates:
    """Oxalates that fall out when a dose of oxalic acid goes into a liquor whose pH is held.

    Args:
        amounts: dissolved before, (..., species) [mol/m3].
        oxalic_acid: dose, not negative, (...) [mol/m3].
        acidity: pH, 0 to 4, shape (...).
        ionic_strength: 0 to 3 [mol/L], shape (...).

    Equilibrium at 25 degC. Each salt is its own solid; the mixed crystals that calcium and the rare earths really form
    take some of the calcium below its own solubility. Phosphate and chloride complexes are not in it.

    >>> liquor = by_species({"Nd": 2.0, "Ca": 250.0}, 0.0)
    >>> made = precipitate_oxalate(liquor, np.array(20.0), np.array(1.0), np.array(0.7))
    >>> [round(float(made.share[SPECIES.index(name)]), 3) for name in ("Nd", "Ca")]
    [0.07, 0.078]

    Raises InputError for a negative amount or dose, and as ``salts_of_oxalate``.
    """
    check_amounts(amounts)
    if not np.all(np.asarray(oxalic_acid) >= 0.0):
        raise InputError(f"a dose of oxalic acid must not be negative; {np.min(oxalic_acid)} came")
    salts = salts_of_oxalate(acidity, ionic_strength)
    return _oxalates(balance_of(oxalic_acid / 1e3, amounts / 1e3, salts), amounts, acidity, ionic_strength)


def oxalate_for_recovery(
    amounts: FloatArray, recovery: FloatArray, acidity: FloatArray, ionic_strength: FloatArray
) -> Oxalates:
    """The smallest dose of oxalic acid that brings a share of all rare earths, by moles, down.

    Args:
        amounts: dissolved before, some rare earths among them, (..., species) [mol/m3].
        recovery: share of the rare earths wanted as oxalate, above 0, below 1, (...) [1].
        acidity: pH that is held, 0 to 4, shape (...).
        ionic_strength: 0 to 3 [mol/L], shape (...).

    Halving on the free oxalate up to the level at which complexes begin to dissolve the salts again (``REDISSOLVING``);
    where the share is not reached there, the dose and the shares at that level come back: the best it can do.

    >>> liquor = by_species({"Nd": 2.0, "Ca": 250.0, "Fe": 2.0}, 0.0)
    >>> made = oxalate_for_recovery(liquor, np.array(0.98), np.array(1.5), np.array(0.7))
    >>> round(float(made.oxalic_acid), 1), round(float(made.share[SPECIES.index("Ca")]), 3)
    (240.1, 0.931)

    Raises InputError for a negative amount, for a recovery outside 0 to 1, and as ``salts_of_oxalate``.
    """
    check_amounts(amounts)
    wanted = np.asarray(recovery, dtype=float)
    if not np.all((wanted > 0.0) & (wanted < 1.0)):
        raise InputError(f"a recovery of rare earths must lie between 0 and 1; {wanted.ravel()[0]} came: ask for less")
    salts = salts_of_oxalate(acidity, ionic_strength)
    rare = np.isin(SPECIES, LANTHANIDES)
    shape = np.broadcast_shapes(wanted.shape, np.shape(amounts)[:-1], np.shape(salts.side))
    low, high = np.full(shape, np.log(FREE_LOW)), np.full(shape, np.log(REDISSOLVING))
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        fallen = (balance_at(np.exp(middle), amounts / 1e3, salts).solid * rare).sum(axis=-1)
        enough = fallen >= wanted * (amounts / 1e3 * rare).sum(axis=-1)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return _oxalates(balance_at(np.exp(high), amounts / 1e3, salts), amounts, acidity, ionic_strength)
