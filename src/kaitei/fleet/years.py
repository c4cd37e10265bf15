"""How ``fleet.operate`` lets the simulation run over the years of production, and what it reads in its books."""

from typing import NamedTuple

import numpy as np

from kaitei.fleet import conditions
from kaitei.fleet.planning import plans_of
from kaitei.fleet.simulation import words
from kaitei.fleet.simulation.run import Weather, run
from kaitei.physics.arrays import FloatArray, IntArray, RecordArray
from kaitei.stage import Inputs


class Case(NamedTuple):
    """What one run of the simulation is made from."""

    plans: RecordArray
    shares: FloatArray
    """Of the design rate in the years of production (draw, year)."""
    weather: Weather


class Totals(NamedTuple):
    """What the books say, in seconds, kg and counts; means over the replicates of a case without chance."""

    hours: FloatArray
    """Of all mining vessels (draw, year, state, cause)."""
    ship_hours: FloatArray
    """Of the cargo ships (draw, year, group, ship state)."""
    masses: FloatArray
    """(draw, year, mass)."""
    counts: FloatArray
    """(draw, year, count)."""
    months: FloatArray
    """Of all mining vessels in all years (draw, month, state, cause)."""


BRIEF_YEARS = 4
"""Years that are simulated when a study asks; the last, in which ships bring home what is left, is not used."""


def producing(x: Inputs) -> IntArray:
    """Places of the years of production."""
    return np.flatnonzero((x["operating_share"] > 0.0).any(axis=0))


def case_of(x: Inputs) -> Case:
    """The case of every draw."""
    shares = np.ascontiguousarray(x["operating_share"][:, producing(x)])
    if _shortened(x):
        shares = np.ones((len(shares), BRIEF_YEARS))
    weather = conditions.weather(x, shares.shape[1])
    return Case(plans_of(x, weather), shares, weather)


def _shortened(x: Inputs) -> bool:
    """Whether fewer years are simulated than the project produces."""
    return x.brief > 0 and producing(x).size > BRIEF_YEARS


def replicate_of(x: Inputs, case: Case, replicate: int) -> Case:
    """A case without chance in the weather and with the failures of one replicate."""
    plans = case.plans.copy()
    plans["key"] = (0, replicate)
    return case._replace(plans=plans, weather=conditions.replicated(x, case.weather, replicate))


def totals_of(x: Inputs, case: Case) -> Totals:
    """Simulates every draw; a case without chance several times, averaged."""
    totals = _simulated(x, case)
    if _shortened(x):
        totals = _repeated(x, totals)
    return _multiplied(totals, fleets(x, case))


def fleets(x: Inputs, case: Case) -> FloatArray:
    """Fleets like the simulated one that make up the scenario's vessels, (draw,) [1]."""
    return np.asarray(x["fleet.mining_vessels"] / case.plans["vessels"])


def _multiplied(totals: Totals, times: FloatArray) -> Totals:
    """Totals of several fleets that are alike; as they are where there is one."""
    if (times == 1.0).all():
        return totals
    return Totals._make(part * times.reshape(-1, *[1] * (part.ndim - 1)) for part in totals)


def _repeated(x: Inputs, totals: Totals) -> Totals:
    """The years of production made of a few: the first once, the next in turn, masses by the share of each year.

    What is landed follows from what is lifted, lost and kept in store.
    """
    shares = x["operating_share"][:, producing(x)]
    count = shares.shape[1]
    which = np.concatenate([[0], 1 + np.arange(count - 1) % (BRIEF_YEARS - 2)])
    masses = totals.masses[:, which] * shares[..., np.newaxis]
    stored = masses[..., words.STORED]
    before = np.concatenate([np.zeros_like(stored[:, :1]), stored[:, :-1]], axis=1)
    lost = masses[..., words.FINES] + masses[..., words.SPILLED]
    masses[..., words.LANDED] = masses[..., words.LIFTED] + before - lost - stored
    return Totals(totals.hours[:, which], totals.ship_hours[:, which], masses, totals.counts[:, which], totals.months)


def _simulated(x: Inputs, case: Case) -> Totals:
    if not x.without_chance:
        return _read(_run_once_each(case), case.shares.shape[1])
    total: Totals | None = None
    for replicate in range(conditions.REPLICATES):
        pages = _run_once_each(replicate_of(x, case, replicate))
        part = _read(pages, case.shares.shape[1])
        total = part if total is None else Totals._make(a + b for a, b in zip(total, part, strict=True))
    assert total is not None
    return Totals._make(array / conditions.REPLICATES for array in total)


def _run_once_each(case: Case) -> RecordArray:
    """Books of all draws; draws that differ in nothing the fleet knows are simulated once (studies have many)."""
    per_draw = (
        case.plans,
        case.shares,
        case.weather.years,
        case.weather.limits,
        case.weather.table,
        case.weather.counts,
    )
    rows = [b"".join(array[d].tobytes() for array in per_draw) for d in range(len(case.plans))]
    places: dict[bytes, int] = {}
    which = np.array([places.setdefault(row, len(places)) for row in rows])
    if len(places) == len(rows):
        return run(case.plans, case.shares, case.weather)
    first = np.array([int(np.argmax(which == k)) for k in range(len(places))])
    weather = case.weather._replace(
        years=case.weather.years[first],
        limits=case.weather.limits[first],
        table=case.weather.table[first],
        counts=case.weather.counts[first],
    )
    return np.asarray(run(case.plans[first], case.shares[first], weather)[which])


def _read(pages: RecordArray, years: int) -> Totals:
    of_year, of_month = pages[:, :years], pages[:, years:]
    names = ("hours", "ship_hours", "masses", "counts")
    of_years = [of_year[name].astype(np.float64) for name in names]
    return Totals._make([*of_years, of_month["hours"].astype(np.float64)])
