"""Mixer-settlers."""

import numpy as np
import pytest

from kaitei.refinery.train.design import design
from kaitei.refinery.train.equipment import Sizing, equip, first_fill
from kaitei.refinery.train.extractants import P507
from kaitei.refinery.train.slate import Product

SLATE = [Product(("La", "Ce")), Product(("Pr", "Nd")), Product(("Sm",))]
ELEMENTS = ("La", "Ce", "Pr", "Nd", "Sm")
FEED = np.array([0.3, 0.3, 0.1, 0.2, 0.1])
TRAIN = design(FEED, ELEMENTS, SLATE, [P507])


def test_strip_and_wash_stages_are_counted() -> None:
    made = equip(TRAIN)
    assert sum(e.stages for e in made) == TRAIN.stages + len(made) * (8 + 3)


def test_twice_the_feed_takes_twice_the_volume() -> None:
    small, large = equip(TRAIN), equip(design(2.0 * FEED, ELEMENTS, SLATE, [P507]))
    for a, b in zip(small, large, strict=True):
        assert b.mixer == pytest.approx(2.0 * a.mixer)
        assert b.held == pytest.approx(2.0 * a.held)


def test_volumes_follow_time_and_flux() -> None:
    slow = equip(TRAIN, Sizing(mixing_time=600.0, settler_flux=1.5 / 3600.0))
    for a, b in zip(equip(TRAIN), slow, strict=True):
        assert b.mixer == pytest.approx(2.0 * a.mixer)
        assert b.settler == pytest.approx(2.0 * a.settler)
        assert b.organic == pytest.approx(2.0 * a.organic)
        assert b.lost == pytest.approx(a.lost)
        assert b.power == pytest.approx(2.0 * a.power)


def test_what_is_held_is_no_more_than_the_liquids_can_hold() -> None:
    how = Sizing()
    for made in equip(TRAIN):
        volume = made.mixer + made.settler * how.settler_depth
        assert 0.0 < made.held.sum() < volume * how.feed_liquor
        assert np.all(made.held >= 0.0)


def test_the_fill_weighs_what_its_volumes_weigh() -> None:
    made = first_fill(1.0, Sizing())
    assert made.extractant / 948.0 + made.diluent / 780.0 == pytest.approx(1.0)
