"""Least-cost flow in a network where every arc has 0 <= flow <= upper and every node gives on what it receives.

    minimise sum of cost x flow    subject to  inflow = outflow at every node,  0 <= flow <= upper

No flow at all is feasible, so there always is an answer. The potential of a node is what one more unit there is worth
(the root's is 0); the reduced cost of an arc, ``cost + potential[tail] - potential[head]``, is at least 0 where the arc
is empty, at most 0 where it is full, 0 between; its negative is what one more unit of capacity is worth.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.errors import InputError, Problem
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security.flow import room as ro
from kaitei.security.flow import simplex as sx
from kaitei.security.flow import tree as tr

TILT = 2.0**-36
"""What the cost of an arc is tilted by at most, per largest cost [1]: breaks ties, far above rounding."""
DIGITS = 52
"""Binary digits of a double after the first."""
TILTED, TRUE, SLOW = 0, 1, 2
"""Costs and rule of an attempt: tilted costs, the true ones, and those on a grid with Bland's rule from cold."""


class Flow(NamedTuple):
    """Answer of one network, or of many over leading dimensions."""

    flow: FloatArray  # (..., arc) in the unit of upper
    potential: FloatArray  # (..., node) worth of one more unit at the node, in the unit of cost
    objective: FloatArray  # (...,) unit of upper times unit of cost
    optimal: BoolArray  # (...,) False: no flow was found, and none is reported


@njit(cache=True, error_model="numpy")
def _set_prices(room: ro.Room, cost: FloatArray, largest: float, attempt: int) -> None:
    """Costs that the pivots go by.

    NOTE: adding and taking away ``coarse`` rounds to multiples of a grid, so wide that every potential is an exact
    double: Bland's rule then meets its ties as ties.
    """
    line = room.line
    step, coarse = 0.0, 0.0
    if attempt == TILTED:
        step = TILT * largest
    elif attempt == SLOW:
        coarse = 1.5 * 2.0 ** np.ceil(np.log2(2.0 * largest * room.node.shape[1]))
    for a in range(cost.size):
        line[ro.PRICE, a] = (cost[a] + step * line[ro.TILT, a] + coarse) - coarse


@njit(cache=True, error_model="numpy")
def _mispriced(room: ro.Room, cost: FloatArray, potential: FloatArray) -> float:
    """The worst that an arc outside the tree could still gain per unit if it changed sides."""
    arc, worst = room.arc, 0.0
    for a in range(cost.size):
        reduced, state = cost[a] + potential[arc[ro.TAIL, a]] - potential[arc[ro.HEAD, a]], arc[ro.STATE, a]
        gain = -reduced if state == ro.LOWER else (reduced if state == ro.UPPER else 0.0)
        worst = max(worst, gain)
    return worst


@njit(cache=True, error_model="numpy")
def _finish(room: ro.Room, upper: FloatArray, flow: FloatArray) -> None:
    """Flows of the arcs outside the tree; those of the tree lose what rounding put beyond a bound."""
    arc = room.arc
    for a in range(upper.size):
        state = arc[ro.STATE, a]
        outside = upper[a] if state == ro.UPPER else 0.0
        inside = min(flow[a], upper[a]) if flow[a] > 0.0 else 0.0
        flow[a] = inside if state == ro.TREE else outside


@njit(cache=True, error_model="numpy")
def forget(room: ro.Room) -> None:
    """Start the next solution cold: what it then is does not depend on what the room held."""
    room.warm[0] = ro.COLD


@njit(cache=True, error_model="numpy")
def solve(
    room: ro.Room, upper: FloatArray, cost: FloatArray, flow: FloatArray, potential: FloatArray
) -> tuple[bool, int]:
    """Least-cost flow, from the tree of the last solution if the room holds one: whether found, and pivots spent.

    upper, cost: shape (arc,), finite, upper at least 0; not checked here. flow (arc,) and potential (node,) are filled;
    if no optimum was found both are 0, which is feasible.

    NOTE: as long as costs are those of the last solution, so are prices and sides, and a tree without a pivot has been
    judged: most months change capacities alone.
    """
    again, largest = room.warm[0] == ro.JUDGED, 0.0
    for a in range(cost.size):
        largest = max(largest, abs(cost[a]))
        again = again and cost[a] == room.line[ro.COST, a]
        room.line[ro.COST, a] = cost[a]
    if largest == 0.0:
        largest = 1.0
    if room.warm[0] == ro.COLD:
        tr.plant(room)
    pivots, attempt = 0, TILTED
    tolerance = potential.size * 2.0 ** (2 - DIGITS) * largest
    while attempt <= SLOW:
        limit = room.limit
        if attempt == SLOW:
            tr.plant(room)
            limit, tolerance = room.slow_limit, tolerance * potential.size
        if not again:
            _set_prices(room, cost, largest, attempt)
        tr.value_nodes(room, room.line[ro.PRICE], potential, 0)
        if not again:
            sx.take_sides(room, potential)
        done, spent = sx.descend(room, upper, flow, potential, limit, attempt == SLOW)
        pivots += spent
        tr.value_nodes(room, cost, potential, 0)
        if done and ((again and spent == 0) or _mispriced(room, cost, potential) <= tolerance):
            _finish(room, upper, flow)
            room.warm[0] = ro.JUDGED if attempt == TILTED else ro.WARM
            return True, pivots
        again = False
        attempt = attempt + 1 if done else max(attempt + 1, SLOW)
    forget(room)
    for a in range(flow.size):
        flow[a] = 0.0
    for v in range(potential.size):
        potential[v] = 0.0
    return False, pivots


