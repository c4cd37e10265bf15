"""The event loop: the ship with the earliest event acts, then those that wait are asked whether they can go on."""

from typing import Any

from numba import njit

from kaitei.fleet.simulation.book import page_at, page_of, spend_ship
from kaitei.fleet.simulation.cargo_ship import CRUMB, least_cargo, seek_berth, seek_cargo, step_ship
from kaitei.fleet.simulation.island import plan_plant, settle_plant, start_plant, step_plant
from kaitei.fleet.simulation.mining_vessel import decide, end_of_spell, obliged_at, start_vessel
from kaitei.fleet.simulation.plan import FAR, YEAR
from kaitei.fleet.simulation.words import FULL, LIFTING, SHIP_IDLE, SHIP_WEATHER, STORED
from kaitei.fleet.simulation.work import begin_spell, settle, time_to_level
from kaitei.fleet.simulation.world import (
    ABSENT,
    ALONGSIDE,
    ASHORE_IN_VAIN,
    AT_ISLAND,
    AT_VESSELS,
    DONE,
    GONE,
    IN_PORT,
    WANTS_BERTH,
    WANTS_CARGO,
    WORKING,
    begin,
    island_of,
    ship_at,
    vessel_at,
)

VESSELS, SHIPS, PLANT = range(3)
"""Kinds of actors."""

ANYWHERE = AT_VESSELS | AT_ISLAND | IN_PORT


@njit(cache=True, error_model="numpy")
def simulate(plan: Any, sea: Any, world: Any, book: Any) -> None:
    """Runs one draw over its years and writes its book.

    plan, sea, world, book: records of PLAN, SEA, WORLD and BOOK; world over records of zeros, the pages of years with
    their shares. Vessels work until the end of the last year; cargo ships go on until all mud is landed, at most
    another year, in the last year's book.
    """
    end = book.years * YEAR
    book.close = end if plan.length >= YEAR else end + YEAR
    begin(plan, world)
    for v in range(world.vessel_count):
        start_vessel(plan, vessel_at(world, v), book)
    island = island_of(world)
    start_plant(plan, island)
    year, time = 0, 0
    while True:
        kind, i, time = _earliest(world)
        while year < book.years and time >= (year + 1) * YEAR:
            _settle_all(plan, world, book, (year + 1) * YEAR)
            page_at(book, year).masses[STORED] = _stored(world)
            year += 1
        if time >= end + YEAR:
            break
        over, touched = _all_done(world), AT_VESSELS
        if kind == VESSELS:
            vessel = vessel_at(world, i)
            _settle_vessel(plan, vessel, book, time)
            _step_vessel(plan, sea, vessel, book, time)
            over = _all_done(world)
            touched = ANYWHERE if over else AT_VESSELS
        elif kind == SHIPS:
            ship = ship_at(world, i)
            if ship.phase == ALONGSIDE:
                _settle_vessels(plan, world, book, time)
            settle_plant(plan, island, book, time)
            touched = step_ship(plan, sea, world, book, ship, time, over)
        else:
            step_plant(plan, island, book, time)
            touched = AT_ISLAND
        _go_on(plan, sea, world, book, time, over, touched)
        if over and _stored(world) <= CRUMB * (world.vessel_count + 2):
            break
    _close(world, book, min(time, end + YEAR))
    page_at(book, book.years - 1).masses[STORED] = _stored(world)


@njit(cache=True, error_model="numpy")
def _earliest(world: Any) -> tuple[int, int, int]:
    """Kind, place and time of the next event; of equal times the first vessel, then the first ship."""
    kind, place, time = PLANT, 0, island_of(world).due
    for s in range(world.ship_count - 1, -1, -1):
        if ship_at(world, s).due <= time:
            kind, place, time = SHIPS, s, ship_at(world, s).due
    for v in range(world.vessel_count - 1, -1, -1):
        if vessel_at(world, v).due <= time:
            kind, place, time = VESSELS, v, vessel_at(world, v).due
    return kind, place, time


@njit(cache=True, error_model="numpy")
def _all_done(world: Any) -> bool:
    done = 0
    for v in range(world.vessel_count):
        done += vessel_at(world, v).phase == DONE
    return bool(done == world.vessel_count)


