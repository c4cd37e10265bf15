"""Cell grades that honour the published mean and the published best cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, truncnorm

from kaitei.deposit import cell_grades

MEAN, BEST = 964e-6, 1720e-6


def scores(draws: int, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((draws, 24))


def grades(draws: int, mean: float = MEAN, best: float = BEST, cv: float = 0.6) -> tuple[np.ndarray, np.ndarray]:
    full = np.full(draws, 1.0)
    return cell_grades.cell_grades(mean * full, best * full, cv * full, scores(draws), 6)


def test_mean_and_best_cell_are_the_published_ones_in_every_draw() -> None:
    grade, found = grades(500)
    assert found.all()
    assert (grade[:, 6] == BEST).all()
    assert np.allclose(grade.mean(axis=1), MEAN, rtol=1e-12, atol=0.0)


def test_no_cell_is_richer_than_the_best() -> None:
    grade, _ = grades(500)
    assert (grade <= BEST).all()
    assert (grade > 0.0).all()


def test_the_ratio_is_the_quantile_of_a_truncated_lognormal() -> None:
    """Against scipy's truncated normal: ln grade = mu + sigma q, cut at ln best."""
    cut, sigma, rank = 0.8, 0.55, norm.cdf(-0.7)
    quantile = truncnorm.ppf(rank, -np.inf, cut)
    ours = cell_grades.ratio_to_best(np.array(-0.7), np.array(sigma), np.array(cut))
    assert float(ours) == pytest.approx(np.exp(sigma * (quantile - cut)), rel=1e-10)


@given(st.floats(-4.0, 4.0), st.floats(0.1, 1.5), st.floats(-50.0, 30.0), st.floats(0.01, 5.0))
def test_the_ratio_falls_as_the_cut_rises(score: float, sigma: float, cut: float, more: float) -> None:
    near, far = cell_grades.ratio_to_best(np.array(score), np.array(sigma), np.array([cut, cut + more]))
    assert 0.0 < far < near <= 1.0


@given(st.floats(0.2, 0.95), st.floats(0.3, 1.0))
def test_any_mean_between_poor_and_best_is_reached(wished: float, sigma: float) -> None:
    score = scores(3)
    cut, found = cell_grades.cut_for_mean(score, np.full(3, sigma), np.full(3, wished))
    assert found.all()
    made = cell_grades.ratio_to_best(score, np.full((3, 1), sigma), cut[:, np.newaxis]).mean(axis=1)
    assert np.allclose(made, wished, rtol=1e-12)


@pytest.mark.parametrize(
    ("mean", "best"),
    [(1.05 * BEST, BEST), (0.999 * BEST, BEST), (BEST / 24.0, BEST), (BEST / 30.0, BEST)],
    ids=["mean above best", "mean as good as best", "nothing left for the others", "less than nothing left"],
)
def test_a_mean_that_cannot_go_with_the_best_cell_is_flagged(mean: float, best: float) -> None:
    _, found = grades(2, mean, best)
    assert not found.any()


def test_one_bad_draw_leaves_the_others_alone() -> None:
    mean = np.array([MEAN, 2.0 * BEST, MEAN])
    best, cv = np.full(3, BEST), np.full(3, 0.6)
    grade, found = cell_grades.cell_grades(mean, best, cv, scores(3), 6)
    alone, _ = cell_grades.cell_grades(mean[:1], best[:1], cv[:1], scores(3)[:1], 6)
    assert found.tolist() == [True, False, True]
    assert np.array_equal(grade[:1], alone)


def test_higher_score_gives_higher_grade() -> None:
    score = scores(1)
    grade, _ = cell_grades.cell_grades(*(np.array([v]) for v in (MEAN, BEST, 0.6)), score, 6)
    others = np.delete(np.arange(24), 6)
    assert (np.argsort(grade[0, others]) == np.argsort(score[0, others])).all()


def test_more_variation_before_the_cut_gives_more_spread_among_cells() -> None:
    calm, wild = (grades(400, cv=cv)[0].std(axis=1).mean() for cv in (0.3, 0.7))
    assert wild > 1.2 * calm


def test_sigma_of_small_variation_is_the_variation() -> None:
    assert float(cell_grades.lognormal_sigma(np.array(0.01))) == pytest.approx(0.01, rel=1e-4)
