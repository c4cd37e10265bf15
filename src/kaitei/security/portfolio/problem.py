"""A portfolio problem in arrays: what options cost and give, and what each episode of each future lacks."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError, Problem
from kaitei.physics.arrays import BoolArray, FloatArray, IntArray


class Portfolio(NamedTuple):
    """Options I, episodes J, elements E, pairs P of a use and an element it stands still without, uses U, futures F."""

    cost: FloatArray
    """Of one unit [GJPY/yr], (I,)."""
    most: FloatArray
    """Units that can be had, (I,); 1 for members of a group."""
    group: IntArray
    """Options of one group, such as one project's possible starts, share one size of 1 at most; -1 alone, (I,)."""
    stock: IntArray
    """Element that a unit is a tonne in stock of, -1 for options that give a flow, (I,)."""
    flow: FloatArray
    """What a unit gives in an episode [t], (I, J, E)."""
    refined: BoolArray
    """Whether that is oxide which plants at home must first make into what uses take, (I,)."""
    room: FloatArray
    """Most that these plants can make in an episode [t], (J, E); what is more helps nobody."""
    future: IntArray
    """Of each episode, in order, (J,)."""
    gap: FloatArray
    """What is lacking before any stock [t], (J, E)."""
    months: FloatArray
    """Length of each episode, (J,)."""
    release: FloatArray
    """Most of a stock that can leave it within the episode [1], (J,)."""
    refill: FloatArray
    """Share of a stock that can be bought back in the calm before the episode [1], (J,)."""
    need: FloatArray
    """[t/month], (P,)."""
    use: IntArray
    """(P,)."""
    element: IntArray
    """(P,)."""
    cover: FloatArray
    """Months that firms of each class hold, rising, (F, E, class)."""
    share: FloatArray
    """Of each class in the need [1], (class,)."""
    loss: FloatArray
    """Loss of a month in which a use stands still [GJPY/yr over the horizon], (J, U)."""
    weight: FloatArray
    """Chance of each future, summing to 1, (F,)."""
    tail: float
    """Share of the worst futures whose mean loss is bounded [1]."""


def check(portfolio: Portfolio) -> None:
    """Raises InputError with everything that is wrong."""
    p = portfolio
    rules = (
        ("cost", (p.cost >= 0.0).all(), "a cost must be 0 or more"),
        ("most", (p.most >= 0.0).all(), "the most of an option must be 0 or more"),
        ("most", (p.most[p.group >= 0] == 1.0).all(), "the most of an option in a group must be 1"),
        ("flow", (p.flow >= 0.0).all(), "what an option gives must be 0 or more"),
        ("room", (p.room >= 0.0).all(), "the room of plants must be 0 or more"),
        ("gap", (p.gap >= 0.0).all(), "a gap must be 0 or more"),
        ("need", (p.need > 0.0).all(), "a need must be more than 0"),
        ("cover", (p.cover >= 0.0).all() and (np.diff(p.cover) >= 0.0).all(), "covers must be 0 or more and rise"),
        ("share", abs(p.share.sum() - 1.0) < 1e-9, f"shares of classes must sum to 1, not {p.share.sum():g}"),
        ("loss", (p.loss >= 0.0).all(), "a loss must be 0 or more"),
        ("release", ((p.release >= 0.0) & (p.release <= 1.0)).all(), "a release must lie in 0 to 1"),
        ("refill", ((p.refill >= 0.0) & (p.refill <= 1.0)).all(), "a refill must lie in 0 to 1"),
        ("future", (np.diff(p.future) >= 0).all(), "episodes must stand in the order of their futures"),
        ("weight", abs(p.weight.sum() - 1.0) < 1e-9, f"weights of futures must sum to 1, not {p.weight.sum():g}"),
        ("tail", 0.0 < p.tail <= 1.0, f"the tail must lie above 0 and be at most 1, not {p.tail:g}"),
    )  # fmt: skip
    problems = [Problem(message, f"portfolio.{path}") for path, holds, message in rules if not holds]
    finite = all(np.isfinite(array).all() for array in p)
    problems += [] if finite else [Problem("every number must be finite", "portfolio")]
    if problems:
        raise InputError(problems)


def pieces(cover: FloatArray, share: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Straight lines whose largest is what firms lose of a shortage [month]: slope [1] and what is taken off [month].

    A shortage that sums to x months of need, spread evenly over firms, stops those whose stock is less: all lose
    sum_k share_k max(x - cover_k, 0) months, which is convex.

    Args:
        cover: of each class [month], rising, (..., class). share: of each class [1], (class,).

    >>> slope, off = pieces(np.array([1.0, 3.0]), np.array([0.5, 0.5]))
    >>> float((slope * 5.0 - off).max())
    3.0
    """
    return np.broadcast_to(np.cumsum(share), cover.shape), np.cumsum(share * cover, axis=-1)
