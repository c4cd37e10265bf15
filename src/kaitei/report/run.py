"""What the report reads of a result: ranges over the draws, the central case, the words that name the run."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import xarray as xr

from kaitei.datum import Datum
from kaitei.measure import full_years, measure, spread_of
from kaitei.physics.arrays import FloatArray
from kaitei.report.numerals import exact, number, plural, span, unit_text, with_unit
from kaitei.result import Result

EXISTS: Mapping[str, str] = {
    "irr": "irr_exists",
    "cost_per_reo": "oxide_exists",
    "cost_per_magnet_reo": "oxide_exists",
    "basket_price": "oxide_exists",
    "break_even_basket_price": "oxide_exists",
}
"""Measures that have no meaning in some draws, and the variable that says in which they have."""

_DECK = re.compile(r"price deck (\w+)")


@dataclass(frozen=True)
class Range:
    """P10, P50, P90 and mean of a measure over the draws that have a value; None where that is infinite."""

    p10: float | None
    p50: float | None
    p90: float | None
    mean: float | None
    unit: str
    draws: int
    share: float = 1.0
    """Share of the draws that have a value."""

    @property
    def text(self) -> str:
        """The median with its unit."""
        return with_unit(number(self.p50), self.unit)

    @property
    def between(self) -> str:
        """P10 to P90, without unit."""
        return span(self.p10, self.p90)

    @property
    def spoken(self) -> str:
        """The median with unit and range, for a sentence."""
        if self.draws < 2 or self.p10 == self.p90:
            return self.text
        return f"{self.text} ({self.between})"


def in_square_metres(found: Range) -> Range:
    """A small area in square metres; anything else as it is.

    >>> in_square_metres(Range(1e-5, 5e-5, 1e-4, 5e-5, "km^2", 9)).text
    '50\xa0m²'
    """
    if found.unit != "km^2" or found.p90 is None or found.p90 >= 0.01:
        return found
    low, middle, high, mean = (None if v is None else v * 1e6 for v in (found.p10, found.p50, found.p90, found.mean))
    return Range(low, middle, high, mean, "m^2", found.draws, found.share)


def range_over(values: FloatArray, unit: str, share: float = 1.0) -> Range:
    """The range of one number per draw."""
    made = spread_of(values)
    return Range(made["p10"], made["p50"], made["p90"], made["mean"], unit, values.size, share)


@dataclass(frozen=True)
class Run:
    """A result as the report reads it."""

    result: Result

    @cached_property
    def draws(self) -> xr.Dataset:
        """The draws that could be computed."""
        return self.result.valid

    @property
    def count(self) -> int:
        """Number of draws that could be computed."""
        return int(self.draws.sizes["draw"])

    @property
    def money(self) -> str:
        """The money that the scenario states its prices and costs in."""
        return self.result.scenario.money

    @property
    def central(self) -> xr.Dataset:
        """The central case."""
        return self.result.central

    @cached_property
    def central_failure(self) -> str:
        """Why the central case could not be computed; empty if it could."""
        return str(self.central["failure"].item()) if "failure" in self.central else ""

    def has(self, *names: str) -> bool:
        """Whether the draws hold all of these variables."""
        return self.count > 0 and all(name in self.draws for name in names)

    def knows(self, *names: str) -> bool:
        """Whether the central case holds numbers for all of these variables."""
        return not self.central_failure and all(
            name in self.central and bool(np.isfinite(self.central.variables[name].to_numpy()).all()) for name in names
        )

    def range_of(self, name: str) -> Range | None:
        """The range of a measure; None when the run does not have it, or no draw has a value."""
        goal = measure(name)
        if not self.has(*goal.reads):
            return None
        values = goal.compute(self.draws)
        real = np.isfinite(values)
        if EXISTS.get(name) in self.draws:
            real &= self.draws[EXISTS[name]].to_numpy() > 0.0
        return range_over(values, goal.unit, float(real.mean())) if real.any() else None

    def central_of(self, name: str) -> float | None:
        """A measure in the central case; None when it has no value there."""
        goal = measure(name)
        if self.central_failure or not set(goal.reads) <= set(self.central.data_vars):
            return None
        if EXISTS.get(name) in self.central and not self.central[EXISTS[name]].item() > 0.0:
            return None
        value = float(goal.compute(self.central))
        return value if np.isfinite(value) else None

    def values_of(self, name: str) -> FloatArray:
        """A measure of every draw that could be computed."""
        return measure(name).compute(self.draws) if self.has(*measure(name).reads) else np.empty(0)

    @cached_property
    def _medians(self) -> dict[str, dict[str, float]]:
        return {}

    def medians(self, name: str) -> dict[str, float]:
        """Medians over the draws of a table, by the labels of its one dimension besides."""
        if name not in self._medians:
            table = self.draws.variables[name].transpose("draw", ...)
            labels = map(str, self.draws.variables[table.dims[1]].to_numpy())
            self._medians[name] = dict(zip(labels, np.median(table.to_numpy(), axis=0).tolist(), strict=True))
        return self._medians[name]

    def full_year(self, array: xr.DataArray, source: xr.Dataset) -> xr.DataArray:
        """The mean of a flow over the years of full production."""
        return array.where(full_years(source)).mean("year")

    def study(self, name: str) -> Any:
        """What a study found; None when it was not made or refused."""
        return self.result.studies.get(name) or None

    def refusal(self, name: str) -> str:
        """Why a study refused; empty when it did not."""
        return str(self.result.studies.get(f"{name}_refused", ""))

    def unit(self, name: str) -> str:
        """Unit of a variable, as it is written by hand."""
        held = self.draws if name in self.draws else self.central
        return unit_text(str(held[name].attrs.get("units", ""))) if name in held else ""

    def option(self, name: str) -> str:
        """The word chosen for an option; empty when the scenario has no such option."""
        return self.result.scenario.options.get(name, "")

    def datum(self, name: str) -> Datum | None:
        """A datum of the scenario."""
        return self.result.scenario.data.get(name)

    @property
    def title(self) -> str:
        """The scenario's title, or its name."""
        return self.result.scenario.title or self.result.scenario.name

    @cached_property
    def rate(self) -> str:
        """The rate of lifting as the scenario states it, with its basis."""
        stated = self.datum("lift.rate")
        if stated is None or not isinstance(stated.value, (int, float)):
            return "the rate of the scenario"
        basis = {"dry": "dry mud", "wet": "wet mud", "slurry": "slurry"}.get(self.option("lift.basis"), "mud")
        return f"{with_unit(exact(float(stated.value)), stated.unit)} of {basis}"

    @cached_property
    def deck(self) -> str:
        """The price deck's name, or empty when prices do not come from a packaged deck."""
        price = self.datum("market.price")
        found = _DECK.search(price.where) if price else None
        return found[1] if found else ""

    @cached_property
    def full(self) -> list[int]:
        """Calendar years of full production."""
        if "operating_share" not in self.central:
            return []
        here = full_years(self.central).to_numpy()
        return [int(year) for year in self.central["year"].to_numpy()[here]]

    @property
    def period(self) -> str:
        """The years that "full year" figures stand for, to end a sentence with."""
        if not self.full:
            return "in a full year"
        first, last = self.full[0], self.full[-1]
        return f"in {first}" if first == last else f"a year, mean of the full years {first} to {last}"

    @property
    def basis(self) -> str:
        """How many draws ranges are taken over."""
        lost = self.result.draws - self.count
        return plural(self.count, "draw") + (f" ({lost:,} more failed)" if lost else "")

    @property
    def horizon(self) -> str:
        """The years of the project in words."""
        horizon = self.result.scenario.horizon
        years = plural(horizon.production_years, "production year")
        built = horizon.construction_years
        return f"{years} from {horizon.first_year}" + (f", {plural(built, 'year')} of building before" if built else "")
