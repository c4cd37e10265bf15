"""Coal refuse in sulfuric acid, by rates fitted to a pilot plant: a peer's leach, kept to compare with.

Twelve oxides dissolve in a train of stirred tanks that solids and liquor run through together. Each rate falls with the
share dissolved as a shrinking core's does. It says nothing about apatite or mud.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.errors import InputError, Problem, nearest
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.leach.kinetics import cube_root_left

OXIDES = ("Al", "Fe", "Ca", "Sc", "Y", "La", "Ce", "Pr", "Nd", "Sm", "Gd", "Dy")

ORDER = np.array([
    1.496716606, 0.902948175, 0.159744406, 0.763763942, 0.580700988, 0.443101432,
    0.601391182, 0.501916124, 0.702951111, 0.578717372, 1.063666638, 0.428087853,
])  # fmt: skip
"""Order of each rate in the acidity [1]."""

RATE = np.array([
    405.5050676, 11.34710708, 0.081844698, 0.000755073, 0.000528612, 0.001028295,
    0.007050046, 0.000522858, 0.006289942, 0.000252479, 0.013408467, 4.56708e-05,
])  # fmt: skip
"""Rate at an acidity of 1 mol/L [mol oxide per kg solids and hour]."""

ATOMS = np.array([2.0, 2.0, 1.0, *[2.0] * 9])
"""Metal atoms of each oxide: sesquioxides but for lime."""

METAL_MASS = np.array([26.982, 55.845, 40.078, 44.946, 88.905, 138.905, 140.116, 140.907, 144.242, 150.36, 157.25,
                       162.50]) * 1e-3  # fmt: skip
OXIDE_MASS = ATOMS * METAL_MASS + 15.999e-3 * np.where(ATOMS > 1.0, 3.0, 1.0)
"""[kg/mol], as rounded in the peer."""

PROTONS = 2.0 * ATOMS + np.where(ATOMS > 1.0, 2.0, 0.0)
"""Hydrogen that each oxide takes up: 6, lime 2; half of it becomes water."""

SULFATE_CONSTANT = 10.0**1.01
"""Second dissociation of sulfuric acid [mol/m3], in concentrations."""

TRACE = 1e-200
"""Flow of an oxide that counts as none [mol/s]."""

SOLID_DENSITY, LIQUOR_DENSITY = 2400.0, 1000.0
WATER_MASS = 18e-3
REFUSE = np.array([0.237, 0.0642, 3.31e-3, 2.77966e-05, 3.28653e-05, 6.77769e-05, 1.56161e-4, 1.71438e-05, 6.76618e-05,
                   1.47926e-05, 1.0405e-05, 7.54827e-06])  # fmt: skip
"""Oxides in the refuse the rates were fitted to, West Kentucky No. 13 [kg/kg]."""


class Leach(NamedTuple):
    """What leaves the last tank; N draws and the oxides of ``OXIDES``."""

    recovery: FloatArray
    """Share of each oxide dissolved after each tank [1], shape (draw, tank, oxide)."""
    metal: FloatArray
    """Dissolved metal [mol/m3], shape (draw, oxide)."""
    acidity: FloatArray
    """Free hydrogen ions [mol/m3], shape (draw,)."""
    liquor: FloatArray
    """Flow of liquor [m3/s], shape (draw,)."""
    residue: FloatArray
    """Flow of dry solids [kg/s], shape (draw,)."""


def leach_coal_refuse(
    liquor: FloatArray,
    protons: FloatArray,
    sulfate: FloatArray,
    metal: FloatArray,
    solids: FloatArray,
    content: FloatArray,
    volume: FloatArray,
) -> Leach:
    """A train of leach tanks at steady state, with the rates of a pilot plant on coal refuse.

    Args:
        liquor: acid that enters [m3/s], shape (draw,).
        protons: hydrogen in it, free or in HSO4- [mol/m3], shape (draw,).
        sulfate: in all forms [mol/m3], shape (draw,).
        metal: metals it holds already [mol/m3], shape (draw, oxide).
        solids: refuse that enters [kg/s], shape (draw,).
        content: of each oxide of ``OXIDES`` [kg/kg], shape (draw, oxide) or (oxide,).
        volume: of each tank [m3], shape (tank,).

    r_j = e B_j [H+]^A_j (1 - X_j)^(2/3), e the solids per volume of slurry; HSO4- = H+ + SO4-- at 10^-1.99 mol/L. The
    water that the oxides make adds to the liquor. Fitted at 0.01-0.1 mol/L of acid; ideal liquor.

    >>> one = np.ones(1)
    >>> flow = leach_coal_refuse(0.2243 / 3600 * one, 100.0 * one, 50.0 * one, np.zeros((1, 12)), 22.68 / 3600 * one,
    ...                          REFUSE, np.array([0.378541]))
    >>> round(float(flow.recovery[0, -1, OXIDES.index("Nd")]), 4)
    0.4579

    References: PrOMMiS (github.com/prommis/prommis, commit 9beba554), leaching; its rates fitted to Honaker et al.,
    DE-FE0027035.

    Raises InputError for a negative or missing number, oxides that weigh more than the solids, or no tank.
    """
    given = [np.asarray(v, dtype=float) for v in (liquor, protons, sulfate, metal, solids, volume)]
    flow, acid, sulfur, held, feed, tanks = given
    share = np.broadcast_to(np.asarray(content, dtype=float), held.shape)
    problems = [
        f"{name} must be finite and not negative; {np.ravel(v)[~(np.ravel(v) >= 0.0)][0]} came"
        for name, v in zip(("liquor", "protons", "sulfate", "metal", "solids", "volume"), given, strict=True)
        if not np.all(v >= 0.0)
    ]
    if not np.all(share >= 0.0) or not np.all(share.sum(axis=-1) <= 1.0 + 1e-9):
        problems.append(f"oxide contents must not be negative, nor sum above 1; they sum to {share.sum(axis=-1).max()}")
    if tanks.size == 0:
        problems.append("a leach train needs at least one tank; none came")
    if problems:
        raise InputError([Problem(text) for text in problems])
    recovery = np.zeros((len(flow), len(tanks), len(OXIDES)))
    left, out = acid.copy(), flow.copy()
    streams = np.stack([flow, acid, sulfur, feed], axis=1)
    leach_train(streams, feed[:, np.newaxis] * share / OXIDE_MASS, tanks, recovery, left, out)
    gained = ATOMS * (feed[:, np.newaxis] * share / OXIDE_MASS) * recovery[:, -1] + held * flow[:, np.newaxis]
    metal_out = np.where(out[:, np.newaxis] > 0.0, gained / np.where(out > 0.0, out, 1.0)[:, np.newaxis], 0.0)
    residue = feed * (1.0 - (share * recovery[:, -1]).sum(axis=-1))
    return Leach(recovery, metal_out, left, out, residue)


def oxide_index(name: str) -> int:
    """Position of a metal along ``OXIDES``.

    >>> oxide_index("Ca")
    2

    Raises InputError for a metal that the fit does not hold.
    """
    if name not in OXIDES:
        raise InputError(f"no rate for {name}: {nearest(name, OXIDES)}")
    return OXIDES.index(name)


@njit(cache=True)
def _oxides(
    log_h: float, time: float, start: FloatArray, oxide: FloatArray, left: FloatArray, sums: FloatArray
) -> None:
    """One tank at an acidity; fills the cube roots of what is ``left`` and the ``sums``.

    sums: hydrogen taken up in this tank, its rise with the logarithm of the acidity, solids lost and water made since
    the first tank [mol/s, mol/s, kg/s, mol/s]
    """
    sums[:] = 0.0
    for i in range(start.shape[0]):
        if oxide[i] <= TRACE:
            left[i] = start[i]
            continue
        pace = time * RATE[i] * np.exp(ORDER[i] * log_h) / oxide[i]
        u = cube_root_left(start[i], pace)
        left[i] = u
        cube = u * u * u
        sums[0] += PROTONS[i] * oxide[i] * (start[i] ** 3 - cube)
        if u > 0.0:
            sums[1] += PROTONS[i] * oxide[i] * 3.0 * ORDER[i] * pace * cube / (3.0 * u + 2.0 * pace)
        sums[2] += (1.0 - cube) * oxide[i] * OXIDE_MASS[i]
        sums[3] += (1.0 - cube) * oxide[i] * 0.5 * PROTONS[i]


@njit(cache=True)
def _acidity(
    guess: float, liquor: float, time: float, sulfate: float, entered: float, start: FloatArray, oxide: FloatArray,
    left: FloatArray, sums: FloatArray,
) -> float:  # fmt: skip
    """Acidity of one tank whose flows are known, by Newton inside a bracket [mol/m3]; fills ``left`` and ``sums``.

    entered: hydrogen that enters, free or in HSO4- [mol/s]
    """
    h, low, high = guess, 0.0, entered / liquor
    for _ in range(100):
        _oxides(np.log(h * 1e-3), time, start, oxide, left, sums)
        gap = h * (1.0 + sulfate / (h + SULFATE_CONSTANT)) * liquor + sums[0] - entered
        if gap > 0.0:
            high = h
        else:
            low = h
        step = gap / (liquor * (1.0 + sulfate * SULFATE_CONSTANT / (h + SULFATE_CONSTANT) ** 2) + sums[1] / h)
        if abs(step) <= 1e-10 * h:
            break
        h = h - step if low < h - step < high else 0.5 * (low + high)
    return h


@njit(cache=True)
def _tank(
    stream: FloatArray, volume: float, state: FloatArray, start: FloatArray, oxide: FloatArray, left: FloatArray,
    sums: FloatArray,
) -> None:  # fmt: skip
    """One tank; the flows that leave it, a little changed by what dissolves, by repetition; changes ``state``.

    state: acidity [mol/m3], liquor [m3/s], hydrogen free or in HSO4- [mol/s], solids [kg/s]
    """
    entered = state[2]
    for _ in range(20):
        time = volume * state[3] / (state[3] / SOLID_DENSITY + state[1]) / 3600.0
        sulfate = stream[2] * stream[0] / state[1]
        state[0] = _acidity(state[0], state[1], time, sulfate, entered, start, oxide, left, sums)
        solids = stream[3] - sums[2]
        same = abs(solids - state[3]) <= 1e-9 * solids
        state[1], state[3] = stream[0] + sums[3] * WATER_MASS / LIQUOR_DENSITY, solids
        if same:
            break
    state[2] = entered - sums[0]


@njit(cache=True)
def leach_train(
    streams: FloatArray,
    oxides: FloatArray,
    tanks: FloatArray,
    recovery: FloatArray,
    acidity: FloatArray,
    out: FloatArray,
) -> None:
    """All draws, tank after tank; fills the last three. ``streams``: liquor, hydrogen, sulfate, solids."""
    count = oxides.shape[1]
    start, left, sums, state = np.ones(count), np.ones(count), np.zeros(4), np.zeros(4)
    for d in range(streams.shape[0]):
        for i in range(count):
            start[i] = 1.0
        state[0], state[1], state[3] = streams[d, 1], streams[d, 0], streams[d, 3]
        state[2] = streams[d, 0] * streams[d, 1]
        for n in range(tanks.shape[0]):
            if state[0] > 0.0 and streams[d, 0] > 0.0 and streams[d, 3] > 0.0 and tanks[n] > 0.0:
                _tank(streams[d], tanks[n], state, start, oxides[d], left, sums)
                for i in range(count):
                    start[i] = left[i]
            for i in range(count):
                recovery[d, n, i] = 1.0 - start[i] ** 3
        acidity[d], out[d] = state[0], state[1]
