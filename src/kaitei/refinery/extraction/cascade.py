"""A counter-current cascade of mixer-settlers: extraction, scrub and strip in one solver.

Stage 0 is where fresh organic usually enters and raffinate leaves; the organic rises to the last stage, the aqueous
falls. Every feed, acid, base and draw is a number per stage, so that a section is only a range of stages:

    raffinate <- 0 [extraction] feed [scrub] .. draw of strip liquor .. [strip] <- acid
    organic   -> 0                                                        S-1 -> barren organic

A draw of less than all of the strip liquor sends the rest down as scrub (reflux of the heavy product). A draw of
raffinate above stages fed with saponified organic sends the rest into that organic (reflux of the light product).
See ``closure``, ``transport``, ``sweep``, ``settle`` and ``shorten`` for the equations and how they are solved.
"""

import math

import numpy as np
from numba import njit

from kaitei.errors import InputError
from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.refinery.extraction import room as ro
from kaitei.refinery.extraction.circuit import Circuit, Profile, balance_misfit, blank_circuit, check, check_flows
from kaitei.refinery.extraction.closure import acidity_from_charge
from kaitei.refinery.extraction.distribution import Law
from kaitei.refinery.extraction.settle import STEPS, settle
from kaitei.refinery.extraction.shorten import find_plain, shorten, spread

__all__ = ["Circuit", "Profile", "balance_misfit", "blank_circuit", "solve"]

SHORTEST = 2
"""Reach of the shortest cascade: how far its stages lie from one that something enters or leaves; then it doubles."""
LONGEST_SHARE = 0.75
"""A cascade of more than this share of the stages is no shorter one worth solving first [1]."""
FEW_STEPS = 40
"""Linear systems that a shorter cascade is given."""
SODIUM = 8
"""Row behind those of ``room``: sodium fed with the organic [mol/s]."""


@njit(cache=True, error_model="numpy")
def _carry(rows: FloatArray) -> None:
    """Turn rows of what is fed into the first rows of ``room``, in place; shape (draw, 9, S).

    Flow fed and share drawn of the aqueous and of the organic become flow out and flow passed on; charge,
    extractant and sulfate fed [mol/s] become concentrations [mol/m3].
    """
    stages = rows.shape[2]
    for row in rows:
        for upward in range(2):
            flow = ro.ORGANIC_OUT if upward else ro.AQUEOUS_OUT
            first = ro.EXTRACTANT if upward else ro.CHARGE
            second = ro.EXTRACTANT if upward else ro.SULFATE
            arriving, one, other = 0.0, 0.0, 0.0
            for n in range(stages):
                j = n if upward else stages - 1 - n
                out = arriving + row[flow, j]
                arriving = out * (1.0 - row[flow + 1, j]) if n < stages - 1 else 0.0
                row[flow, j], row[flow + 1, j] = out, arriving
                one, other = (one + row[first, j]) / out, (other + row[second, j]) / out
                row[first, j], row[second, j] = one, other
                one, other = one * arriving, other * arriving
        for j in range(stages):
            row[ro.EXTRACTANT, j] = max(row[ro.EXTRACTANT, j], 1e-12)


@njit(cache=True, error_model="numpy", inline="always")
def _shorter(work: ro.Room, stages: int) -> ro.Room:
    """Room for fewer stages in the same memory."""
    line = work.line.reshape(-1)[: ro.ROWS * stages].reshape(ro.ROWS, stages)
    plane = work.plane[:stages]
    return ro.Room(line, plane, work.vector, work.matrix, work.law, work.elements, work.kind, work.dosage)


@njit(cache=True, error_model="numpy", inline="always")
def _fill(
    room: ro.Room,
    rows: FloatArray,
    aqueous: FloatArray,
    organic: FloatArray,
    law: FloatArray,
    drive: FloatArray,
    kept: IntArray,
) -> None:
    """Input and start of the kept stages; behind the elements sodium, where the law knows it."""
    line, plane, elements = room.line, room.plane, aqueous.shape[1]
    for i in range(law.shape[0]):
        room.law[i] = law[i]
    for n in range(line.shape[1]):
        j = kept[n]
        for k in range(SODIUM):
            line[k, n] = rows[k, j]
        line[ro.DRIVE, n], line[ro.LAGGED, n] = drive[j], line[ro.EXTRACTANT, n]
        for i in range(elements):
            plane[n, ro.FED + i], plane[n, ro.FED_ORGANIC + i], plane[n, ro.SHIFT + i] = (
                aqueous[j, i],
                organic[j, i],
                0.0,
            )
        if elements < room.elements:
            plane[n, ro.FED + elements] = plane[n, ro.SHIFT + elements] = 0.0
            plane[n, ro.FED_ORGANIC + elements] = rows[SODIUM, j]


