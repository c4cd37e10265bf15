"""Short stories of the monthly model on the base year, for tests of laws."""

from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

from kaitei.scenario_file import load
from kaitei.security.months.run import run_months
from kaitei.security.months.world import Months, Numbers, World, world_of
from kaitei.security.network.base_year import base_year
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.event import Ban, Event, Outage
from kaitei.security.shocks.flat import Shocks, of_events
from kaitei.security.shocks.month import month_text
from kaitei.study.supply_shock import numbers_in

FIRST, MONTHS, FUTURES = "2026-01", 14, 8
ZERO = 12 * 2026
FEW = 10
"""Examples of a law: each runs some futures, and whatever is in them differs between futures."""


@cache
def world() -> World:
    """The base year, no new plants."""
    return world_of(base_year().network, base_year().flow)


@cache
def drawn() -> Numbers:
    """Numbers of some draws."""
    return numbers_in(load("minamitorishima"), FUTURES, 1, False)


def calm() -> Numbers:
    """The same draws without panic orders."""
    return drawn()._replace(panic=np.zeros(FUTURES))


def run(events: tuple[Event, ...], numbers: Numbers | None = None, months: int = MONTHS) -> Months:
    """The months of all draws under a story."""
    return run_flat(of_events(events, FIRST), drawn() if numbers is None else numbers, months)


def run_flat(shocks: Shocks, numbers: Numbers, months: int = MONTHS) -> Months:
    """The months of all draws under shocks in flat form."""
    return run_months(world(), numbers, shocks, np.zeros((months, len(ELEMENTS))))[0]


def ban(start: int, length: int | None, **words: Any) -> Ban:
    """A full ban by China on Japan of everything, from a month of the horizon on; other words replace these."""
    usual = {
        "name": "ban", "assumption": "made up", "origin": "china", "destination": "japan", "elements": "all",
        "stages": ["ore", "oxide", "metal", "magnet"],
    }  # fmt: skip
    return Ban.model_validate({**usual, "kind": "ban", "leakage": share(0.0), **_time(start, length), **words})


def outage(origin: str, start: int, length: int | None) -> Outage:
    """Mines and plants of a country, or of all, that stand still."""
    words = {"kind": "outage", "name": "outage", "assumption": "made up", "origin": origin, "elements": "all"}
    stages = ["ore", "oxide", "metal", "magnet"]
    return Outage.model_validate({**words, "stages": stages, "lost": share(1.0), **_time(start, length)})


def share(value: float) -> dict[str, object]:
    """A share as files write it."""
    return {"value": value, "unit": "1", "grade": "C", "assumption": "made up"}


def _time(start: int, length: int | None) -> dict[str, str]:
    end = "open" if length is None else month_text(ZERO + start + length)
    return {"start": month_text(ZERO + start), "end": end}


scopes = st.fixed_dictionaries(
    {
        "elements": st.one_of(
            st.just("all"), st.lists(st.sampled_from(["Nd", "Dy", "Tb", "Y", "Ce", "Sm"]), min_size=1, unique=True)
        ),
        "stages": st.lists(st.sampled_from(["ore", "oxide", "metal", "magnet"]), min_size=1, unique=True),
        "destination": st.sampled_from(["japan", "all"]),
        "leakage": st.sampled_from([0.0, 0.3, 0.6]).map(share),
    }
)
"""What a ban is about."""
