"""A built train at work."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.train.design import design
from kaitei.refinery.train.extractants import NAPHTHENIC_ACID, P507
from kaitei.refinery.train.operation import Operation, operate
from kaitei.refinery.train.slate import Product

SHARE = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
WEIGHT = np.array(
    [138.9, 140.1, 140.9, 144.2, 150.4, 152.0, 157.3, 158.9, 162.5, 164.9, 88.9, 167.3, 168.9, 173.0, 175.0]
)
FEED = SHARE / WEIGHT / (SHARE / WEIGHT).sum()
SLATE = [
    Product(("La",)), Product(("Ce",)), Product(("Pr", "Nd"), 0.995), Product(("Sm", "Eu", "Gd")),
    Product(("Tb",), 0.999), Product(("Dy",), 0.999), Product(("Y",), 0.999), Product(("Ho", "Er", "Tm", "Yb", "Lu")),
]  # fmt: skip
TRAIN = design(FEED, P507.order, SLATE, [P507, NAPHTHENIC_ACID])


def at_work(feed: FloatArray, spread: float = 0.0, draws: int | None = None) -> Operation:
    rng = np.random.default_rng(1)
    ratios = []
    for extractant in TRAIN.extractants:
        noise = np.exp(spread * rng.standard_normal((draws or len(feed), 14)))
        factors = 1.0 + (extractant.factors - 1.0) * noise
        ratios.append(dataclasses.replace(extractant, factors=factors).ratios(P507.order)[: len(feed)])
    return operate(feed, ratios, TRAIN.circuits, TRAIN.members, TRAIN.limits)


amounts = st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 1e3)), min_size=15, max_size=15).filter(
    lambda n: sum(n) > 0.0
)


@settings(deadline=None, max_examples=60)
@given(st.lists(amounts, min_size=1, max_size=3))
def test_every_element_balances_for_any_feed(rows: list[list[float]]) -> None:
    feed = np.array(rows)
    made = at_work(feed, 0.1)
    assert made.product.sum(axis=1) == pytest.approx(feed, rel=1e-12, abs=0.0)
    for part in (made.product, made.purity, made.recovery, made.extracted):
        assert np.all(np.isfinite(part))
    assert np.all((made.purity >= 0.0) & (made.purity <= 1.0 + 1e-12))


def test_draws_near_the_design_are_solved_and_stay_near_their_purity() -> None:
    rng = np.random.default_rng(0)
    feed = FEED * np.exp(0.1 * rng.standard_normal((200, 15)))
    made = at_work(feed, 0.05)
    assert np.all(made.converged)
    assert np.median(made.purity, axis=0) == pytest.approx(TRAIN.central.purity[0], abs=2e-3)


def test_pieces_of_draws_equal_the_whole_to_the_last_bit() -> None:
    feed = FEED * np.exp(0.1 * np.random.default_rng(0).standard_normal((9, 15)))
    rng = np.random.default_rng(3)
    ratios = [
        dataclasses.replace(e, factors=1.0 + (e.factors - 1.0) * np.exp(0.1 * rng.standard_normal((9, 14))))
        .ratios(P507.order)
        for e in TRAIN.extractants
    ]  # fmt: skip
    work = TRAIN.circuits, TRAIN.members, TRAIN.limits
    whole = operate(feed, ratios, *work)
    parts = [operate(feed[k : k + 4], [r[k : k + 4] for r in ratios], *work) for k in (0, 4, 8)]
    assert np.array_equal(whole.product, np.concatenate([p.product for p in parts]))


def test_twice_the_feed_makes_twice_the_product() -> None:
    once, twice = at_work(FEED[None]), at_work(2.0 * FEED[None])
    assert twice.product == pytest.approx(2.0 * once.product)
    assert twice.extracted == pytest.approx(2.0 * once.extracted)


def test_nothing_fed_makes_nothing() -> None:
    made = at_work(np.zeros((1, 15)))
    assert np.all(made.product == 0.0)
    assert np.all(made.purity == 0.0)
    assert np.all(made.converged)


def test_extracting_more_is_what_a_smaller_factor_asks() -> None:
    feed = np.repeat(FEED[None], 2, axis=0)
    ratios = []
    for extractant in TRAIN.extractants:
        factors = np.stack([extractant.factors, 1.0 + (extractant.factors - 1.0) * 0.8])
        ratios.append(dataclasses.replace(extractant, factors=factors).ratios(P507.order))
    made = operate(feed, ratios, TRAIN.circuits, TRAIN.members, TRAIN.limits)
    assert np.all(made.extracted[1] > made.extracted[0])
