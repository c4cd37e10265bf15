"""From the leach liquor to a clean chloride: phosphate of the rare earths, caustic soda, acid, iron taken out.

Calcium takes any oxalate that a leach liquor of apatite is given, and hydroxides cannot be taken out while phosphate is
there; so the phosphate itself brings the rare earths down first (see docs/theory/refinery.md).
"""

from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of
from kaitei.refinery.flowsheet import Dissolved
from kaitei.refinery.purification.hydrolysis import precipitated_share
from kaitei.refinery.purification.phosphate import share_in_mixed_phosphate
from kaitei.refinery.purification.species import SPECIES
from kaitei.refinery.residue import hydroxide_mass
from kaitei.stage import Inputs

CHARGE = 3.0
METALS = tuple(SPECIES.index(symbol) for symbol in ("Al", "Fe"))
CHLORIDE_STRENGTH = 1000.0
"""Rare earths in the clean liquor [mol/m3], about 170 g/L of oxide."""


MEAN_RARE_EARTH = 0.125
"""Mean molar mass of the rare earths of such a mud [kg/mol]; for the mass of a cake only."""


class Purification(NamedTuple):
    """What purification keeps and uses."""

    caught: FloatArray
    """Share of each element in the leach liquor that falls out with the phosphate [1], (draw, element)."""
    recovery: FloatArray
    """Share of each element in the leach liquor that reaches the clean liquor [1], (draw, element)."""
    metals: FloatArray
    """Share of aluminium and iron that falls out with the phosphate [1], (draw, 2)."""


def purify(x: Inputs, dissolved: FloatArray, minerals: Dissolved, volume: FloatArray) -> Purification:
    """Follows the elements from the leach liquor to the train, at the mean liquor of all years.

    dissolved: elements in the liquor [kg], (draw, element)
    minerals: what dissolved [kg], (draw, year)
    volume: of the liquor [m3], (draw, year)
    """
    total = volume.sum(axis=1)
    some = np.where(total > 0.0, total, 1.0)
    amounts = np.zeros((len(total), len(SPECIES)))
    amounts[:, : len(elements.ELEMENTS)] = dissolved / elements.ATOMIC_WEIGHT / some[:, np.newaxis]
    apatite = minerals.apatite.sum(axis=1) / of.FLUORAPATITE / some
    for symbol, mineral, mass, atoms in (
        ("Al", minerals.alumina, of.ALUMINA, 2.0),
        ("Fe", minerals.iron_oxide, of.IRON_OXIDE, 2.0),
        ("Mn", minerals.manganese_dioxide, of.MANGANESE_DIOXIDE, 1.0),
        ("Ca", minerals.calcite, of.CALCITE, 1.0),
    ):
        amounts[:, SPECIES.index(symbol)] = mineral.sum(axis=1) / mass * atoms / some
    amounts[:, SPECIES.index("Ca")] += 5.0 * apatite
    strength = x["refinery.liquor_ionic_strength"] / 1000.0
    ageing = x["refinery.phosphate_ageing"]
    caught = share_in_mixed_phosphate(amounts, 3.0 * apatite, x["refinery.capture_acidity"], strength, ageing)
    turned = caught * x["refinery.conversion_yield"][:, np.newaxis]
    fallen = _second(x, amounts * turned, strength)
    count = len(elements.ELEMENTS)
    return Purification(caught[:, :count], (turned * (1.0 - fallen))[:, :count], caught[:, METALS])


def _second(x: Inputs, caught: FloatArray, strength: FloatArray) -> FloatArray:
    """Share of each metal that leaves as hydroxide once the phosphate is gone [1], (draw, species).

    caught: metals that were turned to hydroxide, per volume of leach liquor [mol/m3], (draw, species)
    """
    rare = (caught[:, : len(elements.ELEMENTS)] * elements.REY).sum(axis=1)
    concentrated = caught * (CHLORIDE_STRENGTH / np.where(rare > 0.0, rare, 1.0))[:, np.newaxis]
    carried = np.zeros_like(caught)
    carried[:, : len(elements.ELEMENTS)] = x["refinery.carried_share"]
    return precipitated_share(concentrated, x["refinery.purification_acidity"], strength, carried)


def caustic_soda(x: Inputs, made: Purification, rare_earths: FloatArray, minerals: Dissolved) -> FloatArray:
    """Caustic soda (100 %) that turns phosphates to hydroxides, and takes iron and aluminium out [kg], (draw, year).

    rare_earths: in the phosphate [mol], (draw, year)
    """
    metals = _metals(made, minerals)
    turning = CHARGE * (rare_earths + metals) * x["refinery.conversion_excess"][:, np.newaxis]
    return (turning + CHARGE * metals) * of.CAUSTIC_SODA


def hydrochloric_acid(made: Purification, rare_earths: FloatArray, minerals: Dissolved) -> FloatArray:
    """Hydrochloric acid (100 %) that dissolves the hydroxides [kg], (draw, year).

    rare_earths: in the hydroxides [mol], (draw, year)
    """
    return CHARGE * (rare_earths + _metals(made, minerals)) * of.HYDROCHLORIC_ACID


def _metals(made: Purification, minerals: Dissolved) -> FloatArray:
    """Aluminium and iron that fall out with the phosphate [mol], (draw, year)."""
    aluminium, iron = 2.0 * minerals.alumina / of.ALUMINA, 2.0 * minerals.iron_oxide / of.IRON_OXIDE
    return aluminium * made.metals[:, :1] + iron * made.metals[:, 1:]


def phosphate_mass(made: Purification, rare_earths: FloatArray, minerals: Dissolved) -> FloatArray:
    """Dry phosphates that fall out, without water of hydration [kg], (draw, year).

    rare_earths: in the phosphate [mol], (draw, year)
    """
    ligand = of.molar_mass(P=1, O=4)
    aluminium, iron = 2.0 * minerals.alumina / of.ALUMINA, 2.0 * minerals.iron_oxide / of.IRON_OXIDE
    metals = aluminium * made.metals[:, :1] * (of.ATOMIC_WEIGHT["Al"] + ligand)
    metals = metals + iron * made.metals[:, 1:] * (of.ATOMIC_WEIGHT["Fe"] + ligand)
    return np.asarray(rare_earths * (MEAN_RARE_EARTH + ligand) + metals)


def impurity_mass(made: Purification, minerals: Dissolved) -> FloatArray:
    """Dry hydroxides of iron and aluminium that leave the clean liquor [kg], (draw, year)."""
    alumina, iron_oxide = minerals.alumina * made.metals[:, :1], minerals.iron_oxide * made.metals[:, 1:]
    return hydroxide_mass(alumina, iron_oxide)
