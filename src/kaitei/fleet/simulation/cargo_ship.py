"""Shuttles and carriers: wait for a cargo, load in calm weather, sail, discharge, sail back."""

import math
from typing import Any

from numba import njit

from kaitei.fleet.simulation.book import page_of, spend_ship
from kaitei.fleet.simulation.calm import calm_from, calm_until
from kaitei.fleet.simulation.plan import FAR
from kaitei.fleet.simulation.words import (
    BREAKDOWN,
    CARRIER_VOYAGES,
    DISCHARGING,
    FIRST,
    LANDED,
    LOAD,
    LOADING,
    NO_BERTH,
    NO_CARGO,
    NO_SPACE,
    SAILING,
    SHIP_WEATHER,
    SHUTTLE,
    SHUTTLE_VOYAGES,
    SPILLED,
    TRANSFER,
    UNLOAD,
    codes,
)
from kaitei.fleet.simulation.world import (
    ABSENT,
    ALONGSIDE,
    ASHORE_IN_VAIN,
    BRINGING,
    LOADED,
    NOWHERE,
    RETURNING,
    TAKING,
    WANTS_BERTH,
    WANTS_CARGO,
    island_of,
    lands_at,
    loads_at,
    loads_at_vessel,
    ship_at,
    vessel_at,
)
from kaitei.physics.counter_random import uniform

BREAKS, DELAYS = codes(2, 3)
"""Purposes of random numbers."""

LEAST = 0.1
"""Share of a full cargo for which a ship that has waited long enough sails [1]."""

CRUMB = 1.0
"""Dry mud too little to count [kg]: levels nearer than this are equal, and no ship comes for less."""


@njit(cache=True, error_model="numpy")
def capacity_of(plan: Any, group: int) -> float:
    """Full cargo of a group [kg]."""
    return float(plan.shuttle_cargo if group == SHUTTLE else plan.carrier_cargo)


@njit(cache=True, error_model="numpy")
def least_cargo(plan: Any, ship: Any, time: int) -> float:
    """The cargo that a waiting ship sails for [kg]: a full one, or a tenth when it has waited long enough."""
    full = capacity_of(plan, ship.group)
    return float(full * LEAST if time >= ship.arrived + plan.cargo_wait else full)


@njit(cache=True, error_model="numpy")
def on_offer(plan: Any, world: Any, ship: Any, time: int, over: bool) -> tuple[int, float]:
    """Where a ship can load now and how much: (vessel, or -1 for the island, mass); mass 0: nowhere.

    A full cargo, or what is there when the ship has waited long enough or nothing more will come. The vessel
    with most mud is served, the first of equals.
    """
    full, at_vessel = capacity_of(plan, ship.group), loads_at_vessel(plan, ship.group)
    least = least_cargo(plan, ship, time)
    if over and (at_vessel or _nothing_comes(world)):
        least = CRUMB
    source, level = -1, 0.0
    if at_vessel:
        for v in range(world.vessel_count):
            vessel = vessel_at(world, v)
            free = vessel.hose == ship.number if ship.phase == ALONGSIDE else vessel.hose < 0
            if free and vessel.phase != ABSENT and vessel.level > level + CRUMB:
                source, level = v, vessel.level
    else:
        level = island_of(world).stock
    if level >= full:
        return source, full
    return source, level if level >= least and level > CRUMB else 0.0


@njit(cache=True, error_model="numpy")
def _nothing_comes(world: Any) -> bool:
    """Whether no more cake will reach the island's stock, once the vessels are done."""
    island = island_of(world)
    mud = island.pond + island.reserved
    for v in range(world.vessel_count):
        mud += vessel_at(world, v).level
    for s in range(world.ship_count):
        if ship_at(world, s).group == SHUTTLE:
            mud += ship_at(world, s).cargo
    return bool(mud <= CRUMB * (world.vessel_count + 2))


