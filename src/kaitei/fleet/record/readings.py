"""Readings as a file holds them, in UTC and SI: joined, put in order, and checked for what no sea shows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError, Problem
from kaitei.fleet.record.variables import VARIABLES, WeatherVariable
from kaitei.physics.arrays import BoolArray, FloatArray, IntArray

MAX_READINGS = 10_000_000
FIRST_YEAR, LAST_YEAR = 1850, 2150
"""Calendar years that a stamp may lie in."""


class Readings(NamedTuple):
    """What was read from one file, or from several joined."""

    file: str
    time: IntArray
    """Seconds since 1970 in UTC, shape (reading)."""
    values: FloatArray
    """SI, NaN where missing, shape (4, reading)."""
    present: BoolArray
    """Which of the four variables the file has, shape (4,)."""
    lines: IntArray
    """Line of each reading, 0 where a file has no lines, shape (reading)."""
    notes: tuple[str, ...] = ()


def utc(seconds: float) -> str:
    """A moment as text.

    >>> utc(0)
    '1970-01-01 00:00 UTC'
    """
    return datetime.fromtimestamp(float(seconds), UTC).strftime("%Y-%m-%d %H:%M UTC")


def places(lines: IntArray, time: IntArray, mask: BoolArray) -> str:
    """The first three of some readings, by line where the file has lines and else by stamp."""
    first = np.flatnonzero(mask)[:3]
    return ", ".join(f"line {lines[i]}" if lines[i] else utc(time[i]) for i in first)


def joined(parts: Sequence[Readings]) -> Readings:
    """The readings of several files as one, not yet in order."""
    if len(parts) == 1:
        return parts[0]
    several = tuple(dict.fromkeys(f"{Path(part.file).name}: {note}" for part in parts for note in part.notes))
    return Readings(
        ", ".join(part.file for part in parts) if len(parts) < 4 else f"{parts[0].file} and {len(parts) - 1} more",
        np.concatenate([part.time for part in parts]),
        np.concatenate([part.values for part in parts], axis=1),
        np.logical_or.reduce([part.present for part in parts]),
        # NOTE: a line means nothing without its file, so joined files speak by stamp.
        np.zeros(sum(part.time.size for part in parts), np.int64),
        several,
    )


def in_order(readings: Readings) -> Readings:
    """The readings by increasing stamp, one for each stamp, with what was sorted or merged said in the notes.

    Readings of one stamp are merged when no variable has two values (the same line twice, or waves and wind apart).

    Raises InputError when two readings of one stamp disagree.
    """
    time, notes = readings.time, list(readings.notes)
    values, lines = readings.values, readings.lines
    backwards = int((np.diff(time) < 0).sum())
    if backwards:
        order = np.argsort(time, kind="stable")
        time, values, lines = time[order], values[:, order], lines[order]
        notes.append(f"stamps were not in order ({backwards} steps back) and were sorted")
    starts = np.flatnonzero(np.concatenate([[True], np.diff(time) > 0]))
    if starts.size < time.size:
        low, high = np.fmin.reduceat(values, starts, axis=1), np.fmax.reduceat(values, starts, axis=1)
        conflict = (high > low).any(axis=0)
        if conflict.any():
            first = ", ".join(utc(t) for t in time[starts][conflict][:3])
            message = (
                f"{int(conflict.sum())} stamps stand twice with different values, first at {first}"
                "; keep one of each (a change to summer time does this: give stamps in UTC or standard time)"
            )
            raise InputError(Problem(message, "", readings.file, int(lines[starts][conflict][0])))
        notes.append(f"{time.size - starts.size} readings repeat a stamp without contradiction and were merged")
        time, values, lines = time[starts], low, lines[starts]
    return readings._replace(time=time, values=values, lines=lines, notes=tuple(notes))


def implausible(readings: Readings) -> list[Problem]:
    """Everything about the numbers that no sea shows, one problem for each variable and reason."""
    if readings.time.size == 0:
        return [Problem("holds no reading", "", readings.file)]
    found = []
    year = readings.time.astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970
    if (odd := (year < FIRST_YEAR) | (year > LAST_YEAR)).any():
        where = places(readings.lines, readings.time, odd)
        message = f"{int(odd.sum())} stamps lie before {FIRST_YEAR} or after {LAST_YEAR}: {where}; check time.format"
        found.append(Problem(message, "time", readings.file))
    if not readings.present[0]:
        found.append(Problem("holds no wave_height, which every record needs", "", readings.file))
    for i, variable in enumerate(VARIABLES):
        if readings.present[i]:
            found += [Problem(m, variable.name, readings.file) for m in _doubts(readings, i, variable)]
    return found


def _doubts(readings: Readings, i: int, variable: WeatherVariable) -> list[str]:
    values, unit = readings.values[i], variable.unit
    known = values[np.isfinite(values)]
    if known.size == 0:
        return ["holds no value: all are missing"]
    doubts = []
    if (below := values < 0.0).any():
        where = places(readings.lines, readings.time, below)
        lowest = f"{known.min():g} {unit}"
        doubts.append(f"{int(below.sum())} values are negative, down to {lowest}: {where}; list a marker under missing")
    if known.mean() > variable.highest_mean:
        mean = f"the mean is {known.mean():.3g} {unit}, beyond {variable.highest_mean:g} {unit}"
        doubts.append(f"{mean}: likely {variable.mistaken_for}; check the unit of the column")
    elif (above := values > variable.highest).any():
        where = places(readings.lines, readings.time, above)
        highest = f"up to {known.max():.4g} {unit}"
        doubts.append(
            f"{int(above.sum())} values lie beyond {variable.highest:g} {unit}, {highest}: {where}; "
            f"likely {variable.mistaken_for} (check the unit), or a marker (list it under missing)"
        )
    if known.size > 24 and known.min() == known.max():
        doubts.append(f"holds one value, {known[0]:g} {unit}, {known.size} times; name the column that was measured")
    return doubts
