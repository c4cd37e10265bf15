"""Mine output by element, and the plants it goes to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security.network import mines, tables
from kaitei.security.network.network import members
from kaitei.security.nodes import COUNTRIES, ELEMENTS

TABLES = tables.load()
AT = COUNTRIES.index


def test_every_assemblage_sums_to_one_and_none_was_far_from_it():
    for row in TABLES["assemblages"]:
        assert sum(row.numbers.values()) == pytest.approx(100.0, abs=3.5), row["ore"]
    for split in mines.assemblage(TABLES).values():
        assert split.sum() == pytest.approx(1.0)


def test_the_tonnes_of_every_country_are_kept():
    contained = mines.contained(TABLES)
    for row in TABLES["mine_output"]:
        group = members("scandium" if row["product"] == "scandium" else "all")
        assert contained[group, AT(row["country"])].sum() == pytest.approx(row.number("tonnes"))


def test_dysprosium_comes_from_clay_and_cerium_from_rock():
    contained = mines.contained(TABLES)
    dysprosium = contained[ELEMENTS.index("Dy")]
    assert dysprosium[AT("myanmar")] > 0.3 * dysprosium.sum()
    assert contained[ELEMENTS.index("Ce"), AT("myanmar")] < 0.02 * contained[ELEMENTS.index("Ce")].sum()


def test_medium_clay_for_myanmar_agrees_with_its_published_share_of_neodymium():
    # 13 % of Nd and Pr in 2018 from 23,000 t of oxide; the world then mined 190,000 t.
    split = mines.assemblage(TABLES)["xinfeng"]
    contained = mines.contained(TABLES)
    world = contained[members("magnet")].sum() / contained[members("all")].sum() * 190e3
    assert 23e3 * split[members("magnet")].sum() / world == pytest.approx(0.13, abs=0.015)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6))
def test_ore_is_separated_or_sold_and_nothing_is_lost(seed):
    rng = np.random.default_rng(seed)
    mine = mines.mined(TABLES) * rng.uniform(0.0, 3.0, (len(ELEMENTS), len(COUNTRIES)))
    kept, sent = mines.to_plants(TABLES, mine)
    np.testing.assert_allclose(mine + sent.sum(axis=1), kept + sent.sum(axis=2), atol=1e-6)
    assert kept.min() >= 0.0
    assert sent.min() >= 0.0


def test_australian_ore_is_separated_in_malaysia_but_for_its_heavy_part():
    kept, sent = mines.to_plants(TABLES, mines.mined(TABLES))
    assert kept[members("magnet"), AT("malaysia")].sum() == pytest.approx(6197.0, abs=50.0)
    assert kept[members("heavy"), AT("malaysia")].sum() == 0.0
    assert sent[members("Dy"), AT("malaysia"), AT("china")].sum() > 50.0
