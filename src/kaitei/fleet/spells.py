"""Spells of weather: what a mask of good and bad hours says about durations and windows.

A mask holds one byte an hour: 0 is good, anything else is bad. Times are counted in whole hours, the step of the
weather. Years of a pool are independent of one another, so a year is taken as a circle: its December is followed by
its own January.
"""

import numpy as np
from numba import njit

from kaitei.physics.arrays import ByteArray, FloatArray, IntArray


def spell_durations(mask: ByteArray, good: bool) -> IntArray:
    """Lengths of the whole spells of good or of bad hours, in order [h].

    mask: 0 in good hours, shape (hour,) or (year, hour). good: which spells.

    A spell that touches the beginning or the end of its series is left out, since its length is not known; that
    leaves out long spells more often than short ones (``mean_duration`` does not suffer from it).

    >>> spell_durations(np.array([0, 1, 1, 0, 0, 0, 1, 0], np.uint8), good=True).tolist()
    [3]
    """
    rows = np.atleast_2d(mask) != 0
    found = []
    for row in rows:
        change = np.flatnonzero(row[1:] != row[:-1]) + 1
        found.append(np.diff(change)[row[change[:-1]] != good])
    return np.concatenate(found)


def mean_duration(mask: ByteArray, good: bool) -> float:
    """Mean length of the spells of good or of bad hours [h]; infinite when they never end.

    mask: 0 in good hours, shape (hour,) or (year, hour). good: which spells.

    Hours of the spells that have a next hour over the number of times that the next hour ends one: not shortened by
    the ends of the series, as a mean over whole spells is.

    >>> mean_duration(np.array([0, 1, 1, 0, 0, 0, 1, 0], np.uint8), good=True)
    2.0
    """
    inside = (np.atleast_2d(mask) == 0) == good
    hours = int(inside[:, :-1].sum())
    ended = int((inside[:, :-1] & ~inside[:, 1:]).sum())
    return hours / ended if ended else (np.inf if hours else 0.0)


@njit(cache=True)
def hours_ahead(mask: ByteArray) -> IntArray:
    """Good hours in a row from each hour on, (year, hour) [h].

    mask: 0 in good hours, shape (year, hour); each year is a circle, and a run is at most the year.

    >>> hours_ahead(np.array([[0, 1, 0, 0, 1, 0]], np.uint8)).tolist()
    [[1, 0, 2, 1, 0, 2]]
    """
    years, hours = mask.shape
    run = np.zeros((years, hours), np.int64)
    for y in range(years):
        good = 0
        # NOTE: twice round, because a run goes on across the end of the year.
        for turn in range(2 * hours - 1, -1, -1):
            h = turn % hours
            good = min(good + 1, hours) if mask[y, h] == 0 else 0
            run[y, h] = good
    return run


def window_share(mask: ByteArray, month: ByteArray, length: int) -> FloatArray:
    """Share of hours by month at which a job that needs unbroken good weather could start at once [1], shape (12,).

    mask: 0 in good hours, shape (year, hour). month: 0 to 11 of every hour, shape (hour,). length: hours needed,
    at least 1.

    The job counts to the month in which it starts; with a length of 1 this is the share of good hours.

    >>> month = np.repeat(np.arange(12, dtype=np.uint8), 2)
    >>> window_share((month > 5).astype(np.uint8)[np.newaxis], month, 2).tolist()[4:7]
    [1.0, 0.5, 0.0]
    """
    starts = (hours_ahead(mask) >= length).mean(axis=0)
    return np.asarray(np.bincount(month, weights=starts, minlength=12) / np.bincount(month, minlength=12))
