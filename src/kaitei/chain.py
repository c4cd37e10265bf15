"""The chain: an explicit, ordered tuple of stages, checked before any number is computed."""

import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import xarray as xr

from kaitei.errors import ChainError, nearest
from kaitei.physics.arrays import FloatArray
from kaitei.result import Result, versions
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.stage import Stage
from kaitei.variable import data, options, variables_of

PIECE = 500
"""Draws computed together. It bounds memory and changes no number."""

OF_DRAWS = "failure", "stream"
"""What a dataset says of draws and every stage reads: why they failed, and which share their chance."""

Progress = Callable[[str, int, int, float], None]
"""Told the stage's name, pieces done, pieces in all, and the seconds the stage has taken so far."""


def _silent(stage: str, done: int, total: int, seconds: float) -> None:
    """Progress that says nothing."""


class _Growing:
    """A dataset while stages add to it.

    NOTE: a labelled dataset of hundreds of variables takes many milliseconds to make, so each stage is shown what it
    reads, and the whole is made at the end.
    """

    def __init__(self, dataset: xr.Dataset) -> None:
        self._held = {name: dataset.variables[name] for name in dataset.data_vars}
        self._coords, self._about = dataset.coords, dataset.attrs

    def add(self, stage: Stage, timings: dict[str, float] | None) -> None:
        """Adds what a stage gives, and the time it took [s]."""
        began = time.perf_counter()
        seen = {name: self._held[name] for name in (*stage.needs, *OF_DRAWS) if name in self._held}
        given = stage.run(xr.Dataset(seen, self._coords, self._about))
        self._held |= {name: given.variables[name] for name in given.data_vars}
        self._coords = self._coords.assign(given.coords)
        if timings is not None:
            timings[stage.name] = timings.get(stage.name, 0.0) + time.perf_counter() - began

    def whole(self) -> xr.Dataset:
        """Everything."""
        return xr.Dataset(self._held, self._coords, self._about)


