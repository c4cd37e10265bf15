"""One month's markets: what the network delivers, and what prices, thrift and new supply make of it."""

from typing import Any

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow.min_cost_flow import solve
from kaitei.security.months import state as st
from kaitei.security.months import world as wo
from kaitei.security.months.capacity import bitten
from kaitei.security.months.firms import LEVEL
from kaitei.security.months.prices import need_at_price, next_log_price
from kaitei.security.months.response import grown, thrift_next, toward, was_dear
from kaitei.security.months.state import Rooms, State, put, room_of
from kaitei.security.months.world import CHINA, World
from kaitei.security.network.network import JAPAN
from kaitei.security.shocks.profile import LICENCE, passing

FEW = 1e-12
"""Change of a capacity below which the last solution stands [1]."""


@njit(cache=True, error_model="numpy")
def set_needs(world: World, state: State, number: Any) -> None:
    """Needs and wanted stocks of the month, after price, slow adjustment and thrift. number: record of a future.

    What others use of an element answers their price as Japan's uses of it would.
    """
    elements = world.supply.shape[1]
    paid, elsewhere, whole = np.zeros(elements), np.zeros(elements), np.zeros(elements)
    for e in range(paid.size):
        paid[e] = _paid(world, state, e, True)
        elsewhere[e] = _paid(world, state, e, False)
    state.element[st.ASKED_ABROAD] = 0.0
    for p in range(world.need.size):
        e = world.pairs[wo.PAIR_ELEMENT, p]
        share = _share_needed(world, state, number, p, paid[e], st.SLOW, st.THRIFT)
        other = _share_needed(world, state, number, p, elsewhere[e], st.SLOW_ABROAD, st.THRIFT_ABROAD)
        state.element[st.ASKED_ABROAD, e] += world.need[p] * other
        whole[e] += world.need[p]
        for k in range(state.firms.shape[2]):
            state.firms[st.WANTED, p, k] = state.firms[st.BASE, p, k] * share
            target = state.firms[st.WANTED, p, k] * number.target[e, LEVEL[k]]
            state.firms[st.TARGET, p, k] = target * (1.0 + state.element[st.PANIC, e])

    for e in range(paid.size):
        state.element[st.ASKED_ABROAD, e] = state.element[st.ASKED_ABROAD, e] / whole[e] if whole[e] > 0.0 else 1.0


@njit(cache=True, error_model="numpy")
def _paid(world: World, state: State, e: int, japan: bool) -> float:
    """Logarithm of what Japan, or all others, pay over the base year's price: China's price for what China still sends,
    that abroad for the rest, and under a quota for all, since what China sends then carries the rent."""
    far = 1.0
    if state.element[st.RENT, e] == 0.0:
        far = share_not_from_china(world, state.arc[st.FLOW, e], e, japan)
    return (1.0 - far) * float(state.element[st.HOME, e]) + far * float(state.element[st.ABROAD, e])


@njit(cache=True, error_model="numpy")
def _share_needed(world: World, state: State, number: Any, p: int, paid: float, slow: int, thrift: int) -> float:
    """Need of a pair over that of the base year [1]; moves its slow adjustment and thrift, rows of ``State.pair``."""
    u, own = world.pairs[wo.PAIR_USE, p], state.pair
    short, ceiling = number.short[u], number.thrift_ceiling[u]
    own[slow, p] = toward(own[slow, p], (number.long[u] - short) * max(paid, 0.0), number.adjust)
    own[thrift, p] = thrift_next(own[thrift, p], paid, number.dear, number.thrift_speed, ceiling)
    share = (1.0 - own[thrift, p]) * need_at_price(paid, short) * np.exp(own[slow, p])
    # NOTE: elasticities were seen at three to four times the price; what can be done without bounds them beyond.
    return float(max(share, 1.0 - ceiling))


@njit(cache=True, error_model="numpy")
def share_not_from_china(world: World, flow: FloatArray, e: int, japan: bool) -> float:
    """Share of what China usually sends to Japan, or to all others, that it does not send [1]: what is bought at the
    price abroad."""
    usual, now = 0.0, 0.0
    for a in world.china_sells:
        if (world.arcs[wo.DESTINATION, a] == JAPAN) == japan:
            usual += world.tables[wo.USUAL, e, a]
            now += min(flow[a], world.tables[wo.USUAL, e, a])
    return 1.0 - now / usual if usual > 0.0 else 0.0


