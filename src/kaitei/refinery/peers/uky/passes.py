"""The plant solved draw by draw: passes over its units, the recycles closed exactly after each.

For given distribution ratios every bank of stages is linear in each metal: of what enters with either phase a share
leaves with either. With these shares, what dissolves, and the splits, the recycles of a metal are a line of algebra, so
that a metal which nothing strips costs no more passes than any other. What passes must find is acidity:

- Charge (H+, HSO4- and metal ions) travels with the aqueous alone and is known beforehand, but for what the oxalate
  takes and for the mass of the proton, which differ a little from pass to pass.
- The leach turns protons into metal ions, which come back with the raffinate in place of protons. The protons that
  enter it are one number P with P = charge - charge of the metals that come back, found by secants.
"""

from typing import Any

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray, IntArray, RecordArray
from kaitei.refinery.extraction import room as ro
from kaitei.refinery.extraction.settle import STEPS, settle
from kaitei.refinery.extraction.transport import eliminate
from kaitei.refinery.leach.coal_refuse import ATOMS, OXIDE_MASS, OXIDES, leach_train
from kaitei.refinery.peers.uky.plant import PRECIPITATED, PROTON_MASS

BANKS = (3, 1, 2, 3, 3)
STAGES = sum(BANKS)
"""Stages of the rougher's load, scrub and strip, and of the cleaner's load and strip."""
LOAD, SCRUB, STRIP, CLEANER_LOAD, CLEANER_STRIP, LEACH = range(6)
"""Banks in the order they are solved; the leach stands behind them in what is kept of acidity."""
KEPT, LOADED, WASHED, STAYED = range(4)
"""Shares of a bank: from aqueous to aqueous, aqueous to organic, organic to aqueous, organic to organic."""
LEACH_FEED, DISSOLVED, ROUGHER_FEED, ROUGHER_ORGANIC, CLEANER_FEED, CLEANER_ORGANIC = range(6)
"""Flows from which all others follow."""
CHLORIDE, SULFATE, VOLUME = range(len(OXIDES), len(OXIDES) + 3)
"""Columns behind the metals: they stay in their phase."""

METALS = len(OXIDES)
VALENCE = np.where(ATOMS > 1.0, 3.0, 2.0)
DOWN = np.array([PRECIPITATED[name] for name in OXIDES])
PROTON_STEP = PROTON_MASS / 1e-3
TOLERANCE = 1e-9
"""Largest change of a flow in the last pass, relative [1]; of protons, relative to the charge."""
MOST_PASSES, PATIENCE = 80, 6
"""Passes in all, and passes after which flows that swing about their end go half the way."""
SLOPE, STEEPEST = 2.5, 10.0
"""Rise of the misfit of P with P, at first and at most; 1 / (1 - 0.63) where all acid becomes metals that come back."""


@njit(cache=True, error_model="numpy")
def _around(p: Any, table: FloatArray, column: int, entering: tuple[float, float, float, float], made: float) -> None:
    """Flows of something that stays in the aqueous; fills a column.

    entering: with the leach acid, the scrub, the strip and the cleaner's strip; made: in the leach
    """
    back = p.raffinate_back
    cleaner = entering[2] + p.drained * p.liquor_back * entering[3]
    arriving = entering[0] + p.scrub_back * entering[1] + back * (cleaner + p.filtered * made)
    table[LEACH_FEED, column] = arriving / (1.0 - back * p.filtered)
    table[DISSOLVED, column] = made
    table[CLEANER_FEED, column] = cleaner
    table[ROUGHER_FEED, column] = p.filtered * (table[LEACH_FEED, column] + made) + cleaner


