"""What more or less of a thing may never do, and what may change nothing."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.security.months.stories import (
    FEW,
    FIRST,
    FUTURES,
    MONTHS,
    ban,
    drawn,
    outage,
    run,
    run_flat,
    scopes,
    share,
    world,
)

from kaitei.security.months.run import run_months
from kaitei.security.months.world import USUAL, Months, Numbers
from kaitei.security.network.network import CONTRACT, SPOT
from kaitei.security.nodes import COUNTRIES, ELEMENTS
from kaitei.security.shocks.flat import Shocks, of_events

ROUNDING = 1e-7
"""Of a loss [1], relative to the loss of a full stop in a month."""

starts, lengths, longer = st.integers(0, 4), st.integers(0, 6), st.integers(1, 4)


def assert_never_worse(better: Months, worse: Months, numbers: Numbers) -> None:
    more = (better.loss - worse.loss).sum(axis=1) / numbers.full_cut_loss
    assert more.max() <= ROUNDING


@settings(max_examples=FEW)
@given(scopes, starts, lengths, longer)
def test_a_longer_ban_never_lowers_the_loss(scope: dict[str, Any], start: int, length: int, more: int) -> None:
    assert_never_worse(run((ban(start, length, **scope),)), run((ban(start, length + more, **scope),)), drawn())


def test_a_longer_ban_before_others_never_lowers_the_loss_where_nothing_answers() -> None:
    """What answers a ban also meets the next one, and a longer one leaves more of it."""
    names = ("short", "long", "thrift_speed", "growth", "recycling", "reroute_most", "panic", "kept")
    still = drawn()._replace(**{name: 0.0 * getattr(drawn(), name) for name in names})
    others = (ban(6, 4, name="second"), ban(5, 9, name="third", elements=["Dy", "Y"], leakage=share(0.3)))
    made = [run((ban(1, length), *others), still, 24) for length in (0, 1, 3, 5, 8)]
    for shorter, longer_one in pairwise(made):
        assert_never_worse(shorter, longer_one, still)
    assert made[-1].loss.sum() > 1.1 * made[0].loss.sum()


def test_the_state_gives_nothing_before_its_delay_and_then_goes_on() -> None:
    story, slow = (ban(1, 8, elements=["Dy"]),), drawn()._replace(state_delay=0.0 * drawn().panic + 4.0)
    released = run(story, slow).released[:, :, ELEMENTS.index("Dy")]
    assert np.all(released[:, :5] == 0.0)
    assert released[:, 5:].max() > 0.0


def test_unlimited_stock_of_the_state_serves_also_when_a_ban_strikes_those_who_sell_to_japan() -> None:
    """A ban on all but Japan starves Vietnam's metal makers, and Japan of their neodymium."""
    story, none = (ban(1, None, destination=[c for c in COUNTRIES if c != "japan"]),), 0.0 * drawn().panic
    assert run(story, drawn()._replace(state=0.0 * drawn().state)).unserved.max() > 1.0
    plenty = drawn()._replace(state=drawn().state + 1e6, state_release=none + 1.0, state_delay=none)
    made = run(story, plenty)
    assert made.unserved.max() < 1e-9
    assert made.released.max() > 1.0


@settings(max_examples=FEW)
@given(scopes, starts, lengths, st.floats(1.0, 2.5))
def test_more_stock_of_firms_never_raises_the_loss(
    scope: dict[str, Any], start: int, length: int, factor: float
) -> None:
    story, more = (ban(start, length, **scope),), drawn()._replace(target=factor * drawn().target)
    assert_never_worse(run(story, more), run(story), drawn())


def test_panic_where_nothing_is_taken_away_costs_nothing() -> None:
    """Nobody buys Y and La as magnets, so this ban takes nothing away; buyers who hoard leave the others their need."""
    story = (ban(2, 8, elements=["Y", "La"], stages=["magnet"]),)
    assert run(story).loss.sum() == pytest.approx(0.0, abs=1.0)


