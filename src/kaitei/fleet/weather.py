"""A pool of weather years, hour by hour, without units: each hour is a probability within its month.

The pool holds how weather hangs together in time and between variables; how high, long or strong it is belongs to
the monthly distributions (see margins), which every draw has for itself. "Hs above 3 m in July" is then "code at or
above the threshold of 3 m in July", so that one pool serves all draws and all climates.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numba import njit, uint16
from scipy.special import ndtr

from kaitei.errors import InputError
from kaitei.fleet.persistence import Persistence, noise_correlation, root, slow_covariance
from kaitei.physics.arrays import CodeArray, FloatArray
from kaitei.physics.counter_random import fill_normal

WEATHER = ("wave_height", "wave_period", "wind_speed", "current_speed")
"""The variables of a weather year, in this order."""

HOURS = 8760
"""Hours of a weather year: leap days are left out."""

CODES = 65536
"""A code k stands for the probabilities from k / 65536 to (k + 1) / 65536."""

_BLOCK = 256
_PLACES = -(-HOURS // _BLOCK) * _BLOCK
_FAR = 5.0
_FINE = 256.0
_CODE = CODES * ndtr(np.arange(-_FAR, _FAR + 1.5 / _FINE, 1.0 / _FINE))


class _Law(NamedTuple):
    """What the compiled loop needs, one entry a variable."""

    slow: FloatArray
    fast: FloatArray
    noise: FloatArray
    start: FloatArray
    slow_scale: FloatArray
    fast_scale: FloatArray
    year_scale: FloatArray


def copula_years(
    key: int,
    years: int,
    persistence: Persistence,
    coupling: FloatArray,
    first: int = 0,
    threads: int | None = None,
) -> CodeArray:
    """Weather years as codes, shape (years, variable, hour) with the variables of WEATHER.

    key: the stream, 0 to 2^64 - 1. years: how many. persistence: memory of each variable, shape (variable,).
    coupling: correlation of the normal scores at the same hour [1], shape (variable, variable). first: number of
    the first year. threads: that share the work, as many as there are processors unless said; they change no number.

    Code floor(65536 Phi(z)) of normal scores z with the correlation in time that ``persistence`` states (see
    ``persistence.autocorrelation``): z = sqrt(p) slow + sqrt(q) fast + sqrt(w) year. Every year begins in the
    steady state and is independent of the others; year y depends on key and y alone. Seasons are in the margins:
    the memory is the same all year.

    >>> memory = Persistence(*(np.array([x] * 4) for x in (72e3, 0.06, 18e3, 0.01)))
    >>> pool = copula_years(1, 3, memory, np.eye(4))
    >>> pool.shape, bool((copula_years(1, 1, memory, np.eye(4), first=2)[0] == pool[2]).all())
    ((3, 4, 8760), True)
    """
    if not 0 <= key < 2**64:
        raise InputError(f"the key of the weather years must be from 0 to 2^64 - 1, not {key}")
    pool: CodeArray = np.empty((years, len(WEATHER), HOURS), np.uint16)
    law = _law(persistence, np.asarray(coupling, np.float64))
    count = max(1, min(years, threads or os.cpu_count() or 1))
    cuts = [years * part // count for part in range(count + 1)]
    # NOTE: plain threads and compiled loops that let go of the interpreter, and no prange: a process that has run
    # prange with OpenMP cannot be forked afterwards, and executors of a user's choice may fork.
    with ThreadPoolExecutor(count) as workers:
        for done in [
            workers.submit(_fill, pool[low:high], key & 0xFFFFFFFF, key >> 32, first + low, law)
            for low, high in pairwise(cuts)
        ]:
            done.result()
    return pool


def _law(persistence: Persistence, coupling: FloatArray) -> _Law:
    """Roots, noise and start of the autoregressions: factors of covariances that a loop can multiply with."""
    slow = root(persistence.slow_time)
    noise = noise_correlation(coupling, persistence)
    now, before = (noise * part for part in np.moveaxis(slow_covariance(slow), -1, 0))
    share = 1.0 - persistence.fast_share - persistence.year_share
    return _Law(
        slow=slow,
        fast=root(persistence.fast_time),
        noise=_factor(noise),
        start=_factor(np.block([[now, before], [before.T, now]])),
        slow_scale=np.sqrt(share / np.diagonal(now)),
        fast_scale=np.sqrt(persistence.fast_share),
        year_scale=np.sqrt(persistence.year_share),
    )


def _factor(covariance: FloatArray) -> FloatArray:
    """Lower triangular factor that gives independent normal numbers a covariance."""
    made: FloatArray = np.linalg.cholesky(covariance).astype(np.float64)
    return made


@njit(cache=True, nogil=True)
def _fill(pool: CodeArray, key0: int, key1: int, first: int, law: _Law) -> None:
    """Years from ``first`` on; they are independent, so that any thread may do any of them."""
    for year in range(pool.shape[0]):
        _one_year(pool[year], key0, key1, first + year, law)


@njit(cache=True)
def _one_year(codes: CodeArray, key0: int, key1: int, year: int, law: _Law) -> None:
    """One year of all variables, in blocks of hours that stay in the fastest memory."""
    count, hours = codes.shape
    normal = np.empty((2 * count, _BLOCK))
    begin = np.empty(_BLOCK)
    fill_normal(begin, key0, key1, year, 2 * count * _PLACES)
    state = np.zeros((count, 4))
    for v in range(count):
        for u in range(2 * count):
            state[v, 0] += law.start[v, u] * begin[u]
            state[v, 1] += law.start[count + v, u] * begin[u]
        state[v, 2] = begin[2 * count + v]
        state[v, 3] = begin[3 * count + v] * law.year_scale[v]
    for start in range(0, hours, _BLOCK):
        for part in range(2 * count):
            fill_normal(normal[part], key0, key1, year, part * _PLACES + start)
        for v in range(count):
            _one_block(codes[v, start : start + _BLOCK], normal, state[v], v, law)


@njit(cache=True)
def _one_block(codes: CodeArray, normal: FloatArray, state: FloatArray, v: int, law: _Law) -> None:
    """One block of one variable; ``state`` is the slow part now and before, the fast part, and the year's level."""
    once, twice = 2.0 * law.slow[v], -(law.slow[v] ** 2)
    fast, fresh = law.fast[v], np.sqrt(1.0 - law.fast[v] ** 2)
    now, before, quick = state[0], state[1], state[2]
    own = normal[len(law.slow) + v]
    for i in range(len(codes)):
        shock = 0.0
        for u in range(v + 1):
            shock += law.noise[v, u] * normal[u, i]
        now, before = once * now + twice * before + shock, now
        quick = fast * quick + fresh * own[i]
        score = law.slow_scale[v] * now + law.fast_scale[v] * quick + state[3]
        place = (min(max(score, -_FAR), _FAR) + _FAR) * _FINE
        cell = int(place)
        codes[i] = uint16(min(_CODE[cell] + (place - cell) * (_CODE[cell + 1] - _CODE[cell]), CODES - 1.0))
    state[0], state[1], state[2] = now, before, quick
