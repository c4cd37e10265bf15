"""Episodes cut from quarters, and what an option gives in them."""

import numpy as np

from kaitei.security.months import firms
from kaitei.security.portfolio.episodes import LEAST, episodes, quarters_short
from kaitei.security.portfolio.problem import pieces


def test_a_quarter_too_thin_opens_no_episode():
    gap = np.full((1, 4, 1), 0.99 * LEAST)
    assert len(episodes(gap, np.ones(1), np.ones(1, bool)).future) == 0


def test_elements_nobody_stands_still_without_open_no_episode():
    gap = np.zeros((1, 6, 2))
    gap[0, 1, 0], gap[0, 4, 1] = 1.0, 1.0
    cut = episodes(gap, np.ones(2), np.array([True, False]))
    assert (cut.first.tolist(), cut.last.tolist(), cut.gap.tolist()) == ([1], [2], [[1.0, 0.0]])


def test_calm_counts_from_the_episode_before_in_the_same_future():
    gap = np.zeros((2, 12, 1))
    gap[0, [0, 5], 0] = gap[1, 7, 0] = 1.0
    cut = episodes(gap, np.ones(1), np.ones(1, bool))
    assert (cut.future.tolist(), cut.calm.tolist()) == ([0, 0, 1], [12, 4, 12])


def test_all_of_the_gap_is_kept_where_every_quarter_counts():
    gap = np.random.default_rng(1).uniform(0.1, 1.0, (3, 20, 2))
    cut = episodes(gap, np.ones(2), np.ones(2, bool))
    np.testing.assert_allclose(cut.gap, gap.sum(axis=1))


def test_an_option_counts_from_its_start_and_where_its_element_lacks():
    gap = np.zeros((1, 8, 2))
    gap[0, 2:6, 0] = gap[0, 4, 1] = 1.0
    cut = episodes(gap, np.ones(2), np.ones(2, bool))
    for start, quarters in ((0, [[4, 1]]), (3, [[3, 1]]), (5, [[1, 0]]), (9, [[0, 0]])):
        assert quarters_short(gap, cut, start).tolist() == quarters


def test_lines_say_what_firms_of_the_monthly_model_lose():
    """A steady shortage month by month, shared by orders, against the lines at its sum."""
    levels = firms.cover_of_levels(np.array(3.0), np.array(0.7))
    slope, off = pieces(levels, firms.BY_STOCK)
    cover = levels[firms.LEVEL]
    need, first, essential = firms.WEIGHTS[np.newaxis].copy(), np.array([0, 1]), np.array([1])
    stock, orders, activity, served = need * cover, np.zeros_like(need), np.zeros_like(need), np.zeros_like(need)
    lost = 0.0
    for month in range(1, 25):
        # NOTE: nothing is refilled, so that firms order what they need and no more.
        firms.order(need, stock.copy(), stock, np.zeros(1), 0.0, orders)
        firms.receive(need, orders, np.array([0.7]), np.zeros(1), stock)
        firms.consume(need, stock, first, essential, activity, served)
        lost += 1.0 - float((activity * firms.WEIGHTS).sum())
        np.testing.assert_allclose(max((slope * 0.3 * month - off).max(), 0.0), lost, atol=1e-12)
    assert lost > 1.0
