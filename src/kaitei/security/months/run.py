"""Runs the monthly model: futures of shocks through the network, on a scenario's numbers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numba
import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.flow.room import empty_room
from kaitei.security.months.firms import BY_STOCK
from kaitei.security.months.loop import run_futures
from kaitei.security.months.packed import empty_out, months_of, records
from kaitei.security.months.world import PAIR_ELEMENT, Months, Numbers, World
from kaitei.security.network.network import ROOT
from kaitei.security.shocks.flat import Shocks

PIECES = 8
"""Pieces for each thread: futures differ in length of work."""


def run_months(
    world: World, numbers: Numbers, shocks: Shocks, project: FloatArray, detailed: int = 0
) -> tuple[Months, FloatArray]:
    """What the months of each future bring, and the flows of the first ``detailed`` futures.

    Args:
        world: network and uses.
        numbers: of each future, F of them.
        shocks: of each future, or of one for all.
        project: oxide that the sea-bed project brings to Japan [t/month], (F, month, element), or (month, element).
        detailed: futures whose flows are kept [t/month], (detailed, month, element, arc).
    """
    futures = len(numbers.full_cut_loss)
    each: Any = (np.broadcast_to(a, (futures, a.shape[1])) for a in shocks)
    brought = np.array(np.broadcast_to(project, (futures, *project.shape[-2:])), order="C")
    months, elements = brought.shape[1:]
    out = empty_out(futures, months)
    flows = np.zeros((detailed, months, elements, len(world.tail)))
    room = empty_room(world.tail.astype(np.int32), world.head.astype(np.int32), ROOT + 1)
    given = (world, records(numbers), records(Shocks(*each)), brought, room, out, flows)
    _side_by_side(lambda first, last: run_futures(*given, first, last), futures)
    return months_of(out), flows


def _side_by_side(work: Callable[[int, int], None], count: int) -> None:
    """Does work on places 0 to ``count - 1`` in pieces shared among threads; who does which changes no number."""
    threads = min(int(numba.config.NUMBA_NUM_THREADS), count)  # type: ignore[attr-defined]
    if threads < 2:
        work(0, count)
        return
    ends = np.linspace(0, count, min(PIECES * threads, count) + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for done in [pool.submit(work, *piece) for piece in pairwise(ends)]:
                done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def balance(numbers: Numbers, world: World, made: Months) -> FloatArray:
    """Delivered and released less consumed and put into stock, over all months, relative to need [1], (F, element)."""
    first = np.zeros((len(numbers.full_cut_loss), made.need.shape[2]))
    for need, element in zip(world.need, world.pairs[PAIR_ELEMENT], strict=True):
        first[:, element] += need * (numbers.target[:, element] * BY_STOCK).sum(axis=1)
    change = made.stock[:, -1] - first
    found = made.delivered.sum(axis=1) + made.released.sum(axis=1) - made.consumed.sum(axis=1) - change
    need = made.need.sum(axis=1)
    return np.asarray(found / np.where(need > 0.0, need, 1.0))
