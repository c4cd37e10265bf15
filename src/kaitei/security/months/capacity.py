"""What arcs may carry in a month: new supply, new routes, the project, shocks, and what is ordered."""

from typing import Any

from numba import njit

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.months import state as st
from kaitei.security.months import world as wo
from kaitei.security.months.state import State
from kaitei.security.months.world import CHINA, World
from kaitei.security.network.network import JAPAN, MINE, PROCESS, SPOT
from kaitei.security.shocks.profile import NONE, OUTAGE, QUOTA, force_in_month, passing

TRACE = 1e-12
"""Supply that counts as none [t/month]."""


@njit(cache=True, error_model="numpy")
def set_capacity(world: World, state: State, month: float, project: FloatArray) -> None:
    """Capacities before any shock: the base year's, with what has grown outside China, new plants and new routes.

    project: oxide that the sea-bed project brings to Japan [t/month], (element,).
    """
    upper = state.arc[st.CAPACITY]
    for e in range(upper.shape[0]):
        foreign = max(world.supply[wo.FOREIGN, e], TRACE)
        more = 1.0 + state.element[st.EXTRA, e] * world.supply[wo.MARKET, e] / foreign
        for a in range(upper.shape[1]):
            upper[e, a] = (more if world.arcs[wo.GROWS, a] == 1 else 1.0) * world.tables[wo.UPPER, e, a]
        for a in world.spot:
            upper[e, a] *= state.element[st.REACH, e]
        upper[e, world.project_arc] += project[e] + state.element[st.RECYCLED, e] * world.supply[wo.HOME_NEED, e]
    for j in range(world.plants.shape[1]):
        if world.plants[wo.START, j] <= month:
            for e in range(upper.shape[0]):
                upper[e, int(world.plants[wo.ARC, j])] += world.plant_room[j, e]


@njit(cache=True, error_model="numpy")
def strike(world: World, shocks: Any, month: float, upper: FloatArray) -> tuple[bool, bool]:
    """What shocks leave of each arc, in place; whether any of them acts, and whether one is felt in Japan.

    shocks: records of a future, (shock,). Shares of several multiply. An outage acts on mines and plants of its
    countries, all others on trade.
    """
    struck, felt = False, False
    for j in range(shocks.size):
        x = shocks[j]
        if x.kind == NONE or x.kind == QUOTA:
            continue
        share = passing(
            month, x.kind, x.start + x.lead, x.ramp, x.end + x.lead, x.recovery, x.leakage, x.approval, x.first,
            x.delay, x.shape,
        )  # fmt: skip
        if share >= 1.0:
            continue
        struck = True
        felt = felt or x.kind == OUTAGE or (x.destinations >> JAPAN) & 1 == 1
        for a in range(upper.shape[1]):
            if bitten(world.arcs, x, a):
                for e in range(upper.shape[0]):
                    if (x.elements >> e) & 1 == 1:
                        # NOTE: a share passes of the usual trade; a seller under a ban has nothing beyond it to offer.
                        upper[e, a] *= share if world.arcs[wo.KIND, a] != SPOT else 0.0
    return struck, felt


@njit(cache=True, error_model="numpy")
def bitten(arcs: IntArray, x: Any, a: int) -> bool:
    """Whether a shock acts on an arc, whatever the element."""
    kind, o, d = arcs[wo.KIND, a], arcs[wo.ORIGIN, a], arcs[wo.DESTINATION, a]
    if (x.stages >> arcs[wo.STAGE_OF, a]) & 1 == 0 or d < 0:
        return False
    if x.kind == OUTAGE:
        return kind in (MINE, PROCESS) and bool((x.origins >> d) & 1 == 1)
    if o < 0 or o == d:
        return False
    return bool((x.origins >> o) & 1 == 1 and (x.destinations >> d) & 1 == 1)


@njit(cache=True, error_model="numpy")
def set_panic(shocks: Any, month: float, wanted: float, panic: FloatArray) -> None:
    """Extra stock that Japan's buyers want of each element, as share of the usual [1]: the largest of all shocks.

    wanted: where a shock does not say itself [1]. Buyers act on the news, before a shock is felt.
    """
    panic[:] = 0.0
    for j in range(shocks.size):
        x = shocks[j]
        if x.kind == NONE or (x.destinations >> JAPAN) & 1 == 0:
            continue
        force = force_in_month(month, x.start, x.ramp, x.end, x.recovery)
        for e in range(panic.size):
            if (x.elements >> e) & 1 == 1:
                panic[e] = max(panic[e], force * max(wanted, x.panic))


@njit(cache=True, error_model="numpy")
def count_since(shocks: Any, month: float, since: FloatArray) -> None:
    """Counts the months since the first shock that met each element, its own and those of calm after it [month].

    Wherever it strikes: what a ban takes from a seller to Japan Japan lacks too.
    """
    for e in range(since.size):
        since[e] += 1.0 if since[e] > 0.0 else 0.0
    for j in range(shocks.size):
        x = shocks[j]
        if x.kind != NONE and force_in_month(month, x.start, x.ramp, x.end, x.recovery) > 0.0:
            for e in range(since.size):
                since[e] = max(since[e], 1.0) if (x.elements >> e) & 1 == 1 else since[e]


@njit(cache=True, error_model="numpy")
def set_demand(world: World, state: State) -> None:
    """What uses ask for: the steps of the base year, in Japan by what is ordered, elsewhere by what prices leave.

    What Japan orders for stocks is worth less than any need, so that no use fills its stock at another's cost.
    """
    for a in world.uses:
        o = world.arcs[wo.ORIGIN, a]
        if o == CHINA:
            continue
        for e in range(world.tables.shape[1]):
            if o != JAPAN:
                state.arc[st.CAPACITY, e, a] *= state.element[st.ASKED_ABROAD, e]
                continue
            p = world.pair[world.arcs[wo.USE_OF, a], e]
            if p < 0:
                state.arc[st.CAPACITY, e, a] = 0.0
                continue
            if world.arcs[wo.FOR_STOCK, a] == 1:
                state.arc[st.CAPACITY, e, a] = max(state.pair[st.ORDERED, p] - state.pair[st.FOR_NOW, p], 0.0)
            else:
                state.arc[st.CAPACITY, e, a] *= state.pair[st.FOR_NOW, p] / world.need[p]
