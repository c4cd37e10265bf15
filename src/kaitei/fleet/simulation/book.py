"""The book of one draw: every second of every ship goes to one state with one cause; masses and counts by year."""

from typing import Any

import numpy as np
from numba import njit

from kaitei.fleet.simulation.plan import HOUR, MONTH_OF_DAY, MONTH_STARTS, YEAR
from kaitei.fleet.simulation.records import record_at
from kaitei.fleet.simulation.words import CAUSES, COUNTS, GROUPS, MASSES, SHIP_STATES, STATES

DAY = 24 * HOUR

_I, _F = np.int64, np.float64

PAGE = np.dtype(
    [
        ("share", _F),  # of the design rate that is lifted in the year
        ("hours", _I, (len(STATES), len(CAUSES))),  # of all mining vessels [s]
        ("ship_hours", _I, (len(GROUPS), len(SHIP_STATES))),  # of the cargo ships [s]
        ("masses", _F, (len(MASSES),)),  # dry [kg]
        ("counts", _I, (len(COUNTS),)),
    ],
    align=True,
)
"""What is written down of one year, or of one month in all years; of months the hours of mining vessels alone."""

ENTRY = np.dtype(
    [("ship", _I), ("start", _I), ("end", _I), ("state", _I), ("cause", _I), ("mass", _F)],
    align=True,
)
"""A line of the log: times [s], dry mass lifted, taken or brought [kg]; cause -1 or -2 for a shuttle or a carrier."""

BOOK = np.dtype(
    [
        ("pages", _I),  # address of the pages: of each year, then of each month
        ("years", _I),  # their number
        ("log", _I),  # address of the log
        ("lines", _I),  # room in the log; 0: nothing is logged
        ("entries", _I),  # lines wanted so far
        ("close", _I),  # when the time of mining vessels stops being booked [s]
    ]
)
"""Where the book of one draw lies."""

page_at = record_at(PAGE, "pages")
"""A page by its place."""

entry_at = record_at(ENTRY, "log")
"""A line of the log by its place."""


@njit(cache=True, error_model="numpy")
def page_of(book: Any, time: int) -> Any:
    """The page of the year of a time; the last year's for all that comes after."""
    return page_at(book, min(time // YEAR, book.years - 1))


@njit(cache=True, error_model="numpy")
def month_of(time: int) -> int:
    """Month of a time, 0 to 11."""
    return int(MONTH_OF_DAY[time % YEAR // DAY])


@njit(cache=True, error_model="numpy")
def place_time(book: Any, time: int, state: int, cause: int, spent: int) -> None:
    """Books time that lies within the month of ``time``."""
    page_of(book, time).hours[state, cause] += spent
    page_at(book, book.years + month_of(time)).hours[state, cause] += spent


@njit(cache=True, error_model="numpy")
def write(book: Any, ship: int, start: int, end: int, state: int, cause: int, mass: float) -> None:
    """Adds a line to the log if there is room."""
    if book.entries < book.lines:
        entry = entry_at(book, book.entries)
        entry.ship, entry.start, entry.end = ship, start, end
        entry.state, entry.cause, entry.mass = state, cause, mass
    book.entries += 1


@njit(cache=True, error_model="numpy")
def spend(book: Any, ship: int, start: int, end: int, state: int, cause: int) -> None:
    """Books the time of a mining vessel from ``start`` to ``end``."""
    end = min(end, book.close)
    if end <= start:
        return
    if book.lines > 0:
        write(book, ship, start, end, state, cause, 0.0)
    time = start
    while time < end:
        until = min(end, time // YEAR * YEAR + MONTH_STARTS[month_of(time) + 1] * HOUR)
        place_time(book, time, state, cause, until - time)
        time = until


@njit(cache=True, error_model="numpy")
def spend_ship(book: Any, ship: int, group: int, start: int, end: int, state: int, mass: float) -> None:
    """Books the time of a cargo ship from ``start`` to ``end``; its mass stands in the log."""
    if end <= start:
        return
    if book.lines > 0:
        write(book, ship, start, end, state, -1 - group, mass)
    time = start
    while time < end:
        until = min(end, (time // YEAR + 1) * YEAR)
        page_of(book, time).ship_hours[group, state] += until - time
        time = until