@dataclass(frozen=True)
class Chain:
    """Stages in order; each reads what the scenario or an earlier stage gives."""

    stages: tuple[Stage, ...]

    def check(self) -> None:
        """Raises ChainError, naming every misfit, when the stages do not fit together."""
        have = {*data(), *options(), *variables_of("")}
        misfits = []
        for stage in self.stages:
            stage.declared()
            misfits += [
                f"{stage.name} needs {name}, which no earlier stage gives; {nearest(name, have)}"
                for name in stage.needs
                if name not in have
            ]
            misfits += [f"{stage.name} gives {name} a second time" for name in stage.gives if name in have]
            have |= {*stage.gives}
        if misfits:
            raise ChainError("the chain does not hold together:\n" + "\n".join(f"- {m}" for m in misfits))

    @property
    def reads(self) -> frozenset[str]:
        """Names of all that its stages read."""
        return frozenset(name for stage in self.stages for name in stage.needs)

    def upto(self, names: Iterable[str]) -> "Chain":
        """The shorter chain of only those stages that ``names`` rest on.

        Raises ChainError when no stage gives a name.
        """
        wanted, kept = set(names), []
        given = {name for stage in self.stages for name in stage.gives} | {*data(), *variables_of("")}
        for name in sorted(wanted - given):
            raise ChainError(f"no stage gives {name}; {nearest(name, given)}")
        for stage in reversed(self.stages):
            if wanted & set(stage.gives):
                kept.append(stage)
                wanted |= set(stage.needs)
        return Chain(tuple(reversed(kept)))

    def evaluate(self, dataset: xr.Dataset, timings: dict[str, float] | None = None) -> xr.Dataset:
        """``dataset`` with everything the stages give added."""
        growing = _Growing(dataset)
        for stage in self.stages:
            growing.add(stage, timings)
        return growing.whole()

    def central(self, scenario: Scenario) -> xr.Dataset:
        """The central case: every datum at its value, every chance at its median; with the stages' details."""
        return self.evaluate(inputs(scenario, 0, 1, 0, central=True)).isel(draw=0, drop=True)

    def sample(
        self,
        scenario: Scenario,
        draws: int,
        seed: int,
        *,
        first: int = 0,
        given: Mapping[str, FloatArray] | None = None,
        keep: Iterable[str] | None = None,
    ) -> xr.Dataset:
        """Draws ``first`` to ``first + draws - 1`` in one piece; ``keep`` names the variables wanted back."""
        dataset = self.evaluate(inputs(scenario, first, draws, seed, given))
        return dataset if keep is None else dataset[[*keep, "failure"]]

    def run(
        self,
        scenario: Scenario,
        draws: int = 1000,
        seed: int = 1,
        executor: Executor | None = None,
        progress: Progress = _silent,
    ) -> Result:
        """Runs the chain over ``draws`` draws, and the central case.

        Pieces, workers and their order change no number. Raises ChainError when the chain does not hold together.
        """
        self.check()
        timings: dict[str, float] = {}
        began = time.perf_counter()
        central = self.central(scenario)
        timings["central case"] = time.perf_counter() - began
        progress("central case", 1, 1, timings["central case"])
        starts = range(0, draws, PIECE)
        jobs = [(scenario, start, min(PIECE, draws - start), seed) for start in starts]
        if executor is None:
            pieces = self._pieces_here(jobs, timings, progress)
        else:
            pieces = self._pieces_elsewhere(jobs, timings, progress, executor)
        began = time.perf_counter()
        dataset = join(pieces)
        timings["joining"] = time.perf_counter() - began
        used = {key for stage in self.stages for key in stage.sources}
        return Result(dataset, central, scenario, seed, versions(), timings, tuple(sorted(used)))

    def _pieces_here(
        self, jobs: list[tuple[Scenario, int, int, int]], timings: dict[str, float], progress: Progress
    ) -> list[xr.Dataset]:
        pieces = [_Growing(inputs(scenario, first, count, seed)) for scenario, first, count, seed in jobs]
        # NOTE: stage by stage over all pieces, so that each stage has one line of progress.
        for stage in self.stages:
            for i, piece in enumerate(pieces):
                piece.add(stage, timings)
                progress(stage.name, i + 1, len(pieces), timings[stage.name])
        return [piece.whole() for piece in pieces]

    def _pieces_elsewhere(
        self,
        jobs: list[tuple[Scenario, int, int, int]],
        timings: dict[str, float],
        progress: Progress,
        executor: Executor,
    ) -> list[xr.Dataset]:
        futures = [executor.submit(_work, self, job) for job in jobs]
        pieces = []
        try:
            for i, future in enumerate(futures):
                piece, spent = future.result()
                pieces.append(piece)
                for name, seconds in spent.items():
                    timings[name] = timings.get(name, 0.0) + seconds
                    progress(name, i + 1, len(jobs), timings[name])
        except BaseException:
            for future in futures:
                future.cancel()
            raise
        return pieces


def _work(chain: Chain, job: tuple[Scenario, int, int, int]) -> tuple[xr.Dataset, dict[str, float]]:
    scenario, first, count, seed = job
    spent: dict[str, float] = {}
    return chain.evaluate(inputs(scenario, first, count, seed), spent), spent


def join(pieces: list[xr.Dataset]) -> xr.Dataset:
    """Pieces of draws put together in their order, equal to one run over all of them; empties the list."""
    if len(pieces) == 1:
        return pieces.pop()
    head = pieces[0]
    attributes, coords = head.attrs, {dim: head[dim] for dim in head.coords if dim != "draw"}
    draws = np.concatenate([piece["draw"].to_numpy() for piece in pieces])
    parts = [dict(piece.variables) for piece in pieces]
    names = list(head.data_vars)
    # NOTE: each variable's parts are let go as soon as they are joined, or large runs would need twice the memory.
    pieces.clear()
    del head
    made: dict[Hashable, xr.Variable] = {}
    for name in names:
        each = [part.pop(name) for part in parts]
        if "draw" in each[0].dims:
            axis = each[0].dims.index("draw")
            values = np.concatenate([variable.to_numpy() for variable in each], axis=axis)
            made[name] = xr.Variable(each[0].dims, values, each[0].attrs)
        else:
            made[name] = each[0]
    return xr.Dataset(made, coords={**coords, "draw": draws}, attrs=attributes)
