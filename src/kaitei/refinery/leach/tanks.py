"""A train of stirred leach tanks: minerals dissolve, the liquor takes up their ions, its acidity slows them down.

In each tank the share dissolved of every pool follows from the hydrogen activity of that tank, and the activity from
the balance of hydrogen with what has dissolved: one unknown per tank. Many tanks are a batch.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of
from kaitei.refinery.leach.feed import Acid, Feed, check_acid, check_feed
from kaitei.refinery.leach.kinetics import (
    CALCITE_LAW,
    LABILE_LAW,
    MANGANESE_LAW,
    MATRIX_LAW,
    apatite_law,
    cube_root_left,
    rate_arrhenius,
)
from kaitei.refinery.leach.ledger import POOLS, extracted_share, ledger
from kaitei.refinery.leach.liquor import PARTS, check_temperature, constants_at, slope_debye_hueckel
from kaitei.refinery.leach.speciation import (
    LOG_STRONGEST,
    LOG_WEAKEST,
    buffer_of,
    conditional,
    speciate,
    strength_of,
)

BATCH = 40
"""Tanks in series that stand for a batch."""

CALCITE_SURFACE = 110.0
"""Specific surface of shells of 20 um [m2/kg]: 6 / (2710 x 20e-6)."""


class Dissolution(NamedTuple):
    """What the train dissolves, N draws."""

    pools: FloatArray
    """Share of each of ``POOLS`` dissolved after each tank [1], shape (draw, tank, pool)."""
    extracted: FloatArray
    """Share of each element dissolved, before anything falls out [1], shape (draw, element)."""
    parts: FloatArray
    """The liquor's ``PARTS`` before anything but gypsum falls out [mol/m3], shape (draw, part)."""
    ph: FloatArray
    """pH in each tank, activity [1], shape (draw, tank)."""
    consumed: FloatArray
    """Hydrogen that the minerals took up, phosphate as H2PO4- [mol/kg dry solids], shape (draw,)."""


def dissolve(feed: Feed, acid: Acid, surface: FloatArray, tanks: int, law: str) -> Dissolution:
    """Minerals in a train of equal leach tanks at steady state.

    Args:
        feed: solids, N draws.
        acid: acid and how it is used, N draws.
        surface: specific surface of apatite [m2/kg], shape (draw,).
        tanks: number of tanks; ``BATCH`` of them for a batch.
        law: rate law of apatite, a name out of ``APATITE_LAWS``.

    Apatite and calcite shrink, dX/dt = k a^n S M (1 - X)^(2/3); aluminium and iron leave through a growing layer,
    d(X^2)/dt = k a^n; the labile matrix and, with peroxide, manganese dioxide by first order. Far from equilibrium: no
    mineral but gypsum falls out here, so it holds below about pH 3; hydrogen from CO2 and silica is left out.

    >>> one = np.ones(1)
    >>> mud = Feed(np.array([[0.1, 0.01, 0.0, 0.0, 0.0]]), *[np.zeros((1, 18))] * 4, 0.3 * one)
    >>> acid = Acid("hydrochloric", 500.0 * one, 4e-3 * one, 298.15 * one, 210.0 * one)
    >>> made = dissolve(mud, acid, 3e4 * one, 3, "oelkers")
    >>> made.ph.round(2).tolist()
    [[0.73, 0.96, 1.15]]

    Raises InputError for what ``check_feed`` and ``check_acid`` refuse, fewer than one tank, or an unknown law.
    """
    check_feed(feed)
    check_acid(acid)
    if tanks < 1:
        raise InputError(f"a leach train needs at least one tank; {tanks} came")
    base, release = ledger(feed, acid)
    rates, orders = _rates(acid, surface, tanks, law)
    draws = len(acid.strength)
    pools, ph = np.zeros((draws, tanks, len(POOLS))), np.zeros((draws, tanks))
    kelvin = np.broadcast_to(np.asarray(acid.temperature, dtype=float), (draws,))
    check_temperature(kelvin)
    _run(base * 1e-3, release * 1e-3, rates, orders, constants_at(kelvin), slope_debye_hueckel(kelvin), pools, ph)
    last = pools[:, -1]
    parts = np.maximum(base + (release * last[:, :, np.newaxis]).sum(axis=1), _FLOOR)
    consumed = (base[:, 0] - parts[:, 0]) * acid.liquid_ratio
    return Dissolution(pools, extracted_share(feed, last), parts, ph, consumed)


_FLOOR = np.where(np.arange(len(PARTS)) > 0, 0.0, -np.inf)


