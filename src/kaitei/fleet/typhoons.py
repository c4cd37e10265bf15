"""Tropical cyclones: how many come in a year."""

import numpy as np

from kaitei.physics.arrays import FloatArray

_MOST_EVENTS = 200


def event_count_negative_binomial(uniform: FloatArray, mean: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Number of events in a year: the quantile of a negative binomial count.

    uniform: probability [1], between 0 and 1. mean: mean count [1]. dispersion: variance over mean r [1], at
    least 1; r = 1 is the Poisson law.

    Smallest n with F(n) >= u, where p(0) = r^(-mean / (r - 1)) and
    p(n + 1) = p(n) (mean + n (r - 1)) / (r (n + 1)).

    >>> [float(event_count_negative_binomial(u, 2.17, 1.0)) for u in (0.11, 0.5, 0.99)]
    [0.0, 2.0, 6.0]
    >>> [float(event_count_negative_binomial(u, 2.17, 2.9)) for u in (0.11, 0.5, 0.99)]
    [0.0, 1.0, 11.0]
    """
    u, mean, excess = np.broadcast_arrays(
        np.asarray(uniform, float), np.asarray(mean, float), np.asarray(dispersion, float) - 1.0
    )
    safe = np.where(excess > 1e-9, excess, 1.0)
    term = np.exp(-mean * np.where(excess > 1e-9, np.log1p(safe) / safe, 1.0))
    below, count = term.copy(), np.zeros(u.shape)
    for n in range(_MOST_EVENTS):
        more = u > below
        if not more.any():
            break
        count = count + more
        term = term * (mean + n * excess) / ((1.0 + excess) * (n + 1.0))
        below = below + term
    return count