@njit(cache=True, error_model="numpy")
def _bank(
    law: FloatArray, dosage: float, flows: tuple[float, float], aqueous: FloatArray, organic: FloatArray,
    carried: tuple[float, float, float], drives: FloatArray, shares: FloatArray,
) -> tuple[bool, float]:  # fmt: skip
    """Settle one bank of stages and fill the ``shares`` of the metals; whether it settled, and its acidity [mol/m3].

    flows: of the aqueous and the organic [m3/s]; aqueous, organic: metals that enter [mol/s]
    carried: charge and sulfate of the aqueous [mol/s], extractant of the organic, free or taken [mol/m3]
    drives: unknowns of the last pass, not finite at first; those of this pass come in their place, shape (2, stage)
    """
    stages, last = drives.shape[1], drives.shape[1] - 1
    line, plane = np.zeros((ro.ROWS, stages)), np.zeros((stages, ro.PLANES * ro.WIDTH))
    vector, matrix = np.zeros(ro.PLANES * ro.WIDTH), np.zeros((METALS, 2 * ro.WIDTH))
    room = ro.Room(line, plane, vector, matrix, law, METALS, ro.ACIDITY_FIT, dosage)
    for j in range(stages):
        line[ro.AQUEOUS_OUT, j], line[ro.ORGANIC_OUT, j] = flows
        line[ro.AQUEOUS_PASSED, j] = flows[0] if j > 0 else 0.0
        line[ro.ORGANIC_PASSED, j] = flows[1] if j < last else 0.0
        line[ro.CHARGE, j], line[ro.SULFATE, j] = carried[0] / flows[0], carried[1] / flows[0]
        line[ro.EXTRACTANT, j], line[ro.EFFICIENCY, j] = carried[2], 1.0
        line[ro.DRIVE, j], line[ro.LAGGED, j] = drives[0, j], drives[1, j]
    for i in range(METALS):
        plane[last, ro.FED + i], plane[0, ro.FED_ORGANIC + i] = aqueous[i], organic[i]
    done, _ = settle(room, np.isfinite(drives[0, 0]), False, STEPS)
    for j in range(stages):
        drives[0, j], drives[1, j] = line[ro.DRIVE, j], line[ro.LAGGED, j]
    acidity = 1e3 * np.exp(-line[ro.DRIVE, 0])
    for phase in range(2):
        for i in range(METALS):
            plane[last, ro.FED + i], plane[0, ro.FED_ORGANIC + i] = 1.0 - phase, float(phase)
        eliminate(room)
        for i in range(METALS):
            shares[KEPT + 2 * phase, i] = flows[0] * plane[0, ro.X + i]
            shares[LOADED + 2 * phase, i] = flows[1] * plane[last, ro.Y + i]
    return done, acidity


@njit(cache=True, error_model="numpy")
def _close(p: Any, table: FloatArray, shares: FloatArray, part: float) -> float:
    """Flows of all metals for the present shares and what dissolves, or a part of the way; largest change [1]."""
    worst = 0.0
    drained = p.drained * p.liquor_back
    for i in range(METALS):
        down, load, clean = table[DISSOLVED, i], shares[LOAD], shares[CLEANER_LOAD]
        stays = shares[CLEANER_STRIP, STAYED, i]
        loaded = clean[LOADED, i] / (1.0 - p.cleaner_back * clean[STAYED, i] * stays)
        fresh = p.cleaner_back * stays * loaded
        returned = drained * (1.0 - DOWN[i]) * shares[CLEANER_STRIP, WASHED, i] * loaded
        raffinate = clean[KEPT, i] + clean[WASHED, i] * fresh
        scrubbed = shares[SCRUB, STAYED, i]
        barren = scrubbed * shares[STRIP, STAYED, i]
        full = load[LOADED, i] / (1.0 - p.rougher_back * load[STAYED, i] * barren)
        round_rougher = p.rougher_back * barren * full
        cleaner = shares[STRIP, WASHED, i] * scrubbed * full / (1.0 - returned)
        left = p.raffinate_back * (load[KEPT, i] + load[WASHED, i] * round_rougher)
        back = left + p.scrub_back * shares[SCRUB, WASHED, i] * full
        rougher = p.filtered * down / (1.0 - p.filtered * back - raffinate * cleaner)
        for k, flow in (
            (LEACH_FEED, back * rougher), (ROUGHER_FEED, rougher), (ROUGHER_ORGANIC, round_rougher * rougher),
            (CLEANER_FEED, cleaner * rougher), (CLEANER_ORGANIC, fresh * cleaner * rougher),
        ):  # fmt: skip
            worst = max(worst, abs(flow - table[k, i]) / max(flow, 1e-300))
            table[k, i] = flow if part == 1.0 else table[k, i] + part * (flow - table[k, i])
    return worst


