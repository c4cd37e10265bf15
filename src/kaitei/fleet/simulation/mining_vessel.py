"""What a mining vessel does next. Everything but a spell at the sea bed is booked at once up to its end."""

import math
from typing import Any

from numba import njit

from kaitei.fleet.simulation.book import page_of, spend
from kaitei.fleet.simulation.calm import calm_from, calm_until, episode_at, forbidden_by
from kaitei.fleet.simulation.pipe import pipe_work
from kaitei.fleet.simulation.plan import FAR, YEAR
from kaitei.fleet.simulation.words import (
    CAMPAIGN,
    COMPONENT,
    COMPONENTS,
    DEWATERING,
    DISCONNECT,
    DISCONNECTS,
    DRY_DOCK,
    FAILURES,
    FALSE_ALARMS,
    FIRST,
    HANG,
    HANG_OFF,
    IDLE,
    INTERRUPTIONS,
    ISLAND,
    LANDED,
    LIFTING,
    MAINTENANCE,
    NOT_EMPLOYED,
    OVERRUN,
    PIPE_TRIPS,
    PLANNED,
    PORT,
    PORT_CALL,
    PORT_CALLS,
    PULLING,
    REPAIR,
    RUN_PIPE,
    RUNNING,
    SPILLED,
    STORM,
    SUPPLY,
    SUPPLY_VISIT,
    TRANSIT,
    TYPHOON,
    WAVES,
    WEATHER,
    codes,
)
from kaitei.fleet.simulation.world import (
    ABSENT,
    BUSY,
    GONE,
    HOME,
    JOINED,
    NONE,
    RELEASED,
    TO_PORT,
    TORN,
)
from kaitei.physics.counter_random import uniform

PARTS = len(COMPONENTS)
LIFE, FIX = codes(2, 1)
"""Purposes of random numbers."""


@njit(cache=True, error_model="numpy")
def start_vessel(plan: Any, vessel: Any, book: Any) -> None:
    """Clocks of the components, and the way out of the first voyage."""
    for part in range(PARTS):
        vessel.clock[part] = new_life(plan, vessel.number, part, vessel.failures[part])
    vessel.next_dock = plan.start + plan.dock_interval
    _begin_voyages(plan, vessel, book, plan.start)


@njit(cache=True, error_model="numpy")
def _begin_voyages(plan: Any, vessel: Any, book: Any, time: int) -> None:
    leave_port(plan, vessel, time)
    vessel.reason = CAMPAIGN
    spend(book, vessel.number, time, time + plan.transit, TRANSIT, CAMPAIGN)
    _busy(vessel, time + plan.transit)


@njit(cache=True, error_model="numpy")
def new_life(plan: Any, machine: int, part: int, n: int) -> float:
    """Working time of a component to its next failure [s], Weibull."""
    scale = plan.life[part]
    # NOTE: the dewatering plant of the island has a clock of its own; aboard it wears with the work.
    if not math.isfinite(scale) or (part == DEWATERING and plan.route == ISLAND and machine < plan.vessels):
        return math.inf
    u = uniform(plan.key[0], plan.key[1], LIFE, machine * PARTS + part, n, FIRST)
    return float(max(scale * (-math.log(u)) ** (1.0 / plan.life_shape[part]), 1.0))


@njit(cache=True, error_model="numpy")
def leave_port(plan: Any, vessel: Any, time: int) -> None:
    """Sets what a stay in port renews: spares, and the times of the next call, stop and supply."""
    vessel.next_call = time + plan.call_interval
    vessel.next_stop = time + plan.stop_interval
    vessel.next_supply = time + plan.supply_interval
    for part in range(PARTS):
        vessel.spares[part] = plan.spares[part]
    vessel.errand, vessel.pipe, vessel.waited, vessel.position = NONE, 0, 0, 0
    vessel.gives_up = vessel.visit_by = FAR


@njit(cache=True, error_model="numpy")
def leave_site_at(plan: Any, time: int) -> int:
    """When a campaign must begin its way home [s]; FAR for a vessel that works all year round."""
    if plan.length >= YEAR:
        return int(FAR)
    year = (time - plan.start) // YEAR
    return int(year * YEAR + plan.start + plan.length - plan.transit - plan.pull - plan.reserve)


