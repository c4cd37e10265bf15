"""How buyers and producers answer a dear year: slow demand, thrift, recycling, supply outside China."""

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray


def share_per_month(half_life: FloatArray) -> FloatArray:
    """Share of the way to a goal that is gone in a month [1], for a half-life [month].

    >>> float(share_per_month(np.array(15.0)).round(4))
    0.0452
    """
    return np.asarray(-np.expm1(-np.log(2.0) / half_life))


@njit(cache=True, error_model="numpy")
def toward(value: float, goal: float, share: float) -> float:
    """A value that goes a share of its way to a goal each month.

    >>> toward(1.0, 3.0, 0.25)
    1.5
    """
    return value + share * (goal - value)


@njit(cache=True, error_model="numpy")
def thrift_next(thrift: float, log_price: float, threshold: float, speed: float, ceiling: float) -> float:
    """Share of the need that is done without for good, a month later [1].

    While the price stands above ``threshold`` (its logarithm over the base year's) ``speed`` [1/month] is added, to at
    most ``ceiling`` [1]. What has been learnt is not unlearnt.

    >>> round(thrift_next(0.10, 1.0, 0.5, 0.1 / 12.0, 0.5), 4)
    0.1083
    """
    if log_price <= threshold:
        return thrift
    return min(thrift + speed, max(ceiling, thrift))


@njit(cache=True, error_model="numpy")
def was_dear(log_price: FloatArray, month: int, delay: float, threshold: float) -> bool:
    """Whether the price stood above ``threshold`` (its logarithm over the base year's) a delay ago.

    log_price: of every month up to this one [1], (month,). delay: [month].

    >>> was_dear(np.array([1.0, 0.0, 0.0]), 2, 1.5, 0.5)
    True
    """
    then = int(np.floor(month - delay))
    return bool(then >= 0 and log_price[then] > threshold)


@njit(cache=True, error_model="numpy")
def grown(extra: float, speed: float, ceiling: float) -> float:
    """Supply beyond the base year's, as share of the market, a month later [1].

    Every dear month lets plants be begun that add ``speed`` [1/month] when they are ready, to at most ``ceiling``. What
    was begun is finished though prices fall, and what was built stays.

    >>> round(grown(0.1, 0.04 / 12.0, 0.2), 4)
    0.1033
    """
    return min(extra + speed, max(ceiling, extra))