@njit(cache=True, error_model="numpy")
def _solve_each(
    room: ro.Room, upper: FloatArray, cost: FloatArray, flow: FloatArray, potential: FloatArray, optimal: BoolArray
) -> None:
    """Solve row after row, each from cold, so that a row does not depend on those before it."""
    for i in range(upper.shape[0]):
        forget(room)
        optimal[i] = solve(room, upper[i], cost[i], flow[i], potential[i])[0]


def min_cost_circulation(
    tail: ro.NodeArray, head: ro.NodeArray, nodes: int, upper: FloatArray, cost: FloatArray
) -> Flow:
    """Least-cost flow of a network, for every draw by itself.

    tail, head: node numbers, shape (arc,). nodes: their count; the last is the root. upper: largest flow [t/month] and
    cost [USD/kg], shape (..., arc) each, leading dimensions broadcast. Any units will do: the flow comes in that of
    upper, the potentials in that of cost, the objective in their product (here 1,000 USD/month). Of equally cheap flows
    one with little in it is taken.

    A mine of 5 t at no cost feeds a use worth 3 USD/kg for 4 t and one worth 2 USD/kg for 4 t:

    >>> tail, head = np.array([1, 0, 0]), np.array([0, 1, 1])
    >>> found = min_cost_circulation(tail, head, 2, np.array([5.0, 4.0, 4.0]), np.array([0.0, -3.0, -2.0]))
    >>> found.flow.tolist(), found.potential.tolist(), float(found.objective)
    ([5.0, 4.0, 1.0], [2.0, 0.0], -14.0)
    """
    tail, head = np.asarray(tail), np.asarray(head)
    upper, cost = np.asarray(upper, np.float64), np.asarray(cost, np.float64)
    _check(tail, head, nodes, upper, cost)
    lead = np.broadcast_shapes(upper.shape[:-1], cost.shape[:-1])
    arcs, count = tail.size, int(np.prod(lead))
    # NOTE: plain copies, since each other layout of memory would be compiled for by itself.
    upper = np.array(np.broadcast_to(upper, (*lead, arcs)), order="C").reshape(count, arcs)
    cost = np.array(np.broadcast_to(cost, (*lead, arcs)), order="C").reshape(count, arcs)
    flow, potential, optimal = np.zeros((count, arcs)), np.zeros((count, nodes)), np.zeros(count, np.bool_)
    room = ro.empty_room(tail, head, nodes)
    _solve_each(room, upper, cost, flow, potential, optimal)
    objective = (cost * flow).sum(axis=-1).reshape(lead)
    return Flow(flow.reshape(*lead, arcs), potential.reshape(*lead, nodes), objective, optimal.reshape(lead))


def worth_of_capacity(tail: ro.NodeArray, head: ro.NodeArray, cost: FloatArray, potential: FloatArray) -> FloatArray:
    """What one more unit of capacity of an arc would save [unit of cost], shape (..., arc).

    >>> tail, head, cost = np.array([1, 0, 0]), np.array([0, 1, 1]), np.array([0.0, -3.0, -2.0])
    >>> worth_of_capacity(tail, head, cost, np.array([2.0, 0.0])).tolist()
    [2.0, 1.0, 0.0]
    """
    saved: FloatArray = np.maximum(potential[..., head] - potential[..., tail] - cost, 0.0)
    return saved


def _check(tail: ro.NodeArray, head: ro.NodeArray, nodes: int, upper: FloatArray, cost: FloatArray) -> None:
    """Refuse what is no network, naming everything that is wrong."""
    if tail.shape != head.shape or tail.ndim != 1 or tail.dtype.kind not in "iu" or head.dtype.kind not in "iu":
        raise InputError(f"tail and head must be whole numbers of one shape (arc,), not {tail.shape} and {head.shape}")
    problems = []
    for name, ends in (("tail", tail), ("head", head)):
        wrong = np.flatnonzero((ends < 0) | (ends >= nodes))
        if wrong.size:
            problems.append(Problem(f"nodes go from 0 to {nodes - 1}: arc {wrong[0]} has {ends[wrong[0]]}", name))
    loops = np.flatnonzero(tail == head)
    if loops.size:
        problems.append(Problem(f"no arc may join a node to itself: arc {loops[0]} does; leave it out", "tail, head"))
    for name, values in (("upper", upper), ("cost", cost)):
        if values.shape[-1:] != tail.shape:
            problems.append(Problem(f"must have shape (..., {tail.size}), not {values.shape}", name))
    for name, values, rule, bad in (
        ("upper", upper, "must be finite; a large number will do", ~np.isfinite(upper)),
        ("upper", upper, "must be at least 0", upper < 0.0),
        ("cost", cost, "must be finite", ~np.isfinite(cost)),
    ):
        if bad.any():
            *draw, arc = np.argwhere(bad)[0].tolist()
            place = f"arc {arc}" + (f" of draw {tuple(draw)}" if draw else "")
            problems.append(Problem(f"{rule}: {place} has {values[(*draw, arc)]}", name))
    if not problems:
        try:
            np.broadcast_shapes(upper.shape, cost.shape)
        except ValueError:
            problems.append(Problem(f"{upper.shape} and {cost.shape} do not broadcast", "upper, cost"))
    if problems:
        raise InputError(problems)
