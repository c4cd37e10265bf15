"""What arcs may carry in a month: new supply, new routes, the project, shocks, and what is ordered."""

from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.security.months.state import State
from kaitei.security.months.world import CHINA, World
from kaitei.security.network.network import JAPAN, MINE, PROCESS, SPOT, USE
from kaitei.security.shocks.flat import Shocks
from kaitei.security.shocks.profile import NONE, OUTAGE, QUOTA, force_in_month, passing

TRACE = 1e-12
"""Supply that counts as none [t/month]."""


@njit(cache=True, error_model="numpy")
def set_capacity(world: World, state: State, month: float, project: FloatArray) -> None:
    """Capacities before any shock: the base year's, with what has grown outside China, new plants and what can be re-routed.

    project: oxide that the sea-bed project brings to Japan [t/month], (element,).
    """
    upper = state.upper
    for e in range(upper.shape[0]):
        more = 1.0 + state.extra[e] * world.market[e] / max(world.foreign[e], TRACE)
        for a in range(upper.shape[1]):
            upper[e, a] = world.upper[e, a]
            maker = world.destination[a] if world.kind[a] == MINE else world.origin[a]
            if world.kind[a] != USE and maker >= 0 and maker != CHINA:
                upper[e, a] *= more
            if world.kind[a] == SPOT:
                upper[e, a] *= state.reach[0]
        upper[e, world.project_arc] += project[e]
    for j in range(world.plant_arc.size):
        if world.plant_start[j] <= month:
            for e in range(upper.shape[0]):
                upper[e, world.plant_arc[j]] += world.plant_room[j, e]


@njit(cache=True, error_model="numpy")
def strike(world: World, shocks: Shocks, f: int, month: float, upper: FloatArray) -> bool:
    """What shocks leave of each arc, in place; whether any of them is felt in Japan.

    Shares of several shocks multiply. An outage acts on mines and plants of its countries, all others on trade.
    """
    felt = False
    for j in range(shocks.kind.shape[1]):
        kind = shocks.kind[f, j]
        if kind == NONE or kind == QUOTA:
            continue
        lead = shocks.lead[f, j]
        share = passing(
            month, kind, shocks.start[f, j] + lead, shocks.ramp[f, j], shocks.end[f, j] + lead, shocks.recovery[f, j],
            shocks.leakage[f, j], shocks.approval[f, j], shocks.first[f, j], shocks.delay[f, j], shocks.shape[f, j],
        )  # fmt: skip
        if share >= 1.0:
            continue
        felt = felt or kind == OUTAGE or (shocks.destinations[f, j] >> JAPAN) & 1 == 1
        for a in range(world.tail.size):
            if not _bitten(world, shocks, f, j, a):
                continue
            for e in range(upper.shape[0]):
                if (shocks.elements[f, j] >> e) & 1 == 1:
                    upper[e, a] *= share
    return felt


@njit(cache=True, error_model="numpy")
def _bitten(world: World, shocks: Shocks, f: int, j: int, a: int) -> bool:
    """Whether a shock acts on an arc."""
    if (shocks.stages[f, j] >> world.stage[a]) & 1 == 0:
        return False
    o, d = world.origin[a], world.destination[a]
    if shocks.kind[f, j] == OUTAGE:
        works = world.kind[a] == MINE or world.kind[a] == PROCESS
        return works and (shocks.origins[f, j] >> d) & 1 == 1
    if o < 0 or d < 0 or o == d:
        return False
    return (shocks.origins[f, j] >> o) & 1 == 1 and (shocks.destinations[f, j] >> d) & 1 == 1


@njit(cache=True, error_model="numpy")
def set_panic(shocks: Shocks, f: int, month: float, wanted: float, panic: FloatArray) -> None:
    """Extra stock that Japan's buyers want of each element, as share of the usual [1]: the largest of all shocks.

    wanted: where a shock does not say itself [1]. Buyers act on the news, before a shock is felt.
    """
    panic[:] = 0.0
    for j in range(shocks.kind.shape[1]):
        if shocks.kind[f, j] == NONE or (shocks.destinations[f, j] >> JAPAN) & 1 == 0:
            continue
        force = force_in_month(month, shocks.start[f, j], shocks.ramp[f, j], shocks.end[f, j], shocks.recovery[f, j])
        for e in range(panic.size):
            if (shocks.elements[f, j] >> e) & 1 == 1:
                panic[e] = max(panic[e], force * max(wanted, shocks.panic[f, j]))


@njit(cache=True, error_model="numpy")
def set_demand(world: World, state: State) -> None:
    """What the uses of Japan ask for: their steps of the base year in proportion to what is ordered."""
    for a in range(world.tail.size):
        if world.kind[a] != USE or world.origin[a] != JAPAN:
            continue
        for e in range(state.upper.shape[0]):
            p = world.pair[world.use[a], e]
            state.upper[e, a] *= state.ordered[p] / world.need[p] if p >= 0 else 0.0
