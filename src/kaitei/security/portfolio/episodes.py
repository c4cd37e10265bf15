"""Shortages of drawn futures, cut into episodes: what an element lacks between two calms."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray, IntArray

LEAST = 0.02
"""Share of an element's need that must be lacking for a quarter to count as short [1]."""

CALM = 2
"""Quarters without shortage that part two episodes; firms make up most of their stock in them (our choice)."""


class Episodes(NamedTuple):
    """Episodes of all futures, in order of future and time."""

    future: IntArray
    first: IntArray
    """First quarter, (episode,)."""
    last: IntArray
    """First quarter that is no longer of it, (episode,)."""
    calm: IntArray
    """Quarters since the episode before in the same future; the horizon where there is none, (episode,)."""
    gap: FloatArray
    """What is lacking in all, before stocks [t], (episode, element)."""


def episodes(gap: FloatArray, need: FloatArray, watched: BoolArray) -> Episodes:
    """Cuts quarters into episodes.

    A quarter is short when a watched element lacks more than ``LEAST`` of its need; fewer than ``CALM`` quarters that
    are not short do not end an episode, and count to it.

    Args:
        gap: what is lacking [t/quarter], (future, quarter, element).
        need: [t/quarter], (element,).
        watched: elements that some use stands still without, (element,).

    >>> gap = np.zeros((1, 8, 1)); gap[0, [1, 3, 6], 0] = 1.0
    >>> made = episodes(gap, np.ones(1), np.ones(1, bool))
    >>> made.first.tolist(), made.last.tolist(), made.gap.ravel().tolist()
    ([1, 6], [4, 7], [2.0, 1.0])
    """
    short = np.asarray((gap[:, :, watched] > LEAST * need[watched]).any(axis=2))
    rows = [(f, first, last, calm) for f in range(len(short)) for first, last, calm in _spells(short[f])]
    future, first, last, calm = np.array(rows, np.int64).reshape(-1, 4).T
    summed = np.concatenate([np.zeros_like(gap[:, :1]), np.cumsum(gap, axis=1)], axis=1)
    return Episodes(future, first, last, calm, summed[future, last] - summed[future, first])


def _spells(short: BoolArray) -> list[tuple[int, int, int]]:
    """First quarter, first quarter after, and calm before, of each episode of a future."""
    made: list[tuple[int, int, int]] = []
    for quarter in np.flatnonzero(short).tolist():
        calm = quarter - made[-1][1] if made else len(short)
        if calm < CALM:
            made[-1] = (made[-1][0], quarter + 1, made[-1][2])
        else:
            made.append((quarter, quarter + 1, calm))
    return made


def quarters_short(gap: FloatArray, cut: Episodes, start: int) -> IntArray:
    """Quarters of each episode, from a quarter on, in which each element lacks anything, (episode, element)."""
    count = np.concatenate([np.zeros((len(gap), 1, gap.shape[2]), np.int64), np.cumsum(gap > 0.0, axis=1)], axis=1)
    return np.asarray(count[cut.future, cut.last] - count[cut.future, np.clip(start, cut.first, cut.last)])
