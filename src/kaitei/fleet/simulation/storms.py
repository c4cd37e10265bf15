"""The tropical cyclones of one draw: which passages come, what they forbid, and when they ask for action."""

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kaitei.fleet.forecasts import FALSE_ALARM, MOST_ISSUES, NO_ALARM, forecast_alarm
from kaitei.fleet.simulation.calm import COUNT, EPISODE, HOURS
from kaitei.fleet.simulation.plan import HOUR, MONTH_OF_DAY
from kaitei.fleet.simulation.words import FIRST, SECOND, codes
from kaitei.fleet.storm_fields import GALE
from kaitei.fleet.storm_tracks import FIRST_HOUR
from kaitei.physics.arrays import ByteArray, CodeArray, FloatArray, IntArray, RecordArray
from kaitei.physics.counter_random import uniform

PICK, FORECAST = codes(2, 5)
"""Purposes of random numbers."""

MOST_IN_YEAR = 1000
"""Storms of a year that have random numbers of their own."""

TABLE_STEP = 0.25
"""Step of the table that turns wave heights into codes [m]."""

FEELABLE = 0.4
"""Share of the smallest wave limit from which a storm's own waves are looked at [1]."""


class Passages(NamedTuple):
    """The catalogue of storms as the simulation reads it; the fields of ``storm_tracks.StormCatalogue``."""

    hour_of_year: FloatArray
    offset: FloatArray
    birth: FloatArray
    gale_distance: NDArray[np.float32]
    least_distance: NDArray[np.float32]
    """The least of ``gale_distance`` of each storm [m], (storm,)."""
    intensity: NDArray[np.float32]
    wind: NDArray[np.float32]
    wave_height: NDArray[np.float32]


@njit(cache=True, error_model="numpy")
def storms_of_draw(
    plan: Any,
    counts: IntArray,
    passages: Passages,
    codes: CodeArray,
    years: IntArray,
    table: IntArray,
    rough: ByteArray,
    blown: ByteArray,
) -> RecordArray:
    """Picks the storms of each year, marks what they forbid, and returns the episodes in the order of their alarms.

    counts: passages by year (year,). codes: pool of the weather (pool year, variable, hour), years: pool year of each
    year. table: code of a wave height in steps of TABLE_STEP, (month, height). rough, blown: bits of forbidden
    activities, changed in place (hour,).
    """
    episodes, found = np.zeros(counts.sum(), EPISODE), 0
    normals = np.empty(MOST_ISSUES)
    for year in range(counts.size):
        for k in range(counts[year]):
            place = year * MOST_IN_YEAR + k
            u = uniform(plan.key[0], plan.key[1], PICK, place, FIRST, FIRST)
            storm = int(u * passages.offset.size)
            closest = year * HOURS + passages.hour_of_year[storm]
            _mark(plan, passages, storm, closest, codes, years, table, rough, blown)
            intensity = _known_wind(plan, passages, storm)
            # NOTE: a weaker storm raises no alarm, and its forecasts would take most of the time.
            if intensity < GALE:
                continue
            _fill_normals(plan, place, normals)
            alarm, clear, kind = forecast_alarm(
                passages.offset[storm],
                closest,
                passages.birth[storm],
                intensity,
                passages.gale_distance[storm],
                plan.radius,
                plan.horizon,
                plan.error_72,
                normals,
            )
            if kind != NO_ALARM and clear * HOUR > 0:
                _insert(episodes, found, max(int(alarm * HOUR), 0), int(clear * HOUR), int(kind == FALSE_ALARM))
                found += 1
    return episodes[:found]


@njit(cache=True, error_model="numpy")
def _insert(episodes: RecordArray, found: int, alarm: int, clear: int, turned_away: int) -> None:
    """Puts an episode behind those of the first ``found`` whose alarm is not later."""
    place = found
    while place > 0 and episodes[place - 1].alarm > alarm:
        later, moved = episodes[place - 1], episodes[place]
        moved.alarm, moved.clear, moved.turned_away = later.alarm, later.clear, later.turned_away
        place -= 1
    episode = episodes[place]
    episode.alarm, episode.clear, episode.turned_away = alarm, clear, turned_away


@njit(cache=True, error_model="numpy")
def _known_wind(plan: Any, passages: Passages, storm: int) -> float:
    """A wind by which the operator knows the storm: of gale force if it is so inside the radius [m/s]."""
    if passages.least_distance[storm] <= plan.radius:
        return GALE
    return float(passages.intensity[storm, -FIRST_HOUR])


@njit(cache=True, error_model="numpy")
def _fill_normals(plan: Any, place: int, normals: FloatArray) -> None:
    """Standard normal deviates of the forecasts of one storm, in pairs (Box and Muller)."""
    for i in range(0, MOST_ISSUES, 2):
        u = uniform(plan.key[0], plan.key[1], FORECAST, place, i, FIRST)
        v = uniform(plan.key[0], plan.key[1], FORECAST, place, i, SECOND)
        far = math.sqrt(-2.0 * math.log(u))
        normals[i] = far * math.cos(2.0 * math.pi * v)
        normals[i + 1] = far * math.sin(2.0 * math.pi * v)


@njit(cache=True, error_model="numpy")
def _mark(
    plan: Any,
    passages: Passages,
    storm: int,
    closest: float,
    codes: CodeArray,
    years: IntArray,
    table: IntArray,
    rough: ByteArray,
    blown: ByteArray,
) -> None:
    """Marks the hours in which a storm's wind, or its waves on top of the sea there is, forbid an activity.

    Waves of two systems add as energies: sea^2 + storm^2 > limit^2.
    """
    smallest, calmest = math.inf, math.inf
    for a in range(COUNT):
        smallest, calmest = min(smallest, plan.wave_limit[a]), min(calmest, plan.wind_limit[a])
    first = int(closest) + FIRST_HOUR
    for j in range(passages.wind.shape[1]):
        hour = first + j
        wave, wind = passages.wave_height[storm, j], passages.wind[storm, j]
        if hour < 0 or hour >= rough.size or (wave < FEELABLE * smallest and wind <= calmest):
            continue
        of_year = hour % HOURS
        month = MONTH_OF_DAY[of_year // 24]
        code, limit, over = codes[years[hour // HOURS], 0, of_year], -1.0, False
        for a in range(COUNT):
            if plan.wave_limit[a] != limit:
                limit = plan.wave_limit[a]
                over = wave >= limit or code >= _code_left(table[month], limit, wave)
            bit = np.uint8(1 << a)
            if (over or wind > plan.wind_limit[a]) and not rough[hour] & bit:
                blown[hour] |= bit
                rough[hour] |= bit


@njit(cache=True, error_model="numpy")
def _code_left(table: IntArray, limit: float, wave: float) -> float:
    """Code of the sea that reaches a limit together with a storm's waves below it, from codes by height (height,)."""
    place = math.sqrt(limit * limit - wave * wave) / TABLE_STEP
    low = min(int(place), table.size - 2)
    return float(table[low] + min(place - low, 1.0) * (table[low + 1] - table[low]))
