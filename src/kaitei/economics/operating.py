"""What a year of work costs, and working capital."""

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray

YEAR = 31_557_600.0
"""Seconds in a Julian year, by which rates per year are turned into amounts in a year."""


def charter_cost_per_mud(day_rate: FloatArray, paid_days: FloatArray, mud: FloatArray) -> FloatArray:
    """Vessel hire per mass of mud [USD/kg].

    day_rate: hire [USD/s]
    paid_days: hired time in the year [s]
    mud: mud of the year [kg]

    >>> day = 86400.0
    >>> cost = charter_cost_per_mud(np.array(300e3 / day), np.array(365 * day), np.array(350e3 * 300.0))
    >>> round(float(cost) * 1000)
    1043
    """
    return day_rate * paid_days / mud


def carrier_round_trip(distance: FloatArray, speed: FloatArray, port_time: FloatArray) -> FloatArray:
    """Time of one voyage there and back [s].

    distance: one way [m]
    speed: service speed [m/s]
    port_time: time at both ends together [s]

    >>> nmi, knot, day = 1852.0, 1852.0 / 3600.0, 86400.0
    >>> round(float(carrier_round_trip(np.array(1026 * nmi), np.array(12 * knot), np.array(5 * day))) / day, 1)
    12.1
    """
    return 2.0 * distance / speed + port_time


def shipping_cost_per_mud(
    round_trip: FloatArray,
    sea_time: FloatArray,
    hire: FloatArray,
    fuel_rate: FloatArray,
    fuel_price: FloatArray,
    port_cost: FloatArray,
    cargo: FloatArray,
    solids_fraction: FloatArray,
) -> FloatArray:
    """Cost of carrying cake, per dry mass [USD/kg].

    (hire x voyage + fuel x sea time + port) / (cargo x solids fraction), the ship full one way, empty the other.

    round_trip: time of the voyage [s]
    sea_time: time under way [s]
    hire: hire of the ship [USD/s]
    fuel_rate: fuel under way [kg/s]
    fuel_price: price of fuel [USD/kg]
    port_cost: port and handling dues of a voyage [USD]
    cargo: wet cake in a voyage [kg]
    solids_fraction: dry mass per wet mass of cake [1]

    >>> d = 86400.0
    >>> args = np.array([12.125 * d, 7.125 * d, 13e3 / d, 22e3 / d, 0.52, 60e3, 30e6, 0.60])
    >>> round(float(shipping_cost_per_mud(*args)) * 1000, 1)
    16.6
    """
    voyage = hire * round_trip + fuel_rate * fuel_price * sea_time + port_cost
    return voyage / (cargo * solids_fraction)


def reagent_cost(used: FloatArray, price: FloatArray) -> FloatArray:
    """Cost of all reagents in a year [USD], shape (draw, year).

    used: mass of each reagent [kg], shape (draw, year, reagent)
    price: price of each reagent [USD/kg], shape (draw, reagent)

    >>> round(float(reagent_cost(np.array([[[60e6]]]), np.array([[0.137]]))[0, 0]))
    8220000
    """
    return np.asarray((used * price[:, np.newaxis, :]).sum(axis=2))


def working_capital_change(cost: FloatArray, time: FloatArray, producing: BoolArray) -> FloatArray:
    """Money put into stocks and receivables in each year, given back in the last [USD], shape (draw, year).

    Level = yearly cost x time / year in producing years, and nothing at the end of the horizon.

    cost: yearly operating cost [USD], shape (draw, year)
    time: cost-days held [s], shape (draw,)
    producing: whether the year produces, shape (draw, year)

    >>> cost, on = np.full((1, 3), 12.0), np.full((1, 3), True)
    >>> working_capital_change(cost, np.array([YEAR / 12]), on).tolist()
    [[1.0, 0.0, -1.0]]
    """
    level = np.where(producing, cost * time[:, np.newaxis] / YEAR, 0.0)
    level[:, -1] = 0.0
    return np.diff(level, axis=1, prepend=0.0)


def charge_in_dollars(charge: FloatArray, rate: FloatArray) -> FloatArray:
    """A charge in yen as dollars [USD/kg].

    charge: charge [JPY/kg]
    rate: exchange rate [JPY/USD]

    >>> float(charge_in_dollars(np.array(17.0), np.array(125.0)))
    0.136
    """
    return charge / rate
