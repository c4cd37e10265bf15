"""Solids that stay: precipitates of neutralisation, and the radioactivity of any stream."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of

ACTIVITY_THORIUM = 4.06e6
"""Thorium-232 alone, per mass of thorium [Bq/kg]."""

ACTIVITY_URANIUM = 12.35e6
"""Uranium-238 alone, per mass of natural uranium [Bq/kg]."""


def hydroxide_mass(alumina: FloatArray, iron_oxide: FloatArray) -> FloatArray:
    """Aluminium and iron hydroxide that fall out [kg].

    Args:
        alumina: aluminium dissolved, as Al2O3 [kg].
        iron_oxide: iron dissolved, as Fe2O3 [kg].

    M2O3 -> 2 M(OH)3, dry, no hydrate water beyond the formula.

    >>> float(hydroxide_mass(np.array(1.0), np.array(1.0)).round(3))
    2.868
    """
    aluminium = 2.0 * alumina / of.ALUMINA * of.ALUMINIUM_HYDROXIDE
    return aluminium + 2.0 * iron_oxide / of.IRON_OXIDE * of.IRON_HYDROXIDE


def gypsum_mass(sulfate: FloatArray, calcium: FloatArray) -> FloatArray:
    """Gypsum that falls out [kg].

    Args:
        sulfate: sulfate in the liquor [mol].
        calcium: calcium in the liquor that phosphate does not bind [mol].

    CaSO4 2H2O, as much as the scarcer of the two allows; its solubility (about 2 g/L) is not taken off.

    >>> float(gypsum_mass(np.array(1000.0), np.array(2000.0)).round(2))
    172.16
    """
    return np.minimum(sulfate, calcium) * of.GYPSUM


def specific_activity(thorium: FloatArray, uranium: FloatArray, solids: FloatArray) -> FloatArray:
    """Activity of the parents thorium-232 and uranium-238 per mass [Bq/kg]; 0 where there are no solids.

    Args:
        thorium: thorium in the solids [kg].
        uranium: natural uranium in the solids [kg].
        solids: dry solids [kg].

    a = (4.06 MBq/kg m_Th + 12.35 MBq/kg m_U) / m

    Parents only: with all daughters in balance the thorium chain holds ten and the uranium-238 chain fourteen
    radionuclides of the same activity; radium parts company with its parents in an acid leach.

    >>> float(specific_activity(np.array(10e-6), np.array(3e-6), np.array(1.0)).round(2))
    77.65
    """
    some = solids > 0.0
    activity = ACTIVITY_THORIUM * thorium + ACTIVITY_URANIUM * uranium
    return np.where(some, activity / np.where(some, solids, 1.0), 0.0)
