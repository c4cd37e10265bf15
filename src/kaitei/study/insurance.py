"""The project as insurance: the same futures of shocks without it and with it, and what it avoids is worth to Japan."""

from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from kaitei.economics.cash_flow import discount_factor, present_value
from kaitei.economics.stage import MOMENT
from kaitei.errors import StudyError
from kaitei.measure import spread_of
from kaitei.physics.arrays import FloatArray
from kaitei.result import Result
from kaitei.scenario import Horizon, Scenario
from kaitei.security.months.plants import new_plants
from kaitei.security.months.run import balance, run_months
from kaitei.security.months.world import Months, Numbers, World, world_of
from kaitei.security.network.base_year import base_year
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.flat import Shocks
from kaitei.security.shocks.generator import draw, packaged_families
from kaitei.study.supply_shock import BALANCE, CASES, numbers_in, project_oxide

MONTHS = 12
TAIL = 0.05
"""Share of the worst futures that the tail is the mean of [1]."""

YEN = 1e9

ROUNDING = 1e-6
"""Difference of losses of a year that comes of rounding [GJPY]."""


class Futures(NamedTuple):
    """Drawn futures of shocks over a project's years of production: all that a case is run on."""

    world: World
    numbers: Numbers
    shocks: Shocks
    horizon: Horizon
    seed: int

    @property
    def months(self) -> int:
        """Of production."""
        return MONTHS * self.horizon.production_years

    def part(self, count: int) -> "Futures":
        """The first of them."""
        numbers, shocks = Numbers(*(a[:count] for a in self.numbers)), Shocks._make(a[:count] for a in self.shocks)
        return self._replace(numbers=numbers, shocks=shocks)


class Case(NamedTuple):
    """What the futures come to in one case."""

    loss: FloatArray
    """Value added lost in Japan in the year [GJPY], (F, year)."""
    unserved: FloatArray
    """Need not met in all years [t], (F, element)."""


class Project(NamedTuple):
    """What a run's project is in each future: future f takes draw f, and starts anew with the first."""

    oxide: FloatArray
    """[t/month], (F, month, element)."""
    discount_rate: FloatArray
    """[1/yr], (F,)."""
    moment: float
    """When in a year money is taken to flow [1], as in the run's own cash flow."""
    jpy_per_usd: FloatArray
    npv: FloatArray
    """[MUSD], (F,)."""


class Worth(NamedTuple):
    """What the project avoids, in one kind of future or on the mean."""

    loss_without: float
    """A year [GJPY/yr]."""
    loss_with: float
    avoided: float
    """A year [GJPY/yr]."""


def insurance(made: Result, futures: int = 200, seed: int = 1) -> xr.Dataset:
    """Runs drawn futures of shocks over the project's years of production, without and with what it makes.

    Args:
        made: a run of the chain; future f takes its draw f, and starts anew with the first when there are more.
        futures: drawn from the packaged families of shocks.
        seed: of the futures and of the numbers of supply.

    Gives, for every draw (a future each): ``loss`` by case and year [GJPY/yr], ``unserved`` by case and element [t],
    ``worth_to_japan``, what the avoided losses are worth at the start of the project [MUSD], discounted as its own cash
    flow is, and the project's own ``npv`` [MUSD] beside it. Losses are value added in Japan; they are no cash to the
    project, so the two are never added.

    Raises StudyError when amounts do not balance, or the run has no draw.
    """
    drawn = futures_of(made.scenario, futures, seed)
    return insured(drawn, project_of(made, futures), case_of(drawn))


def get_ready(scenario: Scenario) -> None:
    """Loads the compiled months, or compiles them where they have never run: one future."""
    without_project(scenario, 1, 1)


def without_project(scenario: Scenario, futures: int, seed: int) -> Case:
    """What futures come to without the project: it waits for no draw of the chain.

    Raises StudyError when amounts do not balance.
    """
    return case_of(futures_of(scenario, futures, seed))


def futures_of(scenario: Scenario, count: int, seed: int) -> Futures:
    """Futures from the packaged families over the years of production of a scenario."""
    horizon, base = scenario.horizon, base_year()
    world = world_of(base.network, base.flow, new_plants(base.network, base.flow, _first(horizon)))
    months = MONTHS * horizon.production_years
    shocks = draw(packaged_families(), 0, count, months, seed).shocks
    return Futures(world, numbers_in(scenario, count, seed, False), shocks, horizon, seed)


def case_of(drawn: Futures, oxide: FloatArray | None = None) -> Case:
    """What the futures come to with oxide made at home [t/month], (F, month, element), or without.

    Raises StudyError when amounts do not balance.
    """
    count = len(drawn.numbers.full_cut_loss)
    brought = np.zeros((count, drawn.months, len(ELEMENTS))) if oxide is None else oxide
    found: Months = run_months(drawn.world, drawn.numbers, drawn.shocks, brought)[0]
    if not np.abs(balance(drawn.numbers, drawn.world, found)).max() < BALANCE:
        raise StudyError("Japan's months do not balance")
    yearly = found.loss.reshape(count, -1, MONTHS).sum(axis=2)
    return Case(yearly / YEN, found.unserved.sum(axis=1))


