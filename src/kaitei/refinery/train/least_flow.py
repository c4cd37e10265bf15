"""Least extraction of a cut of many elements, at infinitely many stages."""

import numpy as np
from numba import njit

from kaitei.physics.arrays import BoolArray, FloatArray

_HALVINGS = 50


def extraction_least_underwood_1948(
    feed: FloatArray, factor: FloatArray, light: BoolArray, heavy: BoolArray
) -> FloatArray:
    """Least rare earths extracted per mole of aqueous feed, for a sharp cut at constant separation factors [mol/mol].

    Args:
        feed: mole fractions of the elements [1], shape (draw, element); what is in neither part does not count.
        factor: distribution ratio of each element over that of any one [1], (draw, element).
        light: elements that leave with the raffinate, (element,).
        heavy: elements that leave with the organic, each with a larger factor than any light one, (element,).

    sum b f / (b - p) = 0 for p between the factors on either side of the cut, S = sum over heavy b f / (b - p)

    Of two elements it is S = f + 1 / (beta - 1), the closed form of Xu. The wash is W = S - sum of heavy f.

    Reference: Underwood 1948, Chemical Engineering Progress 44, 603-614 (distillation, liquid feed at its boil).

    >>> feed, factor = np.array([[0.43, 0.57]]), np.array([[1.0, 10.6]])
    >>> extraction_least_underwood_1948(feed, factor, np.array([True, False]), np.array([False, True])).round(4)
    array([0.6742])
    """
    low = np.where(light, factor, 0.0).max(axis=1)
    high = np.where(heavy, factor, np.inf).min(axis=1)
    least = np.zeros(len(feed))
    _halve(factor * feed * (light | heavy), np.array(factor), np.asarray(heavy), low, high, least)
    return least


@njit(cache=True)
def _halve(
    weighted: FloatArray, factor: FloatArray, heavy: BoolArray, low: FloatArray, high: FloatArray, least: FloatArray
) -> None:
    """Halve the gap that holds the root, draw by draw; fills ``least``."""
    for d in range(weighted.shape[0]):
        for _ in range(_HALVINGS):
            middle, total, up = 0.5 * (low[d] + high[d]), 0.0, 0.0
            for i in range(weighted.shape[1]):
                gap = factor[d, i] - middle
                # NOTE: a middle that rounds to a factor itself is taken just below it.
                term = weighted[d, i] / (gap if gap != 0.0 else 1e-16 * middle)
                total += term
                up += term if heavy[i] else 0.0
            if total > 0.0:
                high[d] = middle
            else:
                low[d] = middle
            least[d] = up
