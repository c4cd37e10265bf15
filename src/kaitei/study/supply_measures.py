"""What a story of shocks comes to: losses, standstills, cover, shortage, prices, each over the draws."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from kaitei.measure import spread_of
from kaitei.result import Check
from kaitei.study.shock_story import Story
from kaitei.study.supply_shock import Supply

STANDS_STILL = 0.05
"""Share of a use's firms from which standstill is reported [1]."""

DAYS = 30.4375
"""Days in a twelfth of a Julian year."""

CLOSED = 1e-9


def total_loss(supply: Supply) -> xr.DataArray:
    """Value added lost over the horizon [GJPY], (case, draw)."""
    return supply.draws["loss"].sum("month")


def avoided_loss(supply: Supply) -> xr.DataArray:
    """Loss that the project avoids, draw by draw [GJPY], (draw,)."""
    lost = total_loss(supply)
    return lost.sel(case="without") - lost.sel(case="with")


def first_standstill(dataset: xr.Dataset, share: float = STANDS_STILL) -> xr.DataArray:
    """Place of the first month in which that share of a use's firms stands still; NaN where none does."""
    still = dataset["stopped"] >= share - CLOSED
    return still.argmax("month").where(still.any("month"))


def lowest_activity(dataset: xr.Dataset) -> xr.DataArray:
    """Pace of each use in its worst month [1]."""
    return dataset["activity"].min("month")


def cover_at_start(dataset: xr.Dataset) -> xr.Dataset:
    """Days that the stocks of the first month last at its need, of the firms and of the state."""
    first = dataset.isel(month=0)
    need = first["need"].where(first["need"] > 0.0)
    return xr.Dataset({"firms": first["stock"] / need * DAYS, "state": first["state_stock"] / need * DAYS})


def unserved_total(dataset: xr.Dataset) -> xr.DataArray:
    """Need that was not met over the horizon [t]."""
    return dataset["unserved"].sum("month")


def price_peak(dataset: xr.Dataset) -> xr.DataArray:
    """Highest price over that of the base year [1]."""
    return dataset["price"].max("month")


def month_of(supply: Supply, place: float) -> str:
    """Label of a place among the months, or "none"."""
    return str(supply.draws["month"].to_numpy()[int(place)]) if np.isfinite(place) else "none"


def checks(supply: Supply) -> list[Check]:
    """Identities that must hold in every month."""
    d, c = supply.draws, supply.central
    scale = float(d["need"].max())
    met = abs(d["consumed"] + d["unserved"] - d["need"]).max() / scale
    mined = abs(c["by_origin"].sum("origin") - c["delivered"]).max() / scale
    least = min(float(d["stock"].min()), float(d["state_stock"].min()), 0.0) / scale
    return [
        Check("need_is_met_or_not", *_held(float(met)), "served + unserved = need, every draw, month and element"),
        Check("origin_is_whole", *_held(float(mined)), "sum over mine countries = delivered, central case"),
        Check("stock_not_negative", *_held(-least), "no stock below zero"),
    ]


def _held(value: float) -> tuple[bool, float, float]:
    return value <= CLOSED, value, CLOSED


def headline(supply: Supply, with_project: bool) -> dict[str, dict[str, Any]]:
    """Every measure by name, with unit, mean, P10, P50 and P90 over the draws."""
    made: dict[str, dict[str, Any]] = {}
    cases = ("without", "with") if with_project else ("without",)
    loss, low, unserved, peak = (
        total_loss(supply), lowest_activity(supply.draws), unserved_total(supply.draws), price_peak(supply.draws),
    )  # fmt: skip
    for case in cases:
        made[f"loss_{case}"] = _item(loss.sel(case=case), "GJPY")
        for use in supply.draws["use"].to_numpy():
            made[f"lowest_activity_{use}_{case}"] = _item(low.sel(case=case, use=use), "1")
        for symbol in supply.draws["element"].to_numpy():
            made[f"unserved_{symbol}_{case}"] = _item(unserved.sel(case=case, element=symbol), "t")
    if with_project:
        made["loss_avoided"] = _item(avoided_loss(supply), "GJPY")
    for market in supply.draws["market"].to_numpy():
        for symbol in supply.draws["element"].to_numpy():
            values = peak.sel(case="without", market=market, element=symbol)
            made[f"price_peak_{market}_{symbol}"] = _item(values, "1")
    return made


def _item(values: xr.DataArray, unit: str) -> dict[str, Any]:
    return {"unit": unit, **spread_of(values.to_numpy())}


def summary(
    supply: Supply, story: Story, about: Mapping[str, Any], with_project: bool, sources: tuple[str, ...]
) -> dict[str, Any]:
    """What summary.json says: the agreed keys of a run, and the story."""
    return {
        **about,
        "story": {
            "events": [file.name for file in story.files],
            "title": story.title,
            "first_shock": story.first_shock,
            "first_month": story.first_month,
            "months": story.months,
            "project": with_project,
        },
        "first_standstill": _standstills(supply, with_project),
        "headline": headline(supply, with_project),
        "checks": [
            {"name": c.name, "passed": c.passed, "value": c.value, "tolerance": c.tolerance} for c in checks(supply)
        ],
        "sources": list(sources),
    }


def _standstills(supply: Supply, with_project: bool) -> dict[str, dict[str, Any]]:
    """Month of the median draw and share of draws by use, of the first month in which firms stand still."""
    found = first_standstill(supply.draws)
    made: dict[str, dict[str, Any]] = {}
    for case in ("without", "with") if with_project else ("without",):
        made[case] = {}
        for use in found["use"].to_numpy():
            place = found.sel(case=case, use=use).to_numpy()
            stopped = np.isfinite(place)
            middle = float(np.median(place[stopped])) if stopped.any() else np.nan
            made[case][str(use)] = {"median": month_of(supply, middle), "share_of_draws": float(stopped.mean())}
    return made