@settings(max_examples=FEW)
@given(scopes, starts, lengths, st.floats(1.0, 3.0), st.floats(0.0, 2.0))
def test_more_stock_of_the_state_never_raises_the_loss(
    scope: dict[str, Any], start: int, length: int, factor: float, extra: float
) -> None:
    story, more = (ban(start, length, **scope),), drawn()._replace(state=factor * drawn().state + extra)
    assert_never_worse(run(story, more), run(story), drawn())


@settings(max_examples=FEW)
@given(scopes)
def test_unlimited_stock_leaves_nothing_unserved(scope: dict[str, Any]) -> None:
    plenty = drawn()._replace(target=drawn().target + 1e4)
    made = run((ban(1, None, **{**scope, "origin": "all"}),), plenty)
    assert made.unserved.max() == 0.0
    assert made.loss.max() == 0.0


def assert_same(one: Months, other: Months) -> None:
    for name, first, second in zip(one._fields, one, other, strict=True):
        assert np.array_equal(first, second), name


@settings(max_examples=FEW)
@given(scopes, starts, st.integers(1, 6))
def test_an_event_of_no_length_changes_nothing(scope: dict[str, Any], start: int, length: int) -> None:
    some = ban(start, length, **scope)
    assert_same(run(()), run((ban(start, 0, **scope),)))
    assert_same(run((some,)), run((some, ban(3, 0, name="none"))))


def test_the_order_of_events_does_not_matter() -> None:
    story = (ban(1, 4, elements=["Dy"]), ban(3, 6, name="other", leakage=share(0.3)), outage("myanmar", 2, 5))
    made = run(story)
    assert_same(made, run(story[::-1]))
    assert_same(made, run((story[1], story[2], story[0])))


def part_of(values: Any, which: slice) -> Any:
    return type(values)(*(array[which] for array in values))


def test_futures_in_pieces_equal_the_whole() -> None:
    one = of_events((ban(1, 4), ban(6, 3, name="second", elements=["Dy"])), FIRST)
    each = Shocks(*(np.repeat(array, FUTURES, axis=0) for array in one))
    each.end[::2, 0] += 2.0
    whole = run_flat(each, drawn())
    for which in (slice(0, 3), slice(3, FUTURES)):
        assert_same(part_of(whole, which), run_flat(part_of(each, which), part_of(drawn(), which)))


def test_months_do_not_know_those_after_them() -> None:
    story = (ban(2, 5),)
    long, short = run(story, months=14), run(story, months=9)
    for name, values, first in zip(long._fields, long, short, strict=True):
        assert np.array_equal(values[:, :9], first), name


def test_a_seller_under_a_ban_sells_no_more_than_what_passes() -> None:
    """New routes once carried past a ban what the usual ones could not."""
    shocks, nothing = of_events((ban(0, None, destination="all", leakage=share(0.3)),), FIRST), np.zeros((24, 16))
    flow = run_months(world(), drawn(), shocks, nothing, 1)[1][0]
    kind, _, seller, buyer, _, _ = world().arcs[:6]
    trade = np.isin(kind, (CONTRACT, SPOT)) & (seller == 0) & (buyer > 0)
    usual = world().tables[USUAL][:, trade].sum(axis=1)
    assert np.all(flow[:, :, trade].sum(axis=2) <= 0.3 * usual * (1.0 + 1e-9) + 1e-12)


def test_oxide_of_a_project_at_home_never_raises_the_loss() -> None:
    """3,500 t/d of mud: about 150 t Dy, 25 t Tb and 900 t Y a year."""
    shocks, nothing = of_events((ban(1, None, elements=["Dy", "Tb", "Y"]),), FIRST), np.zeros((MONTHS, len(ELEMENTS)))
    project = nothing.copy()
    for symbol, tonnes in (("Dy", 150.0), ("Tb", 25.0), ("Y", 900.0)):
        project[:, ELEMENTS.index(symbol)] = tonnes / 12.0
    without, with_it = (run_months(world(), drawn(), shocks, brought)[0] for brought in (nothing, project))
    assert_never_worse(with_it, without, drawn())
    assert with_it.loss.sum() < 0.8 * without.loss.sum()
