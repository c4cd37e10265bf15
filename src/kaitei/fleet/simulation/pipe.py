"""Pipe in hourly weather: work that goes on in calm hours, is booked as it goes, and may be cut short."""

from typing import Any

from numba import njit

from kaitei.fleet.simulation.book import spend
from kaitei.fleet.simulation.calm import calm_from, calm_until, forbidden_by
from kaitei.fleet.simulation.words import RUN_PIPE, WEATHER


@njit(cache=True, error_model="numpy")
def pipe_work(
    plan: Any, sea: Any, book: Any, ship: int, time: int, left: int, state: int, cause: int, stop: int, patience: int
) -> tuple[int, int, int]:
    """Runs, pulls or joins pipe from ``time`` on: (time it ends, work left, time waited).

    left: work in calm hours [s]. stop: when it is broken off. patience: longest time to wait for weather.
    Each start needs ``window`` hours of calm ahead, or as many as are left to do.
    """
    waited = 0
    while left > 0 and time < stop:
        need = min(plan.window[RUN_PIPE], left)
        start = calm_from(sea, RUN_PIPE, time, need, plan.settled[RUN_PIPE])
        until = min(start, stop, time + patience - waited)
        if start > time:
            spend(book, ship, time, until, WEATHER, forbidden_by(sea, RUN_PIPE, time))
            waited += until - time
            time = until
            if waited >= patience:
                break
            continue
        end = min(calm_until(sea, RUN_PIPE, time), time + left, stop)
        spend(book, ship, time, end, state, cause)
        left -= end - time
        time = end
    return time, left, waited
