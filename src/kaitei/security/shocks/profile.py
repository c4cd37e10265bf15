"""How much of a shock acts in a month, and what then passes: compiled, one number at a time.

Times are months from the first day of the first month of the horizon; month m runs from m to m + 1.
"""

import math

from numba import njit

NONE, BAN, QUOTA, LICENCE, OUTAGE = range(5)
"""Codes of the kinds of shock; NONE is an empty place."""

KIND_CODES = {"ban": BAN, "quota": QUOTA, "licence": LICENCE, "outage": OUTAGE}

_FAR = 700.0


@njit(cache=True)
def in_force(t: float, ramp: float, length: float, recovery: float) -> float:
    """Months in full force from the start to a time ``t`` after it, the area under the profile [month].

    t, ramp, length, recovery: [month], t from the start; length may be infinite.

    The profile grows evenly to 1 within ``ramp``, holds until ``length``, then fades evenly to 0 within ``recovery``
    from the level it has reached. A shock of no length has no area.

    >>> in_force(10.0, 2.0, 6.0, 4.0)
    7.0
    """
    if t <= 0.0 or length <= 0.0:
        return 0.0
    held = min(t, length)
    level = 1.0 if held >= ramp else held / ramp
    area = 0.5 * held * level if held < ramp else held - 0.5 * ramp
    if t > length and recovery > 0.0:
        faded = min(t - length, recovery)
        area += level * (faded - 0.5 * faded * faded / recovery)
    return area


@njit(cache=True)
def force_in_month(month: float, start: float, ramp: float, end: float, recovery: float) -> float:
    """Mean of the profile over a month [1], 0 to 1.

    month: whole number [month]. start, end: [month]. ramp, recovery: [month].

    >>> force_in_month(3.0, 2.0, 2.0, 8.0, 0.0)
    0.75
    """
    if start + ramp <= month and month + 1.0 <= end:
        return 1.0
    t, length = month - start, end - start
    mean = in_force(t + 1.0, ramp, length, recovery) - in_force(t, ramp, length, recovery)
    return min(max(mean, 0.0), 1.0)


@njit(cache=True)
def erlang_share(shape: float, x: float) -> float:
    """Probability that a gamma variable of whole shape and unit scale is below x [1].

    P(k, x) = 1 - exp(-x) sum of x^i / i! for i below k. shape: whole number, 1 to 51 [1]. x: [1].

    >>> round(erlang_share(2.0, 2.0), 6)
    0.593994
    """
    if x <= 0.0:
        return 0.0
    if x > _FAR:
        return 1.0
    term = math.exp(-x)
    rest = term
    for i in range(1, int(shape)):
        term *= x / i
        rest += term
    return min(max(1.0 - rest, 0.0), 1.0)


@njit(cache=True)
def decided(t: float, first: float, delay: float, shape: float) -> float:
    """Months' worth of steady applications from time 0 that are decided by time ``t`` [month].

    t, first, delay: [month]; shape: whole number [1].

    The delay is ``first`` plus a gamma variable of the mean ``delay - first``; this is its distribution integrated:
    x P(k, x / s) - k s P(k + 1, x / s) with x = t - first and the scale s = (delay - first) / k.

    >>> decided(5.0, 1.0, 1.0, 2.0)
    4.0
    """
    x = t - first
    if x <= 0.0:
        return 0.0
    scale = (delay - first) / shape
    if scale <= 0.0:
        return x
    return x * erlang_share(shape, x / scale) - shape * scale * erlang_share(shape + 1.0, x / scale)


@njit(cache=True)
def decided_in_month(month: float, start: float, first: float, delay: float, shape: float) -> float:
    """Decisions in a month over the applications of a month, both steady from ``start`` on [1], 0 to 1.

    month: whole number [month]. start, first, delay: [month]. shape: whole number [1].

    >>> decided_in_month(0.0, 0.0, 0.5, 0.5, 1.0)
    0.5
    """
    t = month - start
    mean = decided(t + 1.0, first, delay, shape) - decided(t, first, delay, shape)
    return min(max(mean, 0.0), 1.0)


@njit(cache=True)
def passing(
    month: float,
    kind: int,
    start: float,
    ramp: float,
    end: float,
    recovery: float,
    leakage: float,
    approval: float,
    first: float,
    delay: float,
    shape: float,
) -> float:
    """Share of the usual flow or capacity that passes a shock in a month [1], 0 to 1; 1 for a quota (it counts tonnes).

    month: whole number [month]. start, end: where it is felt [month]. ramp, recovery, first, delay: [month].
    leakage, approval: [1]. shape: whole number [1].

    1 - force x (1 - leakage) x (1 - approval x decided), the last factor for licences only.

    >>> passing(0.0, BAN, 0.0, 0.0, 3.0, 0.0, 0.25, 0.0, 0.0, 0.0, 1.0)
    0.25
    """
    if kind in (NONE, QUOTA):
        return 1.0
    stopped = force_in_month(month, start, ramp, end, recovery) * (1.0 - leakage)
    if kind == LICENCE and stopped > 0.0:
        stopped *= 1.0 - approval * decided_in_month(month, start, first, delay, shape)
    return 1.0 - stopped
