"""Loose grains and flocs hold together what the mud holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.hydrocyclone.coagulation import Flocs
from kaitei.refinery.hydrocyclone.grains import Feed, grains_of, recovery_by_bin
from kaitei.refinery.hydrocyclone.sizes import EDGES, shares_lognormal

shares = st.floats(0.0, 1.0)


def mud(apatite: float = 1.0, clay: float = 9.0) -> Feed:
    size = shares_lognormal(np.array([[36e-6, 4e-6]]), np.array([[2.0, 2.5]]), EDGES)
    density, porosity = np.array([[3150.0, 2650.0]]), np.array([[0.14, 0.0]])
    return Feed(
        np.array([[apatite, clay]]), EDGES, size, density, porosity, *(np.array([v]) for v in (0.01, 1025.0, 1.08e-3))
    )


def flocs(bound: float, porosity: float = 0.84) -> Flocs:
    return Flocs(*(np.array([v]) for v in (bound, 0.0, 10e-6, 20e-6, 1.8, porosity)))


@given(shares, st.floats(0.0, 0.95))
def test_binding_moves_solids_and_loses_none(bound: float, porosity: float) -> None:
    loose, some = grains_of(mud(), None), grains_of(mud(), flocs(bound, porosity))
    assert some.solids.sum() == pytest.approx(loose.solids.sum(), rel=1e-12)
    assert np.all(some.volume >= some.solids)


@given(shares, st.integers(0, 2**32 - 1))
def test_mass_in_the_product_is_the_same_counted_by_mineral_or_by_grain(bound: float, seed: int) -> None:
    feed, bond = mud(), flocs(bound)
    grains = grains_of(feed, bond)
    product = np.random.default_rng(seed).uniform(size=grains.solids.shape)
    by_mineral = (feed.mass[:, :, np.newaxis] * feed.shares * recovery_by_bin(feed, bond, product)).sum()
    loose = (grains.solids * product)[0].sum(axis=1)[:2] @ feed.grain_density[0]
    in_flocs = feed.mass.sum() - grains.solids[0, :2].sum(axis=1) @ feed.grain_density[0]
    spread = shares_lognormal(bond.median, bond.spread, feed.edges)[0]
    assert by_mineral == pytest.approx(loose + in_flocs * (spread @ product[0, 2]), rel=1e-12)


def test_without_flocs_a_bin_goes_where_its_grains_go() -> None:
    product = np.full((1, 2, EDGES.size + 1), 0.3)
    assert recovery_by_bin(mud(), None, product) is product


def test_flocs_are_lighter_than_their_grains_and_heavier_than_water() -> None:
    grains = grains_of(mud(), flocs(0.5))
    assert 0.0 < grains.difference[0, -1] < grains.difference[0, 1]


def test_an_empty_mud_has_the_mean_density_of_its_minerals() -> None:
    grains = grains_of(mud(0.0, 0.0), flocs(0.5))
    assert np.isfinite(grains.density).all()
    assert not grains.volume.any()
