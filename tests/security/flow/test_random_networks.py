"""Small networks with every corner in them: ties, parts apart, parallel, shut and very wide arcs, cycles that pay."""

from types import ModuleType
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from kaitei.security.flow import room as ro
from kaitei.security.flow.by_highs import ByHighs
from kaitei.security.flow.min_cost_flow import min_cost_circulation

UPPERS = st.one_of(
    st.integers(0, 4).map(float), st.integers(0, 10**6).map(lambda i: i / 1000.0), st.sampled_from([0.0, 1.0, 1e7])
)
COSTS = st.one_of(
    st.integers(-2, 2).map(float), st.integers(-(10**6), 10**6).map(lambda i: i / 1000.0), st.sampled_from([0.0, 1e4])
)


@st.composite
def arcs_and_months(draw: Any, months: int = 1) -> tuple[int, list[Any], list[Any], list[Any]]:
    """Nodes, ends of the arcs, and capacities and costs of each month, of which few differ from the month before."""
    nodes = draw(st.integers(2, 10))
    node = st.integers(0, nodes - 1)
    ends = draw(st.lists(st.tuples(node, node).filter(lambda pair: pair[0] != pair[1]), max_size=40))
    every = {"min_size": len(ends), "max_size": len(ends)}
    uppers, costs = [draw(st.lists(UPPERS, **every))], [draw(st.lists(COSTS, **every))]
    for _ in range(months - 1):
        for series, values in ((uppers, UPPERS), (costs, COSTS)):
            month = list(series[-1])
            for arc in draw(st.sets(st.integers(0, max(len(ends) - 1, 0)), max_size=4)) if ends else ():
                month[arc] = draw(values)
            series.append(month)
    return nodes, ends, uppers, costs


def cases(networks: ModuleType, made: tuple[int, list[Any], list[Any], list[Any]]) -> list[Any]:
    """One case a month."""
    nodes, ends, uppers, costs = made
    lists = (
        [(*pair, u, c) for pair, u, c in zip(ends, *month, strict=True)] for month in zip(uppers, costs, strict=True)
    )
    return [networks.case_of(arcs, nodes) for arcs in lists]


def settled(case: Any, flow: Any) -> Any:
    """Nodes joined to the root by arcs neither empty nor full: their potential is the same in every best solution."""
    between = (flow > 1e-6) & (flow < case.upper - 1e-6)
    ends = (case.tail[between], case.head[between])
    part = connected_components(coo_array((np.ones(between.sum()), ends), shape=(case.nodes, case.nodes)))[1]
    return part == part[-1]


@settings(max_examples=150)
@given(made=arcs_and_months())
def test_the_flow_is_best_and_highs_finds_no_better(networks: ModuleType, judge: ModuleType, made: Any) -> None:
    (case,) = cases(networks, made)
    found = min_cost_circulation(case.tail, case.head, case.nodes, case.upper, case.cost)
    judge.assert_best(case, found)
    if case.upper.size == 0:
        return
    peer = ByHighs(case.tail, case.head, case.nodes).solve(case.upper, case.cost)
    turnover = max(np.abs(case.cost * found.flow).sum(), 1.0)
    assert abs(found.objective - peer.objective) <= 1e-9 * turnover
    assert (
        abs(judge.dual_objective(case, peer.potential) - judge.dual_objective(case, found.potential)) <= 1e-9 * turnover
    )
    same = settled(case, found.flow)
    np.testing.assert_allclose(found.potential[same], peer.potential[same], rtol=1e-9, atol=1e-9)


@settings(max_examples=60)
@given(made=arcs_and_months(months=6))
def test_a_chain_of_months_costs_what_each_month_does_from_cold(
    networks: ModuleType, judge: ModuleType, made: Any
) -> None:
    months = cases(networks, made)
    room = ro.empty_room(months[0].tail, months[0].head, months[0].nodes)
    for case in months:
        warm, cold = judge.solved(case, room), judge.solved(case)
        judge.assert_best(case, warm)
        assert abs(warm.objective - cold.objective) <= judge.room_for(case, warm, 1e-12)
        same = settled(case, cold.flow)
        np.testing.assert_allclose(warm.potential[same], cold.potential[same], rtol=1e-12, atol=1e-9)


@settings(max_examples=60)
@given(made=arcs_and_months(months=2))
def test_the_slow_rule_finds_the_same(networks: ModuleType, judge: ModuleType, made: Any) -> None:
    months = cases(networks, made)
    room = ro.empty_room(months[0].tail, months[0].head, months[0].nodes)._replace(limit=0)
    for case in months:
        slow, fast = judge.solved(case, room), judge.solved(case)
        assert slow.optimal
        room_for_grid = judge.room_for(case, slow, 0.0, rounding=1e-12)
        assert abs(slow.objective - fast.objective) <= room_for_grid
        assert abs(slow.objective - judge.dual_objective(case, slow.potential)) <= room_for_grid