@njit(cache=True, error_model="numpy")
def seek_cargo(plan: Any, sea: Any, world: Any, book: Any, ship: Any, time: int, over: bool) -> None:
    """Puts a waiting ship alongside if there is a cargo and a berth; it loads when the weather allows."""
    at_vessel, island = loads_at_vessel(plan, ship.group), island_of(world)
    source, mass = on_offer(plan, world, ship, time, over)
    if mass <= 0.0 or (not at_vessel and island.island_berths >= plan.island_berths):
        return
    spend_ship(book, ship.number, ship.group, ship.since, time, NO_CARGO, 0.0)
    if at_vessel:
        vessel_at(world, source).hose = ship.number
    else:
        island.island_berths += 1
    ship.source, ship.phase, ship.waits_at, ship.since = source, ALONGSIDE, NOWHERE, time
    activity = TRANSFER if at_vessel else LOAD
    need = min(plan.window[activity], _handling(plan, ship.group, LOADING, mass))
    start, patience = calm_from(sea, activity, time, need, plan.settled[activity]), plan.longest_wait[activity]
    ship.in_vain, ship.due = start - time > patience, min(start, time + patience)


@njit(cache=True, error_model="numpy")
def _handling(plan: Any, group: int, state: int, mass: float) -> int:
    """Time to load or discharge a cargo, in proportion to it [s]."""
    if group == SHUTTLE:
        full = plan.shuttle_loading if state == LOADING else plan.shuttle_discharge
    else:
        full = plan.carrier_loading if state == LOADING else plan.carrier_discharge
    return int(max(1, round(full * mass / capacity_of(plan, group))))


@njit(cache=True, error_model="numpy")
def _take(plan: Any, sea: Any, world: Any, book: Any, ship: Any, time: int, over: bool) -> None:
    """Starts to load at the hour the weather allows; goes back to waiting when the cargo or the vessel has gone, and
    to the end of the line when the weather does not come in time."""
    spend_ship(book, ship.number, ship.group, ship.since, time, SHIP_WEATHER, 0.0)
    ship.since = time
    source, mass = on_offer(plan, world, ship, time, over)
    if mass <= 0.0 or source != ship.source or ship.in_vain:
        _leave_berth(world, ship)
        ship.phase, ship.waits_at = WANTS_CARGO, loads_at(plan, ship.group)
        ship.arrived = time if ship.in_vain else ship.arrived
        ship.due = _part_cargo_at(plan, ship, time)
        return
    if source >= 0:
        vessel_at(world, source).level -= mass
    else:
        island_of(world).stock -= mass
    ship.cargo, ship.phase = mass, TAKING
    _handle(plan, sea, book, ship, time, LOADING, TRANSFER if source >= 0 else LOAD)


@njit(cache=True, error_model="numpy")
def _part_cargo_at(plan: Any, ship: Any, time: int) -> int:
    """When a waiting ship will take a part cargo [s]."""
    at = ship.arrived + plan.cargo_wait
    return int(at if at > time else FAR)


@njit(cache=True, error_model="numpy")
def _leave_berth(world: Any, ship: Any) -> None:
    if ship.source >= 0:
        vessel_at(world, ship.source).hose = -1
    else:
        island_of(world).island_berths -= 1
    ship.source = -1


@njit(cache=True, error_model="numpy")
def _handle(plan: Any, sea: Any, book: Any, ship: Any, time: int, state: int, activity: int) -> None:
    """Loads or discharges in calm hours from ``time`` on, books it, and sets the end; FAR if the weather ends."""
    mass = ship.cargo
    left = _handling(plan, ship.group, state, mass)
    while left > 0:
        need = min(plan.window[activity], left)
        start = calm_from(sea, activity, time, need, plan.settled[activity])
        if start == FAR:
            ship.since, ship.due = time, FAR
            return
        spend_ship(book, ship.number, ship.group, time, start, SHIP_WEATHER, 0.0)
        end = min(calm_until(sea, activity, start), start + left)
        spend_ship(book, ship.number, ship.group, start, end, state, mass)
        mass, left, time = 0.0, left - (end - start), end
    ship.since = ship.due = time


@njit(cache=True, error_model="numpy")
def _sail(plan: Any, book: Any, ship: Any, time: int, phase: int) -> None:
    """Sets out on a leg, with a breakdown on the way if chance has it."""
    leg = plan.route_to_island if ship.group == SHUTTLE else plan.route_to_port
    delay, n = 0, ship.legs
    ship.legs += 1
    if plan.ship_life < math.inf:
        u = uniform(plan.key[0], plan.key[1], BREAKS, ship.number, n, FIRST)
        if u < 1.0 - math.exp(-leg / plan.ship_life):
            u = uniform(plan.key[0], plan.key[1], DELAYS, ship.number, n, FIRST)
            delay = round(-math.log(u) * plan.ship_repair)
    spend_ship(book, ship.number, ship.group, time, time + leg, SAILING, 0.0)
    spend_ship(book, ship.number, ship.group, time + leg, time + leg + delay, BREAKDOWN, 0.0)
    ship.phase = phase
    ship.since = ship.due = time + leg + delay


