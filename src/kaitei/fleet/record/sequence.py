"""Weather for a project longer than its record: whole years drawn again, so that every season stays where it is."""

import numpy as np

from kaitei.fleet.record.hourly import YEAR_HOURS, HourlyRecord
from kaitei.physics.arrays import FloatArray, IntArray


def sequence(record: HourlyRecord, years_wanted: int, uniforms: FloatArray) -> IntArray:
    """Which year of the record each year of a project has.

    years_wanted: at least 1. uniforms: probabilities [1], shape (..., at least years_wanted). Gives positions on the
    record's year axis, shape (..., years_wanted).

    position = order[floor(u x years)], the years ordered from calm to rough by mean wave height: each year of the
    record is equally likely, a higher u is a rougher year, and u = 0.5 is the median year.
    """
    if years_wanted < 1 or uniforms.shape[-1] < years_wanted:
        raise ValueError(f"{years_wanted} years need as many uniforms, not {uniforms.shape[-1]}")
    mean = record.values[:, 0].mean(axis=1, dtype=np.float64)
    order = np.argsort(mean, kind="stable")
    rank = np.floor(uniforms[..., :years_wanted] * order.size).astype(np.int64)
    return order[np.clip(rank, 0, order.size - 1)]


def place_of_hour(hour: IntArray, years_wanted: int) -> tuple[IntArray, IntArray]:
    """Where the weather of an hour of the project stands: the year of its sequence and the hour of that year.

    hour: hours since the first of January of the first year, at least 0. Beyond the last year the sequence begins
    again, so that a job that runs over the end still has weather of its season.

    >>> year, within = place_of_hour(np.array([0, 8760, 3 * 8760 + 5]), 2)
    >>> year.tolist(), within.tolist()
    ([0, 1, 1], [0, 0, 5])
    """
    return hour // YEAR_HOURS % years_wanted, hour % YEAR_HOURS
