"""Cyclones in one or two stages, with or without recycle, solved in closed form for anything that does not change.

Each mineral and bin, and each floc, passes through a circuit on its own: its flows are linear in the feed.
"""

from typing import Literal, NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray

Layout = Literal["single", "rougher_cleaner", "rougher_scavenger"]


class Flows(NamedTuple):
    """Amounts per amount of new feed [1], all of one shape."""

    first_feed: FloatArray
    """Into the first stage, recycle with it."""
    second_feed: FloatArray
    """Into the second stage; 0 in a single stage."""
    product: FloatArray
    """In the coarse product."""
    reject: FloatArray
    """In the fine reject."""


def circuit_flows(first: FloatArray, second: FloatArray, layout: Layout, recycle: bool) -> Flows:
    """Flows of a circuit from what each stage sends to its coarse side.

    Args:
        first: share of what enters the first stage (the rougher) that leaves it coarse [1], above 0.
        second: the same of the second stage [1], above 0; not looked at in a single stage.
        layout: ``rougher_cleaner`` cleans the coarse side again, ``rougher_scavenger`` searches the fine side again.
        recycle: whether the second stage's other side goes back to the first (else cleaner fines are rejected and
            scavenged coarse joins the product).

    With recycle: cleaner E1 E2 / (1 - E1 + E1 E2), scavenger E1 / (1 - E2 + E1 E2); without: E1 E2 and
    E1 + (1 - E1) E2.

    >>> made = circuit_flows(np.array([0.1, 0.9]), np.array([0.1, 0.9]), "rougher_cleaner", True)
    >>> made.product.round(3).tolist()
    [0.011, 0.89]
    """
    if layout == "single":
        return Flows(np.ones_like(first), np.zeros_like(first), first, 1.0 - first)
    whole = np.ones_like(second)
    if layout == "rougher_cleaner":
        # NOTE: not 1 - E1 (1 - E2), which cancels to 0 for grains that go round very often.
        leaving = second if recycle else whole
        entering = 1.0 / ((1.0 - first) + first * leaving)
        passed = entering * first
        rejected = entering * (1.0 - first) + passed * (leaving - second)
        return Flows(entering, passed, passed * second, rejected)
    leaving = 1.0 - second if recycle else whole
    entering = 1.0 / (first + (1.0 - first) * leaving)
    passed = entering * (1.0 - first)
    product = entering * first + passed * (leaving - (1.0 - second))
    return Flows(entering, passed, product, passed * (1.0 - second))


class Waters(NamedTuple):
    """Water through a circuit [m3/s], (draw,)."""

    stages: tuple[FloatArray, ...]
    """Into each stage."""
    added: FloatArray
    """To dilute, over all stages."""
    product: FloatArray
    """With the coarse product."""
    reject: FloatArray
    """With the fine reject."""


def circuit_water(
    own: FloatArray,
    needed: tuple[FloatArray, ...],
    recovery: tuple[FloatArray, ...],
    before: FloatArray,
    layout: Layout,
    recycle: bool,
) -> Waters:
    """Water of a circuit whose stages are diluted to what they need.

    Args:
        own: water that comes with the feed [m3/s].
        needed: by each stage for its dilution [m3/s]; what arrives stays where it is more.
        recovery: share of each stage's water that leaves coarse [1].
        before: into the second stage in the round before, for the recycle [m3/s]; not looked at in a single stage.
        layout: of the stages.
        recycle: as in ``circuit_flows``.

    >>> wet = circuit_water(np.array(2.0), (np.array(10.0),), (np.array(0.1),), np.array(0.0), "single", False)
    >>> [float(v) for v in (wet.added, wet.product, wet.reject)]
    [8.0, 1.0, 9.0]
    """
    if layout == "single":
        into = np.maximum(needed[0], own)
        return Waters((into,), into - own, recovery[0] * into, (1.0 - recovery[0]) * into)
    cleaner = layout == "rougher_cleaner"
    back = (1.0 - recovery[1] if cleaner else recovery[1]) * (1.0 if recycle else 0.0)
    first = np.maximum(needed[0], own + back * before)
    passed = (recovery[0] if cleaner else 1.0 - recovery[0]) * first
    second = np.maximum(needed[1], passed)
    added = (first - own - back * second) + (second - passed)
    if cleaner:
        product = recovery[1] * second
        reject = (first - passed) + (1.0 - recovery[1] - back) * second
    else:
        product = (first - passed) + (recovery[1] - back) * second
        reject = (1.0 - recovery[1]) * second
    return Waters((first, second), added, product, reject)
