"""The uncertain numbers of the monthly model, from the data of a scenario: one draw a future."""

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.security.months.firms import cover_of_levels
from kaitei.security.months.prices import reversion_of_half_life
from kaitei.security.months.response import share_per_month
from kaitei.security.months.world import Numbers
from kaitei.security.nodes import ELEMENTS
from kaitei.stage import Inputs

MONTH = 31_557_600.0 / 12.0
"""Seconds in a twelfth of a Julian year."""

PLACES = [elements.index(symbol) for symbol in ELEMENTS]


def numbers_of(x: Inputs) -> Numbers:
    """The numbers of every draw; losses in yen."""
    cover = _months(x, "firm_cover")[:, PLACES]
    spread = np.broadcast_to(x["security.firm_cover_spread"][:, np.newaxis], cover.shape)
    return Numbers(
        full_cut_loss=x["security.full_cut_loss"] * MONTH,
        loss_share=x["security.loss_share"],
        target=cover_of_levels(cover, spread),
        state=_months(x, "state_cover")[:, PLACES],
        state_release=x["security.state_release"] * MONTH,
        state_delay=_months(x, "state_delay"),
        refill=np.minimum(x["security.refill_share"] * MONTH, 1.0),
        panic=x["security.panic_stock"],
        short=x["security.elasticity_short"],
        long=x["security.elasticity_long"],
        adjust=share_per_month(_months(x, "demand_half_life")),
        thrift_speed=x["security.thrift_speed"] * MONTH,
        thrift_ceiling=x["security.thrift_ceiling"],
        dear=np.log(x["security.dear_price"]),
        growth=x["security.foreign_growth"] * MONTH,
        growth_delay=_months(x, "foreign_delay"),
        growth_ceiling=x["security.foreign_ceiling"],
        push=x["security.price_push"],
        reversion=reversion_of_half_life(_months(x, "price_half_life")),
        highest=np.log(x["security.price_highest"]),
        reroute_most=x["security.reroute_most"],
        reroute=share_per_month(_months(x, "reroute_time")),
        kept=x["security.freight_kept"],
        waits=_months(x, "freight_waits"),
        returns=np.minimum(x["security.freight_return"] * MONTH, 1.0),
        recycling=x["security.recycling_growth"] * MONTH,
        recycling_delay=_months(x, "recycling_delay"),
        recycling_ceiling=x["security.recycling_ceiling"],
    )


def _months(x: Inputs, name: str) -> FloatArray:
    """A time of a scenario [month]."""
    return np.asarray(x[f"security.{name}"] / MONTH)
