"""Cases with an answer known beforehand, and input that is refused."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.security.flow import room as ro
from kaitei.security.flow.min_cost_flow import min_cost_circulation, worth_of_capacity


def answer(case: Any) -> Any:
    return min_cost_circulation(case.tail, case.head, case.nodes, case.upper, case.cost)


def test_the_dearest_uses_are_met_first_and_the_last_one_sets_the_price(
    networks: ModuleType, judge: ModuleType
) -> None:
    uses = [(0, 1, 3.0, -float(worth)) for worth in (10, 40, 20, 30)]
    case = networks.case_of([(1, 0, 7.0, 2.0), *uses], 2)
    found = answer(case)
    assert found.flow.tolist() == [7.0, 0.0, 3.0, 1.0, 3.0]
    assert found.potential.tolist() == [20.0, 0.0]
    assert float(found.objective) == 7 * 2 - 3 * 40 - 3 * 30 - 20
    assert worth_of_capacity(case.tail, case.head, case.cost, found.potential).tolist() == [18.0, 0.0, 20.0, 0.0, 10.0]
    judge.assert_best(case, found)


def test_prices_of_two_places_differ_by_the_way_between_until_it_is_full(networks: ModuleType) -> None:
    mine, here, way, there = (2, 0, 10.0, 1.0), (0, 2, 8.0, -5.0), (0, 1, 4.0, 3.0), (1, 2, 9.0, -50.0)
    found = answer(networks.case_of([mine, here, way, there], 3))
    assert found.flow.tolist() == [10.0, 6.0, 4.0, 4.0]
    assert found.potential.tolist() == [5.0, 50.0, 0.0]
    found = answer(networks.case_of([mine, here, (0, 1, 40.0, 3.0), (1, 2, 9.0, -50.0)], 3))
    assert found.flow.tolist() == [10.0, 1.0, 9.0, 9.0]
    assert found.potential.tolist() == [5.0, 8.0, 0.0]


def test_parallel_arcs_fill_in_order_of_cost(networks: ModuleType) -> None:
    ways = [(0, 1, 2.0, cost) for cost in (3.0, 1.0, 2.0)]
    found = answer(networks.case_of([(2, 0, 9.0, 0.0), *ways, (1, 2, 5.0, -9.0)], 3))
    assert found.flow.tolist() == [5.0, 1.0, 2.0, 2.0, 5.0]


def test_a_cycle_that_pays_is_filled_though_nothing_joins_it_to_the_root(
    networks: ModuleType, judge: ModuleType
) -> None:
    case = networks.case_of([(0, 1, 4.0, 1.0), (1, 2, 3.0, -5.0), (2, 0, 8.0, 1.0), (3, 4, 1.0, -1.0)], 6)
    found = answer(case)
    assert found.flow.tolist() == [3.0, 3.0, 3.0, 0.0]
    assert float(found.objective) == -9.0
    judge.assert_best(case, found)


@pytest.mark.parametrize("cost", [-1.0, 0.0, 1.0])
def test_all_costs_equal(networks: ModuleType, judge: ModuleType, cost: float) -> None:
    """A full grid of ties; free flow that gains nothing is left out."""
    nodes = 9
    arcs = [(a, b, 1.0 + (a + 2 * b) % 3, cost) for a in range(nodes) for b in range(nodes) if a != b]
    case = networks.case_of(arcs, nodes)
    found = answer(case)
    judge.assert_best(case, found)
    assert (found.flow.sum() > 0.0) == (cost < 0.0)


def test_nothing_flows_where_every_arc_is_shut_or_none_is_there(networks: ModuleType, judge: ModuleType) -> None:
    shut = networks.case_of([(0, 1, 0.0, -3.0), (1, 2, 0.0, 2.0), (2, 0, 0.0, -1.0)], 3)
    assert answer(shut).flow.tolist() == [0.0, 0.0, 0.0]
    judge.assert_best(shut, answer(shut))
    for nodes in (1, 4):
        none = answer(networks.case_of([], nodes))
        assert none.flow.shape == (0,)
        assert none.potential.tolist() == [0.0] * nodes
        assert none.optimal


def test_very_wide_arcs_take_nothing_from_the_digits_of_narrow_ones(networks: ModuleType, judge: ModuleType) -> None:
    wide = [(0, 1, 1e15, 0.5), (1, 0, 1e15, -0.25), (0, 1, 1e15, 0.75)]
    case = networks.case_of([(2, 0, 0.3, 0.1), *wide, (1, 2, 0.7, -4.0)], 3)
    found = answer(case)
    assert found.flow.tolist() == [0.3, 0.3, 0.0, 0.0, 0.3]
    judge.assert_best(case, found)


def test_costs_far_below_the_tilt_still_choose_the_way(networks: ModuleType, judge: ModuleType) -> None:
    """Ways whose costs differ by 1e-8 beside a use worth 1e6: ties are broken by 1e-5 at first, then set right."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        ways = [(0, 1, 1.0, 1e-8 * float(i)) for i in rng.permutation(12)]
        case = networks.case_of([(2, 0, 5.0, 0.0), *ways, (1, 2, 9.0, -1e6)], 3)
        found = answer(case)
        judge.assert_best(case, found)
        assert found.flow[1:13].tolist() == (case.cost[1:13] < 4.5e-8).astype(float).tolist()


