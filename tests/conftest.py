"""Fixtures that many tests share."""

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from kaitei.reference import REFERENCE
from kaitei.scenario import Scenario
from kaitei.scenario_file import load
from kaitei.study.security_study import SecurityStudy, security_study
from kaitei.study.shock_story import tell

# NOTE: the first call of a kernel may compile it, so the time of one example says nothing about the code. The examples
# are the same every time, so that a change is judged by what it changes; `make laws` searches with the other profile.
settings.register_profile("kaitei", deadline=None, derandomize=True, database=None)
settings.register_profile("search", deadline=None, derandomize=False, database=None, max_examples=500, print_blob=True)
settings.load_profile("kaitei")


@pytest.fixture(scope="session")
def reference() -> Scenario:
    """The packaged commercial scenario."""
    return load("minamitorishima")


@pytest.fixture(scope="session")
def told(reference: Scenario) -> SecurityStudy:
    """The ban of 2026 moved to the project's first full year: two years of it in few draws, and few futures."""
    return security_study(REFERENCE, reference, tell(["2026-ban"], reference, months=24), draws=5, futures=6)


@pytest.fixture(scope="session")
def alone(reference: Scenario) -> SecurityStudy:
    """The same story without the project."""
    return security_study(REFERENCE, reference, tell(["2026-ban"], reference, months=24), draws=5, project=False)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Takes from the fixed examples what hangs on the modules that happen to be loaded.

    NOTE: Hypothesis mixes in constants of all local modules loaded so far: even without chance, a test alone drew
    other examples than after others. The search keeps them.
    """
    if settings.get_current_profile_name() == "kaitei":
        none = providers.Constants()
        providers._get_local_constants = lambda: none


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with heavy tests first, so that no process is left with a long one while the others are done.

    Whole files, because with ``--dist worksteal`` neighbours stay in one process and share what the file has made.
    """
    heavy = {item.path for item in items if item.get_closest_marker("heavy")}
    items.sort(key=lambda item: item.path not in heavy)
