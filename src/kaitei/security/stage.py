"""The stage ``security.allocate``."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security import concentration, supply
from kaitei.security.uses import USES
from kaitei.stage import Inputs, stage

YEAR = 31_557_600.0
"""Seconds in a Julian year, by which a need per year is turned into an amount in a year."""


@stage(
    "security.allocate",
    needs=("oxide_made", "market.price"),
    coordinates={"use": USES},
    sources=("BACI2024", "JSNM2024"),
)
def allocate(x: Inputs) -> dict[str, FloatArray]:
    """Sets the project's oxides against Japan's need by element and year, and displaces Chinese supply first.

    Gives who meets the need, what is left for export, China's share and the concentration of suppliers before
    and after, by element and for all rare earths together.
    """
    made, need = x["oxide_made"], _need(x)
    used, surplus = supply.used_at_home(made, need), supply.exported(made, need)
    share = supply.share_of(used, need)
    china = x["security.china_share"][:, np.newaxis, :]
    from_china = need * supply.leader_after(china, share)
    from_others = need * np.minimum(1.0 - china, 1.0 - share)
    return {
        "need_known": (x["security.need"] > 0.0).astype(np.float64),
        "japan_need": need,
        "supply_project": used,
        "supply_china": from_china,
        "supply_other": from_others,
        "project_surplus": surplus,
        "supply_share_project": share,
        "supply_balance": _worst(supply.share_of(used + from_china + from_others - need, need)),
        "project_balance": _worst(supply.share_of(used + surplus - made, made)),
        **_elements(x, used, from_china, need),
        **_group(x, used, need),
    }


def _need(x: Inputs) -> FloatArray:
    years = x.years[np.newaxis, :] - x["security.need_year"][:, np.newaxis]
    stated = (x["security.need"] * x["security.need_to_oxide"])[:, np.newaxis, :] * YEAR
    growth = x["security.need_growth"][:, np.newaxis, :]
    return supply.need_in_year(stated, growth, years[:, :, np.newaxis])


def _while_producing(x: Inputs, flow: FloatArray) -> FloatArray:
    """Sum over the years in which the project makes oxide [kg], shape (draw, element)."""
    producing = x["oxide_made"].sum(axis=2, keepdims=True) > 0.0
    return np.asarray((flow * producing).sum(axis=1))


def _elements(x: Inputs, used: FloatArray, from_china: FloatArray, need: FloatArray) -> dict[str, FloatArray]:
    known, china, needed = x["security.need"] > 0.0, x["security.china_share"], _while_producing(x, need)
    share = supply.share_of(_while_producing(x, used), needed)
    after = np.where(needed > 0.0, supply.share_of(_while_producing(x, from_china), needed), china)
    others = np.maximum(x["security.other_suppliers"], 1.0)
    none = np.zeros(china.shape)
    return {
        "need_share_project": share,
        "china_share_before": np.where(known, china, 0.0),
        "china_share_after": np.where(known, after, 0.0),
        "hhi_before": np.where(known, concentration.herfindahl_of_parts(china, none, others), 0.0),
        "hhi_after": np.where(known, concentration.herfindahl_of_parts(after, share, others), 0.0),
    }


def _worst(residual: FloatArray) -> FloatArray:
    """Largest size of a residual over years and elements, (draw,)."""
    return np.asarray(np.abs(residual).max(axis=(1, 2)))


def _group(x: Inputs, used: FloatArray, need: FloatArray) -> dict[str, FloatArray]:
    by_value = x.option("security.share_basis") == "value"
    china = x["security.group_china_value" if by_value else "security.group_china_tonnes"]
    index = x["security.group_index_value" if by_value else "security.group_index_tonnes"]
    weight = x["market.price"] if by_value else np.ones(x["market.price"].shape)
    part = (_while_producing(x, used) * weight).sum(axis=1)
    share = supply.share_of(part, (_while_producing(x, need) * weight).sum(axis=1))
    after = supply.leader_after(china, share)
    others = concentration.effective_suppliers(china, index)
    return {
        "group_share_project": share,
        "group_china_before": china + 0.0,
        "group_china_after": after,
        "group_hhi_before": index + 0.0,
        "group_hhi_after": concentration.herfindahl_of_parts(after, share, others),
    }
