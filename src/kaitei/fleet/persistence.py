"""How long weather lasts: the correlation in time of a normal score, and the spells that follow from it.

A normal score is what is left of a variable when its monthly distribution is taken out: the standard normal number
with the same probability. Its correlation in time is the sum of three parts,

    r(t) = (1 - q - w) s(t) + q exp(-t / T_fast) + w,

a slow part s(t) that is smooth (weather systems), a fast part with the share q (fronts, local wind, and the chance
in every half-hour record of waves) and a part w that is the same all year (good years and bad years). The slow part is
a second-order autoregression with both roots at exp(-h / T_slow), so that s(t) is nearly (1 + t / T) exp(-t / T): it
has no kink at 0 and hence none of the many short spells that a first-order autoregression makes.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri, owens_t

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray

HOUR = 3600.0
"""Step of the weather [s]."""


class Persistence(NamedTuple):
    """The memory of weather variables, each of shape (variable,)."""

    slow_time: FloatArray
    """Time scale of the slow part [s]."""
    fast_share: FloatArray
    """Share of the variance that the fast part has [1]."""
    fast_time: FloatArray
    """Time scale of the fast part [s]."""
    year_share: FloatArray
    """Share of the variance that lies between years [1]."""

    def off(self) -> "Persistence":
        """No memory at all: every hour is drawn for itself."""
        return Persistence(*(np.zeros_like(part) for part in self))


def root(time: FloatArray) -> FloatArray:
    """Correlation of consecutive hours in a first-order autoregression.

    time: time scale [s], 0 for no memory.

    exp(-h / T) with h of one hour.

    >>> [round(float(a), 3) for a in root(np.array([0.0, 3600.0, 20 * 3600.0]))]
    [0.0, 0.368, 0.951]
    """
    some = time > 0.0
    return np.where(some, np.exp(-HOUR / np.where(some, time, 1.0)), 0.0)


def autocorrelation(lag: FloatArray, persistence: Persistence) -> FloatArray:
    """Correlation of a normal score with itself later in the same year.

    lag: whole hours [h], 0 or more, broadcast against the variables of ``persistence``.

    (1 - q - w) (1 + k (1 - a^2) / (1 + a^2)) a^k + q b^k + w at lag k with a = exp(-h / T_slow) and
    b = exp(-h / T_fast): a second-order autoregression with a double root, a first-order one, and a constant.

    >>> coffs = Persistence(np.array(20 * HOUR), np.array(0.06), np.array(5 * HOUR), np.array(0.01))
    >>> [round(float(autocorrelation(np.array(k), coffs)), 3) for k in (1, 6, 24, 96)]
    [0.988, 0.924, 0.626, 0.054]

    Reference: Box, Jenkins and Reinsel 1994, Time Series Analysis, section 3.2.4.
    """
    slow, fast = root(persistence.slow_time), root(persistence.fast_time)
    smooth = (1.0 + lag * (1.0 - slow**2) / (1.0 + slow**2)) * slow**lag
    share = 1.0 - persistence.fast_share - persistence.year_share
    made: FloatArray = share * smooth + persistence.fast_share * fast**lag + persistence.year_share
    return made


def crossing_share(exceedance: FloatArray, correlation: FloatArray) -> FloatArray:
    """Share of hours that are above a level and the next one below it.

    exceedance: share of time above the level [1], between 0 and 1. correlation: of the normal scores of
    consecutive hours [1], above -1.

    P(z0 > h, z1 < h) = 2 T(h, sqrt((1 - r) / (1 + r))) for a bivariate normal law, T being Owen's function.

    >>> round(float(crossing_share(np.array(0.5), np.array(0.5))), 6) == round(1 / 6, 6)
    True

    Reference: Owen 1956, Ann. Math. Stat. 27, 1075-1090, doi 10.1214/aoms/1177728074.
    """
    level = -ndtri(exceedance)
    # NOTE: a level that is always or never exceeded has no crossings; Owen's function knows that at infinity.
    return 2.0 * owens_t(level, np.sqrt((1.0 - correlation) / (1.0 + correlation)))


def mean_durations(exceedance: FloatArray, hours: FloatArray, correlation: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean length of the spells above and of those below a level [s].

    exceedance: share of time above the level by month [1], shape (..., month). hours: length of the months, in any
    unit, shape (month,). correlation: of the normal scores of consecutive hours [1], shape (...).

    Time above (below) over the number of crossings; month ends are taken as no crossings, and a spell that spans
    two months counts where it ends.

    >>> above, below = mean_durations(np.full(12, 0.2), np.full(12, 730.0), np.array(0.9877))
    >>> round(float(above) / HOUR, 1), round(float(below) / HOUR, 1)
    (11.4, 45.7)
    """
    part = hours / hours.sum()
    crossings = (part * crossing_share(exceedance, np.asarray(correlation)[..., np.newaxis])).sum(axis=-1)
    above = (part * exceedance).sum(axis=-1)
    return HOUR * above / crossings, HOUR * (1.0 - above) / crossings