@njit(cache=True, error_model="numpy")
def _extract(
    p: Any, law: FloatArray, dosage: float, table: FloatArray, shares: FloatArray, acidity: FloatArray,
    charge: FloatArray, drives: FloatArray,
) -> bool:  # fmt: skip
    """All five banks in turn; fills their shares and acidities; whether all settled.

    charge: of the aqueous that enters each bank [mol/s], shape (5,)
    drives: of the stages of all banks, see ``_bank``
    """
    cold, first = not np.isfinite(drives[0, 0]), 0
    aqueous, organic = np.empty(METALS), np.empty(METALS)
    volumes = (table[ROUGHER_FEED, VOLUME], p.scrub_flow, p.strip_flow, table[CLEANER_FEED, VOLUME], p.cleaner_flow)
    done = True
    for k in range(5):
        feed, comes = (ROUGHER_FEED, ROUGHER_ORGANIC) if k == LOAD else (CLEANER_FEED, CLEANER_ORGANIC)
        for i in range(METALS):
            if k in (LOAD, CLEANER_LOAD):
                aqueous[i], organic[i] = table[feed, i], table[comes, i]
            else:
                aqueous[i] = 0.0
        flows = (volumes[k], p.rougher_organic if k < CLEANER_LOAD else p.cleaner_organic)
        carried = (charge[k], table[ROUGHER_FEED, SULFATE] if k == LOAD else 0.0, p.extractant)
        own = drives[:, first : first + BANKS[k]].copy()
        settled, acidity[k] = _bank(law, dosage, flows, aqueous, organic, carried, own, shares[k])
        drives[:, first : first + BANKS[k]] = own
        done, first = done and settled, first + BANKS[k]
        for i in range(METALS):
            if k == STRIP and cold:
                table[CLEANER_FEED, i] = shares[k, WASHED, i] * organic[i]
            organic[i] = shares[k, LOADED, i] * aqueous[i] + shares[k, STAYED, i] * organic[i]
    return done


@njit(cache=True, error_model="numpy")
def _charges(p: Any, table: FloatArray, shares: FloatArray, acidity: FloatArray, charge: FloatArray,
             ) -> float:  # fmt: skip
    """Charge of the aqueous that enters each bank; returns that of the leach feed [mol/s]."""
    down = 0.0
    for i in range(METALS):
        loaded = shares[CLEANER_LOAD, LOADED, i] * table[CLEANER_FEED, i]
        loaded += shares[CLEANER_LOAD, STAYED, i] * table[CLEANER_ORGANIC, i]
        down += VALENCE[i] * DOWN[i] * shares[CLEANER_STRIP, WASHED, i] * loaded
    flows, step = (p.scrub_flow, p.strip_flow, p.cleaner_flow), PROTON_STEP - 1.0
    charge[SCRUB] = flows[0] * p.scrub_protons
    charge[STRIP], charge[CLEANER_STRIP] = flows[1] * p.strip_protons, flows[2] * p.strip_protons
    returned = p.drained * p.liquor_back
    charge[CLEANER_LOAD] = charge[STRIP] + returned * (charge[CLEANER_STRIP] - down)
    crossed = charge[CLEANER_LOAD] + step * acidity[CLEANER_LOAD] * table[CLEANER_FEED, VOLUME]
    scrubbed = charge[SCRUB] + step * acidity[SCRUB] * flows[0]
    arriving = p.acid_flow * p.acid_protons + p.scrub_back * scrubbed
    arriving += p.raffinate_back * crossed
    leach = arriving / (1.0 - p.raffinate_back * p.filtered)
    charge[LOAD] = p.filtered * leach + crossed
    return float(leach)


@njit(cache=True, error_model="numpy")
def _leach(p: Any, table: FloatArray, protons: float, share: FloatArray) -> tuple[float, float]:
    """What dissolves with so many protons fed [mol/s]; fills the table and the ``share`` of each oxide dissolved.

    Returns the acidity of the liquor [mol/m3] and the water made [m3/s].
    """
    flow = table[LEACH_FEED, VOLUME]
    stream = np.array([[flow, protons / flow, table[LEACH_FEED, SULFATE] / flow, p.solids]])
    oxides = np.empty((1, METALS))
    for i in range(METALS):
        oxides[0, i] = p.solids * p.content[i] / OXIDE_MASS[i]
    tanks, recovery = np.array([p.tank, p.tank]), np.empty((1, 2, METALS))
    left, out = np.array([protons / flow]), np.array([flow])
    leach_train(stream, oxides, tanks, recovery, left, out)
    for i in range(METALS):
        share[i] = recovery[0, 1, i]
        table[DISSOLVED, i] = ATOMS[i] * oxides[0, i] * share[i]
    return left[0], out[0] - flow


