"""Ermak's plume against two independent solutions of the same equations, closed forms and laws."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.linalg import solve_banded

from kaitei.environment import plume

HEIGHT, SETTLING, DIFFUSIVITY = 5.0, 3e-4, 1e-3

heights = st.floats(0.5, 300.0)
speeds = st.floats(1e-6, 5e-3)
eddies = st.floats(1e-4, 1e-2)
chances = st.floats(0.5, 1.2)


def density(level: float, time: float, h: float, w: float, v: float, k: float) -> float:
    return float(plume.vertical_density_ermak_1977(*map(np.array, (level, time, h, w, v, k))))


def suspended(time: float, h: float, w: float, v: float, k: float) -> float:
    return float(plume.suspended_share_ermak_1977(*map(np.array, (time, h, w, v, k))))


def concentration(along: float, across: float = 0.0, level: float = 0.0, spread: float = 50.0, **other: float) -> float:
    values = {"rate": 0.16, "current": 0.03, "h": HEIGHT, "w": SETTLING, "v": SETTLING, "k": DIFFUSIVITY} | other
    q, u, h, w, v, k = values.values()
    return float(plume.concentration_ermak_1977(*map(np.array, (along, across, level, q, u, spread, h, w, v, k))))


def finite_volumes(
    time: float, h: float, w: float, v: float, k: float, top: float, cells: int = 4000, steps: int = 4000
) -> tuple[np.ndarray, np.ndarray]:
    """Levels and vertical density by implicit finite volumes of c_t = w c_z + k c_zz, bed flux v c(0)."""
    dz, dt = top / cells, time / steps
    level = (np.arange(cells) + 0.5) * dz
    # released on a face: half into each neighbour
    c = np.where(np.abs(level - h) < dz, 0.5 / dz, 0.0)
    # downward flux through a face: above times the cell over it less below times the cell under it
    above, below = k / dz + w / 2.0, k / dz - w / 2.0
    banded = np.zeros((3, cells))
    banded[0, 1:] = -dt / dz * above
    banded[1] = 1.0 + dt / dz * (above + below)
    banded[2, :-1] = -dt / dz * below
    banded[1, -1] = 1.0 + dt / dz * above
    # the bed takes v c(0), with c(0) from K c_z + w c = v c across half a cell
    at_bed = 1.0 / (1.0 + (v - w) * 0.5 * dz / k)
    banded[1, 0] = 1.0 + dt / dz * (below + v * at_bed)
    for _ in range(steps):
        c = solve_banded((1, 1), banded, c, check_finite=False)
    return level, c


@pytest.mark.parametrize("deposition", [SETTLING, 0.8 * SETTLING, 2.0 * SETTLING])
def test_ermak_agrees_with_finite_volumes(deposition: float) -> None:
    time = 2e4
    level, found = finite_volumes(time, HEIGHT, SETTLING, deposition, DIFFUSIVITY, top=50.0)
    exact = plume.vertical_density_ermak_1977(
        level, np.array(time), *map(np.array, (HEIGHT, SETTLING, deposition, DIFFUSIVITY))
    )
    assert np.abs(found - exact).max() < 1e-3 * exact.max()
    left = found.sum() * (level[1] - level[0])
    assert left == pytest.approx(suspended(time, HEIGHT, SETTLING, deposition, DIFFUSIVITY), rel=1e-3)


def test_ermak_agrees_with_a_random_walk() -> None:
    """The diffusive step is reflected first, then what settles through the bed stays there: v = w."""
    generator = np.random.Generator(np.random.Philox(7))
    particles, step = 200_000, 20.0
    level = np.full(particles, HEIGHT)
    for count in range(1, 1001):
        level = np.abs(level + np.sqrt(2.0 * DIFFUSIVITY * step) * generator.standard_normal(len(level)))
        level -= SETTLING * step
        level = level[level > 0.0]
        if count in (250, 500, 1000):
            exact = suspended(count * step, HEIGHT, SETTLING, SETTLING, DIFFUSIVITY)
            assert len(level) / particles == pytest.approx(exact, abs=0.01)


@settings(deadline=None)
@given(heights, speeds, eddies, chances, st.floats(0.05, 20.0))
def test_mass_in_the_water_is_the_integral_of_the_density(
    h: float, w: float, k: float, chance: float, part: float
) -> None:
    time = part * h / w
    spread = np.sqrt(2.0 * k * time)
    foot, top = max(0.0, h - w * time - 10.0 * spread), max(h, h - w * time + 12.0 * spread) + spread
    marks = np.linspace(foot, top, 12)
    found = sum(
        quad(lambda z: density(z, time, h, w, chance * w, k), a, b, limit=200, epsabs=1e-12)[0]
        for a, b in pairwise(marks)
    )
    assert suspended(time, h, w, chance * w, k) == pytest.approx(found, rel=1e-6, abs=1e-8)


@given(heights, speeds, eddies, chances, st.floats(0.1, 10.0))
def test_what_leaves_the_water_goes_into_the_bed(h: float, w: float, k: float, chance: float, part: float) -> None:
    time = part * h / w
    short = 1e-4 * time * min(1.0, np.sqrt(k / (w * h)))
    slope = (suspended(time + short, h, w, chance * w, k) - suspended(time - short, h, w, chance * w, k)) / (2 * short)
    flux = chance * w * density(0.0, time, h, w, chance * w, k)
    assert slope == pytest.approx(-flux, rel=1e-4, abs=1e-9 / short)


@settings(deadline=None)
@given(heights, speeds, eddies, chances)
def test_suspended_share_falls_from_one_to_nothing(h: float, w: float, k: float, chance: float) -> None:
    times = np.concatenate([[-1.0, 0.0], np.geomspace(1e-6, 1e6, 200) * h / w])
    shares = plume.suspended_share_ermak_1977(times, *map(np.array, (h, w, chance * w, k)))
    assert shares[0] == shares[1] == pytest.approx(1.0, abs=1e-12)
    assert np.all(np.diff(shares) <= 1e-12)
    assert np.all(shares >= -1e-12)


def test_the_closed_form_is_smooth_where_deposition_equals_settling() -> None:
    shares = [suspended(2e4, HEIGHT, SETTLING, SETTLING * (1.0 + d), DIFFUSIVITY) for d in (-1e-7, 0.0, 1e-7)]
    assert shares[0] - shares[1] == pytest.approx(shares[1] - shares[2], rel=1e-3)
    wide = [suspended(2e4, HEIGHT, SETTLING, SETTLING * (1.0 + d), DIFFUSIVITY) for d in (-1e-3, 1e-3)]
    assert (wide[0] - wide[1]) / 2e-3 == pytest.approx((shares[0] - shares[2]) / 2e-7, rel=1e-4)


@settings(deadline=None)
@given(heights, speeds, eddies)
def test_mean_time_aloft_is_the_fall_plus_what_eddies_stir_up_again(h: float, w: float, k: float) -> None:
    """First moment of the equation with v = w: mean time = h/w + K/w^2."""
    logs = np.linspace(-12.0, 12.0, 20001)
    times = (h / w + k / w**2) * np.exp(logs)
    shares = plume.suspended_share_ermak_1977(times, *map(np.array, (h, w, w, k)))
    mean = float(np.trapezoid(shares * times, logs)) + times[0]
    assert mean == pytest.approx(h / w + k / w**2, rel=1e-4)


def test_a_better_taking_bed_leaves_less_in_the_water() -> None:
    shares = [suspended(3e4, HEIGHT, SETTLING, c * SETTLING, DIFFUSIVITY) for c in (0.5, 0.8, 1.0, 1.5, 5.0)]
    assert shares == sorted(shares, reverse=True)


def test_without_settling_and_deposition_the_bed_reflects() -> None:
    time, w = 2e4, 1e-12
    sigma = np.sqrt(2.0 * DIFFUSIVITY * time)
    for level in (0.0, 2.0, 9.0):
        image = sum(np.exp(-((level + s * HEIGHT) ** 2) / (2.0 * sigma**2)) for s in (1, -1))
        closed = image / (np.sqrt(2.0 * np.pi) * sigma)
        assert density(level, time, HEIGHT, w, w, DIFFUSIVITY) == pytest.approx(closed, rel=1e-6)


def test_nothing_overflows_far_from_the_ordinary() -> None:
    grid = product((1.0, 5700.0), (1e-7, 1e-2), (1e-5, 1e-1), (1.0, 1e12))
    for h, w, k, time in grid:
        share = suspended(time, h, w, 0.95 * w, k)
        assert 0.0 <= share <= 1.0 + 1e-12
        assert np.isfinite(density(0.0, time, h, w, 0.95 * w, k))


def test_flux_through_a_plane_is_what_is_still_suspended() -> None:
    """Integrated over a plane across the current, U C carries the release less what landed before."""
    along, spread = 600.0, 50.0
    across, level = np.linspace(-300.0, 300.0, 241), np.linspace(0.0, 80.0, 1601)
    values = plume.concentration_ermak_1977(
        np.array(along),
        across[:, np.newaxis],
        level[np.newaxis, :],
        *map(np.array, (0.16, 0.03, spread, HEIGHT, SETTLING, SETTLING, DIFFUSIVITY)),
    )
    carried = 0.03 * np.trapezoid(np.trapezoid(values, level, axis=1), across)
    left = suspended(along / 0.03, HEIGHT, SETTLING, SETTLING, DIFFUSIVITY)
    assert carried == pytest.approx(0.16 * left, rel=1e-4)


def test_nothing_drifts_upstream() -> None:
    assert concentration(-10.0) == 0.0
    assert concentration(0.0) == 0.0


@given(st.floats(10.0, 5000.0), st.floats(-200.0, 200.0))
def test_plume_is_symmetric_and_highest_on_its_axis(along: float, across: float) -> None:
    assert concentration(along, across) == concentration(along, -across)
    assert concentration(along, across) <= concentration(along)


def test_concentration_is_proportional_to_the_rate() -> None:
    assert concentration(300.0, rate=0.32) == pytest.approx(2.0 * concentration(300.0), rel=1e-12)


def test_puff_peak_is_the_product_of_three_gaussian_peaks() -> None:
    time, k = 5e4, (2.0, 0.5, 1e-3)
    sigmas = [np.sqrt(2.0 * each * time) for each in k]
    product_of_peaks = np.prod([1.0 / (np.sqrt(2.0 * np.pi) * s) for s in sigmas])
    peak = plume.puff_peak(*map(np.array, (3.0, time, *k)))
    assert float(peak) == pytest.approx(3.0 * product_of_peaks, rel=1e-12)


@pytest.mark.parametrize(("height", "kilometres"), [(2.0, 0.33), (10.0, 1.7), (50.0, 8.3)])
def test_landing_distances_of_flocs(height: float, kilometres: float) -> None:
    distance = plume.landing_distance(*map(np.array, (height, 3e-4, 0.05)))
    assert float(distance) / 1e3 == pytest.approx(kilometres, abs=0.05)


def test_three_times_slower_flocs_drift_three_times_farther() -> None:
    near, far = (plume.landing_distance(*map(np.array, (10.0, w, 0.05))) for w in (3e-4, 1e-4))
    assert float(far) == pytest.approx(3.0 * float(near))


def test_landing_variance_is_that_of_a_random_walk_along_the_current() -> None:
    generator = np.random.Generator(np.random.Philox(11))
    h, w, k, steps = 10.0, 3e-4, 0.1, 50
    step = h / w / steps
    distance = np.zeros(100_000)
    for _ in range(steps):
        distance += np.sqrt(2.0 * k * step) * generator.standard_normal(len(distance))
    variance = plume.landing_variance(*map(np.array, (h, w, k)))
    assert float(variance) == pytest.approx(distance.var(), rel=0.02)


def test_spread_grows_with_the_square_root_of_distance() -> None:
    one, four = (plume.spread_of_eddies(np.array(x), np.array(0.6), np.array(0.03)) for x in (100.0, 400.0))
    assert float(four) == pytest.approx(2.0 * float(one))
    assert float(plume.spread_of_eddies(np.array(-5.0), np.array(0.6), np.array(0.03))) == 0.0
