"""Radioactivity of the solids that stay."""

import numpy as np

from kaitei.physics.arrays import FloatArray

ACTIVITY_THORIUM = 4.06e6
"""Thorium-232 alone, per mass of thorium [Bq/kg]."""

ACTIVITY_URANIUM = 12.35e6
"""Uranium-238 alone, per mass of natural uranium [Bq/kg]."""


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
