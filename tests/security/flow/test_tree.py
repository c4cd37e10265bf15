"""The tree that a room keeps from one solution to the next."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from kaitei.security.flow import room as ro
from kaitei.security.flow.tree import cut, plant, rehang


def assert_tree(room: ro.Room) -> None:
    """Every node once and after its parent, every link between the two, no other arc marked as one of the tree."""
    node, arc = room.node, room.arc
    order, links = node[ro.ORDER], node[ro.LINK]
    assert sorted(order) == list(range(order.size))
    assert order[0] == order.size - 1
    place = np.argsort(order)
    assert (place[node[ro.PARENT]] < place)[order[1:]].all()
    for v in order[1:]:
        a = links[v]
        if a != ro.NO_ARC:
            leaves = room.level[ro.SENSE, v] == 1.0
            assert (arc[ro.TAIL, a], arc[ro.HEAD, a]) == (
                (v, node[ro.PARENT, v]) if leaves else (node[ro.PARENT, v], v)
            )
    real = links[links != ro.NO_ARC]
    assert sorted(real) == np.flatnonzero(arc[ro.STATE] == ro.TREE).tolist()


def planted(case: Any) -> ro.Room:
    room = ro.empty_room(case.tail, case.head, case.nodes)
    plant(room)
    return room


def test_the_first_tree_grows_from_the_root_in_breadth(networks: ModuleType) -> None:
    room = planted(networks.case_of([(0, 1, 1.0, 0.0), (1, 3, 1.0, 0.0), (3, 2, 1.0, 0.0), (2, 1, 1.0, 0.0)], 4))
    assert_tree(room)
    assert room.node[ro.PARENT].tolist() == [1, 3, 3, 3]
    assert room.node[ro.LINK].tolist() == [0, 1, 2, ro.NO_ARC]


def test_a_part_apart_hangs_on_the_root_by_no_arc(networks: ModuleType) -> None:
    room = planted(networks.case_of([(4, 1, 1.0, 0.0), (0, 2, 1.0, 0.0)], 5))
    assert_tree(room)
    assert room.node[ro.PARENT].tolist() == [4, 4, 0, 4, 4]
    assert room.node[ro.LINK].tolist() == [ro.NO_ARC, 0, 1, ro.NO_ARC, ro.NO_ARC]


def test_a_part_cut_off_is_hung_on_another_arc_by_its_far_end(networks: ModuleType) -> None:
    """A chain 4 - 0 - 1 - 2 - 3 whose part below 1 comes to hang on the root by node 3."""
    room = planted(networks.case_of([(4, 0, 1.0, 0.0), (0, 1, 1.0, 0.0), (2, 1, 1.0, 0.0), (2, 3, 1.0, 0.0)], 5))
    far = networks.case_of(
        [(4, 0, 1.0, 0.0), (0, 1, 1.0, 0.0), (2, 1, 1.0, 0.0), (2, 3, 1.0, 0.0), (3, 4, 1.0, 0.0)], 5
    )
    room = ro.empty_room(far.tail, far.head, 5)._replace(node=room.node, level=room.level)
    room.arc[ro.STATE] = [ro.TREE, ro.TREE, ro.TREE, ro.TREE, ro.LOWER]
    assert_tree(room)
    assert cut(room, 1) == 3
    rehang(room, 1, 4, 3)
    room.arc[ro.STATE] = [ro.TREE, ro.LOWER, ro.TREE, ro.TREE, ro.TREE]
    assert_tree(room)
    assert room.node[ro.PARENT].tolist() == [4, 2, 3, 4, 4]
    assert room.node[ro.ORDER].tolist() == [4, 0, 3, 2, 1]


@pytest.mark.parametrize("limit", [0, 10_000])
def test_every_solution_leaves_a_tree(networks: ModuleType, judge: ModuleType, limit: int) -> None:
    case, rng = networks.full(np.random.default_rng(8)), np.random.default_rng(9)
    room = ro.empty_room(case.tail, case.head, case.nodes)._replace(limit=limit)
    for _ in range(12):
        assert judge.solved(case, room).optimal
        assert_tree(room)
        case = networks.few_change(case, rng)


def test_tilts_differ_between_all_arcs() -> None:
    arcs = 2_000
    room = ro.empty_room(np.zeros(arcs, np.int32), np.ones(arcs, np.int32), 2)
    tilt = np.sort(room.line[ro.TILT])
    assert tilt[0] >= 0.5
    assert tilt[-1] < 1.0
    assert np.diff(tilt).min() > 0.1 / arcs
