"""Shocks as flat arrays that compiled loops read: the one form of events from files and of drawn futures."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES
from kaitei.security.shocks.event import OPEN, Event
from kaitei.security.shocks.month import month_number
from kaitei.security.shocks.numbers import value_of
from kaitei.security.shocks.profile import KIND_CODES, NONE
from kaitei.security.shocks.scope import bits


class Shocks(NamedTuple):
    """Shocks of every future, each array of shape (future, shock); empty places have the kind NONE.

    Times are months from the first day of the horizon. A mask has bit i set for place i of ELEMENTS,
    STAGES or COUNTRIES.
    """

    kind: IntArray
    """Code of profile.py."""
    elements: IntArray
    stages: IntArray
    origins: IntArray
    destinations: IntArray
    start: FloatArray
    """[month]"""
    end: FloatArray
    """[month], inf while open"""
    ramp: FloatArray
    """[month]"""
    recovery: FloatArray
    """[month]"""
    lead: FloatArray
    """[month] from start and end to when they are felt at the destination"""
    leakage: FloatArray
    """[1] share that passes; of an outage, the share that still works"""
    panic: FloatArray
    """[1]"""
    approval: FloatArray
    """[1]"""
    first: FloatArray
    """[month]"""
    delay: FloatArray
    """[month]"""
    shape: FloatArray
    """[1]"""
    tonnes: FloatArray
    """[t/month]"""
    carry: FloatArray
    """[month]"""
    tranche: FloatArray
    """[month]"""


_WHOLE = ("kind", "elements", "stages", "origins", "destinations")

NEUTRAL: Mapping[str, float] = {"shape": 1.0, "carry": 1.0, "tranche": 1.0}
"""What stands where a kind has no such number; 0 for the others."""

MONTHS_OF_YEAR = 12.0


def empty(futures: int, shocks: int) -> Shocks:
    """Room for shocks, all places empty: arrays of shape (futures, shocks)."""
    size = (futures, shocks)
    arrays: list[Any] = [
        np.full(size, NONE, np.int64) if name in _WHOLE else np.full(size, NEUTRAL.get(name, 0.0))
        for name in Shocks._fields
    ]
    return Shocks(*arrays)


def flat_number(name: str, value: Any) -> tuple[str, Any]:
    """Field and value of a number of an event in the units of Shocks."""
    if name == "lost":
        return "leakage", 1.0 - value
    return name, value / MONTHS_OF_YEAR if name == "tonnes" else value


def of_events(events: Iterable[Event], first_month: str) -> Shocks:
    """Events from files in flat form, shape (1, event), in an order of their own: theirs does not matter.

    first_month: the first month of the horizon, such as "2026-01".
    """
    rows = sorted(_row(event, month_number(first_month)) for event in events)
    made = empty(1, len(rows))
    for i, row in enumerate(rows):
        for array, value in zip(made, row, strict=True):
            array[0, i] = value
    return made


def _row(event: Event, zero: int) -> tuple[float, ...]:
    row: dict[str, Any] = {name: NEUTRAL.get(name, 0.0) for name in Shocks._fields}
    row["kind"] = KIND_CODES[event.kind]
    row["elements"], row["stages"] = bits(event.elements, ELEMENTS), bits(event.stages, STAGES)
    row["origins"] = bits(event.origin, COUNTRIES)
    row["destinations"] = bits(getattr(event, "destination", ()), COUNTRIES)
    row["start"] = float(month_number(event.start) - zero)
    row["end"] = np.inf if event.end == OPEN else float(month_number(event.end) - zero)
    row.update(flat_number(name, value_of(name, datum)) for name, datum in event.numbers())
    return tuple(row.values())


def joined(*parts: Shocks) -> Shocks:
    """Shocks of several origins side by side, such as what is in force today and a drawn future.

    Parts of one future are set beside every future of the others.

    Raises ValueError when the numbers of futures differ.
    """
    futures = max(part.kind.shape[0] for part in parts)
    if any(part.kind.shape[0] not in (1, futures) for part in parts):
        raise ValueError("parts must have one future each, or the same number of futures")
    columns: Any = zip(*parts, strict=True)
    return Shocks(*(np.hstack([np.broadcast_to(a, (futures, a.shape[1])) for a in column]) for column in columns))