@njit(cache=True, error_model="numpy", inline="always")
def _report(room: ro.Room, tables: FloatArray, profiles: FloatArray, d: int) -> None:
    """Rows and tables of ``_solve_draws`` of one draw."""
    line, plane = room.line, room.plane
    for j in range(line.shape[1]):
        charge = line[ro.CHARGE, j] - line[ro.AQUEOUS_LOAD, j]
        profiles[d, 0, j] = line[ro.DRIVE, j]
        profiles[d, 1, j] = acidity_from_charge(charge, line[ro.SULFATE, j])[0]
        profiles[d, 2, j] = line[ro.EXTRACTANT, j] - line[ro.ORGANIC_LOAD, j]
        aqueous = line[ro.AQUEOUS_OUT, j] - line[ro.AQUEOUS_PASSED, j]
        organic = line[ro.ORGANIC_OUT, j] - line[ro.ORGANIC_PASSED, j]
        for i in range(tables.shape[3]):
            x, y = plane[j, ro.X + i], plane[j, ro.Y + i]
            tables[0, d, j, i], tables[1, d, j, i] = x, y
            tables[2, d, j, i], tables[3, d, j, i] = aqueous * x, organic * y


@njit(cache=True, error_model="numpy")
def _solve_draws(
    rows: FloatArray,
    aqueous: FloatArray,
    organic: FloatArray,
    law: FloatArray,
    plain: BoolArray,
    tables: FloatArray,
    profiles: FloatArray,
    rounds: IntArray,
    work: ro.Room,
) -> None:
    """Solve every draw.

    Args:
        rows: what enters, as ``_carry`` leaves it, shape (draw, 9, S).
        aqueous, organic: elements fed [mol/s], shape (draw, S, N); one draw stands for all.
        law: as a room holds it, shape (draw, 5 * WIDTH); one draw stands for all.
        plain: stages that a shorter cascade may lack, shape (draw, S).
        tables: filled with the concentrations in both phases and what is drawn with them, shape (4, draw, S, N).
        profiles: filled with drive, acidity and free extractant, shape (draw, 3, S); drives to start from, if any.
        rounds: filled with whether it converged and the systems solved, shape (draw, 2).

    Without drives longer and longer cascades leave a start; what does not converge from it is tried whole once more.
    """
    stages = plain.shape[1]
    kept = np.empty(stages, dtype=np.int64)
    for d in range(rows.shape[0]):
        fed, came = aqueous[min(d, aqueous.shape[0] - 1)], organic[min(d, organic.shape[0] - 1)]
        drive, spent, shortened, ended = profiles[d, 0], 0, False, False
        reach = stages if np.isfinite(drive[0]) else SHORTEST
        while not ended:
            count = shorten(plain[d], reach, kept)
            whole = count > LONGEST_SHARE * stages
            if whole:
                count = stages
                for j in range(stages):
                    kept[j] = j
            room = work if whole else _shorter(work, count)
            _fill(room, rows[d], fed, came, law[min(d, law.shape[0] - 1)], drive, kept)
            done, systems = settle(room, np.isfinite(drive[0]), not whole, STEPS if whole else FEW_STEPS)
            spent += systems
            ended = whole and (done or not shortened)
            if ended:
                rounds[d, 0], rounds[d, 1] = 1 if done else 0, spent
            elif whole:
                drive[0], reach, shortened = np.nan, stages, False
            else:
                spread(room.line[ro.DRIVE], kept[:count], drive)
                reach, shortened = 2 * reach, True
        _report(work, tables, profiles, d)


