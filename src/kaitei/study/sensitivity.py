"""Which inputs drive a measure: rank correlations, one-at-a-time tornado, Sobol indices."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from kaitei.chain import Chain
from kaitei.datum import central_value, labels_of, sample, width
from kaitei.errors import StudyError
from kaitei.measure import measure
from kaitei.physics.arrays import FloatArray
from kaitei.result import Result
from kaitei.sampling import correlate, inputs
from kaitei.scenario import Scenario
from kaitei.study.brief import in_brief
from kaitei.variable import vocabulary

CHANCE = "chance"
"""Name under which the stages' own random numbers (cells, typhoons) take part in a study."""


@dataclass(frozen=True)
class Driver:
    """How strongly one input and a measure rise together over the draws."""

    name: str
    entry: str
    rank_correlation: float


@dataclass(frozen=True)
class Swing:
    """The measure with one input at its P10 and at its P90, all others at their central value."""

    name: str
    at_p10: float
    at_p90: float

    @property
    def width(self) -> float:
        """Distance between the two ends."""
        return abs(self.at_p90 - self.at_p10)


@dataclass(frozen=True)
class SobolIndex:
    """Shares of the measure's variance due to a group of inputs, alone (first) and with all others (total)."""

    group: str
    first: float
    first_half_width: float
    total: float
    total_half_width: float


def require_no_failures(dataset: xr.Dataset, study: str) -> None:
    """Raises StudyError when draws failed in a study that needs every one of them."""
    reasons = [str(reason) for reason in dataset["failure"].to_numpy() if reason]
    if reasons:
        raise StudyError(
            f"{study} would be invalid: {len(reasons)} of {dataset.sizes['draw']} draws could not be computed "
            f"({reasons[0]}). Narrow the spread that causes it, then run again"
        )


def ranked(items: Sequence[Any], size: Any) -> list[Any]:
    """Items from the largest to the smallest; ties stand in the order of their names, every time."""
    return sorted(items, key=lambda item: (-round(abs(size(item)), 12), item.name))


def columns(result: Result) -> dict[tuple[str, str], FloatArray]:
    """Every input that varies, by (name, entry): one column of draws each."""
    made: dict[tuple[str, str], FloatArray] = {}
    valid, known = result.valid, vocabulary()
    for name in result.scenario.spread_names():
        values = valid[name].to_numpy()
        labels = labels_of(known[name])
        if labels is None:
            made[name, ""] = values
        else:
            made |= {(name, label): values[:, i] for i, label in enumerate(labels) if np.ptp(values[:, i]) > 0}
    return {key: column for key, column in made.items() if np.ptp(column) > 0}


def ranks(values: FloatArray) -> FloatArray:
    """Places in the order of values, from 1; equal ones share the mean of theirs.

    NOTE: of pandas, which xarray brings; scipy's are the same and take 0.3 s to import.

    >>> ranks(np.array([30.0, 10.0, 20.0, 10.0])).tolist()
    [4.0, 1.5, 3.0, 1.5]
    """
    return np.asarray(pd.Series(values).rank())


def drivers(result: Result, target: str = "npv") -> list[Driver]:
    """Inputs by the size of their Spearman rank correlation with the measure; a table by its strongest entry."""
    y = ranks(measure(target).compute(result.valid))
    if np.ptp(y) == 0:
        return []
    best: dict[str, Driver] = {}
    for (name, entry), column in columns(result).items():
        rho = float(np.corrcoef(ranks(column), y)[0, 1])
        if name not in best or abs(rho) > abs(best[name].rank_correlation):
            best[name] = Driver(name, entry, rho)
    return ranked(list(best.values()), lambda d: d.rank_correlation)


def names_read(chain: Chain, scenario: Scenario) -> tuple[str, ...]:
    """Spread data that a stage of the chain reads, or that move with one: no other can move what it gives."""
    read = set(chain.reads)
    for wish in scenario.correlations:
        read |= {*wish.between}
    return tuple(name for name in scenario.spread_names() if name in read)


