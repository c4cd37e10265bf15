"""Walking through the blocks: which mass of which block, and so of which element, each year takes."""

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray


def mud_taken(lifted: FloatArray, loss: FloatArray) -> FloatArray:
    """Dry mud that leaves its place at the bed [kg].

    lifted: dry mud lifted [kg]
    loss: share of the loosened mud that is not lifted [1], 0 <= loss < 1

    taken = lifted / (1 - loss).

    >>> mud_taken(99.0, 0.01)
    100.0
    """
    return lifted / (1.0 - loss)


@njit(cache=True)  # NOTE: a block is left for the next one when it is empty, which numpy cannot say in one pass.
def walk(
    taken: FloatArray, block_mud: FloatArray, block_area: FloatArray, block_grade: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Element mass mined [kg], shape (draw, year, element), and sea floor opened [m2], shape (draw, year).

    taken: dry mud taken from the bed [kg], shape (draw, year)
    block_mud: dry mud in each block, in mining order [kg], shape (draw, block)
    block_area: area of each block [m2], shape (draw, block)
    block_grade: element per dry mass [kg/kg], shape (draw, block, element)

    Each year goes on where the last one stopped; a year that crosses into the next block takes what is left of
    the first and the rest from the second. What exceeds all blocks is not mined.

    >>> mass, area = walk(*(np.array(x) for x in (
    ...     [[30.0, 30.0]], [[40.0, 40.0]], [[4.0, 8.0]], [[[0.5], [0.25]]])))
    >>> mass.tolist(), area.tolist()
    ([[[15.0], [10.0]]], [[3.0, 5.0]])
    """
    draws, years = taken.shape
    blocks, count = block_grade.shape[1:]
    mass = np.zeros((draws, years, count))
    area = np.zeros((draws, years))
    for d in range(draws):
        block = 0
        left = block_mud[d, 0]
        for y in range(years):
            wanted = taken[d, y]
            while wanted > 0.0 and block < blocks:
                part = min(wanted, left)
                if part > 0.0:
                    area[d, y] += part / block_mud[d, block] * block_area[d, block]
                    for e in range(count):
                        mass[d, y, e] += part * block_grade[d, block, e]
                wanted -= part
                left -= part
                if left <= 0.0:
                    block += 1
                    if block < blocks:
                        left = block_mud[d, block]
    return mass, area


def inventory_walked(total: FloatArray, block_mud: FloatArray, block_grade: FloatArray) -> FloatArray:
    """Element mass in the first ``total`` of mud in mining order [kg], shape (draw, element).

    total: dry mud walked [kg], shape (draw,)
    block_mud: dry mud in each block, in mining order [kg], shape (draw, block)
    block_grade: element per dry mass [kg/kg], shape (draw, block, element)

    Sum over blocks of clip(total - mud before the block, 0, mud of the block) times grade.

    >>> inventory_walked(*(np.array(x) for x in ([60.0], [[40.0, 40.0]], [[[0.5], [0.25]]]))).tolist()
    [[25.0]]
    """
    before = np.cumsum(block_mud, axis=1) - block_mud
    part = np.clip(total[:, np.newaxis] - before, 0.0, block_mud)
    return np.asarray((part[:, :, np.newaxis] * block_grade).sum(axis=1))


def total(mud: FloatArray) -> FloatArray:
    """Sum along the second axis, added in its order whatever the layout in memory [kg], shape (draw,).

    mud: dry mud by year or by block [kg], shape (draw, n)

    >>> total(np.array([[1.0, 2.0, 3.0]])).tolist()
    [6.0]
    """
    return np.asarray(np.cumsum(mud, axis=1)[:, -1])


def mean_grade(mass: FloatArray, mud: FloatArray) -> FloatArray:
    """Element per dry mass of a year's mud [kg/kg], 0 where there is no mud.

    mass: element mass [kg], shape (draw, year, element)
    mud: dry mud that holds it [kg], shape (draw, year)

    >>> mean_grade(np.array([[[15.0], [0.0]]]), np.array([[30.0, 0.0]])).tolist()
    [[[0.5], [0.0]]]
    """
    amount = mud[:, :, np.newaxis]
    return np.divide(mass, amount, out=np.zeros_like(mass), where=amount > 0.0)


def relative_residual(made: FloatArray, expected: FloatArray) -> FloatArray:
    """Difference of two accounts over the larger of them, 0 where both are nothing [1].

    made, expected: two accounts of the same amount >= 0, any unit

    >>> relative_residual(np.array([2.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])).tolist()
    [0.5, 0.0, 1.0]
    """
    larger = np.maximum(made, expected)
    return np.divide(made - expected, larger, out=np.zeros_like(larger), where=larger > 0.0)
