"""The months of every future, one after the other, in compiled code.

A month: shocks set what arcs may carry; firms order; the network delivers at least cost, each element by itself, with a
rent where a quota binds; the state helps; firms run at the pace of their scarcest element; prices, thrift, new supply,
new routes and what waits carry over. No month knows the next.
"""

from typing import Any

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray, RecordArray
from kaitei.security.flow.room import Room
from kaitei.security.months import firms
from kaitei.security.months import packed as pa
from kaitei.security.months import state as st
from kaitei.security.months import world as wo
from kaitei.security.months.capacity import count_since, set_capacity, set_demand, set_panic, strike
from kaitei.security.months.freight import keep, release, set_awaited
from kaitei.security.months.market import answer, deliver, set_needs, set_permitted, share_out
from kaitei.security.months.rent import ration
from kaitei.security.months.response import toward
from kaitei.security.months.state import State, first_state, own_rooms, put
from kaitei.security.months.world import World
from kaitei.security.network.network import JAPAN
from kaitei.security.nodes import STAGES

COUNT = len(STAGES)


@njit(cache=True, error_model="numpy")
def _order(world: World, state: State, number: Any) -> None:
    """Needs and orders of the month, on the capacities of the uses."""
    set_needs(world, state, number)
    wanted, target, held, orders = (
        state.firms[st.WANTED], state.firms[st.TARGET], state.firms[st.HELD], state.firms[st.ORDERS],
    )  # fmt: skip
    set_awaited(world, state)
    firms.order(wanted, target, held, state.pair[st.AWAITED], number.refill, orders)
    for p in range(world.need.size):
        state.pair[st.ORDERED, p], state.pair[st.DELIVERED, p] = orders[p].sum(), 0.0
        state.pair[st.FOR_NOW, p] = np.minimum(orders[p], wanted[p]).sum()
    set_demand(world, state)


@njit(cache=True, error_model="numpy")
def _run_firms(world: World, state: State, number: Any) -> None:
    """Deliveries and the state's help go into stocks, and firms run on them."""
    own, held, wanted = state.element, state.firms[st.HELD], state.firms[st.WANTED]
    firms.receive(wanted, state.firms[st.ORDERS], state.pair[st.DELIVERED], state.pair[st.PERMITTED], held)
    for e in range(own.shape[1]):
        own[st.MOST, e] = (
            own[st.FIRST_STORE, e] * number.state_release if own[st.SINCE, e] > number.state_delay else 0.0
        )
    firms.release(wanted, held, world.pairs[wo.PAIR_ELEMENT], own[st.STORE], own[st.MOST], own[st.GIVEN])
    essential = world.pairs[wo.PAIR_ESSENTIAL]
    firms.consume(wanted, held, world.first, essential, state.activity, state.firms[st.SERVED])


@njit(cache=True, error_model="numpy")
def _record(world: World, state: State, number: Any, element: FloatArray, use: FloatArray) -> float:
    """Fills a month's results, (layer, element) and (layer, use); the loss."""
    lost = 0.0
    for u in range(state.activity.shape[0]):
        for k in range(state.activity.shape[1]):
            use[pa.ACTIVITY, u] += firms.WEIGHTS[k] * state.activity[u, k]
            use[pa.STOPPED, u] += firms.WEIGHTS[k] if state.activity[u, k] < firms.STOPPED else 0.0
        lost += number.loss_share[u] * (1.0 - use[pa.ACTIVITY, u])
    for p in range(world.need.size):
        e = world.pairs[wo.PAIR_ELEMENT, p]
        element[pa.DELIVERED, e] += state.pair[st.DELIVERED, p]
        for k in range(state.firms.shape[2]):
            need, served = state.firms[st.WANTED, p, k], state.firms[st.SERVED, p, k]
            element[pa.NEED, e] += need
            element[pa.CONSUMED, e] += served * need
            element[pa.UNSERVED, e] += (1.0 - served) * need
            element[pa.STOCK, e] += state.firms[st.HELD, p, k]
    own = state.element
    for e in range(own.shape[1]):
        element[pa.RELEASED, e], element[pa.STATE_STOCK, e] = own[st.GIVEN, e], own[st.STORE, e]
        element[pa.PRICE_CHINA, e], element[pa.PRICE_ABROAD, e] = np.exp(own[st.HOME, e]), np.exp(own[st.ABROAD, e])
    return float(number.full_cut_loss * lost)


@njit(cache=True, error_model="numpy")
def _future(
    world: World, number: Any, shocks: Any, project: FloatArray, room: Room, f: int, out: pa.Out, flows: FloatArray
) -> None:
    """All months of one future."""
    state = first_state(world, number, room.node.shape[1], project.shape[0])
    left, store = np.zeros(shocks.size), np.zeros(room.node.shape[1])
    rooms = own_rooms(room, state.arc.shape[1])
    for t in range(project.shape[0]):
        month = float(t)
        set_capacity(world, state, month, project[t])
        for e in range(state.arc.shape[1]):
            put(state.arc[st.CAPACITY, e], state.arc[st.FREE, e])
        struck, felt = strike(world, shocks, month, state.arc[st.CAPACITY])
        set_panic(shocks, month, number.panic, state.element[st.PANIC])
        count_since(shocks, month, state.element[st.SINCE])
        _order(world, state, number)
        release(world, state, number, store)
        exact = True
        for e in range(state.arc.shape[1]):
            exact = deliver(world, state, rooms, e) and exact
        exact = ration(world, state, rooms, shocks, month, left) and exact
        for e in range(state.arc.shape[1]):
            home, abroad = share_out(world, state, e)
            answer(world, state, number, t, e, home, abroad)
            if struck or state.element[st.LATE, e] > 0.0 or home > 0.0 or abroad > 0.0:
                keep(world, state, number, e)
            put(state.potential[e, JAPAN * COUNT : (JAPAN + 1) * COUNT], out.worth[f, t, e])
        set_permitted(world, state, shocks, month)
        _run_firms(world, state, number)
        out.month[pa.LOSS, f, t] = _record(world, state, number, out.element[:, f, t], out.use[:, f, t])
        out.month[pa.EXACT, f, t] = 1.0 if exact else 0.0
        if felt:
            for e in range(state.arc.shape[1]):
                state.element[st.REACH, e] = toward(state.element[st.REACH, e], number.reroute_most, number.reroute)
        if f < flows.shape[0]:
            for e in range(state.arc.shape[1]):
                put(state.arc[st.FLOW, e], flows[f, t, e])


@njit(cache=True, error_model="numpy", nogil=True)
def run_futures(
    world: World,
    numbers: RecordArray,
    shocks: RecordArray,
    project: FloatArray,
    room: Room,
    out: pa.Out,
    flows: FloatArray,
    first: int,
    last: int,
) -> None:
    """Runs futures ``first`` to ``last - 1``; threads may run others meanwhile.

    NOTE: a parallel loop of numba's own compiles all that it calls once more, which took a third of a cold start.

    numbers: (F,). shocks: (F, shock). project: oxide that the sea-bed project brings to Japan [t/month], (F, month,
    element). flows: filled for as many futures as it has room for, (up to F, month, element, arc).
    """
    for f in range(first, last):
        _future(world, numbers[f], shocks[f], project[f], room, f, out, flows)
