"""The network of the base year for every amount of the project's oxide: least-cost flows between which all is linear.

As the capacity of one arc grows, the tree of the optimum stays the best until an arc on the way from that arc's head to
the root meets a bound. From there a pivot leads on. So the flow is piecewise linear in the amount, and the amounts at
which it bends are found one after the other (parametric simplex).
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.errors import StudyError
from kaitei.physics.arrays import FloatArray
from kaitei.security.flow import room as ro
from kaitei.security.flow.min_cost_flow import forget, solve
from kaitei.security.network.network import JAPAN, RECYCLE, ROOT, Network, node
from kaitei.security.nodes import STAGES

MOST = 8.0
"""Largest amount over what Japan uses [1]; most elements are saturated far below it."""

BENDS = 200
"""Room for bends of an element; the packaged network has up to some forty."""

NUDGE = 1e-7
"""Step past a bend, over what Japan uses [1]."""


class Amounts(NamedTuple):
    """Flows of one element at the amounts where they bend; between them they are linear, beyond the last constant."""

    ratio: FloatArray
    """Oxide of the project over what Japan uses [1], from 0 up, (amount,)."""
    flow: FloatArray
    """[t oxide/month], (amount, arc)."""


def home_arc(network: Network) -> int:
    """The arc on which oxide made at home enters: recycled, and the project's."""
    ends = (network.kind == RECYCLE) & (network.head == node("japan", "oxide"))
    return int(np.flatnonzero(ends)[0])


def use_of_japan(network: Network) -> FloatArray:
    """What Japan uses of each element in the base year, magnets bought ready made among it [t oxide/month],
    (element,)."""
    here = (network.use >= 0) & (network.tail // len(STAGES) == JAPAN)
    return np.asarray(network.upper[:, here].sum(axis=1))


def bends(network: Network) -> list[Amounts]:
    """The least-cost flows of each element for all amounts of the project's oxide.

    Raises StudyError when a network is not solved to its optimum.
    """
    room = ro.empty_room(network.tail, network.head, ROOT + 1)
    arc, made = home_arc(network), []
    for upper, cost, used in zip(network.upper, network.cost, use_of_japan(network), strict=True):
        ratio, flow = np.zeros(BENDS), np.zeros((BENDS, len(network.tail)))
        count = _follow(room, upper.copy(), cost, arc, float(used), ratio, flow)
        if count == 0:
            raise StudyError("the network of the base year has no least-cost flow for some amount of oxide at home")
        made.append(Amounts(ratio[:count], flow[:count]))
    return made


@njit(cache=True, error_model="numpy")
def _follow(
    room: ro.Room, upper: FloatArray, cost: FloatArray, arc: int, used: float, ratio: FloatArray, flow: FloatArray
) -> int:
    """Fills amounts and flows of one element from nothing up; how many bends there are, 0 where one was not solved."""
    forget(room)
    potential, aside, first, most = np.zeros(room.node.shape[1]), np.zeros(upper.size), upper[arc], 0.0
    for g in range(ratio.size):
        upper[arc] = first + most * used
        ratio[g] = most
        if not solve(room, upper, cost, flow[g], potential)[0]:
            return 0
        upper[arc] += NUDGE * used
        if not solve(room, upper, cost, aside, potential)[0]:
            return 0
        if room.arc[ro.STATE, arc] != ro.UPPER or most >= MOST:
            return g + 1
        most = min(most + NUDGE + _left(room, upper, aside, arc) / used, MOST)
    return 0


@njit(cache=True, error_model="numpy")
def _left(room: ro.Room, upper: FloatArray, flow: FloatArray, arc: int) -> float:
    """How much more a full arc may bring until a tree arc on the way from its head to the root meets a bound."""
    node, v, left = room.node, room.arc[ro.HEAD, arc], np.inf
    while node[ro.LINK, v] != ro.NO_ARC:
        a = node[ro.LINK, v]
        left = min(left, upper[a] - flow[a] if room.level[ro.SENSE, v] > 0.0 else flow[a])
        v = node[ro.PARENT, v]
    return max(left, 0.0)
