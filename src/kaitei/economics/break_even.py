"""The price at which a project neither gains nor loses, tax included."""

import numpy as np
from numba import njit

from kaitei.economics.tax import tax_row
from kaitei.physics.arrays import FloatArray, IntArray

ROUNDS = 200
HIGHEST_FACTOR = 1e15


@njit(cache=True)
def _value_after_tax(
    factor: float,
    revenue: FloatArray,
    linked: float,
    flow: FloatArray,
    charges: FloatArray,
    discount: FloatArray,
    taxation: tuple[float, float, int],
) -> float:
    net = factor * (1.0 - linked) * revenue
    tax = np.zeros(revenue.shape[0])
    tax_row(net - charges, taxation[0], taxation[1], taxation[2], tax)
    value = 0.0
    for year in range(revenue.shape[0]):
        value += (net[year] + flow[year] - tax[year]) * discount[year]
    return value


@njit(cache=True)
def _break_even(
    revenue: FloatArray,
    linked: FloatArray,
    flow: FloatArray,
    charges: FloatArray,
    discount: FloatArray,
    rate: FloatArray,
    cap: FloatArray,
    life: IntArray,
) -> FloatArray:
    out = np.full(revenue.shape[0], np.inf)
    for draw in range(revenue.shape[0]):
        if revenue[draw].sum() <= 0.0 or linked[draw] >= 1.0:
            continue
        rules = (rate[draw], cap[draw], life[draw])
        row = (revenue[draw], linked[draw], flow[draw], charges[draw], discount[draw], rules)
        low, high = 0.0, 1.0
        if _value_after_tax(0.0, *row) >= 0.0:
            out[draw] = 0.0
            continue
        while _value_after_tax(high, *row) < 0.0 and high < HIGHEST_FACTOR:
            low, high = high, 2.0 * high
        for _ in range(ROUNDS):
            middle = 0.5 * (low + high)
            if middle in (low, high):
                break
            if _value_after_tax(middle, *row) < 0.0:
                low = middle
            else:
                high = middle
        out[draw] = 0.5 * (low + high)
    return out


def break_even_price_factor(
    revenue: FloatArray,
    linked: FloatArray,
    flow: FloatArray,
    charges: FloatArray,
    discount: FloatArray,
    rate: FloatArray,
    cap: FloatArray,
    life: IntArray,
) -> FloatArray:
    """Factor on all prices at which the net present value after tax is zero [1].

    By bisection; only the prices change, and with them royalty, toll and tax. 0 if there is a profit without
    any sale, infinite if nothing is sold (no price can help).

    revenue: gross revenue at factor 1 [USD], shape (draw, year)
    linked: share of the revenue that goes as royalty and toll [1], shape (draw,)
    flow: all other money, cost negative, before tax [USD], shape (draw, year)
    charges: what reduces taxable income besides linked cost [USD], shape (draw, year)
    discount: discount factors [1], shape (draw, year)
    rate: tax rate [1], shape (draw,)
    cap: largest share of income that past losses may cover [1], shape (draw,)
    life: years a loss may be carried, shape (draw,)

    >>> one = np.ones((1, 1))
    >>> factor = break_even_price_factor(
    ...     10.0 * one, 0.0 * one[0], -25.0 * one, 25.0 * one, one, 0.3 * one[0], 0.5 * one[0], np.array([10])
    ... )
    >>> round(float(factor[0]), 9)
    2.5
    """
    rows = (np.ascontiguousarray(part) for part in (revenue, flow, charges, discount))
    earned, other, deducted, factors = rows
    return _break_even(earned, linked, other, deducted, factors, rate, cap, life)
