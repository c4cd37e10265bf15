"""The main study: run the chain over many draws and add what is asked of every run."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from kaitei.chain import Chain, Progress
from kaitei.errors import StudyError
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.study import insurance
from kaitei.study.goal_seek import break_even_scale
from kaitei.study.sensitivity import as_plain, drivers, tornado
from kaitei.study.value_of_information import variance_by_grade, verdict_of, what_to_measure_first

RATE_FACTORS = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
"""Rates of the scale study, as factors on the scenario's: part of the rate of its ships, or whole fleets more."""

TARGET = "npv"

FUTURES = 40
"""Futures of shocks that every run is insured over: few, for a run is meant to be quick; the error is said."""

KERNELS, WITHOUT = "monthly kernels", "futures without the project"
"""Parts of the insurance that wait for no draw."""

HERE = ("scale",)
"""Questions that this process answers itself, or it would wait for the other at the end of the draws."""

READS = ("oxide_made", "npv", "economics.discount_rate", "market.jpy_per_usd")
"""What the insurance takes from the draws."""


def monte_carlo(
    chain: Chain,
    scenario: Scenario,
    draws: int = 1000,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    studies: bool = True,
    beside: Executor | None = None,
) -> Result:
    """Runs the chain, then asks what drives NPV, on which grade of data it rests, at which rate it would pay, and what
    it is worth to Japan when exports stop.

    A study that cannot be done (a draw fails in it) leaves its reason in place of its numbers. ``executor`` shares the
    draws; ``beside`` answers, while the draws are computed, the studies that do not rest on them.
    """
    told: Progress = progress or (lambda *_: None)
    answers = _ask(_questions(chain, scenario, seed), beside) if studies else {}
    result = chain.run(scenario, draws, seed, executor, told)
    if result.valid.sizes["draw"] == 0:
        reasons = "; ".join(f"{count} draws: {reason}" for reason, count in result.failures.items())
        raise StudyError(f"no draw could be computed ({reasons})")
    return _with_studies(result, answers, told, beside) if studies else result


Question = Callable[[], Any]


@dataclass(frozen=True)
class Answer:
    """What a study found, or why it could not be done, and its time [s]."""

    found: Any
    refused: str
    seconds: float


def _questions(chain: Chain, scenario: Scenario, seed: int) -> dict[str, Question]:
    """The studies that rest on the scenario alone."""
    return {
        KERNELS: partial(insurance.get_ready, scenario),
        WITHOUT: partial(insurance.without_project, scenario, FUTURES, seed),
        "scale": partial(_scale, chain, scenario, seed),
        "tornado": partial(_tornado, chain, scenario),
        "evidence": partial(_evidence, chain, scenario, seed),
    }


def _ask(questions: dict[str, Question], beside: Executor | None) -> dict[str, Callable[[], Answer]]:
    """Each question's answer, for who calls for it: by then under way elsewhere, or else to be found here."""
    return {
        name: beside.submit(_answer, question).result if beside and name not in HERE else partial(_answer, question)
        for name, question in questions.items()
    }


def _answer(question: Callable[[], Any]) -> Answer:
    began = time.perf_counter()
    try:
        found, refused = question(), ""
    except StudyError as refusal:
        found, refused = None, str(refusal)
    return Answer(found, refused, time.perf_counter() - began)


def _with_studies(
    result: Result, answers: dict[str, Callable[[], Answer]], progress: Progress, beside: Executor | None
) -> Result:
    """The result with the studies of every run added."""
    made: dict[str, Any] = {}
    timings = dict(result.timings)

    def take(name: str, answer: Callable[[], Answer]) -> Answer:
        given = answer()
        timings[name] = given.seconds
        progress(name, 1, 1, given.seconds)
        return given

    take(KERNELS, answers[KERNELS])
    without = take(WITHOUT, answers[WITHOUT])
    # NOTE: asked for before this process turns to its own, for the other is done sooner.
    answers |= _ask({"insurance": _insurance(result, without)}, beside)
    here: dict[str, Callable[[], Answer]] = {
        "drivers": partial(_answer, lambda: as_plain(drivers(result, TARGET))),
        **{name: answers[name] for name in HERE},
    }
    for name, answer in (here | answers).items():
        if name in (KERNELS, WITHOUT):
            continue
        given = take(f"study: {name}", answer)
        if given.refused:
            made[f"{name}_refused"] = given.refused
        else:
            made[name] = given.found
    if "evidence" in made:
        made["evidence"]["weights"] = as_plain(what_to_measure_first(result, TARGET))
    return replace(result, studies=made, timings=timings)


def _insurance(result: Result, without: Answer) -> Question:
    """The question what the project is worth to Japan; it holds no more of the result than it needs."""
    missing = [name for name in READS if name not in result.valid]
    if without.refused or missing:
        return partial(_refuse, without.refused or f"nothing can be insured: the chain makes no {', '.join(missing)}")
    project = insurance.project_of(result, FUTURES)
    return partial(_insured, result.scenario, result.seed, project, without.found)


def _refuse(reason: str) -> Any:
    raise StudyError(reason)


def _insured(scenario: Scenario, seed: int, project: insurance.Project, without: insurance.Case) -> dict[str, Any]:
    drawn = insurance.futures_of(scenario, len(without.loss), seed)
    return insurance.as_plain(insurance.insured(drawn, project, without))


def _tornado(chain: Chain, scenario: Scenario) -> dict[str, Any]:
    base, swings = tornado(chain, scenario, TARGET)
    return {"target": TARGET, "unit": "MUSD", "base": base, "swings": as_plain(swings)}


def _evidence(chain: Chain, scenario: Scenario, seed: int, size: int = 256) -> dict[str, Any]:
    groups = variance_by_grade(chain, scenario, TARGET, size, seed)
    return {"target": TARGET, "size": size, "groups": as_plain(groups), "verdict": verdict_of(groups)}


def _scale(chain: Chain, scenario: Scenario, seed: int) -> dict[str, Any]:
    if scenario.options.get("economics.cost_basis") == "stated":
        raise StudyError("the scale study would be invalid: the scenario states its cost for one rate only")
    found = asdict(break_even_scale(chain, scenario, RATE_FACTORS, seed=seed))
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}
