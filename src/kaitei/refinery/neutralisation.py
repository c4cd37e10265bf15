"""The liquor of the leach from fresh acid to neutral water: acid, base, gypsum, carbon dioxide."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery import acid_base, residue
from kaitei.refinery import substances as of
from kaitei.refinery.flowsheet import Dissolved
from kaitei.refinery.leaching import undissociated_share_of_phosphate


class AcidDemand(NamedTuple):
    """Protons that the minerals of a leach take up [mol]."""

    apatite: FloatArray
    calcite: FloatArray
    sesquioxides: FloatArray
    manganese: FloatArray

    @property
    def total(self) -> FloatArray:
        """All of them [mol]."""
        return self.apatite + self.calcite + self.sesquioxides + self.manganese


def acid_demand(gone: Dissolved, acidity: FloatArray) -> AcidDemand:
    """Protons that the minerals take up, mineral by mineral.

    Args:
        gone: what the leach dissolves [kg].
        acidity: pH at the end of the leach [1].

    >>> gone = Dissolved(*(np.array(v) for v in (100.0, 10.0, 0.0, 0.0, 0.0)))
    >>> float(acid_base.acid_mass(acid_demand(gone, np.array(0.0)).total, "hydrochloric").round(1))
    79.4
    """
    return AcidDemand(
        apatite=acid_base.protons_for_apatite(gone.apatite, undissociated_share_of_phosphate(acidity)),
        calcite=acid_base.protons_for_calcite(gone.calcite),
        sesquioxides=acid_base.protons_for_sesquioxides(gone.alumina, gone.iron_oxide),
        manganese=acid_base.protons_for_manganese(gone.manganese_dioxide),
    )


class Liquor(NamedTuple):
    """The acid put in and what takes it back."""

    volume: FloatArray
    """Acid made up [m3]."""
    acid: FloatArray
    """Acid (100 %) [kg]."""
    base: FloatArray
    """Base supplied (100 %) [kg]."""
    base_left: FloatArray
    """Base that did not react and stays with the solids [kg]."""
    gypsum: FloatArray
    """Gypsum that falls out [kg]."""
    carbon_dioxide: FloatArray
    """Carbon dioxide from calcite and limestone [kg]."""


def acid_and_base(
    demand: AcidDemand,
    volume: FloatArray,
    acid: str,
    acid_strength: FloatArray,
    base: str,
    base_dose: FloatArray,
) -> Liquor:
    """Acid supplied to a leach and base that neutralises its spent liquor.

    Args:
        demand: protons the minerals take up [mol].
        volume: acid made up [m3].
        acid: ``hydrochloric`` or ``sulfuric``.
        acid_strength: fresh acid [mol/m3].
        base: ``limestone``, ``lime`` or ``caustic_soda``.
        base_dose: base supplied over base needed, 1 or more [1].

    The spent acidity is all that was supplied but what calcite and manganese took. Gypsum takes the calcium of
    calcite and of the base; that of apatite is kept for the phosphate.

    >>> demand = AcidDemand(*(np.array(v) for v in (1600.0, 40.0, 0.0, 0.0)))
    >>> made = acid_and_base(demand, np.array(3.28), "hydrochloric", np.array(500.0), "lime", np.array(1.0))
    >>> [round(float(part), 1) for part in (made.acid, made.base)]
    [59.8, 59.3]
    """
    per_volume = acid_strength * of.ACIDS[acid].equivalents
    supplied = volume * per_volume
    needed = acid_base.base_mass(acid_base.acidity_left(supplied, demand.calcite, demand.manganese), base)
    reacted = needed / of.BASES[base].molar_mass
    calcite = demand.calcite / 2.0
    sulfate = supplied / 2.0 if acid == "sulfuric" else np.zeros_like(supplied)
    return Liquor(
        volume=volume,
        acid=acid_base.acid_mass(supplied, acid),
        base=needed * base_dose,
        base_left=needed * (base_dose - 1.0) * of.BASES[base].solid,
        gypsum=residue.gypsum_mass(sulfate, calcite + reacted * of.BASES[base].calcium),
        carbon_dioxide=(calcite + reacted * of.BASES[base].carbon) * of.CARBON_DIOXIDE,
    )
