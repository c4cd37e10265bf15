"""Small portfolio problems, and the same written a second time, loop by loop, for another solver."""

from typing import Any

import numpy as np
from scipy.optimize import linprog

from kaitei.physics.arrays import FloatArray
from kaitei.security.portfolio.problem import Portfolio


def one_use(gaps: list[float], cost: float = 2.0, most: float = 1e6, tail: float = 1.0, **changes: Any) -> Portfolio:
    """One element, one use of 1 t/month that loses 5 a month and has no stock of its own; one stock on offer; one
    episode of 100 months in each future."""
    count = len(gaps)
    made = Portfolio(
        cost=np.array([cost]),
        most=np.array([most]),
        group=np.array([-1]),
        stock=np.array([0]),
        flow=np.zeros((1, count, 1)),
        refined=np.zeros(1, bool),
        room=np.zeros((count, 1)),
        future=np.arange(count),
        gap=np.array(gaps, float).reshape(-1, 1),
        months=np.full(count, 100.0),
        release=np.ones(count),
        refill=np.ones(count),
        need=np.ones(1),
        use=np.zeros(1, np.int64),
        element=np.zeros(1, np.int64),
        cover=np.zeros((count, 1, 1)),
        share=np.ones(1),
        loss=np.full((count, 1), 5.0),
        weight=np.full(count, 1.0 / count),
        tail=tail,
    )
    return made._replace(**changes)


def random(rng: np.random.Generator) -> Portfolio:
    """A few futures, episodes, elements, uses, stocks, flows and a project with two starts."""
    futures, episodes, elements, uses = int(rng.integers(2, 6)), int(rng.integers(3, 9)), 3, 2
    use, element = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 2])
    future = np.sort(rng.integers(0, futures, episodes))
    months = rng.integers(3, 20, episodes).astype(float)
    need = rng.uniform(0.5, 2.0, len(use))
    total = np.zeros(elements)
    np.add.at(total, element, need)
    gap = rng.uniform(0.0, 0.8, (episodes, elements)) * months[:, np.newaxis] * total
    gap[rng.random(gap.shape) < 0.2] = 0.0
    flow = np.zeros((7, episodes, elements))
    flow[3:] = rng.uniform(0.0, 6.0, (4, episodes, elements)) * (rng.random((4, episodes, elements)) < 0.7)
    share = rng.dirichlet(np.ones(3))
    return Portfolio(
        cost=rng.uniform(0.1, 3.0, 7),
        most=np.array([20.0, 20.0, 20.0, 1.0, 1.0, 1.0, 1.0]),
        group=np.array([-1, -1, -1, -1, -1, 0, 0]),
        stock=np.array([0, 1, 2, -1, -1, -1, -1]),
        flow=flow,
        refined=np.arange(7) >= 4,
        room=rng.uniform(0.0, 8.0, gap.shape),
        future=future,
        gap=gap,
        months=months,
        release=rng.uniform(0.3, 1.0, episodes),
        refill=np.where(rng.random(episodes) < 0.4, 1.0, rng.uniform(0.0, 1.0, episodes)),
        need=need,
        use=use,
        element=element,
        cover=np.sort(rng.uniform(0.0, 4.0, (futures, elements, 3)), axis=2),
        share=share,
        loss=rng.uniform(1.0, 10.0, (episodes, uses)),
        weight=rng.dirichlet(np.ones(futures)),
        tail=float(rng.uniform(0.2, 1.0)),
    )


class Written:
    """A problem in dense rows ``a x <= b``, a name for every column."""

    def __init__(self) -> None:
        self.names: dict[tuple[Any, ...], int] = {}
        self.bounds: list[tuple[float | None, float | None]] = []
        self.cost: list[float] = []
        self.rows: list[tuple[dict[tuple[Any, ...], float], float]] = []

    def column(self, name: tuple[Any, ...], cost: float, most: float | None = None) -> None:
        self.names[name] = len(self.names)
        self.bounds.append((0.0, most))
        self.cost.append(cost)

    def at_most(self, entries: dict[tuple[Any, ...], float], right: float) -> None:
        self.rows.append((entries, right))

    def least(self) -> float:
        """The least cost, by the interior-point method of scipy."""
        matrix = np.zeros((len(self.rows), len(self.names)))
        for i, (entries, _) in enumerate(self.rows):
            for name, value in entries.items():
                matrix[i, self.names[name]] += value
        right = np.array([b for _, b in self.rows])
        # NOTE: in thousands, so that the least of the costs is well above the solver's tolerances.
        found = linprog(1e3 * np.array(self.cost), A_ub=matrix, b_ub=right, bounds=self.bounds, method="highs-ipm")
        assert found.status == 0, found.message
        return float(found.fun) / 1e3


