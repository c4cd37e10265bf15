"""Tropical cyclones: counts of a year against scipy's laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kaitei.fleet.typhoons import event_count_negative_binomial
from kaitei.physics.arrays import FloatArray

U = (np.arange(4000.0) + 0.5) / 4000.0


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
