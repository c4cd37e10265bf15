"""The security study: a story of shocks without and with what the chain's project makes, and all that is said of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from kaitei.chain import Chain, Progress
from kaitei.result import Result, versions
from kaitei.scenario import Scenario
from kaitei.security.network.base_year import base_year
from kaitei.security.network.rows import Row
from kaitei.study.insurance import get_ready
from kaitei.study.monte_carlo import monte_carlo
from kaitei.study.security_futures import FuturesStudy, futures_study
from kaitei.study.shock_story import Story
from kaitei.study.stock_value import stock_value
from kaitei.study.supply_measures import checks, summary
from kaitei.study.supply_shock import CASES, Supply, supply_under


def base_rows() -> list[Row]:
    """Every row of the base year's tables."""
    return [row for rows in base_year().tables.values() for row in rows]


@dataclass(frozen=True)
class SecurityStudy:
    """A story and what it comes to, with everything needed to repeat it."""

    scenario: Scenario
    story: Story
    supply: Supply
    stock: xr.Dataset
    """What one more month of stock is worth."""
    asked: bool
    """Whether the project was asked for."""
    draws: int
    failures: Mapping[str, int]
    """Draws of the chain that could not be computed, by reason; the others are taken in turn."""
    versions: Mapping[str, str]
    timings: Mapping[str, float]
    futures: FuturesStudy | None = None
    """What drawn futures say; None where none were asked for."""

    @property
    def counts(self) -> bool:
        """Whether the project makes anything within the horizon."""
        return bool(self.supply.draws["project"].max() > 0.0)

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that differ: without the project, and with it where it counts."""
        return CASES if self.counts else CASES[:1]

    @property
    def project_years(self) -> tuple[int, int]:
        """First and last calendar year in which the project produces."""
        horizon = self.scenario.horizon
        return horizon.first_year, horizon.first_year + horizon.production_years - 1

    @property
    def silence(self) -> str:
        """Why the project is left out; empty where it counts."""
        if self.counts:
            return ""
        if not self.asked:
            return "The project is left out, as asked."
        first, last = self.project_years
        horizon = f"{self.story.first_month} to {self.story.last_month}"
        return f"The project makes nothing in the months told ({horizon}): it produces from {first} to {last}."

    @property
    def data(self) -> dict[str, Any]:
        """The scenario's data on security."""
        return {name: datum for name, datum in self.scenario.data.items() if name.startswith("security.")}

    @property
    def sources(self) -> tuple[str, ...]:
        """Citation keys of the scenario's data on security, events, base year, families and options, sorted."""
        own = (key for datum in self.data.values() for key in datum.sources)
        base = (key for row in base_rows() for key in row.sources)
        drawn = self.futures.sources if self.futures else ()
        return tuple(sorted({*own, *base, *self.story.sources(), *drawn}))

    @property
    def holds(self) -> bool:
        """Whether every check holds."""
        return all(check.passed for check in checks(self.supply))

    def summary(self) -> dict[str, Any]:
        """What summary.json holds."""
        about = {
            "scenario": self.scenario.name,
            "seed": self.supply.seed,
            "draws": self.draws,
            "kaitei_version": self.versions.get("kaitei", ""),
            "failures": dict(self.failures),
            "timings": dict(self.timings),
        }
        told = summary(self.supply, self.story, about, self.counts, self.sources)
        return told | (self.futures.summary() if self.futures else {})


def security_study(
    chain: Chain,
    scenario: Scenario,
    story: Story,
    draws: int = 200,
    seed: int = 1,
    project: bool = True,
    progress: Progress | None = None,
    futures: int = 0,
) -> SecurityStudy:
    """Runs the chain for what the project makes, then the story without and with it.

    Args:
        chain: the chain of stages.
        scenario: its data.
        story: the shocks and the horizon.
        draws: of the uncertain numbers, of the chain and of the monthly model alike.
        seed: of the draws.
        project: whether the project counts; the chain is not run if it does not.
        progress: told of each part.
        futures: of shocks that may come, over the project's years; none leaves insurance and portfolio out.

    Raises StudyError when no draw of the chain can be computed or amounts do not balance.
    """
    told: Progress = progress or (lambda *_: None)
    timings: dict[str, float] = {}

    def timed(part: str, began: float) -> None:
        timings[part] = time.perf_counter() - began
        told(part, 1, 1, timings[part])

    made: Result | None = None
    if project:
        made = monte_carlo(chain, scenario, draws, seed, progress=told, studies=False)
        timings.update(made.timings)
    began = time.perf_counter()
    get_ready(scenario)
    timed("monthly kernels", began)
    began = time.perf_counter()
    supply = supply_under(scenario, story.events, story.first_month, story.months, draws, seed, made, story.title)
    timed("months under the story", began)
    began = time.perf_counter()
    stock = stock_value(scenario, story, np.asarray(supply.central["project"].to_numpy()))
    timed("one more month of stock", began)
    found = futures_study(scenario, made, futures, seed, told) if futures else None
    timings.update(found.timings if found else {})
    failures = dict(made.failures) if made else {}
    return SecurityStudy(scenario, story, supply, stock, project, draws, failures, versions(), timings, found)
