"""Molar masses of the minerals and reagents of the refinery, from their formulas."""

from collections.abc import Mapping
from typing import NamedTuple

ATOMIC_WEIGHT: Mapping[str, float] = {
    "H": 1.008e-3,
    "C": 12.011e-3,
    "O": 15.999e-3,
    "F": 18.998e-3,
    "Na": 22.990e-3,
    "Al": 26.982e-3,
    "P": 30.974e-3,
    "S": 32.06e-3,
    "Cl": 35.45e-3,
    "Ca": 40.078e-3,
    "Mn": 54.938e-3,
    "Fe": 55.845e-3,
}
"""Abridged standard atomic weights 2021 [kg/mol] (Prohaska et al. 2022, doi 10.1515/pac-2019-0603)."""


def molar_mass(**atoms: int) -> float:
    """Molar mass of a formula [kg/mol], from the number of atoms of each element.

    >>> round(molar_mass(Ca=1, C=1, O=3), 6)
    0.100086

    Raises KeyError for an element that no substance of the refinery holds.
    """
    return sum(ATOMIC_WEIGHT[symbol] * number for symbol, number in atoms.items())


FLUORAPATITE = molar_mass(Ca=5, P=3, O=12, F=1)
CALCITE = molar_mass(Ca=1, C=1, O=3)
ALUMINA = molar_mass(Al=2, O=3)
IRON_OXIDE = molar_mass(Fe=2, O=3)
MANGANESE_DIOXIDE = molar_mass(Mn=1, O=2)
CARBON_DIOXIDE = molar_mass(C=1, O=2)
HYDROGEN_PEROXIDE = molar_mass(H=2, O=2)
HYDROCHLORIC_ACID = molar_mass(H=1, Cl=1)
CAUSTIC_SODA = molar_mass(Na=1, O=1, H=1)
OXALIC_ACID_DIHYDRATE = molar_mass(C=2, H=6, O=6)


class Reagent(NamedTuple):
    """What an acid or a base brings into the balance."""

    molar_mass: float
    """[kg/mol]"""
    equivalents: int
    """Protons, or hydroxide ions, per formula."""
    calcium: int = 0
    """Calcium atoms per formula."""
    carbon: int = 0
    """Carbon atoms per formula, all of which leave as carbon dioxide."""
    solid: bool = False
    """What has not reacted stays with the solids."""


ACIDS: Mapping[str, Reagent] = {
    "hydrochloric": Reagent(HYDROCHLORIC_ACID, 1),
    "sulfuric": Reagent(molar_mass(H=2, S=1, O=4), 2),
}

BASES: Mapping[str, Reagent] = {
    "limestone": Reagent(CALCITE, 2, calcium=1, carbon=1, solid=True),
    "lime": Reagent(molar_mass(Ca=1, O=2, H=2), 2, calcium=1, solid=True),
    "caustic_soda": Reagent(CAUSTIC_SODA, 1),
}
"""``lime`` is slaked lime, Ca(OH)2."""
