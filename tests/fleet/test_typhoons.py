"""Tropical cyclones: counts of a year against scipy's laws, and the cost of one storm."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kaitei.fleet.typhoons import (
    event_count_negative_binomial,
    interruption_time_retrieve,
    storms_by_month,
)
from kaitei.physics.arrays import FloatArray

U = (np.arange(4000.0) + 0.5) / 4000.0
MONTHS = np.array([0, 0, 0.03, 0.07, 0.03, 0, 0.30, 0.50, 0.57, 0.37, 0.20, 0.10])


def arrays(*values: float) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(value) for value in values)


@pytest.mark.parametrize("mean", [0.1, 1.73, 2.17, 8.0, 40.0])
def test_a_dispersion_of_one_is_poisson(mean: float) -> None:
    ours = event_count_negative_binomial(U, np.array(mean), np.array(1.0))
    assert (ours == stats.poisson.ppf(U, mean)).all()


@pytest.mark.parametrize("mean", [0.1, 1.73, 2.17, 8.0])
@pytest.mark.parametrize("dispersion", [1.5, 2.9, 6.0])
def test_it_is_the_negative_binomial_of_scipy(mean: float, dispersion: float) -> None:
    ours = event_count_negative_binomial(U, np.array(mean), np.array(dispersion))
    theirs = stats.nbinom.ppf(U, mean / (dispersion - 1.0), 1.0 / dispersion)
    assert (ours == theirs).all()


def test_nine_years_of_thirty_have_no_storm() -> None:
    empty = (event_count_negative_binomial(U, np.array(2.17), np.array(2.9)) == 0.0).mean()
    assert 30.0 * empty == pytest.approx(9.0, abs=0.2)


def test_mean_and_variance_are_those_asked_for() -> None:
    u = (np.arange(200000.0) + 0.5) / 200000.0
    count = event_count_negative_binomial(u, np.array(2.17), np.array(2.9))
    assert count.mean() == pytest.approx(2.17, rel=2e-3)
    assert count.var() / count.mean() == pytest.approx(2.9, rel=2e-2)


def test_no_storms_on_average_means_none_ever() -> None:
    assert (event_count_negative_binomial(U, np.array(0.0), np.array(2.9)) == 0.0).all()


def test_the_last_uniform_below_one_gives_a_finite_count() -> None:
    last = np.array(1.0 - 2.0**-54)
    assert event_count_negative_binomial(last, np.array(3.0), np.array(3.0)) <= 200.0


@given(st.floats(0.01, 0.99), st.floats(0.0, 10.0), st.floats(0.0, 5.0), st.floats(1.0, 5.0))
def test_more_storms_on_average_never_mean_fewer(u: float, mean: float, more: float, dispersion: float) -> None:
    few = event_count_negative_binomial(np.array(u), np.array(mean), np.array(dispersion))
    many = event_count_negative_binomial(np.array(u), np.array(mean + more), np.array(dispersion))
    assert many >= few


def test_counts_do_not_depend_on_their_neighbours() -> None:
    whole = event_count_negative_binomial(U, np.array(2.17), np.array(2.9))
    alone = event_count_negative_binomial(U[7:8], np.array(2.17), np.array(2.9))
    assert alone[0] == whole[7]


def test_a_whole_year_meets_all_storms() -> None:
    assert storms_by_month(MONTHS, np.ones(12)).sum() == pytest.approx(1.0, rel=1e-15)


def test_a_winter_campaign_meets_none() -> None:
    cover = np.zeros(12)
    cover[:2] = 1.0
    assert storms_by_month(MONTHS, cover).sum() == 0.0


def test_a_sea_without_storms_gives_zeros() -> None:
    assert (storms_by_month(np.zeros(12), np.ones(12)) == 0.0).all()


def test_a_month_counts_no_more_than_once() -> None:
    # 29 days in February are no more than February
    assert storms_by_month(np.array([1.0]), np.array([29.0 / 28.0])).tolist() == [1.0]


def test_pulling_the_pipe_costs_16_to_20_days_a_storm() -> None:
    least = float(interruption_time_retrieve(*arrays(2.0, 2.0, 2.0, 8.0)))
    most = float(interruption_time_retrieve(*arrays(2.0, 3.0, 3.0, 13.0)))
    assert least <= 16.0
    assert most >= 20.0


@pytest.mark.parametrize(("events", "low", "high"), [(1.73, 28.0, 35.0), (2.73, 44.0, 55.0)])
def test_storms_cost_the_published_days_a_year(events: float, low: float, high: float) -> None:
    assert low <= events * float(interruption_time_retrieve(*arrays(2.0, 3.0, 2.5, 12.0))) <= high
