"""Tropical cyclones: how many interrupt a year, and what one of them costs in time."""

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


def storms_by_month(rate: FloatArray, cover: FloatArray) -> FloatArray:
    """Mean storms met by month, as parts of the storms of a whole year.

    rate: storms by month, in any proportion, shape (..., month). cover: share of each month that is employed [1],
    shape (..., month).

    rate / sum(rate) x min(cover, 1): sums to 1 for a whole year, to less for a campaign, to 0 where no month has
    storms.

    >>> import numpy as np
    >>> [float(part) for part in storms_by_month(np.array([1.0, 3.0]), np.array([1.0, 0.5]))]
    [0.25, 0.375]
    """
    total = rate.sum(axis=-1, keepdims=True)
    return rate / np.where(total > 0.0, total, 1.0) * np.minimum(cover, 1.0)


def interruption_time_retrieve(
    warning: FloatArray, retrieval: FloatArray, absence: FloatArray, redeployment: FloatArray
) -> FloatArray:
    """Time lost to one storm when the riser is pulled and run again.

    warning: time between the stop and the start of pulling [s]. retrieval: pulling the pipe [s]. absence: time
    away from the track [s]. redeployment: running the pipe again until work starts [s]. All at least 0.

    The sum of the parts: none of them overlaps another.

    >>> float(interruption_time_retrieve(2.0, 2.5, 2.5, 12.0))
    19.0
    """
    return warning + retrieval + absence + redeployment
