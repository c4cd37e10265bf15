"""Size classification: what a size table promises, and how two hosts of the rare earths follow the coarse product."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray


class GradeRecovery(NamedTuple):
    """Cumulative figures of a size table, coarsest bin first."""

    mass_yield: FloatArray
    """Share of the mass above the lower edge of each bin [1]."""
    recovery: FloatArray
    """Share of the valuable above it [1]."""
    grade: FloatArray
    """Mean grade of what lies above it, in the unit of the grades."""


def grade_recovery(bin_mass: FloatArray, bin_grade: FloatArray) -> GradeRecovery:
    """Cumulative mass yield, recovery and grade of a size table.

    Args:
        bin_mass: mass in each bin, coarsest first, any unit, shape (bin,).
        bin_grade: grade of each bin, any unit, shape (bin,).

    Y_k = sum_1^k m / sum m;  R_k = sum_1^k m g / sum m g;  g_k = sum_1^k m g / sum_1^k m

    Holds for a perfect cut at a bin's edge: a real classifier also carries fines with its water.

    >>> table = grade_recovery(np.array([10.0, 90.0]), np.array([5.0, 1.0]))
    >>> table.recovery.round(4).tolist()
    [0.3571, 1.0]

    Raises ValueError when the bins hold no mass or a negative one.
    """
    if np.any(bin_mass < 0.0) or np.any(bin_grade < 0.0) or not np.sum(bin_mass * bin_grade) > 0.0:
        raise ValueError("a size table needs masses and grades that are not negative, and some of each above 0")
    mass, metal = np.cumsum(bin_mass), np.cumsum(bin_mass * bin_grade)
    above = np.where(mass > 0.0, mass, 1.0)
    return GradeRecovery(mass / mass[-1], metal / metal[-1], metal / above)


def apatite_mass(element_mass: FloatArray, apatite_share: FloatArray, apatite_grade: FloatArray) -> FloatArray:
    """Mass of the apatite that holds the given rare earths [kg].

    Args:
        element_mass: rare earths and yttrium [kg], shape (..., element).
        apatite_share: share of each element that sits in apatite [1], broadcast against ``element_mass``.
        apatite_grade: rare earths and yttrium per mass of apatite [kg/kg], shape of the sum.

    m_apatite = sum(share x element) / grade

    >>> float(apatite_mass(np.array([2.0]), np.array([0.875]), np.array(0.0175)).round(3))
    100.0
    """
    return np.asarray((element_mass * apatite_share).sum(axis=-1) / apatite_grade)


def two_host_recovery(
    apatite_share: FloatArray, apatite_recovery: FloatArray, matrix_recovery: FloatArray
) -> FloatArray:
    """Share of an element that goes to the coarse product [1].

    Args:
        apatite_share: share of the element that sits in apatite [1].
        apatite_recovery: share of the apatite that goes to the coarse product [1].
        matrix_recovery: share of all else that goes to the coarse product [1].

    R = s R_apatite + (1 - s) R_matrix

    Holds where each host has one composition over all sizes.

    >>> float(two_host_recovery(np.array(0.95), np.array(0.80), np.array(0.255)).round(5))
    0.77275
    """
    return apatite_share * apatite_recovery + (1.0 - apatite_share) * matrix_recovery


def upgrade(recovery: FloatArray, mass_yield: FloatArray) -> FloatArray:
    """Grade of the product over grade of the feed [1].

    Args:
        recovery: share of the valuable in the product [1].
        mass_yield: share of the mass in the product, above 0 [1].

    U = R / Y

    >>> float(upgrade(np.array(0.80), np.array(0.31)).round(2))
    2.58
    """
    return recovery / mass_yield


def reject_grade(feed_grade: FloatArray, recovery: FloatArray, mass_yield: FloatArray) -> FloatArray:
    """Grade of the fine reject, in the unit of the feed's grade.

    Args:
        feed_grade: grade of the feed, any unit.
        recovery: share of the valuable in the coarse product [1].
        mass_yield: share of the mass in the coarse product, below 1 [1].

    g_reject = g_feed (1 - R) / (1 - Y)

    >>> float(reject_grade(np.array(2000.0), np.array(0.80), np.array(0.31)).round(0))
    580.0
    """
    return feed_grade * (1.0 - recovery) / (1.0 - mass_yield)
