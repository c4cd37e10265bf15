"""Networks for the tests, and what makes a flow the best one."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from kaitei.security.flow import room as ro
from kaitei.security.flow.min_cost_flow import Flow, solve

ROUNDING = 1e-12
"""Part of the largest cost, or flow through a node, below which a reduced cost, or flow, counts as 0."""


def reduced_cost(case: Any, potential: Any) -> Any:
    """Cost of one more unit through each arc, paid at the potentials (arc,)."""
    return case.cost + potential[case.tail] - potential[case.head]


def dual_objective(case: Any, potential: Any) -> float:
    """The least cost that these potentials prove, rounding of a reduced cost of 0 left out: no flow can cost less."""
    reduced = reduced_cost(case, potential)
    return float((case.upper * reduced)[reduced < -ROUNDING * np.abs(case.cost).max(initial=0.0)].sum())


def room_for(case: Any, found: Any, share: float, rounding: float = 1e-15) -> float:
    """Room to leave for an objective: a share of what flows are worth, and rounding of all flow at the dearest cost."""
    return float(
        share * np.abs(case.cost * found.flow).sum() + rounding * found.flow.sum() * np.abs(case.cost).max(initial=0.0)
    )


def assert_best(case: Any, found: Any) -> None:
    """Feasible, and proven best by its own potentials: no other solver is asked."""
    assert found.optimal
    assert (found.flow >= 0.0).all()
    assert (found.flow <= case.upper).all()
    through, left = np.zeros(case.nodes), np.zeros(case.nodes)
    for ends, sign in ((case.tail, -1.0), (case.head, 1.0)):
        np.add.at(left, ends, sign * found.flow)
        np.add.at(through, ends, found.flow)
    little, dear = ROUNDING * through.max(), ROUNDING * np.abs(case.cost).max(initial=0.0)
    assert np.abs(left).max() <= little
    assert found.potential[-1] == 0.0
    reduced = reduced_cost(case, found.potential)
    assert (reduced[found.flow > little] <= dear).all()
    assert (reduced[found.flow < case.upper - little] >= -dear).all()
    assert abs(float(found.objective) - dual_objective(case, found.potential)) <= room_for(case, found, 1e-9)


def solved(case: Any, room: Any = None) -> Any:
    """The answer of the kernel itself, from the tree that the room holds."""
    if room is None:
        room = ro.empty_room(case.tail, case.head, case.nodes)
    flow, potential = np.full(case.upper.size, np.nan), np.full(case.nodes, np.nan)
    optimal, _ = solve(room, case.upper, case.cost, flow, potential)
    return Flow(flow, potential, np.asarray((case.cost * flow).sum()), np.asarray(optimal))


@pytest.fixture(scope="session")
def networks() -> ModuleType:
    """The networks beside this file, which the tests' import mode does not find by itself."""
    spec = spec_from_file_location("security_flow_networks", Path(__file__).with_name("networks.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def judge() -> ModuleType:
    """This module: ``assert_best``, ``solved``, ``dual_objective``, ``reduced_cost``."""
    return sys.modules[__name__]
