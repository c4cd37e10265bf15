"""Acid for the leach: what phosphate takes up, and how much liquor that asks for."""

import numpy as np

from kaitei.physics.arrays import FloatArray

PHOSPHORIC_PKA1 = 2.148
"""First dissociation of phosphoric acid at 25 degC, infinite dilution (CRC Handbook of Chemistry and Physics)."""


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
