"""Firms: classes of equal firms by how long their stocks last, what they order and what they make of what comes.

A use holds several classes; each has its share of the use's need and its own stock of every element. A class with much
stock does not lend to one without: the tail of the distribution stops, not the mean. A class runs at the pace of the
element it is shortest of.

Arrays run over pairs of a use and an element it needs, in the order of the use: pairs ``first[u]`` to
``first[u + 1] - 1`` belong to use u.
"""

import numpy as np
from numba import njit
from scipy.special import ndtri

from kaitei.physics.arrays import FloatArray, IntArray

WEIGHTS: FloatArray = np.array([0.02, 0.03, 0.05, 0.15, 0.25, 0.25, 0.25])
"""Share of each class in a use's need, thinnest stock first [1]: the classes are finest where firms stop first."""

MIDDLES: FloatArray = np.cumsum(WEIGHTS) - 0.5 * WEIGHTS
"""Place of each class in the distribution of stocks [1]."""

STOPPED = 0.5
"""Activity below which a firm counts as stopped [1] (our convention: a line that runs at less than half is idled)."""


def cover_of_classes(median: FloatArray, spread: FloatArray) -> FloatArray:
    """Months that the stock of each class lasts [1], lognormal over firms, shape (..., class).

    Args:
        median: of all firms [month], shape (...).
        spread: standard deviation of the logarithm [1], shape (...).

    >>> cover_of_classes(np.array(3.0), np.array(0.72)).round(1).tolist()
    [0.6, 0.8, 1.1, 1.5, 2.4, 3.8, 6.9]
    """
    shape = np.asarray(median)[..., np.newaxis]
    return np.asarray(shape * np.exp(np.asarray(spread)[..., np.newaxis] * ndtri(MIDDLES)))


@njit(cache=True, error_model="numpy")
def order(
    need: FloatArray, target: FloatArray, stock: FloatArray, waiting: FloatArray, refill: float, orders: FloatArray
) -> None:
    """What each class orders [t], (pair, class): its need and a part of what its stock lacks; never less than nothing.

    need: of the month [t], (pair, class). target: stock wanted [t], (pair, class). stock: held [t], (pair, class).
    waiting: ordered before and not come yet [t], (pair,), shared by need. refill: share of what is missing that is
    ordered at once [1].
    """
    for p in range(need.shape[0]):
        whole = need[p].sum()
        for k in range(need.shape[1]):
            coming = waiting[p] * need[p, k] / whole if whole > 0.0 else 0.0
            missing = target[p, k] - stock[p, k]
            missing = max(missing - coming, 0.0) if missing > 0.0 else missing
            part = refill * missing if missing > 0.0 else missing
            orders[p, k] = max(need[p, k] + part, 0.0)


@njit(cache=True, error_model="numpy")
def receive(need: FloatArray, orders: FloatArray, delivered: FloatArray, stock: FloatArray) -> None:
    """Adds what is delivered to a pair [t], (pair,), to the stocks of its classes.

    need, orders: of the month [t], (pair, class). What is ordered for the month itself goes before what is ordered for
    the stocks, each shared by orders: a seller on allocation does not let one buyer hoard what keeps another running.
    """
    for p in range(orders.shape[0]):
        now, all_in = 0.0, 0.0
        for k in range(orders.shape[1]):
            now += min(orders[p, k], need[p, k])
            all_in += orders[p, k]
        if all_in <= 0.0:
            continue
        part = min(delivered[p] / now, 1.0) if now > 0.0 else 0.0
        later = min((delivered[p] - part * now) / (all_in - now), 1.0) if all_in > now else 0.0
        # NOTE: what had waited may come on top of all that is ordered.
        over = delivered[p] - part * now - later * (all_in - now)
        for k in range(orders.shape[1]):
            first = min(orders[p, k], need[p, k])
            stock[p, k] += part * first + later * (orders[p, k] - first) + over * orders[p, k] / all_in


@njit(cache=True, error_model="numpy")
def release(
    need: FloatArray, stock: FloatArray, element: IntArray, held: FloatArray, most: FloatArray, given: FloatArray
) -> None:
    """State stock that goes to classes without enough, by what each lacks; in place.

    need, stock: (pair, class) [t]. element: of each pair. held: state stock (element,) [t]. most: what may be released
    this month (element,) [t]. given: filled with what each element's stock gave (element,) [t].
    """
    lack = np.zeros(held.shape[0])
    for p in range(need.shape[0]):
        for k in range(need.shape[1]):
            lack[element[p]] += max(need[p, k] - stock[p, k], 0.0)
    for e in range(held.shape[0]):
        given[e] = min(lack[e], held[e], most[e])
        held[e] -= given[e]
    for p in range(need.shape[0]):
        e = element[p]
        if given[e] > 0.0:
            for k in range(need.shape[1]):
                stock[p, k] += given[e] * max(need[p, k] - stock[p, k], 0.0) / lack[e]


@njit(cache=True, error_model="numpy")
def consume(
    need: FloatArray, stock: FloatArray, first: IntArray, essential: IntArray, activity: FloatArray, served: FloatArray
) -> None:
    """Runs every class of every use and takes what that needs from its stock.

    need, stock: (pair, class) [t]. first: first pair of each use, and one beyond the last. essential: 1 for elements
    without which the use stands still, (pair,). activity: filled with the pace of each class [1], (use, class): that of
    its scarcest essential element; of a use without one, the mean pace of its elements by need; 1 where nothing is
    needed. served: filled with the share of each need that is met [1], (pair, class): at most the pace of the use.
    """
    for u in range(activity.shape[0]):
        for k in range(need.shape[1]):
            pace, some, met, wanted = 1.0, False, 0.0, 0.0
            for p in range(first[u], first[u + 1]):
                if need[p, k] > 0.0 and essential[p] == 1:
                    pace, some = min(pace, stock[p, k] / need[p, k]), True
            for p in range(first[u], first[u + 1]):
                served[p, k] = min(pace, stock[p, k] / need[p, k]) if need[p, k] > 0.0 else 1.0
                # NOTE: the pace of the scarcest element may leave a hair less than nothing of it.
                stock[p, k] = max(stock[p, k] - served[p, k] * need[p, k], 0.0)
                met += served[p, k] * need[p, k]
                wanted += need[p, k]
            activity[u, k] = pace if some or wanted == 0.0 else met / wanted
