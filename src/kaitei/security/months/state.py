"""What one future carries from month to month, and room to work in."""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow.room import Room
from kaitei.security.months.firms import WEIGHTS
from kaitei.security.months.world import Numbers, World


class State(NamedTuple):
    """P pairs of a use and an element, K classes of firms, E elements, A arcs, N nodes, two markets."""

    base: FloatArray
    """Need of the base year [t/month], (P, K)."""
    need: FloatArray
    target: FloatArray
    stock: FloatArray
    orders: FloatArray
    """All [t], (P, K)."""
    ordered: FloatArray
    delivered: FloatArray
    """[t], (P,)."""
    slow: FloatArray
    """Logarithm of what slow adjustment leaves of the need [1], (P,)."""
    thrift: FloatArray
    """Share of the need done without for good [1], (P,)."""
    held: FloatArray
    first_held: FloatArray
    """Stock of the state now and at the start [t], (E,)."""
    given: FloatArray
    """What the state gave this month [t], (E,)."""
    most: FloatArray
    panic: FloatArray
    extra: FloatArray
    """Supply outside China beyond the base year's, as share of the market [1], (E,)."""
    waited: FloatArray
    """Months of high prices so far [1], (E,)."""
    log_price: FloatArray
    """Logarithm of the price over that of the base year [1], (market, E)."""
    reach: FloatArray
    """Share of what can be re-routed that is [1], (1,)."""
    upper: FloatArray
    before: FloatArray
    """Capacities of the month and those last solved [t/month], (E, A)."""
    flow: FloatArray
    """[t/month], (E, A)."""
    potential: FloatArray
    """[USD/kg], (E, N)."""
    activity: FloatArray
    """Pace of each class [1], (use, K)."""
    served: FloatArray
    """Share of each need that was met [1], (P, K)."""


@njit(cache=True, error_model="numpy")
def first_state(world: World, numbers: Numbers, f: int, nodes: int) -> State:
    """The state before the first month: stocks as wanted, prices of the base year."""
    elements, arcs = world.upper.shape
    pairs, classes = world.need.size, WEIGHTS.size
    base, stock = np.zeros((pairs, classes)), np.zeros((pairs, classes))
    held = np.zeros(elements)
    for p in range(pairs):
        e = world.pair_element[p]
        held[e] += world.need[p] * numbers.state[f, e]
        for k in range(classes):
            base[p, k] = world.need[p] * WEIGHTS[k]
            stock[p, k] = base[p, k] * numbers.target[f, e, k]
    return State(
        base, base.copy(), stock.copy(), stock, base.copy(), np.zeros(pairs), np.zeros(pairs), np.zeros(pairs),
        np.zeros(pairs), held, held.copy(), np.zeros(elements), np.zeros(elements), np.zeros(elements),
        np.zeros(elements), np.zeros(elements), np.zeros((2, elements)), np.zeros(1), np.zeros((elements, arcs)),
        np.full((elements, arcs), -1.0), np.zeros((elements, arcs)), np.zeros((elements, nodes)),
        np.zeros((world.first.size - 1, classes)), base.copy(),
    )  # fmt: skip


@njit(cache=True, error_model="numpy")
def own_room(room: Room) -> Room:
    """A room of an element's own on the same network."""
    return Room(
        room.arc.copy(), room.line.copy(), room.node.copy(), room.level.copy(), room.start, room.near,
        room.warm.copy(), room.limit, room.slow_limit,
    )  # fmt: skip
