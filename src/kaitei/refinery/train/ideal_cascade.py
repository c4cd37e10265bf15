"""A counter-current cascade whose organic stays full, at constant separation factors (the cascade of Xu Guangxian).

Stage 0 gives the raffinate, the last stage the extract; n stages of extraction, the last of which takes the aqueous
feed, then m of scrub. Amounts are mol of rare earths per mol fed, x and y mole fractions in aqueous and organic:

    y_i = b_i x_i / sum(b x)                   equilibrium of a full organic
    (1 + W) x' = S y + R                       extraction, from stage 0 up    (R_i raffinate, sum R = 1 - E)
    S y' = W x + E                             scrub, from the top down       (E_i extract, sum E, S = W + E)

Saponified organic that is loaded in stage 0, or arrives full of raffinate, gives the same balance; so does scrub by
acid in the last stage, or by extract sent back. Every step adds positive numbers only, so traces keep their digits.
What is unknown is one number per element, z = ln(extract / raffinate), whatever the number of stages: the marches
from both ends must meet in the organic that leaves the feed stage.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.refinery.train.march import FAR, LEVEL, LOG, OTHER, Side, balance, march

TRACE = 1e-30
"""Least mole fraction an element is given: what is not fed still has a split [1]."""
TOLERANCE = 1e-10
"""Largest spread of the misfit of ln y where the marches meet [1]."""
NEAR = 2.0
"""Misfit below which Newton is tried [1]; further off, the split that the marches imply is taken as it is."""
STEADY, LONGEST, SHORTEST = 1e-3, 256.0, 0.02
"""Change of the misfit below which a step repeats itself and is lengthened; longest and shortest step [1]."""
MOST_ROUNDS = 2000


class Split(NamedTuple):
    """What an ideal cascade does to its feed."""

    extracted: FloatArray
    """Share of each element that leaves with the extract [1], (draw, element)."""
    left: FloatArray
    """Share of each element that leaves with the raffinate [1], (draw, element); small ones keep their digits."""
    log_odds: FloatArray
    """ln(extracted / left) [1], (draw, element): also the start of a solution near by."""
    converged: BoolArray
    """Both ends of the cascade meet, (draw,)."""
    rounds: IntArray
    """Rounds taken, (draw,)."""


@njit(cache=True)
def _meet(
    ends: tuple[Side, Side], steps: IntArray, flow: FloatArray, feed: FloatArray, odds: FloatArray, sloped: bool,
    change: FloatArray, matrix: FloatArray,
) -> float:  # fmt: skip
    """Spread of the misfit of both marches in the organic of the feed stage, ln from below less ln from above.

    Both sum to 1, so equal misfits are none: the spread does not feel a shift that sharp splits leave open.
    """
    bottom, top = ends
    count = feed.shape[0]
    total = march(bottom, steps[0] - 1, flow[0], feed, odds, -1.0, sloped)
    march(top, steps[1], flow[1], feed, odds, 1.0, sloped)
    least, most = np.inf, -np.inf
    for i in range(count):
        below = np.log(bottom.weight[i] * bottom.walk[LEVEL, i] / total) + bottom.walk[LOG, i]
        change[i] = below - np.log(top.walk[LEVEL, i]) - top.walk[LOG, i] - odds[i]
        least, most = min(least, change[i]), max(most, change[i])
    if sloped:
        for i in range(count):
            for k in range(count):
                matrix[i, k] = top.slope[i, k] + bottom.slope[i, k] - bottom.slope[count, k]
            matrix[i, count] = 1.0
            matrix[count, i] = feed[i] * top.walk[OTHER, i] * bottom.walk[OTHER, i]
        matrix[count, count], change[count] = 0.0, 0.0
    return most - least


@njit(cache=True)
def _eliminate(matrix: FloatArray, right: FloatArray) -> bool:
    """Solution of a small linear system in place of ``right``; False if singular."""
    size = right.shape[0]
    for k in range(size):
        best = k
        for r in range(k + 1, size):
            if abs(matrix[r, k]) > abs(matrix[best, k]):
                best = r
        if not abs(matrix[best, k]) > 1e-200:
            return False
        for c in range(size):
            matrix[k, c], matrix[best, c] = matrix[best, c], matrix[k, c]
        right[k], right[best] = right[best], right[k]
        for r in range(size):
            share = matrix[r, k] / matrix[k, k]
            if r != k and share != 0.0:
                for c in range(k, size):
                    matrix[r, c] -= share * matrix[k, c]
                right[r] -= share * right[k]
    longest = 0.0
    for k in range(size - 1):
        right[k] /= matrix[k, k]
        longest = max(longest, abs(right[k]))
    return longest < FAR


@njit(cache=True)
def _swings(odds: FloatArray, change: FloatArray, kept: FloatArray) -> bool:
    """Keep the state; True where it moves against its last move."""
    along = 0.0
    for i in range(odds.shape[0]):
        moved = odds[i] - kept[0, i]
        along += moved * kept[2, i]
        kept[0, i] = odds[i]
        kept[1, i] = change[i]
        kept[2, i] = moved
    return along < 0.0


@njit(cache=True)
def _solve_draws(
    feeds: FloatArray, flows: FloatArray, steps: IntArray, warm: bool, ends: tuple[Side, Side], work: FloatArray,
    shares: FloatArray, odds: FloatArray, rounds: IntArray,
) -> None:  # fmt: skip
    """Solve every draw for itself: rounds until both marches meet, negative if they do not.

    feeds: mole fractions and factors, (draw, 2, element); flows: of either end as in ``march``, (draw, 2, 3)
    work: room for the linear system, its right side, and what was before, (element + 5, element + 1)
    """
    draws, _, count = feeds.shape
    matrix, change, kept = work[: count + 1], work[count + 1], work[count + 2 :]
    for d in range(draws):
        for i in range(count):
            ends[0].weight[i] = feeds[d, 1, i]
            ends[1].weight[i] = 1.0 / feeds[d, 1, i]
        before, tried, gain = 0.0 if warm else 10.0 * NEAR, False, 1.0
        rounds[d] = -MOST_ROUNDS
        kept[:3] = 0.0
        for n in range(MOST_ROUNDS):
            balance(odds[d], feeds[d, 0], flows[d, 1, 2], shares[d])
            lost = n % 8 == 7 and gain <= 1.0
            sloped = before < 2.0 * NEAR or lost
            miss = _meet(ends, steps, flows[d], feeds[d, 0], odds[d], sloped, change, matrix)
            if miss < TOLERANCE:
                rounds[d] = n + 1
                break
            back = tried and not miss < before
            tried = False
            if not back:
                steady = abs(miss - before) < STEADY * before
                longer = min(2.0 * gain, LONGEST if steady else 1.0)
                gain = max(0.5 * min(gain, 1.0), SHORTEST) if _swings(odds[d], change, kept) else longer
                before = miss
                tried = sloped and (miss < NEAR or lost) and _eliminate(matrix, change)
            for i in range(count):
                odds[d, i] = kept[0, i] + (change[i] if tried else kept[1, i] * gain)


def split(
    feed: FloatArray,
    factor: FloatArray,
    wash: FloatArray,
    extract: FloatArray,
    extraction_stages: int,
    scrub_stages: int,
    start: FloatArray | None = None,
) -> Split:
    """Split of every element between extract and raffinate of an ideal cascade.

    Args:
        feed: mole fractions of the elements in the aqueous feed [1], shape (draw, element).
        factor: distribution ratio of each element over that of any one, above 0 [1], (draw, element).
        wash: rare earths washed back W [mol per mol of feed], (draw,).
        extract: rare earths that leave with the organic E, above 0 and below 1 [mol per mol of feed], (draw,).
        extraction_stages: stages up to the feed stage n, at least 1.
        scrub_stages: stages behind it m.
        start: log odds of a solution near by [1], (element,), the same for every draw.

    Reference: Yan, Jia, Liao, Wu and Xu 2006, Tsinghua Science and Technology 11, 241-247.

    >>> half = np.full((1, 2), 0.5)
    >>> made = split(half, np.array([[1.0, 3.0]]), np.array([0.8]), np.array([0.5]), 8, 6)
    >>> float(made.extracted[0, 1].round(4))
    0.9901
    """
    draws, elements = feed.shape
    present = np.maximum(feed, TRACE)
    mixture = present / present.sum(axis=1, keepdims=True)
    organic = wash + extract
    flow = np.stack([organic, 1.0 + wash, 1.0 - extract, wash, organic, extract], axis=1).reshape(draws, 2, 3)
    steep = max(2.0, float(min(extraction_stages, scrub_stages)))
    odds = np.array(np.log(factor) * steep if start is None else np.broadcast_to(start, feed.shape))
    shares, rounds = np.zeros((draws, 2, elements)), np.zeros(draws, dtype=np.int64)
    blank = Side(np.ones(elements), np.zeros((6, elements)), np.zeros((elements + 1, elements)))
    ends = blank, Side(*(part.copy() for part in blank))
    steps, work = np.array([extraction_stages, scrub_stages]), np.zeros((elements + 5, elements + 1))
    _solve_draws(np.stack([mixture, factor], axis=1), flow, steps, start is not None, ends, work, shares, odds, rounds)
    return Split(shares[:, 1], shares[:, 0], odds, rounds > 0, abs(rounds))
