"""The spanning tree: what it says about potentials and flows, and how it changes by one arc.

An arc outside the tree is empty or full; conservation then sets the flow of every tree arc, and reduced costs of 0 set
the potential of every node. The loops over the order go from parents to children, or back.
"""

from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow import room as ro

ROUNDING = 2.0**-46
"""Part of the amounts summed for a flow within which it counts as being at its bound [1]: 64 times the last digit."""


@njit(cache=True, error_model="numpy")
def plant(room: ro.Room) -> None:
    """Take the tree of a cold start; every arc outside it is empty."""
    arc, node = room.arc, room.node
    for a in range(arc.shape[1]):
        arc[ro.STATE, a] = ro.LOWER
    for v in range(node.shape[1]):
        a = node[ro.FIRST_LINK, v]
        node[ro.PARENT, v], node[ro.LINK, v], node[ro.ORDER, v] = node[ro.FIRST_PARENT, v], a, node[ro.FIRST_ORDER, v]
        if a != ro.NO_ARC:
            arc[ro.STATE, a] = ro.TREE
            room.level[ro.SENSE, v] = 1.0 if arc[ro.TAIL, a] == v else -1.0


@njit(cache=True, error_model="numpy")
def value_nodes(room: ro.Room, cost: FloatArray, potential: FloatArray, first: int) -> None:
    """Potentials that make the reduced cost of every tree arc 0, from place ``first`` of the order on."""
    node, level = room.node, room.level
    for k in range(first, potential.size):
        v = node[ro.ORDER, k]
        a = node[ro.LINK, v]
        # NOTE: a sense of 1 or -1 is exact, and spares a branch that no processor can guess; so in ``route``.
        potential[v] = potential[node[ro.PARENT, v]] - level[ro.SENSE, v] * cost[a] if a != ro.NO_ARC else 0.0


@njit(cache=True, error_model="numpy")
def pour(room: ro.Room, a: int, amount: float) -> None:
    """Add ``amount`` to the flow of an arc outside the tree, as its ends see it."""
    level, tail, head = room.level, room.arc[ro.TAIL, a], room.arc[ro.HEAD, a]
    level[ro.EXCESS, head] += amount
    level[ro.EXCESS, tail] -= amount
    level[ro.BULK, head] += abs(amount)
    level[ro.BULK, tail] += abs(amount)


@njit(cache=True, error_model="numpy")
def fill(room: ro.Room, upper: FloatArray) -> None:
    """Sum what the full arcs bring to each node anew."""
    arc, level = room.arc, room.level
    for v in range(level.shape[1]):
        level[ro.EXCESS, v] = level[ro.BULK, v] = 0.0
    for a in range(upper.size):
        if arc[ro.STATE, a] == ro.UPPER:
            pour(room, a, upper[a])


@njit(cache=True, error_model="numpy")
def route(room: ro.Room, upper: FloatArray, flow: FloatArray, least: bool) -> int:
    """Flows of the tree arcs by conservation, and the node whose link is out of its bounds by most (-1: none is).

    least: name the link of the least number instead.
    """
    node, level = room.node, room.level
    for v in range(level.shape[1]):
        level[ro.NET, v], level[ro.GROSS, v] = level[ro.EXCESS, v], level[ro.BULK, v]
    worst, found, number = 0.0, -1, upper.size
    for k in range(node.shape[1] - 1, 0, -1):
        v = node[ro.ORDER, k]
        a, p = node[ro.LINK, v], node[ro.PARENT, v]
        if a == ro.NO_ARC:
            continue
        net, gross = level[ro.NET, v], level[ro.GROSS, v]
        level[ro.NET, p] += net
        level[ro.GROSS, p] += gross
        flow[a] = level[ro.SENSE, v] * net
        out = max(-flow[a], flow[a] - upper[a])
        if out > ROUNDING * gross and (a < number if least else out > worst):
            worst, found, number = out, v, a
    return found


@njit(cache=True, error_model="numpy")
def cut(room: ro.Room, top: int) -> int:
    """Divide the nodes into those below ``top``, itself included, and the others: how many the former are."""
    node = room.node
    root = node[ro.ORDER, 0]
    node[ro.KEPT, 0], node[ro.SIDE, root] = root, 0
    inside = 0
    for k in range(1, node.shape[1]):
        v = node[ro.ORDER, k]
        side = 1 if v == top else node[ro.SIDE, node[ro.PARENT, v]]
        node[ro.SIDE, v] = side
        node[ro.KEPT, k - inside] = v
        node[ro.PART, inside] = v
        inside += side
    return inside


@njit(cache=True, error_model="numpy")
def rehang(room: ro.Room, top: int, entering: int, inside: int) -> None:
    """Hang the part that ``cut`` found below ``top`` on another arc instead of its link; it comes last in the order.

    NOTE: three groups in their former order keep children after parents: the nodes left alone, the way from the
    entering arc up to ``top`` (now downward), and the rest of the part.
    """
    node, level = room.node, room.level
    n = node.shape[1] - inside
    for i in range(n):
        node[ro.ORDER, i] = node[ro.KEPT, i]
    v, parent, link, sense = room.arc[ro.HEAD, entering], room.arc[ro.TAIL, entering], entering, -1.0
    if node[ro.SIDE, v] == 0:
        v, parent, sense = parent, v, 1.0
    while True:
        next_node, next_link, next_sense = node[ro.PARENT, v], node[ro.LINK, v], -level[ro.SENSE, v]
        node[ro.PARENT, v], node[ro.LINK, v], level[ro.SENSE, v], node[ro.SIDE, v] = parent, link, sense, 2
        node[ro.ORDER, n] = v
        n += 1
        if v == top:
            break
        v, parent, link, sense = next_node, v, next_link, next_sense
    for i in range(inside):
        v = node[ro.PART, i]
        if node[ro.SIDE, v] == 1:
            node[ro.ORDER, n] = v
            n += 1
