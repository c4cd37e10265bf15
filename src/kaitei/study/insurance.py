"""The project as insurance: the same futures of shocks without it and with it, and what it avoids is worth to Japan."""

from typing import NamedTuple

import numpy as np
import xarray as xr

from kaitei.economics.cash_flow import discount_factor, present_value
from kaitei.errors import StudyError
from kaitei.physics.arrays import FloatArray
from kaitei.result import Result
from kaitei.security.months.plants import new_plants
from kaitei.security.months.run import balance, run_months
from kaitei.security.months.world import Months, world_of
from kaitei.security.network.base_year import base_year
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.generator import draw, packaged_families
from kaitei.study.supply_shock import BALANCE, CASES, numbers_in, project_oxide

MONTHS = 12
TAIL = 0.05
"""Share of the worst futures that the tail is the mean of [1]."""

DISCOUNTED_AT = 0.5
"""Losses of a year fall in its middle [yr]."""


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
    scenario, horizon = made.scenario, made.scenario.horizon
    months = MONTHS * horizon.production_years
    first = f"{horizon.first_year:04d}-01"
    base = base_year()
    world = world_of(base.network, base.flow, new_plants(base.network, base.flow, first))
    numbers = numbers_in(scenario, futures, seed, False)
    shocks = draw(packaged_families(), 0, futures, months, seed).shocks
    oxide = project_oxide(made, first, months, futures)
    found: list[Months] = []
    for brought in (np.zeros_like(oxide), oxide):
        case, _ = run_months(world, numbers, shocks, brought)
        if not np.abs(balance(numbers, world, case)).max() < BALANCE:
            raise StudyError("Japan's months do not balance")
        found.append(case)
    loss = np.stack([_by_year(case.loss) / 1e9 for case in found])
    return _dataset(made, loss, np.stack([case.unserved.sum(axis=1) for case in found]), oxide)


def _by_year(monthly: FloatArray) -> FloatArray:
    """Sums of twelve months, (draw, year)."""
    return np.asarray(monthly.reshape(len(monthly), -1, MONTHS).sum(axis=2))


def _dataset(made: Result, loss: FloatArray, unserved: FloatArray, oxide: FloatArray) -> xr.Dataset:
    horizon, valid = made.scenario.horizon, made.valid
    draws = loss.shape[1]
    rows = np.arange(draws) % valid.sizes["draw"]
    years = horizon.first_year + np.arange(loss.shape[2])
    rate = np.broadcast_to(valid["economics.discount_rate"].to_numpy(), (valid.sizes["draw"],))[rows]
    yen = np.broadcast_to(valid["market.jpy_per_usd"].to_numpy(), (valid.sizes["draw"],))[rows]
    before = horizon.construction_years
    factor = discount_factor(rate, before + len(years), DISCOUNTED_AT)[:, before:]
    avoided = loss[0] - loss[1]
    worth = present_value(avoided * 1e3 / yen[:, np.newaxis], factor)
    return xr.Dataset(
        {
            "loss": (("case", "draw", "year"), loss, {"units": "GJPY", "long_name": "Value added lost in the year"}),
            "unserved": (("case", "draw", "element"), unserved, {"units": "t", "long_name": "Need not met, all years"}),
            "project": (
                ("draw", "element"),
                oxide.sum(axis=1),
                {"units": "t", "long_name": "Oxide brought, all years"},
            ),
            "worth_to_japan": ("draw", worth, {"units": "MUSD", "long_name": "Avoided losses, discounted"}),
            "npv": ("draw", valid["npv"].to_numpy()[rows], {"units": "MUSD", "long_name": "The project's own value"}),
        },
        coords={"case": list(CASES), "draw": np.arange(draws), "year": years, "element": list(ELEMENTS)},
    )


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
