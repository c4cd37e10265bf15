"""One network as the simplex sees it: its arcs, the spanning tree it stands on, and room to work in."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kaitei.physics.arrays import FloatArray, IntArray

NodeArray = NDArray[np.int32]

TAIL, HEAD = 0, 1
"""Nodes that an arc leaves and enters."""
STATE = 2
"""LOWER, UPPER or TREE."""
CANDIDATE = 3
"""Arcs that may enter the tree."""
ARC_ROWS = 4

TILT = 0
"""Between 1/2 and 1, no two alike."""
PRICE = 1
"""Cost that the pivots go by."""
RATIO = 2
"""How far the potentials move until the reduced cost of a candidate is 0."""
COST = 3
"""Cost of the last solution."""
LINE_ROWS = 4

PARENT, LINK = 0, 1
"""Next node on the way to the root (itself for the root), and the arc between."""
ORDER = 2
"""Nodes, every one after its parent."""
FIRST_PARENT, FIRST_LINK, FIRST_ORDER = 3, 4, 5
"""The tree of a cold start."""
SIDE = 6
"""1 below the leaving arc, 2 on the way from the entering arc to it, 0 elsewhere."""
KEPT, PART = 7, 8
"""Nodes of side 0 and of side 1, each in order."""
NODE_ROWS = 9

SENSE = 0
"""1 when a link leaves its node for the parent, -1 when it enters."""
EXCESS, BULK = 1, 2
"""What the arcs outside the tree bring to a node, and the same with signs left out: what rounding is measured by."""
NET, GROSS = 3, 4
"""Excess and bulk of a node and all below it."""
LEVEL_ROWS = 5

LOWER, UPPER, TREE = 0, 1, 2
"""Where an arc stands: empty, full, or in the tree."""
COLD, WARM, JUDGED = 0, 1, 2
"""What a room holds: nothing, states and tree of an earlier solution, or those with the prices that found it best."""
NO_ARC = -1
"""Link of the root, and of the first node of a part of the network that no arc joins to the root."""

GOLDEN = 0.6180339887498949
"""Fractional part of the golden ratio: its multiples fill the unit interval evenly and do not repeat."""
PATIENCE, SLOW_PATIENCE = 20, 2_000
"""Pivots allowed per node and arc: by the fast rule, and by the slow one that takes over. A cold start of the full
network takes well below 1."""


class Room(NamedTuple):
    """State and room to work in of one network of N nodes and A arcs; the last node is the root."""

    arc: NodeArray  # (ARC_ROWS, A)
    line: FloatArray  # (LINE_ROWS, A)
    node: NodeArray  # (NODE_ROWS, N)
    level: FloatArray  # (LEVEL_ROWS, N)
    start: NodeArray  # (N + 1,) where the arcs of a node begin in ``near``
    near: NodeArray  # (2 A,) arcs at each node
    warm: IntArray  # (1,) COLD, WARM or JUDGED
    limit: int  # pivots before the slow rule takes over
    slow_limit: int  # pivots that this may take


def empty_room(tail: NodeArray, head: NodeArray, nodes: int) -> Room:
    """Room for a network whose solution starts cold.

    tail, head: node numbers, shape (arc,); no arc may join a node to itself. nodes: their count; the last is the root.

    >>> empty_room(np.array([2, 0, 1]), np.array([0, 1, 2]), 3).node[FIRST_PARENT].tolist()
    [2, 2, 2]
    """
    arcs = len(tail)
    arc, line = np.zeros((ARC_ROWS, arcs), np.int32), np.zeros((LINE_ROWS, arcs))
    node, level = np.zeros((NODE_ROWS, nodes), np.int32), np.zeros((LEVEL_ROWS, nodes))
    arc[TAIL], arc[HEAD] = tail, head
    line[TILT] = 0.5 + 0.5 * (GOLDEN * np.arange(1, arcs + 1) % 1.0)
    start, near = _arcs_by_node(arc, nodes)
    _grow_first_tree(arc, node, start, near)
    size = nodes + arcs
    return Room(arc, line, node, level, start, near, np.zeros(1, np.int64), PATIENCE * size, SLOW_PATIENCE * size)


def _arcs_by_node(arc: NodeArray, nodes: int) -> tuple[NodeArray, NodeArray]:
    """Where the arcs of each node begin in a list of those at node 0, those at node 1 and so on; and the list."""
    ends = arc[: HEAD + 1].ravel()
    near = np.argsort(ends, kind="stable") % max(arc.shape[1], 1)
    start = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=nodes))])
    return start.astype(np.int32), near.astype(np.int32)


def _grow_first_tree(arc: NodeArray, node: NodeArray, start: NodeArray, near: NodeArray) -> None:
    """Grow a tree from the root in breadth; the first node of a part apart hangs on the root by no arc."""
    root = node.shape[1] - 1
    parent, link, order = [-1] * (root + 1), [NO_ARC] * (root + 1), []
    for first in (root, *range(root)):
        if parent[first] >= 0:
            continue
        parent[first] = root
        queue = [first]
        for v in queue:
            for a in near[start[v] : start[v + 1]].tolist():
                other = int(arc[TAIL, a] + arc[HEAD, a]) - v
                if parent[other] < 0:
                    parent[other], link[other] = v, a
                    queue.append(other)
        order += queue
    node[FIRST_PARENT], node[FIRST_LINK], node[FIRST_ORDER] = parent, link, order
