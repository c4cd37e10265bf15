"""The mass balance of the plume, and that it would notice a fault."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.environment import balance
from kaitei.environment.plume import suspended_share_ermak_1977

ONE = np.ones(1)


@settings(max_examples=300, deadline=None)
@given(st.floats(3.0, 8.0), st.floats(0.0, 3.7), st.floats(-7.0, -2.2), st.floats(0.5, 1.2), st.floats(-5.0, -2.0))
def test_deposited_and_suspended_add_up_to_the_release(
    log_time: float, log_height: float, log_speed: float, chance: float, log_eddies: float
) -> None:
    t, h, w, k = (np.array([10.0**each]) for each in (log_time, log_height, log_speed, log_eddies))
    landed = balance.deposited_share(t, h, w, chance * w, k)
    left = suspended_share_ermak_1977(t, h, w, chance * w, k)
    assert landed + left == pytest.approx(1.0, abs=1e-8)
    assert -1e-12 <= landed[0] <= 1.0 + 1e-8


def test_more_is_deposited_as_time_goes_on() -> None:
    times = np.geomspace(1e2, 1e7, 30)
    ones = np.ones(30)
    landed = balance.deposited_share(times, 5.0 * ones, 3e-4 * ones, 3e-4 * ones, 1e-3 * ones)
    assert np.all(np.diff(landed) >= -1e-12)
    assert landed[-1] == pytest.approx(1.0, abs=1e-9)


def test_before_the_first_landing_nothing_is_deposited() -> None:
    landed = balance.deposited_share(*map(np.array, (1.0, 4700.0, 1e-3, 1e-3, 1e-4)))
    assert float(landed) == pytest.approx(0.0, abs=1e-30)


def test_residual_weighs_the_classes_by_their_share() -> None:
    speed, share = np.array([[1e-5, 3e-4, 2e-3]]), np.array([[0.2, 0.3, 0.5]])
    residual = balance.plume_residual(1e6 * ONE, 5 * ONE, speed, share, 0.95 * ONE, 1e-3 * ONE)
    assert abs(residual[0]) < 1e-10


def test_balance_would_notice_a_flux_that_is_one_part_in_a_million_off(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = balance.vertical_density_ermak_1977
    monkeypatch.setattr(balance, "vertical_density_ermak_1977", lambda *a: exact(*a) * (1.0 + 1e-6))
    speed, share = np.array([[3e-4]]), np.array([[1.0]])
    residual = balance.plume_residual(1e7 * ONE, 5 * ONE, speed, share, ONE, 1e-3 * ONE)
    assert residual[0] == pytest.approx(1e-6, rel=1e-3)
