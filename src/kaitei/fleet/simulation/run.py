"""Many draws side by side: the weather of each, its storms, and its events; threads share the draws."""

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kaitei.fleet.simulation.book import BOOK, ENTRY, PAGE
from kaitei.fleet.simulation.calm import HOURS, SEA, rough_hours, turns_of
from kaitei.fleet.simulation.loop import simulate
from kaitei.fleet.simulation.plan import MONTHS
from kaitei.fleet.simulation.storms import Passages, storms_of_draw
from kaitei.fleet.simulation.world import SHIP, STORES, VESSEL, WORLD
from kaitei.physics.arrays import CodeArray, FloatArray, IntArray, RecordArray

SEA_YEARS = 1
"""Years of weather beyond the last of the simulation: cargo ships bring home what is left."""


class Weather(NamedTuple):
    """The weather of many draws."""

    codes: CodeArray
    """Pool of weather years (pool year, variable, hour), the wave height first."""
    years: IntArray
    """Pool year of each year of a draw (draw, year + SEA_YEARS)."""
    limits: NDArray[np.int32]
    """First code that forbids (draw, activity, variable, month)."""
    table: NDArray[np.int32]
    """Code of a wave height in steps of ``storms.TABLE_STEP`` (draw, month, height)."""
    passages: Passages
    counts: IntArray
    """Storms of each year of a draw (draw, year + SEA_YEARS)."""


def run(
    plans: RecordArray, shares: FloatArray, weather: Weather, log: RecordArray | None = None, threads: int | None = None
) -> RecordArray:
    """The books of draws: pages of the years, then of the months in all years, (draw, year + 12).

    plans: (draw,). shares: of the design rate (draw, year). log: lines of the log of each draw (draw, line), filled
    in place; lines that are not needed stay 0. threads: of processor cores, by default one each. Neither their number
    nor that of the draws changes a number.
    """
    draws, years = shares.shape
    pages = np.zeros((draws, years + MONTHS), PAGE)
    pages["share"][:, :years] = shares
    lines = np.zeros((draws, 0), ENTRY) if log is None else log
    count = max(1, min(threads or os.cpu_count() or 1, draws))
    if count == 1:
        _some(0, draws, plans, *weather, pages, lines)
        return pages
    # NOTE: threads of our own and not prange, whose threads do not survive a fork and take long to compile.
    ends = np.linspace(0, draws, 4 * count + 1).astype(np.int64) if draws >= 4 * count else np.arange(draws + 1)
    with ThreadPoolExecutor(count) as pool:
        parts = [
            pool.submit(_some, first, last, plans, *weather, pages, lines) for first, last in itertools.pairwise(ends)
        ]
        for part in parts:
            part.result()
    return pages


@njit(cache=True, nogil=True, error_model="numpy")
def _some(
    first: int,
    last: int,
    plans: RecordArray,
    codes: CodeArray,
    years: IntArray,
    limits: NDArray[np.int32],
    table: NDArray[np.int32],
    passages: Passages,
    counts: IntArray,
    pages: RecordArray,
    log: RecordArray,
) -> int:
    """Simulates draws ``first`` to ``last - 1``; returns the lines of the log they want."""
    used = 0
    hours = years.shape[1] * HOURS
    rough, blown = np.empty(hours, np.uint8), np.empty(hours, np.uint8)
    for d in range(first, last):
        rough[:], blown[:] = 0, 0
        rough_hours(codes, years[d], limits[d], rough)
        episodes = storms_of_draw(plans[d], counts[d], passages, codes, years[d], table[d], rough, blown)
        turns, spells = turns_of(rough, blown, codes, years[d], limits[d])
        used += one(plans[d], turns, spells, episodes, pages[d], log[d])
    return used


@njit(cache=True, nogil=True, error_model="numpy")
def one(
    plan: Any, turns: RecordArray, spells: RecordArray, episodes: RecordArray, pages: RecordArray, log: RecordArray
) -> int:
    """Simulates one draw in its weather and returns the lines of the log it wants.

    turns, spells: of ``calm.turns_of``. episodes: storms in the order of their alarms. pages: with the shares of the
    years, filled in place (year + MONTHS,). log: filled in place (line,).
    """
    vessels, ships = np.zeros(plan.vessels, VESSEL), np.zeros(plan.shuttles + plan.carriers, SHIP)
    island, sea, world, book = np.zeros(1, STORES), np.zeros(1, SEA), np.zeros(1, WORLD), np.zeros(1, BOOK)
    sea[0].turns, sea[0].spells = turns.ctypes.data, spells.ctypes.data
    sea[0].episodes, sea[0].episode_count = episodes.ctypes.data, episodes.size
    world[0].vessels, world[0].vessel_count = vessels.ctypes.data, vessels.size
    world[0].ships, world[0].ship_count = ships.ctypes.data, ships.size
    world[0].island = island.ctypes.data
    book[0].pages, book[0].years = pages.ctypes.data, pages.size - MONTHS
    book[0].log, book[0].lines = log.ctypes.data, log.size
    simulate(plan, sea[0], world[0], book[0])
    # NOTE: the sizes are asked for so that no array is given up while its address is in use.
    alive = turns.size + spells.size + episodes.size + pages.size + log.size + vessels.size + ships.size + island.size
    return int(book[0].entries + 0 * (alive + sea.size + world.size))
