"""Workability: which hours the weather forbids to which activity, and the spells between them as a look-up.

For every hour there is one byte with a bit per activity, made once for a draw. From it the hours at which an
activity turns from calm to rough or back are listed. A query looks at the list where the last query ended: ships
ask about later and later times, so it is answered in a few steps.
"""

from typing import Any

import numpy as np
from numba import njit
from numba.cpython.unsafe import numbers

from kaitei.fleet.simulation.plan import FAR, HOUR, MONTH_OF_DAY, MONTH_STARTS, MONTHS
from kaitei.fleet.simulation.records import record_at
from kaitei.fleet.simulation.words import ACTIVITIES, STORM, TRANSFER, WAVES
from kaitei.physics.arrays import ByteArray, CodeArray, IntArray, RecordArray

HOURS = 8760
COUNT = len(ACTIVITIES)

trailing_zeros: Any = numbers.trailing_zeros
"""Place of the lowest bit of a word that is set."""

ONE, EIGHT, LAST = np.uint64(1), np.uint64(8), np.uint64(56)
"""A bit, the bits of an hour, and where the last of eight hours begins in a word."""

TURN = np.dtype([("hour", np.int64), ("cause", np.int64)], align=True)
"""An hour at which an activity turns rough, with what forbids it first, or calm again."""

SPELLS = np.dtype([("first", np.int64), ("end", np.int64), ("hint", np.int64)], align=True)
"""Where the turns of an activity begin and end in the list, and how many had passed at the last query."""

EPISODE = np.dtype([("alarm", np.int64), ("clear", np.int64), ("turned_away", np.int64)], align=True)
"""A storm that asks for action: when it does and when it has passed [s]; 1 if it never came near."""


SEA = np.dtype([("turns", np.int64), ("spells", np.int64), ("episodes", np.int64), ("episode_count", np.int64)])
"""Where the weather of one draw lies: turns and spells of the activities, storm episodes by their alarms."""

turn_at = record_at(TURN, "turns")
"""A turn by its place in the list."""

spells_of = record_at(SPELLS, "spells")
"""Where the turns of an activity lie in the list."""

episode_at = record_at(EPISODE, "episodes")
"""A storm episode by its place in the order of alarms."""


@njit(cache=True, error_model="numpy")
def rough_hours(codes: CodeArray, years: IntArray, limits: IntArray, rough: ByteArray) -> None:
    """Sets the bits of ``rough`` (hour,) where a code reaches the limit of an activity in its month.

    codes: pool (pool year, variable, hour). years: pool year of each simulated year (year,). limits: (activity,
    variable, month), the first code that forbids, 65536 for none.
    """
    for y in range(years.size):
        begin = 0
        for month in range(MONTHS):
            end = MONTH_STARTS[month + 1]
            out = rough[y * HOURS + begin : y * HOURS + end]
            for v in range(limits.shape[1]):
                row = codes[years[y], v, begin:end]
                for a in range(COUNT):
                    limit = limits[a, v, month]
                    if limit > 65535:
                        continue
                    code, bit = np.uint16(max(limit, 0)), np.uint8(1 << a)
                    for h in range(row.size):
                        out[h] |= bit if row[h] >= code else np.uint8(0)
            begin = end


