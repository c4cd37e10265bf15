"""The island plant: slurry from the pond becomes cake on the stock, at a rate, while neither store stops it."""

import math
from typing import Any

from numba import njit

from kaitei.fleet.simulation.book import page_of
from kaitei.fleet.simulation.mining_vessel import FIX, PARTS, new_life
from kaitei.fleet.simulation.plan import FAR, YEAR
from kaitei.fleet.simulation.words import DEWATERED, DEWATERING, FAILURES, FIRST, ISLAND
from kaitei.physics.counter_random import uniform


@njit(cache=True, error_model="numpy")
def start_plant(plan: Any, island: Any) -> None:
    """Sets the clock of the plant's first failure."""
    island.clock = new_life(plan, plan.vessels, DEWATERING, island.failures)


@njit(cache=True, error_model="numpy")
def settle_plant(plan: Any, island: Any, book: Any, time: int) -> None:
    """Dewaters up to ``time``."""
    spent = time - island.since
    island.since = time
    if spent <= 0 or island.works == 0 or plan.route != ISLAND:
        return
    room = max(plan.stock - island.stock, 0.0)
    mass = min(plan.plant * spent, island.pond, room)
    island.pond -= mass
    island.stock += mass
    island.clock -= mass / plan.plant
    page_of(book, time - 1).masses[DEWATERED] += mass


@njit(cache=True, error_model="numpy")
def plan_plant(plan: Any, island: Any, time: int, cargo_wanted: float, room_wanted: float) -> None:
    """Sets the plant's next event after ``time``.

    cargo_wanted: stock that a carrier waits for [kg]; room_wanted: cargo of a shuttle that waits for room in the
    pond [kg]; 0 where none waits.
    """
    if plan.route != ISLAND or island.works == 0:
        return
    room = plan.stock - island.stock
    mass = min(island.pond, room)
    if mass <= 0.0:
        island.due = FAR
        return
    if cargo_wanted > island.stock:
        mass = min(mass, cargo_wanted - island.stock)
    short = room_wanted - (plan.pond - island.pond - island.reserved)
    if room_wanted > 0.0 and short > 0.0:
        mass = min(mass, short)
    seconds = min(mass / plan.plant, island.clock)
    island.due = min(time + math.ceil(max(seconds, 1.0)), (time // YEAR + 1) * YEAR)


@njit(cache=True, error_model="numpy")
def step_plant(plan: Any, island: Any, book: Any, time: int) -> None:
    """Ends a spell of the plant: it fails, or is repaired, or a store is full or empty."""
    settle_plant(plan, island, book, time)
    if island.works == 0:
        island.works = 1
        island.clock = new_life(plan, plan.vessels, DEWATERING, island.failures)
    elif island.clock <= 0.0:
        n = island.failures
        u = uniform(plan.key[0], plan.key[1], FIX, plan.vessels * PARTS + DEWATERING, n, FIRST)
        island.failures += 1
        island.works = 0
        island.due = time + max(1, round(-math.log(u) * plan.repair[DEWATERING]))
        page_of(book, time).counts[FAILURES] += 1
