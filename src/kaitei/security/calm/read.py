"""Reading the calm year for every draw and year: straight lines between its amounts."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.nodes import COUNTRIES

CHINA, JAPAN, REST = (COUNTRIES.index(name) for name in ("china", "japan", "rest"))


class Place(NamedTuple):
    """Where amounts lie in a table."""

    low: IntArray
    """Place of the amount below in the table of all elements, one element after the other, (draw, year, element)."""
    part: FloatArray
    """Share of the way to the next [1], (draw, year, element)."""


def place_of(ratio: FloatArray, amounts: FloatArray) -> Place:
    """Where ratios lie among the amounts of each element; beyond the last they stand at it.

    ratio: oxide over need [1], (draw, year, element). amounts: rising, (element, amount).
    """
    count = amounts.shape[1]
    low = np.empty(ratio.shape, np.int64)
    for e, steps in enumerate(amounts):
        low[..., e] = e * count + np.clip(np.searchsorted(steps, ratio[..., e], side="right") - 1, 0, count - 2)
    below = amounts.ravel().take(low)
    width = amounts.ravel().take(low + 1) - below
    part = np.where(width > 0.0, (ratio - below) / np.where(width > 0.0, width, 1.0), 0.0)
    return Place(low, np.minimum(part, 1.0))


def at(place: Place, column: FloatArray) -> FloatArray:
    """A column of the table at the places, (draw, year, element).

    column: (element, amount)
    """
    values = column.ravel()
    return values.take(place.low) * (1.0 - place.part) + values.take(place.low + 1) * place.part


def weights_of(place: Place, amount: FloatArray, count: int) -> FloatArray:
    """How much of what is weighed over the years stands at each amount of the table, (draw, element, amount).

    A sum over years of ``amount`` times a column is then the sum over the table of these weights times the column.

    amount: what weighs [any unit], (draw, year, element). count: amounts of the table.
    """
    draws, _, elements = amount.shape
    size = draws * elements * count
    first = (np.arange(draws)[:, np.newaxis, np.newaxis] * elements * count + place.low).ravel()
    below = np.bincount(first, (amount * (1.0 - place.part)).ravel(), size)
    above = np.bincount(first + 1, (amount * place.part).ravel(), size)
    return np.asarray(below + above, np.float64).reshape(draws, elements, count)


def summed(weights: FloatArray, column: FloatArray) -> FloatArray:
    """Weights times a column, over the amounts of the table, (draw, element, ...).

    column: (element, amount, ...)
    """
    made = np.zeros((*weights.shape[:2], *column.shape[2:]))
    # NOTE: term after term, so that a draw is the same bits alone and among others.
    for g in range(weights.shape[2]):
        here = weights[:, :, g]
        if here.any():
            made += here.reshape(*here.shape, *[1] * (column.ndim - 2)) * column[:, g]
    return made


class Senders(NamedTuple):
    """What the countries that send it say of what comes in, home among them."""

    declared: FloatArray
    """China's share by the country that sends it [1]."""
    imported: FloatArray
    """Share that is not made or recycled at home [1]."""
    concentration: FloatArray
    """Herfindahl-Hirschman index [1]; home is one supplier, the unnamed rest counts in the total only."""


def senders_of(brought: FloatArray) -> Senders:
    """Shares of what comes into Japan; 0 where nothing does.

    brought: by sender, home under Japan [any one unit], (..., country)

    >>> made = np.zeros(len(COUNTRIES))
    >>> made[CHINA], made[JAPAN] = 3.0, 1.0
    >>> [float(share) for share in senders_of(made)]
    [0.75, 0.75, 0.625]
    """
    total = brought.sum(axis=-1)
    share = brought / np.where(total > 0.0, total, 1.0)[..., np.newaxis]
    named = np.delete(share, REST, axis=-1)
    imported = np.delete(share, JAPAN, axis=-1).sum(axis=-1)
    return Senders(share[..., CHINA], imported, np.asarray((named**2).sum(axis=-1)))
