"""The least cost of every limit on the tail of the loss, and what one more unit of each option is worth there."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.portfolio.highs import Answer, Highs
from kaitei.security.portfolio.problem import Portfolio, check
from kaitei.security.portfolio.program import Program, build

GIVEN_UP = 100.0
"""Sure cost beyond which a yen of the tail is not bought off [1]: then the limit is missed, and by how much is said. With
a tail of a tenth, ten yen for a yen of it are what is lost in those futures."""

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
    """What one more unit saves elsewhere, (I,): an option whose unit costs more is not bought, and enters at this."""


def frontier(portfolio: Portfolio, shares: FloatArray = SHARES) -> list[Point]:
    """Buying nothing, then the least-cost portfolio of every limit, each from the basis of the one before.

    shares: limits as shares of the tail when nothing is bought [1].

    Raises InputError for numbers that cannot be.
    """
    check(portfolio)
    program = build(portfolio)
    highs = _highs(program)
    options = len(portfolio.cost)
    for option in range(options):
        highs.bound(option, 0.0)
    nothing = _point(portfolio, program, highs.solve(), 0.0)
    # NOTE: the tail of nothing is all above a limit of 0, which is how it is found.
    nothing = nothing._replace(limit=nothing.missed, missed=0.0)
    for option, most in enumerate(portfolio.most.tolist()):
        highs.bound(option, most)
    points = [nothing]
    for share in shares.tolist():
        limit = share * nothing.tail
        highs.limit(program.limit, limit)
        points.append(_point(portfolio, program, highs.solve(), limit))
    return points


def _highs(program: Program) -> Highs:
    cost = program.cost.copy()
    cost[program.excess] = GIVEN_UP
    return Highs(cost, program.upper, program.matrix, program.low, program.high)


def _point(portfolio: Portfolio, program: Program, answer: Answer, limit: float) -> Point:
    options = len(portfolio.cost)
    size = np.clip(answer.value[:options], 0.0, portfolio.most)
    missed = max(float(answer.value[program.excess]), 0.0)
    loss = losses(portfolio, program, answer.value)
    return Point(
        limit=limit,
        tail=tail_mean(loss, portfolio.weight, portfolio.tail),
        missed=missed,
        cost=float(portfolio.cost @ size),
        loss=float(portfolio.weight @ loss),
        price=max(-float(answer.dual[program.limit]), 0.0),
        size=size,
        worth=portfolio.cost - answer.reduced_cost[:options],
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
