"""Quotas month by month: tonnes that are issued, carried within a period, and lapse at its end.

A quota is one sum over its elements, origins, destinations and products, so it cannot be an upper bound of an arc.
Where what is wanted exceeds what is left, all its arcs are cut alike; an arc under several quotas takes the smallest
share, which is why no quota is ever overdrawn.
"""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.flat import Shocks
from kaitei.security.shocks.profile import QUOTA
from kaitei.security.shocks.schedule import Arcs, struck
from kaitei.security.shocks.scope import members


class Quotas(NamedTuple):
    """The quotas of one future."""

    issued: FloatArray
    """Tonnes newly issued, shape (quota, month) [t]."""
    lapses: BoolArray
    """A period begins and what was left is void, shape (quota, month)."""
    binds: BoolArray
    """In force, shape (quota, month)."""
    leakage: FloatArray
    """Share of what is wanted that passes outside the quota, shape (quota,) [1]."""
    elements: BoolArray
    """Shape (quota, element)."""
    arcs: BoolArray
    """Shape (quota, arc)."""


def quotas(shocks: Shocks, arcs: Arcs, months: int, future: int = 0) -> Quotas:
    """Every quota of a future, in force in whole months; periods run from its own start.

    A quota older than the horizon begins with what a tranche still held for the months to come, used evenly so far.
    """
    rows = [int(j) for j in np.flatnonzero(shocks.kind[future] == QUOTA)]
    size = (len(rows), months)
    made = Quotas(
        issued=np.zeros(size),
        lapses=np.zeros(size, dtype=bool),
        binds=np.zeros(size, dtype=bool),
        leakage=shocks.leakage[future, rows],
        elements=np.zeros((len(rows), len(ELEMENTS)), dtype=bool),
        arcs=np.zeros((len(rows), len(arcs.stage)), dtype=bool),
    )
    for q, j in enumerate(rows):
        made.issued[q], made.lapses[q], made.binds[q] = _plan(shocks, future, j, months)
        made.elements[q] = members(shocks.elements[future, j], len(ELEMENTS))
        made.arcs[q] = struck(shocks, future, j, arcs)
    return made


def _plan(shocks: Shocks, future: int, shock: int, months: int) -> tuple[FloatArray, BoolArray, BoolArray]:
    start, end, carry, tranche, tonnes = (
        float(array[future, shock]) for array in (shocks.start, shocks.end, shocks.carry, shocks.tranche, shocks.tonnes)
    )
    lead = float(shocks.lead[future, shock])
    age = np.arange(months) - np.floor(start + lead)
    length = np.floor(end + lead) - np.floor(start + lead)
    binds = (age >= 0.0) & (age < length)
    within = age % tranche
    opens = binds & ((within == 0.0) | (np.arange(months) == 0))
    # NOTE: a quota that ends within a tranche issues no more than the months it lasts.
    covered = np.minimum(tranche - within, length - age)
    return np.where(opens, tonnes * covered, 0.0), binds & (age % carry == 0.0), binds


def available(plan: Quotas, left: FloatArray, month: int) -> FloatArray:
    """Tonnes a month may draw on [t], shape (quota,).

    left: unused at the end of the month before [t], shape (quota,).
    """
    return np.asarray(np.where(plan.lapses[:, month], 0.0, left) + plan.issued[:, month])


def quota_factors(plan: Quotas, stock: FloatArray, wanted: FloatArray, month: int) -> FloatArray:
    """Share of what is wanted that may flow [1], shape (element, arc).

    stock: what the month may draw on [t], shape (quota,). wanted: flow without quotas [t/month], shape (element, arc).
    """
    factor = np.ones_like(wanted)
    for q in np.flatnonzero(plan.binds[:, month]):
        scope = np.ix_(plan.elements[q], plan.arcs[q])
        counted = (1.0 - plan.leakage[q]) * wanted[scope].sum()
        share = stock[q] / counted if counted > stock[q] else 1.0
        factor[scope] = np.minimum(factor[scope], plan.leakage[q] + (1.0 - plan.leakage[q]) * share)
    return factor


def drawn_down(plan: Quotas, stock: FloatArray, wanted: FloatArray, flow: FloatArray) -> FloatArray:
    """Tonnes left of every quota after a month [t], shape (quota,); what leaks is not counted.

    stock: what the month could draw on [t], shape (quota,). wanted, flow: without quotas and in fact [t/month], shape
    (element, arc).
    """
    used = [
        flow[np.ix_(e, a)].sum() - leakage * wanted[np.ix_(e, a)].sum()
        for e, a, leakage in zip(plan.elements, plan.arcs, plan.leakage, strict=True)
    ]
    return np.asarray(np.maximum(stock - np.maximum(np.array(used), 0.0), 0.0))
