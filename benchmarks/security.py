"""The monthly network alone: 81 nodes and 398 arcs for 120 months, warm, cold and by its peers; compilation. And the
portfolio: the frontier of 200 futures of 20 years, and the futures in the monthly model before it.

The peers solve the same months one after the other and come to the same objective: HiGHS through highspy with one
model whose bounds and costs change, so that it starts from its last basis; and HiGHS through linopy, which builds each
month anew. linopy is no dependency: where it is missing its time stands as a constant measured apart.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from bench import Row, best, row
from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow import room as ro
from kaitei.security.flow.by_highs import ByHighs
from kaitei.security.flow.min_cost_flow import forget, solve

MONTHS = 120
NETWORKS = Path(__file__).parents[1] / "tests" / "security" / "flow" / "networks.py"
LINOPY_TIME = 135e3
"""The least of several runs of linopy 0.10.1 and HiGHS 1.16 on two shared cores [us]."""


@njit(cache=True, error_model="numpy")
def _chain(room, upper, cost, flow, potential, cold):  # type: ignore[no-untyped-def]
    """Months one after the other: how many are solved."""
    found = 0
    for t in range(upper.shape[0]):
        if cold:
            forget(room)
        found += solve(room, upper[t], cost[t], flow[t], potential[t])[0]
    return found


def networks() -> ModuleType:
    """The networks of the tests."""
    sys.path.append(str(NETWORKS.parent))
    return import_module(NETWORKS.stem)


def months_of(change: str) -> tuple[Any, FloatArray, FloatArray]:
    """A network, and capacities and costs of each month, shape (month, arc)."""
    made, rng = networks(), np.random.default_rng(1)
    months = [made.full(rng)]
    while len(months) <= MONTHS:
        months.append(getattr(made, change)(months[-1], rng))
    return months[0], np.array([m.upper for m in months]), np.array([m.cost for m in months])


def by_linopy(case: Any, upper: FloatArray, cost: FloatArray) -> float:
    """Objective of one month, its model built anew."""
    import linopy
    import pandas as pd
    import xarray as xr

    arcs, nodes = pd.RangeIndex(upper.size, name="arc"), pd.RangeIndex(case.nodes, name="node")
    incidence = np.zeros((case.nodes, upper.size))
    incidence[case.head, arcs], incidence[case.tail, arcs] = 1.0, -1.0
    model = linopy.Model()
    flow = model.add_variables(lower=0.0, upper=xr.DataArray(upper, coords=[arcs]), name="flow")
    model.add_constraints((xr.DataArray(incidence, coords=[nodes, arcs]) * flow).sum("arc") == 0, name="balance")
    model.add_objective((flow * xr.DataArray(cost, coords=[arcs])).sum())
    model.solve(solver_name="highs", io_api="direct", output_flag=False, threads=1)
    return float(model.objective.value)


def month_after_month(one: Callable[[FloatArray, FloatArray], float], upper: FloatArray, cost: FloatArray) -> Any:
    """Objectives of the months, and the time of one [us]: the shortest of three passes."""
    one(upper[0], cost[0])
    taken, found = [], []
    for _ in range(3):
        began = time.perf_counter()
        found = [one(*month) for month in zip(upper, cost, strict=True)]
        taken.append(1e6 * (time.perf_counter() - began) / len(found))
    return np.array(found), min(taken)


def peers(case: Any, upper: FloatArray, cost: FloatArray, objective: FloatArray) -> Iterator[tuple[str, float]]:
    """Name and time per month [us] of each peer, after its objective was found equal."""
    highs = ByHighs(case.tail, case.head, case.nodes)
    found, taken = month_after_month(lambda u, c: float(highs.solve(u, c).objective), upper, cost)
    np.testing.assert_allclose(found, objective, rtol=1e-9)
    yield f"HiGHS {version('highspy')} by highspy, hot", taken
    if not find_spec("linopy"):
        yield "HiGHS by linopy, built anew (measured apart)", LINOPY_TIME
        return
    few = slice(0, 10)
    found, taken = month_after_month(partial(by_linopy, case), upper[few], cost[few])
    np.testing.assert_allclose(found, objective[few], rtol=1e-9)
    yield f"HiGHS by linopy {version('linopy')}, built anew", taken


def rows() -> Iterator[Row]:
    """Every row but that of compilation."""
    for change, words in (("few_change", "some 18 numbers"), ("all_change", "all numbers")):
        case, upper, cost = months_of(change)
        room = ro.empty_room(case.tail, case.head, case.nodes)
        flow, potential = np.zeros_like(upper), np.zeros((MONTHS + 1, case.nodes))
        assert _chain(room, upper, cost, flow, potential, False) == MONTHS + 1
        objective = (cost * flow).sum(axis=1)
        name = f"network of {case.nodes} nodes, {cost.shape[1]} arcs, {words} change a month"
        first, later = slice(0, 1), slice(1, None)
        warm = float("inf")
        for _ in range(200):
            # NOTE: the first month, not timed, gives every repeat the same tree to begin with.
            forget(room)
            _chain(room, upper[first], cost[first], flow[first], potential[first], False)
            work = partial(_chain, room, upper[later], cost[later], flow[later], potential[later], False)
            warm = min(warm, 1e6 * best(work, 1) / MONTHS)
        for peer, taken in peers(case, upper, cost, objective):
            yield row(f"{name}, warm", warm, "us", peer, taken)
        few = slice(0, 10)
        work = partial(_chain, room, upper[few], cost[few], flow[few], potential[few], True)
        yield row(f"{name}, cold", 1e6 * best(work, 200) / 10, "us")


def portfolio_rows() -> Iterator[Row]:
    """The frontier of a portfolio; once, it takes long. A few futures before it pay for compilation."""
    from kaitei.scenario_file import load
    from kaitei.study.portfolio import portfolio_of

    scenario = load("minamitorishima")
    portfolio_of(scenario, years=1, futures=2)
    study = portfolio_of(scenario)
    name = f"portfolio, {study.futures} futures of {study.years} years, {len(study.offers)} options"
    yield row(f"{name}: frontier of {len(study.points)} points", study.seconds["frontier"], "s")
    yield row(f"{name}: futures in the monthly model", study.seconds["futures"], "s")


def compilation() -> float:
    """Time of the first solution with an empty cache, in a process of its own [s]."""
    with tempfile.TemporaryDirectory() as cache:
        call = [sys.executable, __file__, "first"]
        done = subprocess.run(
            call, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "NUMBA_CACHE_DIR": cache}
        )
    return float(done.stdout)


def main() -> None:
    """Print the rows; HiGHS greets on standard output too, which goes elsewhere meanwhile."""
    kept = os.dup(1)
    os.dup2(2, 1)
    found = [*rows(), row("network, compilation", compilation(), "s"), *portfolio_rows()]
    os.dup2(kept, 1)
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:] == ["first"]:
        case = networks().full(np.random.default_rng(1))
        room = ro.empty_room(case.tail, case.head, case.nodes)
        flow, potential = np.zeros(case.upper.size), np.zeros(case.nodes)
        print(best(partial(solve, room, case.upper, case.cost, flow, potential), 1))
    else:
        main()
