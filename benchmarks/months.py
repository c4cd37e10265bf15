"""The monthly supply model: one story and a thousand futures of ten years, 16 elements, 16 countries, 5 stages."""

import json
import time
from collections.abc import Iterator

import numpy as np
from bench import Row, best, row

from kaitei.scenario_file import load
from kaitei.security.months.plants import new_plants
from kaitei.security.months.run import run_months
from kaitei.security.months.world import world_of
from kaitei.security.network.base_year import base_year
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks import shock_file
from kaitei.security.shocks.flat import of_events
from kaitei.security.shocks.generator import draw, packaged_families
from kaitei.study.supply_shock import numbers_in

FIRST, MONTHS, FUTURES = "2025-07", 120, 1_000
SOLVES = len(ELEMENTS) * MONTHS
PEER = "the same months by linopy and HiGHS, one after the other (measured apart)"
PEER_TIME = 0.135
"""[s]."""


def rows() -> Iterator[Row]:
    """One story, then drawn futures on all cores."""
    base, scenario = base_year(), load("minamitorishima")
    world = world_of(base.network, base.flow, new_plants(base.network, base.flow, FIRST))
    project = np.zeros((MONTHS, len(ELEMENTS)))
    one = numbers_in(scenario, 1, 1, True)
    story = of_events(shock_file.load("2026-ban").events, FIRST)
    run_months(world, one, story, project)
    taken = best(lambda: run_months(world, one, story, project), 5)
    yield row("security, one story of 120 months", taken, "s", PEER, PEER_TIME * SOLVES)
    many = numbers_in(scenario, FUTURES, 1, False)
    shocks = draw(packaged_families(), 0, FUTURES, MONTHS, 1).shocks
    began = time.perf_counter()
    made, _ = run_months(world, many, shocks, project)
    taken = time.perf_counter() - began
    assert made.exact.all()
    yield row("security, 1,000 futures of 120 months", taken, "s", PEER, PEER_TIME * SOLVES * FUTURES)


if __name__ == "__main__":
    print(json.dumps(list(rows())))
