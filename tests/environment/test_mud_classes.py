"""Settling classes of single grains and of flocs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kaitei.environment import mud_classes
from kaitei.physics.particles import settling_speed_stokes_1851

WATER = [np.array([v]) for v in (2650.0, 1053.8, 1.75e-3)]


def grains(median: float = 3.5e-6, spread: float = 2.5, classes: int = 10) -> np.ndarray:
    return mud_classes.settling_of_grains(np.array([median]), np.array([spread]), *WATER, classes=classes)[0]


def flocs(median: float = 150e-6, spread: float = 1.8, dimension: float = 2.2, classes: int = 10) -> np.ndarray:
    parts = [np.array([v]) for v in (median, spread, dimension, 3.5e-6)]
    return mud_classes.settling_of_flocs(*parts, *WATER, classes=classes)[0]


def test_classes_come_slowest_first() -> None:
    assert np.all(np.diff(grains()) > 0.0)
    assert np.all(np.diff(flocs()) > 0.0)


def test_flocculation_decides_everything_for_this_mud() -> None:
    assert np.median(flocs()) > 30.0 * np.median(grains())


def test_one_class_of_grains_is_the_median_grain() -> None:
    single = grains(classes=1)
    stokes = settling_speed_stokes_1851(np.array(3.5e-6), *(w[0] for w in WATER))
    np.testing.assert_allclose(single, stokes, rtol=1e-2)


def test_flocs_of_this_mud_settle_at_0_1_to_3_5_mm_per_second() -> None:
    speeds = flocs() * 1e3
    assert speeds.min() > 0.1
    assert speeds.max() < 3.5


@given(st.floats(50e-6, 300e-6), st.floats(1.05, 1.5))
def test_bigger_flocs_settle_faster(median: float, factor: float) -> None:
    assert np.all(flocs(median * factor) > flocs(median))


def test_a_wider_distribution_has_slower_slow_and_faster_fast_classes() -> None:
    narrow, wide = flocs(spread=1.3), flocs(spread=2.2)
    assert wide[0] < narrow[0]
    assert wide[-1] > narrow[-1]


@given(st.floats(0.0, 1.0), st.integers(1, 20))
def test_shares_add_up_to_one(single: float, classes: int) -> None:
    shares = mud_classes.shares_with_single_grains(np.array([single, 0.3]), classes)
    assert shares.shape == (2, classes + 1)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-12)
    assert shares[0, -1] == single