def test_no_solution_in_time_is_no_flow_and_no_memory(networks: ModuleType, judge: ModuleType) -> None:
    case = networks.case_of([(1, 0, 5.0, 0.0), (0, 1, 4.0, -3.0), (0, 1, 4.0, -2.0)], 2)
    room = ro.empty_room(case.tail, case.head, case.nodes)
    late = judge.solved(case, room._replace(limit=0, slow_limit=0))
    assert not late.optimal
    assert late.flow.tolist() == [0.0, 0.0, 0.0]
    assert late.potential.tolist() == [0.0, 0.0]
    judge.assert_best(case, judge.solved(case, room))


def test_draws_broadcast_and_each_is_what_it_is_alone(networks: ModuleType) -> None:
    case = networks.full(np.random.default_rng(5))
    rng = np.random.default_rng(6)
    upper = case.upper * rng.lognormal(0.0, 0.3, (3, 1, case.upper.size))
    cost = case.cost * rng.lognormal(0.0, 0.1, (2, case.upper.size))
    many = min_cost_circulation(case.tail, case.head, case.nodes, upper, cost)
    assert many.flow.shape == (3, 2, case.upper.size)
    assert many.potential.shape == (3, 2, case.nodes)
    assert many.objective.shape == many.optimal.shape == (3, 2)
    for i, j in np.ndindex(3, 2):
        one = min_cost_circulation(case.tail, case.head, case.nodes, upper[i, 0], cost[j])
        for whole, alone in zip(many, one, strict=True):
            np.testing.assert_array_equal(whole[i, j], alone)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"upper": [1.0, np.nan, 2.0]}, "upper: must be finite; a large number will do: arc 1 has nan"),
        ({"upper": [1.0, 2.0, np.inf]}, "upper: must be finite; a large number will do: arc 2 has inf"),
        ({"upper": [[1.0, 0.0, 2.0], [1.0, 1.0, -0.5]]}, r"upper: must be at least 0: arc 2 of draw \(1,\) has -0.5"),
        ({"cost": [np.nan, 1.0, 2.0]}, "cost: must be finite: arc 0 has nan"),
        ({"cost": [1.0, 2.0]}, r"cost: must have shape \(..., 3\), not \(2,\)"),
        ({"cost": np.ones((3, 3)), "upper": np.ones((2, 3))}, r"\(2, 3\) and \(3, 3\) do not broadcast"),
        ({"head": [1, 1, 0]}, "tail, head: no arc may join a node to itself: arc 1 does; leave it out"),
        ({"head": [1, 3, 0]}, "head: nodes go from 0 to 2: arc 1 has 3"),
        ({"tail": [0, 1, -1]}, "tail: nodes go from 0 to 2: arc 2 has -1"),
        ({"tail": [0.0, 1.0, 2.0]}, "tail and head must be whole numbers of one shape"),
        ({"tail": [0, 1]}, "tail and head must be whole numbers of one shape"),
    ],
)
def test_what_is_no_network_is_refused(changes: dict[str, Any], message: str) -> None:
    given = {"tail": [0, 1, 2], "head": [1, 2, 0], "upper": [1.0, 1.0, 1.0], "cost": [1.0, 1.0, 1.0], **changes}
    arrays = {name: np.array(values) for name, values in given.items()}
    with pytest.raises(InputError, match=message) as caught:
        min_cost_circulation(arrays["tail"], arrays["head"], 3, arrays["upper"], arrays["cost"])
    assert len(caught.value.problems) == 1


def test_all_that_is_wrong_is_named_at_once() -> None:
    tail, bad = np.array([0, 1]), np.array([-1.0, np.nan])
    with pytest.raises(InputError, match="5 problems") as caught:
        min_cost_circulation(tail, np.array([0, 5]), 3, bad, np.array([0.0, np.inf]))
    assert "upper: must be at least 0: arc 0 has -1.0" in str(caught.value)