def slow_covariance(slow: FloatArray) -> FloatArray:
    """Covariance of the slow parts now and one hour ago, all driven by the same noise.

    slow: root of each slow part [1], 0 to 1, shape (variable,).

    Entry (i, j, k) is the covariance of part i with part j, k hours (0 or 1) earlier, when each is the sum over n of
    (n + 1) a^n noise(t - n): a_i^k ((1 + a_i a_j) / (1 - a_i a_j)^3 + k / (1 - a_i a_j)^2).

    >>> slow_covariance(np.array([0.5])).round(4).tolist()
    [[[2.963, 2.3704]]]
    """
    both = slow[:, np.newaxis] * slow
    now = (1.0 + both) / (1.0 - both) ** 3
    before = slow[:, np.newaxis] * (now + 1.0 / (1.0 - both) ** 2)
    return np.stack([now, before], axis=-1)


def noise_correlation(coupling: FloatArray, persistence: Persistence) -> FloatArray:
    """Correlation that the noise of the slow parts must have to couple the variables as asked.

    coupling: correlation of the normal scores at the same hour [1], symmetric with 1 on its diagonal, shape
    (variable, variable). persistence: memory of each variable.

    Only the slow parts are coupled: r_ij sqrt(C_ii / p_i) sqrt(C_jj / p_j) / C_ij with the share p = 1 - q - w of
    the slow part and its covariance C under common noise. Refused if no noise can do that.

    >>> memory = Persistence(*(HOUR * np.array(x) for x in ([20.0, 10.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0])))
    >>> noise_correlation(np.array([[1.0, 0.5], [0.5, 1.0]]), memory).round(3).tolist()
    [[1.0, 0.597], [0.597, 1.0]]
    """
    if not (np.allclose(coupling, coupling.T) and np.allclose(np.diagonal(coupling), 1.0)):
        raise InputError("the coupling of weather variables must be symmetric with 1 on its diagonal")
    share = 1.0 - persistence.fast_share - persistence.year_share
    if (share <= 0.0).any() or min(part.min() for part in persistence) < 0.0:
        raise InputError(
            "persistence of weather: times and shares must be 0 or more, and fast_share + year_share less than 1"
        )
    common = slow_covariance(root(persistence.slow_time))[..., 0]
    scale = np.sqrt(np.diagonal(common) / share)
    needed: FloatArray = coupling * np.outer(scale, scale) / common
    np.fill_diagonal(needed, 1.0)
    least = float(np.linalg.eigvalsh(needed).min())
    if least <= 1e-9:
        raise InputError(
            f"these weather variables cannot be coupled so closely (least eigenvalue {least:.3g}, must be above 0): "
            "lower the coupling, the fast share, or make their slow times more alike"
        )
    return needed
