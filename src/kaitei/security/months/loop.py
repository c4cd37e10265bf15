"""The months of every future, one after the other, in compiled code; futures run side by side.

A month: shocks set what arcs may carry; firms order; the network delivers at least cost, each element by itself; the
state helps; firms run at the pace of their scarcest element; prices, thrift, new supply and new routes carry over. No
month knows the next.
"""

import numpy as np
from numba import njit, prange

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow.room import Room
from kaitei.security.months import firms
from kaitei.security.months.capacity import set_capacity, set_demand, set_panic, strike
from kaitei.security.months.market import answer, deliver, set_needs, share_out
from kaitei.security.months.response import toward
from kaitei.security.months.state import State, first_state, own_room
from kaitei.security.months.world import Months, Numbers, World
from kaitei.security.network.network import JAPAN, STAGES
from kaitei.security.shocks.flat import Shocks

COUNT = len(STAGES)


@njit(cache=True, error_model="numpy")
def _order(world: World, state: State, numbers: Numbers, f: int) -> None:
    """Needs and orders of the month, on the capacities of the uses."""
    set_needs(world, state, numbers, f)
    firms.order(state.need, state.target, state.stock, numbers.refill[f], state.orders)
    for p in range(world.need.size):
        state.ordered[p], state.delivered[p] = state.orders[p].sum(), 0.0
    set_demand(world, state)


@njit(cache=True, error_model="numpy")
def _run_firms(world: World, state: State, release: float) -> None:
    """Deliveries and the state's help go into stocks, and firms run on them."""
    firms.receive(state.orders, state.delivered, state.stock)
    for e in range(state.held.size):
        state.most[e] = state.first_held[e] * release
    firms.release(state.need, state.stock, world.pair_element, state.held, state.most, state.given)
    firms.consume(state.need, state.stock, world.first, world.essential, state.activity, state.served)


@njit(cache=True, error_model="numpy")
def _record(world: World, state: State, numbers: Numbers, f: int, t: int, out: Months) -> None:
    lost = 0.0
    for u in range(state.activity.shape[0]):
        for k in range(state.activity.shape[1]):
            pace = state.activity[u, k]
            out.activity[f, t, u] += firms.WEIGHTS[k] * pace
            out.stopped[f, t, u] += firms.WEIGHTS[k] if pace < firms.STOPPED else 0.0
        lost += numbers.loss_share[f, u] * (1.0 - out.activity[f, t, u])
    out.loss[f, t] = numbers.full_cut_loss[f] * lost
    for p in range(world.need.size):
        e = world.pair_element[p]
        out.delivered[f, t, e] += state.delivered[p]
        for k in range(state.need.shape[1]):
            out.need[f, t, e] += state.need[p, k]
            out.consumed[f, t, e] += state.served[p, k] * state.need[p, k]
            out.unserved[f, t, e] += (1.0 - state.served[p, k]) * state.need[p, k]
            out.stock[f, t, e] += state.stock[p, k]
    for e in range(state.held.size):
        out.released[f, t, e], out.state_stock[f, t, e] = state.given[e], state.held[e]
        for m in range(2):
            out.price[f, t, m, e] = np.exp(state.log_price[m, e])
        for s in range(COUNT):
            out.worth[f, t, e, s] = state.potential[e, JAPAN * COUNT + s]


@njit(cache=True, error_model="numpy")
def _future(
    world: World, numbers: Numbers, shocks: Shocks, project: FloatArray, room: Room, f: int, out: Months,
    flows: FloatArray,
) -> None:  # fmt: skip
    """All months of one future."""
    state = first_state(world, numbers, f, room.node.shape[1])
    rooms = [own_room(room) for _ in range(state.upper.shape[0])]
    for t in range(project.shape[0]):
        set_capacity(world, state, float(t), project[t])
        felt = strike(world, shocks, f, float(t), state.upper)
        set_panic(shocks, f, float(t), numbers.panic[f], state.panic)
        _order(world, state, numbers, f)
        exact = True
        for e in range(state.upper.shape[0]):
            exact = deliver(world, state, rooms, e) and exact
            answer(state, numbers, f, e, share_out(world, state, e))
        _run_firms(world, state, numbers.state_release[f] if felt else 0.0)
        _record(world, state, numbers, f, t, out)
        out.exact[f, t] = 1.0 if exact else 0.0
        if felt:
            state.reach[0] = toward(state.reach[0], 1.0, numbers.reroute[f])
        if f < flows.shape[0]:
            flows[f, t] = state.flow


@njit(cache=True, error_model="numpy", parallel=True)
def run_futures(
    world: World, numbers: Numbers, shocks: Shocks, project: FloatArray, room: Room, out: Months, flows: FloatArray
) -> None:
    """Runs every future.

    project: oxide that the sea-bed project brings to Japan [t/month], (F, month, element)
    flows: filled for as many futures as it has room for, (up to F, month, element, arc)
    """
    for f in prange(project.shape[0]):
        _future(world, numbers, shocks, project[f], room, f, out, flows)
