"""Order of cuts."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.refinery.separation import P507_FACTORS, cascade_factor_least
from kaitei.refinery.train.extractants import NAPHTHENIC_ACID, P507
from kaitei.refinery.train.order import best_order
from kaitei.refinery.train.slate import Product, membership

SHARE = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
WEIGHT = np.array(
    [138.9, 140.1, 140.9, 144.2, 150.4, 152.0, 157.3, 158.9, 162.5, 164.9, 88.9, 167.3, 168.9, 173.0, 175.0]
)
FEED = SHARE / WEIGHT / (SHARE / WEIGHT).sum()
P507_RATIO, NAPHTHENIC = P507.ratios(P507.order)[0], NAPHTHENIC_ACID.ratios(P507.order)[0]
SINGLE = [Product((e,)) for e in P507.order]
EVERY = np.ones(15, dtype=bool)


def test_every_product_is_cut_out_once() -> None:
    cuts, _ = best_order(FEED, membership(SINGLE, P507.order), [P507_RATIO], [EVERY])
    streams = {frozenset(range(15))}
    for cut in cuts:
        streams.remove(cut.fed)
        streams |= {frozenset(cut.light), frozenset(cut.heavy)}
    assert streams == {frozenset([p]) for p in range(15)}


def test_a_full_split_extracts_less_than_the_binary_theory_of_neighbours_asks() -> None:
    _, duty = best_order(FEED, membership(SINGLE, P507.order), [P507_RATIO], [EVERY])
    assert duty == pytest.approx(3.6, abs=0.1)
    assert duty < cascade_factor_least(FEED, P507_FACTORS)


def test_light_and_heavy_part_first_where_only_light_ones_lie_below() -> None:
    light = ["La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd"]
    keep = [P507.order.index(e) for e in light]
    slate = [Product((e,)) for e in light]
    cuts, _ = best_order(
        FEED[keep], membership(slate, tuple(light)), [P507_RATIO[keep]], [np.ones(len(light), dtype=bool)]
    )
    assert [slate[p].name for p in cuts[0].heavy] == ["Sm", "Eu", "Gd"]


def test_yttrium_leaves_in_the_extractant_that_takes_it_last() -> None:
    only = np.array([e in NAPHTHENIC_ACID.takes_out for e in P507.order])
    members = membership(SINGLE, P507.order)
    cuts, duty = best_order(FEED, members, [P507_RATIO, NAPHTHENIC], [EVERY, only])
    _, alone = best_order(FEED, members, [P507_RATIO], [EVERY])
    assert [[P507.order[p] for p in c.light] for c in cuts if c.extractant == 1] == [["Y"]]
    assert duty < alone - 1.0


def test_products_that_overlap_everywhere_are_refused() -> None:
    slate = [Product(("La", "Nd")), Product(("Ce",))]
    elements = ("La", "Ce", "Nd")
    with pytest.raises(InputError, match="no order of cuts parts the products"):
        best_order(np.full(3, 1 / 3), membership(slate, elements), [P507.ratios(elements)[0]], [EVERY[:2]])
