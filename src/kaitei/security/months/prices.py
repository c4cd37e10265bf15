"""Prices of an element in two markets: at home in China, and where exports are restricted.

Under export control a thin market outside parts from China's: most is still used at the home price, and the little that
is sold outside has a price of its own (see docs/theory/security.md). Each market's price moves with the share of its
orders that stays open and falls back with a half-life.
"""

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray


def reversion_of_half_life(half_life: FloatArray) -> FloatArray:
    """Share of a price's rise that is left after a month [1].

    Args:
        half_life: of the rise [month].

    >>> float(reversion_of_half_life(np.array(6.0)).round(3))
    0.891
    """
    return np.asarray(0.5 ** (1.0 / half_life))


@njit(cache=True, error_model="numpy")
def next_log_price(log_price: float, open_share: float, push: float, kept: float, highest: float) -> float:
    """Logarithm of a price over that of the base year, a month later [1].

    log_price: now [1]. open_share: share of the orders that nobody met this month [1]. push: rise of the logarithm
    where nothing was met [1]. kept: share of a rise that is left after a month [1]. highest: bound [1].

    >>> round(next_log_price(0.0, 0.5, 1.0, 0.9, 4.0), 3)
    0.5
    """
    return min(kept * log_price + push * open_share, highest)


@njit(cache=True, error_model="numpy")
def need_at_price(log_price: float, elasticity: float) -> float:
    """Need over that at the price of the base year [1]; (p / p0)^elasticity, elasticity at most 0.

    >>> round(need_at_price(0.6931, -0.17), 3)
    0.889
    """
    return float(np.exp(elasticity * max(log_price, 0.0)))
