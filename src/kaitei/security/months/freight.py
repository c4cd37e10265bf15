"""Goods held back at a border wait for their buyers, and come on top of the usual trade when it is free again.

In October and November 2010 two and a half thousand tonnes did not come to Japan, and December brought most of them;
magnets missed in spring 2025 were made good by the end of the year. What waits was made: it is never more than what
the mines of the month gave and nobody took.
"""

from typing import Any

from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.months import state as st
from kaitei.security.months import world as wo
from kaitei.security.months.state import State, put
from kaitei.security.months.world import World
from kaitei.security.network.network import CONTRACT, JAPAN, MINE, PROCESS, STORE, USE

FEW = 1e-9
"""Part of a month's amount that counts as none [1]."""


@njit(cache=True, error_model="numpy")
def release(world: World, state: State, number: Any, store: FloatArray) -> None:
    """Widens arcs by what waits and may come, after shocks and orders. number: record of a future.

    store: room to work in, what leaves each node [t/month], (node,).
    """
    for e in range(state.arc.shape[1]):
        upper, free, waiting, asked = (
            state.arc[st.CAPACITY, e], state.arc[st.FREE, e], state.arc[st.WAITING, e], state.arc[st.ASKED, e],
        )  # fmt: skip
        put(upper, asked)
        if state.element[st.LATE, e] <= 0.0:
            continue
        store[:] = 0.0
        sent, wanted = 0.0, 0.0
        for a in range(upper.size):
            if waiting[a] <= 0.0:
                continue
            if world.arcs[wo.KIND, a] == USE:
                wanted += number.returns * waiting[a]
            elif upper[a] >= free[a]:
                store[world.tail[a]] += number.returns * waiting[a]
                upper[a] += number.returns * waiting[a]
                sent += number.returns * waiting[a]
        if sent <= 0.0:
            continue
        # NOTE: orders that waited ask for goods that waited, never for more than the usual trade without them.
        part = min(sent / wanted, 1.0) if wanted > 0.0 else 0.0
        for a in range(upper.size):
            if world.arcs[wo.KIND, a] == USE:
                upper[a] += part * number.returns * waiting[a]
            elif world.arcs[wo.KIND, a] == PROCESS and free[a] > 0.0:
                # NOTE: plants work off in peace what comes at once; the model counts stocks as what they make.
                upper[a] += sent
            elif world.arcs[wo.KIND, a] == STORE:
                upper[a] = store[world.head[a]]


@njit(cache=True, error_model="numpy")
def set_awaited(world: World, state: State) -> None:
    """Orders of each pair of Japan that wait to be met [t]."""
    state.pair[st.AWAITED] = 0.0
    for a in world.uses:
        if world.arcs[wo.ORIGIN, a] == JAPAN:
            for e in range(state.arc.shape[1]):
                p = world.pair[world.arcs[wo.USE_OF, a], e]
                if p >= 0:
                    state.pair[st.AWAITED, p] += state.arc[st.WAITING, e, a]


@njit(cache=True, error_model="numpy")
def keep(world: World, state: State, number: Any, e: int) -> None:
    """What the month held back or left open waits from now on, and what came of it waits no more."""
    free, asked, flow, waiting = (
        state.arc[st.FREE, e], state.arc[st.ASKED, e], state.arc[st.FLOW, e], state.arc[st.WAITING, e],
    )  # fmt: skip
    idle, held = 0.0, 0.0
    for a in range(flow.size):
        if world.arcs[wo.KIND, a] == MINE:
            idle += state.arc[st.CAPACITY, e, a] - flow[a]
        elif world.arcs[wo.KIND, a] == CONTRACT and asked[a] < free[a]:
            held += _more(world, number, e, a, (1.0 - asked[a] / free[a]) * world.tables[wo.USUAL, e, a], waiting[a])
    part = min(max(idle, 0.0) / held, 1.0) if held > 0.0 else 0.0
    for a in range(flow.size):
        if flow[a] > asked[a]:
            waiting[a] = max(waiting[a] - (flow[a] - asked[a]), 0.0)
        elif world.arcs[wo.KIND, a] == CONTRACT and asked[a] < free[a]:
            lost = (1.0 - asked[a] / free[a]) * world.tables[wo.USUAL, e, a]
            waiting[a] += part * _more(world, number, e, a, lost, waiting[a])
        elif world.arcs[wo.KIND, a] == USE and asked[a] - flow[a] > FEW * asked[a]:
            waiting[a] += _more(world, number, e, a, asked[a] - flow[a], waiting[a])
    for a in range(flow.size):
        if world.arcs[wo.KIND, a] == STORE and flow[a] > 0.0:
            _take_off(world, state, e, world.head[a], flow[a])
    goods, orders = 0.0, 0.0
    for a in range(flow.size):
        goods += waiting[a] if world.arcs[wo.KIND, a] != USE else 0.0
        orders += waiting[a] if world.arcs[wo.KIND, a] == USE else 0.0
    # NOTE: an order waits for goods that wait; what nothing waits to meet lapses, and is ordered anew.
    part = min(goods / orders, 1.0) if orders > 0.0 else 0.0
    for a in world.uses:
        waiting[a] *= part
    state.element[st.LATE, e] = goods + part * orders


@njit(cache=True, error_model="numpy")
def _take_off(world: World, state: State, e: int, seller: int, sent: float) -> None:
    """Takes off what waits at a seller what left its store [t] another way than the one it waited for."""
    free, asked, flow, waiting = (
        state.arc[st.FREE, e], state.arc[st.ASKED, e], state.arc[st.FLOW, e], state.arc[st.WAITING, e],
    )  # fmt: skip
    left = 0.0
    for a in range(flow.size):
        if world.arcs[wo.KIND, a] == CONTRACT and world.tail[a] == seller and asked[a] >= free[a]:
            sent -= max(flow[a] - asked[a], 0.0)
            left += waiting[a]
    if sent <= 0.0 or left <= 0.0:
        return
    for a in range(flow.size):
        if world.arcs[wo.KIND, a] == CONTRACT and world.tail[a] == seller and asked[a] >= free[a]:
            waiting[a] *= max(1.0 - sent / left, 0.0)


@njit(cache=True, error_model="numpy")
def _more(world: World, number: Any, e: int, a: int, lost: float, waiting: float) -> float:
    """What is kept of a month's loss [t], as far as there is room."""
    return float(max(min(number.kept * lost, number.waits * world.tables[wo.USUAL, e, a] - waiting), 0.0))
