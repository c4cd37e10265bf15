"""16 countries by 5 stages: month after month, what a node and a capacity are worth, inside another kernel."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numba import njit
from numba.core.runtime import rtsys
from numba.core.runtime._nrt_python import memsys_disable_stats, memsys_enable_stats

from kaitei.security.flow import room as ro
from kaitei.security.flow.by_highs import ByHighs
from kaitei.security.flow.min_cost_flow import forget, min_cost_circulation, solve, worth_of_capacity

MONTHS = 36
STEP = 1e-6
"""A small amount, in units of capacities from 0.01 to 100."""


@njit
def _months(room, upper, cost, flow, potential, spent):  # type: ignore[no-untyped-def]
    """Months one after the other, as the monthly model solves them: how many are solved."""
    found = 0
    for t in range(upper.shape[0]):
        optimal, spent[t] = solve(room, upper[t], cost[t], flow[t], potential[t])
        found += optimal
    return found


def chain(case: Any, change: Any, seed: int) -> list[Any]:
    """The case and the months after it."""
    rng, months = np.random.default_rng(seed), [case]
    for _ in range(MONTHS - 1):
        months.append(change(months[-1], rng))
    return months


@pytest.mark.parametrize("change", ["few_change", "all_change"])
@pytest.mark.parametrize("seed", [1, 2])
def test_months_in_a_chain_are_what_highs_finds(
    networks: ModuleType, judge: ModuleType, change: str, seed: int
) -> None:
    months = chain(networks.full(np.random.default_rng(seed)), getattr(networks, change), seed)
    case = months[0]
    assert (case.nodes, case.upper.size) == (81, 398)
    upper, cost = np.array([month.upper for month in months]), np.array([month.cost for month in months])
    room = ro.empty_room(case.tail, case.head, case.nodes)
    flow, potential = np.zeros_like(upper), np.zeros((MONTHS, case.nodes))
    spent = np.zeros(MONTHS, np.int64)
    assert _months(room, upper, cost, flow, potential, spent) == MONTHS
    assert spent[1:].mean() < 0.2 * spent[0]
    peer = ByHighs(case.tail, case.head, case.nodes)
    cold = min_cost_circulation(case.tail, case.head, case.nodes, upper, cost)
    for t, month in enumerate(months):
        objective = (cost[t] * flow[t]).sum()
        judge.assert_best(month, cold._replace(flow=flow[t], potential=potential[t], objective=objective, optimal=True))
        assert objective == pytest.approx(float(peer.solve(upper[t], cost[t]).objective), rel=1e-9)
        assert objective == pytest.approx(float(cold.objective[t]), rel=1e-13)


def test_after_forgetting_a_solution_does_not_depend_on_those_before(networks: ModuleType, judge: ModuleType) -> None:
    months = chain(networks.full(np.random.default_rng(3)), networks.few_change, 3)
    room = ro.empty_room(months[0].tail, months[0].head, months[0].nodes)
    for month in months:
        judge.solved(month, room)
    forget(room)
    again, fresh = judge.solved(months[7], room), judge.solved(months[7])
    np.testing.assert_array_equal(again.flow, fresh.flow)
    np.testing.assert_array_equal(again.potential, fresh.potential)


def test_a_solution_allocates_nothing(networks: ModuleType) -> None:
    """Whatever the number of months: what the call itself takes is all."""
    case = networks.full(np.random.default_rng(3))
    room, spent = ro.empty_room(case.tail, case.head, case.nodes), np.zeros(50, np.int64)
    months = chain(case, networks.few_change, 3)
    upper, cost = np.array([month.upper for month in months]), np.array([month.cost for month in months])
    flow, potential = np.zeros_like(upper), np.zeros((MONTHS, case.nodes))
    taken = []
    memsys_enable_stats()
    try:
        for count in (1, 1, MONTHS):
            before = rtsys.get_allocation_stats()
            _months(room, upper[:count], cost[:count], flow, potential, spent)
            taken.append(rtsys.get_allocation_stats().mi_alloc - before.mi_alloc)
    finally:
        memsys_disable_stats()
    assert taken[2] == taken[1] > 0


def with_taps(case: Any) -> Any:
    """The network with arcs from the root to every other node and back, so dear to leave empty that they fill."""
    root, nodes = case.nodes - 1, np.arange(case.nodes - 1)
    roots, dear = np.full(root, root), np.full(2 * root, -1e4)
    return case._replace(
        tail=np.concatenate([case.tail, roots, nodes]), head=np.concatenate([case.head, nodes, roots]),
        upper=np.concatenate([case.upper, np.zeros(2 * root)]), cost=np.concatenate([case.cost, dear]),
    )  # fmt: skip


def test_the_potential_is_what_one_more_unit_at_a_node_is_worth(networks: ModuleType) -> None:
    """By differences of the objective: one more is worth at most the potential, one less costs at least it."""
    case = networks.full(np.random.default_rng(4))
    found = min_cost_circulation(case.tail, case.head, case.nodes, case.upper, case.cost)
    taps, others = with_taps(case), case.nodes - 1
    upper = np.tile(taps.upper, (2 * others, 1))
    upper[:, case.upper.size :] = STEP * np.eye(2 * others)
    moved = min_cost_circulation(taps.tail, taps.head, taps.nodes, upper, taps.cost)
    full = np.isclose(moved.flow[:, case.upper.size :].sum(axis=1), STEP, rtol=1e-9)
    change = (moved.objective + 1e4 * STEP - found.objective) / STEP
    one_more, one_less = -change[:others], change[others:]
    potential = found.potential[:others]
    near = 1e-4 * np.abs(potential).max()
    assert (full[:others]).sum() > 60
    assert (full[others:]).sum() > 60
    assert (one_more <= potential + near)[full[:others]].all()
    assert (one_less >= potential - near)[full[others:]].all()
    clear = full[:others] & full[others:] & (np.abs(one_more - one_less) < near)
    assert clear.sum() > 40
    np.testing.assert_allclose(potential[clear], one_more[clear], atol=near)


def test_reduced_costs_are_what_one_more_unit_of_capacity_is_worth(networks: ModuleType) -> None:
    case = networks.full(np.random.default_rng(4))
    found = min_cost_circulation(case.tail, case.head, case.nodes, case.upper, case.cost)
    worth = worth_of_capacity(case.tail, case.head, case.cost, found.potential)
    step = STEP * np.eye(case.upper.size)
    more = min_cost_circulation(case.tail, case.head, case.nodes, case.upper + step, case.cost)
    less = min_cost_circulation(case.tail, case.head, case.nodes, np.maximum(case.upper - step, 0.0), case.cost)
    gained, lost = (found.objective - more.objective) / STEP, (less.objective - found.objective) / STEP
    near, open_ = 1e-4 * worth.max(), case.upper > STEP
    assert (gained <= worth + near).all()
    assert (lost >= worth - near)[open_].all()
    clear = open_ & (np.abs(gained - lost) < near)
    assert clear.sum() > 300
    assert (worth[clear] > near).sum() > 50
    np.testing.assert_allclose(worth[clear], gained[clear], atol=near)