@njit(cache=True, error_model="numpy")
def next_alarm(vessel: Any, sea: Any, time: int) -> int:
    """When the first storm that is not over asks for action [s]; not after ``time`` when it does now."""
    e = vessel.episode
    while e < sea.episode_count and episode_at(sea, e).clear <= time:
        e += 1
    vessel.episode = e
    return int(episode_at(sea, e).alarm if e < sea.episode_count else FAR)


@njit(cache=True, error_model="numpy")
def decide(plan: Any, sea: Any, vessel: Any, book: Any, time: int) -> bool:
    """Books what a vessel on station does next and sets its next event; True when it goes to work at the bed.

    In this order: answer a storm, join a parted riser, go home or to port, repair, deploy pipe, planned stops, work.
    """
    alarm = next_alarm(vessel, sea, time)
    vessel.phase = BUSY
    if alarm <= time:
        _answer_storm(plan, sea, vessel, book, time)
        return False
    if vessel.parted != JOINED:
        _join(plan, sea, vessel, book, time, alarm)
        return False
    leave = leave_site_at(plan, time)
    if time >= leave:
        vessel.errand, vessel.reason = HOME, CAMPAIGN
    elif vessel.errand == NONE and time >= vessel.next_call:
        vessel.errand = TO_PORT
        vessel.reason = DRY_DOCK if time >= vessel.next_dock else PORT_CALL
    elif vessel.errand == NONE and time >= min(vessel.gives_up, vessel.visit_by):
        vessel.errand = TO_PORT
        vessel.reason = vessel.why if time >= vessel.gives_up else SUPPLY
    stop = min(alarm, leave if leave > time else FAR)
    if vessel.errand != NONE:
        if vessel.pipe > 0:
            _recover(plan, sea, vessel, book, time, stop)
        else:
            _voyage(plan, vessel, book, time)
        return False
    if vessel.broken >= 0:
        _repair(plan, sea, vessel, book, time, stop)
        return False
    if vessel.pipe < plan.run:
        _deploy(plan, sea, vessel, book, time, stop)
        return False
    return not _planned_stop(plan, sea, vessel, book, time, stop)


@njit(cache=True, error_model="numpy")
def obliged_at(plan: Any, sea: Any, vessel: Any, time: int) -> int:
    """When a vessel at work must ask again what to do [s]."""
    first = min(next_alarm(vessel, sea, time), leave_site_at(plan, time), vessel.next_call)
    return int(min(first, vessel.next_stop, vessel.next_supply))


@njit(cache=True, error_model="numpy")
def end_of_spell(plan: Any, sea: Any, vessel: Any, book: Any, time: int) -> None:
    """What ended a spell that is booked up to ``time``: a failure, or a sea in which the riser cannot hang."""
    if vessel.doing != LIFTING:
        if calm_until(sea, HANG_OFF, time) == time:
            _part(plan, vessel, book, time, TORN, forbidden_by(sea, HANG_OFF, time))
        return
    for part in range(PARTS):
        if vessel.clock[part] <= 0.0 and vessel.broken < 0:
            _fail(plan, vessel, book, part, time)


@njit(cache=True, error_model="numpy")
def _part(plan: Any, vessel: Any, book: Any, time: int, how: int, cause: int) -> None:
    """The riser is released or torn off, and has to be joined again."""
    vessel.parted, vessel.joining, vessel.torn_by = how, plan.reconnect, cause
    page_of(book, time).counts[DISCONNECTS] += 1


@njit(cache=True, error_model="numpy")
def _fail(plan: Any, vessel: Any, book: Any, part: int, time: int) -> None:
    n = vessel.failures[part]
    u = uniform(plan.key[0], plan.key[1], FIX, vessel.number * PARTS + part, n, FIRST)
    delay = 0 if vessel.spares[part] > 0 else plan.spare_delay
    vessel.spares[part] = max(vessel.spares[part] - 1, 0)
    vessel.broken = part
    vessel.repair = max(1, round(-math.log(u) * plan.repair[part])) + delay
    vessel.failures[part] += 1
    vessel.clock[part] = new_life(plan, vessel.number, part, vessel.failures[part])
    page_of(book, time).counts[FAILURES] += 1


