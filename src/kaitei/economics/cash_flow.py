"""Time value of money: present value, internal rate of return, payback."""

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray

LOWEST_RATE = -0.9
HIGHEST_RATE = 100.0
RATES_TRIED = 400
ROUNDS = 200


def discount_factor(rate: FloatArray, years: int, moment: float) -> FloatArray:
    """Worth today of money in each year [1], shape (draw, year).

    (1 + r)^-(t + moment), with year 0 the first and "today" its start.

    rate: discount rate [1], shape (draw,)
    years: number of years
    moment: when in the year money flows [1]: 0.5 mid-year, 1 at its end

    >>> discount_factor(np.array([0.10]), 2, 1.0).round(4).tolist()
    [[0.9091, 0.8264]]
    """
    exponent = -(np.arange(years) + moment)
    return (1.0 + rate[:, np.newaxis]) ** exponent


def present_value(flow: FloatArray, factor: FloatArray) -> FloatArray:
    """Sum of discounted yearly flows [USD].

    flow: money by year [USD], shape (draw, year)
    factor: discount factors [1], shape (draw, year)

    >>> float(present_value(np.array([[110.0]]), np.array([[1 / 1.1]]))[0])
    100.0
    """
    return np.asarray((flow * factor).sum(axis=1))


def growing_annuity_present_value(rate: float, growth: float, years: int, delay: int = 0) -> float:
    """Present value of a yearly payment of 1 that grows, after a delay [1].

    ((1 + g) / (1 + r))^delay x (1 - ((1 + g) / (1 + r))^n) / (r - g), payments at year ends. Holds for r != g.

    rate: discount rate [1]
    growth: yearly growth of the payment [1]
    years: number of payments n
    delay: years before the annuity starts

    >>> round(growing_annuity_present_value(0.10, 0.0, 20), 4)
    8.5136
    """
    ratio = (1.0 + growth) / (1.0 + rate)
    return float(ratio**delay * (1.0 - ratio**years) / (rate - growth))


def capital_recovery_factor(rate: float, years: int) -> float:
    """Equal yearly payment that repays a loan of 1 with interest [1].

    r / (1 - (1 + r)^-n), payments at year ends. Holds for r above 0.

    rate: interest rate [1]
    years: number of payments n

    >>> round(capital_recovery_factor(0.08, 20), 5)
    0.10185
    """
    return rate / (1.0 - (1.0 + rate) ** -years)


@njit(cache=True)
def _value_at(flow: FloatArray, rate: float) -> float:
    total = 0.0
    for year in range(flow.shape[0] - 1, -1, -1):
        total = flow[year] + total / (1.0 + rate)
    return total


@njit(cache=True)
def _root(flow: FloatArray, low: float, high: float) -> float:
    for _ in range(ROUNDS):
        middle = 0.5 * (low + high)
        if _value_at(flow, middle) > 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@njit(cache=True)
def _irr(flow: FloatArray) -> tuple[FloatArray, FloatArray]:
    draws = flow.shape[0]
    irr, roots = np.full(draws, -np.inf), np.zeros(draws)
    step = ((1.0 + HIGHEST_RATE) / (1.0 + LOWEST_RATE)) ** (1.0 / RATES_TRIED)
    for draw in range(draws):
        low = LOWEST_RATE
        before = _value_at(flow[draw], low)
        for trial in range(1, RATES_TRIED + 1):
            high = (1.0 + LOWEST_RATE) * step**trial - 1.0
            after = _value_at(flow[draw], high)
            if before > 0.0 and after <= 0.0:
                if roots[draw] == 0.0:
                    irr[draw] = _root(flow[draw], low, high)
                roots[draw] += 1.0
            low, before = high, after
    return irr, roots


def internal_rate_of_return(flow: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Discount rate at which the value of a cash flow falls through zero [1], and how many such rates there are.

    Looked for between -90 % and 10,000 % a year on a fine grid, then by bisection. Only roots where the value
    falls with the rate count: money first, return later. Of several the lowest is given; without one it is -inf.
    A cash flow that ends with a cost (closure) may have a further root where the value rises; it is no return.

    flow: cash flow by year [USD], shape (draw, year)

    >>> irr, roots = internal_rate_of_return(np.array([[-100.0, 60.0, 60.0], [-1.0, -1.0, -1.0]]))
    >>> irr.round(6).tolist(), roots.tolist()
    ([0.130662, -inf], [1.0, 0.0])
    """
    return _irr(np.ascontiguousarray(flow))


def payback_time(flow: FloatArray) -> FloatArray:
    """Years from the start until the cash spent is back for good, undiscounted [yr]; infinite if it never is.

    The last year in which the running total rises through zero, linear within that year.

    flow: cash flow by year [USD], shape (draw, year)

    >>> payback_time(np.array([[-100.0, 40.0, 80.0], [-1.0, 0.0, 0.0]])).tolist()
    [2.75, inf]
    """
    total = np.cumsum(flow, axis=1)
    below = total < 0.0
    last = flow.shape[1] - 1 - np.argmax(below[:, ::-1], axis=1)
    following = np.minimum(last + 1, flow.shape[1] - 1)
    rows = np.arange(len(flow))
    gain = flow[rows, following]
    part = -total[rows, last] / np.where(gain > 0.0, gain, 1.0)
    made = np.where(below.any(axis=1), last + 1.0 + part, 0.0)
    return np.where(below[:, -1], np.inf, made)
