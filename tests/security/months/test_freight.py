"""What is held back waits, and comes later: never more of it than was made and not taken."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.security.months.stories import FEW, FIRST, ban, drawn, outage, run, scopes, share, world

from kaitei.security.months import world as wo
from kaitei.security.months.run import run_months
from kaitei.security.months.world import Numbers
from kaitei.security.network.network import CONTRACT, JAPAN, MINE, PROCESS, RECYCLE, STORE
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.event import Event
from kaitei.security.shocks.flat import of_events

MONTHS = 16
SURE = share(0.0)


def flows(story: tuple[Event, ...], numbers: Numbers | None = None, months: int = MONTHS) -> np.ndarray:
    """Of the first future [t/month], (month, element, arc)."""
    nothing = np.zeros((months, len(ELEMENTS)))
    return run_months(world(), drawn() if numbers is None else numbers, of_events(story, FIRST), nothing, 1)[1][0]


def of_kind(flow: np.ndarray, kind: int) -> np.ndarray:
    """All flow of a kind of arc [t/month], (month, element)."""
    return flow[:, :, world().arcs[wo.KIND] == kind].sum(axis=2)


@settings(max_examples=FEW)
@given(scopes, st.integers(0, 4), st.integers(1, 6))
def test_what_comes_late_was_made_and_not_taken_before(scope: dict[str, Any], start: int, length: int) -> None:
    flow = flows((ban(start, length, **scope), outage("myanmar", 3, 2)))
    made = np.cumsum(
        world().tables[wo.UPPER][:, world().arcs[wo.KIND] == MINE].sum(axis=1) - of_kind(flow, MINE), axis=0
    )
    late = np.cumsum(of_kind(flow, STORE), axis=0)
    assert np.all(late <= made * (1.0 + 1e-9) + 1e-9)


def brought(flow: np.ndarray, element: str) -> np.ndarray:
    """What crosses into Japan [t/month], (month,)."""
    arcs = world().arcs[:6]
    into = (arcs[wo.DESTINATION] == JAPAN) & (arcs[wo.ORIGIN] >= 0) & (arcs[wo.ORIGIN] != JAPAN)
    trade = into & ~np.isin(arcs[wo.KIND], (MINE, PROCESS, RECYCLE))
    return flow[:, ELEMENTS.index(element), trade].sum(axis=1)


def test_the_share_that_is_kept_comes_back_when_trade_is_free() -> None:
    story = (ban(2, 2, elements=["Nd"], panic={"value": 0, "unit": "1", "grade": "C", "assumption": "none"}),)
    steady = {"panic": 0.0 * drawn().panic, "returns": 0.0 * drawn().returns + 1.0, "reroute_most": 0.0 * drawn().panic}
    for kept in (0.0, 0.7):
        numbers = drawn()._replace(kept=0.0 * drawn().kept + kept, waits=0.0 * drawn().waits + 6.0, **steady)
        came = brought(flows(story, numbers), "Nd")
        lost = 2.0 * came[0] - came[2:4].sum()
        back = (came[4:6] - came[0]).sum() / lost
        assert lost > 0.3 * came[0]
        assert back == pytest.approx(kept, abs=0.05)


def test_no_more_waits_than_there_is_room_for() -> None:
    calm = {"panic": 0.0 * drawn().panic, "returns": 0.0 * drawn().returns + 1.0, "reroute_most": 0.0 * drawn().panic}
    numbers = drawn()._replace(kept=0.0 * drawn().kept + 1.0, waits=0.0 * drawn().waits + 1.0, **calm)
    came = brought(flows((ban(2, 6, elements=["Nd"]),), numbers), "Nd")
    extra = (came[8:] - came[0]).sum()
    assert 0.0 < extra <= came[0]


@pytest.mark.parametrize("buyers", ["japan", "all"])
def test_what_was_held_back_comes_once_also_where_its_seller_uses_it(buyers: str) -> None:
    """Goods that left a store for the seller's own uses stayed in it: two months of a ban fed years of an outage."""
    flow = flows((ban(1, 2, destination=buyers), outage("myanmar", 6, None)), months=60)
    sold = (world().arcs[wo.KIND] == CONTRACT) & (world().arcs[wo.ORIGIN] == wo.CHINA)
    usual = world().tables[wo.USUAL][:, sold].sum(axis=1)
    held = 2.0 * usual - flow[1:3][:, :, sold].sum(axis=(0, 2))
    late = of_kind(flow, STORE).sum(axis=0)
    assert late.max() > 0.0
    assert np.all(late <= held * (1.0 + 1e-9) + 1e-9)


def test_orders_that_nothing_waits_for_are_made_anew() -> None:
    """An outage holds nothing back, so firms that waited for it never filled their stocks, with mines idle."""
    made = run((outage("myanmar", 1, 12),), months=96)
    y = ELEMENTS.index("Y")
    wanted = made.stock[:, 0, y] / made.need[:, 0, y] * made.need[:, -1, y]
    assert np.all(made.stock[:, 20, y] < 0.9 * made.stock[:, 0, y])
    assert np.all(made.stock[:, -1, y] > 0.95 * wanted)


def test_an_outage_holds_nothing_back_at_a_border() -> None:
    assert of_kind(flows((outage("myanmar", 2, 4),)), STORE).sum() == pytest.approx(0.0, abs=1e-9)
