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


def test_every_level_of_stock_has_firms_at_every_place_of_the_queue() -> None:
    assert sorted(zip(firms.LEVEL, firms.PLACE, strict=True)) == [(n, q) for n in range(7) for q in range(firms.QUEUE)]
    assert np.bincount(firms.PLACE, firms.WEIGHTS) == pytest.approx([0.25] * 4)
    assert np.bincount(firms.LEVEL, firms.WEIGHTS) == pytest.approx(firms.BY_STOCK)


def ordered(need: float, target: float, stock: list[float], waiting: float = 0.0) -> list[float]:
    orders, size = np.empty((1, len(stock))), (1, len(stock))
    firms.order(np.full(size, need), np.full(size, target), np.array([stock]), np.array([waiting]), 0.5, orders)
    return list(orders[0])


def test_a_full_stock_orders_the_need_and_an_overfull_one_less() -> None:
    assert ordered(10.0, 30.0, [30.0, 45.0]) == [10.0, 0.0]
    assert ordered(10.0, 30.0, [20.0, 30.0]) == pytest.approx([15.0, 10.0])


def test_what_is_ordered_and_has_not_come_is_not_ordered_again() -> None:
    assert ordered(10.0, 30.0, [20.0, 30.0], waiting=8.0) == pytest.approx([13.0, 10.0])
    assert ordered(10.0, 30.0, [20.0, 30.0], waiting=80.0) == pytest.approx([10.0, 10.0])


shares = st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3).map(np.array)


def received(need: np.ndarray, orders: np.ndarray, came: np.ndarray, permitted: np.ndarray) -> np.ndarray:
    stock = np.zeros(orders.shape)
    firms.receive(need, orders.copy(), came, permitted, stock)
    return stock


@given(amounts, amounts, shares, shares)
def test_deliveries_go_into_stocks_whole_and_to_who_ordered(
    need: np.ndarray, orders: np.ndarray, part: np.ndarray, permitted: np.ndarray
) -> None:
    came = part * orders.sum(axis=1)
    stock = received(need, orders, came, permitted)
    assert stock.sum(axis=1) == pytest.approx(came, rel=1e-9, abs=1e-9)
    assert np.all(stock <= orders * (1.0 + 1e-9) + 1e-9)
    assert np.all(stock >= -1e-9)


@given(amounts, amounts, shares, shares)
def test_no_stock_is_filled_while_someone_lacks_what_the_month_takes(
    need: np.ndarray, orders: np.ndarray, part: np.ndarray, permitted: np.ndarray
) -> None:
    now = np.minimum(need, orders)
    stock = received(need, orders, part * now.sum(axis=1), permitted)
    assert np.all(stock <= now * (1.0 + 1e-9) + 1e-9)


def test_a_permit_is_one_firms_and_all_else_is_shared() -> None:
    one = np.broadcast_to(firms.WEIGHTS, (3, CLASSES)).copy()
    stock = received(one, one, np.full(3, 0.5), np.array([1.0, 0.0, 0.5])) / firms.WEIGHTS
    assert stock[0] == pytest.approx(np.where(firms.PLACE < 2, 1.0, 0.0))
    assert stock[1] == pytest.approx(np.full(CLASSES, 0.5))
    assert stock[2] == pytest.approx(np.where(firms.PLACE < 1, 1.0, 1.0 / 3.0))


def test_what_had_waited_comes_on_top_of_all_orders() -> None:
    one = np.broadcast_to(firms.WEIGHTS, (3, CLASSES)).copy()
    stock = received(one, one, np.full(3, 1.5), np.zeros(3))
    assert stock / firms.WEIGHTS == pytest.approx(np.full((3, CLASSES), 1.5))


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
