"""Runs of the monthly model that back-tests read: the central case of the commercial scenario without the project."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.scenario import Scenario
from kaitei.scenario_file import load
from kaitei.security.months.plants import new_plants
from kaitei.security.months.run import run_months
from kaitei.security.months.world import DESTINATION, KIND, ORIGIN, STAGE_OF, Months, World, world_of
from kaitei.security.network.arcs import Arcs
from kaitei.security.network.base_year import base_year
from kaitei.security.network.network import CONTRACT, ROOT, SPOT
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES
from kaitei.security.shocks import shock_file
from kaitei.security.shocks.event import Ban, Event, Quota
from kaitei.security.shocks.flat import of_events
from kaitei.security.shocks.month import month_number
from kaitei.study.supply_shock import numbers_in
from kaitei.validation.network_2010 import network_2010

DRAWS, SEED = 100, 1
SHARE = {"unit": "1", "grade": "C"}


@dataclass(frozen=True)
class Story:
    """Months of one story, of the central case (first future) or of draws."""

    first_month: str
    world: World
    months: Months
    flow: FloatArray
    """Of the central case [t oxide/month], (month, element, arc); of draws nothing, (0, ...)."""

    def at(self, month: str) -> int:
        """Place of a month, such as "2025-05"."""
        return month_number(month) - month_number(self.first_month)

    def sold(self, stages: tuple[str, ...], to: str = "", origin: str = "china") -> FloatArray:
        """What a country sells of some stages, or all others sell to one, by month and element [t oxide/month].

        to: the buyer, or all. origin: the seller, or all.
        """
        kind, seller, buyer, stage = self.world.arcs[[KIND, ORIGIN, DESTINATION, STAGE_OF]]
        trade = np.isin(kind, (CONTRACT, SPOT)) & np.isin(stage, [STAGES.index(name) for name in stages])
        for end, name in ((buyer, to), (seller, origin)):
            trade &= (end == COUNTRIES.index(name)) if name else (end >= 0)
        return np.asarray(self.flow[:, :, trade & (seller != buyer)].sum(axis=2))


def _run(arcs: Arcs, events: tuple[Event, ...], first: str, months: int, draws: int, **changes: object) -> Story:
    """A story on a network, its central case (``draws`` of 0, with flows) or draws; changes of the scenario's data."""
    # NOTE: the new plants of the tables all start after 2024.
    world = world_of(arcs.network, arcs.flow, new_plants(arcs.network, arcs.flow, first))
    numbers = numbers_in(_changed(changes), max(draws, 1), SEED, draws == 0)
    nothing = np.zeros((months, len(ELEMENTS)))
    made, flows = run_months(world, numbers, of_events(events, first), nothing, int(draws == 0))
    return Story(first, world, made, flows[0] if draws == 0 else flows)


def _changed(changes: dict[str, object]) -> Scenario:
    """The commercial scenario with other security data; one number for a table stands for all its labels."""
    scenario = load("minamitorishima")
    whole: dict[str, object] = {}
    for name, value in changes.items():
        datum = scenario.data[f"security.{name}"]
        table = dict.fromkeys(datum.value, value) if isinstance(datum.value, Mapping) else value
        whole[f"security.{name}"] = datum.model_copy(update={"value": table, "spread": None})
    return scenario.with_(whole)


def _today() -> Arcs:
    return Arcs(base_year().network, base_year().flow)


@cache
def licences(draws: int = 0) -> Story:
    """The licences of April 2025 on the base year 2024, from January 2025 on."""
    return _run(_today(), shock_file.load("2025-licensing").events, "2025-01", 12, draws)


@cache
def ban_2026() -> Story:
    """The ban of January 2026 alone, from December 2025 on."""
    return _run(_today(), shock_file.load("2026-ban").events, "2025-12", 7, 0)


@cache
def embargo_2010(draws: int = 0) -> Story:
    """The stop of autumn 2010, from September 2010 on; no state stock then, three months at firms."""
    return _run(network_2010(), shock_file.load("2010-embargo").events, "2010-09", 9, draws, **STOCKS_2010)


@cache
def quotas_2010(draws: int = 0) -> Story:
    """The quotas of 2010 to 2014, from January 2010 on."""
    return _run(network_2010(), quotas(), "2010-01", 60, draws, **STOCKS_2010)


STOCKS_2010: dict[str, object] = {"firm_cover": 90, "state_cover": 0}
"""[d] Japan Times of January 2011: about three months; the state held no rare earth."""

NOT_BINDING = 56_939.0
"""Quota of 2008 [t/yr], which did not bind, by the record of quotas and exports."""

QUOTAS = {
    ("2010-01", "2010-07"): 2 * 22_282.0,
    ("2010-07", "2011-01"): 2 * 7_976.0,
    ("2011-01", "2012-01"): 30_184.0,
    ("2012-01", "2013-01"): 30_996.0,
    ("2013-01", "2014-01"): 30_999.0,
    ("2014-01", "2015-01"): 30_610.0,
}
"""Export quotas from one month to another [t/yr]."""


def usual_exports() -> float:
    """What China sells of oxide and metal in the network of 2010 without a quota [t oxide/yr]."""
    arcs = network_2010()
    tail, head = arcs.network.tail, arcs.network.head
    seller, buyer = (np.where(ends == ROOT, -1, ends // len(STAGES)) for ends in (tail, head))
    china, raw = COUNTRIES.index("china"), [STAGES.index(stage) for stage in ("oxide", "metal")]
    out = (seller == china) & (buyer >= 0) & (buyer != china) & np.isin(tail % len(STAGES), raw)
    return 12.0 * float(arcs.flow[:, out].sum())


def quotas() -> tuple[Quota, ...]:
    """Quotas of a year as tonnes a month, on what China sells of oxide and metal in the network of 2010.

    The ministry counted other tonnes than trade statistics or this network do, so each quota is taken over that of
    2008, which did not bind, of all that is sold here without a quota.
    """
    usual = usual_exports()
    return tuple(
        Quota.model_validate(
            {
                "kind": "quota",
                "name": f"from-{start}",
                "assumption": "share of the quota of 2008",
                "origin": "china",
                "destination": "all",
                "stages": ["oxide", "metal"],
                "elements": "all",
                "start": start,
                "end": end,
                "tonnes": {
                    "value": usual * tonnes / NOT_BINDING,
                    "unit": "t/yr",
                    "grade": "C",
                    "assumption": "over 2008",
                },
                "carry": {"value": 6, "unit": "month", "grade": "B", "assumption": "given out by half-year"},
                "tranche": {"value": 1, "unit": "month", "grade": "C", "assumption": "used evenly"},
            }
        )
        for (start, end), tonnes in QUOTAS.items()
    )


def full_cut(months: int, origin: str, **changes: object) -> Story:
    """All that a country, or all of them, sends to Japan cut for some months, on the base year."""
    ban = {"kind": "ban", "name": "cut", "assumption": "a full cut", "origin": origin, "destination": "japan"}
    scope = {"stages": ["ore", "oxide", "metal", "magnet"], "elements": "all", "start": "2026-01", "end": "open"}
    none = {**SHARE, "value": 0, "assumption": "a full cut"}
    return _run(_today(), (Ban.model_validate({**ban, **scope, "leakage": none}),), "2026-01", months, 0, **changes)
