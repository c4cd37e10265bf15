"""Firm classes: order, receive, be helped, run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.security.months import firms

FIRST = np.array([0, 2, 3])
ELEMENT = np.array([0, 1, 0])
CLASSES = len(firms.WEIGHTS)
amounts = st.lists(st.floats(0.0, 100.0), min_size=3 * CLASSES, max_size=3 * CLASSES).map(
    lambda values: np.array(values).reshape(3, CLASSES)
)


def test_the_weights_are_shares_and_the_tail_is_fine() -> None:
    assert firms.WEIGHTS.sum() == pytest.approx(1.0)
    assert np.all(np.diff(firms.MIDDLES) > 0.0)
    assert firms.MIDDLES[0] == pytest.approx(0.01)


def test_cover_follows_the_published_percentiles_of_firms() -> None:
    """Median 90 days, 5th percentile 20-30, 95th 270 with a spread of 0.72."""
    low, high = 90.0 * np.exp(0.72 * np.array([-1.645, 1.645]))
    assert 20.0 < low < 30.0
    assert high == pytest.approx(270.0, rel=0.1)


def test_a_full_stock_orders_the_need_and_an_overfull_one_less() -> None:
    need, target = np.full((1, 2), 10.0), np.full((1, 2), 30.0)
    orders = np.empty((1, 2))
    firms.order(need, target, np.array([[30.0, 45.0]]), 0.5, orders)
    assert orders[0].tolist() == [10.0, 0.0]
    firms.order(need, target, np.array([[20.0, 30.0]]), 0.5, orders)
    assert orders[0] == pytest.approx([15.0, 10.0])


@given(amounts, st.lists(st.floats(0.0, 50.0), min_size=3, max_size=3))
def test_deliveries_go_into_stocks_whole_and_only_where_something_was_ordered(
    orders: np.ndarray, came: list[float]
) -> None:
    delivered, stock = np.array(came), np.zeros((3, CLASSES))
    firms.receive(orders, delivered, stock)
    some = orders.sum(axis=1) > 0.0
    assert stock.sum(axis=1)[some] == pytest.approx(delivered[some])
    assert np.all(stock[~some] == 0.0)
    assert np.all(stock[orders == 0.0] == 0.0)


@given(amounts, amounts, st.floats(0.0, 200.0), st.floats(0.0, 200.0))
def test_the_state_gives_no_more_than_it_has_may_or_must(
    need: np.ndarray, stock: np.ndarray, held: float, most: float
) -> None:
    before, state = stock.copy(), np.array([held, 0.0])
    lack = np.maximum(need - stock, 0.0)
    given_out = np.empty(2)
    firms.release(need, stock, ELEMENT, state, np.array([most, most]), given_out)
    of_first = ELEMENT == 0
    assert given_out[0] == pytest.approx(min(lack[of_first].sum(), held, most))
    assert given_out[1] == 0.0
    assert (stock - before).sum() == pytest.approx(given_out.sum(), abs=1e-9)
    assert state[0] + given_out[0] == pytest.approx(held)
    assert np.all(stock - before <= lack * (1.0 + 1e-12) + 1e-12)


@given(amounts, amounts, st.lists(st.sampled_from([0, 1]), min_size=3, max_size=3))
def test_served_and_unserved_are_the_need_and_stocks_never_turn_negative(
    need: np.ndarray, stock: np.ndarray, essential: list[int]
) -> None:
    before, activity, served = stock.copy(), np.empty((2, CLASSES)), np.empty((3, CLASSES))
    firms.consume(need, stock, FIRST, np.array(essential), activity, served)
    assert np.all((activity >= 0.0) & (activity <= 1.0 + 1e-12))
    assert np.all((served >= 0.0) & (served <= 1.0))
    assert np.all(stock >= 0.0)
    assert before - stock == pytest.approx(served * need, abs=1e-9)


def run(essential: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A use with enough of its first element and a quarter of its second; another with enough."""
    need = np.array([[10.0] * CLASSES, [2.0] * CLASSES, [5.0] * CLASSES])
    stock = np.array([[10.0] * CLASSES, [0.5] * CLASSES, [5.0] * CLASSES])
    activity, served = np.empty((2, CLASSES)), np.empty((3, CLASSES))
    firms.consume(need, stock, FIRST, np.array(essential), activity, served)
    return activity, served, stock


def test_the_scarcest_essential_element_sets_the_pace_and_the_others_stay() -> None:
    activity, served, stock = run([1, 1, 1])
    assert np.all(activity[0] == 0.25)
    assert np.all(served[:2] == 0.25)
    assert np.all(stock[0] == 7.5)
    assert np.all(stock[1] == 0.0)
    assert np.all(activity[1] == 1.0)


def test_an_element_that_gives_way_stops_nothing_but_itself() -> None:
    activity, served, _ = run([1, 0, 1])
    assert np.all(activity[0] == 1.0)
    assert np.all(served[0] == 1.0)
    assert np.all(served[1] == 0.25)


def test_a_use_without_an_essential_element_runs_at_the_mean_of_its_elements() -> None:
    activity, _, _ = run([0, 0, 0])
    assert activity[0] == pytest.approx((10.0 + 0.5) / 12.0)


def test_a_use_that_needs_nothing_runs() -> None:
    activity, served = np.empty((2, CLASSES)), np.empty((3, CLASSES))
    nothing = np.zeros((3, CLASSES))
    firms.consume(nothing, nothing.copy(), FIRST, np.array([1, 1, 1]), activity, served)
    assert np.all(activity == 1.0)
