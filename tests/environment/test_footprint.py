"""Where the mud comes down, and areas above thresholds, against direct sums over a map."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.environment import footprint, plume

ONE = np.ones(1)
SPEEDS = np.array([[1e-5, 1e-4, 3e-4, 1e-3]])
SHARES = np.array([[0.1, 0.2, 0.4, 0.3]])
EDGES = footprint.distance_edges()
STEP = np.diff(EDGES)
MIDDLE = 0.5 * (EDGES[1:] + EDGES[:-1])

positive = st.floats(0.1, 1e3)


def fall(height: float = 3.0, current: float = 0.03, chance: float = 0.95) -> footprint.Fall:
    return footprint.fall_along(EDGES, current * ONE, height * ONE, SPEEDS, SHARES, chance * ONE, 1e-3 * ONE)


def test_all_classes_together_are_the_weighted_sum_of_each_alone() -> None:
    alone = [
        footprint.fall_along(EDGES, 0.03 * ONE, 3 * ONE, SPEEDS[:, i : i + 1], np.ones((1, 1)), ONE, 1e-3 * ONE)
        for i in range(4)
    ]
    together = footprint.fall_along(EDGES, 0.03 * ONE, 3 * ONE, SPEEDS, SHARES, ONE, 1e-3 * ONE)
    for name in ("suspended", "bed_density"):
        weighted = sum(s * getattr(f, name) for s, f in zip(SHARES[0], alone, strict=True))
        np.testing.assert_allclose(getattr(together, name), weighted, rtol=1e-9)


def test_mass_left_starts_at_one_and_only_falls() -> None:
    left = fall().suspended
    assert left[0, 0] == pytest.approx(1.0, abs=1e-12)
    assert np.all(np.diff(left) <= 1e-15)


def test_bed_density_is_the_cell_mean_of_the_ermak_density() -> None:
    time = EDGES[50:] / 0.03
    sums = np.zeros(len(time) - 1)
    for w, share in zip(SPEEDS[0], SHARES[0], strict=True):
        fine = np.linspace(time[:-1], time[1:], 401)
        values = plume.vertical_density_ermak_1977(np.zeros_like(fine), fine, *map(np.array, (3.0, w, 0.95 * w, 1e-3)))
        sums += share * np.trapezoid(values, fine, axis=0) / (time[1:] - time[:-1])
    np.testing.assert_allclose(fall().bed_density[0, 50:], sums, rtol=2e-4, atol=1e-12)


def test_flux_into_the_bed_is_what_leaves_the_water() -> None:
    w = np.array([[3e-4]])
    one_class = footprint.fall_along(EDGES, 0.03 * ONE, 3 * ONE, w, np.ones((1, 1)), 0.9 * ONE, 1e-3 * ONE)
    flux = 0.9 * 3e-4 * one_class.bed_density * STEP / 0.03
    np.testing.assert_allclose(flux, -np.diff(one_class.suspended), rtol=1e-9, atol=1e-15)


def test_higher_release_lands_farther_away() -> None:
    assert np.all(fall(height=10.0).suspended >= fall(height=2.0).suspended - 1e-12)


def test_stronger_current_carries_farther() -> None:
    assert np.all(fall(current=0.05).suspended >= fall(current=0.02).suspended - 1e-12)


@settings(deadline=None)
@given(st.floats(-1e3, 4e5))
def test_interpolated_share_stays_between_its_neighbours(distance: float) -> None:
    left = fall().suspended
    found = footprint.suspended_at(np.array([[distance]]), EDGES, left)[0, 0]
    assert found == pytest.approx(np.interp(distance, EDGES, left[0]), abs=1e-12)


def test_a_strip_keeps_the_mass() -> None:
    left = fall().suspended
    distance = np.linspace(-400.0, 300e3, 400_001)[np.newaxis, :]
    rate = footprint.landed_in_strip(distance, np.full(distance.shape, 500.0), EDGES, left)
    landed = np.trapezoid(rate[0], distance[0])
    assert landed == pytest.approx(1.0 - left[0, -1], abs=2e-3)


def test_a_strip_is_the_mean_over_point_sources_along_it() -> None:
    left = fall().suspended
    at = np.array([[700.0]])
    starts = np.linspace(-250.0, 250.0, 1001)
    rate = [footprint.landed_in_strip(at - s, np.full((1, 1), 1.0), EDGES, left)[0, 0] for s in starts]
    whole = footprint.landed_in_strip(at, np.full((1, 1), 500.0), EDGES, left)[0, 0]
    assert whole == pytest.approx(np.trapezoid(rate, starts) / 500.0, rel=5e-3)


def test_nothing_lands_upstream_of_the_strip() -> None:
    rate = footprint.landed_in_strip(np.array([[-300.0]]), np.full((1, 1), 500.0), EDGES, fall().suspended)
    assert rate[0, 0] == 0.0


@given(positive, positive, positive)
def test_the_edge_of_the_strip_is_where_the_gaussian_meets_the_threshold(
    peak: float, threshold: float, spread: float
) -> None:
    half = float(footprint.strip_half_width(*map(np.array, (peak, threshold, spread))))
    if peak > threshold:
        assert peak * np.exp(-0.5 * (half / spread) ** 2) == pytest.approx(threshold, rel=1e-9)
    else:
        assert half == 0.0


def test_area_agrees_with_counting_cells_of_a_map() -> None:
    spread = plume.spread_of_eddies(MIDDLE, np.array(0.6), np.array(0.03))[np.newaxis, :]
    peak = fall().bed_density / spread
    across = np.linspace(-3000.0, 3000.0, 6001)
    field = peak[0] * np.exp(-0.5 * (across[:, np.newaxis] / spread[0]) ** 2)
    for level in np.array([0.01, 0.1, 0.5]) * peak.max():
        counted = ((field > level) * STEP).sum() * (across[1] - across[0])
        closed = footprint.area_above(peak, level * ONE, spread, STEP)[0]
        assert counted > 0.0
        assert closed == pytest.approx(counted, rel=0.01)


@settings(deadline=None)
@given(st.floats(1e-7, 1e-3), st.floats(1.01, 10.0))
def test_a_higher_threshold_never_covers_more(level: float, factor: float) -> None:
    spread = plume.spread_of_eddies(MIDDLE, np.array(0.6), np.array(0.03))[np.newaxis, :]
    peak = fall().bed_density / spread
    low, high = (footprint.area_above(peak, f * level * ONE, spread, STEP)[0] for f in (1.0, factor))
    assert high <= low
    near, far = (footprint.reach_above(peak, f * level * ONE, EDGES)[0] for f in (factor, 1.0))
    assert near <= far


def test_reach_is_zero_where_nothing_is_above() -> None:
    assert footprint.reach_above(np.full((1, 3), 0.5), ONE, np.arange(4.0)).tolist() == [0.0]


def test_rings_keep_the_mass() -> None:
    left = fall().suspended
    for worked in (25.0, 3e5, 1e7):
        rings = footprint.landed_in_rings(EDGES, left, worked * ONE)
        landed = (rings * np.pi * np.diff(EDGES**2)).sum()
        assert landed == pytest.approx(1.0 - left[0, -1], rel=1e-9)


def test_worked_circle_is_covered_evenly() -> None:
    rings = footprint.landed_in_rings(EDGES, fall().suspended, 3e5 * ONE)[0]
    inside = np.sqrt(3e5 / np.pi) >= EDGES[1:]
    assert inside.sum() > 3
    assert np.ptp(rings[inside]) == pytest.approx(0.0, abs=1e-18)


def test_ring_area_of_a_cone_is_found_between_the_rings() -> None:
    edges = np.linspace(0.0, 100.0, 201)
    middle = 0.5 * (edges[1:] + edges[:-1])
    cone = (100.0 - middle)[np.newaxis, :]
    for level in (20.3, 50.1, 77.7):
        area = footprint.ring_area_above(cone, level * ONE, edges)[0]
        assert area == pytest.approx(np.pi * (100.0 - level) ** 2, rel=2e-3)


def test_ring_area_counts_an_even_field_fully_or_not_at_all() -> None:
    edges = np.array([0.0, 1.0, 2.0])
    even = np.full((1, 2), 3.0)
    assert footprint.ring_area_above(even, 2.0 * ONE, edges)[0] == pytest.approx(4.0 * np.pi)
    assert footprint.ring_area_above(even, 4.0 * ONE, edges)[0] == 0.0


def test_level_density_of_fine_mud_is_a_plain_gaussian_plume() -> None:
    time = np.array([[1e4, 1e5]])
    found = footprint.level_density(time, np.full((1, 1), 1e-9), np.ones((1, 1)), 20.0 * ONE, 1e-4 * ONE)
    sigma = np.sqrt(400.0 + 2e-4 * time)
    np.testing.assert_allclose(found, 1.0 / (np.sqrt(2.0 * np.pi) * sigma), rtol=1e-9)


def test_settling_mud_leaves_the_level_of_the_outlet() -> None:
    time = np.array([[0.0, 1e4, 1e5, 1e6]])
    found = footprint.level_density(time, SPEEDS, SHARES, 20.0 * ONE, 1e-4 * ONE)[0]
    assert np.all(np.diff(found) < 0.0)
    assert found[-1] < 1e-3 * found[0] + SHARES[0, 0] / 50.0
