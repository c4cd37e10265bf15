"""The closed time budget of a mining vessel: every second of a month goes to exactly one state."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray

MONTH_DAYS: FloatArray = np.array([31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0])
"""Days of the months in a year of 365 days."""

MONTH_DAYS_MOST: FloatArray = np.where(MONTH_DAYS == 28.0, 29.0, MONTH_DAYS) * (1.0 + 1e-9)
"""The most days a month can have, with room for rounding."""


class TimeBudget(NamedTuple):
    """Time by use, all of one shape [s]."""

    transit: FloatArray
    planned: FloatArray
    typhoon: FloatArray
    running_pipe: FloatArray
    weather: FloatArray
    unplanned: FloatArray
    placement: FloatArray
    lifting: FloatArray

    def each(self, change: Callable[[FloatArray], FloatArray]) -> "TimeBudget":
        """The budget with ``change`` applied to every part."""
        return TimeBudget(*(change(part) for part in self))


def calendar_by_month(days: FloatArray, share: FloatArray) -> FloatArray:
    """Employed time by month.

    days: employed time of a year [s], shape (...). share: its parts by month in any proportion, shape
    (..., month).

    >>> import numpy as np
    >>> calendar_by_month(np.array(34.0), np.array([20.0, 14.0])).tolist()
    [20.0, 14.0]
    """
    total = share.sum(axis=-1)
    return share * (days / np.where(total > 0.0, total, 1.0))[..., np.newaxis]


def lifting_share(batch: FloatArray, rate: FloatArray, move_time: FloatArray) -> FloatArray:
    """Share of the working time at the sea bed in which mud comes up.

    batch: dry mass taken from one position of the collector [kg], above 0. rate: dry mass lifted per time while
    lifting [kg/s]. move_time: time from the end of one batch to the start of the next [s].

    t / (t + t_move) with t = M / q, written as M / (M + q t_move).

    >>> round(float(lifting_share(30.8e3, 140e3 / 86400, 3 * 3600.0)), 3)
    0.638
    """
    return batch / (batch + rate * move_time)


def placements_made(mass: FloatArray, batch: FloatArray) -> FloatArray:
    """Positions of the collector that a mass takes.

    mass, batch: lifted, and from one position, on the same basis [kg].

    >>> float(placements_made(350.0, 70.0))
    5.0
    """
    return mass / batch


def time_budget(
    calendar: FloatArray,
    transit: FloatArray,
    planned: FloatArray,
    typhoon: FloatArray,
    running_pipe: FloatArray,
    exceedance: FloatArray,
    downtime: FloatArray,
    lifting: FloatArray,
) -> TimeBudget:
    """The time of one vessel by use; all arguments broadcast, one entry a month.

    calendar: time there is [s]. transit, planned (maintenance and port), typhoon, running_pipe: time asked for
    [s]. exceedance: share of time above the wave limit for lifting [1]. downtime: share of workable time lost to
    failures [1]. lifting: share of the working time in which mud comes up [1].

    Demands are met in the order of the arguments while time lasts; of what remains the exceedance is waiting on
    weather, of the rest the downtime is unplanned maintenance, and the last is lifting and placement.

    >>> parts = time_budget(30.0, 4.0, 3.0, 2.0, 1.0, 0.25, 0.2, 0.75)
    >>> [round(float(part), 6) for part in parts]
    [4.0, 3.0, 2.0, 1.0, 5.0, 3.0, 3.0, 9.0]
    """
    left, met = np.asarray(calendar, dtype=np.float64), []
    for demand in (transit, planned, typhoon, running_pipe):
        met.append(np.minimum(demand, left))
        left = left - met[-1]
    weather = exceedance * left
    workable = left - weather
    unplanned = downtime * workable
    working = workable - unplanned
    up = lifting * working
    return TimeBudget(*np.broadcast_arrays(*met, weather, unplanned, working - up, up))


def with_stated_lifting(budget: TimeBudget, calendar: FloatArray, lifting: FloatArray) -> TimeBudget:
    """A budget whose lifting time is stated, the other uses scaled to fill the calendar.

    budget: parts that sum to ``calendar`` [s]. calendar: time there is [s]. lifting: stated time [s], at most
    ``calendar``.

    Every other part x (calendar - stated) / (calendar - computed); a budget of nothing but lifting has no other
    part to scale and puts the rest into weather.

    >>> flat = TimeBudget(*(np.array(x) for x in (4.0, 3.0, 2.0, 1.0, 5.0, 3.0, 3.0, 9.0)))
    >>> [round(float(x), 6) for x in with_stated_lifting(flat, np.array(30.0), np.array(19.5))]
    [2.0, 1.5, 1.0, 0.5, 2.5, 1.5, 1.5, 19.5]
    """
    rest = calendar - budget.lifting
    some = rest > 0.0
    factor = np.where(some, (calendar - lifting) / np.where(some, rest, 1.0), 0.0)
    scaled = budget.each(lambda part: part * factor)
    weather = np.where(some, scaled.weather, calendar - lifting)
    return scaled._replace(weather=weather, lifting=np.broadcast_to(lifting, weather.shape))
