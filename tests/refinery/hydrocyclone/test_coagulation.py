"""Flocs of coagulated clay."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.hydrocyclone.coagulation import Flocs, bound_share, floc_solids_fraction_kranenburg_1994

SIZES = np.array([1e-6, 4e-6, 9e-6, 30e-6])
shares = st.floats(0.0, 1.0)


def flocs(bound: float, dispersed: float) -> Flocs:
    return Flocs(*(np.array([v]) for v in (bound, dispersed, 10e-6, 20e-6, 1.8, 0.84)))


@given(shares, shares)
def test_only_fines_are_bound_and_never_more_than_in_sea_water(bound: float, dispersed: float) -> None:
    made = bound_share(SIZES, flocs(bound, dispersed))[0]
    assert np.all(made[:3] <= bound)
    assert made[3] == 0.0


@given(shares, shares, shares)
def test_more_dispersant_never_binds_more(bound: float, a: float, b: float) -> None:
    little, much = sorted((a, b))
    assert np.all(bound_share(SIZES, flocs(bound, much)) <= bound_share(SIZES, flocs(bound, little)))


def test_full_dispersion_leaves_nothing_bound() -> None:
    assert not bound_share(SIZES, flocs(0.9, 1.0)).any()


def test_larger_flocs_are_emptier_and_compact_ones_are_full() -> None:
    grain, dimension = np.array(2e-6), np.array(2.2)
    made = floc_solids_fraction_kranenburg_1994(np.array([2e-6, 20e-6, 200e-6]), grain, dimension)
    assert np.all(np.diff(made) < 0.0)
    assert made[0] == 1.0
    assert floc_solids_fraction_kranenburg_1994(np.array(50e-6), grain, np.array(3.0)) == 1.0
