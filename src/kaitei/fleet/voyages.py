"""Ships that go back and forth: time of a leg and of a round trip, voyages and ships needed."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray


class Traffic(NamedTuple):
    """What a group of equal ships does in the years: voyages [1], ships in use [1], time at sea and in port [s]."""

    voyages: FloatArray
    ships: FloatArray
    sea_time: FloatArray
    port_time: FloatArray


def travel_time(distance: FloatArray, speed: FloatArray) -> FloatArray:
    """Time to sail a distance.

    distance: [m]. speed: mean speed over ground [m/s], above 0.

    t = d / v.

    >>> knot = 1852 / 3600
    >>> round(float(travel_time(1026 * 1852.0, 10 * knot)) / 86400, 3)
    4.275
    """
    return distance / speed


def cycle_time(distance: FloatArray, speed: FloatArray, port_time: FloatArray) -> FloatArray:
    """Time of a round trip: two legs and both ports.

    distance: one way [m]. speed: [m/s]. port_time: loading, discharging and waiting of one round trip [s].

    t = 2 d / v + t_port.

    >>> knot = 1852 / 3600
    >>> round(float(cycle_time(1026 * 1852.0, 12 * knot, 5 * 86400.0)) / 86400, 3)
    12.125
    """
    return 2.0 * travel_time(distance, speed) + port_time


def voyages_needed(cargo: FloatArray, capacity: FloatArray) -> FloatArray:
    """Whole voyages that carry a cargo: the last one may sail part full.

    cargo: [kg]. capacity: cargo of one voyage [kg], above 0.

    n = ceil(M / m): a step function of the cargo.

    >>> float(voyages_needed(57_001.0, 28_500.0))
    3.0
    """
    return np.ceil(cargo / capacity)


def ships_needed(voyages: FloatArray, cycle: FloatArray, time: FloatArray) -> FloatArray:
    """Whole ships that make a number of voyages in the time there is.

    voyages: [1]. cycle: time of a round trip [s]. time: time available to each ship [s], above 0.

    n = ceil(voyages x cycle / time): a step function.

    >>> float(ships_needed(36.0, 12.1, 365.0))
    2.0
    """
    return np.ceil(voyages * cycle / time)


def traffic(
    cargo: FloatArray,
    capacity: FloatArray,
    distance: FloatArray,
    speed: FloatArray,
    port_time: FloatArray,
    time: FloatArray,
) -> Traffic:
    """Voyages, ships and times that carry the cargo of some years.

    cargo: by year [kg], shape (..., year). capacity: [kg]. distance: one way [m]. speed: [m/s]. port_time: of one
    round trip [s]. time: available to a ship in a year [s]. All but cargo of shape (...,).

    Whole voyages in each year; whole ships in the busiest year (ships has shape (...,)).

    >>> import numpy as np
    >>> of = traffic(np.array([[50.0, 120.0]]), *(np.array([v]) for v in (20.0, 700.0, 100.0, 6.0, 100.0)))
    >>> of.voyages.tolist(), of.ships.tolist(), of.sea_time.tolist()
    ([[3.0, 6.0]], [2.0], [[42.0, 84.0]])
    """
    each = capacity[..., np.newaxis]
    count = voyages_needed(cargo, each)
    sea = 2.0 * travel_time(distance, speed)
    ships = ships_needed(count.max(axis=-1), cycle_time(distance, speed, port_time), time)
    return Traffic(count, ships, count * sea[..., np.newaxis], count * port_time[..., np.newaxis])