@njit(cache=True, error_model="numpy")
def _carried(p: Any, flows: FloatArray) -> None:
    """Sulfate and chloride, which nothing takes out of the aqueous."""
    _around(p, flows, SULFATE, (p.acid_flow * p.acid_sulfate, 0.0, 0.0, 0.0), 0.0)
    strip, cleaner = p.strip_flow * p.strip_chloride, p.cleaner_flow * p.strip_chloride
    _around(p, flows, CHLORIDE, (0.0, p.scrub_flow * p.scrub_chloride, strip, cleaner), 0.0)


@njit(cache=True, error_model="numpy")
def _passes(
    p: Any, law: FloatArray, dosage: float, flows: FloatArray, shares: FloatArray, acidity: FloatArray,
    dissolved: FloatArray,
) -> int:  # fmt: skip
    """One draw from a cold start: passes taken, negative where they did not converge."""
    fed = (p.acid_flow, p.scrub_flow, p.strip_flow, p.cleaner_flow)
    water, protons, slope, before, off = 0.0, p.acid_flow * p.acid_protons, SLOPE, 0.0, 0.0
    part, change, charge, drives = 1.0, np.inf, np.empty(5), np.full((2, STAGES), np.nan)
    acidity[SCRUB], acidity[CLEANER_LOAD] = 0.0, 0.0
    _carried(p, flows)
    for n in range(MOST_PASSES):
        _around(p, flows, VOLUME, fed, water)
        acidity[LEACH], water = _leach(p, flows, protons, dissolved)
        _around(p, flows, VOLUME, fed, water)
        if n == 0:
            _charges(p, flows, shares, acidity, charge)
            for i in range(METALS):
                flows[ROUGHER_FEED, i] = p.filtered / (1.0 - p.filtered * p.raffinate_back) * flows[DISSOLVED, i]
        settled = _extract(p, law, dosage, flows, shares, acidity, charge, drives)
        last, change = change, _close(p, flows, shares, part)
        whole = _charges(p, flows, shares, acidity, charge)
        gap = protons - whole
        for i in range(METALS):
            gap += VALENCE[i] * flows[LEACH_FEED, i]
        if settled and part == 1.0 and change <= TOLERANCE and abs(gap) <= TOLERANCE * whole:
            return n + 1
        part = 0.5 if PATIENCE <= n < MOST_PASSES - 2 and change > max(TOLERANCE, 0.6 * last) else 1.0
        if n > 0 and abs(protons - before) > TOLERANCE * whole:
            slope = min(max((gap - off) / (protons - before), 1.0), STEEPEST)
        before, off = protons, gap
        protons = min(max(protons - gap / slope, 0.1 * protons), 0.5 * (protons + whole))
    return -MOST_PASSES


@njit(cache=True, error_model="numpy")
def solve_draws(
    plants: RecordArray, law: FloatArray, dosage: float, table: FloatArray, shares: FloatArray, acidity: FloatArray,
    dissolved: FloatArray, passes: IntArray,
) -> None:  # fmt: skip
    """Solve every draw, each for itself; fills all arrays but the first two.

    Args:
        plants: numbers of every draw, shape (draw,).
        law: of the metals, as a room holds it.
        dosage: of the law [vol % per mol/m3].
        table: flows [mol/s, m3/s], zero before, shape (draw, 6, column).
        shares: of the banks [1], zero before but for what stays in its phase, shape (draw, 5, 4, column).
        acidity: of the aqueous that leaves the banks, then of the leach liquor [mol/m3], shape (draw, 6).
        dissolved: share of each oxide [1], shape (draw, oxide).
        passes: taken, negative where they did not converge, shape (draw,).
    """
    for d in range(table.shape[0]):
        passes[d] = _passes(plants[d], law, dosage, table[d], shares[d], acidity[d], dissolved[d])
