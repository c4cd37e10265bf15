"""One network of the size of the monthly model, made at random, and how it changes from month to month."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from kaitei.physics.arrays import FloatArray, IntArray

COUNTRIES, STAGES = 16, 5
ORE, OXIDE, METAL, MAGNET, MATERIAL = range(STAGES)
CHINA, JAPAN = 0, 13
ROOT = COUNTRIES * STAGES
PLANTS = ((ORE, OXIDE), (OXIDE, METAL), (METAL, MAGNET), (OXIDE, MATERIAL), (METAL, MATERIAL))
ROUTES = 22
"""Pairs of countries that trade, per stage: 398 arcs in all."""


class Case(NamedTuple):
    """A network and one month's capacities and costs; the last node is the root."""

    tail: IntArray  # (arc,)
    head: IntArray  # (arc,)
    nodes: int
    upper: FloatArray  # (arc,)
    cost: FloatArray  # (arc,)


def case_of(arcs: list[tuple[int, int, float, float]], nodes: int) -> Case:
    """The network of a list of arcs: tail, head, upper, cost."""
    tail, head, upper, cost = np.array(arcs, float).reshape(-1, 4).T.copy()
    return Case(tail.astype(np.int64), head.astype(np.int64), nodes, upper, cost)


def _country(rng: Generator, country: int, weight: float) -> list[tuple[int, int, float, float]]:
    """Mine, plants, recycling and uses of a country; Japan has no mine and ten uses of each kind."""
    at, uses = country * STAGES, 10 if country == JAPAN else 1
    arcs = [(ROOT, at + ORE, weight * rng.lognormal() * (country != JAPAN), 0.0)]
    arcs += [(at + a, at + b, weight * rng.lognormal(), rng.uniform(1.0, 10.0)) for a, b in PLANTS]
    arcs += [(ROOT, at + b, 0.1 * weight * rng.random(), rng.uniform(5.0, 20.0)) for b in (OXIDE, METAL)]
    for stage in (MAGNET, MATERIAL):
        arcs += [(at + stage, ROOT, weight * rng.lognormal() / uses, -rng.lognormal(4.0, 1.0)) for _ in range(uses)]
    return arcs


def full(rng: Generator) -> Case:
    """16 countries by 5 stages and the root: mines, plants, recycling, contracts and spot trade, uses in steps."""
    weight = rng.lognormal(0.0, 1.0, COUNTRIES)
    weight[CHINA], weight[JAPAN] = 20.0, 3.0
    arcs = [arc for country in range(COUNTRIES) for arc in _country(rng, country, weight[country])]
    for stage in range(STAGES):
        for _ in range(ROUTES):
            a, b = rng.choice(COUNTRIES, 2, replace=False, p=weight / weight.sum()) * STAGES + stage
            usual = 0.3 * weight[a // STAGES] * rng.random()
            arcs += [(a, b, usual, 0.1), (a, b, usual * rng.random(), rng.uniform(1.0, 15.0))]
    return case_of(arcs, ROOT + 1)


def few_change(case: Case, rng: Generator) -> Case:
    """A month later: about 12 capacities shut, halve, double or open again, and 6 costs differ by a tenth."""
    upper, cost = case.upper.copy(), case.cost.copy()
    some = rng.random(upper.size) < 0.03
    upper[some] *= rng.choice([0.0, 0.5, 1.0, 2.0], some.sum())
    upper[some] += rng.random(some.sum()) * (rng.random(some.sum()) < 0.5)
    some = rng.random(upper.size) < 0.015
    cost[some] *= rng.lognormal(0.0, 0.1, some.sum())
    return case._replace(upper=upper, cost=cost)


def all_change(case: Case, rng: Generator) -> Case:
    """A month later: every capacity differs by some 3 %, and every cost by 1 %."""
    size = case.upper.size
    upper, cost = case.upper * rng.lognormal(0.0, 0.03, size), case.cost * rng.lognormal(0.0, 0.01, size)
    return case._replace(upper=upper, cost=cost)
