"""One month's markets: what the network delivers, and what prices, thrift and new supply make of it."""

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow.min_cost_flow import solve
from kaitei.security.months.prices import need_at_price, next_log_price
from kaitei.security.months.response import growth_next, thrift_next, toward
from kaitei.security.months.state import State
from kaitei.security.months.world import CHINA, Numbers, World
from kaitei.security.network.network import CONTRACT, JAPAN, USE

HOME, ABROAD = 0, 1
FEW = 1e-12
"""Change of a capacity below which the last solution stands [1]."""


@njit(cache=True, error_model="numpy")
def set_needs(world: World, state: State, numbers: Numbers, f: int) -> None:
    """Needs and wanted stocks of the month, after price, slow adjustment and thrift."""
    for p in range(world.need.size):
        u, e = world.pair_use[p], world.pair_element[p]
        far = share_not_from_china(world, state.flow[e], e)
        paid = (1.0 - far) * state.log_price[HOME, e] + far * state.log_price[ABROAD, e]
        beyond = (numbers.long[f, u] - numbers.short[f, u]) * max(paid, 0.0)
        state.slow[p] = toward(state.slow[p], beyond, numbers.adjust[f])
        state.thrift[p] = thrift_next(
            state.thrift[p], paid, numbers.dear[f], numbers.thrift_speed[f], numbers.thrift_ceiling[f, u]
        )
        share = (1.0 - state.thrift[p]) * need_at_price(paid, numbers.short[f, u]) * np.exp(state.slow[p])
        # NOTE: elasticities were seen at three to four times the price; what can be done without bounds them beyond.
        share = max(share, 1.0 - numbers.thrift_ceiling[f, u])
        for k in range(state.base.shape[1]):
            state.need[p, k] = state.base[p, k] * share
            state.target[p, k] = state.need[p, k] * numbers.target[f, e, k] * (1.0 + state.panic[e])


@njit(cache=True, error_model="numpy")
def share_not_from_china(world: World, flow: FloatArray, e: int) -> float:
    """Share of what China usually sends to Japan that it does not send: what is bought at the price abroad [1]."""
    usual, now = 0.0, 0.0
    for a in range(world.tail.size):
        if world.kind[a] == CONTRACT and world.origin[a] == CHINA and world.destination[a] == JAPAN:
            usual += world.usual[e, a]
            now += min(flow[a], world.usual[e, a])
    return 1.0 - now / usual if usual > 0.0 else 0.0


@njit(cache=True, error_model="numpy")
def deliver(world: World, state: State, rooms: list, e: int) -> bool:  # type: ignore[type-arg]
    """Least-cost flow of an element with the month's capacities; whether its optimum was found."""
    if _same(state.upper[e], state.before[e]):
        return True
    state.before[e] = state.upper[e]
    return solve(rooms[e], state.upper[e], world.cost[e], state.flow[e], state.potential[e])[0]


@njit(cache=True, error_model="numpy")
def _same(a: FloatArray, b: FloatArray) -> bool:
    for i in range(a.size):
        if abs(a[i] - b[i]) > FEW * abs(b[i]):
            return False
    return True


@njit(cache=True, error_model="numpy")
def share_out(world: World, state: State, e: int) -> tuple[float, float]:
    """Adds what the network brought to Japan's uses; shares of the orders left open in China and elsewhere [1]."""
    asked, came = np.zeros(2), np.zeros(2)
    for a in range(world.tail.size):
        if world.kind[a] != USE:
            continue
        market = HOME if world.origin[a] == CHINA else ABROAD
        asked[market] += state.upper[e, a]
        came[market] += state.flow[e, a]
        if world.origin[a] == JAPAN and world.pair[world.use[a], e] >= 0:
            state.delivered[world.pair[world.use[a], e]] += state.flow[e, a]
    left = np.zeros(2)
    for m in range(2):
        left[m] = max(1.0 - came[m] / asked[m], 0.0) if asked[m] > 0.0 else 0.0
    return left[HOME], left[ABROAD]


@njit(cache=True, error_model="numpy")
def answer(state: State, numbers: Numbers, f: int, e: int, left: tuple[float, float]) -> None:
    """Prices of both markets after the month, and supply outside China that answers them."""
    for m in range(2):
        state.log_price[m, e] = next_log_price(
            state.log_price[m, e], left[m], numbers.push[f], numbers.kept[f], numbers.highest[f]
        )
    dear = state.log_price[ABROAD, e] > numbers.dear[f]
    state.waited[e] = state.waited[e] + 1.0 if dear else 0.0
    state.extra[e] = growth_next(
        state.extra[e], state.waited[e], numbers.growth_delay[f], numbers.growth[f], numbers.growth_ceiling[f]
    )