def least_cost(p: Portfolio, limit: float, given_up: float, definite: float) -> float:
    """Objective of a problem written from its words: every class of firms a variable, every episode a stock."""
    made = Written()
    classes, total = p.cover.shape[2], np.zeros(p.gap.shape[1])
    np.add.at(total, p.element, p.need)
    for i in range(len(p.cost)):
        made.column(("size", i), p.cost[i], p.most[i])
    made.column(("quantile",), 0.0)
    made.column(("excess",), given_up)
    for f in range(len(p.weight)):
        made.column(("over", f), 0.0)
    for j in range(len(p.future)):
        _episode(p, made, j, total, definite, classes)
    for f in range(len(p.weight)):
        here = [j for j in range(len(p.future)) if p.future[j] == f]
        lost = {("lost", j, u): p.loss[j, u] for j in here for u in range(p.loss.shape[1])}
        made.at_most({**lost, ("over", f): -1.0, ("quantile",): -1.0}, 0.0)
    tail = {("over", f): p.weight[f] / p.tail for f in range(len(p.weight))}
    made.at_most({**tail, ("quantile",): 1.0, ("excess",): -1.0}, limit)
    for group in {g for g in p.group.tolist() if g >= 0}:
        made.at_most({("size", i): 1.0 for i in range(len(p.cost)) if p.group[i] == group}, 1.0)
    return made.least()


def _episode(p: Portfolio, made: Written, j: int, total: FloatArray, definite: float, classes: int) -> None:
    f = int(p.future[j])
    for u in range(p.loss.shape[1]):
        made.column(("lost", j, u), definite * p.weight[f] * p.loss[j, u])
    for q in range(len(p.need)):
        made.column(("short", j, q), 0.0, p.months[j])
        stopped = {}
        for k in range(classes):
            made.column(("class", j, q, k), 0.0)
            made.at_most({("short", j, q): 1.0, ("class", j, q, k): -1.0}, p.cover[f, p.element[q], k])
            stopped["class", j, q, k] = p.share[k]
        made.at_most({**stopped, ("lost", j, int(p.use[q])): -1.0}, 0.0)
    brought: list[dict[tuple[Any, ...], float]] = [
        {("size", i): p.flow[i, j, e] for i in range(len(p.cost)) if not p.refined[i]} for e in range(len(total))
    ]
    for e in range(len(total)):
        made.column(("refined", j, e), 0.0, p.room[j, e])
        oxide = {("size", i): -p.flow[i, j, e] for i in range(len(p.cost)) if p.refined[i]}
        made.at_most({**oxide, ("refined", j, e): 1.0}, 0.0)
        brought[e]["refined", j, e] = 1.0
    for i in range(len(p.cost)):
        if p.stock[i] < 0:
            continue
        made.column(("given", j, i), 0.0)
        made.column(("held", j, i), 0.0)
        brought[p.stock[i]]["given", j, i] = 1.0
        made.at_most({("given", j, i): 1.0, ("held", j, i): -1.0}, 0.0)
        made.at_most({("given", j, i): 1.0, ("size", i): -p.release[j]}, 0.0)
        made.at_most({("held", j, i): 1.0, ("size", i): -1.0}, 0.0)
        if j > 0 and p.future[j - 1] == f:
            kept = {("held", j, i): 1.0, ("held", j - 1, i): -1.0, ("given", j - 1, i): 1.0}
            made.at_most({**kept, ("size", i): -p.refill[j]}, 0.0)
    for e in range(len(total)):
        lacking = {("short", j, q): -p.need[q] for q in range(len(p.need)) if p.element[q] == e}
        taken = {name: -value for name, value in brought[e].items()}
        made.at_most({**lacking, **taken}, -min(p.gap[j, e], total[e] * p.months[j]))
