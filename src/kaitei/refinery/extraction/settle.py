"""Steady state of a cascade: sweeps and linear systems from a cold start, Newton at the end and from a warm one.

The unknowns are the drives ln r; given them the elements decouple (``transport.eliminate``).

- A sweep brings stage after stage into equilibrium with what arrives (``sweep``). It always gives a possible state
  and moves fronts (an end point of neutralisation, an element that displaces another) over many stages at once, but
  spreads amounts slowly.
- A step solves all balances at once for stages that are each in equilibrium: y = D x + (dD/dln r) x step, and one
  linear system for the steps closes acidity and extractant (``transport.respond``). It spreads amounts at once.
  Steps are cut where a drive or the amount in a stage would change too much; sweeps follow.
- Once steps are small the elements are solved exactly for the new ratios and no sweep follows: Newton. From a warm
  start it is tried at once, but sooner given up: ratios a little off multiply along many stages.
"""

import numpy as np
from numba import njit

from kaitei.refinery.extraction import room as ro
from kaitei.refinery.extraction.closure import measure, set_ratios
from kaitei.refinery.extraction.sweep import FARTHEST, sweep
from kaitei.refinery.extraction.transport import eliminate, respond

TOLERANCE = 1e-10
"""Largest misfit of a converged solution [1]."""
ROUNDING = 1e-14
"""Error of charges, relative: what acidity loses where it is a small difference of large ones [1]."""
LONGEST = 1.5
"""Longest step of ln r [1]."""
LEAST, MOST = 0.9, 3.0
"""A step may take out of a stage, or add to it, this share of what passed through it before [1]."""
NEAR, NEAR_WARM = 0.05, 0.1
"""Steps of ln r below which Newton is tried [1]."""
ROUGH = 0.1
"""Longest step of ln r that ends a rough solution [1]."""
FIRST_SWEEPS, SWEEPS, PATIENCE, STEPS = 4, 2, 30, 200
"""Sweeps at the start and after each step, steps after which their number grows, and steps in all."""


@njit(cache=True, error_model="numpy", inline="always")
def _start(room: ro.Room) -> None:
    """A cold start: part of the charges of either phase are elements, in the proportions fed."""
    line, plane, law = room.line, room.plane, room.law
    stages, elements = line.shape[1], np.uint64(room.elements)
    total = 1e-300
    for j in range(stages):
        line[ro.DRIVE, j], line[ro.LAGGED, j] = 0.0, line[ro.EXTRACTANT, j]
        for i in range(elements):
            plane[0, ro.ANSWER + i] = (
                plane[j, ro.FED + i] + plane[j, ro.FED_ORGANIC + i] + (plane[0, ro.ANSWER + i] if j > 0 else 0.0)
            )
            total += law[ro.VALENCE + i] * (plane[j, ro.FED + i] + plane[j, ro.FED_ORGANIC + i])
    for j in range(stages):
        for i in range(elements):
            part = (1.0 if room.kind == ro.SATURATED else 0.3) * plane[0, ro.ANSWER + i] / total
            plane[j, ro.X + i], plane[j, ro.Y + i] = part * max(line[ro.CHARGE, j], 0.0), part * line[ro.EXTRACTANT, j]


@njit(cache=True, error_model="numpy", inline="always")
def _balance(room: ro.Room) -> None:
    """Amounts that balance at the present ratios; the misfits they would have, to first order, into ``MISFIT``."""
    line, plane, law = room.line, room.plane, room.law
    stages, elements = line.shape[1], np.uint64(room.elements)
    eliminate(room)
    for j in range(stages):
        aqueous, organic = -line[ro.AQUEOUS_LOAD, j], -line[ro.ORGANIC_LOAD, j]
        for i in range(elements):
            aqueous += law[ro.VALENCE + i] * plane[j, ro.X + i]
            organic += law[ro.VALENCE + i] * plane[j, ro.Y + i]
        line[ro.MISFIT, j] += line[ro.BY_ORGANIC, j] * organic - line[ro.BY_AQUEOUS, j] * aqueous


@njit(cache=True, error_model="numpy", inline="always")
def _aim(room: ro.Room, exact: bool) -> float:
    """Steps of the drives that close acidity and extractant over balanced amounts, row ``STEP``: the longest."""
    line, plane, law = room.line, room.plane, room.law
    stages, elements = line.shape[1], np.uint64(room.elements)
    for j in range(stages):
        percent = line[ro.LAGGED, j] * room.dosage
        for i in range(elements):
            slope = law[ro.SLOPE + i] + law[ro.SLOPE_DOSAGE + i] * percent
            plane[j, ro.X_BEFORE + i], plane[j, ro.Y_BEFORE + i] = plane[j, ro.X + i], plane[j, ro.Y + i]
            plane[j, ro.ANSWER + i] = line[ro.EFFICIENCY, j] * plane[j, ro.RATIO + i] * slope * plane[j, ro.X + i]
            plane[j, ro.PUSH + i] = plane[j, ro.ANSWER + i] * law[ro.VALENCE + i]
    if not exact:
        _balance(room)
    for j in range(stages):
        line[ro.STEP, j] = -line[ro.MISFIT, j]
    longest = 0.0 if respond(room) else np.inf
    for j in range(stages):
        longest = max(longest, abs(line[ro.STEP, j]))
        if not np.isfinite(line[ro.STEP, j]):
            longest = np.inf
    return longest


