"""Elements in the mud: two pools, the matrix that holds the cerium and the apatite that holds the rest."""

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray

CERIUM = elements.index("Ce")
YTTRIUM = elements.index("Y")
OTHERS = elements.REY & ~np.isin(elements.ELEMENTS, ("Ce", "Y"))


def shares(parts: FloatArray) -> FloatArray:
    """Parts scaled so that their sum is 1 [1].

    parts: any positive amounts, shape (draw, element)

    >>> shares(np.array([[2.0, 6.0]])).tolist()
    [[0.25, 0.75]]
    """
    # NOTE: numpy adds in an order that depends on the layout in memory; one layout for any number of draws.
    rows = np.ascontiguousarray(parts)
    return np.asarray(rows / rows.sum(axis=1, keepdims=True))


def apatite_share(share: FloatArray, rich_share: FloatArray, ratio: FloatArray) -> FloatArray:
    """Share of one element in the apatite pool that explains its shares at two grades [1].

    share: of REY at the reference grade [1]
    rich_share: of REY at the rich grade [1]
    ratio: rich grade over reference grade [1], > 1

    Only apatite is added from one grade to the other, so the slope of content against grade is its share:
    a = (ratio rich_share - share) / (ratio - 1).

    >>> round(float(apatite_share(*np.array([0.274, 0.305, 2652 / 964]))), 4)
    0.3227
    """
    return (ratio * rich_share - share) / (ratio - 1.0)


def end_members(
    split: FloatArray,
    matrix_share: FloatArray,
    ratio: FloatArray,
    rich_cerium: FloatArray,
    rich_yttrium: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Shares of the elements in the matrix pool and in the apatite pool, each with sum 1 [1].

    split: shares of REY at the reference grade [1], shape (draw, element), 0 for elements that are not REY
    matrix_share: part of REY that sits in the matrix at the reference grade w [1], shape (draw,), 0 < w < 1
    ratio: rich grade over reference grade [1], shape (draw,)
    rich_cerium, rich_yttrium: shares of REY at the rich grade [1], shape (draw,)

    Solves w m + (1 - w) a = split with the apatite's cerium and yttrium from the slope between the grades and the
    other thirteen in one pattern. The slopes are limited so that no pool holds less than nothing of anything,
    the cerium share never rises with grade and the yttrium share never falls.

    >>> split = np.where(elements.REY, 0.05, 0.0)[np.newaxis, :]
    >>> split[0, CERIUM], split[0, YTTRIUM] = 0.10, 0.25
    >>> matrix, apatite = end_members(split, *np.array([[0.2], [2.5], [0.06], [0.28]]))
    >>> [round(float(pool[0, i]), 4) for pool in (matrix, apatite) for i in (CERIUM, YTTRIUM)]
    [0.3667, 0.05, 0.0333, 0.3]
    """
    cerium, yttrium = split[:, CERIUM], split[:, YTTRIUM]
    others = np.where(OTHERS, split, 0.0).sum(axis=1)
    in_apatite = 1.0 - matrix_share
    # NOTE: amounts in apatite per REY at the reference grade; the limits below leave each of them a way out.
    wished = in_apatite * apatite_share(yttrium, rich_yttrium, ratio)
    held_y = np.clip(wished, in_apatite * yttrium, np.minimum(yttrium, in_apatite))
    wished = in_apatite * apatite_share(cerium, rich_cerium, ratio)
    least = np.maximum(in_apatite - others - held_y, 0.0)
    held_ce = np.clip(wished, least, np.minimum(in_apatite * cerium, in_apatite - held_y))
    held_others = in_apatite - held_y - held_ce
    held = split * (held_others / others)[:, np.newaxis]
    held[:, CERIUM], held[:, YTTRIUM] = held_ce, held_y
    left = np.maximum(split - held, 0.0)
    return left / matrix_share[:, np.newaxis], held / in_apatite[:, np.newaxis]


def element_grades(grade: FloatArray, matrix_grade: FloatArray, matrix: FloatArray, apatite: FloatArray) -> FloatArray:
    """Grade of every element in mud of a given REY grade: shape (draw, place, element) [kg/kg].

    grade: REY grade [kg/kg], shape (draw, place)
    matrix_grade: REY that the matrix pool holds in any mud [kg/kg], shape (draw,)
    matrix, apatite: shares of the elements in the pools [1], shape (draw, element)

    min(grade, matrix_grade) m + max(grade - matrix_grade, 0) a: the sum over the elements is the grade.

    >>> pools = np.array([[0.6, 0.4]]), np.array([[0.1, 0.9]])
    >>> element_grades(np.array([[100.0, 1000.0]]), np.array([200.0]), *pools).tolist()
    [[[60.0, 40.0], [200.0, 800.0]]]
    """
    poor = np.minimum(grade, matrix_grade[:, np.newaxis])[:, :, np.newaxis]
    rich = np.maximum(grade - matrix_grade[:, np.newaxis], 0.0)[:, :, np.newaxis]
    return poor * matrix[:, np.newaxis, :] + rich * apatite[:, np.newaxis, :]
