"""The main study: run the chain over many draws and add what is asked of every run."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict, replace
from typing import Any

from kaitei.chain import Chain, Progress
from kaitei.errors import StudyError
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.study.goal_seek import break_even_scale
from kaitei.study.sensitivity import as_plain, drivers, tornado
from kaitei.study.value_of_information import variance_by_grade, verdict_of, what_to_measure_first

RATE_FACTORS = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
"""Rates of the scale study, as factors on the scenario's: part of the rate of its ships, or whole fleets more."""

TARGET = "npv"


def monte_carlo(
    chain: Chain,
    scenario: Scenario,
    draws: int = 1000,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    studies: bool = True,
) -> Result:
    """Runs the chain, then asks what drives NPV, on which grade of data it rests, and at which rate it would pay.

    A study that cannot be done (a draw fails in it) leaves its reason in place of its numbers.
    """
    told: Progress = progress or (lambda *_: None)
    result = chain.run(scenario, draws, seed, executor, told)
    if result.valid.sizes["draw"] == 0:
        reasons = "; ".join(f"{count} draws: {reason}" for reason, count in result.failures.items())
        raise StudyError(f"no draw could be computed ({reasons})")
    return with_studies(chain, result, told) if studies else result


def with_studies(chain: Chain, result: Result, progress: Progress) -> Result:
    """The result with the studies of every run added."""

    scenario, seed = result.scenario, result.seed
    parts: dict[str, Callable[[], Any]] = {
        "drivers": lambda: as_plain(drivers(result, TARGET)),
        "tornado": lambda: _tornado(chain, scenario),
        "evidence": lambda: _evidence(chain, result),
        "scale": lambda: _scale(chain, scenario, seed),
    }
    made, timings = {}, dict(result.timings)
    for name, study in parts.items():
        began = time.perf_counter()
        try:
            made[name] = study()
        except StudyError as refusal:
            made[f"{name}_refused"] = str(refusal)
        timings[f"study: {name}"] = time.perf_counter() - began
        progress(f"study: {name}", 1, 1, timings[f"study: {name}"])
    return replace(result, studies=made, timings=timings)


def _tornado(chain: Chain, scenario: Scenario) -> dict[str, Any]:
    base, swings = tornado(chain, scenario, TARGET)
    return {"target": TARGET, "unit": "MUSD", "base": base, "swings": as_plain(swings)}


def _evidence(chain: Chain, result: Result, size: int = 256) -> dict[str, Any]:
    groups = variance_by_grade(chain, result.scenario, TARGET, size, result.seed)
    weights = what_to_measure_first(result, TARGET)
    return {
        "target": TARGET,
        "size": size,
        "groups": as_plain(groups),
        "weights": as_plain(weights),
        "verdict": verdict_of(groups),
    }


def _scale(chain: Chain, scenario: Scenario, seed: int) -> dict[str, Any]:
    if scenario.options.get("economics.cost_basis") == "stated":
        raise StudyError("the scale study would be invalid: the scenario states its cost for one rate only")
    found = asdict(break_even_scale(chain, scenario, RATE_FACTORS, seed=seed))
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}
