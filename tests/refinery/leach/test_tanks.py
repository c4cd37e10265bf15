"""Minerals in a train of leach tanks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.refinery.leach import liquor as of
from kaitei.refinery.leach.feed import MINERALS, Acid, Feed
from kaitei.refinery.leach.ledger import POOLS
from kaitei.refinery.leach.tanks import BATCH, Dissolution, dissolve

COUNT = len(elements.ELEMENTS)
ONE = np.ones(1)


def mud(
    apatite: float = 0.1, calcite: float = 0.01, alumina: float = 0.13, iron: float = 0.06, manganese: float = 0.013
) -> Feed:
    share = np.full((1, COUNT), 0.95)
    minerals = np.array([[apatite, calcite, alumina, iron, manganese]])
    return Feed(minerals, np.full((1, COUNT), 1e-3), share, 0.4 + 0.0 * share, 0.3 + 0.0 * share, 0.32 * ONE)


def run(
    feed: Feed,
    strength: float = 500.0,
    ratio: float = 1e-2,
    celsius: float = 25.0,
    time: float = 210.0,
    tanks: int = 3,
    kind: str = "hydrochloric",
    reduced: bool = False,
    law: str = "oelkers",
) -> Dissolution:
    acid = Acid(kind, strength * ONE, ratio * ONE, (273.15 + celsius) * ONE, time * ONE, reduced)
    return dissolve(feed, acid, 2.8e4 * ONE, tanks, law)


def last(made: Dissolution, pool: str) -> float:
    return float(made.pools[0, -1, POOLS.index(pool)])


def test_apatite_goes_in_minutes_and_calcite_in_seconds() -> None:
    assert last(run(mud(), tanks=BATCH), "apatite") == pytest.approx(0.98, abs=0.01)
    assert last(run(mud(), time=10.0, tanks=BATCH), "calcite") > 0.99
    assert last(run(mud(), time=10.0, tanks=BATCH), "apatite") < 0.25


def test_without_acid_next_to_nothing_dissolves() -> None:
    assert np.all(run(mud(), strength=0.0, time=3600.0).pools[0, -1, :2] < 2e-3)
    assert np.all(run(mud(), strength=0.0).extracted < 2e-3)


def test_too_little_acid_leaves_apatite_and_a_ph_near_neutral() -> None:
    made = run(mud(), strength=100.0, ratio=4e-3, time=3600.0)
    assert last(made, "apatite") < 0.2
    assert made.ph[0, -1] > 4.0


@pytest.mark.parametrize("pool", ["apatite", "matrix", "labile"])
def test_more_acid_heat_and_time_dissolve_more(pool: str) -> None:
    plain = last(run(mud(), strength=250.0), pool)
    assert last(run(mud(), strength=500.0), pool) > plain
    assert last(run(mud(), strength=250.0, celsius=60.0), pool) > plain
    assert last(run(mud(), strength=250.0, time=420.0), pool) > plain


def test_more_tanks_dissolve_more_apatite_in_the_same_time() -> None:
    shares = [last(run(mud(), tanks=count), "apatite") for count in (1, 2, 4, 40)]
    assert np.all(np.diff(shares) > 0.0)


def test_manganese_dissolves_only_with_a_reductant() -> None:
    assert last(run(mud()), "manganese") == 0.0
    assert last(run(mud(), reduced=True), "manganese") > 0.3


def test_gypsum_leaves_more_hydrogen_as_sulfuric_acid_than_as_hydrochloric() -> None:
    sulfuric, hydrochloric = run(mud(), kind="sulfuric", strength=250.0), run(mud())
    assert sulfuric.ph[0, -1] > hydrochloric.ph[0, -1]


def test_the_two_rate_laws_agree_within_a_factor() -> None:
    slow, fast = (last(run(mud(), law=law), "apatite") for law in ("harouiya", "oelkers"))
    assert 0.2 * fast < slow < fast


content = st.one_of(st.just(0.0), st.floats(1e-9, 0.2))


@given(
    st.lists(content, min_size=5, max_size=5),
    st.one_of(st.just(0.0), st.floats(1e-6, 1000.0)),
    st.floats(1e-3, 0.1),
    st.floats(1.0, 89.0),
    st.one_of(st.just(0.0), st.floats(1.0, 1e5)),
    st.integers(1, 4),
    st.sampled_from(["hydrochloric", "sulfuric"]),
    st.booleans(),
)
def test_any_leach_balances_and_keeps_its_bounds(
    minerals: list[float],
    strength: float,
    ratio: float,
    celsius: float,
    time: float,
    tanks: int,
    kind: str,
    reduced: bool,
) -> None:
    feed = mud(*minerals)
    made = run(feed, strength, ratio, celsius, time, tanks, kind, reduced)
    assert np.all(np.isfinite(made.ph))
    assert np.all((made.pools >= 0.0) & (made.pools <= 1.0))
    assert np.all(np.diff(made.pools, axis=1) >= -1e-12)
    assert np.all((made.extracted >= 0.0) & (made.extracted <= 1.0))
    rare = (feed.elements * made.extracted).sum() / ratio
    assert made.parts[0, of.RARE_EARTH] == pytest.approx(rare, rel=1e-9, abs=1e-15)
    calcium = 5.0 * minerals[0] / 0.504298 * last(made, "apatite") + minerals[1] / 0.100086 * last(made, "calcite")
    assert made.parts[0, of.CALCIUM] * ratio == pytest.approx(calcium, rel=1e-4, abs=1e-12)
    supplied = strength * (2.0 if kind == "sulfuric" else 1.0)
    assert made.parts[0, of.ACID] == pytest.approx(supplied - made.consumed[0] / ratio, rel=1e-9, abs=1e-9)


def test_draws_in_pieces_are_the_same_to_the_bit() -> None:
    rng = np.random.default_rng(5)
    one = mud()
    many = Feed(*(np.repeat(part, 20, axis=0) for part in one))._replace(
        minerals=rng.uniform(0.0, 0.15, (20, len(MINERALS)))
    )

    def part(which: slice) -> Dissolution:
        feed = Feed(*(value[which] for value in many))
        full = np.full(len(feed.salt), 1.0)
        acid = Acid("sulfuric", 300.0 * full, 5e-3 * full, 300.0 * full, 600.0 * full)
        return dissolve(feed, acid, 3e4 * full, 3, "oelkers")

    whole, first, second = part(slice(0, 20)), part(slice(0, 7)), part(slice(7, 20))
    assert np.array_equal(whole.pools, np.concatenate([first.pools, second.pools]))


def test_a_train_without_tanks_is_refused() -> None:
    with pytest.raises(InputError, match="a leach train needs at least one tank; 0 came"):
        run(mud(), tanks=0)
