"""Acidity and free extractant that fit the loads of both phases, on every stage of a cascade at once.

An ion M(z+) that is extracted takes z extractant (for rare earths three dimers (HA)2) and gives z H+. So

    S_j = h_j + HSO4_j - Kw / h_j + sum z x_j    travels with the aqueous alone,
    T_j = e_j + sum z y_j                        travels with the organic alone,

both known beforehand whatever is exchanged. Per stage one number is left, r_j; it sets every ratio D:

    mass action  r = e / h,        acidity fit  r = 1 / h (mol/L),        saturated organic: r such that e = 0.

Newton on ln r_j with the exact dense Jacobian and a line search. For mass action the misfit is r h / T +
sum z y / T - 1, each share damped to its logarithm above one: bounded slopes on both sides of an end point of
neutralisation. A cold start marches: implicit steps in time from stages that hold no element, ever longer, until
they reach the steady state.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction import transport

MASS_ACTION, ACIDITY_FIT, SATURATED = 0, 1, 2
WATER_PRODUCT = 1e-8
"""[H+][OH-] [mol2/m6]: keeps the acidity above zero where base is in excess."""
HYDROGEN_SULFATE_CONSTANT = 10.0**-1.99 * 1e3
"""Ka2 of sulfuric acid [mol/m3], the value of the benchmark (PrOMMiS)."""
TOLERANCE = 1e-10
"""Largest misfit, or last change of ln r, of a converged solution [1]."""
LONGEST_STEP = 3.0
FIRST_RATE, LAST_RATE = 10.0, 1e-2
"""Steps in time per residence in a stage, at the start and where the steady state is first tried."""
GOOD = 1e-3
"""Largest misfit of a step in time [1]."""
NEWTON_ROUNDS, MOST_ROUNDS = 20, 2000
_LN10 = float(np.log(10.0))


class Cascade(NamedTuple):
    """One cascade as the kernels see it. Shapes: S stages, N elements."""

    flow: FloatArray  # aqueous out, passed down, organic out, passed up [m3/s], (4, S)
    efficiency: FloatArray  # [1], (S,)
    feed: FloatArray  # aqueous, organic [mol/s], (2, S, N)
    level: FloatArray  # S_j, T_j, sulfate [mol/m3], (3, S)
    coefficient: FloatArray  # slope, slope per dosage, intercept, intercept per log dosage, (4, N)
    charge: FloatArray  # [1], (N,)
    dosage: float  # vol % per mol/m3 of extractant
    kind: int


class State(NamedTuple):
    """Where a solution stands; all arrays are filled in place."""

    x: FloatArray  # [mol/m3], (S, N)
    y: FloatArray  # [mol/m3], (S, N)
    ratio: FloatArray  # D [1], (S, N)
    factor: FloatArray  # of the elimination, (FACTORS, S, N)
    stage: FloatArray  # rows named below, (ROWS, S)


DRIVE, ACIDITY, ACID_SLOPE, FREE, LOAD_SLOPE, LAGGED, MISFIT, AQUEOUS, ORGANIC, OWN = range(10)
ROWS = 10


class Room(NamedTuple):
    """Room to work in."""

    push: FloatArray  # (S, N)
    space: FloatArray  # (S + 2, S)
    response: FloatArray  # (S, S)
    matrix: FloatArray  # (S, S)
    step: FloatArray  # (2, S)


@njit(cache=True)
def acidity_from_charge(charge: float, sulfate: float) -> tuple[float, float]:
    """Acidity h [mol/m3] and dh/du [1] of u = h + HSO4(h) - Kw/h,
    for charge u and total sulfate [mol/m3].

    u rises with h and is concave; the larger of two closed lower bounds starts a Newton that cannot overshoot.
    """
    low = charge - sulfate
    root = np.sqrt(low * low + 4.0 * WATER_PRODUCT)
    h = 0.5 * (low + root) if low > 0.0 else 2.0 * WATER_PRODUCT / (root - low)
    if sulfate > 0.0:
        ka = HYDROGEN_SULFATE_CONSTANT
        if charge > 0.0:
            b = ka - low
            root = np.sqrt(b * b + 4.0 * charge * ka)
            h = max(h, 2.0 * charge * ka / (b + root) if b > 0.0 else 0.5 * (root - b))
        for _ in range(60):
            slope = 1.0 + sulfate * ka / ((h + ka) * (h + ka)) + WATER_PRODUCT / (h * h)
            change = (charge - h - sulfate * h / (h + ka) + WATER_PRODUCT / h) / slope
            h += max(change, -0.5 * h)
            if abs(change) <= 1e-14 * h:
                break
        bound = sulfate * ka / ((h + ka) * (h + ka))
    else:
        bound = 0.0
    return h, 1.0 / (1.0 + bound + WATER_PRODUCT / (h * h))


@njit(cache=True)
def _set_ratios(cascade: Cascade, state: State) -> None:
    """Distribution ratios of every stage from its drive ln r, and the lagged free extractant for the fits."""
    stages, elements = state.x.shape
    law = cascade.coefficient
    for j in range(stages):
        drive = state.stage[DRIVE, j] / _LN10
        last, power = 0.0, 1.0
        if cascade.kind == ACIDITY_FIT:
            dosage = max(state.stage[LAGGED, j] * cascade.dosage, 1e-6)
            log_dosage = np.log10(dosage)
            for i in range(elements):
                slope = law[0, i] + law[1, i] * dosage
                state.ratio[j, i] = np.exp(_LN10 * (slope * drive + law[2, i] + law[3, i] * log_dosage))
        else:
            for i in range(elements):
                if law[0, i] != last:
                    last = law[0, i]
                    power = np.exp(_LN10 * last * drive)
                state.ratio[j, i] = law[3, i] * power


@njit(cache=True)
def _damped(share: float) -> tuple[float, float]:
    """A share itself up to one, its logarithm plus one above; and the derivative."""
    if share <= 1.0:
        return share, 1.0
    return 1.0 + np.log(share), 1.0 / share


@njit(cache=True)
def _misfits(cascade: Cascade, state: State) -> float:
    """Acidity, free extractant and misfit of every stage for the present loads; the sum of squared misfits."""
    total = 0.0
    for j in range(state.x.shape[0]):
        charge = cascade.level[0, j] - state.stage[AQUEOUS, j]
        h, slope = acidity_from_charge(charge, cascade.level[2, j])
        state.stage[ACIDITY, j], state.stage[ACID_SLOPE, j] = h, slope / h
        state.stage[FREE, j] = cascade.level[1, j] - state.stage[ORGANIC, j]
        drive = state.stage[DRIVE, j]
        if cascade.kind == ACIDITY_FIT:
            misfit = drive + np.log(h * 1e-3)
        elif cascade.kind == MASS_ACTION:
            total_extractant = cascade.level[1, j]
            first, by_first = _damped(np.exp(drive) * h / total_extractant)
            second, by_second = _damped(state.stage[ORGANIC, j] / total_extractant)
            misfit = first + second - 1.0
            own = by_first * np.exp(drive) * h / total_extractant
            state.stage[OWN, j] = own
            state.stage[LOAD_SLOPE, j] = by_second / total_extractant
        else:
            misfit = np.log(max(state.stage[ORGANIC, j], 1e-300) / cascade.level[1, j])
        state.stage[MISFIT, j] = misfit
        total += misfit * misfit
    return total if np.isfinite(total) else np.inf


@njit(cache=True)
def evaluate(cascade: Cascade, state: State) -> float:
    """Solve the elements for the present drives and return the sum of squared misfits."""
    _set_ratios(cascade, state)
    transport.eliminate(state.ratio, cascade.flow, cascade.efficiency, cascade.feed, state.factor, state.x, state.y)
    stages, elements = state.x.shape
    for j in range(stages):
        aqueous, organic = 0.0, 0.0
        for i in range(elements):
            aqueous += cascade.charge[i] * state.x[j, i]
            organic += cascade.charge[i] * state.y[j, i]
        state.stage[AQUEOUS, j], state.stage[ORGANIC, j] = aqueous, organic
    return _misfits(cascade, state)


@njit(cache=True)
def _newton_step(cascade: Cascade, state: State, room: Room) -> bool:
    """Newton step of the drives into ``room.step[0]``; False if the Jacobian is singular."""
    stages, elements = state.x.shape
    dosed = cascade.kind == ACIDITY_FIT
    for j in range(stages):
        dosage = state.stage[LAGGED, j] * cascade.dosage if dosed else 0.0
        for i in range(elements):
            slope = cascade.coefficient[0, i] + cascade.coefficient[1, i] * dosage
            room.push[j, i] = cascade.efficiency[j] * state.ratio[j, i] * slope * state.x[j, i]
    transport.accumulate_response(
        room.push, cascade.charge, cascade.flow, cascade.efficiency, state.factor, room.space, room.response
    )
    flow, load = cascade.flow, room.space
    for j in range(stages):
        acid = state.stage[ACID_SLOPE, j] if cascade.kind != SATURATED else 0.0
        organic, own = 0.0, 1.0
        if cascade.kind == MASS_ACTION:
            own = state.stage[OWN, j]
            acid *= own
            organic = state.stage[LOAD_SLOPE, j]
        elif cascade.kind == SATURATED:
            organic = 1.0 / max(state.stage[ORGANIC, j], 1e-300)
        above = flow[1, j + 1] if j + 1 < stages else 0.0
        enters = flow[3, j - 1] if j > 0 else 0.0
        up, down = min(j + 1, stages - 1), max(j - 1, 0)
        for k in range(stages):
            moved = above * room.response[up, k] - flow[0, j] * room.response[j, k]
            load[j, k] = (moved + enters * load[down, k]) / flow[2, j] if j > 0 else moved / flow[2, j]
            room.matrix[j, k] = organic * load[j, k] - acid * room.response[j, k]
        if cascade.kind != SATURATED:
            room.matrix[j, j] += own
        room.step[0, j] = -state.stage[MISFIT, j]
    return transport.solve_dense(room.matrix, room.step[0])


@njit(cache=True)
def _search(cascade: Cascade, state: State, room: Room, merit: float) -> float:
    """Go along the step as far as the misfit falls; the new merit, or the old one if nothing helps."""
    stages = state.x.shape[0]
    longest = 0.0
    for j in range(stages):
        longest = max(longest, abs(room.step[0, j]))
        room.step[1, j] = state.stage[DRIVE, j]
    if not np.isfinite(longest):
        return merit
    share = min(1.0, LONGEST_STEP / max(longest, 1e-300))
    for _ in range(14):
        for j in range(stages):
            state.stage[DRIVE, j] = room.step[1, j] + share * room.step[0, j]
        found = evaluate(cascade, state)
        if found < merit * (1.0 - 1e-4 * share) or (found < 1e-16 and found <= merit):
            return found
        share *= 0.4
    for j in range(stages):
        state.stage[DRIVE, j] = room.step[1, j]
    return merit


@njit(cache=True)
def _largest(values: FloatArray) -> float:
    """Largest absolute value, (n,)."""
    top = 0.0
    for value in values:
        top = max(top, abs(value))
    return top


@njit(cache=True)
def _lag(cascade: Cascade, state: State) -> float:
    """Take the free extractant over into the fits; how far it had moved, as a share of all extractant."""
    moved = 0.0
    if cascade.kind == ACIDITY_FIT:
        for j in range(state.x.shape[0]):
            moved = max(moved, abs(state.stage[FREE, j] - state.stage[LAGGED, j]) / cascade.level[1, j])
            state.stage[LAGGED, j] = state.stage[FREE, j]
    return moved


@njit(cache=True)
def _newton(cascade: Cascade, state: State, room: Room, good: float) -> tuple[bool, int]:
    """Newton from the present drives: whether the largest misfit came below ``good``, and the rounds it took."""
    merit, stale, stuck, small, moved = 0.0, True, False, False, 0.0
    for turn in range(NEWTON_ROUNDS):
        if turn > 0:
            moved = _lag(cascade, state)
        if stale or moved > TOLERANCE:
            merit, stale = evaluate(cascade, state), False
        if stuck:
            return small and moved <= TOLERANCE, turn
        if not np.isfinite(merit):
            return False, turn
        settled = turn > 0 or cascade.kind != ACIDITY_FIT
        if settled and moved <= TOLERANCE and _largest(state.stage[MISFIT]) <= good:
            return True, turn
        if not _newton_step(cascade, state, room):
            return False, turn
        small = _largest(room.step[0]) <= TOLERANCE
        found = _search(cascade, state, room, merit)
        stuck = stale = found >= merit
        merit = min(merit, found)
    return False, NEWTON_ROUNDS


@njit(cache=True)
def _start(cascade: Cascade, state: State, drive: FloatArray) -> None:
    """Drives of a cold start: those of phases that have exchanged nothing."""
    for j in range(state.x.shape[0]):
        h, _ = acidity_from_charge(cascade.level[0, j], cascade.level[2, j])
        drive[j] = 0.0
        if cascade.kind == ACIDITY_FIT:
            drive[j] = -np.log(h * 1e-3)
        elif cascade.kind == MASS_ACTION:
            drive[j] = np.log(cascade.level[1, j] / max(h, 1e-3))
        state.stage[LAGGED, j] = cascade.level[1, j]


@njit(cache=True)
def _hold(cascade: Cascade, slow: Cascade, x: FloatArray, y: FloatArray, rate: float) -> None:
    """Make ``slow`` the cascade of one implicit step in time: stages that hold x and y, ``rate`` steps a residence."""
    for j in range(x.shape[0]):
        slow.flow[0, j] = cascade.flow[0, j] * (1.0 + rate)
        slow.flow[2, j] = cascade.flow[2, j] * (1.0 + rate)
        for i in range(x.shape[1]):
            slow.feed[0, j, i] = cascade.feed[0, j, i] + rate * cascade.flow[0, j] * x[j, i]
            slow.feed[1, j, i] = cascade.feed[1, j, i] + rate * cascade.flow[2, j] * y[j, i]


@njit(cache=True)
def _next_rate(rate: float, done: bool, rounds: int) -> float:
    """Rate of the next step in time: slower after an easy step, faster after one that failed."""
    if not done:
        return rate * 3.0
    if rounds < 6:
        return rate * 0.25
    return rate * 0.6 if rounds < 9 else rate


@njit(cache=True)
def settle(cascade: Cascade, state: State, room: Room, warm: bool) -> tuple[bool, int]:
    """Steady state of a cascade in place of ``state``: whether it converged, and the rounds of Newton taken.

    The steady state is tried at once from a warm start and for laws without mass action, and again after every step
    in time once those are long.
    """
    slow = Cascade(
        cascade.flow.copy(), cascade.efficiency, cascade.feed.copy(), cascade.level,
        cascade.coefficient, cascade.charge, cascade.dosage, cascade.kind,
    )  # fmt: skip
    x, y, drive = np.zeros_like(state.x), np.zeros_like(state.x), state.stage[DRIVE].copy()
    rate, spent, done = FIRST_RATE, 0, False
    steady = warm or cascade.kind != MASS_ACTION
    if not warm:
        _start(cascade, state, drive)
    while spent < MOST_ROUNDS and 1e-9 < rate < 1e9:
        for j in range(state.x.shape[0]):
            state.stage[DRIVE, j] = drive[j]
        _hold(cascade, slow, x, y, 0.0 if steady else rate)
        done, rounds = _newton(slow, state, room, TOLERANCE if steady else GOOD)
        spent += rounds
        if steady:
            if done:
                break
            steady = False
            if warm:
                warm = False
                _start(cascade, state, drive)
            continue
        rate = _next_rate(rate, done, rounds)
        if done:
            steady = rate < LAST_RATE
            for j in range(state.x.shape[0]):
                drive[j] = state.stage[DRIVE, j]
                for i in range(state.x.shape[1]):
                    x[j, i], y[j, i] = state.x[j, i], state.y[j, i]
        done = False
    if not done:
        for j in range(state.x.shape[0]):
            state.stage[DRIVE, j] = drive[j]
        _hold(cascade, slow, x, y, 0.0)
        evaluate(slow, state)
    return done, spent
