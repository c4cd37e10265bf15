"""Thickness and concentration around one mining vessel: mass, shape and agreement between figures and maps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.environment import footprint, plume, seabed
from kaitei.environment.release import Release, Source

ONE = np.ones(1)
CURRENT, MIXING, DENSITY, CHANCE = 0.03 * ONE, 0.6 * ONE, 550.0 * ONE, 0.95 * ONE
EDGES = footprint.distance_edges()
STEP = np.diff(EDGES)
MASS = 8.8e6


def working(worked: float = 2.5e5, outlet_mass: float = 0.0) -> Release:
    return Release(
        year=np.zeros(1, dtype=np.int64),
        vessels=ONE,
        collector=Source(MASS * ONE, MASS / 2.2e7 * ONE, 3.0 * ONE, 1.5e-3 * ONE),
        outlet=Source(outlet_mass * ONE, outlet_mass / 2.2e7 * ONE, 200.0 * ONE, 1e-4 * ONE),
        settling=np.array([[1e-4, 4e-4, 1e-3]]),
        share=np.array([[0.2, 0.5, 0.3]]),
        worked=worked * ONE,
    )


def fallen(r: Release) -> tuple[tuple[Source, footprint.Fall], ...]:
    return seabed.falls(r, EDGES, CURRENT, CHANCE)


def steady(r: Release, distance: np.ndarray, step: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return seabed.thickness_steady(distance, step, r, fallen(r), EDGES, CURRENT, MIXING, DENSITY)


@given(st.floats(0.1, 1e3))
def test_gaussian_across_the_current_carries_the_line_integral(spread: float) -> None:
    across = np.linspace(-10.0, 10.0, 2001) * spread
    peak = float(seabed.crosswind_peak(np.array(7.0), np.array(spread)))
    assert np.trapezoid(peak * np.exp(-0.5 * (across / spread) ** 2), across) == pytest.approx(7.0, rel=1e-9)


def test_steady_deposit_weighs_what_has_settled() -> None:
    r = working()
    side = np.sqrt(r.worked)
    distance = (0.5 * (EDGES[1:] + EDGES[:-1]) - 0.5 * side)[np.newaxis, :]
    peak, spread = steady(r, distance, STEP)
    weight = (peak * spread * np.sqrt(2.0 * np.pi) * DENSITY * STEP).sum()
    settled = 1.0 - fallen(r)[0][1].suspended[0, -1]
    assert weight == pytest.approx(MASS * settled, rel=5e-3)


def test_rose_deposit_weighs_what_has_settled() -> None:
    r = working(outlet_mass=1e6)
    rings = seabed.thickness_rose(r, fallen(r), EDGES, DENSITY)
    weight = (rings * np.pi * np.diff(EDGES**2) * DENSITY).sum()
    settled = sum(s.mass[0] * (1.0 - f.suspended[0, -1]) for s, f in fallen(r))
    assert weight == pytest.approx(settled, rel=1e-9)


def test_a_wider_working_spreads_the_same_mud_thinner() -> None:
    distance = np.zeros((1, 1))
    small, large = (steady(working(a), distance, np.ones(1))[0][0, 0] for a in (1e4, 1e6))
    assert large < small


def test_a_loose_deposit_is_thicker() -> None:
    r = working()
    at = np.full((1, 1), 100.0)
    thick = seabed.thickness_steady(at, np.ones(1), r, fallen(r), EDGES, CURRENT, MIXING, 300.0 * ONE)[0]
    thin = seabed.thickness_steady(at, np.ones(1), r, fallen(r), EDGES, CURRENT, MIXING, 600.0 * ONE)[0]
    assert thick[0, 0] == pytest.approx(2.0 * thin[0, 0])


def test_two_sources_add_up() -> None:
    at = np.array([[500.0, 5000.0, 9000.0]])
    both = steady(working(outlet_mass=3e6), at, np.ones(3))[0]
    collector = steady(working(), at, np.ones(3))[0]
    alone = working(outlet_mass=3e6)
    outlet = steady(alone._replace(collector=alone.collector._replace(mass=0.0 * ONE)), at, np.ones(3))[0]
    np.testing.assert_allclose(both, collector + outlet, rtol=1e-12)


def test_bed_concentration_on_the_axis_is_ermaks() -> None:
    r = working()
    peak, spread = seabed.bed_concentration(fallen(r), EDGES, 5.0 * ONE, CURRENT, MIXING)
    middle = 0.5 * (EDGES[1:] + EDGES[:-1])
    exact = np.zeros(len(middle))
    for w, share in zip(r.settling[0], r.share[0], strict=True):
        exact += share * plume.concentration_ermak_1977(
            middle,
            *map(np.array, (0.0, 0.0)),
            r.collector.rate,
            CURRENT,
            spread[0],
            *map(np.array, (3.0, w, 0.95 * w, 1.5e-3)),
        )
    near = (middle > 50.0) & (middle < 5e3)
    np.testing.assert_allclose(peak[0, near], exact[near], rtol=0.03)


def test_outlet_concentration_scales_with_the_rate_and_falls_along_the_current() -> None:
    one, two = (
        seabed.outlet_concentration(working(outlet_mass=m), EDGES, 50.0 * ONE, CURRENT, MIXING)[0] for m in (1e6, 2e6)
    )
    np.testing.assert_allclose(two, 2.0 * one, rtol=1e-12)
    assert np.all(np.diff(one[0]) < 0.0)


def test_outlet_cloud_starts_with_its_own_size() -> None:
    found, spread = seabed.outlet_concentration(working(outlet_mass=1e6), EDGES, 50.0 * ONE, CURRENT, MIXING)
    sigma = 50.0 / np.sqrt(12.0)
    assert spread[0, 0] == pytest.approx(sigma, rel=0.6)
    assert found[0, 0] < 1e6 / 2.2e7 / 0.03 / (2.0 * np.pi * sigma**2)


def test_map_of_rings_is_round() -> None:
    across, along = np.linspace(-50.0, 50.0, 11), np.linspace(-50.0, 50.0, 11)
    field = seabed.map_of_rings(across, along, np.array([5.0, 2.0, 1.0]), np.array([0.0, 20.0, 40.0, 60.0]))
    np.testing.assert_allclose(field, field.T)
    np.testing.assert_allclose(field, field[::-1, ::-1])
    assert field[5, 5] == 5.0


def test_map_of_a_strip_has_its_axis_in_the_middle() -> None:
    across = np.array([-10.0, 0.0, 10.0])
    field = seabed.map_of_strip(across, np.array([1.0, 2.0]), np.array([10.0, 20.0]))
    assert field[1].tolist() == [1.0, 2.0]
    np.testing.assert_allclose(field[0], field[2])
    assert field[0, 0] == pytest.approx(np.exp(-0.5))


def test_map_of_concentration_adds_sources_and_classes() -> None:
    r = working(outlet_mass=1e6)
    grid = (np.array([0.0, 100.0]), np.array([-100.0, 500.0, 2000.0]))
    rest = (r.settling, r.share, CHANCE, 5.0 * ONE, CURRENT, MIXING)
    both = seabed.map_of_concentration(*grid, (r.collector, r.outlet), *rest)
    parts = [seabed.map_of_concentration(*grid, (source,), *rest) for source in (r.collector, r.outlet)]
    np.testing.assert_allclose(both, parts[0] + parts[1], rtol=1e-12)
    assert np.all(both[:, 0] == 0.0)
    assert np.all(both[0, 1:] > both[1, 1:])


def drifted(r: Release, particles: int, step: float, end: float) -> tuple[np.ndarray, np.ndarray]:
    """Where particles let go over the square working come down: along and across [m], by a random walk."""
    generator = np.random.Generator(np.random.Philox(5))
    side = float(np.sqrt(r.worked[0]))
    along, across = side * (generator.random((2, particles)) - 0.5)
    level = np.full(particles, float(r.collector.height[0]))
    speed = generator.choice(r.settling[0], particles, p=r.share[0])
    k_z, k_y, u = float(r.collector.diffusivity[0]), float(MIXING[0]), float(CURRENT[0])
    landed: list[np.ndarray] = []
    for _ in range(int(end / step)):
        level = np.abs(level + np.sqrt(2.0 * k_z * step) * generator.standard_normal(len(level)))
        level -= speed * step
        along = along + u * step
        across = across + np.sqrt(2.0 * k_y * step) * generator.standard_normal(len(across))
        down = level <= 0.0
        landed.append(np.stack([along[down], across[down]]))
        along, across, level, speed = (part[~down] for part in (along, across, level, speed))
    return tuple(np.concatenate(landed, axis=1))  # type: ignore[return-value]


@pytest.mark.heavy
def test_blanketed_area_agrees_with_drifting_particles() -> None:
    """The whole way from release to area, without Ermak, without Gaussians, without classes summed."""
    particles, cell = 300_000, 50.0
    r = working()
    along, across = drifted(r, particles, step=60.0, end=1.2e5)
    grid = [np.arange(-500.0, 2500.0 + cell, cell), np.arange(-1500.0, 1500.0 + cell, cell)]
    counted, _, _ = np.histogram2d(along, across, bins=grid)
    thickness = counted * MASS / particles / cell**2 / float(DENSITY[0])
    distance = (0.5 * (EDGES[1:] + EDGES[:-1]) - 0.5 * np.sqrt(r.worked))[np.newaxis, :]
    fallen_all = seabed.falls(r, EDGES, CURRENT, ONE)
    peak, spread = seabed.thickness_steady(distance, STEP, r, fallen_all, EDGES, CURRENT, MIXING, DENSITY)
    for millimetres in (3.0, 10.0, 20.0):
        simulated = (thickness > 1e-3 * millimetres).sum() * cell**2
        closed = footprint.area_above(peak, 1e-3 * millimetres * ONE, spread, STEP)[0]
        assert simulated > 0.0
        # the working, flat across the current, is taken as a Gaussian of its variance: thick areas come out 10 % small
        assert closed == pytest.approx(simulated, rel=0.12), millimetres
