"""The compiled profile of a shock against integrals done otherwise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma

from kaitei.security.shocks import profile

TIMES = st.floats(0.0, 60.0).map(lambda months: round(months, 3))


def _level(t: float, ramp: float, length: float, recovery: float) -> float:
    """The profile itself, written from its description."""
    if t < 0.0 or length <= 0.0:
        return 0.0
    rise = min(min(t, length) / ramp, 1.0) if ramp > 0.0 else 1.0
    if t < length:
        return rise
    return rise * max(1.0 - (t - length) / recovery, 0.0) if recovery > 0.0 else 0.0


@given(st.integers(-5, 90), TIMES, TIMES, TIMES, TIMES)
def test_the_mean_of_a_month_is_the_integral_of_the_profile(
    month: int, start: float, ramp: float, length: float, recovery: float
) -> None:
    fine = month + (np.arange(4000) + 0.5) / 4000
    wanted = np.mean([_level(t - start, ramp, length, recovery) for t in fine])
    made = profile.force_in_month(float(month), start, ramp, start + length, recovery)
    # NOTE: a jump of the profile is met to the width of a strip.
    assert made == pytest.approx(wanted, abs=1.1 / 4000 + 1e-9)


@given(st.integers(0, 40), TIMES, TIMES, TIMES, st.floats(0.0, 30.0), st.floats(0.0, 30.0))
def test_a_longer_shock_is_in_force_no_less(
    month: int, start: float, ramp: float, recovery: float, length: float, more: float
) -> None:
    short = profile.force_in_month(float(month), start, ramp, start + length, recovery)
    long = profile.force_in_month(float(month), start, ramp, start + length + more, recovery)
    assert 0.0 <= short <= long + 1e-12 <= 1.0 + 1e-12
    assert long <= profile.force_in_month(float(month), start, ramp, np.inf, recovery) + 1e-12


def test_what_acts_in_full_stops_all_to_the_last_digit() -> None:
    assert profile.force_in_month(7.0, 0.1, 0.7, 8.0, 3.0) == 1.0
    assert profile.force_in_month(7.0, 0.1, 0.7, np.inf, 0.0) == 1.0
    assert profile.force_in_month(7.0, 8.0, 0.7, 90.0, 3.0) == 0.0


@given(st.integers(1, 51), st.floats(0.0, 200.0))
def test_the_share_of_a_whole_shape_is_that_of_the_gamma_distribution(shape: int, x: float) -> None:
    assert profile.erlang_share(float(shape), x) == pytest.approx(gamma(shape).cdf(x), abs=1e-12)


def test_far_out_every_delay_is_over() -> None:
    assert profile.erlang_share(50.0, 1e300) == 1.0


@given(st.floats(0.0, 24.0), st.floats(0.0, 3.0), st.floats(0.25, 6.0), st.integers(1, 20))
def test_what_is_decided_is_the_integral_of_the_distribution(t: float, first: float, beyond: float, shape: int) -> None:
    delay = gamma(shape, loc=first, scale=beyond / shape)
    middle = [point for point in (first, first + 0.5 * beyond, first + beyond, first + 2.0 * beyond) if 0.0 < point < t]
    wanted, _ = quad(delay.cdf, 0.0, t, points=middle or None, limit=200)
    assert profile.decided(t, first, first + beyond, float(shape)) == pytest.approx(wanted, abs=1e-7)


def test_a_sure_delay_is_a_step() -> None:
    shares = [profile.decided_in_month(float(m), 1.0, 2.5, 2.5, 3.0) for m in range(6)]
    assert shares == [0.0, 0.0, 0.0, 0.5, 1.0, 1.0]


def test_a_licence_passes_what_leaks_and_what_is_approved_in_the_end() -> None:
    late = profile.passing(400.0, profile.LICENCE, 0.0, 0.0, np.inf, 0.0, 0.2, 0.25, 1.0, 2.0, 2.0)
    assert late == pytest.approx(0.2 + 0.8 * 0.25, abs=1e-12)
    early = profile.passing(0.0, profile.LICENCE, 0.0, 0.0, np.inf, 0.0, 0.2, 0.25, 1.0, 2.0, 2.0)
    assert early == pytest.approx(0.2)


@pytest.mark.parametrize("kind", [profile.NONE, profile.QUOTA])
def test_no_shock_and_a_quota_hold_no_share_back(kind: int) -> None:
    assert profile.passing(1.0, kind, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0) == 1.0