def solve(circuit: Circuit, law: Law, warm: FloatArray | None = None) -> Profile:
    """Steady state of a circuit.

    Args:
        circuit: flows, feeds and draws of every stage.
        law: distribution of the N elements.
        warm: ``drive`` of a former solution [1], shape (S,) or (draw, S); a cold start without it.

    Never raises for want of convergence: ``converged`` says so, and every element still balances. Draws are solved
    each for itself: start all from one warm solution, and pieces of draws give the same numbers as the whole.

    >>> from kaitei.refinery.extraction.distribution import constant_ratios
    >>> tank = blank_circuit(1, 1)._replace(aqueous_flow=np.ones(1), organic_flow=np.ones(1), extractant=np.ones(1))
    >>> tank = tank._replace(aqueous_feed=np.ones((1, 1)), acid=np.ones(1))
    >>> round(float(solve(tank, constant_ratios(np.array([3.0]))).organic[0, 0]), 9)
    0.75
    """
    check(circuit)
    stages, elements = np.shape(circuit.aqueous_feed)[-2:]
    if np.shape(law.intercept)[-1] != elements:
        raise InputError(f"the law knows {np.shape(law.intercept)[-1]} elements, the circuit has {elements}")
    species = elements + (law.kind == ro.MASS_ACTION)
    if species > ro.WIDTH:
        most = ro.WIDTH - (species - elements)
        raise InputError(f"the circuit has {elements} elements; a cascade holds {most} at most")
    leading = np.broadcast_shapes(
        *(np.shape(v)[: -2 if n.endswith("_feed") else -1] for n, v in zip(Circuit._fields, circuit, strict=True)),
        np.shape(law.intercept)[:-1], np.shape(warm)[:-1] if warm is not None else (),
    )  # fmt: skip
    draws = math.prod(leading)
    rows = _rows(circuit, law, leading, draws)
    aqueous, organic = (_by_draw(feed, leading) for feed in (circuit.aqueous_feed, circuit.organic_feed))
    plain = find_plain(rows, aqueous, organic) if warm is None else np.zeros((draws, stages), dtype=np.bool_)
    _carry(rows)
    check_flows(rows[:, ro.AQUEOUS_OUT], rows[:, ro.ORGANIC_OUT])
    tables, profiles = np.empty((4, draws, stages, elements)), np.empty((*leading, 3, stages))
    profiles[..., 0, :] = np.nan if warm is None else warm
    profiles, rounds = profiles.reshape(draws, 3, stages), np.empty((draws, 2), dtype=np.int64)
    table = _coefficients(law, leading)
    work = ro.empty_room(stages, species, int(law.kind), float(law.dosage))
    _solve_draws(rows, aqueous, organic, table, plain, tables, profiles, rounds, work)
    return _profile(tables, profiles, rounds, law, leading)


def _by_draw(table: FloatArray, leading: tuple[int, ...]) -> FloatArray:
    """A table of every draw, shape (draw, S, N), or one that stands for all: (1, S, N)."""
    shape = np.shape(table)
    if math.prod(shape[:-2]) != 1:
        table = np.broadcast_to(table, (*leading, *shape[-2:]))
    # NOTE: numba takes arrays that may not be written, or do not lie in order, for other types and compiles once more.
    table = np.ascontiguousarray(table, dtype=float)
    return (table if table.flags.writeable else table.copy()).reshape(-1, *shape[-2:])


def _rows(circuit: Circuit, law: Law, leading: tuple[int, ...], draws: int) -> FloatArray:
    """What is fed and drawn, rows in the order of ``room`` and then sodium fed, shape (draw, 9, S)."""
    c = circuit
    sodium = c.saponified * c.extractant
    acid = c.acid + c.aqueous_feed @ law.charge
    rows = np.empty((*leading, SODIUM + 1, np.shape(sodium)[-1]))
    for k, row in enumerate((
        c.aqueous_flow, c.aqueous_drawn, c.organic_flow, c.organic_drawn, c.efficiency,
        acid if law.kind == ro.MASS_ACTION else acid - sodium, c.extractant + c.organic_feed @ law.charge, c.sulfate,
        sodium,
    )):  # fmt: skip
        rows[..., k, :] = row
    return rows.reshape(draws, *rows.shape[-2:])


def _coefficients(law: Law, leading: tuple[int, ...]) -> FloatArray:
    """The law as a room holds it, shape (draw, 5 * WIDTH), or (1, 5 * WIDTH) if it is the same for all."""
    intercept = np.asarray(law.intercept, dtype=float)
    count = intercept.shape[-1]
    table = np.zeros((*intercept.shape[:-1], 5, ro.WIDTH))
    for k, row in enumerate((law.slope, law.slope_dosage, 10.0**intercept, law.intercept_dosage, law.charge)):
        table[..., k, :count] = row
    if law.kind == ro.MASS_ACTION:
        for name, value in ((ro.SLOPE, 1.0), (ro.CONSTANT, 10.0**law.sodium), (ro.VALENCE, 1.0)):
            table[..., name // ro.WIDTH, count] = value
    return _by_draw(table, leading).reshape(-1, 5 * ro.WIDTH)


def _profile(tables: FloatArray, profiles: FloatArray, rounds: IntArray, law: Law, leading: tuple[int, ...]) -> Profile:
    ph = -np.log10(profiles[:, 1] * 1e-3)
    parts = (
        *tables, ph, profiles[:, 2], profiles[:, 0],
        (ph < law.ph_range[0]) | (ph > law.ph_range[1]), rounds[:, 0] > 0, rounds[:, 1],
    )  # fmt: skip
    return Profile(*(part.reshape((*leading, *part.shape[1:])) for part in parts))
