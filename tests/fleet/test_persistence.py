"""Persistence: the buoy record's own numbers first, then the laws of a correlation and of spells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kaitei.errors import InputError
from kaitei.fleet.margins import MONTH_HOURS
from kaitei.fleet.persistence import (
    HOUR,
    Persistence,
    autocorrelation,
    crossing_share,
    mean_durations,
    noise_correlation,
    root,
    slow_covariance,
)
from kaitei.physics.arrays import FloatArray

# Coffs Harbour waverider, hourly Hs 1985-2014 (ManlyHydraulics2016; statistics are ours): correlation of normal
# scores at lags [h], from the share of hour pairs on different sides of 1.5, 2.0 and 2.5 m.
LAGS = np.array([1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120])
RECORD = np.array([0.988, 0.979, 0.967, 0.954, 0.926, 0.895, 0.832, 0.733, 0.633, 0.442, 0.313, 0.134, 0.041, 0.012])
# Share of hours above the level, January to December, and mean durations above and below it [h].
ABOVE = {
    1.5: [0.4324, 0.4522, 0.5423, 0.5043, 0.5326, 0.5152, 0.5127, 0.4171, 0.3976, 0.3909, 0.3985, 0.3755],
    2.0: [0.1869, 0.2142, 0.2417, 0.2376, 0.2704, 0.2775, 0.2572, 0.1984, 0.1661, 0.1700, 0.1783, 0.1487],
    2.5: [0.0720, 0.0913, 0.1052, 0.1046, 0.1185, 0.1299, 0.1260, 0.0903, 0.0724, 0.0716, 0.0857, 0.0549],
}
MEANS = {1.5: (18.18, 21.62), 2.0: (11.94, 44.23), 2.5: (9.14, 88.56)}

hours = st.floats(0.2, 500.0)
parts = st.floats(0.0, 0.45)


def memory(slow: float, fast_share: float, fast: float, year_share: float, count: int = 1) -> Persistence:
    """The same memory for several variables, times in hours."""
    return Persistence(*(np.full(count, x) for x in (slow * HOUR, fast_share, fast * HOUR, year_share)))


COFFS = memory(20.0, 0.06, 5.0, 0.01)


def test_the_correlation_in_time_is_that_of_the_record() -> None:
    assert np.abs(autocorrelation(LAGS, COFFS) - RECORD).max() < 0.02


@pytest.mark.parametrize("level", [1.5, 2.0, 2.5])
def test_mean_durations_are_those_of_the_record(level: float) -> None:
    lag_one = autocorrelation(np.array(1), COFFS)[0]
    above, below = mean_durations(np.array(ABOVE[level]), MONTH_HOURS, lag_one)
    assert above / HOUR == pytest.approx(MEANS[level][0], rel=0.05)
    assert below / HOUR == pytest.approx(MEANS[level][1], rel=0.05)


@pytest.mark.parametrize("level", [1.5, 2.0, 2.5])
def test_the_plain_correlation_of_normal_scores_makes_spells_too_short(level: float) -> None:
    # 0.983 is the product-moment correlation of consecutive hours: a few large jumps weigh too much in it.
    above, below = mean_durations(np.array(ABOVE[level]), MONTH_HOURS, np.array(0.9831))
    assert 0.80 < above / HOUR / MEANS[level][0] < 0.90
    assert 0.80 < below / HOUR / MEANS[level][1] < 0.90


@given(hours, parts, hours, parts)
def test_correlation_begins_at_one_and_falls_to_the_share_of_the_year(
    slow: float, fast_share: float, fast: float, year_share: float
) -> None:
    made = autocorrelation(np.arange(8760), memory(slow, fast_share, fast, year_share))
    assert made[0] == pytest.approx(1.0)
    assert (np.diff(made) <= 1e-12).all()
    assert made[-1] == pytest.approx(year_share, abs=1e-3)


def test_the_slow_part_is_smooth_and_nearly_a_matern_correlation() -> None:
    lag = np.arange(200)
    meant = (1.0 + lag / 20.0) * np.exp(-lag / 20.0)
    assert np.abs(autocorrelation(lag, memory(20.0, 0.0, 1.0, 0.0)) - meant).max() < 1e-3


def test_without_memory_the_next_hour_is_another() -> None:
    assert autocorrelation(np.arange(4), COFFS.off()).tolist() == [1.0, 0.0, 0.0, 0.0]
    assert root(np.array([0.0, np.inf])).tolist() == [0.0, 1.0]


@given(st.floats(-0.9, 0.999))
def test_the_median_is_crossed_as_an_angle(correlation: float) -> None:
    made = crossing_share(np.array(0.5), np.array(correlation))
    assert float(made) == pytest.approx(np.arccos(correlation) / (2.0 * np.pi), abs=1e-12)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.95])
@pytest.mark.parametrize("share", [0.03, 0.3, 0.8])
def test_crossings_are_those_of_the_bivariate_normal_law(share: float, correlation: float) -> None:
    level = stats.norm.isf(share)
    law = stats.multivariate_normal(cov=[[1.0, correlation], [correlation, 1.0]])
    both_below = float(law.cdf([level, level]))
    made = crossing_share(np.array(share), np.array(correlation))
    assert float(made) == pytest.approx(1.0 - share - both_below, abs=1e-6)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_level_out_of_reach_is_never_crossed(share: float) -> None:
    assert float(crossing_share(np.array(share), np.array(0.9))) == 0.0


@given(st.floats(0.01, 0.99), st.floats(0.0, 0.999))
def test_durations_share_the_time(share: float, correlation: float) -> None:
    above, below = mean_durations(np.full(12, share), MONTH_HOURS, np.array(correlation))
    assert above / (above + below) == pytest.approx(share)
    assert above >= HOUR * (1.0 - 1e-9)


def test_independent_hours_have_geometric_spells() -> None:
    above, below = mean_durations(np.full(12, 0.2), MONTH_HOURS, np.array(0.0))
    assert above / HOUR == pytest.approx(1.0 / 0.8)
    assert below / HOUR == pytest.approx(1.0 / 0.2)


@given(st.lists(st.floats(0.0, 0.97), min_size=1, max_size=4))
def test_covariances_are_the_sums_they_stand_for(roots: list[float]) -> None:
    n = np.arange(3000)
    weights: FloatArray = (n + 1.0) * np.array(roots)[:, np.newaxis] ** n
    made = slow_covariance(np.array(roots))
    assert made[..., 0] == pytest.approx(weights @ weights.T, rel=1e-9)
    assert made[..., 1] == pytest.approx(weights[:, 1:] @ weights[:, :-1].T, rel=1e-9, abs=1e-12)


def test_like_variables_need_the_noise_they_are_coupled_by() -> None:
    coupling = np.array([[1.0, 0.3], [0.3, 1.0]])
    assert noise_correlation(coupling, memory(20.0, 0.0, 1.0, 0.0, 2)) == pytest.approx(coupling)
    assert noise_correlation(coupling, memory(20.0, 0.5, 1.0, 0.0, 2))[0, 1] == pytest.approx(0.6)


def test_a_coupling_that_is_no_correlation_is_refused() -> None:
    for wrong in ([[1.0, 0.3], [0.2, 1.0]], [[0.9, 0.3], [0.3, 1.0]]):
        with pytest.raises(InputError, match="symmetric with 1 on its diagonal"):
            noise_correlation(np.array(wrong), memory(20.0, 0.0, 1.0, 0.0, 2))


@pytest.mark.parametrize("wrong", [(20.0, 0.9, 5.0, 0.1), (20.0, -0.1, 5.0, 0.0), (-1.0, 0.1, 5.0, 0.0)])
def test_shares_and_times_that_cannot_be_are_refused(wrong: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError, match="times and shares must be 0 or more"):
        noise_correlation(np.eye(2), memory(*wrong, 2))


def test_variables_of_unlike_memory_cannot_be_one() -> None:
    unlike = Persistence(*(np.array(x) for x in ([20 * HOUR, 200 * HOUR], [0, 0], [0, 0], [0, 0])))
    with pytest.raises(InputError, match="cannot be coupled so closely"):
        noise_correlation(np.array([[1.0, 0.9], [0.9, 1.0]]), unlike)