@njit(cache=True, error_model="numpy")
def _stored(world: Any) -> float:
    """Dry mud aboard, on the island and at sea [kg]."""
    mass = island_of(world).pond + island_of(world).stock
    for v in range(world.vessel_count):
        mass += vessel_at(world, v).level
    for s in range(world.ship_count):
        mass += ship_at(world, s).cargo
    return float(mass)


@njit(cache=True, error_model="numpy")
def _settle_vessel(plan: Any, vessel: Any, book: Any, time: int) -> None:
    if vessel.phase == WORKING and time > vessel.since:
        settle(plan, vessel, book, time, page_of(book, vessel.since).share)


@njit(cache=True, error_model="numpy")
def _settle_vessels(plan: Any, world: Any, book: Any, time: int) -> None:
    for v in range(world.vessel_count):
        _settle_vessel(plan, vessel_at(world, v), book, time)


@njit(cache=True, error_model="numpy")
def _settle_all(plan: Any, world: Any, book: Any, time: int) -> None:
    _settle_vessels(plan, world, book, time)
    settle_plant(plan, island_of(world), book, time)


@njit(cache=True, error_model="numpy")
def _go_on(plan: Any, sea: Any, world: Any, book: Any, time: int, over: bool, touched: int) -> None:
    """Asks those that wait where something has changed, and brings forward what they wait for.

    NOTE: places that nothing has touched are left alone; asking everybody at every event doubled the run time.
    """
    if not _waits(world, touched) or _is_taken(plan, world, touched):
        if touched & AT_VESSELS:
            _wake_full(plan, world, book, time)
        if touched & AT_ISLAND:
            plan_plant(plan, island_of(world), time, 0.0, 0.0)
        return
    if touched & AT_VESSELS:
        _settle_vessels(plan, world, book, time)
    if touched & AT_ISLAND:
        settle_plant(plan, island_of(world), book, time)
    _ask_ships(plan, sea, world, book, time, over, touched)
    if touched & AT_VESSELS:
        _look_ahead_at_vessels(plan, world, book, time)
    if touched & AT_ISLAND:
        _look_ahead_at_island(plan, world, time)


@njit(cache=True, error_model="numpy")
def _waits(world: Any, touched: int) -> bool:
    """Whether a ship waits at a place that was touched."""
    places = 0
    for s in range(world.ship_count):
        places |= ship_at(world, s).waits_at
    return bool(places & touched)


@njit(cache=True, error_model="numpy")
def _is_taken(plan: Any, world: Any, touched: int) -> bool:
    """Whether no ship could be served at the one place touched: every hose, or every berth of the island, is taken."""
    if touched == AT_ISLAND:
        return bool(island_of(world).island_berths >= plan.island_berths)
    if touched != AT_VESSELS:
        return False
    free = 0
    for v in range(world.vessel_count):
        vessel = vessel_at(world, v)
        free += vessel.hose < 0 and vessel.phase != ABSENT
    return bool(free == 0)


@njit(cache=True, error_model="numpy")
def _wake_full(plan: Any, world: Any, book: Any, time: int) -> None:
    """Wakes the vessels whose full tank has room again."""
    inflow = plan.rate * plan.keep * page_of(book, time).share
    for v in range(world.vessel_count):
        vessel = vessel_at(world, v)
        if vessel.phase == WORKING and vessel.doing == FULL and plan.tank - vessel.level >= inflow:
            vessel.due = time


@njit(cache=True, error_model="numpy")
def _step_vessel(plan: Any, sea: Any, vessel: Any, book: Any, time: int) -> None:
    """A vessel that has come to the end of what it did decides what to do next."""
    if time >= book.close or vessel.errand == GONE:
        vessel.phase, vessel.due = DONE, FAR
        return
    if vessel.phase == WORKING:
        end_of_spell(plan, sea, vessel, book, time)
    if decide(plan, sea, vessel, book, time):
        vessel.phase, vessel.since = WORKING, time
        begin_spell(plan, sea, vessel, time, page_of(book, time).share, obliged_at(plan, sea, vessel, time))
    # NOTE: what was booked whole may last beyond the close, but the end of work is an event of its own.
    vessel.due = min(vessel.due, book.close)


