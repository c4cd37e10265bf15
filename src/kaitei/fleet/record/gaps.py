"""Hours without weather: bridged by a straight line, or taken from the same hours of another year."""

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray, IntArray

SHOWN = 10
"""Gaps named in a message."""


def runs(mask: BoolArray) -> tuple[IntArray, IntArray]:
    """Where unbroken runs of True begin and how long they are.

    mask: shape (n). Gives two arrays, shape (run).

    >>> starts, lengths = runs(np.array([False, True, True, False, True]))
    >>> starts.tolist(), lengths.tolist()
    ([1, 4], [2, 1])
    """
    edges = np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8))
    starts = np.flatnonzero(edges == 1)
    return starts, np.flatnonzero(edges == -1) - starts


def interpolated(line: FloatArray, longest: int) -> FloatArray:
    """A line of hours with its short gaps bridged.

    line: any unit, NaN where missing, shape (hour). longest: hours of the longest gap that is bridged.

    Straight from the hour before to the hour after; a gap at either end of the line stays.

    >>> interpolated(np.array([np.nan, 1.0, np.nan, 2.0, np.nan, np.nan, 0.0]), 1).tolist()
    [nan, 1.0, 1.5, 2.0, nan, nan, 0.0]
    """
    missing = np.isnan(line)
    starts, lengths = runs(missing)
    inside = (lengths <= longest) & (starts > 0) & (starts + lengths < line.size)
    if not inside.any():
        return line.copy()
    bridged = np.zeros(line.size + 1, np.int64)
    np.add.at(bridged, starts[inside], 1)
    np.add.at(bridged, (starts + lengths)[inside], -1)
    where = np.cumsum(bridged[:-1]) > 0
    hours = np.arange(line.size)
    made = line.copy()
    made[where] = np.interp(hours[where], hours[~missing], line[~missing])
    return made


def filled_from_other_years(values: FloatArray) -> FloatArray:
    """Years with each missing hour taken from the nearest year that has it, the earlier of two equally near.

    values: any unit, NaN where missing, shape (year, hour). Only hours that were there before are taken; an hour
    missing in every year stays.

    >>> filled_from_other_years(np.array([[1.0, 5.0], [np.nan, np.nan], [3.0, np.nan]])).tolist()
    [[1.0, 5.0], [1.0, 5.0], [3.0, 5.0]]
    """
    made = values.copy()
    for away in range(1, values.shape[0]):
        for shift in (away, -away):
            there = np.full_like(values, np.nan)
            if shift > 0:
                there[shift:] = values[:-shift]
            else:
                there[:shift] = values[-shift:]
            made = np.where(np.isnan(made), there, made)
        if not np.isnan(made).any():
            break
    return made


def shown_gaps(first_year: int, starts: IntArray, lengths: IntArray) -> str:
    """The first gaps as text; starts: hours since the first year began, without 29 February [h].

    >>> shown_gaps(2001, np.array([0, 8760 + 24]), np.array([7, 100]))
    '2001-01-01 00:00 UTC 7 h, 2002-01-02 00:00 UTC 100 h'
    """
    text = [f"{stamp_of(first_year, int(s))} {n} h" for s, n in zip(starts[:SHOWN], lengths[:SHOWN], strict=True)]
    return ", ".join(text) + (", ..." if starts.size > SHOWN else "")


def stamp_of(first_year: int, hour: int) -> str:
    """The moment of an hour counted in years of 365 days.

    >>> stamp_of(2003, 8760 + 60 * 24)
    '2004-03-02 00:00 UTC'
    """
    year, within = divmod(hour, 8760)
    # NOTE: 2001 stands for any year of 365 days.
    moment = np.datetime64("2001-01-01T00", "h") + within
    return f"{first_year + year}{str(moment)[4:10]} {within % 24:02d}:00 UTC"
