"""Grades of the cells: a lognormal cut at the best cell, placed so that the mean is the published mean."""

import numpy as np
from scipy.special import log_ndtr, ndtri_exp

from kaitei.physics.arrays import BoolArray, FloatArray

CUT_RICHEST = -60.0
"""Cut in standard units below which all cells would be within about 1 % of the best one."""

CUT_POOREST = 40.0
"""Cut in standard units above which the other cells would be as good as barren."""

HALVINGS = 64
"""Halvings of the cut: 100 / 2**64 is far below the rounding of a float."""


def lognormal_sigma(variation: FloatArray) -> FloatArray:
    """Standard deviation of the logarithm of a lognormal.

    variation: coefficient of variation [1]

    sigma = sqrt(ln(1 + CV^2)).

    >>> round(float(lognormal_sigma(np.array(0.6))), 4)
    0.5545
    """
    return np.sqrt(np.log1p(np.square(variation)))


def ratio_to_best(score: FloatArray, sigma: FloatArray, cut: FloatArray) -> FloatArray:
    """Grade over best grade, for a lognormal that ends at the best grade.

    score: standard normal score of the cell (its rank) [1]
    sigma: standard deviation of ln grade before the cut [1]
    cut: the best grade in standard units, (ln best - mu) / sigma [1]

    ln ratio = sigma (Phi^-1(Phi(score) Phi(cut)) - cut), always < 0. It falls strictly as the cut rises, because
    Phi/phi rises (the quantile of a truncated normal, computed on logarithms to stay exact in both tails).

    >>> round(float(ratio_to_best(np.array(0.0), np.array(0.55), np.array(1.0))), 4)
    0.5168
    """
    quantile = ndtri_exp(log_ndtr(score) + log_ndtr(cut))
    return np.exp(sigma * np.minimum(quantile - cut, 0.0))


def cut_for_mean(score: FloatArray, sigma: FloatArray, mean_ratio: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Cut at which the cells have the wished mean, and whether there is one, per draw.

    score: standard normal scores [1], shape (draw, cell)
    sigma: standard deviation of ln grade before the cut [1], shape (draw,)
    mean_ratio: wished mean of grade over best grade [1], shape (draw,)

    Bisection between CUT_RICHEST and CUT_POOREST; the mean falls with the cut, so there is one root at most.

    >>> cut, found = cut_for_mean(np.zeros((1, 3)), np.array([0.55]), np.array([0.516801963]))
    >>> round(float(cut[0]), 5), bool(found[0])
    (1.0, True)
    """
    low = np.full(len(score), CUT_RICHEST)
    high = np.full(len(score), CUT_POOREST)

    def mean_at(cut: FloatArray) -> FloatArray:
        ratio = ratio_to_best(score, sigma[:, np.newaxis], cut[:, np.newaxis])
        return np.asarray(ratio.sum(axis=1) / score.shape[1])

    found = (mean_ratio < mean_at(low)) & (mean_ratio > mean_at(high))
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        too_rich = mean_at(middle) > mean_ratio
        low = np.where(too_rich, middle, low)
        high = np.where(too_rich, high, middle)
    return 0.5 * (low + high), found


def cell_grades(
    mean: FloatArray, best: FloatArray, variation: FloatArray, score: FloatArray, best_cell: int
) -> tuple[FloatArray, BoolArray]:
    """Grades of all cells, and whether the draw can have its mean and its best cell together.

    mean: mean grade of all cells [kg/kg], shape (draw,)
    best: grade of the best cell [kg/kg], shape (draw,)
    variation: coefficient of variation of the lognormal before it is cut [1], shape (draw,)
    score: standard normal scores of the cells [1], shape (draw, cell)
    best_cell: position of the best cell

    The best cell has ``best`` exactly; the others follow the lognormal cut there, whose place is found so that
    the mean of all is ``mean``. Holds for best / cells < mean < best (about); outside, the flag is False.

    >>> grade, found = cell_grades(*np.array([[964.0], [1720.0], [0.6]]), np.zeros((1, 4)), best_cell=1)
    >>> grade.round(1).tolist()
    [[712.0, 1720.0, 712.0, 712.0]]
    """
    count = score.shape[1]
    others = np.delete(score, best_cell, axis=1)
    wished = (count * mean / best - 1.0) / (count - 1)
    sigma = lognormal_sigma(variation)
    cut, found = cut_for_mean(others, sigma, wished)
    ratio = ratio_to_best(others, sigma[:, np.newaxis], cut[:, np.newaxis])
    return np.insert(ratio * best[:, np.newaxis], best_cell, best, axis=1), found
