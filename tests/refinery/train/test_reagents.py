"""Base and acid of a train."""

import numpy as np
import pytest

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of
from kaitei.refinery.separation import P507_ORDER
from kaitei.refinery.train.design import design
from kaitei.refinery.train.extractants import NAPHTHENIC_ACID, P507
from kaitei.refinery.train.reagents import acid_of_scrub_and_strip, base_of_saponification
from kaitei.refinery.train.slate import Product

WEIGHT = np.array([elements.ATOMIC_WEIGHT[elements.index(e)] for e in P507_ORDER])
OXIDE = WEIGHT * np.array([elements.OXIDE_FACTOR[elements.index(e)] for e in P507_ORDER])
MUD = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34]) / WEIGHT
LIGHT_ORE = np.array([26.0, 50.0, 5.1, 16.0, 1.2, 0.2, 0.7, 0.1, 0.1, 0.02, 0.3, 0.02, 0.01, 0.01, 0.01]) / OXIDE
HEAVY = ("Ho", "Er", "Tm", "Yb", "Lu")


def slate(*groups: tuple[str, ...]) -> list[Product]:
    return [Product(group, 0.999) for group in groups]


LIGHT_SLATE = slate(("La",), ("Ce",), ("Pr",), ("Nd",), ("Sm", "Eu", "Gd", "Tb", "Dy", *HEAVY, "Y"))
MUD_SLATE = slate(("La",), ("Ce",), ("Pr", "Nd"), ("Sm", "Eu", "Gd"), ("Tb",), ("Dy",), ("Y",), HEAVY)


def per_oxide(moles: FloatArray, made: list[Product]) -> tuple[float, float]:
    """Tonnes of 31 % HCl, counting the dissolving of the feed, and of 30 % NaOH, per tonne of oxide."""
    feed = moles / moles.sum()
    train = design(feed, P507_ORDER, made, [P507, NAPHTHENIC_ACID])
    extracted = train.central.extracted
    oxide = float((feed * OXIDE).sum())
    acid = float(acid_of_scrub_and_strip(extracted)[0]) + 3.0
    base = float(base_of_saponification(extracted)[0])
    return acid * of.HYDROCHLORIC_ACID / 0.31 / oxide, base * of.CAUSTIC_SODA / 0.30 / oxide


def test_a_light_ore_split_into_its_elements_uses_the_reagents_of_working_plants() -> None:
    acid, base = per_oxide(LIGHT_ORE, LIGHT_SLATE)
    assert 6.0 <= acid <= 10.0
    assert 4.0 <= base <= 8.0


def test_the_mud_uses_more_of_both_per_tonne_of_lighter_oxide() -> None:
    acid, base = per_oxide(MUD, MUD_SLATE)
    assert 6.0 <= acid <= 12.0
    assert 4.0 <= base <= 8.0


def test_acid_left_in_the_strip_liquor_is_acid_bought() -> None:
    extracted = np.array([[0.6, 1.4]])
    assert acid_of_scrub_and_strip(extracted, 0.1) == pytest.approx(1.1 * acid_of_scrub_and_strip(extracted))
