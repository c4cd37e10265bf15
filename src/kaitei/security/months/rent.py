"""What a quota leaves of each element: its holders sell what earns most beyond the price at home.

A quota in tonnes does not care for the element, so one rent r [USD/kg] lies on every kilogram that leaves under it:

    price abroad = price at home + r

and r is the least at which no more is bought than the quota holds. The cheapest elements then rise most, as they did in
2011 (see docs/theory/security.md).
"""

from typing import Any

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow.min_cost_flow import solve
from kaitei.security.months import state as st
from kaitei.security.months import world as wo
from kaitei.security.months.capacity import bitten
from kaitei.security.months.state import Rooms, State, room_of
from kaitei.security.months.world import World
from kaitei.security.shocks.profile import QUOTA
from kaitei.security.shocks.quota import grant

CLOSE = 1e-3
"""How close the rent is found [1]; what is sold lies between the flows at both ends and fills the quota."""
TRIALS = 60
"""Most rents that are tried."""
WIDER = 4.0
"""Step in which a rent that is high enough, or low enough, is looked for [1]."""
FIRST = 1.0
"""Where the search begins when no rent is known [USD/kg]."""


@njit(cache=True, error_model="numpy")
def ration(world: World, state: State, rooms: Rooms, shocks: Any, month: float, left: FloatArray) -> bool:
    """Puts a rent on all that quotas in force hold back; whether every network was solved.

    shocks: records of a future, (shock,). left: unused of each quota [t], (shock,), in place. Several quotas act one
    after the other, each on what those before leave, so none is overdrawn.
    """
    exact, guess = True, max(state.element[st.RENT].max(), FIRST)
    state.element[st.RENT] = 0.0
    for j in range(shocks.size):
        x = shocks[j]
        if x.kind != QUOTA:
            continue
        binds, lapses, issued = grant(month, x.start + x.lead, x.end + x.lead, x.carry, x.tranche, x.tonnes)
        if not binds:
            continue
        stock = issued if lapses else left[j] + issued
        sold = (1.0 - x.leakage) * _sold(world, state, x)
        if sold > stock:
            exact = _hold(world, state, rooms, x, stock, guess) and exact
            sold = stock
        left[j] = stock - sold
    return exact


@njit(cache=True, error_model="numpy")
def _sold(world: World, state: State, x: Any) -> float:
    """What flows under a quota [t/month]."""
    sold = 0.0
    for a in range(world.tail.size):
        if bitten(world.arcs, x, a):
            for e in range(state.arc.shape[1]):
                if (x.elements >> e) & 1 == 1:
                    sold += state.arc[st.FLOW, e, a]
    return sold


@njit(cache=True, error_model="numpy")
def _at_rent(world: World, state: State, rooms: Rooms, x: Any, rent: float, cost: FloatArray) -> bool:
    """Flows with a rent on what a quota holds; whether every network was solved. cost: room to work in, (arc,)."""
    exact = True
    for e in range(state.arc.shape[1]):
        if (x.elements >> e) & 1 == 0:
            continue
        for a in range(cost.size):
            cost[a] = world.tables[wo.COST, e, a] + (rent if bitten(world.arcs, x, a) else 0.0)
        upper, flow = state.arc[st.CAPACITY, e], state.arc[st.FLOW, e]
        exact = solve(room_of(rooms, e), upper, cost, flow, state.potential[e])[0] and exact
        state.arc[st.SOLVED, e, 0] = -1.0
    return exact


@njit(cache=True, error_model="numpy")
def _hold(world: World, state: State, rooms: Rooms, x: Any, stock: float, guess: float) -> bool:
    """Finds the rent at which a quota is just used up, and the flows at it; whether every network was solved.

    guess: where to begin [USD/kg].
    """
    more, cost, counted, exact = state.arc[st.FLOW].copy(), np.zeros(world.tail.size), 1.0 - x.leakage, True
    low, high, most, least = 0.0, guess, counted * _sold(world, state, x), np.inf
    while least > stock:
        exact = _at_rent(world, state, rooms, x, high, cost) and exact
        least = counted * _sold(world, state, x)
        if least > stock:
            low, high, most, more = high, WIDER * high, least, state.arc[st.FLOW].copy()
    fewer, trials = state.arc[st.FLOW].copy(), 0
    while high - low > CLOSE * high and trials < TRIALS:
        rent, trials = np.sqrt(low * high) if low > 0.0 else high / WIDER, trials + 1
        exact = _at_rent(world, state, rooms, x, rent, cost) and exact
        sold = counted * _sold(world, state, x)
        if sold > stock:
            low, most, more = rent, sold, state.arc[st.FLOW].copy()
        else:
            high, least, fewer = rent, sold, state.arc[st.FLOW].copy()
    # NOTE: between two solutions of one network lies another, and at one rent both cost the same.
    part = (stock - least) / (most - least)
    for e in range(more.shape[0]):
        if (x.elements >> e) & 1 == 0:
            continue
        state.element[st.RENT, e] = max(state.element[st.RENT, e], high)
        for a in range(more.shape[1]):
            state.arc[st.FLOW, e, a] = part * more[e, a] + (1.0 - part) * fewer[e, a]
            if bitten(world.arcs, x, a):
                state.arc[st.CAPACITY, e, a] = state.arc[st.FLOW, e, a]
    return exact
