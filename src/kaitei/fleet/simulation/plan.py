"""The numbers of one draw as the simulation reads them: times in whole seconds, dry mass in kg."""

from typing import Any

import numpy as np

from kaitei.fleet.simulation.words import ACTIVITIES, COMPONENTS
from kaitei.physics.arrays import IntArray, RecordArray

HOUR = 3600
YEAR = 8760 * HOUR
MONTHS = 12
MONTH_STARTS = (0, 744, 1416, 2160, 2880, 3624, 4344, 5088, 5832, 6552, 7296, 8016, 8760)
"""Hours at which the months of a year of 365 days begin; the last is its end."""
MONTH_OF_DAY: IntArray = np.repeat(np.arange(MONTHS), np.diff(MONTH_STARTS) // 24)
"""Month of each day of the year (day,)."""
FAR: Any = np.int64(1 << 60)
"""A time that never comes."""

_I, _F, _C, _A = np.int64, np.float64, len(COMPONENTS), len(ACTIVITIES)

PLAN = np.dtype(
    [
        # ships and routes
        ("vessels", _I),  # mining vessels
        ("shuttles", _I),
        ("carriers", _I),
        ("route", _I),  # position in ROUTES
        ("policy", _I),  # position in POLICIES
        ("route_to_port", _I),  # of a carrier, one leg [s]
        ("route_to_island", _I),  # of a shuttle, one leg [s]
        ("transit", _I),  # of a mining vessel to its home port [s]
        # calendar
        ("start", _I),  # of employment, from 1 January [s]
        ("length", _I),  # of employment in a year; YEAR: all year round [s]
        ("reserve", _I),  # kept for weather when the way home is planned [s]
        # work at the sea bed
        ("rate", _F),  # dry mass lifted while lifting [kg/s]
        ("keep", _F),  # share of it that stays aboard [1]
        ("batch", _F),  # dry mass of one position of the collector [kg]
        ("move", _I),  # between two positions [s]
        ("tank", _F),  # dry mass a mining vessel can hold [kg]
        ("own_cargo", _F),  # dry mass it takes home itself [kg]
        # pipe
        ("run", _I),  # whole pipe, in workable weather [s]
        ("pull", _I),
        ("reconnect", _I),  # after a disconnection, in workable weather [s]
        # storms
        ("prepare", _I),  # hang-off or disconnection [s]
        ("resume", _I),  # from the all-clear to work [s]
        # stops
        ("call_interval", _I),  # between leaving port and the next call; FAR: none [s]
        ("port_stay", _I),
        ("dock_interval", _I),
        ("dock_stay", _I),
        ("stop_interval", _I),  # planned maintenance at the site [s]
        ("stop_time", _I),
        ("supply_interval", _I),
        ("supply_time", _I),
        # failures
        ("life", _F, (_C,)),  # Weibull scale of working time to failure [s]; inf: never
        ("life_shape", _F, (_C,)),
        ("repair", _F, (_C,)),  # mean time to repair, exponential [s]
        ("pipe_up", _I, (_C,)),  # 1: the pipe must come up for it
        ("spares", _I, (_C,)),  # on board after a port call
        ("spare_delay", _I),  # when none is aboard [s]
        # weather rules
        ("window", _I, (_A,)),  # calm ahead that a start needs [s]
        ("settled", _I, (_A,)),  # calm that must have lasted after a rough spell [s]
        ("longest_wait", _I, (_A,)),  # for weather before something else is done, at least 1 [s]
        # cargo ships
        ("shuttle_cargo", _F),  # dry mass [kg]
        ("carrier_cargo", _F),
        ("shuttle_loading", _I),  # of a full cargo [s]
        ("shuttle_discharge", _I),
        ("carrier_loading", _I),
        ("carrier_discharge", _I),
        ("cargo_wait", _I),  # longest wait for a full cargo [s]
        ("ship_life", _F),  # mean time at sea between breakdowns [s]; inf: never
        ("ship_repair", _F),  # mean delay of one [s]
        ("spill", _F),  # share of the cargo lost in handling [1]
        ("island_berths", _I),
        ("port_berths", _I),
        # island plant
        ("pond", _F),  # dry mass the wet store can hold [kg]
        ("plant", _F),  # dry mass dewatered per time [kg/s]
        ("stock", _F),  # dry mass the cake store can hold [kg]
        # limits against a storm's own waves and wind
        ("wave_limit", _F, (_A,)),  # [m]
        ("wind_limit", _F, (_A,)),  # [m/s]
        ("radius", _F),  # of the passage that triggers the alarm [m]
        ("horizon", _F),  # longest lead of a forecast that is acted upon [h]
        ("error_72", _F),  # mean track error at 72 h [m]
        # chance
        ("key", np.uint32, (2,)),  # of the draw's random numbers
    ]
)


def plans(count: int, **fields: Any) -> RecordArray:
    """An array of ``count`` plans with the named fields set; the others are 0.

    >>> plans(2, rate=40.5, vessels=1)["rate"].tolist()
    [40.5, 40.5]
    """
    made = np.zeros(count, PLAN)
    for name, values in fields.items():
        made[name] = np.rint(values) if PLAN[name].base.kind == "i" else values
    return made
