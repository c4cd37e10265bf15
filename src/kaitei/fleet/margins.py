"""How high, long and strong: monthly distributions of waves, wind and current, and the way between them and codes.

A code k of a weather year stands for the probabilities from k / 65536 to (k + 1) / 65536 within its month. A limit
becomes a threshold: the weather is within the limit while code < threshold.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gamma, ndtr, ndtri

from kaitei.fleet.waves import exceedance_weibull
from kaitei.physics.arrays import ByteArray, CodeArray, FloatArray

ThresholdArray = NDArray[np.int32]

CODES = 65536
"""Codes that the probabilities from 0 to 1 are cut into."""

MONTH_HOURS: FloatArray = 24.0 * np.array([31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0])
"""Hours of the months in a year of 8760 hours."""

MONTH_OF_HOUR: ByteArray = np.repeat(np.arange(12, dtype=np.uint8), MONTH_HOURS.astype(np.int64))
"""Month (0 is January) of every hour of the year, shape (hour,)."""


def non_exceedance_weibull(limit: FloatArray, mean: FloatArray, shape: FloatArray) -> FloatArray:
    """Share of time in which a Weibull variable (wave height, wind, current) stays within a limit.

    limit: 0 or more, infinite for no limit. mean: above 0, both in one unit. shape: Weibull shape [1].

    1 - exp(-(h / a)^k) with a = mean / gamma(1 + 1/k).

    >>> round(float(non_exceedance_weibull(3.5, 2.6, 2.5)), 3)
    0.79
    """
    return 1.0 - exceedance_weibull(limit, mean, shape)


def quantile_weibull(probability: FloatArray, mean: FloatArray, shape: FloatArray) -> FloatArray:
    """Value that a Weibull variable stays within for a share of time.

    probability: share [1], from 0 to below 1. mean: above 0. shape: Weibull shape [1].

    a (-ln(1 - p))^(1/k) with a = mean / gamma(1 + 1/k), in the unit of the mean.

    >>> round(float(quantile_weibull(0.9, 2.6, 2.5)), 2)
    4.09
    """
    scale = mean / gamma(1.0 + 1.0 / shape)
    return scale * (-np.log1p(-np.asarray(probability))) ** (1.0 / shape)


def non_exceedance_lognormal(limit: FloatArray, mean: FloatArray, variation: FloatArray) -> FloatArray:
    """Share of time in which a lognormal variable (peak period) stays within a limit.

    limit: 0 or more, infinite for no limit. mean: above 0, both in one unit. variation: standard deviation over
    mean [1], above 0.

    Phi((ln(h / mean) + s^2 / 2) / s) with s^2 = ln(1 + variation^2).

    >>> round(float(non_exceedance_lognormal(12.0, 9.0, 0.23)), 3)
    0.916
    """
    spread = np.sqrt(np.log1p(np.square(variation)))
    with np.errstate(divide="ignore"):  # a limit of 0 is never kept: ln 0 is minus infinity, and Phi of that is 0
        score = (np.log(np.asarray(limit) / mean) + 0.5 * spread**2) / spread
    return np.asarray(ndtr(score))


def quantile_lognormal(probability: FloatArray, mean: FloatArray, variation: FloatArray) -> FloatArray:
    """Value that a lognormal variable stays within for a share of time.

    probability: share [1], between 0 and 1. mean: above 0. variation: standard deviation over mean [1], above 0.

    mean exp(s z - s^2 / 2) with z = Phi^-1(p) and s^2 = ln(1 + variation^2), in the unit of the mean.

    >>> round(float(quantile_lognormal(0.5, 9.0, 0.23)), 2)
    8.77
    """
    spread = np.sqrt(np.log1p(np.square(variation)))
    return mean * np.exp(spread * ndtri(probability) - 0.5 * spread**2)


def codes_of_limits(non_exceedance: FloatArray) -> ThresholdArray:
    """Thresholds of codes: the weather is within the limit while code < threshold.

    non_exceedance: share of time within the limit [1], 0 to 1, any shape (draw, month, for example).

    65536 p rounded: 0 is always exceeded, 65536 never. Rounding moves a share by at most 8e-6 (4 minutes a year).

    >>> codes_of_limits(np.array([0.0, 0.5, 0.999999, 1.0])).tolist()
    [0, 32768, 65536, 65536]
    """
    return np.rint(CODES * non_exceedance).astype(np.int32)


def probability_of_codes(codes: CodeArray) -> FloatArray:
    """Probability in the middle of what a code stands for [1], never 0 or 1.

    codes: 0 to 65535, any shape. (k + 1/2) / 65536: with a quantile function it gives the physical value.

    >>> round(float(quantile_weibull(probability_of_codes(np.array(32767, np.uint16)), 2.6, 2.5)), 3)
    2.531
    """
    return (codes + 0.5) / CODES


def hours_exceeded(codes: CodeArray, thresholds: ThresholdArray) -> ByteArray:
    """Mask of one variable: 1 in hours in which its limit is exceeded, 0 in hours within it.

    codes: of one variable, shape (..., hour) of whole years. thresholds: by month, shape (month,).

    >>> mask = hours_exceeded(np.full(8760, 100, np.uint16), np.array([100] + [101] * 11, np.int32))
    >>> int(mask.sum())
    744
    """
    return (codes >= thresholds[MONTH_OF_HOUR]).astype(np.uint8)