@njit(cache=True, error_model="numpy")
def deliver(world: World, state: State, rooms: Rooms, e: int) -> bool:
    """Least-cost flow of an element with the month's capacities; whether its optimum was found."""
    upper, before = state.arc[st.CAPACITY, e], state.arc[st.SOLVED, e]
    a = 0
    while a < upper.size and abs(upper[a] - before[a]) <= FEW * abs(before[a]):
        a += 1
    if a == upper.size:
        return True
    put(upper, before)
    return solve(room_of(rooms, e), upper, world.tables[wo.COST, e], state.arc[st.FLOW, e], state.potential[e])[0]


@njit(cache=True, error_model="numpy")
def share_out(world: World, state: State, e: int) -> tuple[float, float]:
    """Adds what the network brought to Japan's uses; shares of the orders left open in China and elsewhere [1]."""
    asked, came = np.zeros(2), np.zeros(2)
    for a in world.uses:
        o, flow = world.arcs[wo.ORIGIN, a], state.arc[st.FLOW, e, a]
        market = 0 if o == CHINA else 1
        asked[market] += state.arc[st.ASKED, e, a]
        came[market] += min(flow, state.arc[st.ASKED, e, a])
        if o == JAPAN:
            p = world.pair[world.arcs[wo.USE_OF, a], e]
            if p >= 0:
                state.pair[st.DELIVERED, p] += flow
    home = max(1.0 - came[0] / asked[0], 0.0) if asked[0] > 0.0 else 0.0
    return home, max(1.0 - came[1] / asked[1], 0.0) if asked[1] > 0.0 else 0.0


@njit(cache=True, error_model="numpy")
def set_permitted(world: World, state: State, shocks: Any, month: float) -> None:
    """Share of what each pair of Japan is brought that came by permits [1], the same for all uses of an element."""
    by, whole = np.zeros(state.arc.shape[1]), np.zeros(state.arc.shape[1])
    for j in range(shocks.size):
        x = shocks[j]
        if x.kind != LICENCE or (x.destinations >> JAPAN) & 1 == 0:
            continue
        start, end = x.start + x.lead, x.end + x.lead
        through = passing(
            month, x.kind, start, x.ramp, end, x.recovery, x.leakage, x.approval, x.first, x.delay, x.shape
        )  # fmt: skip
        without = passing(
            month, x.kind, start, x.ramp, end, x.recovery, x.leakage, 0.0, x.first, x.delay, x.shape
        )  # fmt: skip
        part = (through - without) / through if through > 0.0 else 0.0
        for a in range(world.tail.size):
            if world.arcs[wo.DESTINATION, a] == JAPAN and bitten(world.arcs, x, a):
                for e in range(by.size):
                    by[e] += part * state.arc[st.FLOW, e, a] if (x.elements >> e) & 1 == 1 else 0.0
    for p in range(world.need.size):
        whole[world.pairs[wo.PAIR_ELEMENT, p]] += state.pair[st.DELIVERED, p]
    for p in range(world.need.size):
        e = world.pairs[wo.PAIR_ELEMENT, p]
        state.pair[st.PERMITTED, p] = min(by[e] / whole[e], 1.0) if whole[e] > 0.0 else 0.0


@njit(cache=True, error_model="numpy")
def answer(world: World, state: State, number: Any, month: int, e: int, home: float, abroad: float) -> None:
    """Prices of both markets after the month, and supply outside China and recycling that answer them.

    home, abroad: shares of the orders left open [1]. A quota clears its market by a rent, and what is then not bought
    is no open order.
    """
    own, price = state.element, world.supply[wo.OXIDE_PRICE, e]
    open_abroad = 0.0 if own[st.RENT, e] > 0.0 else abroad
    own[st.HOME, e] = next_log_price(own[st.HOME, e], home, number.push, number.reversion, number.highest)
    own[st.ABROAD, e] = next_log_price(own[st.ABROAD, e], open_abroad, number.push, number.reversion, number.highest)
    with_rent = np.log(np.exp(own[st.HOME, e]) + own[st.RENT, e] / price)
    own[st.ABROAD, e] = max(own[st.ABROAD, e], min(with_rent, number.highest))
    state.price[month, e] = own[st.ABROAD, e]
    if was_dear(state.price[:, e], month, number.growth_delay, number.dear):
        own[st.EXTRA, e] = grown(own[st.EXTRA, e], number.growth, number.growth_ceiling)
    if was_dear(state.price[:, e], month, number.recycling_delay, number.dear):
        own[st.RECYCLED, e] = grown(own[st.RECYCLED, e], number.recycling, number.recycling_ceiling)
