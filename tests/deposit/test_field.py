"""The correlated field over the cells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.deposit import field


def normals(draws: int, width: int, seed: int = 7) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((draws, width))


def correlation(draws: int, length: float = 15e3, nugget: float = 0.3) -> np.ndarray:
    apart = field.distances(field.grid_centres(4, 6, 10.247e3))
    return np.broadcast_to(field.correlation_exponential(apart, length, nugget), (draws, 24, 24))


def test_rows_run_south_and_columns_east() -> None:
    centres = field.grid_centres(4, 6, 2.0)
    assert centres.shape == (24, 2)
    assert centres[1].tolist() == [2.0, 0.0]  # A2 lies east of A1
    assert centres[6].tolist() == [0.0, 2.0]  # B1 lies south of A1
    assert centres[23].tolist() == [10.0, 6.0]


def test_the_grid_fits_the_published_box() -> None:
    """24 squares of 105 km2 in the box of 0.45 degrees of latitude by 0.617 of longitude at 22 degrees north."""
    side = np.sqrt(105.0)
    assert 6 * side < 0.6167 * 111.32 * np.cos(np.radians(22.0))
    assert 4 * side < 0.45 * 110.7


def test_distances_are_symmetric_and_zero_at_home() -> None:
    apart = field.distances(field.grid_centres(4, 6, 3.0))
    assert np.array_equal(apart, apart.T)
    assert (np.diag(apart) == 0.0).all()
    assert apart[0, 7] == pytest.approx(3.0 * np.sqrt(2.0))


def test_correlation_at_three_lengths_is_five_percent_of_its_start() -> None:
    start, far = field.correlation_exponential(np.array([1e-9, 3.0]), 1.0, 0.4)
    assert start == pytest.approx(0.6)
    assert far / start == pytest.approx(0.0498, abs=1e-4)


@given(st.floats(8.0, 30.0), st.floats(0.0, 1.0), st.floats(0.0, 100.0), st.floats(0.1, 50.0))
def test_correlation_falls_with_distance_and_stays_a_share(a: float, n: float, h: float, more: float) -> None:
    near, far = field.correlation_exponential(np.array([h, h + more]), a, n)
    assert 0.0 <= far <= near <= 1.0


def test_blom_score_is_near_the_exact_expectation() -> None:
    """Expected largest of 10 standard normals: 1.5388 (Teichroew 1956)."""
    assert field.normal_score_largest_blom_1958(10) == pytest.approx(1.5388, abs=0.01)
    assert field.normal_score_largest_blom_1958(1) == pytest.approx(0.0)


def test_the_known_cell_has_its_value_in_every_draw() -> None:
    made = field.field_with_known_cell(correlation(50), normals(50, 23), 6, 1.947)
    assert (made[:, 6] == 1.947).all()


def test_the_other_cells_have_the_moments_of_simple_kriging() -> None:
    """Mean rho z and covariance C - rho rho', which is what conditioning on one value gives."""
    one = correlation(1)[0]
    made = field.field_with_known_cell(correlation(40_000), normals(40_000, 23), 6, 2.0)
    others = np.delete(np.arange(24), 6)
    rho = one[others, 6]
    assert np.allclose(made[:, others].mean(axis=0), 2.0 * rho, atol=0.02)
    expected = one[np.ix_(others, others)] - np.outer(rho, rho)
    assert np.allclose(np.cov(made[:, others].T), expected, atol=0.03)


def test_without_noise_neighbours_of_the_best_cell_are_richer_than_far_cells() -> None:
    made = field.field_with_known_cell(correlation(1), np.zeros((1, 23)), 6, 2.0)[0]
    assert made[7] > made[8] > made[11] > 0.0
    assert made[0] == pytest.approx(made[12])  # A1 and C1 lie at the same distance


def test_pieces_of_the_draws_equal_the_whole() -> None:
    noise = normals(9, 23)
    whole = field.field_with_known_cell(correlation(9), noise, 6, 2.0)
    for first, last in ((0, 1), (1, 4), (4, 9)):
        part = field.field_with_known_cell(correlation(last - first), noise[first:last], 6, 2.0)
        assert np.array_equal(part, whole[first:last])
