"""One circuit of a train: flows above the least, and the fewest stages that meet a leak."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery.train.ideal_cascade import split
from kaitei.refinery.train.least_flow import extraction_least_underwood_1948

MET, STAGES, FACTOR, NO_FEED = "met", "stages at their cap", "separation factor too close to 1", "nothing to part"


class Sides(NamedTuple):
    """Which elements a circuit parts."""

    light: BoolArray
    """Elements of the products that leave with the raffinate, (element,)."""
    heavy: BoolArray
    """Elements of the products that leave with the organic, (element,)."""
    up: BoolArray
    """All elements meant to leave with the organic, strays of other products too, (element,)."""


class Flows(NamedTuple):
    """Flows of a circuit, mol of rare earths per mol fed, (draw,)."""

    organic: FloatArray
    """Extracted S; all of it is scrubbed or stripped."""
    wash: FloatArray
    """Washed back as scrub W."""
    extract: FloatArray
    """Leaves with the organic E."""


class Limits(NamedTuple):
    """What a design may use."""

    excess: float = 1.2
    """Extraction over the least at infinitely many stages [1]; plants run 1.1-1.3."""
    most_stages: int = 250
    """Stages of extraction and scrub that a circuit may have."""
    most_organic: float = 30.0
    """Extraction a circuit may have [mol/mol]."""


class Build(NamedTuple):
    """A circuit as built: stages, and the leaks its flows are set to."""

    extraction_stages: int
    scrub_stages: int
    light_leak: float
    """Light elements let into the extract, of those fed [1]; with the other leak it sets the extract of any feed."""
    heavy_leak: float
    """Heavy elements let into the raffinate, of those fed [1]."""
    binding: str
    """``met``, or the constraint that keeps the leaks above what was asked."""


def sides(light: BoolArray, heavy: BoolArray, ratio: FloatArray) -> Sides:
    """Where every element is meant to go; a stray goes to the side whose edge its ratio is nearer to.

    Args:
        light, heavy: own elements of either side, (element,).
        ratio: distribution ratios [1], (element,).

    >>> ratio = np.array([1.0, 2.0, 8.0])
    >>> sides(np.array([True, False, False]), np.array([False, True, False]), ratio).up.tolist()
    [False, True, True]
    """
    edge = np.sqrt(ratio[light].max() * ratio[heavy].min())
    return Sides(light, heavy, heavy | (~light & (ratio > edge)))


def flows(
    feed: FloatArray, ratio: FloatArray, part: Sides, leaks: tuple[float, float], limits: Limits
) -> tuple[Flows, BoolArray]:
    """Flows that a feed and its separation factors call for; and whether the extraction is at its cap, (draw,).

    Args:
        feed: mole fractions [1], (draw, element).
        ratio: distribution ratios [1], (draw, element).
        part: which elements go where.
        leaks: shares of the light in the extract and of the heavy in the raffinate [1].
        limits: excess and cap of the extraction.

    E = (1 - heavy leak) sum of heavy + light leak x sum of light, S = excess x S_min, W = S - E
    """
    heavy = (feed * part.up).sum(axis=1)
    extract = np.clip((1.0 - leaks[1]) * heavy + leaks[0] * (1.0 - heavy), 1e-12, 1.0 - 1e-12)
    least = extraction_least_underwood_1948(feed, ratio, part.light, part.heavy)
    wanted = limits.excess * np.maximum(least, extract)
    organic = np.minimum(wanted, np.maximum(limits.most_organic, limits.excess * extract))
    return Flows(organic, organic - extract, extract), np.asarray(wanted > organic)


def build(feed: FloatArray, ratio: FloatArray, part: Sides, leaks: tuple[float, float], limits: Limits) -> Build:
    """Fewest stages, with the best feed stage, whose leaks are no more than asked; or the best the limits allow.

    Args:
        feed, ratio: mole fractions and distribution ratios of the central case [1], (element,).
        part, leaks, limits: as in ``flows``.

    The extract is set to the amount that both leaks imply, so meeting one of them is meeting the other.
    """
    heavy = float((feed * part.up).sum())
    if min(heavy, 1.0 - heavy) <= 0.0:
        return Build(1, 0, *leaks, NO_FEED)
    flow, capped = flows(feed[None], ratio[None], part, leaks, limits)
    allowed = leaks[0] * (1.0 - heavy)

    def leak(stages: int, at: int) -> float:
        made = split(feed[None], ratio[None], flow.wash, flow.extract, at, stages - at)
        return float((feed * ~part.up * made.extracted[0]).sum())

    few, many = 1, 2
    place: dict[int, int] = {}
    while True:
        at = _best_feed_stage(leak, many, place.get(few, 1) / few)
        place[many] = at
        if leak(many, at) <= allowed or many == limits.most_stages:
            break
        few, many = many, min(2 * many, limits.most_stages)
    enough = leak(many, place[many]) <= allowed
    while enough and many - few > 1:
        middle = (few + many) // 2
        place[middle] = _best_feed_stage(leak, middle, place[many] / many)
        few, many = (few, middle) if leak(middle, place[middle]) <= allowed else (middle, many)
    binding = MET if enough else FACTOR if capped[0] else STAGES
    return Build(place[many], many - place[many], *leaks, binding)


def _best_feed_stage(leak: Callable[[int, int], float], stages: int, guess: float) -> int:
    """Stages of extraction, of so many, that leak least: steps that halve, from a guess."""
    at = min(max(1, round(guess * stages)), stages)
    least, step = leak(stages, at), max(1, stages // 8)
    while step > 0:
        moved = False
        for other in (at - step, at + step):
            if 1 <= other <= stages and not moved:
                tried = leak(stages, other)
                if tried < least:
                    at, least, moved = other, tried, True
        if not moved:
            step //= 2
    return at