@njit(cache=True, error_model="numpy")
def _busy(vessel: Any, until: int) -> None:
    vessel.since = vessel.due = until
    vessel.doing, vessel.gives_up = WEATHER, FAR


@njit(cache=True, error_model="numpy")
def _answer_storm(plan: Any, sea: Any, vessel: Any, book: Any, time: int) -> None:
    """Hangs the riser off, pulls it, or leaves it, and stays away until the all-clear and the way back."""
    e = vessel.episode
    clear, pipe = episode_at(sea, e).clear, vessel.pipe
    if vessel.answered != e:
        vessel.answered = e
        page_of(book, time).counts[INTERRUPTIONS] += 1
        page_of(book, time).counts[FALSE_ALARMS] += episode_at(sea, e).turned_away
    vessel.phase = ABSENT
    joined = vessel.parted == JOINED
    if joined and pipe > 0 and (plan.policy != HANG) and not (plan.policy == DISCONNECT and pipe == plan.run):
        gale = calm_until(sea, HANG_OFF, time)
        if vessel.errand == NONE:
            vessel.reason = STORM
        time = _pull(plan, sea, vessel, book, time, min(clear, gale), STORM)
        pipe = vessel.pipe
        if time >= clear:
            _busy(vessel, time)
            return
    back = max(clear, time + (plan.prepare if pipe > 0 and joined else 0)) + plan.resume
    if joined and pipe > 0:
        if plan.policy == DISCONNECT and pipe == plan.run:
            _part(plan, vessel, book, time, RELEASED, STORM)
        elif calm_until(sea, HANG_OFF, time) < clear:
            _part(plan, vessel, book, time, TORN, STORM)
    spend(book, vessel.number, time, back, TYPHOON, STORM)
    _busy(vessel, back)


@njit(cache=True, error_model="numpy")
def _pull(plan: Any, sea: Any, vessel: Any, book: Any, time: int, stop: int, cause: int) -> int:
    """Pulls pipe until it is up or ``stop``; returns when."""
    # NOTE: rounded up in whole numbers; in floating point a whole second could become the next.
    left = (vessel.pipe * plan.pull + plan.run - 1) // plan.run
    end, still, _ = pipe_work(plan, sea, book, vessel.number, time, left, PULLING, cause, stop, FAR)
    down = (still * plan.run + plan.pull - 1) // plan.pull if still > 0 else 0
    vessel.pipe = min(down, vessel.pipe)
    vessel.position = 0
    return end


@njit(cache=True, error_model="numpy")
def _join(plan: Any, sea: Any, vessel: Any, book: Any, time: int, stop: int) -> None:
    end, left, _ = pipe_work(plan, sea, book, vessel.number, time, vessel.joining, RUNNING, vessel.torn_by, stop, FAR)
    vessel.joining = left
    if left == 0:
        vessel.parted = JOINED
    _busy(vessel, end)


@njit(cache=True, error_model="numpy")
def _recover(plan: Any, sea: Any, vessel: Any, book: Any, time: int, stop: int) -> None:
    _busy(vessel, _pull(plan, sea, vessel, book, time, stop, vessel.reason))


@njit(cache=True, error_model="numpy")
def _deploy(plan: Any, sea: Any, vessel: Any, book: Any, time: int, stop: int) -> None:
    """Runs pipe; a deployment that has waited too long for weather is given up for a call at the port."""
    patience = max(plan.longest_wait[RUN_PIPE] - vessel.waited, 0)
    left = plan.run - vessel.pipe
    end, left, waited = pipe_work(plan, sea, book, vessel.number, time, left, RUNNING, vessel.reason, stop, patience)
    vessel.pipe = plan.run - left
    vessel.waited += waited
    if left == 0:
        vessel.waited = 0
        page_of(book, end).counts[PIPE_TRIPS] += 1
    elif vessel.waited >= plan.longest_wait[RUN_PIPE]:
        vessel.errand, vessel.reason = TO_PORT, WAVES
    _busy(vessel, end)


