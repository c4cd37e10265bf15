"""Shocks of one future on the arcs of a network, month by month: only what is bitten is stored.

Where several shocks meet on an arc their passing shares multiply; extra orders of buyers take the largest; quotas take
the smallest (see quota.py).
"""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES
from kaitei.security.shocks.flat import Shocks, of_future, passing_shares
from kaitei.security.shocks.profile import NONE, OUTAGE, force_in_month
from kaitei.security.shocks.scope import covers, members


class Arcs(NamedTuple):
    """Where arcs of a network run, each array of shape (arc,); -1 where there is no such place.

    An arc from a country to another is trade. One whose origin is its destination is a mine or a plant, and its stage
    is what it makes.
    """

    origin: IntArray
    destination: IntArray
    stage: IntArray


def arcs_between(tail: IntArray, head: IntArray) -> Arcs:
    """Arcs from the node numbers of their ends, country x 5 + stage, one more node being the root; each shape (arc,).

    What the root feeds (mines, recycling) counts as a plant of its country, what returns to it as no place at all.

    >>> arcs_between(np.array([80, 0, 1, 69]), np.array([0, 1, 66, 80]))
    Arcs(origin=array([ 0,  0,  0, -1]), destination=array([ 0,  0, 13, -1]), stage=array([ 0,  1,  1, -1]))
    """
    root = len(COUNTRIES) * len(STAGES)
    used = head == root
    destination, stage = np.divmod(head, len(STAGES))
    origin = np.where(tail == root, destination, tail // len(STAGES))
    return Arcs(*(np.where(used, -1, part) for part in (origin, destination, stage)))


class Bite(NamedTuple):
    """One shock where it bites."""

    shock: int
    elements: IntArray
    arcs: IntArray
    passing: FloatArray
    """Share that passes, shape (month,) [1]."""


def struck(shocks: Shocks, future: int, shock: int, arcs: Arcs) -> BoolArray:
    """Which arcs a shock acts on, shape (arc,): an outage on mines and plants, all others on trade."""
    inside = arcs.origin == arcs.destination
    here = covers(shocks.origins[future, shock], arcs.origin) & covers(shocks.stages[future, shock], arcs.stage)
    if shocks.kind[future, shock] == OUTAGE:
        found = here & inside
    else:
        found = here & ~inside & covers(shocks.destinations[future, shock], arcs.destination)
    return np.asarray(found, dtype=bool)


def bites(shocks: Shocks, arcs: Arcs, months: int, future: int = 0) -> list[Bite]:
    """Every shock of a future that holds something back within the horizon; quotas are not among them."""
    shares = passing_shares(of_future(shocks, future), months)[0]
    found = []
    for j in map(int, np.flatnonzero((shares < 1.0).any(axis=1))):
        where = np.flatnonzero(struck(shocks, future, j, arcs))
        which = np.flatnonzero(members(shocks.elements[future, j], len(ELEMENTS)))
        if len(where) and len(which):
            found.append(Bite(j, which, where, shares[j]))
    return found


def held_back(upper: FloatArray, found: list[Bite], month: int) -> FloatArray:
    """Upper bounds of one month with all shocks on them, shape (element, arc) [unit of upper]."""
    made = upper.copy()
    for bite in found:
        if bite.passing[month] < 1.0:
            made[np.ix_(bite.elements, bite.arcs)] *= bite.passing[month]
    return made


def arc_factors(shocks: Shocks, arcs: Arcs, months: int, future: int = 0) -> FloatArray:
    """Share of the usual that every arc may carry [1], shape (month, element, arc): for small networks and checks."""
    made = np.ones((months, len(ELEMENTS), len(arcs.stage)))
    for bite in bites(shocks, arcs, months, future):
        made[np.ix_(np.arange(months), bite.elements, bite.arcs)] *= bite.passing[:, np.newaxis, np.newaxis]
    return made


def capacity_factors(shocks: Shocks, months: int, future: int = 0) -> FloatArray:
    """Share of mines and plants that works [1], shape (month, element, country, stage)."""
    country, stage = np.divmod(np.arange(len(COUNTRIES) * len(STAGES)), len(STAGES))
    plants = Arcs(country, country, stage)
    return arc_factors(shocks, plants, months, future).reshape(months, len(ELEMENTS), len(COUNTRIES), len(STAGES))


def panic_orders(shocks: Shocks, months: int, future: int = 0) -> FloatArray:
    """Extra orders of buyers as a share of their usual orders [1], shape (month, element, country).

    Buyers act on the news, so no lead is added; of several shocks the largest counts.
    """
    made = np.zeros((months, len(ELEMENTS), len(COUNTRIES)))
    for j in np.flatnonzero((shocks.panic[future] > 0.0) & (shocks.kind[future] != NONE)):
        times = (float(array[future, j]) for array in (shocks.start, shocks.ramp, shocks.end, shocks.recovery))
        start, ramp, end, recovery = times
        share = [shocks.panic[future, j] * force_in_month(float(m), start, ramp, end, recovery) for m in range(months)]
        which = members(shocks.elements[future, j], len(ELEMENTS))[:, np.newaxis]
        buyers = members(shocks.destinations[future, j], len(COUNTRIES)) & ~members(
            shocks.origins[future, j], len(COUNTRIES)
        )
        made = np.maximum(made, np.array(share)[:, np.newaxis, np.newaxis] * (which & buyers))
    return made
