"""Need by year, and shares in it."""

import numpy as np

from kaitei.physics.arrays import FloatArray


def need_in_year(need: FloatArray, growth: FloatArray, years: FloatArray) -> FloatArray:
    """Need that grows at a steady rate [kg].

    need x (1 + growth)^years. Trust it over a decade or two.

    need: need in the reference year [kg]
    growth: growth a year [1], above -1
    years: years after the reference year [1]

    >>> float(need_in_year(np.array(100.0), np.array(0.1), np.array(2.0)))
    121.00000000000001
    """
    return need * (1.0 + growth) ** years


def share_of(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Share of a part in a whole [1], 0 where there is no whole.

    part: part [kg]
    whole: whole [kg]

    >>> share_of(np.array([1.0, 0.0]), np.array([4.0, 0.0])).tolist()
    [0.25, 0.0]
    """
    exists = whole > 0.0
    return np.where(exists, part / np.where(exists, whole, 1.0), 0.0)
