"""Settling of grains and flocs against published tables, limits and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.physics import particles
from kaitei.physics.seawater import viscosity_sharqawy_2010

COLD = {"density": np.array(1027.9), "viscosity": np.array(1.81e-3)}
WARMER = {"density": np.array(1050.0), "viscosity": np.array(1.6e-3)}
QUARTZ = np.array(2650.0)
DAY = 86400.0

diameters = st.floats(5e-7, 2e-3)
fine = st.floats(5e-7, 6e-5)


def stokes(diameter: float, water: dict[str, np.ndarray] = COLD) -> float:
    return float(particles.settling_speed_stokes_1851(np.array(diameter), QUARTZ, **water))


def ferguson(diameter: float, drag: float = 1.0) -> float:
    return float(particles.settling_speed_ferguson_church_2004(np.array(diameter), QUARTZ, **COLD, drag_large=drag))


def floc(diameter: float, grain: float = 4e-6, dimension: float = 2.2) -> float:
    return float(
        particles.settling_speed_floc_winterwerp_1998(
            np.array(diameter), np.array(grain), np.array(dimension), QUARTZ, **COLD
        )
    )


@pytest.mark.parametrize(("micrometres", "metres_per_day"), [(2, 0.17), (5, 1.05), (10, 4.2), (20, 17), (63, 167)])
def test_stokes_speeds_of_the_table_for_sea_water_at_one_and_a_half_degrees(
    micrometres: float, metres_per_day: float
) -> None:
    assert stokes(micrometres * 1e-6) * DAY == pytest.approx(metres_per_day, rel=0.02)


@pytest.mark.parametrize(
    ("micrometres", "millimetres_per_second", "half_digit"),
    [(1, 0.0005, 5e-5), (5, 0.014, 5e-4), (20, 0.22, 5e-3), (50, 1.4, 0.05)],
)
def test_stokes_speeds_of_the_table_for_1_6_millipascal_seconds(
    micrometres: float, millimetres_per_second: float, half_digit: float
) -> None:
    speed = stokes(micrometres * 1e-6, WARMER) * 1e3
    assert speed == pytest.approx(millimetres_per_second, abs=half_digit)


def test_apatite_of_twenty_micrometres_settles_at_0_29_mm_per_second() -> None:
    speed = particles.settling_speed_stokes_1851(np.array(20e-6), np.array(3150.0), **WARMER)
    assert float(speed) * 1e3 == pytest.approx(0.29, abs=0.005)


def test_the_cold_viscosity_used_here_is_that_of_sea_water_at_one_and_a_half_degrees() -> None:
    viscosity = viscosity_sharqawy_2010(np.array(274.65), np.array(0.0348))
    assert float(viscosity) == pytest.approx(1.81e-3, rel=0.005)


@given(diameters, diameters)
def test_finer_mud_settles_slower(one: float, other: float) -> None:
    small, large = sorted((one, other))
    assert ferguson(small) <= ferguson(large)
    assert stokes(small) <= stokes(large)


@given(fine)
def test_ferguson_and_church_tend_to_stokes_for_fine_grains(diameter: float) -> None:
    assert ferguson(diameter) == pytest.approx(stokes(diameter), rel=0.15)
    assert ferguson(diameter) <= stokes(diameter)


def test_ferguson_and_church_tend_to_constant_drag_for_gravel() -> None:
    diameter, drag = 0.05, 0.4
    buoyancy = 9.81 * (2650.0 - 1027.9) / 1027.9
    newton = np.sqrt(4.0 / 3.0 * buoyancy * diameter / drag)
    assert ferguson(diameter, drag) == pytest.approx(newton, rel=0.01)


def test_rougher_grains_settle_slower() -> None:
    assert ferguson(1e-3, drag=1.0) < ferguson(1e-3, drag=0.4)


def test_reynolds_number_of_the_finest_sand_is_still_below_one() -> None:
    speed = particles.settling_speed_stokes_1851(np.array(100e-6), QUARTZ, **COLD)
    reynolds = particles.reynolds_particle(speed, np.array(100e-6), **COLD)
    assert 0.1 < float(reynolds) < 1.0


def test_a_floc_as_small_as_its_grains_is_a_grain() -> None:
    assert floc(4e-6) == pytest.approx(stokes(4e-6), rel=1e-3)
    assert floc(1e-6) == floc(4e-6)


def test_a_compact_floc_is_a_big_grain_with_schiller_naumann_drag() -> None:
    diameter = 200e-6
    speed = floc(diameter, dimension=3.0)
    reynolds = speed * diameter * 1027.9 / 1.81e-3
    assert speed * (1.0 + 0.15 * reynolds**0.687) == pytest.approx(stokes(diameter), rel=1e-4)


@given(st.floats(1.8, 2.9), st.floats(2e-5, 5e-4), st.floats(2e-6, 6e-6))
def test_fixed_point_of_the_floc_drag_is_reached(dimension: float, diameter: float, grain: float) -> None:
    speed = floc(diameter, grain, dimension)
    creeping = (grain / diameter) ** (3.0 - dimension) * stokes(diameter)
    reynolds = speed * diameter * 1027.9 / 1.81e-3
    assert speed == pytest.approx(creeping / (1.0 + 0.15 * reynolds**0.687), rel=1e-3)


@given(st.floats(2e-5, 5e-4))
def test_looser_flocs_settle_slower_than_compact_ones(diameter: float) -> None:
    assert floc(diameter, dimension=1.9) < floc(diameter, dimension=2.3) < floc(diameter, dimension=2.8)


@given(st.floats(2e-5, 5e-4))
def test_a_floc_settles_faster_than_its_grains_and_slower_than_a_solid_of_its_size(diameter: float) -> None:
    assert stokes(4e-6) < floc(diameter) < stokes(diameter)


def test_flocs_of_the_published_sizes_settle_at_the_published_speeds() -> None:
    assert 0.1 < floc(70e-6) * 1e3 < floc(355e-6) * 1e3 < 3.5


@pytest.mark.parametrize(("speed", "published"), [(1e-4, 0.12), (1e-3, 1.22)])
def test_rouse_numbers_at_0_2_cm_per_second(speed: float, published: float) -> None:
    number = particles.rouse_number(np.array(speed), np.array(2e-3))
    assert float(number) == pytest.approx(published, abs=0.005)


@given(st.floats(1e-6, 1e-4), st.floats(1.1, 4.0), st.integers(1, 30))
def test_classes_are_symmetric_around_the_median_in_logarithms(median: float, spread: float, classes: int) -> None:
    sizes = particles.equal_mass_classes(np.array([median]), np.array([spread]), classes)
    assert sizes.shape == (1, classes)
    assert np.all(np.diff(sizes) > 0.0)
    np.testing.assert_allclose(np.log(sizes).mean(), np.log(median), rtol=1e-9)


def test_many_classes_have_the_spread_of_the_lognormal() -> None:
    sizes = particles.equal_mass_classes(np.array([1e-5]), np.array([2.5]), 2000)
    assert float(np.log(sizes).std()) == pytest.approx(np.log(2.5), rel=0.01)
