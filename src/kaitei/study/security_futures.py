"""Futures of shocks that may come: what the project is worth in them, what a stock is, and what Japan would buy."""

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import xarray as xr

from kaitei.chain import Progress
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.security.network.base_year import base_year
from kaitei.security.nodes import ELEMENTS
from kaitei.security.portfolio.gaps import room_of
from kaitei.security.portfolio.offers import STOCK, Offer
from kaitei.security.portfolio.options import load
from kaitei.security.shocks.generator import packaged_families
from kaitei.study.insurance import as_plain, case_of, futures_of, insured, project_of, standard_error
from kaitei.study.portfolio import PortfolioStudy, portfolio_of
from kaitei.study.stock_in_futures import HELPS, stock_in_futures
from kaitei.study.stock_value import ELEMENTS_ASKED

BOUGHT = 1e-6
"""Size from which an option counts as bought, as part of its most [1]."""

STOCK_PART = 2
"""Of so many futures one is run for stocks: four runs of the months for each."""


@dataclass(frozen=True)
class FuturesStudy:
    """Drawn futures instead of a story told for certain."""

    count: int
    """Futures, and as many others on which portfolios are judged."""
    seed: int
    worth: xr.Dataset | None
    """The project as insurance; None where it is left out."""
    stock: xr.Dataset
    """What one more month of stock avoids in each of the first futures."""
    portfolio: PortfolioStudy
    timings: dict[str, float] = field(compare=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """Citation keys of the families of shocks and of the options, sorted."""
        families = (key for family in packaged_families() for key in family.sources())
        options = (key for option in load()[0] for key in option.sources)
        return tuple(sorted({*families, *options}))

    def summary(self) -> dict[str, Any]:
        """What summary.json says: by subject."""
        avoided = self.stock["avoided"]
        months = {
            str(symbol): {
                "unit": "GJPY",
                "mean": float(avoided.sel(element=symbol).mean()),
                "standard_error": standard_error(avoided.sel(element=symbol).to_numpy()),
                "share_of_futures": float((avoided.sel(element=symbol) > HELPS).mean()),
                "futures": int(avoided.sizes["draw"]),
                "years": int(self.stock.attrs["years"]),
            }
            for symbol in self.stock["element"].to_numpy()
        }
        made: dict[str, Any] = {"one_more_month_of_stock": months, "portfolio": _plain(self.portfolio)}
        return made if self.worth is None else {"insurance": as_plain(self.worth), **made}


def bought(study: PortfolioStudy, place: int) -> list[tuple[Offer, float]]:
    """Options that a point buys, with their sizes; stocks first."""
    pairs = zip(study.offers, study.points[place].size.tolist(), strict=True)
    return [(offer, size) for offer, size in pairs if size > BOUGHT * offer.most]


def off_the_tail(study: PortfolioStudy, option: int) -> float:
    """Yen that a yen spent on an option takes off the tail where nothing else is bought [1]."""
    cost = study.offers[option].cost
    return float(study.points[0].worth[option]) / cost if cost > 0.0 else np.inf


def stock_of(study: PortfolioStudy, element: str) -> int | None:
    """Place of an element's stock among the options; None where it is not on offer."""
    names = [offer.name if offer.kind == STOCK else "" for offer in study.offers]
    return names.index(f"stock_{element}") if f"stock_{element}" in names else None


def refining_room(element: str) -> float:
    """Most oxide that Japan's plants make into what uses take, in the base year's network [t/month]."""
    return float(room_of(base_year().network)[ELEMENTS.index(element)])


def _plain(study: PortfolioStudy) -> dict[str, Any]:
    points = []
    for i, point in enumerate(study.points):
        made = {name: float(getattr(point, name)) for name in ("limit", "tail", "missed", "cost", "loss", "price")}
        made |= {"judged_tail": study.judged[i].tail, "judged_loss": study.judged[i].loss} if study.judged else {}
        points.append({**made, "bought": {offer.name: size for offer, size in bought(study, i)}})
    return {
        "unit": "GJPY/yr",
        "futures": study.futures,
        "seed": study.seed,
        "first_month": study.first_month,
        "years": study.years,
        "tail_share": study.tail,
        "points": points,
    }


def futures_study(
    scenario: Scenario, made: Result | None, futures: int, seed: int, progress: Progress | None = None
) -> FuturesStudy:
    """Draws futures and asks them what the project, a month of stock, and every other option is worth.

    Args:
        scenario: whose security numbers and horizon hold.
        made: a run of the chain; None leaves the project out.
        futures: drawn; portfolios are judged on as many others.
        seed: of them.
        progress: told of each part.
    """
    told: Progress = progress or (lambda *_: None)
    timings: dict[str, float] = {}

    def timed(part: str, began: float) -> None:
        timings[part] = time.perf_counter() - began
        told(part, 1, 1, timings[part])

    began = time.perf_counter()
    drawn = futures_of(scenario, futures, seed)
    without = case_of(drawn)
    timed("futures without the project", began)
    worth = None
    if made is not None:
        began = time.perf_counter()
        worth = insured(drawn, project_of(made, futures), without)
        timed("futures with the project", began)
    began = time.perf_counter()
    stock = stock_in_futures(drawn.part(max(futures // STOCK_PART, 1)), without, ELEMENTS_ASKED)
    timed("futures with one more month of stock", began)
    portfolio = portfolio_of(scenario, made, futures=futures, seed=seed, judges=futures, progress=told)
    timings.update({f"portfolio: {part}": seconds for part, seconds in portfolio.seconds.items()})
    return FuturesStudy(futures, seed, worth, stock, portfolio, timings)
