"""A counter-current cascade of mixer-settlers: extraction, scrub and strip in one solver.

Stage 0 is where fresh organic usually enters and raffinate leaves; the organic rises to the last stage, the aqueous
falls. Every feed, acid, base and draw is a number per stage, so that a section is only a range of stages:

    raffinate <- 0 [extraction] feed [scrub] .. draw of strip liquor .. [strip] <- acid
    organic   -> 0                                                        S-1 -> barren organic

A draw of less than all of the strip liquor sends the rest down as scrub (reflux of the heavy product). A draw of
raffinate above stages fed with saponified organic sends the rest into that organic (reflux of the light product).
See ``closure`` and ``transport`` for the equations.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.errors import InputError, Problem
from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.refinery.extraction import closure, transport
from kaitei.refinery.extraction.distribution import Law


class Circuit(NamedTuple):
    """What enters and leaves each stage. S stages, N elements; any array may have a leading axis of draws."""

    aqueous_flow: FloatArray
    """Aqueous fed to a stage [m3/s], shape (S,)."""
    organic_flow: FloatArray
    """Organic fed to a stage [m3/s], shape (S,)."""
    aqueous_feed: FloatArray
    """Elements fed with the aqueous [mol/s], shape (S, N)."""
    organic_feed: FloatArray
    """Elements fed with the organic [mol/s], shape (S, N)."""
    acid: FloatArray
    """H+ fed, that of HSO4- included; base counts negative [mol/s], shape (S,)."""
    extractant: FloatArray
    """Extractant fed that holds no element [mol/s] (dimers (HA)2 for mass action), shape (S,)."""
    saponified: FloatArray
    """Share of the extractant fed whose proton is replaced by sodium [1]: one per dimer, so 0.7 here is 35 % of all
    HA. Sodium leaves it in the stage it enters. Shape (S,)."""
    sulfate: FloatArray
    """Sulfate fed, that of HSO4- included [mol/s], shape (S,)."""
    aqueous_drawn: FloatArray
    """Share of the aqueous leaving a stage that is drawn off [1], shape (S,); at stage 0 all leaves in any case."""
    organic_drawn: FloatArray
    """Share of the organic leaving a stage that is drawn off [1], shape (S,); at the last stage all leaves."""
    efficiency: FloatArray
    """Murphree efficiency of the organic [1], above 0, shape (S,); 1 is an ideal stage."""


class Profile(NamedTuple):
    """A solved circuit; leading axis of draws where the circuit or the law had one."""

    aqueous: FloatArray
    """Concentration [mol/m3], shape (S, N)."""
    organic: FloatArray
    """Concentration [mol/m3], shape (S, N)."""
    aqueous_product: FloatArray
    """Drawn off with the aqueous [mol/s], shape (S, N); raffinate at stage 0."""
    organic_product: FloatArray
    """Drawn off with the organic [mol/s], shape (S, N); at the last stage what leaves with the organic."""
    ph: FloatArray
    """-log10 of the free acidity in mol/L [1], shape (S,)."""
    extractant: FloatArray
    """Free extractant [mol/m3], shape (S,)."""
    drive: FloatArray
    """Unknowns of the solver, for a warm start [1], shape (S,)."""
    extrapolated: BoolArray
    """The pH lies outside the range of the law, shape (S,)."""
    converged: BoolArray
    """The state of every stage fits its loads, shape ()."""
    rounds: IntArray
    """Rounds of Newton taken, shape ()."""


def blank_circuit(stages: int, elements: int) -> Circuit:
    """Ideal stages with nothing fed and nothing drawn; fill in with ``_replace``.

    >>> blank_circuit(3, 2).aqueous_feed.shape
    (3, 2)
    """
    line, table = np.zeros(stages), np.zeros((stages, elements))
    return Circuit(line, line, table, table, line, line, line, line, line, line, np.ones(stages))


@njit(cache=True)
def _flows(fed: FloatArray, drawn: FloatArray, upward: bool, out: FloatArray, passed: FloatArray) -> None:
    stages = fed.shape[0]
    arriving = 0.0
    for n in range(stages):
        j = n if upward else stages - 1 - n
        out[j] = arriving + fed[j]
        passed[j] = out[j] * (1.0 - drawn[j])
        arriving = passed[j]


@njit(cache=True)
def _solve_draws(
    lines: FloatArray,
    feeds: FloatArray,
    coefficient: FloatArray,
    charge: FloatArray,
    kind: int,
    dosage: float,
    warm: FloatArray,
    tables: FloatArray,
    profiles: FloatArray,
    rounds: IntArray,
) -> None:
    """Solve every draw. lines (draw, 9, S), feeds (draw, 2, S, N), coefficient (draw, 4, N) -> tables, profiles."""
    draws, _, stages, elements = feeds.shape
    square = np.zeros((3 * stages + 2, stages))
    room = closure.Room(
        np.zeros((stages, elements)), square[: stages + 2], square[stages + 2 : 2 * stages + 2],
        square[2 * stages + 2 :], np.zeros((2, stages)),
    )  # fmt: skip
    flow, level = np.zeros((4, stages)), np.zeros((3, stages))
    ratio, factor = np.zeros((stages, elements)), np.zeros((transport.FACTORS, stages, elements))
    for d in range(draws):
        line = lines[d]
        _flows(line[0], line[6], False, flow[0], flow[1])
        _flows(line[1], line[7], True, flow[2], flow[3])
        for k in range(3):
            transport.carry(line[2 + k], flow[2 * (k % 2) + 1], flow[2 * (k % 2)], k == 1, level[k])
        for j in range(stages):
            level[1, j] = max(level[1, j], 1e-12)
        state = closure.State(tables[d, 0], tables[d, 1], ratio, factor, profiles[d])
        problem = closure.Cascade(flow, line[8], feeds[d], level, coefficient[d], charge, dosage, kind)
        known = np.isfinite(warm[d, 0])
        for j in range(stages):
            profiles[d, closure.DRIVE, j] = warm[d, j]
            profiles[d, closure.LAGGED, j] = level[1, j]
        done, spent = closure.settle(problem, state, room, known)
        rounds[d, 0], rounds[d, 1] = done, spent


def _problems(circuit: Circuit) -> list[Problem]:
    """Everything that makes a circuit impossible."""
    found = []
    shape = np.shape(circuit.aqueous_feed)
    for name, value in zip(Circuit._fields, circuit, strict=True):
        wanted = shape[-2:] if name.endswith("_feed") else shape[-2:-1]
        if np.shape(value)[-len(wanted) :] != wanted:
            found.append(Problem(f"shape {np.shape(value)} does not end with {wanted}", path=name))
        elif not np.all(np.isfinite(value)):
            found.append(Problem("holds a number that is not finite", path=name))
        elif name != "acid" and np.any(np.asarray(value) < 0.0):
            found.append(Problem("holds a negative number; only acid may be negative (base)", path=name))
        elif name in {"saponified", "aqueous_drawn", "organic_drawn", "efficiency"} and np.any(np.asarray(value) > 1.0):
            found.append(Problem("is a share and holds a number above 1", path=name))
    if not found and np.any(np.asarray(circuit.efficiency) <= 0.0):
        found.append(Problem("must be above 0 in every stage", path="efficiency"))
    return found


def solve(circuit: Circuit, law: Law, warm: FloatArray | None = None) -> Profile:
    """Steady state of a circuit.

    Args:
        circuit: flows, feeds and draws of every stage.
        law: distribution of the N elements.
        warm: ``drive`` of a former solution [1], shape (S,) or (draw, S); a cold start without it.

    Never raises for want of convergence: ``converged`` says so, and every element still balances.

    >>> from kaitei.refinery.extraction.distribution import constant_ratios
    >>> tank = blank_circuit(1, 1)._replace(aqueous_flow=np.ones(1), organic_flow=np.ones(1), extractant=np.ones(1))
    >>> tank = tank._replace(aqueous_feed=np.ones((1, 1)), acid=np.ones(1))
    >>> round(float(solve(tank, constant_ratios(np.array([3.0]))).organic[0, 0]), 9)
    0.75
    """
    found = _problems(circuit)
    if found:
        raise InputError(found)
    stages, elements = np.shape(circuit.aqueous_feed)[-2:]
    leading = np.broadcast_shapes(
        *(np.shape(v)[: -2 if n.endswith("_feed") else -1] for n, v in zip(Circuit._fields, circuit, strict=True)),
        np.shape(law.intercept)[:-1], np.shape(warm)[:-1] if warm is not None else (),
    )  # fmt: skip
    if np.shape(law.intercept)[-1] != elements:
        raise InputError(f"the law knows {np.shape(law.intercept)[-1]} elements, the circuit has {elements}")
    draws = int(np.prod(leading))
    lines, feeds = _arrays(circuit, law, leading, draws)
    _check_flows(lines)
    start = np.full((draws, stages), np.nan)
    if warm is not None:
        start[:] = np.broadcast_to(warm, (*leading, stages)).reshape(draws, stages)
    species = feeds.shape[3]
    tables = np.zeros((draws, 2, stages, species))
    profiles, rounds = np.zeros((draws, closure.ROWS, stages)), np.zeros((draws, 2), dtype=np.int64)
    coefficient = _coefficients(law, leading, draws)
    charge = np.append(law.charge, 1.0)[:species].astype(float)
    kind, dosage = int(law.kind), float(law.dosage)
    _solve_draws(lines, feeds, coefficient, charge, kind, dosage, start, tables, profiles, rounds)
    return _profile(lines, tables[..., :elements], profiles, rounds, law, leading)


def _arrays(circuit: Circuit, law: Law, leading: tuple[int, ...], draws: int) -> tuple[FloatArray, FloatArray]:
    """Rows per stage (aqueous and organic flow, acid, extractant and sulfate in all, draws, efficiency), and feeds."""
    c = circuit
    stages, elements = np.shape(c.aqueous_feed)[-2:]
    sodium = c.saponified * c.extractant
    base = 0.0 if law.kind == closure.MASS_ACTION else sodium
    acid = c.acid - base + c.aqueous_feed @ law.charge
    extractant = c.extractant + c.organic_feed @ law.charge
    rows = (
        c.aqueous_flow, c.organic_flow, acid, extractant, c.sulfate, c.saponified,
        c.aqueous_drawn, c.organic_drawn, c.efficiency,
    )  # fmt: skip
    lines = np.empty((*leading, len(rows), stages))
    for k, row in enumerate(rows):
        lines[..., k, :] = row
    species = elements + 1 if law.kind == closure.MASS_ACTION else elements
    feeds = np.zeros((*leading, 2, stages, species))
    feeds[..., 0, :, :elements], feeds[..., 1, :, :elements] = c.aqueous_feed, c.organic_feed
    if species > elements:
        feeds[..., 1, :, elements] = sodium
    return lines.reshape(draws, len(rows), stages), feeds.reshape(draws, 2, stages, species)


def _coefficients(law: Law, leading: tuple[int, ...], draws: int) -> FloatArray:
    intercept = np.asarray(law.intercept, dtype=float)
    count = intercept.shape[-1]
    species = count + 1 if law.kind == closure.MASS_ACTION else count
    table = np.zeros((*leading, 4, species))
    table[..., 0, :count], table[..., 1, :count], table[..., 2, :count] = law.slope, law.slope_dosage, intercept
    table[..., 3, :count] = law.intercept_dosage if law.kind == closure.ACIDITY_FIT else 10.0**intercept
    if species > count:
        table[..., 0, count], table[..., 3, count] = 1.0, 10.0**law.sodium
    return table.reshape(draws, 4, species)


def _through(lines: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Flow out of every stage and share of it drawn off, aqueous then organic [m3/s], shape (draw, S)."""
    drawn, organic_drawn = lines[:, 6].copy(), lines[:, 7].copy()
    aqueous, organic = lines[:, 0].copy(), lines[:, 1].copy()
    for j in range(1, lines.shape[2]):
        organic[:, j] += organic[:, j - 1] * (1.0 - organic_drawn[:, j - 1])
        aqueous[:, -1 - j] += aqueous[:, -j] * (1.0 - drawn[:, -j])
    drawn[:, 0], organic_drawn[:, -1] = 1.0, 1.0
    return aqueous, drawn, organic, organic_drawn