@njit(cache=True, error_model="numpy")
def _ask_ships(plan: Any, sea: Any, world: Any, book: Any, time: int, over: bool, touched: int) -> None:
    """Asks the ships that wait at the places touched whether they can go on, first come first served."""
    last, asked, refused = -1, -1, 0
    while True:
        s = _next_in_line(world, touched, last, asked, refused)
        if s < 0:
            return
        ship = ship_at(world, s)
        last, asked = ship.arrived, s
        if ship.phase == WANTS_CARGO:
            seek_cargo(plan, sea, world, book, ship, time, over)
            # NOTE: who came later asks for no less, so that no other of the group need be asked.
            refused |= (ship.phase == WANTS_CARGO) << ship.group
        else:
            seek_berth(plan, sea, world, book, ship, time)


@njit(cache=True, error_model="numpy")
def _next_in_line(world: Any, touched: int, last: int, asked: int, refused: int) -> int:
    """The first ship, or -1, that waits at a place touched and came after the one asked ``last``, or with it.

    refused: bits of the groups for which there is no cargo.
    """
    first, arrived = -1, FAR
    for s in range(world.ship_count):
        ship = ship_at(world, s)
        if not ship.waits_at & touched or (ship.phase == WANTS_CARGO and (refused >> ship.group) & 1):
            continue
        if last < ship.arrived < arrived or (ship.arrived == last and s > asked and last < arrived):
            first, arrived = s, ship.arrived
    return first


@njit(cache=True, error_model="numpy")
def _look_ahead_at_vessels(plan: Any, world: Any, book: Any, time: int) -> None:
    """Brings events forward to when a tank holds what a waiting ship sails for, or has room again."""
    wanted = _least_wanted(plan, world, AT_VESSELS, time)
    inflow = plan.rate * plan.keep * page_of(book, time).share
    for v in range(world.vessel_count):
        vessel = vessel_at(world, v)
        if vessel.phase != WORKING:
            continue
        if vessel.doing == FULL and plan.tank - vessel.level >= inflow:
            vessel.due = time
        elif vessel.doing == LIFTING and vessel.hose < 0 and wanted > vessel.level:
            vessel.due = min(vessel.due, time_to_level(plan, vessel, time, wanted, inflow))


@njit(cache=True, error_model="numpy")
def _look_ahead_at_island(plan: Any, world: Any, time: int) -> None:
    """Sets the plant's next event, at which a waiting ship may be served."""
    room = 0.0
    for s in range(world.ship_count):
        ship = ship_at(world, s)
        if ship.waits_at == AT_ISLAND and ship.phase == WANTS_BERTH:
            room = ship.cargo if room == 0.0 else min(room, ship.cargo)
    plan_plant(plan, island_of(world), time, _least_wanted(plan, world, AT_ISLAND, time), room)


@njit(cache=True, error_model="numpy")
def _least_wanted(plan: Any, world: Any, place: int, time: int) -> float:
    """The least cargo for which a ship waits at a place [kg]; 0 where none does."""
    wanted = 0.0
    for s in range(world.ship_count):
        ship = ship_at(world, s)
        if ship.waits_at == place and ship.phase == WANTS_CARGO:
            least = least_cargo(plan, ship, time)
            wanted = least if wanted == 0.0 else min(wanted, least)
    return wanted


@njit(cache=True, error_model="numpy")
def _close(world: Any, book: Any, time: int) -> None:
    """Books the ships that wait to the end."""
    for s in range(world.ship_count):
        ship = ship_at(world, s)
        if ship.phase == WANTS_CARGO:
            spend_ship(book, ship.number, ship.group, ship.since, time, SHIP_IDLE, 0.0)
        elif ship.phase == WANTS_BERTH:
            spend_ship(book, ship.number, ship.group, ship.since, time, ship.waits_for, 0.0)
        elif ship.phase == ALONGSIDE or ship.phase == ASHORE_IN_VAIN or ship.due == FAR:
            spend_ship(book, ship.number, ship.group, ship.since, time, SHIP_WEATHER, 0.0)
