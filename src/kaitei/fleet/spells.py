"""Spells of weather: what a mask of good and bad hours says about durations, windows and waiting.

A mask holds one byte an hour: 0 is good, anything else is bad. Times are counted in whole hours, the step of the
weather. Years of a pool are independent of one another, so a year is taken as a circle: its December is followed by
its own January.
"""

import numpy as np
from numba import njit

from kaitei.physics.arrays import ByteArray, FloatArray, IntArray

NEVER = -1
"""The answer to a window that does not come."""


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
def next_window(mask: ByteArray, hour: int, length: int) -> int:
    """First hour from a given one on at which an unbroken run of good hours begins; NEVER if none comes.

    mask: 0 in good hours, shape (hour,). hour: where the search begins, 0 or more. length: hours needed, 0 or more.

    The series ends where it ends: a window must lie inside it.

    >>> mask = np.array([0, 1, 0, 0, 1, 0, 0, 0], np.uint8)
    >>> next_window(mask, 0, 2), next_window(mask, 0, 3), next_window(mask, 6, 3)
    (2, 5, -1)
    """
    start = hour
    for now in range(hour, len(mask)):
        if now - start >= length:
            return start
        if mask[now] != 0:
            start = now + 1
    return start if len(mask) - start >= length and start <= len(mask) else NEVER


@njit(cache=True)
def hours_ahead(mask: ByteArray, length: int) -> tuple[IntArray, IntArray]:
    """Good hours in a row from each hour on, and the wait from each hour to a window [h].

    mask: 0 in good hours, shape (year, hour); each year is a circle. length: hours needed, at least 1.

    Both of shape (year, hour). A run is at most the year; the wait is 0 where a window can begin, and the whole
    year where none ever can.

    >>> run, wait = hours_ahead(np.array([[0, 1, 0, 0, 1, 0]], np.uint8), 2)
    >>> run.tolist(), wait.tolist()
    ([[1, 0, 2, 1, 0, 2]], [[2, 1, 0, 2, 1, 0]])
    """
    years, hours = mask.shape
    run = np.zeros((years, hours), np.int64)
    wait = np.full((years, hours), hours)
    for y in range(years):
        good, far = 0, hours
        for turn in range(2 * hours - 1, -1, -1):
            h = turn % hours
            good = min(good + 1, hours) if mask[y, h] == 0 else 0
            far = 0 if good >= length else min(far + 1, hours)
            run[y, h], wait[y, h] = good, far
    return run, wait


def month_share(mask: ByteArray, month: ByteArray) -> FloatArray:
    """Share of good hours by month [1], shape (12,).

    mask: 0 in good hours, shape (year, hour). month: 0 to 11 of every hour, shape (hour,).

    >>> month = np.repeat(np.arange(12, dtype=np.uint8), 2)
    >>> month_share((month > 5).astype(np.uint8)[np.newaxis], month).tolist()[5:7]
    [1.0, 0.0]
    """
    return _by_month((mask == 0).mean(axis=0), month)


def window_share(mask: ByteArray, month: ByteArray, length: int) -> FloatArray:
    """Share of hours by month at which a job that needs unbroken good weather could start at once [1], shape (12,).

    mask: 0 in good hours, shape (year, hour). month: 0 to 11 of every hour, shape (hour,). length: hours needed,
    at least 1.

    The job counts to the month in which it starts; with a length of 1 this is the share of good hours.

    >>> month = np.repeat(np.arange(12, dtype=np.uint8), 2)
    >>> window_share((month > 5).astype(np.uint8)[np.newaxis], month, 2).tolist()[4:7]
    [1.0, 0.5, 0.0]
    """
    run, _ = hours_ahead(mask, length)
    return _by_month((run >= length).mean(axis=0), month)


def window_wait(mask: ByteArray, month: ByteArray, length: int) -> FloatArray:
    """Mean wait by month until a job that needs unbroken good weather can start [h], shape (12,).

    mask: 0 in good hours, shape (year, hour). month: 0 to 11 of every hour, shape (hour,). length: hours needed,
    at least 1.

    Mean over the years and the hours of the month in which the wait begins, with perfect knowledge of the weather
    to come; a year without any window counts as a wait of a whole year.

    >>> month = np.repeat(np.arange(12, dtype=np.uint8), 2)
    >>> window_wait((month > 5).astype(np.uint8)[np.newaxis], month, 2).tolist()[4:7]
    [0.0, 6.5, 11.5]
    """
    _, wait = hours_ahead(mask, length)
    return _by_month(wait.mean(axis=0), month)


def _by_month(hourly: FloatArray, month: ByteArray) -> FloatArray:
    """Mean over the hours of each month, (12,)."""
    made: FloatArray = np.bincount(month, weights=hourly, minlength=12) / np.bincount(month, minlength=12)
    return made
