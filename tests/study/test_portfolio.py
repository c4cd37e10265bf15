"""The study of portfolios on a few futures."""

import numpy as np
import pytest

from kaitei.errors import StudyError
from kaitei.scenario_file import load
from kaitei.study.portfolio import PortfolioStudy, portfolio_of


@pytest.fixture(scope="module")
def study() -> PortfolioStudy:
    return portfolio_of(load("minamitorishima"), years=8, futures=12, judges=6)


def test_points_fall_in_risk_and_rise_in_cost(study: PortfolioStudy):
    cost, tail = (np.array([getattr(point, name) for point in study.points]) for name in ("cost", "tail"))
    assert tail[0] > 0.0
    assert cost[0] == 0.0
    assert (np.diff(cost) >= -1e-9).all()
    assert (np.diff(tail) <= 1e-6 * tail[0]).all()
    assert all(point.tail <= point.limit + point.missed + 1e-6 * tail[0] for point in study.points)


def test_little_is_too_thin_to_count(study: PortfolioStudy):
    assert 0.9 < study.kept <= 1.0


def test_sizes_lie_within_what_can_be_had(study: PortfolioStudy):
    for point in study.points:
        for offer, size in zip(study.offers, point.size.tolist(), strict=True):
            assert -1e-9 <= size <= offer.most * (1.0 + 1e-9)


def test_every_point_is_judged_on_other_futures(study: PortfolioStudy):
    assert len(study.judged) == len(study.points)
    assert study.judged[0].tail >= study.judged[0].loss > 0.0
    assert study.judged[-1].tail <= study.judged[0].tail


def test_the_same_seed_gives_the_same_study(study: PortfolioStudy):
    again = portfolio_of(load("minamitorishima"), years=8, futures=12)
    for first, second in zip(study.points, again.points, strict=True):
        assert first.cost == second.cost
        np.testing.assert_array_equal(first.size, second.size)


def test_without_families_nothing_is_bought():
    study = portfolio_of(load("minamitorishima"), years=3, futures=3, families=())
    assert all(point.cost == point.tail == point.loss == 0.0 for point in study.points)


def test_who_takes_risks_as_they_come_stops_where_cost_and_loss_are_least(study: PortfolioStudy):
    sums = [point.cost + point.loss for point in study.points]
    assert sums[study.cheapest] == min(sums)


@pytest.mark.parametrize(("years", "futures", "judges"), [(0, 5, 0), (5, 0, 0), (5, 5, -1)])
def test_no_horizon_or_no_future_is_refused(years: int, futures: int, judges: int):
    with pytest.raises(StudyError, match=f"not {years} years, {futures} futures and {judges} judges"):
        portfolio_of(load("minamitorishima"), years=years, futures=futures, judges=judges)
