"""Significant wave height as a climate: how often a limit is exceeded, month by month."""

import numpy as np
from scipy.special import gamma

from kaitei.physics.arrays import FloatArray


def exceedance_weibull(limit: FloatArray, mean: FloatArray, shape: FloatArray) -> FloatArray:
    """Share of time in which the significant wave height exceeds a limit.

    limit: significant wave height Hs [m]. mean: mean Hs of the month [m], above 0. shape: Weibull shape [1].

    P(Hs > h) = exp(-(h / a)^k) with a = mean / gamma(1 + 1/k): a two-parameter Weibull law whose scale is set by
    the mean. Holds for the bulk of the distribution; spells, swell period and the far tail are not in it.

    >>> round(float(exceedance_weibull(3.5, 2.6, 2.5)), 3)
    0.21
    """
    scale = mean / gamma(1.0 + 1.0 / shape)
    return np.exp(-((limit / scale) ** shape))


def time_exceeded(limit: FloatArray, mean: FloatArray, shape: FloatArray, time: FloatArray) -> FloatArray:
    """Time per year lost to wave height alone when work stops above a limit, without persistence.

    limit: Hs [m], shape (...). mean: mean Hs by month [m], shape (..., month). shape: Weibull shape [1], shape
    (...). time: length of the months [s], shape (..., month).

    sum over months of P(Hs > limit) x time.

    >>> import numpy as np
    >>> calm = time_exceeded(np.array(4.0), np.full(12, 2.0), np.array(2.5), np.full(12, 365 / 12))
    >>> round(float(calm), 1)
    5.5
    """
    share = exceedance_weibull(limit[..., np.newaxis], mean, shape[..., np.newaxis])
    lost: FloatArray = (share * time).sum(axis=-1)
    return lost