@njit(cache=True, error_model="numpy")
def _repair(plan: Any, sea: Any, vessel: Any, book: Any, time: int, stop: int) -> None:
    """Pulls the pipe where the component asks for it, then repairs."""
    part = vessel.broken
    if plan.pipe_up[part] == 1 and vessel.pipe > 0:
        vessel.reason = COMPONENT + part
        _recover(plan, sea, vessel, book, time, stop)
        return
    end = min(time + vessel.repair, stop)
    spend(book, vessel.number, time, end, REPAIR, COMPONENT + part)
    vessel.repair -= end - time
    if vessel.repair == 0:
        vessel.broken = -1
    _busy(vessel, end)


@njit(cache=True, error_model="numpy")
def _planned_stop(plan: Any, sea: Any, vessel: Any, book: Any, time: int, stop: int) -> bool:
    """Maintenance that is due, or a visit of crew and supply in calm weather; False when there is none now."""
    cause, length = -1, 0
    if vessel.stop > 0 or time >= vessel.next_stop:
        cause, length = PLANNED, vessel.stop if vessel.stop > 0 else plan.stop_time
    elif time >= vessel.next_supply:
        start = calm_from(sea, SUPPLY_VISIT, time, plan.supply_time, plan.settled[SUPPLY_VISIT])
        if start > time:
            if vessel.visit_by == FAR:
                vessel.visit_by = time + plan.longest_wait[SUPPLY_VISIT]
            vessel.next_supply = min(start, vessel.visit_by)
            return False
        cause, length, vessel.visit_by = SUPPLY, plan.supply_time, FAR
    if cause < 0:
        return False
    end = min(time + length, stop)
    spend(book, vessel.number, time, end, MAINTENANCE, cause)
    if cause == SUPPLY:
        vessel.next_supply = end + plan.supply_interval
    else:
        vessel.stop = time + length - end
        if vessel.stop == 0:
            vessel.next_stop = end + plan.stop_interval
    _busy(vessel, end)
    return True


@njit(cache=True, error_model="numpy")
def _voyage(plan: Any, vessel: Any, book: Any, time: int) -> None:
    """The way to the home port with the pipe on board, the stay, and the way back; or home for good."""
    home, cause = time + plan.transit, vessel.reason
    spend(book, vessel.number, time, home, TRANSIT, cause)
    page = page_of(book, home)
    taken = min(vessel.level, plan.own_cargo)
    vessel.level -= taken
    # NOTE: in the year in which it leaves the tank, so that each year's masses balance.
    page_of(book, time).masses[SPILLED] += taken * plan.spill
    page_of(book, time).masses[LANDED] += taken * (1.0 - plan.spill)
    vessel.phase = ABSENT
    if vessel.errand == HOME:
        _rest(plan, vessel, book, home)
        return
    docks = time >= vessel.next_dock
    if docks:
        vessel.next_dock += plan.dock_interval
    leaves = home + (plan.dock_stay if docks else plan.port_stay)
    spend(book, vessel.number, home, leaves, PORT, DRY_DOCK if docks else cause)
    if vessel.broken >= 0:
        vessel.repair = max(vessel.repair - (leaves - home), 0)
        vessel.broken = vessel.broken if vessel.repair > 0 else -1
    page.counts[PORT_CALLS] += 1
    leave_port(plan, vessel, leaves)
    spend(book, vessel.number, leaves, leaves + plan.transit, TRANSIT, cause)
    _busy(vessel, leaves + plan.transit)


@njit(cache=True, error_model="numpy")
def _rest(plan: Any, vessel: Any, book: Any, home: int) -> None:
    """After a campaign: idle for what is left of its calendar, then until the next year's."""
    year = (home - plan.start) // YEAR
    end = year * YEAR + plan.start + plan.length
    spend(book, vessel.number, home, end, IDLE, NOT_EMPLOYED)
    page_of(book, home).counts[OVERRUN] += max(home - end, 0)
    begin = (year + 1) * YEAR + plan.start
    if begin // YEAR >= book.years:
        vessel.errand = GONE
        _busy(vessel, home)
    else:
        _begin_voyages(plan, vessel, book, begin)
