"""A record on an hourly grid of whole calendar years in UTC, with an account of every hour that was not measured."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kaitei.errors import InputError, Problem
from kaitei.fleet.record.declaration import Gaps
from kaitei.fleet.record.gaps import filled_from_other_years, interpolated, runs, shown_gaps
from kaitei.fleet.record.readings import Readings, utc
from kaitei.fleet.record.variables import NAMES
from kaitei.physics.arrays import BoolArray, FloatArray, IntArray

HOUR = 3600
YEAR_HOURS = 8760
COARSEST = 6 * HOUR
"""Longest step between readings that may be bridged by a straight line [s]."""


class VariableAccount(NamedTuple):
    """Where the hours of one variable come from, over the years kept."""

    present: int
    """Hours with at least one reading."""
    interpolated: int
    """Hours between readings, on a straight line."""
    filled: int
    """Hours taken from the same hour of another year."""


class Account(NamedTuple):
    """What was done to make the record whole: to be printed wherever its numbers are."""

    file: str
    sha256: str
    first: str
    last: str
    step: float
    """Usual time between readings [s]."""
    years: tuple[int, ...]
    dropped: dict[int, str]
    """Calendar years left out, each with the reason."""
    variables: dict[str, VariableAccount]
    notes: tuple[str, ...]


class HourlyRecord(NamedTuple):
    """Hourly weather of whole years, in SI."""

    first_year: int
    values: NDArray[np.float32]
    """Shape (year, 4, 8760), in the order of NAMES; NaN throughout for a variable that is absent."""
    present: BoolArray
    """Which of the four variables the record has, shape (4,)."""
    account: Account


class _Grid(NamedTuple):
    """Every calendar hour from the first year to the last, before years are dropped, shape (4, year, 8760)."""

    first_year: int
    values: FloatArray
    measured: BoolArray


def hourly(readings: Readings, gaps: Gaps, sha256: str = "") -> HourlyRecord:
    """The record on an hourly grid: averaged or interpolated to hours, gaps treated as ``gaps`` says.

    readings: in order, checked. An hour takes the mean of the readings stamped within it.

    Raises InputError when the step is too coarse, the record is shorter than a year, or gaps remain.
    """
    step = _step(readings)
    grid = _grid(readings, max(gaps.hours, int(step) // HOUR - 1 + (step % HOUR > 0)))
    known = np.isfinite(grid.values)
    dropped = _dropped(grid, known, readings.present, gaps)
    kept = np.array([grid.first_year + y not in dropped for y in range(grid.values.shape[1])])
    if not kept.any():
        raise InputError(_no_year(readings, dropped, gaps))
    present = np.flatnonzero(readings.present)
    final = grid.values
    if gaps.fill == "other_year":
        final = np.array([filled_from_other_years(values) for values in grid.values])
    lacking = ~np.isfinite(final[:, kept])
    if lacking[present].any():
        raise InputError(_gaps_left(readings, grid, kept, final, gaps))
    counts = {
        NAMES[i]: VariableAccount(
            int(grid.measured[i, kept].sum()),
            int((known & ~grid.measured)[i, kept].sum()),
            int((~known)[i, kept].sum()),
        )
        for i in present
    }
    years = tuple(int(grid.first_year + y) for y in np.flatnonzero(kept))
    ends = utc(readings.time[0]), utc(readings.time[-1])
    notes = (*readings.notes, *_notes(readings, step))
    account = Account(readings.file, sha256, *ends, step, years, dropped, counts, notes)
    values = np.ascontiguousarray(final[:, kept].transpose(1, 0, 2), dtype=np.float32)
    return HourlyRecord(years[0], values, readings.present.copy(), account)


def _step(readings: Readings) -> float:
    """Usual time between wave heights [s]."""
    time = readings.time[np.isfinite(readings.values[0])]
    if time.size < 2:
        raise InputError(Problem(f"holds {time.size} wave heights; a record needs a year of them", "", readings.file))
    step = float(np.median(np.diff(time)))
    if step > COARSEST:
        message = f"has a reading every {step / HOUR:g} h; a record needs one at least every {COARSEST // HOUR} h"
        raise InputError(Problem(message, "", readings.file))
    span = float(time[-1] - time[0]) + step
    if span < YEAR_HOURS * HOUR:
        message = f"covers {span / 86400:.0f} days, {utc(time[0])} to {utc(time[-1])}; it needs at least one whole year"
        raise InputError(Problem(f"{message}, or its seasons would be invented", "", readings.file))
    return step


def _calendar(first_year: int, last_year: int) -> tuple[IntArray, IntArray]:
    """Hours since 1970 at which the years begin and end, and which hours of them are kept: all but 29 February."""
    starts = np.arange(first_year, last_year + 2).astype(str).astype("datetime64[Y]")
    begin = starts.astype("datetime64[h]").astype(np.int64)
    hours = np.arange(begin[0], begin[-1])
    days = hours.astype("datetime64[h]").astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    leap = ((days - month).astype(np.int64) == 28) & (month.astype(np.int64) % 12 == 1)
    return begin, np.flatnonzero(~leap)


def _grid(readings: Readings, bridge: int) -> _Grid:
    hour = readings.time // HOUR
    years = (readings.time[[0, -1]].astype("datetime64[s]").astype("datetime64[Y]")).astype(np.int64) + 1970
    begin, kept = _calendar(int(years[0]), int(years[1]))
    size, count = int(begin[-1] - begin[0]), int(years[1] - years[0]) + 1
    values, measured = np.full((len(NAMES), count, YEAR_HOURS), np.nan), np.zeros((len(NAMES), count, YEAR_HOURS), bool)
    for i in np.flatnonzero(readings.present):
        good = np.isfinite(readings.values[i])
        place = hour[good] - begin[0]
        number = np.bincount(place, minlength=size)
        mean = np.bincount(place, weights=readings.values[i][good], minlength=size) / np.maximum(number, 1)
        line = interpolated(np.where(number > 0, mean, np.nan), bridge)
        values[i] = line[kept].reshape(count, YEAR_HOURS)
        measured[i] = (number > 0)[kept].reshape(count, YEAR_HOURS)
    return _Grid(int(years[0]), values, measured)


def _dropped(grid: _Grid, known: BoolArray, present: BoolArray, gaps: Gaps) -> dict[int, str]:
    """Years left out: more than half is missing, or, where nothing may be filled, the record does not cover them."""
    share = 1.0 - known.mean(axis=2)
    worst = np.where(present[:, np.newaxis], share, 0.0)
    kept = worst.max(axis=0) <= 0.5
    if not kept.any() and gaps.fill == "other_year":
        # NOTE: a year from July to June fills no calendar year by half for sure, and yet is one whole year.
        kept[worst.max(axis=0).argmin()] = True
    found = {
        int(grid.first_year + y): f"{NAMES[worst[:, y].argmax()]} is missing in {worst[:, y].max():.0%} of its hours"
        for y in np.flatnonzero(~kept)
    }
    if gaps.fill == "error":
        found |= _partly_covered(grid, known, present, kept)
    return found


def _partly_covered(grid: _Grid, known: BoolArray, present: BoolArray, kept: BoolArray) -> dict[int, str]:
    made = {}
    for i in np.flatnonzero(present):
        ends = np.flatnonzero(known[i].ravel())[[0, -1]]
        for end, word in zip(ends, ("begins", "ends"), strict=True):
            year, hour = divmod(int(end), YEAR_HOURS)
            lacking = hour if word == "begins" else YEAR_HOURS - 1 - hour
            if lacking and kept[year]:
                text = f"{NAMES[i]} {word} within the year, {lacking} h of it lack"
                made[grid.first_year + year] = f"{text} (fill: other_year would keep it)"
    return made


def _no_year(readings: Readings, dropped: dict[int, str], gaps: Gaps) -> Problem:
    reasons = "; ".join(f"{year}: {reason}" for year, reason in list(dropped.items())[:10])
    remedy = "; state gaps: {fill: other_year}" if gaps.fill == "error" else ""
    return Problem(f"covers no calendar year (UTC): {reasons}{remedy}", "gaps", readings.file)


def _gaps_left(readings: Readings, grid: _Grid, kept: BoolArray, final: FloatArray, gaps: Gaps) -> list[Problem]:
    """The first ten gaps, said once where several variables share them."""
    found: dict[str, list[str]] = {}
    for i in np.flatnonzero(readings.present):
        lacking = ~np.isfinite(final[i]) & kept[:, np.newaxis]
        if not lacking.any():
            continue
        starts, lengths = runs(lacking.ravel())
        listed = shown_gaps(grid.first_year, starts, lengths)
        if gaps.fill == "error":
            message = (
                f"{starts.size} gaps are longer than {gaps.hours} h ({int(lengths.sum())} h in all): {listed}; "
                "allow it with gaps: {fill: other_year}, or raise gaps.interpolate"
            )
        else:
            message = f"{int(lengths.sum())} h are missing in every year: {listed}; raise gaps.interpolate"
        found.setdefault(message, []).append(NAMES[i])
    return [Problem(message, " and ".join(names), readings.file) for message, names in found.items()]


def _notes(readings: Readings, step: float) -> list[str]:
    notes = [
        f"{name} is absent and never limits work"
        for name, there in zip(NAMES, readings.present, strict=True)
        if not there
    ]
    if step < HOUR:
        notes.append(f"a reading every {step / 60:g} min was averaged to hours")
    elif step > HOUR:
        notes.append(
            f"a reading every {step / HOUR:g} h was interpolated to hours by straight lines: peaks between are lost"
        )
    days = readings.time // 86400
    leap = np.char.endswith(np.unique(days).astype("datetime64[D]").astype(str), "-02-29")
    if leap.any():
        notes.append(f"29 February was left out, {int(leap.sum())} times")
    return notes
