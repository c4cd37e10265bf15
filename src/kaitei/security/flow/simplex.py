"""Dual network simplex with bounds on both sides: pivots from a tree that is right in prices to one right in flows."""

from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow import room as ro
from kaitei.security.flow import tree as tr


@njit(cache=True, error_model="numpy")
def take_sides(room: ro.Room, potential: FloatArray) -> None:
    """Fill every arc outside the tree that pays, empty every one that costs: right in prices, whatever the tree."""
    arc, line = room.arc, room.line
    for a in range(arc.shape[1]):
        reduced, state = line[ro.PRICE, a] + potential[arc[ro.TAIL, a]] - potential[arc[ro.HEAD, a]], arc[ro.STATE, a]
        side = ro.UPPER if reduced < 0.0 else (ro.LOWER if reduced > 0.0 else state)
        arc[ro.STATE, a] = ro.TREE if state == ro.TREE else side


@njit(cache=True, error_model="numpy")
def _list_candidates(room: ro.Room, potential: FloatArray, inside: int, too_much: bool) -> int:
    """Arcs across the cut that can take from the part below, or bring to it: how many they are."""
    arc, line, node, start, near = room.arc, room.line, room.node, room.start, room.near
    nodes, row, many = node.shape[1], ro.PART, inside
    if 2 * inside > nodes:
        row, many = ro.KEPT, nodes - inside
    count = 0
    for i in range(many):
        v = node[row, i]
        for j in range(start[v], start[v + 1]):
            a = near[j]
            tail, head, state = arc[ro.TAIL, a], arc[ro.HEAD, a], arc[ro.STATE, a]
            outward = node[ro.SIDE, tail]
            if outward != node[ro.SIDE, head] and state != ro.TREE and (outward != state) == too_much:
                arc[ro.CANDIDATE, count] = a
                line[ro.RATIO, count] = abs(line[ro.PRICE, a] + potential[tail] - potential[head])
                count += 1
    return count


@njit(cache=True, error_model="numpy")
def _enter(room: ro.Room, upper: FloatArray, count: int, amount: float, least: bool) -> int:
    """The arc that enters: the dearest of the cheapest candidates that together move ``amount``; the others flip.

    Of equally cheap ones the least number comes first. least: the first enters, no arc flips.
    """
    arc, line = room.arc, room.line
    while True:
        best, ratio, a = 0, line[ro.RATIO, 0], arc[ro.CANDIDATE, 0]
        for i in range(1, count):
            r = line[ro.RATIO, i]
            if r < ratio or (r == ratio and arc[ro.CANDIDATE, i] < a):
                best, ratio, a = i, r, arc[ro.CANDIDATE, i]
        full = arc[ro.STATE, a] == ro.UPPER
        if least or count == 1 or upper[a] >= amount:
            if full:
                tr.pour(room, a, -upper[a])
            arc[ro.STATE, a] = ro.TREE
            return int(a)
        tr.pour(room, a, -upper[a] if full else upper[a])
        arc[ro.STATE, a] = ro.LOWER if full else ro.UPPER
        amount -= upper[a]
        count -= 1
        arc[ro.CANDIDATE, best], line[ro.RATIO, best] = arc[ro.CANDIDATE, count], line[ro.RATIO, count]


@njit(cache=True, error_model="numpy")
def descend(
    room: ro.Room, upper: FloatArray, flow: FloatArray, potential: FloatArray, limit: int, least: bool
) -> tuple[bool, int]:
    """Pivot until every tree arc is within its bounds: whether it came to that, and the pivots spent.

    limit: pivots allowed. least: Bland's rule in place of the fast one.
    """
    tr.fill(room, upper)
    exact = True
    spent = 0
    while True:
        v, count = tr.route(room, upper, flow, least), 0
        if v >= 0:
            if spent == limit:
                return False, spent
            leaving = room.node[ro.LINK, v]
            below = flow[leaving] < 0.0
            inside = tr.cut(room, v)
            count = _list_candidates(room, potential, inside, (room.arc[ro.TAIL, leaving] == v) != below)
        if count == 0:
            # NOTE: sums kept from pivot to pivot gather rounding, so the last word is with fresh ones.
            if exact:
                return v < 0, spent
            tr.fill(room, upper)
            exact = True
            continue
        entering = _enter(room, upper, count, -flow[leaving] if below else flow[leaving] - upper[leaving], least)
        room.arc[ro.STATE, leaving] = ro.LOWER if below else ro.UPPER
        if not below:
            tr.pour(room, leaving, upper[leaving])
        tr.rehang(room, v, entering, inside)
        tr.value_nodes(room, room.line[ro.PRICE], potential, potential.size - inside)
        exact = False
        spent += 1
