"""How well the verdict is known: the variance of a measure by the grade of the data it rests on, and what it would
be worth to know one number better."""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermevander
from scipy.special import ndtri

from kaitei.chain import Chain
from kaitei.datum import GRADE_ORDER, Datum
from kaitei.measure import measure
from kaitei.physics.arrays import FloatArray
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.study.sensitivity import CHANCE, SobolIndex, columns, ranked, ranks, sobol

DEGREE = 3
"""Degree of the polynomial that estimates E[measure | one input]."""


@dataclass(frozen=True)
class Weight:
    """One input's share of a measure's variance (first order), and the worth of knowing it before deciding."""

    name: str
    grade: str
    share: float
    worth: float


def grade_groups(scenario: Scenario) -> dict[str, str]:
    """Grade of every spread datum; correlated data take the worst grade among them, since they move together."""
    grades = {name: scenario.data[name].spread_grade for name in scenario.spread_names()}
    changed = True
    while changed:
        changed = False
        for wish in scenario.correlations:
            worst = max((grades[name] for name in wish.between), key=GRADE_ORDER.index)
            for name in wish.between:
                changed |= grades[name] != worst
                grades[name] = worst
    return {name: f"grade {grade}" for name, grade in grades.items()}


def variance_by_grade(
    chain: Chain, scenario: Scenario, target: str = "npv", size: int = 256, seed: int = 1
) -> list[SobolIndex]:
    """Shares of the measure's variance that rest on data of grade A, A2, B and C, and on chance.

    Sobol indices of groups: ``first`` is what would go if all data of the grade were known, ``total`` what would
    stay if all others were. Raises StudyError when draws fail or nothing varies.
    """
    return sobol(chain, scenario, target, size, seed, grade_groups(scenario))


def conditional_mean(entries: list[FloatArray], y: FloatArray) -> FloatArray:
    """E[y | inputs] at each draw, by least squares on Hermite polynomials of the inputs' normal scores.

    One input takes degree three; the entries of a table enter linearly, or they would be too many.

    entries: columns of one datum, each of shape (draw,)
    """
    scores = [ndtri((ranks(column) - 0.5) / len(y)) for column in entries]
    single = len(scores) == 1
    basis = hermevander(scores[0], DEGREE) if single else np.column_stack([np.ones(len(y)), *scores])
    coefficients = np.linalg.lstsq(basis, y, rcond=None)[0]
    return np.asarray((basis * coefficients).sum(axis=1))


def adjusted_share(fitted: FloatArray, y: FloatArray, terms: int) -> float:
    """Share of the variance of ``y`` that the fit explains, less what as many random terms would (adjusted R2)."""
    residual = float(((y - fitted) ** 2).sum()) / max(len(y) - terms - 1, 1)
    total = float(((y - y.mean()) ** 2).sum()) / (len(y) - 1)
    return max(0.0, 1.0 - residual / total)


def worth_of_knowing(fitted: FloatArray, share: float) -> float:
    """Expected gain from knowing an input before choosing to build or not (partial perfect information).

    E[max(0, E[NPV | x])] - max(0, E[NPV]) (Strong et al. 2014, doi 10.1177/0272989X13505910), in the measure's unit.
    """
    if share == 0.0:
        return 0.0
    return float(np.maximum(fitted, 0.0).mean() - max(0.0, float(fitted.mean())))


def what_to_measure_first(result: Result, target: str = "npv") -> list[Weight]:
    """Inputs by their share of the measure's variance, from the draws of the run itself."""
    y = measure(target).compute(result.valid)
    if np.ptp(y) == 0:
        return []
    by_name: dict[str, list[FloatArray]] = {}
    for (name, _), column in columns(result).items():
        by_name.setdefault(name, []).append(column)
    made = []
    for name, entries in by_name.items():
        fitted = conditional_mean(entries, y)
        terms = DEGREE if len(entries) == 1 else len(entries)
        share = adjusted_share(fitted, y, terms)
        datum: Datum = result.scenario.data[name]
        made.append(Weight(name, datum.spread_grade, share, worth_of_knowing(fitted, share)))
    return ranked(made, lambda w: w.share)


def verdict_of(indices: list[SobolIndex]) -> str:
    """One sentence: the grade that carries the largest share of the variance.

    >>> verdict_of([SobolIndex("grade C", 0.5, 0.1, 0.8, 0.1), SobolIndex("chance", 0.1, 0.1, 0.2, 0.1)])
    'Data of grade C carry most of the uncertainty'
    """
    top = max(indices, key=lambda item: (item.total, item.group))
    if top.group == CHANCE:
        return "Chance at sea carries most of the uncertainty"
    return f"Data of {top.group} carry most of the uncertainty"
