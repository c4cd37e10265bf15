"""Fixtures that many tests share."""

import pytest
from hypothesis import settings

from kaitei.reference import REFERENCE
from kaitei.scenario import Scenario
from kaitei.scenario_file import load
from kaitei.study.security_study import SecurityStudy, security_study
from kaitei.study.shock_story import tell

# NOTE: the first call of a kernel may compile it, so the time of one example says nothing about the code.
settings.register_profile("kaitei", deadline=None)
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Heavy tests first, so that no process is left with a long one while the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("heavy") is None)
