"""Partition curves and the split of water."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.hydrocyclone.partition import (
    Separation,
    corrected_partition,
    cut_of_density,
    partition_lynch_rao_1975,
    partition_plitt_1971,
    water_recovery,
    with_water_split,
)
from kaitei.refinery.hydrocyclone.sizes import EDGES, sizes_of_bins

Curve = Callable[[FloatArray, FloatArray, FloatArray], FloatArray]
CURVES = (partition_plitt_1971, partition_lynch_rao_1975)
SIZES = sizes_of_bins(EDGES)
cuts = st.floats(1e-6, 200e-6)
sharpnesses = st.floats(0.5, 8.0)
shares = st.floats(0.0, 1.0)


@pytest.mark.parametrize("curve", CURVES)
@given(cut=cuts, sharpness=sharpnesses, water=shares)
def test_what_goes_to_the_coarse_side_lies_between_the_water_split_and_one(
    curve: Curve, cut: float, sharpness: float, water: float
) -> None:
    made = with_water_split(curve(SIZES, np.array(cut), np.array(sharpness)), np.array(water))
    assert np.all(made >= water)
    assert np.all(made <= 1.0 + 1e-15)


@pytest.mark.parametrize("curve", CURVES)
@given(cut=cuts, sharpness=sharpnesses, water=shares)
def test_larger_grains_go_to_the_coarse_side_more_often(
    curve: Curve, cut: float, sharpness: float, water: float
) -> None:
    made = with_water_split(curve(SIZES, np.array(cut), np.array(sharpness)), np.array(water))
    assert np.all(np.diff(made) >= -1e-15)


@pytest.mark.parametrize("curve", CURVES)
@given(cut=cuts, sharpness=sharpnesses)
def test_half_of_the_grains_of_the_cut_size_are_classified(curve: Curve, cut: float, sharpness: float) -> None:
    assert float(curve(np.array(cut), np.array(cut), np.array(sharpness))) == pytest.approx(0.5)


@given(cuts, sharpnesses, shares, shares)
def test_more_water_to_the_coarse_side_never_lowers_a_recovery(
    cut: float, sharpness: float, one: float, other: float
) -> None:
    curve = partition_plitt_1971(SIZES, np.array(cut), np.array(sharpness))
    less, more = (with_water_split(curve, np.array(split)) for split in sorted((one, other)))
    assert np.all(less <= more + 1e-15)


@pytest.mark.parametrize("law", ["plitt", "lynch_rao"])
def test_denser_grains_go_to_the_coarse_side_more_often(law: str) -> None:
    one = np.ones(1)
    separation = Separation(one, 20e-6 * one, 1000.0, 2.6 * one, 0.1 * one, "plitt" if law == "plitt" else "lynch_rao")
    made = corrected_partition(SIZES, separation, np.array([[1175.0, 1625.0, 1825.0]]), 0.5 * one)
    assert np.all(np.diff(made, axis=1) >= 0.0)
    assert np.any(np.diff(made, axis=1) > 0.01)


def test_equal_density_leaves_the_cut_and_turbulence_moves_it_twice_as_far() -> None:
    cut = np.array(20e-6)
    assert cut_of_density(cut, np.array(1e3), np.array(1e3), np.array(0.5)) == cut
    slow = cut_of_density(cut, np.array(1.6e3), np.array(0.8e3), np.array(0.5)) / cut
    fast = cut_of_density(cut, np.array(1.6e3), np.array(0.8e3), np.array(1.0)) / cut
    assert float(fast) == pytest.approx(float(slow) ** 2)


@given(shares.filter(lambda v: v < 0.99), st.floats(0.0, 0.6), shares)
def test_the_water_split_closes_the_volume(volume: float, solids: float, classified: float) -> None:
    split = float(water_recovery(np.array(volume), np.array(solids), np.array(classified)))
    left = split * (1.0 - solids) + solids * (split + (1.0 - split) * classified)
    if volume > solids * classified:
        assert left == pytest.approx(volume, abs=1e-12)
    else:
        assert split == 0.0


def test_an_apex_too_small_for_the_solids_leaves_no_water_with_them() -> None:
    assert float(water_recovery(np.array(0.05), np.array(0.3), np.array(0.9))) == 0.0
