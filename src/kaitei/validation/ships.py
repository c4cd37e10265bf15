"""What happened at sea, and what the literature expects of a year, against the simulated ships."""

from functools import cache
from typing import NamedTuple

import numpy as np
import xarray as xr

from kaitei.fleet.simulation import words
from kaitei.physics.arrays import FloatArray, RecordArray
from kaitei.reference import REFERENCE
from kaitei.scenario_file import DEFAULT, load
from kaitei.study.event_log import logs

DAY = 86400.0
DRAWS, TRIAL_DRAWS = 100, 300
FEBRUARY_2 = 33.0 * DAY
"""End of 2 February 2026 [s]."""


class Trial(NamedTuple):
    """The campaign of 2026 in each draw: times [d] from 1 January, mud as it lies in place [t], sites."""

    on_site: FloatArray
    first_lift: FloatArray
    mud: FloatArray
    sites: FloatArray
    home: FloatArray


@cache
def _trial() -> Trial:
    case, log = logs(REFERENCE, load("trial-2026"), TRIAL_DRAWS, 1, lines=4000)
    del case
    return Trial(*np.array([_facts(entries) for entries in log]).T)


def _facts(entries: RecordArray) -> tuple[float, float, float, float, float]:
    """The five facts of one draw; a campaign that never lifts does so after all time."""
    mining = entries[(entries["end"] > 0) & (entries["cause"] >= 0)]
    way = mining[mining["state"] == words.TRANSIT]
    lifts = mining[mining["state"] == words.LIFTING]
    first = lifts["start"][0] / DAY if len(lifts) else 1e9
    before = np.clip((FEBRUARY_2 - lifts["start"]) / np.maximum(lifts["end"] - lifts["start"], 1), 0.0, 1.0)
    wet = float((lifts["mass"] * before).sum()) / 0.40 / 1000.0
    moves = mining[(mining["state"] == words.PLACEMENT) & (mining["end"] <= FEBRUARY_2)]
    sites = len(moves) + 1.0 if first * DAY < FEBRUARY_2 else 0.0
    return way["end"][0] / DAY, first, wet, sites, way["end"][-1] / DAY


def _place(found: FloatArray, low: float, high: float) -> float:
    """Where a fact that lies between ``low`` and ``high`` stands in the draws [%]: the place of its middle."""
    return 50.0 * float((found < low).mean() + (found <= high).mean())


def trial_on_site() -> float:
    return _place(_trial().on_site, 16.0, 17.0)


def trial_first_lift() -> float:
    return _place(_trial().first_lift, 29.0, 30.0)


def trial_mud_by_2_february() -> float:
    return _place(_trial().mud, 45.0, 55.0)


def trial_sites_by_2_february() -> float:
    return _place(_trial().sites, 3.0, 3.0)


def trial_home() -> float:
    return _place(_trial().home, 44.0, 45.0)


@cache
def _year(policy: str) -> xr.Dataset:
    scenario = load(DEFAULT).with_({"fleet.typhoon_policy": policy})
    names = ["workable_days", "lost_hours"]
    made = REFERENCE.upto(names).sample(scenario, DRAWS, 1, keep=names)[names]
    return made.sel(year=slice(2033, None)).mean("year")


def availability_median() -> float:
    return float(_year("hang_off")["workable_days"].median())


def availability_p10() -> float:
    return float(_year("hang_off")["workable_days"].quantile(0.1))


def availability_p90() -> float:
    return float(_year("hang_off")["workable_days"].quantile(0.9))


def _storm_days(policy: str) -> float:
    return float(_year(policy)["lost_hours"].sel(cause="storm").mean()) / 24.0


def storm_days_hang_off() -> float:
    return _storm_days("hang_off")


def storm_days_retrieve() -> float:
    return _storm_days("retrieve")


def stated_tonnage() -> float:
    """Mud of 300 stated lifting days at 3,500 t/d dry [Mt]."""
    made = REFERENCE.upto(["mud_lifted"]).central(load("meti-2016"))
    return float(made["mud_lifted"].sel(year=2040)) / 1e6
