"""Fixtures that many tests share."""

import pytest
from hypothesis import settings

from kaitei.scenario import Scenario
from kaitei.scenario_file import load

# NOTE: the first call of a kernel may compile it, so the time of one example says nothing about the code.
settings.register_profile("kaitei", deadline=None)
settings.load_profile("kaitei")


@pytest.fixture(scope="session")
def reference() -> Scenario:
    """The packaged commercial scenario."""
    return load("minamitorishima")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Heavy tests first, so that no process is left with a long one while the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("heavy") is None)