def tornado(chain: Chain, scenario: Scenario, target: str = "npv") -> tuple[float, list[Swing]]:
    """The central value of the measure, and the swing of every input between its P10 and its P90.

    Raises StudyError when a case cannot be computed.
    """
    goal, known = measure(target), vocabulary()
    short = chain.upto(goal.reads)
    names = names_read(short, scenario)
    count = 2 * len(names) + 1
    dataset = in_brief(inputs(scenario, 0, count, 0, central=True), scenario)
    moved = {}
    for i, name in enumerate(names):
        datum, variable = scenario.data[name], known[name]
        rows = np.repeat(central_value(datum, variable)[np.newaxis], count, axis=0)
        for row, u in ((2 * i + 1, 0.1), (2 * i + 2, 0.9)):
            rows[row] = sample(datum, variable, np.full((1, width(datum, variable)), u))[0]
        moved[name] = (variable.dims, rows, dataset[name].attrs)
    made = short.evaluate(dataset.assign(moved))
    require_no_failures(made, "the tornado")
    y = goal.compute(made)
    swings = [Swing(name, float(y[2 * i + 1]), float(y[2 * i + 2])) for i, name in enumerate(names)]
    return float(y[0]), ranked(swings, lambda s: s.width)


def sobol(
    chain: Chain,
    scenario: Scenario,
    target: str = "npv",
    size: int = 256,
    seed: int = 1,
    groups: Mapping[str, str] | None = None,
) -> list[SobolIndex]:
    """First-order and total Sobol indices of groups of inputs (default: every input a group of its own).

    Saltelli's scheme with a scrambled Sobol sequence of ``size`` (a power of two) points, through SALib; the
    stages' own chance is one more group. Correlated inputs must share a group.

    Raises StudyError when correlated inputs are in two groups, or a draw cannot be computed.
    """
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    goal, known = measure(target), vocabulary()
    short = chain.upto(goal.reads)
    names = names_read(short, scenario)
    member = {name: (groups or {}).get(name, name) for name in names}
    for wish in scenario.correlations:
        a, b = wish.between
        if member[a] != member[b]:
            raise StudyError(f"Sobol indices: {a} and {b} are correlated and must be in one group")
    widths = {name: width(scenario.data[name], known[name]) for name in names}
    labels = [member[name] for name in names for _ in range(widths[name])] + [CHANCE]
    problem = {
        "num_vars": len(labels),
        "names": [f"u{i}" for i in range(len(labels))],
        "groups": labels,
        "bounds": [[0.0, 1.0]] * len(labels),
    }
    grid = sampling.sample(problem, size, calc_second_order=False, seed=seed)
    grid = np.clip(grid, 1e-9, 1.0 - 1e-9)
    dataset = _from_grid(scenario, grid, widths, size, seed)
    made = short.evaluate(dataset)
    require_no_failures(made, "the Sobol study")
    y = goal.compute(made)
    if np.ptp(y) == 0:
        raise StudyError(f"Sobol indices: {target} does not vary")
    found = analysis.analyze(problem, (y - y.mean()) / y.std(), calc_second_order=False, seed=seed)
    order = list(dict.fromkeys(labels))
    indices = [
        SobolIndex(group, *(float(found[key][i]) for key in ("S1", "S1_conf", "ST", "ST_conf")))
        for i, group in enumerate(order)
    ]
    return sorted(indices, key=lambda item: (-round(item.total, 12), item.group))


def _from_grid(scenario: Scenario, grid: FloatArray, widths: Mapping[str, int], size: int, seed: int) -> xr.Dataset:
    """The inputs for every row of Saltelli's matrix; rows of one base point share their chance."""
    given, start = {}, 0
    for name, wide in widths.items():
        given[name] = grid[:, start : start + wide]
        start += wide
    given = correlate(given, scenario.correlations)
    dataset = in_brief(inputs(scenario, 0, len(grid), seed, given), scenario)
    per_point = len(grid) // size
    base = np.repeat(np.arange(size), per_point)
    # NOTE: chance is not a number but a stream; a row takes the stream of the base point whose chance it copies.
    first_of_point = grid[::per_point, -1][base]
    other = grid[:, -1] != first_of_point
    return dataset.assign(stream=(("draw",), np.where(other, base + size, base)))


def as_plain(items: Sequence[Any]) -> list[dict[str, Any]]:
    """Dataclass rows as dictionaries, for JSON and tables."""
    return [asdict(item) for item in items]
