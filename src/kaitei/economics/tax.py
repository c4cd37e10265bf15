"""Corporate tax: depreciation and losses carried forward, year by year."""

import numpy as np
from numba import njit

from kaitei.physics.arrays import BoolArray, FloatArray, IntArray


@njit(cache=True)
def _depreciation_row(spent: FloatArray, start: int, life: int, declining: bool, out: FloatArray) -> None:
    years = spent.shape[0]
    for bought in range(years):
        book = spent[bought]
        if book == 0.0:
            continue
        first = max(bought, start)
        for age in range(min(life, years - first)):
            charge = book / (life - age)
            if declining:
                charge = max(charge, 2.0 * book / life)
            charge = min(charge, book)
            out[first + age] += charge
            book -= charge
        # NOTE: what the horizon leaves in the books is written off in the last year, when all work ends.
        out[years - 1] += book


@njit(cache=True)
def _depreciation(spent: FloatArray, start: IntArray, life: IntArray, declining: bool) -> FloatArray:
    out = np.zeros(spent.shape)
    for draw in range(spent.shape[0]):
        _depreciation_row(spent[draw], min(start[draw], spent.shape[1] - 1), life[draw], declining, out[draw])
    return out


def depreciation_straight_line(spent: FloatArray, start: IntArray, life: IntArray) -> FloatArray:
    """Yearly depreciation in equal parts over the life [USD].

    Each year's capital is written off from its first year in service (the year it is bought, or ``start`` if it
    is bought before); what the horizon leaves is written off in the last year.

    spent: capital by year [USD], shape (draw, year)
    start: position of the first year in service, shape (draw,)
    life: years of depreciation, at least 1, shape (draw,)

    >>> depreciation_straight_line(np.array([[10.0, 0.0, 0.0]]), np.array([1]), np.array([2])).tolist()
    [[0.0, 5.0, 5.0]]
    """
    return _depreciation(np.ascontiguousarray(spent), start, life, False)


def depreciation_declining_balance(spent: FloatArray, start: IntArray, life: IntArray) -> FloatArray:
    """Yearly depreciation by the 200 % declining balance of the Japanese tax code [USD].

    Charge = max(2 book / life, book / years left). The published rule changes to the straight line when the
    declining charge falls below cost x "guarantee rate"; that is the year in which the straight line over the
    years left becomes the larger charge, so no table of rates is needed. Machinery bought since April 2012.

    spent: capital by year [USD], shape (draw, year)
    start: position of the first year in service, shape (draw,)
    life: years of depreciation, at least 1, shape (draw,)

    >>> ten = depreciation_declining_balance(np.eye(1, 11) * 1e6, np.array([0]), np.array([10]))
    >>> ten[0].round(0).tolist()
    [200000.0, 160000.0, 128000.0, 102400.0, 81920.0, 65536.0, 65536.0, 65536.0, 65536.0, 65536.0, 0.0]
    """
    return _depreciation(np.ascontiguousarray(spent), start, life, True)


@njit(cache=True)
def tax_row(income: FloatArray, rate: float, cap: float, life: int, tax: FloatArray) -> None:
    """Tax of one draw, see ``tax_with_losses_carried_forward``; fills ``tax`` [USD]."""
    years = income.shape[0]
    losses = np.zeros(years)
    for year in range(years):
        if income[year] <= 0.0:
            losses[year] = -income[year]
            tax[year] = 0.0
            continue
        room = cap * income[year]
        used = 0.0
        for past in range(max(0, year - life), year):
            taken = min(losses[past], room - used)
            losses[past] -= taken
            used += taken
        tax[year] = rate * (income[year] - used)


@njit(cache=True)
def _tax(income: FloatArray, rate: FloatArray, cap: FloatArray, life: IntArray) -> FloatArray:
    out = np.zeros(income.shape)
    for draw in range(income.shape[0]):
        tax_row(income[draw], rate[draw], cap[draw], life[draw], out[draw])
    return out


def tax_with_losses_carried_forward(
    income: FloatArray, rate: FloatArray, cap: FloatArray, life: IntArray
) -> FloatArray:
    """Yearly corporate tax [USD], losses carried forward, the oldest first.

    A loss may be set against the income of the ``life`` years that follow, up to the share ``cap`` of each
    year's income (Japan: 10 years, 50 % for large corporations). No carry-back, no group relief, no refund.

    income: taxable income before losses carried forward [USD], shape (draw, year)
    rate: effective tax rate [1], shape (draw,)
    cap: largest share of a year's income that past losses may cover [1], shape (draw,)
    life: years a loss may be carried, shape (draw,)

    >>> income = np.array([[-100.0, 80.0, 80.0]])
    >>> tax_with_losses_carried_forward(income, np.array([0.3]), np.array([0.5]), np.array([10])).tolist()
    [[0.0, 12.0, 12.0]]
    """
    return _tax(np.ascontiguousarray(income), rate, cap, life)


def first_year_in_service(producing: BoolArray) -> IntArray:
    """Position of the first year of production, 0 if there is none.

    producing: whether anything is produced in the year, shape (draw, year)

    >>> first_year_in_service(np.array([[False, True, True], [False, False, False]])).tolist()
    [1, 0]
    """
    return np.asarray(np.argmax(producing, axis=1), dtype=np.int64)
