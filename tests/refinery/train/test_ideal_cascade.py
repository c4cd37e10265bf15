"""The ideal cascade: closed theory, laws and corners."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.separation import P507_FACTORS
from kaitei.refinery.train.ideal_cascade import Split, split

RATIO = np.concatenate([[1.0], np.cumprod(P507_FACTORS)])
FEED = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
FEED /= FEED.sum()

shares = st.lists(st.floats(0.0, 1.0), min_size=2, max_size=8).filter(lambda n: sum(n) > 0.1)
seeds = st.integers(0, 10_000)


def one(feed: FloatArray, ratio: FloatArray, wash: float, extract: float, n: int, m: int) -> Split:
    return split(feed[None], ratio[None], np.array([wash]), np.array([extract]), n, m)


@pytest.mark.parametrize(("n", "m"), [(1, 0), (1, 3), (4, 2), (5, 1)])
def test_at_total_reflux_every_stage_multiplies_the_odds_by_the_factor(n: int, m: int) -> None:
    odds = one(FEED[:4] / FEED[:4].sum(), RATIO[:4], 1e9, 0.4, n, m).log_odds[0]
    assert np.diff(odds) == pytest.approx((n + m) * np.log(P507_FACTORS[:3]), rel=1e-6)


def steps_of_mccabe_and_thiele(beta: float, raffinate: float, extract: float, wash: float, n: int, m: int) -> float:
    """Heavy share of the organic after n + m steps between equilibrium and operating lines."""
    organic, x, y = wash + extract, raffinate, 0.0
    heavy = None
    for j in range(n + m):
        y = beta * x / (1.0 + (beta - 1.0) * x)
        if j + 1 < n:
            x = (organic * y + (1.0 - extract) * raffinate) / (1.0 + wash)
        else:
            heavy = 0.5 if heavy is None else heavy
            balance = 0.5 - (1.0 - extract) * raffinate
            x = (organic * y - balance) / wash
    return y


@pytest.mark.parametrize(("beta", "wash", "n", "m"), [(3.0, 0.8, 8, 6), (1.5, 2.4, 20, 25), (10.6, 0.3, 3, 2)])
def test_a_binary_cascade_steps_off_mccabe_and_thiele(beta: float, wash: float, n: int, m: int) -> None:
    made = one(np.array([0.5, 0.5]), np.array([1.0, beta]), wash, 0.5, n, m)
    raffinate, extract = made.left[0, 1], made.extracted[0, 1]
    top = steps_of_mccabe_and_thiele(beta, raffinate, 0.5, wash, n, m)
    assert top / (1.0 - top) == pytest.approx(extract / made.extracted[0, 0], rel=1e-6)


def test_one_stage_is_one_equilibrium() -> None:
    made = one(FEED, RATIO, 0.3, 0.4, 1, 0)
    assert np.diff(made.log_odds[0]) == pytest.approx(np.log(P507_FACTORS), rel=1e-9)
    assert (made.extracted[0] * FEED).sum() == pytest.approx(0.4)


@pytest.mark.parametrize("beta", [1.4, 3.0, 10.6])
def test_above_the_least_wash_stages_make_it_pure_and_below_they_do_not(beta: float) -> None:
    least = 1.0 / (beta - 1.0)
    feed, ratio = np.array([0.5, 0.5]), np.array([1.0, beta])
    assert one(feed, ratio, 1.1 * least, 0.5, 150, 150).left[0, 1] < 1e-6
    assert one(feed, ratio, 0.9 * least, 0.5, 150, 150).left[0, 1] > 0.005


@settings(deadline=None, max_examples=150)
@given(shares, seeds, st.floats(-0.7, 2.0), st.floats(0.02, 0.98), st.integers(1, 60), st.integers(0, 60))
def test_every_element_balances_and_the_extract_has_its_amount(
    rows: list[float], seed: int, log_wash: float, extract: float, n: int, m: int
) -> None:
    feed = np.array(rows) / sum(rows)
    ratio = np.exp(np.random.default_rng(seed).uniform(0.0, 6.0, len(feed)))
    made = one(feed, ratio, 10.0**log_wash, extract, n, m)
    assert made.converged
    assert made.extracted + made.left == pytest.approx(1.0, abs=1e-12)
    assert (made.extracted * feed).sum() == pytest.approx(extract, rel=1e-12)
    order = np.argsort(ratio)
    assert np.all(np.diff(made.log_odds[0, order]) >= -1e-9)


@settings(deadline=None)
@given(seeds)
def test_swapping_two_elements_swaps_the_result(seed: int) -> None:
    order = np.random.default_rng(seed).permutation(15)
    straight, swapped = one(FEED, RATIO, 0.5, 0.5, 12, 9), one(FEED[order], RATIO[order], 0.5, 0.5, 12, 9)
    assert swapped.log_odds[0] == pytest.approx(straight.log_odds[0, order], rel=1e-8, abs=1e-8)


def test_elements_of_one_ratio_stay_together_and_what_is_not_fed_has_a_split() -> None:
    made = one(np.array([0.3, 0.0, 0.5, 0.2]), np.array([1.0, 2.0, 2.0, 4.0]), 1.0, 0.5, 10, 10)
    assert made.converged
    assert made.log_odds[0, 1] == pytest.approx(made.log_odds[0, 2])


@pytest.mark.parametrize(("n", "m"), [(500, 500), (700, 300)])
def test_a_thousand_stages_are_solved(n: int, m: int) -> None:
    heavy = FEED[4:].sum()
    made = one(FEED, RATIO, 0.3, heavy, n, m)
    assert made.converged
    assert (made.extracted * FEED).sum() == pytest.approx(heavy, rel=1e-12)
    assert made.left[0, 4] < 1e-9


def test_a_product_of_a_trillionth_is_solved() -> None:
    made = one(FEED, RATIO, 0.5, 1e-12, 20, 20)
    assert made.converged
    assert np.all(np.isfinite(made.log_odds))


def draws(count: int) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    rng = np.random.default_rng(4)
    feed = FEED * np.exp(0.2 * rng.standard_normal((count, 15)))
    feed /= feed.sum(axis=1, keepdims=True)
    ratio = np.cumprod(np.exp(rng.uniform(0.2, 1.5, (count, 15))), axis=1)
    return feed, ratio, rng.uniform(0.2, 2.0, count), rng.uniform(0.2, 0.8, count)


def test_pieces_of_draws_equal_the_whole_to_the_last_bit() -> None:
    feed, ratio, wash, extract = draws(12)
    start = split(feed[:1], ratio[:1], wash[:1], extract[:1], 12, 9).log_odds[0]
    whole = split(feed, ratio, wash, extract, 12, 9, start)
    parts = [
        split(feed[k : k + 5], ratio[k : k + 5], wash[k : k + 5], extract[k : k + 5], 12, 9, start) for k in (0, 5, 10)
    ]
    assert np.array_equal(whole.log_odds, np.concatenate([p.log_odds for p in parts]))


def test_a_start_near_by_saves_rounds_and_changes_nothing() -> None:
    feed, ratio, wash, extract = draws(8)
    cold = split(feed, ratio, wash, extract, 12, 9)
    warm = split(feed, ratio, wash, extract, 12, 9, cold.log_odds[0])
    assert np.all(cold.converged & warm.converged)
    assert warm.rounds[0] == 1
    assert warm.log_odds == pytest.approx(cold.log_odds, rel=1e-7, abs=1e-7)
