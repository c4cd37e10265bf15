"""What Python users call: the same as the command line."""

from concurrent.futures import Executor
from pathlib import Path

from kaitei.chain import Progress
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.scenario_file import DEFAULT, load, packaged


def scenarios() -> tuple[str, ...]:
    """Names of the packaged scenarios."""
    return packaged()


def run(
    scenario: str | Path | Scenario = DEFAULT,
    draws: int = 1000,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    studies: bool = True,
) -> Result:
    """Runs the reference chain on a packaged scenario, a YAML file or a Scenario.

    ``executor`` is any ``concurrent.futures`` executor; it changes no number. ``studies=False`` leaves out drivers,
    tornado, evidence, scale and insurance.

    Raises InputError for a scenario that cannot be used.
    """
    from kaitei.reference import REFERENCE
    from kaitei.study.monte_carlo import monte_carlo

    chosen = scenario if isinstance(scenario, Scenario) else load(scenario)
    return monte_carlo(REFERENCE, chosen, draws, seed, executor, progress, studies)


__all__ = ["load", "run", "scenarios"]