@njit(cache=True, error_model="numpy")
def first_cause(codes: CodeArray, years: IntArray, limits: IntArray, activity: int, hour: int) -> int:
    """The first of waves, period, wind and current that forbids an activity in an hour."""
    year = hour // HOURS
    of_year = hour - year * HOURS
    month = MONTH_OF_DAY[of_year // 24]
    for v in range(limits.shape[1]):
        if codes[years[year], v, of_year] >= limits[activity, v, month]:
            return int(WAVES + v)
    return int(WAVES)


@njit(cache=True, error_model="numpy")
def turns_of(
    rough: ByteArray, blown: ByteArray, codes: CodeArray, years: IntArray, limits: IntArray
) -> tuple[RecordArray, RecordArray]:
    """Turns of each activity, and where they begin and end.

    rough: bits of the activities that the weather forbids (hour,); blown: those that a tropical cyclone does. An
    activity that begins rough has its first turn at hour 0. The other arguments are those of ``rough_hours``.
    """
    spells, words = np.zeros(COUNT, SPELLS), rough.view(np.uint64)
    before = np.uint64(0)
    for i in range(words.size):
        changed, before = _changed(words[i], before)
        while changed != 0:
            spells[trailing_zeros(changed) & 7].end += 1
            changed &= changed - ONE
    total = 0
    for a in range(COUNT):
        spells[a].first = spells[a].hint = total
        total += spells[a].end
        spells[a].end = spells[a].first
    turns, before = np.zeros(total, TURN), np.uint64(0)
    for i in range(words.size):
        word = words[i]
        changed, before = _changed(word, before)
        while changed != 0:
            bit = trailing_zeros(changed)
            a, hour = bit & 7, 8 * i + (bit >> 3)
            turn = turns[spells[a].end]
            turn.hour = hour
            # NOTE: nobody asks why a cargo ship waits for weather, and most turns are theirs.
            if a < TRANSFER and (word >> np.uint64(bit)) & ONE:
                storm = (blown[hour] >> a) & 1
                turn.cause = STORM if storm else first_cause(codes, years, limits, a, hour)
            spells[a].end += 1
            changed &= changed - ONE
    return turns, spells


@njit(cache=True, error_model="numpy")
def _changed(word: np.uint64, before: np.uint64) -> tuple[np.uint64, np.uint64]:
    """Bits of eight hours that differ from the hour before, the first hour in the lowest byte; and the last hour."""
    return word ^ ((word << EIGHT) | before), word >> LAST


@njit(cache=True, error_model="numpy")
def turns_passed(sea: Any, activity: int, hour: int) -> int:
    """Place in ``turns`` of the first turn after an hour; an odd number of turns passed means rough."""
    spells = spells_of(sea, activity)
    place = spells.hint
    while place < spells.end and turn_at(sea, place).hour <= hour:
        place += 1
    while place > spells.first and turn_at(sea, place - 1).hour > hour:
        place -= 1
    spells.hint = place
    return int(place)


@njit(cache=True, error_model="numpy")
def calm_until(sea: Any, activity: int, time: int) -> int:
    """First time from ``time`` on at which an activity is forbidden [s]; ``time`` itself if it is now, FAR if never."""
    place, spells = turns_passed(sea, activity, time // HOUR), spells_of(sea, activity)
    if (place - spells.first) % 2 == 1:
        return time
    return int(turn_at(sea, place).hour * HOUR if place < spells.end else FAR)


@njit(cache=True, error_model="numpy")
def calm_from(sea: Any, activity: int, time: int, need: int, settled: int) -> int:
    """First time from ``time`` on at which an activity can start [s]; FAR when the weather ends before.

    need: calm ahead [s]. settled: calm that must have lasted after a rough spell met from ``time`` on [s].
    """
    place, spells = turns_passed(sea, activity, time // HOUR), spells_of(sea, activity)
    end, start = spells.end, time
    if (place - spells.first) % 2 == 1:
        if place == end:
            return int(FAR)
        start = turn_at(sea, place).hour * HOUR + settled
        place += 1
    while place < end and turn_at(sea, place).hour * HOUR < start + need:
        if place + 1 >= end:
            return int(FAR)
        start = turn_at(sea, place + 1).hour * HOUR + settled
        place += 2
    return int(start)


@njit(cache=True, error_model="numpy")
def forbidden_by(sea: Any, activity: int, time: int) -> int:
    """Cause that forbids an activity now, or next when it is calm; that of waves when it stays calm."""
    place, spells = turns_passed(sea, activity, time // HOUR), spells_of(sea, activity)
    turn = place - (place - spells.first) % 2
    return int(turn_at(sea, turn).cause if turn < spells.end else WAVES)
