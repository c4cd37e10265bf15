"""Rank correlations between inputs, as the factor that mixes independent normals (Gaussian copula)."""

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.scenario import Correlation


def normal_correlation(rank: float) -> float:
    """Correlation of two normals whose rank (Spearman) correlation is ``rank``.

    rho = 2 sin(pi/6 rank) (Pearson 1907; in Iman and Conover 1982, doi 10.1080/03610918208812265).

    >>> round(normal_correlation(0.5), 4)
    0.5176
    """
    return 2.0 * float(np.sin(np.pi / 6.0 * rank))


def correlation_factor(names: tuple[str, ...], correlations: tuple[Correlation, ...]) -> FloatArray:
    """Lower Cholesky factor of the normal correlation matrix of ``names``.

    Raises InputError when the wished correlations cannot hold together.
    """
    matrix = np.eye(len(names))
    for wish in correlations:
        i, j = (names.index(name) for name in wish.between)
        matrix[i, j] = matrix[j, i] = normal_correlation(wish.rank)
    try:
        return np.asarray(np.linalg.cholesky(matrix), dtype=np.float64)
    except np.linalg.LinAlgError:
        pairs = ", ".join(f"{a} ~ {b}: {w.rank:g}" for w in correlations for a, b in [w.between])
        raise InputError(f"correlations: no numbers can be correlated like this together ({pairs})") from None