@njit(cache=True, error_model="numpy")
def _has_room(plan: Any, island: Any, ship: Any) -> bool:
    """Whether a ship's cargo can be taken ashore: a pond holds so much, the home port everything."""
    return bool(ship.group != SHUTTLE or island.pond + island.reserved + ship.cargo <= plan.pond)


@njit(cache=True, error_model="numpy")
def seek_berth(plan: Any, sea: Any, world: Any, book: Any, ship: Any, time: int) -> None:
    """Starts to discharge when there is a berth and, on the island, room in the pond."""
    island = island_of(world)
    if ship.group == SHUTTLE:
        berth = island.island_berths < plan.island_berths
    else:
        berth = island.port_berths < plan.port_berths
    if not (berth and _has_room(plan, island, ship)):
        return
    spend_ship(book, ship.number, ship.group, ship.since, time, ship.waits_for, 0.0)
    ship.phase, ship.waits_at = BRINGING, NOWHERE
    if ship.group == SHUTTLE:
        island.island_berths += 1
        island.reserved += ship.cargo
        need = min(plan.window[UNLOAD], _handling(plan, SHUTTLE, DISCHARGING, ship.cargo))
        patience = plan.longest_wait[UNLOAD]
        if calm_from(sea, UNLOAD, time, need, plan.settled[UNLOAD]) - time > patience:
            ship.phase, ship.since, ship.due = ASHORE_IN_VAIN, time, time + patience
        else:
            _handle(plan, sea, book, ship, time, DISCHARGING, UNLOAD)
        return
    island.port_berths += 1
    end = time + _handling(plan, ship.group, DISCHARGING, ship.cargo)
    spend_ship(book, ship.number, ship.group, time, end, DISCHARGING, ship.cargo)
    ship.since = ship.due = end


@njit(cache=True, error_model="numpy")
def step_ship(plan: Any, sea: Any, world: Any, book: Any, ship: Any, time: int, over: bool) -> int:
    """The next event of a cargo ship; returns the places that it touches."""
    phase, loads, lands = ship.phase, loads_at(plan, ship.group), lands_at(ship.group)
    if phase == WANTS_CARGO:
        ship.due = FAR
        return loads
    if phase == ALONGSIDE:
        _take(plan, sea, world, book, ship, time, over)
        return loads
    if phase == TAKING:
        _leave_berth(world, ship)
        _sail(plan, book, ship, time, LOADED)
        return loads
    if phase == ASHORE_IN_VAIN:
        _leave_island(island_of(world), book, ship, time)
        phase = LOADED
    if phase == LOADED:
        ship.phase, ship.waits_at, ship.due, ship.arrived = WANTS_BERTH, lands, FAR, time
        ship.waits_for = NO_BERTH if _has_room(plan, island_of(world), ship) else NO_SPACE
        return lands
    if phase == BRINGING:
        _bring(plan, island_of(world), book, ship, time)
        _sail(plan, book, ship, time, RETURNING)
        return lands
    ship.phase, ship.waits_at, ship.arrived = WANTS_CARGO, loads, time
    ship.due = _part_cargo_at(plan, ship, time)
    return loads


@njit(cache=True, error_model="numpy")
def _leave_island(island: Any, book: Any, ship: Any, time: int) -> None:
    """A loaded shuttle gives its berth up after waiting for weather in vain."""
    spend_ship(book, ship.number, ship.group, ship.since, time, SHIP_WEATHER, 0.0)
    ship.since = time
    island.island_berths -= 1
    island.reserved -= ship.cargo


@njit(cache=True, error_model="numpy")
def _bring(plan: Any, island: Any, book: Any, ship: Any, time: int) -> None:
    """The cargo is ashore."""
    mass, page = ship.cargo, page_of(book, time)
    ship.cargo = 0.0
    if ship.group == SHUTTLE:
        island.island_berths -= 1
        island.reserved -= mass
        island.pond += mass
        page.counts[SHUTTLE_VOYAGES] += 1
    else:
        island.port_berths -= 1
        page.masses[SPILLED] += mass * plan.spill
        page.masses[LANDED] += mass * (1.0 - plan.spill)
        page.counts[CARRIER_VOYAGES] += 1
