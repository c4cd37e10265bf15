"""Firms: classes of equal firms by stock and luck, what they order and what they make of what comes.

A use holds several classes; each has its share of the use's need, its own stock of every element and its place in the
queue for permits. A class with much stock does not lend to one without: the tail of the distribution stops, not the
mean. A class runs at the pace of the element it is shortest of.

Arrays run over pairs of a use and an element it needs, in the order of the use: pairs ``first[u]`` to
``first[u + 1] - 1`` belong to use u.
"""

import numpy as np
from numba import njit
from scipy.special import ndtri

from kaitei.physics.arrays import FloatArray, IntArray

BY_STOCK: FloatArray = np.array([0.02, 0.03, 0.05, 0.15, 0.25, 0.25, 0.25])
"""Share of each level of stock in a use's need, thinnest first [1]: levels are finest where firms stop first."""

MIDDLES: FloatArray = np.cumsum(BY_STOCK) - 0.5 * BY_STOCK
"""Place of each level in the distribution of stocks [1]."""

QUEUE = 4
"""Places in the queue for permits; each holds as many firms of every level of stock."""

LEVEL, PLACE = np.divmod(np.arange(QUEUE * len(BY_STOCK)), QUEUE)
"""Level of stock and place in the queue of each class."""

WEIGHTS: FloatArray = np.repeat(BY_STOCK, QUEUE) / QUEUE
"""Share of each class in a use's need [1]."""

STOPPED = 0.5 - 1e-6
"""Activity below which a firm counts as stopped [1] (our convention: a line that runs at less than half is idled; the
last half of a need is one step of the network, so that exactly half is often met, to rounding)."""


def cover_of_levels(median: FloatArray, spread: FloatArray) -> FloatArray:
    """Months that the stock of each level lasts [1], lognormal over firms, shape (..., level).

    Args:
        median: of all firms [month], shape (...).
        spread: standard deviation of the logarithm [1], shape (...).

    >>> cover_of_levels(np.array(3.0), np.array(0.72)).round(1).tolist()
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
def receive(
    need: FloatArray, orders: FloatArray, delivered: FloatArray, permitted: FloatArray, stock: FloatArray
) -> None:
    """Adds what is delivered to a pair [t], (pair,), to the stocks of its classes.

    need, orders: of the month [t], (pair, class). permitted: share of the deliveries that came by permits [1], (pair,).

    What is ordered for the month itself goes before what is ordered for the stocks: a seller on allocation, or an
    office that grants permits for a stated use, does not let one buyer hoard what keeps another running. A permit is
    one firm's: goods that need one go to the classes in the order of their place in the queue. All else is shared.
    """
    places = PLACE.max() + 1
    for p in range(orders.shape[0]):
        left, now = delivered[p], np.minimum(orders[p], need[p])
        by_permit = permitted[p] * left
        for place in range(places if by_permit > 0.0 else 0):
            asked = 0.0
            for k in range(now.size):
                asked += now[k] if PLACE[k] == place else 0.0
            part = min(by_permit / asked, 1.0) if asked > 0.0 else 0.0
            for k in range(now.size):
                if PLACE[k] == place:
                    stock[p, k] += part * now[k]
                    orders[p, k] -= part * now[k]
                    now[k] -= part * now[k]
            by_permit, left = by_permit - part * asked, left - part * asked
        _share(left, now, orders[p], stock[p])


@njit(cache=True, error_model="numpy")
def _share(left: float, now: FloatArray, orders: FloatArray, stock: FloatArray) -> None:
    """Shares deliveries [t] among classes, first what is ordered for the month [t], (class,), then the other orders."""
    first, whole = now.sum(), orders.sum()
    part = min(left / first, 1.0) if first > 0.0 else 0.0
    later = min((left - part * first) / (whole - first), 1.0) if whole > first else 0.0
    # NOTE: what had waited may come on top of all that is ordered; who ordered nothing takes it by size.
    over = max(left - part * first - later * (whole - first), 0.0)
    for k in range(now.size):
        stock[k] += part * now[k] + later * (orders[k] - now[k]) + over * WEIGHTS[k]


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
