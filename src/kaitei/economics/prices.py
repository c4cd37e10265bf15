"""What oxides earn: the basket, the thin market under export restrictions, payability."""

import numpy as np

from kaitei.physics.arrays import FloatArray


def basket_price(price: FloatArray, mass: FloatArray) -> FloatArray:
    """Mean price of a mix of oxides [USD/kg].

    sum(price x mass) / sum(mass) over the last axis. Holds where some mass is above zero.

    price: price of each oxide [USD/kg], shape (..., element)
    mass: mass of each oxide in the mix [kg], shape (..., element)

    >>> float(basket_price(np.array([73.0, 239.0]), np.array([3.0, 1.0])))
    114.5
    """
    return np.asarray((price * mass).sum(axis=-1) / mass.sum(axis=-1))


def revenue_domestic(price: FloatArray, mass: FloatArray) -> FloatArray:
    """Revenue when all is sold at one price [USD].

    price: price of the oxide [USD/kg]
    mass: mass sold [kg]

    >>> float(revenue_domestic(np.array(10.0), np.array(5.0)))
    50.0
    """
    return price * mass


def premium_volume_limit(
    price: FloatArray, restricted_price: FloatArray, mass: FloatArray, volume: FloatArray
) -> FloatArray:
    """Extra revenue [USD] when a thin market takes a limited mass at a restricted price.

    max(p_r - p, 0) x min(m, V): the first V kilograms earn the restricted price, the rest the domestic one.

    price: domestic price [USD/kg]
    restricted_price: price in the export-restricted market [USD/kg]
    mass: mass for sale [kg]
    volume: mass the restricted market takes [kg]

    >>> float(premium_volume_limit(*np.array([9.0, 109.0, 500.0, 120.0])))
    12000.0
    """
    return np.maximum(restricted_price - price, 0.0) * np.minimum(mass, volume)


def premium_price_impact(
    price: FloatArray, restricted_price: FloatArray, mass: FloatArray, volume: FloatArray
) -> FloatArray:
    """Extra revenue [USD] when the premium falls as more is sold, and the seller knows it.

    Inverse demand of the thin market: premium(q) = max(p_r - p, 0) (1 - q / V), one price for all of q. The
    seller puts q = min(m, V / 2) there, which earns most; the rest goes at the domestic price. Holds for a
    single seller; with V = 0 there is no such market.

    price: domestic price [USD/kg]
    restricted_price: price in the export-restricted market before the first sale [USD/kg]
    mass: mass for sale [kg]
    volume: mass at which the premium is gone [kg]

    >>> float(premium_price_impact(*np.array([9.0, 109.0, 500.0, 120.0])))
    3000.0
    """
    placed = np.minimum(mass, volume / 2.0)
    share = placed / np.where(volume > 0.0, volume, 1.0)
    return np.maximum(restricted_price - price, 0.0) * placed * (1.0 - share)


def per_unit(amount: FloatArray, quantity: FloatArray) -> FloatArray:
    """Amount per unit of quantity, infinite where there is none of the quantity.

    amount: what is shared out [USD]
    quantity: what it is shared over [kg]

    >>> per_unit(np.array([6.0, 6.0]), np.array([3.0, 0.0])).tolist()
    [2.0, inf]
    """
    exists = quantity > 0.0
    return np.where(exists, amount / np.where(exists, quantity, 1.0), np.inf)
