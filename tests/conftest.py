"""Fixtures that many tests share."""

import pytest

from kaitei.scenario import Scenario
from kaitei.scenario_file import load


@pytest.fixture(scope="session")
def reference() -> Scenario:
    """The packaged commercial scenario."""
    return load("minamitorishima")
