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
def growth_next(extra: float, waited: float, delay: float, speed: float, ceiling: float) -> float:
    """Supply outside China (or from scrap) beyond the base year's, as share of the market, a month later [1].

    It grows by ``speed`` [1/month] once prices have been high for ``delay`` months (``waited`` counts them), to at most
    ``ceiling``. Plants that were built stay.

    >>> growth_next(0.0, 13.0, 12.0, 0.04 / 12.0, 0.2) > 0.0
    True
    """
    return min(extra + speed, max(ceiling, extra)) if waited > delay else extra
