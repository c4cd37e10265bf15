"""What changes while time runs, for one draw: a record of each ship and of the island; times [s], dry masses [kg]."""

from typing import Any

import numpy as np
from numba import njit

from kaitei.fleet.simulation.plan import FAR
from kaitei.fleet.simulation.records import record_at
from kaitei.fleet.simulation.words import CARRIER, COMPONENTS, ISLAND, SHUTTLE, WEATHER, codes

# Phases of a mining vessel: booked until its next event on station or away, in a spell at the bed, or done.
BUSY, ABSENT, WORKING, DONE = codes(4)
# Phases of a cargo ship.
WANTS_CARGO, ALONGSIDE, TAKING, LOADED, WANTS_BERTH, BRINGING, RETURNING, ASHORE_IN_VAIN = codes(8, 10)
# Errands for which the pipe comes up.
NONE, TO_PORT, HOME, GONE = codes(4)
# Ways the riser can be parted from the vessel.
JOINED, RELEASED, TORN = codes(3)

# Places where ships wait: for cargo at the mining vessels, for cargo or a berth at the island, for a berth at home.
NOWHERE, AT_VESSELS, AT_ISLAND, IN_PORT = 0, 1, 2, 4

_I, _F, _C = np.int64, np.float64, len(COMPONENTS)

VESSEL = np.dtype(
    [
        ("number", _I),  # among all ships
        ("due", _I),  # next event
        ("since", _I),  # until when its time is booked
        ("phase", _I),
        ("level", _F),  # mud aboard
        ("pipe", _I),  # running time of the pipe that is down; plan.run when all is
        ("parted", _I),
        ("joining", _I),  # reconnection work left
        ("torn_by", _I),  # cause of that work
        ("errand", _I),
        ("reason", _I),  # cause of the errand, or of the last recovery of pipe
        ("waited", _I),  # for weather in the deployment in hand
        ("position", _I),  # time into the cycle of lifting and moving
        ("lift_time", _I),  # lifting part of that cycle
        ("doing", _I),  # state in a spell at the bed: LIFTING, WEATHER or FULL
        ("why", _I),
        ("gives_up", _I),  # when its wait for weather at the bed is too long, or FAR
        ("visit_by", _I),  # when its wait for a visit is too long, or FAR
        ("broken", _I),  # component under repair, or -1
        ("repair", _I),  # repair time left
        ("clock", _F, (_C,)),  # working time left to the next failure
        ("spares", _I, (_C,)),
        ("failures", _I, (_C,)),  # how often a component failed
        ("next_call", _I),
        ("next_dock", _I),
        ("next_stop", _I),
        ("next_supply", _I),
        ("stop", _I),  # time left of a planned stop
        ("episode", _I),  # first storm episode that is not over
        ("answered", _I),  # last episode that was counted
        ("hose", _I),  # cargo ship alongside, or -1
    ],
    align=True,
)

SHIP = np.dtype(
    [
        ("number", _I),  # among all ships
        ("group", _I),
        ("due", _I),
        ("since", _I),
        ("phase", _I),
        ("waits_at", _I),  # the place at which it waits for cargo or a berth, or NOWHERE
        ("cargo", _F),
        ("source", _I),  # vessel it loads from, or -1 for the island
        ("arrived", _I),  # where it waits
        ("waits_for", _I),  # NO_BERTH or NO_SPACE, when loaded
        ("in_vain", _I),  # 1: the weather will not come in time, and it leaves at ``due``
        ("legs", _I),  # legs sailed; they number the breakdowns
    ],
    align=True,
)

STORES = np.dtype(
    [
        ("due", _I),
        ("since", _I),
        ("works", _I),  # the plant works (1) or is under repair (0)
        ("clock", _F),  # working time left to its next failure
        ("failures", _I),
        ("pond", _F),  # wet mud, as dry mass
        ("reserved", _F),  # room in the pond for ships that discharge
        ("stock", _F),  # cake, as dry mass
        ("island_berths", _I),  # taken
        ("port_berths", _I),  # taken
    ],
    align=True,
)


WORLD = np.dtype(
    [
        ("vessels", _I),  # address of the first
        ("vessel_count", _I),
        ("ships", _I),  # address of the first
        ("ship_count", _I),
        ("island", _I),  # its address
    ]
)
"""Where the records of one draw lie."""

vessel_at = record_at(VESSEL, "vessels")
"""A mining vessel by its number."""

ship_at = record_at(SHIP, "ships")
"""A cargo ship by its place among them."""

_island_at = record_at(STORES, "island")


@njit(cache=True, error_model="numpy")
def island_of(world: Any) -> Any:
    """The stores and the plant of the island."""
    return _island_at(world, 0)


@njit(cache=True, error_model="numpy")
def begin(plan: Any, world: Any) -> None:
    """Sets new records to the start: vessels about to leave port, cargo ships waiting where they load, no mud."""
    for i in range(world.vessel_count):
        vessel = vessel_at(world, i)
        vessel.number, vessel.phase, vessel.doing = i, ABSENT, WEATHER
        vessel.broken, vessel.answered, vessel.hose = -1, -1, -1
    for i in range(world.ship_count):
        ship = ship_at(world, i)
        ship.number, ship.phase, ship.source = plan.vessels + i, WANTS_CARGO, -1
        ship.group = SHUTTLE if i < plan.shuttles else CARRIER
        ship.due, ship.waits_at = plan.cargo_wait, loads_at(plan, ship.group)
    island = island_of(world)
    island.due, island.works = FAR, 1


@njit(cache=True, error_model="numpy")
def loads_at_vessel(plan: Any, group: int) -> bool:
    """Whether a group takes its cargo from the mining vessels and not from the island."""
    return bool(group == SHUTTLE or plan.route != ISLAND)


@njit(cache=True, error_model="numpy")
def loads_at(plan: Any, group: int) -> int:
    """Place at which a group takes its cargo."""
    return AT_VESSELS if loads_at_vessel(plan, group) else AT_ISLAND


@njit(cache=True, error_model="numpy")
def lands_at(group: int) -> int:
    """Place at which a group discharges."""
    return AT_ISLAND if group == SHUTTLE else IN_PORT
