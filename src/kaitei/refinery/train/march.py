"""Marches of an ideal cascade from its ends to the feed stage, compiled. See ``ideal_cascade`` for the equations."""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray

BIG = 1e100
FAR = 100.0
"""Longest step of ln of the odds that is believed [1]."""
LEVEL, SOURCE, SCALE, LOG, PART, OTHER = 0, 1, 2, 3, 4, 5


class Side(NamedTuple):
    """One end of the cascade, as the march from it to the feed sees it."""

    weight: FloatArray
    """b or 1 / b, to go over from the phase of the product to the other [1], (element,)."""
    walk: FloatArray
    """Phase over product, source, product, log of the scale, fraction of the other phase, other share, (6, element)."""
    slope: FloatArray
    """Change of ln of the phase by the log odds, and its mean in the last row, (element + 1, element)."""


@njit(cache=True)
def balance(odds: FloatArray, feed: FloatArray, extract: float, share: FloatArray) -> None:
    """Shift all log odds alike until the extract has its amount; fills shares left (row 0) and extracted (row 1).

    Only strays are summed, light ones in the extract and heavy ones in the raffinate, and their logarithms compared:
    sharp splits leave no digits in anything else.
    """
    low, high, shift = 0.0, 0.0, 0.0
    for i in range(feed.shape[0]):
        low = min(low, -odds[i] - FAR)
        high = max(high, -odds[i] + FAR)
    for _ in range(200):
        short, light, heavy, light_slope, heavy_slope = extract, 0.0, 0.0, 0.0, 0.0
        for i in range(feed.shape[0]):
            z = odds[i] + shift
            small = np.exp(-abs(z))
            up = 1 if z > 0.0 else 0
            share[up, i] = 1.0 / (1.0 + small)
            share[1 - up, i] = small / (1.0 + small)
            stray = feed[i] * share[1 - up, i]
            short -= feed[i] * up
            light += stray * (1 - up)
            heavy += stray * up
            light_slope += stray * share[up, i] * (1 - up)
            heavy_slope += stray * share[up, i] * up
        light += max(-short, 0.0)
        heavy += max(short, 0.0)
        if light == heavy:
            break
        if light > heavy:
            high = shift
        else:
            low = shift
        step = low
        if light > 0.0 and heavy > 0.0 and light_slope + heavy_slope > 0.0:
            step = shift - np.log(light / heavy) / (light_slope / light + heavy_slope / heavy)
        if not low < step < high:
            step = 0.5 * (low + high)
        if abs(step - shift) < 1e-15 * (1.0 + abs(shift)):
            break
        shift = step
    for i in range(feed.shape[0]):
        odds[i] += shift


@njit(cache=True)
def _go_over(side: Side, sloped: bool) -> float:
    """Fractions of the other phase on the same stage; gives back the sum that makes them 1."""
    walk, slope = side.walk, side.slope
    count, total = walk.shape[1], 0.0
    for i in range(count):
        walk[PART, i] = side.weight[i] * walk[LEVEL, i] * walk[SCALE, i]
        total += walk[PART, i]
    if sloped:
        for k in range(count):
            slope[count, k] = 0.0
        for i in range(count):
            walk[PART, i] /= total
            for k in range(count):
                slope[count, k] += walk[PART, i] * slope[i, k]
    return total


@njit(cache=True)
def march(
    side: Side, steps: int, flow: FloatArray, feed: FloatArray, odds: FloatArray, sign: float, sloped: bool
) -> float:
    """Walk from an end to the feed, then go over once more; gives back the last sum.

    flow: phase entered, phase left, product [mol/mol]; sign: 1 from the extract, -1 from the raffinate.
    """
    walk, slope = side.walk, side.slope
    count = walk.shape[1]
    for i in range(count):
        walk[LEVEL, i], walk[SOURCE, i], walk[LOG, i] = 1.0 / flow[2], 1.0, 0.0
        walk[SCALE, i] = np.exp(_log_amount(feed[i], sign * odds[i]))
        walk[OTHER, i] = np.exp(_log_amount(1.0, -sign * odds[i]))
        for k in range(count):
            slope[i, k] = 0.0
        slope[i, i] = walk[OTHER, i]
    for _ in range(steps):
        ratio = flow[0] / _go_over(side, sloped)
        for i in range(count):
            passed = ratio * side.weight[i] * walk[LEVEL, i]
            both = passed + walk[SOURCE, i]
            walk[LEVEL, i] = both / flow[1]
            if sloped:
                kept = passed / both
                for k in range(count):
                    slope[i, k] = kept * (slope[i, k] - slope[count, k])
                slope[i, i] += (1.0 - kept) * walk[OTHER, i]
            if not 1.0 / BIG < walk[LEVEL, i] < BIG:
                # NOTE: a trace grows by more than a double holds over hundreds of stages; its scale is kept apart.
                walk[LOG, i] += np.log(walk[LEVEL, i])
                walk[LEVEL, i], walk[SOURCE, i] = 1.0, np.exp(-walk[LOG, i])
                walk[SCALE, i] = np.exp(_log_amount(feed[i], sign * odds[i]) + walk[LOG, i])
    return _go_over(side, sloped)


@njit(cache=True)
def _log_amount(feed: float, odds: float) -> float:
    return float(np.log(feed) + min(odds, 0.0) - np.log1p(np.exp(-abs(odds))))