@njit(cache=True, error_model="numpy", inline="always")
def _limit(room: ro.Room, longest: float) -> None:
    """Cut the step to where no drive and no stage changes too much, and take the amounts there."""
    line, plane, law = room.line, room.plane, room.law
    stages, elements = line.shape[1], np.uint64(room.elements)
    share = min(1.0, LONGEST / max(longest, 1e-300))
    for j in range(stages):
        for i in range(elements):
            plane[j, ro.SHIFT + i] = plane[j, ro.ANSWER + i] * line[ro.STEP, j]
    eliminate(room)
    for j in range(stages):
        before, change = 0.0, 0.0
        for i in range(elements):
            aqueous, organic = (
                law[ro.VALENCE + i] * line[ro.AQUEOUS_OUT, j],
                law[ro.VALENCE + i] * line[ro.ORGANIC_OUT, j],
            )
            plane[j, ro.X + i] -= plane[j, ro.X_BEFORE + i]
            plane[j, ro.Y + i] -= plane[j, ro.Y_BEFORE + i]
            before += aqueous * plane[j, ro.X_BEFORE + i] + organic * plane[j, ro.Y_BEFORE + i]
            change += aqueous * plane[j, ro.X + i] + organic * plane[j, ro.Y + i]
        share = min(share, (MOST if change > 0.0 else LEAST) * before / max(abs(change), 1e-300))
    for j in range(stages):
        line[ro.STEP, j] *= share
        for i in range(elements):
            x, y = plane[j, ro.X_BEFORE + i], plane[j, ro.Y_BEFORE + i]
            plane[j, ro.X + i] = max(x + share * plane[j, ro.X + i], 0.1 * x)
            plane[j, ro.Y + i] = max(y + share * plane[j, ro.Y + i], 0.1 * y)
            plane[j, ro.SHIFT + i] = 0.0


@njit(cache=True, error_model="numpy", inline="always")
def _off(room: ro.Room) -> float:
    """Largest misfit beyond what rounding of the charges explains [1]; for fits also the lag of the extractant."""
    line, worst = room.line, 0.0
    for j in range(room.line.shape[1]):
        rounding = ROUNDING * (abs(line[ro.CHARGE, j]) + line[ro.AQUEOUS_LOAD, j]) * line[ro.BY_AQUEOUS, j]
        worst = max(worst, abs(line[ro.MISFIT, j]) - rounding)
        if room.kind == ro.ACIDITY_FIT:
            free = line[ro.EXTRACTANT, j] - line[ro.ORGANIC_LOAD, j]
            worst = max(worst, abs(free - line[ro.LAGGED, j]) / line[ro.EXTRACTANT, j])
            line[ro.LAGGED, j] = free if np.isfinite(free) else 0.0
        if not np.isfinite(line[ro.MISFIT, j]):
            worst = np.inf
    return worst


@njit(cache=True, error_model="numpy")
def settle(room: ro.Room, warm: bool, rough: bool, steps: int) -> tuple[bool, int]:
    """Steady state of a cascade in place of ``room``: whether it converged, and the linear systems solved.

    A rough one ends with a short step: its drives are near, its amounts are not those of the last step.
    """
    near, last, exact, sweeps = NEAR, np.inf, warm, SWEEPS
    if warm or room.kind != ro.MASS_ACTION:
        near = NEAR_WARM
    if not warm:
        _start(room)
        sweeps = FIRST_SWEEPS
    spent = 0
    while True:
        set_ratios(room)
        if exact:
            eliminate(room)
        else:
            for n in range(sweeps):
                sweep(room, n % 2 == 0)
        measure(room)
        off = _off(room)
        done = exact and off <= TOLERANCE
        if done or (exact and spent >= steps):
            return done, spent
        if spent >= steps:
            exact = True
            continue
        longest = _aim(room, exact)
        spent += 1
        near = near if not exact or longest < 0.5 * last else 0.3 * min(near, NEAR)
        exact, last, sweeps = longest < near, longest, SWEEPS * (1 + spent // PATIENCE)
        if not longest < np.inf:
            continue
        if not exact:
            _limit(room, longest)
        for j in range(room.line.shape[1]):
            room.line[ro.DRIVE, j] = min(max(room.line[ro.DRIVE, j] + room.line[ro.STEP, j], -FARTHEST), FARTHEST)
        if rough and longest < ROUGH:
            return True, spent