def _check_flows(lines: FloatArray) -> None:
    aqueous, _, organic, _ = _through(lines)
    found = [
        Problem(f"no {name} reaches stage {int(np.argmin(flow.min(axis=0)))}; every stage needs both phases")
        for name, flow in (("aqueous", aqueous), ("organic", organic))
        if not np.all(flow > 0.0)
    ]
    if found:
        raise InputError(found)


def _profile(
    lines: FloatArray,
    tables: FloatArray,
    profiles: FloatArray,
    rounds: IntArray,
    law: Law,
    leading: tuple[int, ...],
) -> Profile:
    aqueous, drawn, organic, organic_drawn = _through(lines)
    x, y = tables[:, 0], tables[:, 1]
    ph = -np.log10(profiles[:, closure.ACIDITY] * 1e-3)
    parts = (
        x, y, x * (aqueous * drawn)[..., None], y * (organic * organic_drawn)[..., None], ph,
        profiles[:, closure.FREE], profiles[:, closure.DRIVE], (ph < law.ph_range[0]) | (ph > law.ph_range[1]),
        rounds[:, 0] > 0, rounds[:, 1],
    )  # fmt: skip
    return Profile(*(part.reshape((*leading, *part.shape[1:])) for part in parts))


def balance_misfit(circuit: Circuit, profile: Profile) -> FloatArray:
    """Fed less drawn of every element over the circuit, relative to what is fed [1], shape (N,) or (draw, N)."""
    fed = np.sum(circuit.aqueous_feed + circuit.organic_feed, axis=-2)
    drawn = np.sum(profile.aqueous_product + profile.organic_product, axis=-2)
    return np.asarray((fed - drawn) / np.where(fed > 0.0, fed, 1.0))
