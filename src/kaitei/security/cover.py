"""How long stocks last, in days of need."""

import numpy as np
from scipy.special import ndtri

from kaitei.physics.arrays import FloatArray
from kaitei.security.months.firms import BY_STOCK, cover_of_levels

THIN = 0.05
"""Share of firms, by need, whose stocks are thinner than the thin cover [1]."""


def cover_of_firms(median: FloatArray, spread: FloatArray) -> FloatArray:
    """How long the stocks of all firms together last, were they shared [unit of median].

    The same classes of firms as in the monthly model: the mean of a lognormal distribution, without what lies beyond
    the thickest class.

    median: of all firms [s], (...). spread: standard deviation of the logarithm [1], (...)

    >>> float(cover_of_firms(np.array(90.0), np.array(0.72)).round(1))
    107.3
    """
    return np.asarray((cover_of_levels(median, spread) * BY_STOCK).sum(axis=-1))


def cover_of_thin_firms(median: FloatArray, spread: FloatArray) -> FloatArray:
    """How long the stock of the firm lasts below which a twentieth of the firms lie [unit of median].

    median, spread: as in ``cover_of_firms``.

    >>> float(cover_of_thin_firms(np.array(90.0), np.array(0.72)).round(1))
    27.5
    """
    return np.asarray(median * np.exp(spread * ndtri(THIN)))
