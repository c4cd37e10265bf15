"""The fleet alone on a workload of its peers: one mining vessel and two carriers for 20 years of hourly waves.

146 t/h into a tank of 15,000 t, cargoes of 12,000 t, lifting below 4 m and loading in 15 h below 2.5 m of wave height,
a breakdown every 300 h of work and every 2,000 h at sea. The peer is the same fleet in SimPy, which the tests hold to
the same log line by line; it comes with the dev extra and is left out without. Also how fast weather is made.
"""

import json
import os
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
from bench import Row, best, row
from scipy.signal import lfilter

from kaitei.fleet.simulation.calm import rough_hours
from kaitei.fleet.simulation.plan import FAR, HOUR, YEAR, plans
from kaitei.fleet.simulation.run import Weather, run
from kaitei.fleet.simulation.storms import Passages
from kaitei.fleet.simulation.words import ACTIVITIES, DISCHARGING, LANDED, LIFT, TRANSFER, WAVES
from kaitei.physics.arrays import CodeArray, RecordArray

YEARS, SHIPS, DRAWS = 20, 3, 400
REFERENCE = Path(__file__).parents[1] / "tests" / "fleet" / "simulation" / "reference.py"


def wave_codes(seed: int = 20271) -> CodeArray:
    """Wave height [mm] of every hour, (year, 1, hour): lognormal about a season, with a memory of 36 h."""
    hours = np.arange(YEARS * 8760)
    memory = np.exp(-1.0 / 36.0)
    noise = np.random.default_rng(seed).standard_normal(hours.size) * np.sqrt(1.0 - memory**2)
    noise[0] = 0.0
    season = np.log(2.0) + 0.25 * np.cos(2.0 * np.pi * (hours / 8760.0 - 0.04))
    height = np.exp(season + 0.42 * lfilter([1.0], [1.0, -memory], noise))
    made: CodeArray = np.rint(1000.0 * height).astype(np.uint16).reshape(YEARS, 1, 8760)
    return made


def plan(draws: int) -> RecordArray:
    """The fleet, each draw with its own failures; a few grams keep the last second of a full tank from being a tie."""
    made = plans(
        draws,
        vessels=1,
        carriers=2,
        route=2,
        route_to_port=85.6 * HOUR,
        length=YEAR,
        rate=146.0013e3 / 3600,
        keep=1.0,
        batch=1e12,
        tank=15e6,
        run=1,
        pull=1,
        reconnect=HOUR,
        longest_wait=FAR,
        call_interval=FAR,
        dock_interval=FAR,
        stop_interval=FAR,
        supply_interval=FAR,
        carrier_cargo=12e6,
        carrier_loading=15 * HOUR,
        carrier_discharge=24 * HOUR,
        cargo_wait=FAR,
        ship_life=2000.0 * HOUR,
        ship_repair=36.0 * HOUR,
        port_berths=9,
        life_shape=1,
        repair=24.0 * HOUR,
        spares=1,
    )
    made["life"] = [300.0 * HOUR, *[np.inf] * (made["life"].shape[1] - 1)]
    made["window"][:, TRANSFER] = 15 * HOUR
    made["key"][:, 0], made["key"][:, 1] = np.arange(draws), 7
    return made


def weather(draws: int, codes: CodeArray) -> Weather:
    """The same waves for every draw, without storms; after the last year the first comes again."""
    limits = np.full((len(ACTIVITIES), 1, 12), 65536, np.int32)
    limits[LIFT], limits[TRANSFER] = 4000, 2500
    none, no_hours = np.zeros(1), np.zeros((1, 265), np.float32)
    return Weather(
        codes,
        np.tile(np.arange(YEARS + 1) % YEARS, (draws, 1)),
        np.broadcast_to(limits, (draws, *limits.shape)).copy(),
        np.zeros((draws, 12, 80), np.int32),
        Passages(none, none, none, no_hours, no_hours, no_hours, no_hours),
        np.zeros((draws, YEARS + 1), np.int64),
    )


def reference() -> ModuleType:
    """The fleet in SimPy."""
    sys.path.append(str(REFERENCE.parent))
    return import_module(REFERENCE.stem)


def peer_rate(codes: CodeArray, landed: float) -> float:
    """Vessel-years a second of the fleet in SimPy, in one process.

    landed: dry mass that the compiled fleet lands [kg]; a race means something only if both do the same.
    """
    peer, first, shares = reference(), plan(1)[0], np.ones(YEARS)
    one = weather(1, codes)
    rough = np.zeros((YEARS + 1) * 8760, np.uint8)
    rough_hours(codes, one.years[0], one.limits[0], rough)
    causes = np.full((len(ACTIVITIES), rough.size), WAVES)
    log = peer.simulate(first, shares, rough, causes, [])
    brought = sum(line.mass for line in log if line.ship > 0 and line.state == DISCHARGING)
    assert abs(brought / landed - 1.0) < 1e-9
    return YEARS * SHIPS / best(lambda: peer.simulate(first, shares, rough, causes, []), 3)


def fleet_rows() -> Iterator[Row]:
    """Vessel-years a second, on one thread and on all."""
    codes = wave_codes()
    shares, many, sea = np.ones((DRAWS, YEARS)), plan(DRAWS), weather(DRAWS, codes)
    books = run(many, shares, sea)
    name, slow = "", None
    if find_spec("simpy"):
        name = f"SimPy {version('simpy')}, one process"
        slow = peer_rate(codes, float(books[0]["masses"][:YEARS, LANDED].sum()))
    for threads in sorted({1, os.cpu_count() or 1}):
        rate = DRAWS * YEARS * SHIPS / best(partial(run, many, shares, sea, threads=threads), 5)
        what = f"fleet, 1 mining vessel and 2 carriers, 20 years hourly, threads: {threads}"
        yield row(what, rate, "vessel-years/s", name, slow, more=True)


def weather_rows() -> Iterator[Row]:
    """Values of the weather generator a second."""
    from kaitei.fleet.persistence import Persistence
    from kaitei.fleet.weather import copula_years

    memory = Persistence(*(np.array([value] * 4) for value in (20.0 * HOUR, 0.1, 4.0 * HOUR, 0.01)))
    years = 400
    copula_years(1, 2, memory, np.eye(4))
    seconds = best(lambda: copula_years(1, years, memory, np.eye(4)), 3)
    yield row("weather, 4 variables, 400 years hourly", years * 4 * 8760 / seconds, "values/s")


if __name__ == "__main__":
    print(json.dumps([*fleet_rows(), *weather_rows()]))
