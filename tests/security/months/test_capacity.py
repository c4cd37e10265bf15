"""What shocks leave of arcs: shares that multiply, and nothing where they do not act."""

import numpy as np
import pytest
from tests.security.months.stories import FIRST, ban, outage, share, world

from kaitei.security.months import world as wo
from kaitei.security.months.capacity import strike
from kaitei.security.months.packed import records
from kaitei.security.network.network import CONTRACT, JAPAN, MINE
from kaitei.security.nodes import COUNTRIES, ELEMENTS
from kaitei.security.shocks.event import Event
from kaitei.security.shocks.flat import of_events

DY = ELEMENTS.index("Dy")


def left(*story: Event, month: float = 2.0) -> np.ndarray:
    """Share of every arc that shocks leave [1], (element, arc)."""
    upper = np.ones(world().tables.shape[1:])
    strike(world(), records(of_events(story, FIRST))[0], month, upper)
    return upper


def between(origin: str, destination: int) -> np.ndarray:
    """Usual trade from a country to another, (arc,)."""
    arcs = world().arcs[:6]
    here = (arcs[wo.ORIGIN] == COUNTRIES.index(origin)) & (arcs[wo.DESTINATION] == destination)
    return np.asarray(here & (arcs[wo.KIND] == CONTRACT))


def test_overlapping_shocks_multiply() -> None:
    first = ban(0, 6, leakage=share(0.5), elements=["Dy"], stages=["metal", "oxide", "magnet", "ore"])
    second = ban(1, 4, name="second", leakage=share(0.4))
    both = left(first, second)[:, between("china", JAPAN)]
    assert both[DY] == pytest.approx(np.full(both.shape[1], 0.2))
    assert np.delete(both, DY, axis=0) == pytest.approx(np.full((15, both.shape[1]), 0.4))


def test_a_ban_acts_on_trade_of_its_countries_and_an_outage_on_mines_and_plants() -> None:
    banned = left(ban(0, 6))
    assert np.all(banned[:, between("china", JAPAN)] == 0.0)
    assert np.all(banned[:, between("france", JAPAN)] == 1.0)
    mines = world().arcs[wo.KIND] == MINE
    assert np.all(banned[:, mines] == 1.0)
    out = left(outage("myanmar", 0, 6))
    here = mines & (world().arcs[wo.DESTINATION] == COUNTRIES.index("myanmar"))
    assert np.all(out[:, here] == 0.0)
    assert np.all(out[:, mines & ~here] == 1.0)


def test_before_and_after_nothing_is_left_out() -> None:
    assert np.all(left(ban(3, 2), month=2.0) == 1.0)
    assert np.all(left(ban(3, 2), month=5.0) == 1.0)
