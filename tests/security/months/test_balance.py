"""What must add up in every month, whatever happens."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.security.months.stories import FEW, ban, drawn, outage, run, scopes, world

from kaitei.security.months.firms import BY_STOCK
from kaitei.security.months.world import PAIR_ELEMENT, Months, Numbers


def stock_at_first(numbers: Numbers) -> np.ndarray:
    """Of all firms before the first month [t], (future, element)."""
    held = np.zeros((len(numbers.panic), 16))
    for need, element in zip(world().need, world().pairs[PAIR_ELEMENT], strict=True):
        held[:, element] += need * (numbers.target[:, element] * BY_STOCK).sum(axis=1)
    return held


def assert_adds_up(made: Months, numbers: Numbers) -> None:
    before = np.concatenate([stock_at_first(numbers)[:, np.newaxis], made.stock[:, :-1]], axis=1)
    scale = made.need + before + 1e-9
    change = made.stock - before
    assert np.abs((made.delivered + made.released - made.consumed - change) / scale).max() < 1e-9
    assert np.abs((made.consumed + made.unserved - made.need) / scale).max() < 1e-9
    for amounts in (made.stock, made.state_stock, made.delivered, made.released, made.consumed):
        assert amounts.min() >= 0.0
    assert made.unserved.min() >= -1e-12
    left = np.diff(made.state_stock, axis=1) + made.released[:, 1:]
    assert np.abs(left).max() < 1e-9 * (1.0 + made.state_stock.max())


def assert_are_numbers(made: Months) -> None:
    for name, values in made._asdict().items():
        assert np.isfinite(values).all(), name
    assert made.activity.min() >= 0.0
    assert made.activity.max() <= 1.0 + 1e-12
    assert made.stopped.max() <= 1.0 + 1e-12
    assert made.price.min() >= 1.0


@settings(max_examples=FEW)
@given(scopes, st.integers(0, 6), st.one_of(st.none(), st.integers(0, 8)))
def test_what_comes_is_used_or_kept_and_what_is_needed_is_served_or_not(
    scope: dict[str, Any], start: int, length: int | None
) -> None:
    made = run((ban(start, length, **scope),))
    assert_adds_up(made, drawn())
    assert_are_numbers(made)


@pytest.mark.parametrize(
    "story",
    [
        (ban(0, None, origin="all"),),
        (ban(0, None, origin="all", destination="all"),),
        (outage("all", 0, None),),
        (ban(2, 3, origin="all", destination="all"), outage("all", 1, 5)),
    ],
    ids=["japan cut off", "all trade cut", "nothing made", "both and back"],
)
def test_a_network_that_is_cut_off_gives_numbers(story: tuple[Any, ...]) -> None:
    made = run(story, months=24)
    assert_adds_up(made, drawn())
    assert_are_numbers(made)
    assert made.exact.all()
    assert made.loss[:, 5:].max() > 0.0


def test_firms_and_state_without_any_stock_give_numbers_too() -> None:
    bare = drawn()._replace(target=0.0 * drawn().target, state=0.0 * drawn().state)
    made = run((ban(1, 3, origin="all"),), bare)
    assert_adds_up(made, bare)
    assert_are_numbers(made)
    assert made.activity[:, 1].max() < 0.2
