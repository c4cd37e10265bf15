"""How far Japan hangs on imports and on whom, by tonnes and by value, before a shock and during it."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from kaitei.physics.arrays import FloatArray
from kaitei.security import concentration
from kaitei.security.network import arcs
from kaitei.security.network.base_year import base_year
from kaitei.security.nodes import COUNTRIES, ELEMENTS

JAPAN, CHINA, REST = (COUNTRIES.index(name) for name in ("japan", "china", "rest"))


@dataclass(frozen=True)
class Dependence:
    """Shares of what comes in over some months, central case [1]."""

    imported: float
    """Imports over all that comes in, recycling at home and the project among it."""
    declared: float
    """China's share of the imports by the country that sends them."""
    through: float
    """Share of what Japan's uses take that was in China at any stage."""
    index: float
    """Herfindahl-Hirschman index of the imports; the unnamed rest counts in the total only."""


def dependence(months: xr.Dataset, by_value: bool, element: str = "") -> Dependence:
    """The dependence of one case over its months, of one element or of all together.

    months: variables brought, through and by_origin, each with month and element.
    by_value: weighs kilograms by the prices of the base year, whatever the product.
    """
    weight = base_prices() if by_value else np.ones(len(ELEMENTS))
    if element:
        weight = weight * (np.array(ELEMENTS) == element)
    brought = np.einsum("tec,e->c", _of(months, "brought", "country"), weight)
    sent = np.delete(brought, JAPAN)
    used = _of(months, "by_origin", "origin").sum(axis=2)
    through = _of(months, "through", "country")[:, :, CHINA]
    return Dependence(
        imported=_share(sent.sum(), brought.sum()),
        declared=_share(brought[CHINA], sent.sum()),
        through=_share((used * through) @ weight, used @ weight),
        index=import_index(brought),
    )


def import_index(brought: FloatArray) -> float:
    """The index of imports [1] from what comes in by sender, (country,); Japan's own is left out.

    NaN where nothing is imported.
    """
    named = np.delete(brought, [JAPAN, REST])
    total = float(np.delete(brought, JAPAN).sum())
    if total <= 0.0 or named.sum() <= 0.0:
        return 0.0 if total > 0.0 else float("nan")
    # NOTE: the rest comes from many places whose squares are small; it counts in the total only.
    return float(concentration.herfindahl_index(named) * (named.sum() / total) ** 2)


def base_prices() -> FloatArray:
    """Price of the oxide of each element in the base year [USD/kg], (element,)."""
    return arcs.prices(base_year().tables)


def _of(months: xr.Dataset, name: str, last: str) -> FloatArray:
    return np.asarray(months[name].transpose("month", "element", last).to_numpy())


def _share(part: FloatArray | float, whole: FloatArray | float) -> float:
    total = float(np.sum(whole))
    return float(np.sum(part)) / total if total > 0.0 else float("nan")
