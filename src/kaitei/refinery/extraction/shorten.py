"""A shorter cascade to start a long one from.

Far from where something enters or leaves, a long cascade hardly changes from stage to stage: amounts and drives stand
at a plateau, and what is steep lies near its ends. A cascade without most of those stages, all else equal, is soon
solved, and its drives with a straight line across the gap are a good start for the whole.
"""

import numpy as np
from numba import njit

from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.refinery.extraction import room as ro


@njit(cache=True, error_model="numpy")
def find_plain(rows: FloatArray, aqueous: FloatArray, organic: FloatArray) -> BoolArray:
    """Stages that nothing enters or leaves but from and to their neighbours, shape (draw, S); never the first or last.

    Args:
        rows: what is fed and drawn, (draw, kind, S), in the order of ``room``.
        aqueous, organic: elements fed, (draw, S, N); one draw stands for all.
    """
    draws, kinds, stages = rows.shape
    plain = np.empty((draws, stages), dtype=np.bool_)
    for d in range(draws):
        fed, came = aqueous[min(d, aqueous.shape[0] - 1)], organic[min(d, organic.shape[0] - 1)]
        elements = fed.shape[1]
        for j in range(stages):
            k, i = 0 if 0 < j < stages - 1 else kinds, 0
            while k < kinds and (k == ro.EFFICIENCY or rows[d, k, j] == 0.0):
                k += 1
            while i < elements and fed[j, i] == 0.0 and came[j, i] == 0.0:
                i += 1
            plain[d, j] = 0 < j < stages - 1 and k == kinds and i == elements
    return plain


@njit(cache=True, error_model="numpy", inline="always")
def shorten(plain: BoolArray, reach: int, kept: IntArray) -> int:
    """Stages no more than ``reach`` from one that is not plain, in order into ``kept``: how many.

    >>> kept = np.zeros(7, dtype=np.int64)
    >>> count = shorten(np.array([False, True, True, True, True, True, False]), 1, kept)
    >>> kept[:count].tolist()
    [0, 1, 5, 6]
    """
    stages, since, count = plain.shape[0], reach + 1, 0
    for j in range(stages):
        since = since + 1 if plain[j] else 0
        near = since <= reach
        for k in range(j, min(j + reach + 1, stages)):
            near = near or not plain[k]
        if near:
            kept[count] = j
            count += 1
    return count


@njit(cache=True, error_model="numpy", inline="always")
def spread(drive: FloatArray, kept: IntArray, full: FloatArray) -> None:
    """Drives of all stages from those of the kept ones, by straight lines between; the first and last are kept."""
    for n in range(kept.shape[0]):
        j, b = kept[n], kept[max(n - 1, 0)]
        full[j] = drive[n]
        for k in range(b + 1, j):
            full[k] = full[b] + (drive[n] - full[b]) * (k - b) / (j - b)