def project_of(made: Result, futures: int) -> Project:
    """The project of a run in as many futures."""
    horizon, valid = made.scenario.horizon, made.valid
    rows = np.arange(futures) % valid.sizes["draw"]
    rate, yen, npv = (
        np.broadcast_to(valid[name].to_numpy(), (valid.sizes["draw"],))[rows]
        for name in ("economics.discount_rate", "market.jpy_per_usd", "npv")
    )
    months = MONTHS * horizon.production_years
    moment = MOMENT[made.scenario.options["economics.discounting"]]
    return Project(project_oxide(made, _first(horizon), months, futures), rate, moment, yen, npv)


def insured(drawn: Futures, project: Project, without: Case) -> xr.Dataset:
    """What ``insurance`` gives, where the case without the project is known.

    Raises StudyError when amounts do not balance.
    """
    with_it = case_of(drawn, project.oxide)
    horizon = drawn.horizon
    loss, unserved = (np.stack([getattr(case, name) for case in (without, with_it)]) for name in Case._fields)
    years = horizon.first_year + np.arange(loss.shape[2])
    before = horizon.construction_years
    factor = discount_factor(project.discount_rate, before + len(years), project.moment)[:, before:]
    spared = np.where(np.abs(loss[0] - loss[1]) > ROUNDING, loss[0] - loss[1], 0.0)
    avoided = spared * 1e3 / project.jpy_per_usd[:, np.newaxis]
    brought = project.oxide.sum(axis=1)
    return xr.Dataset(
        {
            "loss": (("case", "draw", "year"), loss, _about("GJPY", "Value added lost in the year")),
            "unserved": (("case", "draw", "element"), unserved, _about("t", "Need not met, all years")),
            "project": (("draw", "element"), brought, _about("t", "Oxide brought, all years")),
            "worth_to_japan": ("draw", present_value(avoided, factor), _about("MUSD", "Avoided losses, discounted")),
            "npv": ("draw", project.npv, _about("MUSD", "The project's own value")),
        },
        coords={"case": list(CASES), "draw": np.arange(loss.shape[1]), "year": years, "element": list(ELEMENTS)},
        attrs={"seed": drawn.seed},
    )


def _first(horizon: Horizon) -> str:
    return f"{horizon.first_year:04d}-01"


def _about(unit: str, meaning: str) -> dict[str, str]:
    return {"units": unit, "long_name": meaning}


def worth_of(found: xr.Dataset) -> dict[str, Worth]:
    """Losses a year on the mean of all futures and on the worst of them (by loss without the project)."""
    yearly = found["loss"].mean("year").transpose("case", "draw").to_numpy()
    worst = np.argsort(-yearly[0], kind="stable")[: max(int(np.ceil(TAIL * yearly.shape[1])), 1)]
    return {
        name: Worth(float(without), float(with_it), float(without - with_it))
        for name, (without, with_it) in (("mean", yearly.mean(axis=1)), ("tail", yearly[:, worst].mean(axis=1)))
    }


def per_tonne(found: xr.Dataset, element: str = "Dy") -> float:
    """Avoided loss per tonne of an element that the project brings, mean of all futures [GJPY/t]; NaN if none."""
    brought = float(found["project"].sel(element=element).mean())
    yearly = found["loss"].sel(case="without") - found["loss"].sel(case="with")
    avoided = float(yearly.sum("year").mean())
    return avoided / brought if brought > 0.0 else float("nan")


def standard_error(values: FloatArray) -> float | None:
    """Of the mean of independent values; None for one value.

    >>> standard_error(np.array([1.0, 3.0]))
    1.0
    """
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else None


def as_plain(found: xr.Dataset) -> dict[str, Any]:
    """What the futures come to, as plain JSON: ``worth_to_japan`` with its error and futures, ``npv`` apart from it."""
    worth, years, dysprosium = found["worth_to_japan"].to_numpy(), found["year"].to_numpy(), per_tonne(found)
    return {
        "futures": int(found.sizes["draw"]),
        "seed": int(found.attrs["seed"]),
        "years": [int(years[0]), int(years[-1])],
        "tail_share": TAIL,
        "worth_to_japan": {"unit": "MUSD", **spread_of(worth), "standard_error": standard_error(worth)},
        "npv": {"unit": "MUSD", **spread_of(found["npv"].to_numpy())},
        "loss": {"unit": "GJPY/yr", **{kind: one._asdict() for kind, one in worth_of(found).items()}},
        "sources": sorted({key for family in packaged_families() for key in family.sources()}),
        "avoided_per_tonne_Dy": {"unit": "GJPY/t", "mean": dysprosium if np.isfinite(dysprosium) else None},
    }
