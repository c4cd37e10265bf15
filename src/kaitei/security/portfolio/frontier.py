"""The least cost of every limit on the tail of the loss, and what one more unit of each option is worth there."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.portfolio.highs import Answer, Highs
from kaitei.security.portfolio.problem import Portfolio, check
from kaitei.security.portfolio.program import Program, build

GIVEN_UP = 10.0
"""Sure cost beyond which a yen of the tail is not bought off [1]: then the limit is missed, and by how much is said.
With a tail of a tenth, a yen of it is lost in one future of ten, so this is a hundred yen for one."""

MILLIONS = 1e3
"""NOTE: the program counts cost in millions of yen, so that a tonne of stock is well above the solver's tolerances."""

NONE = 1e-9
"""Size that counts as not bought."""

LITTLE = 1e-3
"""Part of the most that can be had which is bought to see what it saves [1]."""

SHARES: FloatArray = np.linspace(0.9, 0.0, 10)
"""Limits of the frontier, as shares of the tail when nothing is bought [1]."""


class Point(NamedTuple):
    """One portfolio; money in GJPY a year over the horizon."""

    limit: float
    """Most that the tail's mean loss may be; what it is when nothing is bought, at the first point."""
    tail: float
    """Mean loss of the worst futures."""
    missed: float
    """What the tail is above the limit, where the limit cannot be had at any price worth paying."""
    cost: float
    loss: float
    """Mean loss over all futures."""
    price: float
    """Cost of the last yen of the tail that is bought off [1]."""
    size: FloatArray
    """Units of each option, (I,)."""
    worth: FloatArray
    """What one more unit saves elsewhere, (I,): an option whose unit costs more is not bought, and enters at this. At
    the first point, where nothing else may be bought, what a unit takes off the tail."""


def frontier(portfolio: Portfolio, shares: FloatArray = SHARES) -> list[Point]:
    """Buying nothing, then the least-cost portfolio of every limit, each from the basis of the one before.

    shares: limits as shares of the tail when nothing is bought [1].

    Raises InputError for numbers that cannot be.
    """
    check(portfolio)
    program = build(portfolio)
    highs = _highs(program, GIVEN_UP)
    for option in range(len(portfolio.cost)):
        highs.bound(option, 0.0, 0.0)
    points = [_nothing(portfolio, program, highs.solve())]
    for option, most in enumerate(program.upper[: len(portfolio.cost)].tolist()):
        highs.bound(option, 0.0, most)
    for share in shares.tolist():
        limit = share * points[0].tail
        highs.limit(program.limit, limit)
        answer = highs.solve()
        point = _point(portfolio, program, answer, limit)
        points.append(point._replace(worth=_worth(portfolio, program, highs, point, answer)))
    return points


def _worth(portfolio: Portfolio, program: Program, highs: Highs, point: Point, answer: Answer) -> FloatArray:
    """Worth of each option. What a reduced cost tells of one that is not bought holds for one basis, and many stand at
    the same portfolio: a little of it is bought, to see what that saves."""
    worth = point.worth.copy()
    for option in np.flatnonzero(point.size < NONE).tolist():
        little = LITTLE * portfolio.most[option]
        if little > 0.0:
            highs.bound(option, little, little)
            dearer = (highs.solve().objective - answer.objective) / MILLIONS
            highs.bound(option, 0.0, program.upper[option])
            worth[option] = portfolio.cost[option] - max(dearer, 0.0) / little
    return worth


def losses_of(portfolio: Portfolio, sizes: Iterable[FloatArray]) -> list[FloatArray]:
    """Loss of each future with options of given sizes [GJPY/yr], one array (F,) for each of them.

    Raises InputError for numbers that cannot be.
    """
    check(portfolio)
    program = build(portfolio)
    # NOTE: with sizes given only the mean is left to choose, which is least when every future's loss is.
    highs = _highs(program._replace(cost=program.mean), 0.0)
    found = []
    for size in sizes:
        for option, value in enumerate(size.tolist()):
            highs.bound(option, value, value)
        found.append(losses(portfolio, program, highs.solve().value))
    return found


def _highs(program: Program, given_up: float) -> Highs:
    cost = program.cost.copy()
    cost[program.excess] = given_up
    return Highs(MILLIONS * cost, program.upper, program.matrix, program.low, program.high)


def _nothing(portfolio: Portfolio, program: Program, answer: Answer) -> Point:
    """NOTE: the tail of nothing is all above a limit of 0, each yen of it at the price at which it is given up."""
    point = _point(portfolio, program, answer, 0.0)
    return point._replace(limit=point.tail, missed=0.0, price=0.0, worth=point.worth / GIVEN_UP)


def _point(portfolio: Portfolio, program: Program, answer: Answer, limit: float) -> Point:
    options = len(portfolio.cost)
    size = np.maximum(answer.value[:options], 0.0)
    loss = losses(portfolio, program, answer.value)
    return Point(
        limit=limit,
        tail=tail_mean(loss, portfolio.weight, portfolio.tail),
        missed=max(float(answer.value[program.excess]), 0.0),
        cost=float(portfolio.cost @ size),
        loss=float(portfolio.weight @ loss),
        price=max(-float(answer.dual[program.limit]) / MILLIONS, 0.0),
        size=size,
        worth=portfolio.cost - answer.reduced_cost[:options] / MILLIONS,
    )


def losses(portfolio: Portfolio, program: Program, value: FloatArray) -> FloatArray:
    """Loss of each future [GJPY/yr], (F,)."""
    rows = slice(program.limit - len(portfolio.weight), program.limit)
    skip = np.array(value)
    skip[program.quantile : program.excess + 1 + len(portfolio.weight)] = 0.0
    return np.asarray(-(program.matrix[rows] @ skip))


def tail_mean(loss: FloatArray, weight: FloatArray, tail: float) -> float:
    """Mean of the worst ``tail`` of the chance (CVaR); a future on the edge counts in part.

    >>> tail_mean(np.array([1.0, 4.0, 2.0, 3.0]), np.full(4, 0.25), 0.5)
    3.5
    """
    order = np.argsort(-loss)
    reached = np.cumsum(weight[order])
    part = np.clip(np.minimum(weight[order], tail - (reached - weight[order])), 0.0, None)
    return float(part @ loss[order] / tail)
