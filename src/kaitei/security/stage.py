"""The stage ``security.allocate``."""

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security import cover, supply
from kaitei.security.calm import read
from kaitei.security.calm.table import CHINA, SOURCES, CalmYear, calm_year
from kaitei.security.nodes import BASES
from kaitei.security.uses import USES
from kaitei.stage import Inputs, stage

YEAR = 31_557_600.0
"""Seconds in a Julian year, by which a need per year is turned into an amount in a year."""

TONNE = 1000.0


@stage(
    "security.allocate",
    needs=("oxide_made", "market.price"),
    coordinates={"use": USES, "basis": BASES},
    sources=SOURCES,
)
def allocate(x: Inputs) -> dict[str, FloatArray]:
    """Sets the project's oxides against Japan's need in the calm year of the base year's network, by element and year.

    Gives who meets the need by where it was mined, what passed through China, what is left for export, dependence on
    imports and concentration of senders before and after, by element and for all together, and how long stocks last.
    """
    table, made, need = calm_year(), x["oxide_made"], _need(x)
    place = read.place_of(supply.share_of(made, need), table.ratio)
    used = need * read.at(place, table.project)
    from_china = need * read.at(place, table.mined[:, :, CHINA])
    from_others = need * read.at(place, table.recycled + np.delete(table.mined, CHINA, axis=2).sum(axis=2))
    surplus = np.maximum(made - used, 0.0)
    return {
        "need_known": (x["security.need"] > 0.0).astype(np.float64),
        "japan_need": need,
        "supply_project": used,
        "supply_china": from_china,
        "supply_other": from_others,
        "supply_through_china": need * read.at(place, table.through_china),
        "project_surplus": surplus,
        "supply_share_project": supply.share_of(used, need),
        "supply_balance": _worst(supply.share_of(used + from_china + from_others - need, need)),
        "project_balance": _worst(supply.share_of(used + surplus - made, made)),
        **_over_the_life(x, table, place, need),
        **_cover(x),
    }


def _need(x: Inputs) -> FloatArray:
    """Need of each year [kg]; where no figure was found, what Japan uses in the network's base year."""
    years = x.years[np.newaxis, :] - x["security.need_year"][:, np.newaxis]
    stated = x["security.need"] * x["security.need_to_oxide"] * YEAR
    known = np.where(x["security.need"] > 0.0, stated, calm_year().used * TONNE)
    growth = x["security.need_growth"][:, np.newaxis, :]
    return supply.need_in_year(known[:, np.newaxis, :], growth, years[:, :, np.newaxis])


def _producing(made: FloatArray) -> BoolArray:
    """Years that count, (draw, year): those in which the project makes oxide; all where it never does."""
    producing = made.sum(axis=2) > 0.0
    return np.asarray(producing | ~producing.any(axis=1, keepdims=True))


def _over_the_life(x: Inputs, table: CalmYear, place: read.Place, need: FloatArray) -> dict[str, FloatArray]:
    """Shares over the years in which the project makes oxide, without the project and with it."""
    need = need * _producing(x["oxide_made"])[:, :, np.newaxis]
    with_it = read.weights_of(place, need, table.ratio.shape[1])
    without = np.zeros_like(with_it)
    without[:, :, 0] = with_it.sum(axis=2)
    met, needed = read.summed(with_it, table.project), without[:, :, 0]
    weight = np.stack([np.ones_like(x["market.price"]), x["market.price"]], axis=1)
    made = {
        "need_share_project": supply.share_of(met, needed),
        "group_share_project": supply.share_of(_total(weight, met), _total(weight, needed)),
    }
    for when, weights in (("before", without), ("after", with_it)):
        for name, values in _shares(table, weights, weight).items():
            made[f"{name}_{when}"] = values
    return made


def _total(weight: FloatArray, amount: FloatArray) -> FloatArray:
    """Sum over elements on each basis, (draw, basis, ...). weight: (draw, basis, element). amount: (draw, element,
    ...)."""
    wide = weight.reshape(*weight.shape, *[1] * (amount.ndim - 2))
    return np.asarray((wide * amount[:, np.newaxis]).sum(axis=2))


def _shares(table: CalmYear, weights: FloatArray, weight: FloatArray) -> dict[str, FloatArray]:
    """Shares by element and, on each basis, of all together.

    weights: need at each amount of the table [kg], (draw, element, amount). weight: (draw, basis, element).
    """
    need, made = weights.sum(axis=2), {}
    brought = read.summed(weights, table.brought)
    for name, senders in (("", read.senders_of(brought)), ("group_", read.senders_of(_total(weight, brought)))):
        made[f"{name}china_declared"] = senders.declared
        made[f"{name}import_share"] = senders.imported
        made[f"{name}hhi"] = senders.concentration
    for name, column in (("china_mined", table.mined[:, :, CHINA]), ("china_through", table.through_china)):
        amount = read.summed(weights, column)
        made[name] = supply.share_of(amount, need)
        made[f"group_{name}"] = supply.share_of(_total(weight, amount), _total(weight, need))
    return made


def _cover(x: Inputs) -> dict[str, FloatArray]:
    """How long stocks last by element [s]."""
    median = x["security.firm_cover"]
    spread = np.broadcast_to(x["security.firm_cover_spread"][:, np.newaxis], median.shape)
    return {
        "cover_firms": cover.cover_of_firms(median, spread),
        "cover_thin_firms": cover.cover_of_thin_firms(median, spread),
        "cover_state": x["security.state_cover"] + 0.0,
    }


def _worst(residual: FloatArray) -> FloatArray:
    """Largest size of a residual over years and elements, (draw,)."""
    return np.asarray(np.abs(residual).max(axis=(1, 2)))
