import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_bvp
from scipy.linalg import eigh
from scipy.special import jn_zeros

from kaitei.riser import string

LENGTH, STIFFNESS, MASS, WEIGHT = 5700.0, 2.6164e9, 99.70, 850.4
"""The reference string: length [m], axial stiffness [N], steel per length [kg/m], submerged weight [N/m]."""


def axial_period_by_elements(end_mass, elements=400):
    """First axial period of a bar of linear finite elements held at the top."""
    size = LENGTH / elements
    stiffness = np.zeros((elements + 1, elements + 1))
    mass = np.zeros_like(stiffness)
    for e in range(elements):
        pair = np.ix_([e, e + 1], [e, e + 1])
        stiffness[pair] += STIFFNESS / size * np.array([[1.0, -1.0], [-1.0, 1.0]])
        mass[pair] += MASS * size / 6.0 * np.array([[2.0, 1.0], [1.0, 2.0]])
    mass[-1, -1] += end_mass
    lowest = eigh(stiffness[1:, 1:], mass[1:, 1:], eigvals_only=True, subset_by_index=(0, 0))[0]
    return 2.0 * np.pi / np.sqrt(lowest)


@pytest.mark.parametrize("tonnes", [0.0, 50.0, 100.0, 400.0, 5000.0])
def test_axial_period_agrees_with_finite_elements(tonnes):
    made = string.axial_period_first(*map(np.array, (LENGTH, STIFFNESS, MASS, tonnes * 1e3)))
    assert made == pytest.approx(axial_period_by_elements(tonnes * 1e3), rel=2e-5)


@pytest.mark.parametrize(("tonnes", "period"), [(50.0, 4.84), (100.0, 5.22), (200.0, 5.94), (400.0, 7.20)])
def test_axial_periods_of_the_table(tonnes, period):
    made = string.axial_period_first(*map(np.array, (LENGTH, STIFFNESS, MASS, tonnes * 1e3)))
    assert made == pytest.approx(period, abs=0.006)


def test_free_end_is_a_quarter_wave():
    made = string.axial_period_first(*map(np.array, (LENGTH, STIFFNESS, MASS, 0.0)))
    assert made == pytest.approx(4.0 * LENGTH / np.sqrt(STIFFNESS / MASS), rel=1e-12)


@given(st.floats(0.0, 500.0), st.floats(1.0, 500.0))
def test_heavier_end_swings_slower(tonnes, more):
    light, heavy = (
        string.axial_period_first(*map(np.array, (LENGTH, STIFFNESS, MASS, t * 1e3))) for t in (tonnes, tonnes + more)
    )
    assert heavy > light


def test_water_that_follows_lengthens_the_period():
    inside = 1025.0 * float(string.inner_area(np.array(0.3397), np.array(0.01235)))
    made = string.axial_period_first(*map(np.array, (LENGTH, STIFFNESS, MASS + inside, 100e3)))
    assert made == pytest.approx(6.6, abs=0.05)


def test_areas_of_wall_and_bore_make_up_the_disc():
    outer, wall = np.array([0.2, 0.3397]), np.array([0.02, 0.01235])
    disc = np.pi * outer**2 / 4.0
    np.testing.assert_allclose(string.wall_area(outer, wall) + string.inner_area(outer, wall), disc, rtol=1e-14)


def test_weight_of_the_reference_string_is_850_newton_a_metre():
    area = string.wall_area(np.array(0.3397), np.array(0.01235))
    assert string.submerged_weight(area, *map(np.array, (7850.0, 1025.0, 9.81))) == pytest.approx(850.0, abs=0.5)


def test_bodies_as_light_as_water_hang_weightless():
    assert string.submerged_mass_weight(*map(np.array, (1e5, 1025.0, 1025.0, 9.81))) == 0.0


def test_stretch_is_the_integral_of_tension_over_stiffness():
    end = 853.0e3
    made = string.static_stretch(*map(np.array, (WEIGHT, LENGTH, end, STIFFNESS)))
    assert made == pytest.approx(quad(lambda s: (WEIGHT * s + end) / STIFFNESS, 0.0, LENGTH)[0])
    assert made == pytest.approx(7.13, abs=0.02)


def test_top_tension_is_the_tension_at_the_top():
    assert string.top_tension(*map(np.array, (WEIGHT, LENGTH, 426.5e3))) == pytest.approx(5.3e6, rel=0.01)


def test_lateral_periods_are_those_of_a_hanging_chain():
    made = string.lateral_periods(*map(np.array, (WEIGHT, LENGTH, 272.4)))
    np.testing.assert_allclose(made, 4.0 * np.pi * np.sqrt(LENGTH * 272.4 / WEIGHT) / jn_zeros(0, 4), rtol=1e-12)
    np.testing.assert_allclose(made, [223.0, 97.0, 62.0, 46.0], atol=0.5)


def test_as_many_lateral_modes_as_asked_for():
    made = string.lateral_periods(np.full(3, WEIGHT), np.full(3, LENGTH), np.full(3, 272.4), modes=2)
    assert made.shape == (3, 2)


def test_first_lateral_period_agrees_with_the_equation_of_the_chain():
    # (w s x')' = -m omega^2 x from the free end s = 0 to the ship, x = 0; omega is found with the shape.
    def slope(s, y, p):
        return np.vstack([y[1] / (WEIGHT * s), -272.4 * p[0] ** 2 * y[0]])

    def ends(low, high, p):
        return np.array([low[0] - 1.0, low[1] + 272.4 * p[0] ** 2 * 1.0, high[0]])

    s = np.linspace(1.0, LENGTH, 400)
    guess = np.vstack([1.0 - s / LENGTH, -WEIGHT * s / LENGTH])
    found = solve_bvp(slope, ends, s, guess, p=[2.0 * np.pi / 200.0], tol=1e-6, max_nodes=20000)
    assert found.success
    made = string.lateral_periods(*map(np.array, (WEIGHT, LENGTH, 272.4)))
    assert made[0] == pytest.approx(2.0 * np.pi / found.p[0], rel=2e-3)


@pytest.mark.parametrize(("speed", "metres"), [(0.1, 9.0), (0.25, 57.0), (0.5, 227.0)])
def test_offsets_of_the_table(speed, metres):
    drag = np.array(0.5 * 1025.0 * 0.3397 * speed**2)
    made = string.static_offset(drag, *map(np.array, (WEIGHT, LENGTH, 426.5e3)))
    assert made == pytest.approx(metres, abs=0.5)


@given(st.floats(0.1, 50.0), st.floats(1e3, 1e6))
def test_offset_is_the_integral_of_drag_below_over_tension(drag, end):
    made = string.static_offset(*map(np.array, (drag, WEIGHT, LENGTH, end)))
    assert made == pytest.approx(quad(lambda s: drag * s / (WEIGHT * s + end), 0.0, LENGTH)[0], rel=1e-6)


def test_bending_per_degree_of_top_angle():
    moment = string.bending_at_hinge(np.radians(1.0), np.array(35.0e6), np.array(5.3e6))
    assert moment == pytest.approx(238.0e3, rel=2e-3)


@pytest.mark.parametrize(("margin", "flag"), [(0.5, 0.0), (0.69, 0.0), (0.7, 1.0), (1.0, 1.0), (1.4, 1.0), (1.41, 0.0)])
def test_resonance_band_is_from_seven_tenths_to_one_and_four(margin, flag):
    assert string.in_resonance_band(np.array(margin)) == flag
