"""The leach: which share of two pools of rare earths dissolves, and in how much liquor."""

import numpy as np

from kaitei.physics.arrays import FloatArray

PHOSPHORIC_PKA1 = 2.148
"""First dissociation of phosphoric acid at 25 degC, infinite dilution (CRC Handbook of Chemistry and Physics)."""


def two_pool_extraction(
    apatite_share: FloatArray, apatite_dissolved: FloatArray, matrix_extraction: FloatArray
) -> FloatArray:
    """Share of an element that leaves the leached solids [1].

    Args:
        apatite_share: share of the element that sits in the apatite of the leach feed [1].
        apatite_dissolved: share of the apatite that dissolves, and its rare earths with it [1].
        matrix_extraction: share extracted from what does not sit in apatite [1].

    x = s d + (1 - s) x_matrix

    Holds for the short, cold, dilute leach (0.25-0.5 mol/L, minutes, 25 degC) its data come from. Stronger, longer
    or hotter leaches extract less, because salts of the rare earths fall out again: that is not in this relation.

    >>> float(two_pool_extraction(np.array(0.95), np.array(0.96), np.array(0.40)).round(3))
    0.932
    """
    return apatite_share * apatite_dissolved + (1.0 - apatite_share) * matrix_extraction


def undissociated_share_of_phosphate(acidity: FloatArray) -> FloatArray:
    """Share of dissolved phosphate that is H3PO4, the rest H2PO4- [1].

    Args:
        acidity: pH at the end of the leach [1].

    f = 1 / (1 + 10^(pH - pKa1))

    Holds below pH 4, ideal solution.

    >>> float(undissociated_share_of_phosphate(np.array(1.5)).round(3))
    0.816
    """
    return 1.0 / (1.0 + 10.0 ** (acidity - PHOSPHORIC_PKA1))


def leach_liquor_volume(
    acid_demand: FloatArray,
    acid_excess: FloatArray,
    acid_strength: FloatArray,
    solids: FloatArray,
    least_liquid_ratio: FloatArray,
) -> FloatArray:
    """Volume of acid that leaches the solids [m3]: enough to feed the minerals, and enough to stir.

    Args:
        acid_demand: protons the minerals take up [mol].
        acid_excess: acid beyond the demand, as share of it [1].
        acid_strength: protons per volume of fresh acid [mol/m3].
        solids: solids leached [kg].
        least_liquid_ratio: least liquid per solids that can be stirred and filtered [m3/kg].

    V = max(demand (1 + excess) / strength, ratio x solids)

    >>> volume = leach_liquor_volume(*(np.array(v) for v in (5000.0, 0.1, 500.0, 1000.0, 4e-3)))
    >>> float(volume.round(6))
    11.0
    """
    return np.maximum(acid_demand * (1.0 + acid_excess) / acid_strength, least_liquid_ratio * solids)
