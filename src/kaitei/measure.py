"""Measures: the few numbers per draw that summaries, studies and reports speak of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from kaitei.errors import InputError, nearest
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.variable import vocabulary

if TYPE_CHECKING:
    from kaitei.result import Result


@dataclass(frozen=True)
class Measure:
    """One number per draw, computed from the dataset."""

    name: str
    unit: str
    label: str
    reads: tuple[str, ...]
    compute: Callable[[xr.Dataset], FloatArray]


def _by_draw(array: xr.DataArray) -> FloatArray:
    values: FloatArray = array.to_numpy()
    return values


def full_years(dataset: xr.Dataset) -> xr.DataArray:
    """True for the years of full production (the best years, where the ramp-up never ends)."""
    share = dataset["operating_share"]
    return share == share.max("year")


def _mean_full_year(name: str) -> Callable[[xr.Dataset], FloatArray]:
    return lambda ds: _by_draw(ds[name].where(full_years(ds)).mean("year"))


def _oxide_full_year(symbols: tuple[str, ...]) -> Callable[[xr.Dataset], FloatArray]:
    def compute(dataset: xr.Dataset) -> FloatArray:
        made = dataset["oxide_made"].sel(element=list(symbols)).sum("element")
        return _by_draw(made.where(full_years(dataset)).mean("year"))

    return compute


def _need_share(symbol: str) -> Callable[[xr.Dataset], FloatArray]:
    def compute(dataset: xr.Dataset) -> FloatArray:
        share = dataset["supply_share_project"].sel(element=symbol)
        return _by_draw(share.where(full_years(dataset)).mean("year"))

    return compute


def _feed_grade(dataset: xr.Dataset) -> FloatArray:
    rey = dataset["feed_element"].sel(element=REY).sum(("year", "element"))
    landed = dataset["mud_landed"].sum("year")
    return _by_draw((rey / landed.where(landed > 0)).fillna(0.0) * 1e6)


REY = [symbol for symbol, yes in zip(elements.ELEMENTS, elements.REY, strict=True) if yes]


def _variable(name: str, unit: str, label: str) -> Measure:
    """A variable that already is one number per draw."""
    return Measure(name, unit, label, (name,), lambda ds: _by_draw(ds[name]))


def _full_year(name: str, unit: str, label: str) -> Measure:
    """The mean of a flow over the years of full production."""
    return Measure(name, unit, label, (name,), _mean_full_year(name))


def _oxide(symbol: str) -> Measure:
    label = f"{elements.NAMES[symbol]} oxide made, full year"
    return Measure(f"oxide_{symbol}", "t/yr", label, ("oxide_made",), _oxide_full_year((symbol,)))


def _need_met(symbol: str) -> Measure:
    label = f"share of Japan's {elements.NAMES[symbol]} need"
    return Measure(f"need_met_{symbol}", "1", label, ("supply_share_project",), _need_share(symbol))


def _npv_positive(dataset: xr.Dataset) -> FloatArray:
    return (_by_draw(dataset["npv"]) > 0).astype(np.float64)


def _seafloor_opened(dataset: xr.Dataset) -> FloatArray:
    return _by_draw(dataset["seafloor_opened"].sum("year"))


MEASURES: tuple[Measure, ...] = (
    _full_year("mud_lifted", "t/yr", "mud lifted, dry, full year"),
    _full_year("mud_landed", "t/yr", "mud landed, dry, full year"),
    _full_year("lifting_days", "d/yr", "days of lifting, full year"),
    Measure("feed_grade", "g/t", "grade of the feed, REY metal", ("feed_element", "mud_landed"), _feed_grade),
    Measure("reo_made", "t/yr", "oxide made (REO), full year", ("oxide_made",), _oxide_full_year(tuple(REY))),
    *map(_oxide, ("Nd", "Pr", "Dy", "Tb", "Y")),
    _variable("cost_per_mud_dry", "USD/t", "cost per dry t of mud lifted"),
    _variable("cost_per_mud_wet", "USD/t", "cost per wet t of mud lifted"),
    _variable("cost_per_reo", "USD/kg", "cost per kg REO"),
    _variable("cost_per_magnet_reo", "USD/kg", "cost per kg magnet REO"),
    _variable("basket_price", "USD/kg", "price of the basket sold"),
    _variable("break_even_basket_price", "USD/kg", "basket price at which NPV = 0"),
    _variable("npv", "MUSD", "net present value"),
    Measure("npv_positive", "1", "probability that NPV > 0", ("npv",), _npv_positive),
    _variable("irr", "1", "internal rate of return"),
    _variable("co2_per_reo", "kg/kg", "CO2 per kg REO"),
    Measure("seafloor_opened", "km^2", "sea floor opened in all", ("seafloor_opened",), _seafloor_opened),
    *map(_need_met, ("Nd", "Dy", "Tb", "Y")),
)

BY_NAME: Mapping[str, Measure] = {m.name: m for m in MEASURES}


def measure(name: str) -> Measure:
    """The measure of a name; any variable with one number per draw is a measure too.

    Raises InputError for an unknown name.
    """
    if name in BY_NAME:
        return BY_NAME[name]
    known = vocabulary()
    plain = {n for n, v in known.items() if v.dims == ("draw",) and v.role == "gives"}
    if name not in plain:
        raise InputError(f"no measure {name!r}; {nearest(name, {*BY_NAME, *plain})}")
    return Measure(name, known[name].unit, name.replace("_", " "), (name,), lambda ds: _by_draw(ds[name]))


def spread_of(values: FloatArray) -> dict[str, float | None]:
    """Mean, P10, P50 and P90; None where infinite or where there are no values."""
    if values.size == 0:
        return dict.fromkeys(("mean", "p10", "p50", "p90"))
    # NOTE: "lower" keeps a percentile one of the values, so that an infinite one stays infinite.
    p10, p50, p90 = np.quantile(values, (0.1, 0.5, 0.9), method="lower" if np.isinf(values).any() else "linear")
    made = {"mean": float(values.mean()), "p10": float(p10), "p50": float(p50), "p90": float(p90)}
    return {name: (value if np.isfinite(value) else None) for name, value in made.items()}


def headline(result: "Result") -> dict[str, dict[str, Any]]:
    """All measures of a result, each with unit, mean, P10, P50 and P90 over the draws that could be computed.

    ``worth_to_japan`` is over the futures of its study, with their number and the standard error of the mean.
    """
    valid = result.valid
    made: dict[str, dict[str, Any]] = {
        m.name: {"unit": m.unit, **spread_of(m.compute(valid))}
        for m in MEASURES
        if set(m.reads) <= set(valid.data_vars)
    }
    scale = result.studies.get("scale")
    if scale:
        made["break_even_rate"] = {key: scale[key] for key in ("unit", "mean", "p10", "p50", "p90")}
    insured = result.studies.get("insurance")
    if insured:
        made["worth_to_japan"] = {**insured["worth_to_japan"], "futures": insured["futures"]}
    return made
