"""Salts of one ligand (oxalate, phosphate) with many metals at a held pH: which fall out, and how far."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray

FREE_LOW, FREE_HIGH = 1e-40, 1e2
"""Range in which the free ligand is sought [mol/L]."""

HALVINGS = 60
"""Halvings of the range's logarithm (326): the last one is below rounding."""


class Salts(NamedTuple):
    """Constants in concentrations (mol/L) of every metal with the ligand; (..., species) but the last."""

    metals: FloatArray
    """Metal atoms in the salt's formula."""
    ligands: FloatArray
    """Ligands in the salt's formula."""
    log_solid: FloatArray
    """Natural logarithm of the solubility product; infinite where there is no salt."""
    complexes: FloatArray
    """Stability constants of the complexes with one, two and three ligands (..., species, 3)."""
    side: FloatArray
    """Ligand that holds no metal, protonated or not, per free ligand (...)."""


class Balance(NamedTuple):
    """Where metals and ligand are, all [mol/L]."""

    free: FloatArray
    """Free ligand (...)."""
    dissolved: FloatArray
    """Metal in solution (..., species)."""
    solid: FloatArray
    """Metal in salts (..., species)."""
    in_salts: FloatArray
    """Ligand in salts, by metal (..., species)."""
    in_complexes: FloatArray
    """Ligand in complexes, by metal (..., species)."""
    loose: FloatArray
    """Ligand that holds no metal (...)."""

    @property
    def ligand(self) -> FloatArray:
        """All of the ligand (...)."""
        return np.asarray(self.loose + (self.in_salts + self.in_complexes).sum(axis=-1))


def solubility_at(free: FloatArray, salts: Salts) -> FloatArray:
    """Metal that a liquor holds over its own salt, in all forms (..., species) [mol/L]; infinite without a salt.

    Args:
        free: free ligand, above 0, (...) [mol/L].
        salts: constants.

    >>> one = Salts(*(np.array([v]) for v in (1.0, 1.0, np.log(1e-6))), np.zeros((1, 3)), np.array(1.0))
    >>> float(solubility_at(np.array(1e-2), one)[0].round(6))
    0.0001
    """
    level = np.asarray(free)[..., np.newaxis]
    one, two, three = (salts.complexes[..., j] for j in range(3))
    around = 1.0 + level * (one + level * (two + level * three))
    with np.errstate(over="ignore"):
        return np.asarray(np.exp((salts.log_solid - salts.ligands * np.log(level)) / salts.metals) * around)


def _at(free: FloatArray, amounts: FloatArray, salts: Salts) -> tuple[FloatArray, FloatArray]:
    """Dissolved metal at a free ligand, and ligands that a dissolved metal carries on average (..., species)."""
    level = np.asarray(free)[..., np.newaxis]
    one, two, three = (salts.complexes[..., j] for j in range(3))
    around = 1.0 + level * (one + level * (two + level * three))
    held = level * (one + level * (2.0 * two + level * 3.0 * three)) / around
    return np.minimum(amounts, solubility_at(free, salts)), held


def ligand_at(free: FloatArray, amounts: FloatArray, salts: Salts) -> FloatArray:
    """All ligand that goes with a given free ligand (...) [mol/L]; it rises with the free ligand.

    Args:
        free: free ligand, above 0, (...) [mol/L].
        amounts: metal in all forms, (..., species) [mol/L].
        salts: constants.

    >>> one = Salts(*(np.array([v]) for v in (1.0, 1.0, np.log(1e-6))), np.zeros((1, 3)), np.array(1.0))
    >>> float(ligand_at(np.array(1e-3), np.array([0.01]), one).round(6))
    0.01
    """
    dissolved, held = _at(free, amounts, salts)
    bound = (amounts - dissolved) * (salts.ligands / salts.metals) + dissolved * held
    return np.asarray(free * salts.side + bound.sum(axis=-1))


def balance_at(free: FloatArray, amounts: FloatArray, salts: Salts) -> Balance:
    """Metals and ligand at a given free ligand.

    Args:
        free: free ligand, above 0, (...) [mol/L].
        amounts: metal in all forms, (..., species) [mol/L].
        salts: constants.

    A salt M_a L_b holds [M] to (K / [L]^b)^(1/a), with complexes [M] (1 + sum beta_j [L]^j); the rest is solid.

    >>> one = Salts(*(np.array([v]) for v in (1.0, 1.0, np.log(1e-6))), np.zeros((1, 3)), np.array(1.0))
    >>> float(balance_at(np.array(1e-3), np.array([0.01]), one).dissolved[0].round(6))
    0.001
    """
    dissolved, held = _at(free, amounts, salts)
    solid = amounts - dissolved
    in_salts, loose = solid * (salts.ligands / salts.metals), np.asarray(free * salts.side)
    return Balance(np.asarray(free), dissolved, solid, in_salts, dissolved * held, loose)


def balance_of(ligand: FloatArray, amounts: FloatArray, salts: Salts) -> Balance:
    """Metals and ligand when all of the ligand is given: the free ligand by halving, since the total rises with it.

    Args:
        ligand: ligand in all forms, not negative, (...) [mol/L].
        amounts: metal in all forms, (..., species) [mol/L].
        salts: constants.

    >>> one = Salts(*(np.array([v]) for v in (1.0, 1.0, np.log(1e-6))), np.zeros((1, 3)), np.array(1.0))
    >>> made = balance_of(np.array(0.011), np.array([0.01]), one)
    >>> float(made.solid[0].round(5)), float(made.free.round(5))
    (0.00938, 0.00162)
    """
    shape = np.broadcast_shapes(np.shape(ligand), np.shape(amounts)[:-1], np.shape(salts.side))
    low, high = np.full(shape, np.log(FREE_LOW)), np.full(shape, np.log(FREE_HIGH))
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        above = ligand_at(np.exp(middle), amounts, salts) > ligand
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    made = balance_at(np.exp(0.5 * (low + high)), amounts, salts)
    # NOTE: a salt far in excess of the ligand is a difference of two near numbers: close the balance on what fell out.
    bound = made.in_salts.sum(axis=-1)
    open_end = (ligand - made.loose - made.in_complexes.sum(axis=-1)) / np.where(bound > 0.0, bound, 1.0)
    scale = np.where(bound > 0.0, np.maximum(open_end, 0.0), 1.0)[..., np.newaxis]
    solid = np.minimum(made.solid * scale, amounts)
    return made._replace(dissolved=amounts - solid, solid=solid, in_salts=made.in_salts * scale)