def _rates(acid: Acid, surface: FloatArray, tanks: int, name: str) -> tuple[FloatArray, FloatArray]:
    """Rates times the stay in one tank at a hydrogen activity of 1 [1], shape (draw, pool), and their orders."""
    laws = (apatite_law(name), CALCITE_LAW, MATRIX_LAW, LABILE_LAW, MANGANESE_LAW)
    stay = acid.time / tanks
    one, reduced = np.ones_like(surface), np.full_like(surface, float(acid.reduced))
    per_surface = (surface * of.FLUORAPATITE, one * CALCITE_SURFACE * of.CALCITE, one, one, reduced)
    rates = [rate_arrhenius(law, acid.temperature) * stay * s for law, s in zip(laws, per_surface, strict=True)]
    return np.ascontiguousarray(np.stack(rates, axis=1)), np.array([law.order for law in laws])


@njit(cache=True)
def _advance(
    log_h: float, start: FloatArray, rate: FloatArray, order: FloatArray, share: FloatArray, slope: FloatArray
) -> None:
    """Share of each pool dissolved after a tank, its rise with the logarithm of the activity; fills the last two."""
    for p in range(rate.shape[0]):
        pace = rate[p] * np.exp(order[p] * log_h)
        if p < 2:
            before = (1.0 - start[p]) ** (1.0 / 3.0)
            u = cube_root_left(before, pace)
            share[p] = 1.0 - u * u * u
            slope[p] = 3.0 * order[p] * pace * u * u * u / (3.0 * u + 2.0 * pace) if u > 0.0 else 0.0
        elif p == 2:
            share[p] = min(np.sqrt(start[p] * start[p] + pace), 1.0)
            slope[p] = 0.5 * order[p] * pace / share[p] if 0.0 < share[p] < 1.0 else 0.0
        else:
            share[p] = (start[p] + pace) / (1.0 + pace)
            slope[p] = order[p] * pace * (1.0 - start[p]) / (1.0 + pace) ** 2


@njit(cache=True)
def _tank(
    base: FloatArray,
    release: FloatArray,
    rate: FloatArray,
    order: FloatArray,
    k: FloatArray,
    x: float,
    start: FloatArray,
    share: FloatArray,
    room: tuple[FloatArray, FloatArray, FloatArray],
) -> float:
    """Logarithm of the hydrogen activity of one tank; fills ``share``. ``room``: slopes, parts, forms."""
    slope, t, form = room
    low, high = LOG_WEAKEST, LOG_STRONGEST
    for _ in range(80):
        _advance(x, start, rate, order, share, slope)
        for c in range(base.shape[0]):
            t[c] = base[c]
            for p in range(rate.shape[0]):
                t[c] += release[p, c] * share[p]
        h = np.exp(x)
        gap = speciate(t, h, k, form)
        if gap > 0.0:
            high = x
        else:
            low = x
        rise = buffer_of(t, h, k, form)
        bound = (form[5] - form[7]) / t[9] if t[9] > 0.0 else 0.0
        for p in range(rate.shape[0]):
            rise += slope[p] * (bound * release[p, 9] - release[p, 0])
        step = gap / rise
        if abs(step) <= 1e-13 or high - low <= 1e-13:
            break
        x = x - step if low < x - step < high else 0.5 * (low + high)
    return x


@njit(cache=True)
def _run(
    base: FloatArray,
    release: FloatArray,
    rate: FloatArray,
    order: FloatArray,
    log_constants: FloatArray,
    slope: FloatArray,
    pools: FloatArray,
    ph: FloatArray,
) -> None:
    """All draws, tank after tank; fills the last two. The ionic strength of a tank is found by repetition."""
    k, start = np.zeros(9), np.zeros(rate.shape[1])
    room = (np.zeros(rate.shape[1]), np.zeros(base.shape[1]), np.zeros(14))
    for d in range(base.shape[0]):
        held, x = 0.5, -2.0
        for p in range(start.shape[0]):
            start[p] = 0.0
        for n in range(pools.shape[1]):
            for _ in range(20):
                conditional(log_constants[d], held, slope[d], k)
                x = _tank(base[d], release[d], rate[d], order, k, x, start, pools[d, n], room)
                made = min(strength_of(room[1], room[2]), 20.0)
                close = abs(made - held) <= 1e-9 * made
                held = made
                if close:
                    break
            for p in range(start.shape[0]):
                start[p] = pools[d, n, p]
            ph[d, n] = -x / np.log(10.0)
