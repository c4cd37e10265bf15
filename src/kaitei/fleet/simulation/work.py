"""Spells at the sea bed: mud comes up, the collector moves, or both wait; whole cycles are booked in closed form."""

import math
from typing import Any

from numba import njit

from kaitei.fleet.simulation.book import month_of, page_of, place_time, spend, write
from kaitei.fleet.simulation.calm import calm_from, calm_until, forbidden_by
from kaitei.fleet.simulation.plan import FAR, HOUR, MONTH_STARTS, YEAR
from kaitei.fleet.simulation.words import (
    COMPONENTS,
    FINES,
    FULL,
    HANG_OFF,
    LIFT,
    LIFTED,
    LIFTING,
    NO_ROOM,
    PLACE,
    PLACEMENT,
    PRODUCTION,
    WEATHER,
)

PARTS = len(COMPONENTS)


@njit(cache=True, error_model="numpy")
def lifting_in(position: int, lift: int, cycle: int, time: int) -> int:
    """Lifting time within the next ``time`` of a cycle of lifting (``lift``) and moving, from a position in it.

    >>> lifting_in(8, 10, 13, 20)
    14
    """
    first = position + time
    return first // cycle * lift + min(first % cycle, lift) - min(position, lift)


@njit(cache=True, error_model="numpy")
def time_to_lift(position: int, lift: int, cycle: int, wanted: int) -> int:
    """Time until lifting has lasted ``wanted``, above 0, from a position in the cycle: the inverse of ``lifting_in``.

    >>> time_to_lift(8, 10, 13, 14)
    20
    """
    target = min(position, lift) + wanted
    cycles = (target - 1) // lift
    return cycles * cycle + target - cycles * lift - position


@njit(cache=True, error_model="numpy")
def next_month(time: int) -> int:
    """The next beginning of a month after ``time``."""
    return time // YEAR * YEAR + MONTH_STARTS[month_of(time) + 1] * HOUR


@njit(cache=True, error_model="numpy")
def begin_spell(plan: Any, sea: Any, vessel: Any, time: int, share: float, obliged: int) -> None:
    """Starts a spell at ``time`` and sets when it ends at the latest.

    share: of the design rate in this year [1]. obliged: when something else must be done [s].
    """
    rate = plan.rate * share
    lift = max(1, round(plan.batch / rate))
    if vessel.lift_time != lift:
        vessel.lift_time, vessel.position = lift, 0
    position, cycle = vessel.position, lift + plan.move
    inflow, until = rate * plan.keep, min(obliged, next_month(time))
    going = vessel.doing == LIFTING and vessel.since == time
    lifts = position < lift
    if lifts and plan.tank - vessel.level < inflow:
        torn = max(calm_until(sea, HANG_OFF, time), time + 1)
        vessel.doing, vessel.why, vessel.due = FULL, NO_ROOM, min(until, torn)
        vessel.gives_up = FAR
        return
    activity, other = (LIFT, PLACE) if lifts else (PLACE, LIFT)
    need = 1 if going else plan.window[activity]
    start = calm_from(sea, activity, time, need, plan.settled[activity])
    if start > time:
        vessel.doing, vessel.why = WEATHER, forbidden_by(sea, activity, time)
        if vessel.gives_up == FAR:
            vessel.gives_up = time + plan.longest_wait[activity]
        vessel.due = min(start, until, vessel.gives_up, max(calm_until(sea, HANG_OFF, time), time + 1))
        return
    vessel.gives_up = FAR
    until = min(until, calm_until(sea, activity, time))
    both = calm_until(sea, other, time)
    until = min(until, both if both > time else time + (lift if lifts else cycle) - position)
    for part in range(PARTS):
        if vessel.clock[part] < FAR:
            until = min(until, time + math.ceil(vessel.clock[part]))
    room = int((plan.tank - vessel.level) / inflow)
    until = min(until, time + time_to_lift(position, lift, cycle, max(room, 1)))
    vessel.doing, vessel.why, vessel.due = LIFTING, PRODUCTION, max(until, time + 1)


@njit(cache=True, error_model="numpy")
def time_to_level(plan: Any, vessel: Any, time: int, wanted: float, inflow: float) -> int:
    """When a vessel at work will have ``wanted`` in its tank [s]."""
    lift = vessel.lift_time
    seconds = math.ceil((wanted - vessel.level) / inflow)
    return time + time_to_lift(vessel.position, lift, lift + plan.move, max(seconds, 1))


@njit(cache=True, error_model="numpy")
def settle(plan: Any, vessel: Any, book: Any, time: int, share: float) -> None:
    """Books the spell of a vessel up to ``time``: hours, mud, and the wear of its components."""
    since = vessel.since
    if time <= since:
        return
    vessel.since = time
    if vessel.doing != LIFTING:
        spend(book, vessel.number, since, time, vessel.doing, vessel.why)
        return
    lift, position = vessel.lift_time, vessel.position
    cycle, spent = lift + plan.move, time - since
    lifting = lifting_in(position, lift, cycle, spent)
    mass = plan.rate * share * lifting
    place_time(book, since, LIFTING, PRODUCTION, lifting)
    place_time(book, since, PLACEMENT, PRODUCTION, spent - lifting)
    page = page_of(book, since)
    page.masses[LIFTED] += mass
    page.masses[FINES] += mass * (1.0 - plan.keep)
    if book.lines > 0:
        _log_cycles(book, vessel.number, since, time, position, lift, cycle, plan.rate * share)
    vessel.level += mass * plan.keep
    vessel.position = (position + spent) % cycle
    for part in range(PARTS):
        vessel.clock[part] -= spent


@njit(cache=True, error_model="numpy")
def _log_cycles(book: Any, ship: int, time: int, end: int, position: int, lift: int, cycle: int, rate: float) -> None:
    while time < end:
        lifts = position < lift
        until = min(end, time + (lift if lifts else cycle) - position)
        state = LIFTING if lifts else PLACEMENT
        write(book, ship, time, until, state, PRODUCTION, rate * (until - time) if lifts else 0.0)
        position = (position + until - time) % cycle
        time = until
