"""Sales by year and element: takes the data out and puts the kernels of ``prices`` together."""

from typing import NamedTuple

import numpy as np

from kaitei.economics import prices
from kaitei.economics.operating import YEAR
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs


class Sales(NamedTuple):
    """What is sold and what it earns, shape (draw, year, element)."""

    oxide: FloatArray
    """Mass of oxide [kg]."""
    revenue: FloatArray
    """Gross revenue [USD]."""

    @property
    def reo(self) -> FloatArray:
        """Rare-earth oxide of the fifteen elements by year [kg], shape (draw, year)."""
        return np.asarray(self.oxide[..., elements.REY].sum(axis=2))

    @property
    def magnet_reo(self) -> FloatArray:
        """Oxides of the magnet elements by year [kg], shape (draw, year)."""
        return np.asarray(self.oxide[..., elements.MAGNET].sum(axis=2))

    @property
    def earned(self) -> FloatArray:
        """Gross revenue by year [USD], shape (draw, year)."""
        return np.asarray(self.revenue.sum(axis=2))


PREMIUM = {"volume_limit": prices.premium_volume_limit, "price_impact": prices.premium_price_impact}


def sales(x: Inputs) -> Sales:
    """All oxide is sold in the year it is made, but for scandium beyond what its market takes."""
    oxide = np.array(x["oxide_made"])
    scandium = elements.index("Sc")
    oxide[..., scandium] = np.minimum(oxide[..., scandium], (x["market.scandium_volume"] * YEAR)[:, np.newaxis])
    level = x["market.price_level"][:, np.newaxis]
    price = (x["market.price"] * level)[:, np.newaxis, :]
    revenue = prices.revenue_domestic(price, oxide)
    if x.option("market.restricted_sales") in PREMIUM:
        thin = (x["market.restricted_price"] * level)[:, np.newaxis, :]
        volume = (x["market.restricted_volume"] * YEAR)[:, np.newaxis, :]
        revenue = revenue + PREMIUM[x.option("market.restricted_sales")](price, thin, oxide, volume)
    if x.option("market.product") == "mixed_concentrate":
        paid_twice = np.full(x.size("draw"), x.option("refinery.separation") == "own")
        x.fail(paid_twice, "a mixed concentrate is sold but refinery.separation is own; choose toll")
        return Sales(oxide, revenue * x["market.payability"][:, np.newaxis, np.newaxis])
    less = x["sold_in_group"] * (1.0 - x["market.group_payability"][:, np.newaxis])
    return Sales(oxide, revenue * (1.0 - less[:, np.newaxis, :]))
