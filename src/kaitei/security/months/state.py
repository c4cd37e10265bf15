"""What one future carries from month to month, and room to work in."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.flow.room import NodeArray, Room
from kaitei.security.months.firms import LEVEL, WEIGHTS
from kaitei.security.months.world import PAIR_ELEMENT, World

BASE, WANTED, TARGET, HELD, ORDERS, SERVED = range(6)
"""Layers of ``State.firms``: need of the base year and now, stock wanted and held, orders [t]; share served [1]."""

ORDERED, FOR_NOW, DELIVERED, AWAITED, PERMITTED, SLOW, THRIFT, SLOW_ABROAD, THRIFT_ABROAD = range(9)
"""Rows of ``State.pair``: orders of the month, what of them the month itself takes, deliveries, orders that wait [t];
share of the deliveries that came by permits [1]; logarithm of what slow adjustment leaves of the need, share of it done
without for good [1]; both again for the same use abroad."""

STORE, FIRST_STORE, GIVEN, MOST, PANIC, EXTRA, RECYCLED, SINCE, HOME, ABROAD, RENT, REACH, ASKED_ABROAD, LATE = range(
    14
)
"""Rows of ``State.element``: stock of the state now and at first, what it gave and may give [t]; extra stock that
buyers want, supply outside China beyond the base year's as share of the market and recycling in Japan beyond it as
share of its need [1]; time since the first shock [month]; logarithms of the prices in China and abroad over those of
the base year; rent of a quota [USD/kg]; share of what can be re-routed that is, the same for all elements; need abroad
over that of the base year [1]; what waits on all arcs [t]."""

CAPACITY, SOLVED, FLOW, FREE, WAITING, ASKED = range(6)
"""Layers of ``State.arc`` [t/month]: capacities of the month, those last solved, and the flow; capacities before any
shock; what waits to be sent or taken [t]; capacities without what waits."""


class State(NamedTuple):
    """P pairs of a use and an element, K classes of firms, E elements, A arcs, N nodes."""

    firms: FloatArray
    """(layer, P, K)."""
    pair: FloatArray
    """(row, P)."""
    element: FloatArray
    """(row, E)."""
    arc: FloatArray
    """(layer, E, A)."""
    potential: FloatArray
    """[USD/kg], (E, N)."""
    activity: FloatArray
    """Pace of each class [1], (use, K)."""
    price: FloatArray
    """Logarithm of the price abroad over that of the base year, of all months so far [1], (month, E)."""


@njit(cache=True, error_model="numpy")
def put(source: FloatArray, target: FloatArray) -> None:
    """Copies numbers, (n,), into others.

    NOTE: an assignment between arrays makes numba compile its words for shapes that do not fit, six seconds of them.
    """
    for i in range(source.size):
        target[i] = source[i]


@njit(cache=True, error_model="numpy")
def _put_rows(source: Any, target: Any) -> None:
    """Copies numbers, (row, n), into others."""
    for i in range(source.shape[0]):
        for j in range(source.shape[1]):
            target[i, j] = source[i, j]


@njit(cache=True, error_model="numpy")
def first_state(world: World, number: Any, nodes: int, months: int) -> State:
    """The state before the first month: stocks as wanted, prices of the base year. number: record of a future."""
    elements, arcs = world.tables.shape[1:]
    pairs, classes = world.need.size, WEIGHTS.size
    state = State(
        np.zeros((6, pairs, classes)), np.zeros((9, pairs)), np.zeros((14, elements)), np.zeros((6, elements, arcs)),
        np.zeros((elements, nodes)), np.zeros((world.first.size - 1, classes)),
        np.zeros((months, elements)),
    )  # fmt: skip
    state.arc[SOLVED] = -1.0
    for p in range(pairs):
        e = world.pairs[PAIR_ELEMENT, p]
        state.element[STORE, e] += world.need[p] * number.state[e]
        for k in range(classes):
            state.firms[BASE, p, k] = world.need[p] * WEIGHTS[k]
            state.firms[HELD, p, k] = state.firms[BASE, p, k] * number.target[e, LEVEL[k]]
    put(state.element[STORE], state.element[FIRST_STORE])
    return state


class Rooms(NamedTuple):
    """A room of each element's own on the same network; the arrays of ``Room`` with the element first.

    NOTE: a list of rooms, made by a comprehension, let numba lose what the loop wrote to the state (0.68).
    """

    arc: NodeArray
    line: FloatArray
    node: NodeArray
    level: FloatArray
    warm: IntArray
    shared: Room


@njit(cache=True, error_model="numpy")
def own_rooms(room: Room, elements: int) -> Rooms:
    """Rooms for all elements, cold."""
    rooms = Rooms(
        np.zeros((elements, *room.arc.shape), np.int32), np.zeros((elements, *room.line.shape)),
        np.zeros((elements, *room.node.shape), np.int32), np.zeros((elements, *room.level.shape)),
        np.zeros((elements, 1), np.int64), room,
    )  # fmt: skip
    for e in range(elements):
        _put_rows(room.arc, rooms.arc[e])
        _put_rows(room.line, rooms.line[e])
        _put_rows(room.node, rooms.node[e])
        _put_rows(room.level, rooms.level[e])
    return rooms


@njit(cache=True, error_model="numpy")
def room_of(rooms: Rooms, e: int) -> Room:
    """The room of an element."""
    shared = rooms.shared
    return Room(
        rooms.arc[e], rooms.line[e], rooms.node[e], rooms.level[e], shared.start, shared.near, rooms.warm[e],
        shared.limit, shared.slow_limit,
    )  # fmt: skip
