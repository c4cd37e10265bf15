"""The words of the simulation: what a ship does, why, and which work needs calm weather; codes are positions.

NOTE: codes are numpy integers, because numba would compile a function anew for each plain number it is called with.
"""

from typing import Any

import numpy as np


def codes(count: int, first: int = 0) -> Any:
    """Codes as numpy integers, ``first`` and those after it."""
    return np.arange(first, first + count)


FIRST, SECOND = codes(2)
"""Which of the random numbers of one event."""

STATES = (
    "lifting",
    "placement",
    "running_pipe",
    "pulling_pipe",
    "weather",
    "typhoon",
    "tank_full",
    "repair",
    "maintenance",
    "port",
    "transit",
    "idle",
)
"""What a mining vessel does."""

LIFTING, PLACEMENT, RUNNING, PULLING, WEATHER, TYPHOON, FULL, REPAIR, MAINTENANCE, PORT, TRANSIT, IDLE = codes(12)

CAUSES = (
    "production",
    "waves",
    "wave_period",
    "wind",
    "current",
    "storm",
    "pump",
    "collector",
    "riser",
    "positioning",
    "dewatering",
    "no_room",
    "planned_maintenance",
    "crew_and_supply",
    "port_call",
    "dry_dock",
    "campaign",
    "not_employed",
)
"""Why it does so."""

PRODUCTION, WAVES, _, _, _, STORM, COMPONENT = codes(7)
"""The last: first of the causes that are component classes, in the order of COMPONENTS."""
NO_ROOM, PLANNED, SUPPLY, PORT_CALL, DRY_DOCK, CAMPAIGN, NOT_EMPLOYED = codes(7, 11)

COMPONENTS = ("pump", "collector", "riser", "positioning", "dewatering")
"""Component classes that fail: lift pumps, collector, riser joints, position keeping, dewatering plant."""
DEWATERING = codes(1, 4)[0]

ACTIVITIES = ("lift", "place", "run_pipe", "hang_off", "transfer", "unload", "load", "supply")
"""Work that needs calm weather: lifting, moving the collector, running or pulling pipe, keeping the riser hung off,
transfer from a mining vessel to a ship, discharge of a shuttle at the island, loading of a carrier there, and
crew change or supply at the mining vessel."""
LIFT, PLACE, RUN_PIPE, HANG_OFF, TRANSFER, UNLOAD, LOAD, SUPPLY_VISIT = codes(8)

SHIP_STATES = ("sailing", "loading", "discharging", "weather", "cargo", "berth", "room", "breakdown", "idle")
"""What a cargo ship does; from the fourth on it waits: for weather, cargo, a berth, room, a repair, or the end."""
SAILING, LOADING, DISCHARGING, SHIP_WEATHER, NO_CARGO, NO_BERTH, NO_SPACE, BREAKDOWN, SHIP_IDLE = codes(9)

GROUPS = ("shuttle", "carrier")
SHUTTLE, CARRIER = codes(2)

ROUTES = ("island", "on_board", "none")
"""Where the mud loses its water; only the first has shuttles and an island plant."""
ISLAND = codes(1)[0]

POLICIES = ("hang_off", "retrieve", "disconnect")
"""What a mining vessel does before a tropical cyclone."""
HANG, RETRIEVE, DISCONNECT = codes(3)

MASSES = ("lifted", "fines", "dewatered", "spilled", "landed", "stored")
"""Dry mud of a year: lifted, lost as fines, through dewatering, spilled, landed, and in store at its end."""
LIFTED, FINES, DEWATERED, SPILLED, LANDED, STORED = codes(6)

COUNTS = (
    "shuttle_voyages",
    "carrier_voyages",
    "pipe_trips",
    "interruptions",
    "false_alarms",
    "disconnects",
    "port_calls",
    "failures",
    "overrun",
)
"""What is counted in a year; overrun is time [s] that campaigns took beyond their calendar."""
SHUTTLE_VOYAGES, CARRIER_VOYAGES, PIPE_TRIPS, INTERRUPTIONS, FALSE_ALARMS, DISCONNECTS = codes(6)
PORT_CALLS, FAILURES, OVERRUN = codes(3, 6)
