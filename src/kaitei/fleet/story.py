"""The story of one year for the report: how calm the months are, a log of the ships, and the storms that passed."""

from collections.abc import Iterable

import numpy as np

from kaitei.fleet import conditions, margins, spells, waves
from kaitei.fleet.accounts import Accounts, Given
from kaitei.fleet.simulation import words
from kaitei.fleet.simulation.book import ENTRY
from kaitei.fleet.simulation.calm import HOURS
from kaitei.fleet.simulation.plan import HOUR, YEAR
from kaitei.fleet.simulation.run import Weather, run
from kaitei.fleet.simulation.storms import MOST_IN_YEAR, PICK
from kaitei.fleet.storm_tracks import FIRST_HOUR
from kaitei.fleet.years import Case, replicate_of
from kaitei.physics.arrays import ByteArray, FloatArray, IntArray, RecordArray
from kaitei.physics.counter_random import uniform
from kaitei.stage import Inputs

ENTRIES, LINES = 3000, 100_000
STORMS, FIXES, FIX_HOURS = 24, 45, 6
SHOWN_YEARS = 100
"""Weather years that the shares of windows are taken from."""

UNUSED, NO_FIX = -9.0, -999.0


def tell(of: Accounts, limits: FloatArray) -> Given:
    """Details of the central run. limits: sea states of the table of days lost (limit,) [m]."""
    x = of.x
    year, case = _median_year(x, of.case)
    made = {
        "window_share": _window_share(x, of.case),
        "sampling_error": _sampling_error(x, of.case),
        "story": _log(case, year),
        "story_storms": _storms(case, year),
    }
    mean = x[f"fleet.wave_height_{x.option('fleet.waves')}"][0]
    made["days_lost_to_waves"] = waves.time_exceeded(
        limits, mean, x["fleet.wave_shape"][:1], margins.MONTH_HOURS * HOUR
    )
    return made


def _median_year(x: Inputs, case: Case) -> tuple[int, Case]:
    """The year of full production with the median lift among all replicates: year and case."""
    full = np.flatnonzero(case.shares[0] >= case.shares[0].max())
    cases = [replicate_of(x, case, replicate) for replicate in range(conditions.REPLICATES)]
    lifted = np.array([run(c.plans, c.shares, c.weather)[0]["masses"][full, words.LIFTED] for c in cases])
    place = int(np.argsort(lifted.ravel(), kind="stable")[(lifted.size - 1) // 2])
    replicate, year = divmod(place, full.size)
    return int(full[year]), cases[replicate]


def rough_of(case: Case, pool_year: int, activities: Iterable[int] = range(len(words.ACTIVITIES))) -> ByteArray:
    """Bits of the activities that the weather of a pool year forbids in the first draw, storms left out (hour,)."""
    month = margins.MONTH_OF_HOUR
    codes, limits = case.weather.codes[pool_year], case.weather.limits[0]
    rough = np.zeros(HOURS, np.uint8)
    for activity in activities:
        bad = np.zeros(HOURS, bool)
        for v in range(limits.shape[1]):
            bad |= codes[v] >= limits[activity, v][month]
        rough |= (bad.astype(np.uint8) << activity).astype(np.uint8)
    return rough


def _window_share(x: Inputs, case: Case) -> FloatArray:
    years = range(min(SHOWN_YEARS, len(case.weather.codes)))
    rough = np.stack([rough_of(case, year) for year in years])
    shares = []
    for activity in range(len(words.ACTIVITIES)):
        bad = ((rough >> activity) & 1).astype(np.uint8)
        length = max(1, int(np.ceil(x["fleet.window"][0, activity] / HOUR)))
        shares.append(spells.window_share(bad, margins.MONTH_OF_HOUR, length))
    return np.stack(shares)


def _sampling_error(x: Inputs, case: Case) -> FloatArray:
    """Standard error of the mean time fit for lifting in a year, from all years of the pool [s]."""
    days = [float((rough_of(case, year, (int(words.LIFT),)) == 0).sum()) for year in range(len(case.weather.codes))]
    return np.asarray(np.std(days, ddof=1) / np.sqrt(len(days)) * HOUR if len(days) > 1 else 0.0)


def _log(case: Case, year: int) -> FloatArray:
    log = np.zeros((1, LINES), ENTRY)
    run(case.plans[:1], case.shares[:1], _first(case), log)
    return _rows(log[0], year)


def _first(case: Case) -> Weather:
    weather = case.weather
    return weather._replace(
        years=weather.years[:1], limits=weather.limits[:1], table=weather.table[:1], counts=weather.counts[:1]
    )


def _rows(log: RecordArray, year: int) -> FloatArray:
    """Entries of one year, work at the bed joined to one row for each unbroken spell, (entry, field)."""
    used = log[(log["end"] > year * YEAR) & (log["start"] < (year + 1) * YEAR)]
    used = used[np.lexsort((used["start"], used["ship"]))]
    rows: list[list[float]] = []
    for entry in used:
        state = words.LIFTING if entry["state"] == words.PLACEMENT and entry["cause"] >= 0 else entry["state"]
        row = [float(entry["ship"]), float(entry["start"]), float(entry["end"]), float(state), float(entry["cause"])]
        last = rows[-1] if rows else None
        if last and last[0] == row[0] and last[3:5] == row[3:5] and last[2] == row[1]:
            last[2] = row[2]
            last[5] += float(entry["mass"])
        else:
            rows.append([*row, float(entry["mass"])])
    made = np.full((ENTRIES, 6), UNUSED)
    if rows:
        table = np.array(rows[:ENTRIES])
        table[:, 1:3] = (table[:, 1:3] - year * YEAR) / HOUR
        table[:, 5] /= 1000.0
        made[: len(table)] = table
    return made


def _storms(case: Case, year: int) -> FloatArray:
    """Tracks of the storms of a year every six hours, (storm, fix, field)."""
    catalogue, plan = conditions.catalogue(), case.plans[0]
    made = np.full((STORMS, FIXES, 4), NO_FIX)
    picks: IntArray = np.arange(min(int(case.weather.counts[0, year]), STORMS))
    for k in picks:
        u = uniform(plan["key"][0], plan["key"][1], PICK, year * MOST_IN_YEAR + int(k), words.FIRST, words.FIRST)
        storm = int(u * catalogue.offset.size)
        rows = np.arange(0, catalogue.wind.shape[1], FIX_HOURS)[:FIXES]
        hour = catalogue.hour_of_year[storm] + FIRST_HOUR + rows
        fixes = np.stack(
            [hour, catalogue.latitude[storm, rows], catalogue.longitude[storm, rows], catalogue.intensity[storm, rows]],
            axis=1,
        )
        made[k, : rows.size] = np.where(np.isfinite(fixes).all(axis=1)[:, np.newaxis], fixes, NO_FIX)
    return made
