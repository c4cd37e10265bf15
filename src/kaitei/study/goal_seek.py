"""Goal seek: the value of one input at which a measure reaches a wished value."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kaitei.chain import Chain
from kaitei.datum import central_value
from kaitei.errors import InputError, StudyError, nearest
from kaitei.measure import measure, spread_of
from kaitei.physics.arrays import FloatArray
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.study.brief import in_brief
from kaitei.study.sensitivity import require_no_failures
from kaitei.variable import data, vocabulary

STATISTICS = ("p10", "p50", "p90", "mean")

_GOAL = re.compile(r"^\s*(\w+)\s*=\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*$")


@dataclass(frozen=True)
class Solution:
    """The value found, or why there is none."""

    name: str
    unit: str
    value: float | None
    target: str
    statistic: str
    goal: float
    tried: tuple[tuple[float, float], ...]
    """Every (input, measure) that was computed."""

    def __str__(self) -> str:
        what = f"{self.statistic} of {self.target} = {self.goal:g}"
        if self.value is not None:
            return f"{self.name} = {self.value:.4g} {self.unit} gives {what}"
        ends = "; ".join(f"{x:.4g} {self.unit} gives {y:.4g}" for x, y in self.tried[:2])
        return f"no {self.name} in the range tried gives {what} ({ends})"


def parse_goal(text: str) -> tuple[str, float]:
    """Measure and wished value of a goal such as ``npv=0``.

    >>> parse_goal("npv = 0")
    ('npv', 0.0)

    Raises InputError when the text is not a goal.
    """
    found = _GOAL.match(text)
    if found is None or not math.isfinite(float(found[2])):
        raise InputError(f"{text!r} is not a goal; write it like npv=0 or cost_per_reo=44")
    return measure(found[1]).name, float(found[2])


def solve(
    chain: Chain,
    scenario: Scenario,
    name: str,
    target: str,
    goal: float = 0.0,
    *,
    statistic: str = "p50",
    between: tuple[float, float] | None = None,
    draws: int = 200,
    seed: int = 1,
) -> Solution:
    """Finds the value of datum ``name`` at which a statistic of the measure equals ``goal``.

    Every trial uses the same draws, so the measure is a smooth function of the input (but for whole numbers of
    ships). ``between`` defaults to a tenth and ten times the present value, inside the datum's range.

    Raises InputError for a name or statistic that does not exist, StudyError when draws fail.
    """
    if name not in data():
        raise InputError(f"{name} is not a datum; {nearest(name, data())}")
    if statistic not in STATISTICS:
        raise InputError(f"statistic {statistic!r} is not known; {nearest(statistic, STATISTICS)}")
    # NOTE: imported here, since no run of the chain looks for a root.
    from scipy.optimize import brentq

    variable = vocabulary()[name]
    if variable.dims != ("draw",):
        raise InputError(f"{name} is a table; a goal can be sought for one number only")
    tried: dict[float, float] = {}

    def gap(value: float) -> float:
        if value not in tried:
            tried[value] = trial(chain, scenario, name, value, target, statistic, draws, seed)
        return tried[value] - goal

    low, high = between or default_range(scenario, name)
    if not low < high:
        raise InputError(f"the range to search must rise; {low:g} to {high:g} does not")
    first, last = gap(low), gap(high)
    root = None
    if first == 0.0 or last == 0.0:
        root = low if first == 0.0 else high
    elif math.copysign(1.0, first) != math.copysign(1.0, last):
        root = float(brentq(gap, low, high, rtol=1e-4))
    return Solution(name, variable.unit, root, target, statistic, goal, tuple(tried.items()))


def default_range(scenario: Scenario, name: str) -> tuple[float, float]:
    """A tenth to ten times the central value, inside the declared range; the whole range for a value of 0."""
    variable = vocabulary()[name]
    value = float(central_value(scenario.data[name], variable))
    if value == 0.0:
        if not (math.isfinite(variable.low) and math.isfinite(variable.high)):
            raise InputError(f"{name} is 0 and has no bounded range; give --between LOW HIGH")
        return variable.low, variable.high
    low, high = sorted((value / 10.0, value * 10.0))
    return max(low, variable.low), min(high, variable.high)


def trial(
    chain: Chain,
    scenario: Scenario,
    name: str,
    value: float,
    target: str,
    statistic: str,
    draws: int,
    seed: int,
) -> float:
    """The statistic of the measure with the datum fixed at ``value``."""
    fixed = {name: f"{value!r} {vocabulary()[name].unit}"}
    made = spread_of(at_values(chain, scenario, [fixed], target, draws, seed)[0])[statistic]
    if made is None:
        raise StudyError(f"{statistic} of {target} is infinite at {name} = {value:g}")
    return made


def at_values(
    chain: Chain, scenario: Scenario, cases: Sequence[Mapping[str, str]], target: str, draws: int, seed: int
) -> FloatArray:
    """The measure in cases that fix the same data, shape (case, draw); every case has the same draws and chance.

    Raises StudyError when draws cannot be computed in a case.
    """
    goal, known = measure(target), vocabulary()
    fixed = [scenario.with_(case) for case in cases]
    # NOTE: the rest of a draw does not feel at which value a datum is fixed, so it is drawn once.
    once = in_brief(inputs(fixed[0], 0, draws, seed), scenario)
    repeated = once.isel(draw=np.tile(np.arange(draws), len(cases)))
    each = {name: [float(central_value(made.data[name], known[name])) for made in fixed] for name in cases[0]}
    moved = {name: (("draw",), np.repeat(values, draws), once[name].attrs) for name, values in each.items()}
    moved["stream"] = (("draw",), repeated["draw"].to_numpy(), {})
    together = repeated.assign(moved).assign_coords(draw=np.arange(len(cases) * draws))
    made = chain.upto(goal.reads).evaluate(together)
    require_no_failures(made, f"the search over {len(cases)} cases of {', '.join(sorted(each))}")
    return goal.compute(made).reshape(len(cases), draws)


@dataclass(frozen=True)
class Scale:
    """NPV against the rate of lifting, and the rate at which each draw breaks even."""

    name: str
    unit: str
    rates: tuple[float, ...]
    vessels: tuple[float, ...]
    npv_p10: tuple[float, ...]
    npv_p50: tuple[float, ...]
    npv_p90: tuple[float, ...]
    share_that_breaks_even: float
    mean: float | None
    p10: float | None
    p50: float | None
    p90: float | None


def break_even_scale(
    chain: Chain, scenario: Scenario, factors: tuple[float, ...], draws: int = 100, seed: int = 1
) -> Scale:
    """The rate at which NPV turns positive, draw by draw, by straight lines between multiples of the rate.

    Factors up to 1 slow the ships down; whole factors above 1 multiply them, since one riser carries no more.
    A draw that pays at no rate up to the largest has none: percentiles that fall on such draws are None.
    """
    known = vocabulary()
    rate, ships = (float(central_value(scenario.data[n], known[n])) for n in ("lift.rate", "fleet.mining_vessels"))
    unit = known["lift.rate"].unit
    cases = [
        {"lift.rate": f"{rate * min(f, 1.0)!r} {unit}", "fleet.mining_vessels": f"{ships * max(f, 1.0)!r} 1"}
        for f in factors
    ]
    grid = at_values(chain, scenario, cases, "npv", draws, seed)
    rates = tuple(rate * ships * f for f in factors)
    crossing = first_crossing(np.array(rates), grid)
    p10, p50, p90 = (tuple(map(float, row)) for row in np.quantile(grid, (0.1, 0.5, 0.9), axis=1))
    spread = spread_of(crossing)
    return Scale(
        name="lift.rate x fleet.mining_vessels",
        unit=unit,
        rates=rates,
        vessels=tuple(ships * max(f, 1.0) for f in factors),
        npv_p10=p10,
        npv_p50=p50,
        npv_p90=p90,
        share_that_breaks_even=float(np.isfinite(crossing).mean()),
        mean=spread["mean"],
        p10=spread["p10"],
        p50=spread["p50"],
        p90=spread["p90"],
    )


def first_crossing(x: FloatArray, y: FloatArray) -> FloatArray:
    """Where each column of ``y`` (x, draw) first reaches 0 from below; infinite where it never does.

    >>> first_crossing(np.array([1.0, 2.0, 3.0]), np.array([[-1.0, -1.0], [1.0, -1.0], [2.0, -1.0]]))
    array([1.5, inf])
    """
    found = np.where(y[0] >= 0.0, x[0], np.inf)
    for i in range(1, len(x)):
        step = np.where(y[i] > y[i - 1], y[i] - y[i - 1], 1.0)
        here = x[i - 1] - y[i - 1] * (x[i] - x[i - 1]) / step
        crosses = (y[i - 1] < 0.0) & (y[i] >= 0.0) & np.isinf(found)
        found = np.where(crosses, here, found)
    return found
