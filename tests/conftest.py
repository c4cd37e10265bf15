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
