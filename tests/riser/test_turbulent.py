import fluids
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from kaitei.riser.slurry import Rheology
from kaitei.riser.turbulent import (
    CRITICAL_REYNOLDS,
    _ratio_slope,
    excess_stress_wilson_thomas_1985,
    friction_factor_dodge_metzner_1959,
    friction_factor_newtonian,
    friction_factor_serghides_1984,
    velocity_ratio_wilson_thomas_1985,
)

turbulent_reynolds = st.floats(3.5, 7.5).map(lambda power: 10.0**power)


@pytest.mark.parametrize("reynolds", [4e3, 1e4, 1e5, 1e6, 1e8])
@pytest.mark.parametrize("roughness", [0.0, 1e-5, 1e-4, 1e-3, 1e-2])
def test_serghides_agrees_with_colebrook_of_fluids(reynolds, roughness):
    made = friction_factor_serghides_1984(np.array(reynolds), np.array(roughness))
    assert made == pytest.approx(fluids.friction.Colebrook(reynolds, roughness), rel=1e-4)


@pytest.mark.parametrize("reynolds", [10.0, 500.0, 2000.0, 5000.0, 1e5, 1e7])
@pytest.mark.parametrize("roughness", [0.0, 2e-4])
def test_newtonian_friction_agrees_with_fluids_in_both_regimes(reynolds, roughness):
    made = friction_factor_newtonian(np.array(reynolds), np.array(roughness))
    assert made == pytest.approx(fluids.friction_factor(reynolds, eD=roughness), rel=1e-4)


def test_newtonian_friction_turns_turbulent_at_2100():
    below, above = friction_factor_newtonian(np.array([2099.0, 2101.0]), np.array(0.0))
    assert below == pytest.approx(64.0 / 2099.0)
    assert above > 1.4 * below


@pytest.mark.parametrize("reynolds", [3e3, 1e4, 1e5, 1e6])
def test_dodge_metzner_of_a_newtonian_liquid_is_the_smooth_pipe(reynolds):
    made = friction_factor_dodge_metzner_1959(np.array(reynolds), np.array(1.0))
    assert made == pytest.approx(fluids.friction.Prandtl_von_Karman_Nikuradse(reynolds), rel=2e-3)


@given(turbulent_reynolds, st.floats(0.2, 1.0))
def test_dodge_metzner_satisfies_its_own_equation(reynolds, index):
    def gap(fanning):
        right = 4.0 * index**-0.75 * np.log10(reynolds * fanning ** (1.0 - index / 2.0)) - 0.4 * index**-1.2
        return 1.0 / np.sqrt(fanning) - right

    made = friction_factor_dodge_metzner_1959(np.array(reynolds), np.array(index))
    assert made == pytest.approx(4.0 * brentq(gap, 1e-7, 1.0, xtol=1e-16, rtol=1e-14), rel=1e-9)


@given(turbulent_reynolds, st.floats(0.3, 0.95))
def test_dodge_metzner_thinner_under_shear_means_less_drag(reynolds, index):
    thinning = friction_factor_dodge_metzner_1959(np.array(reynolds), np.array(index))
    assert thinning < friction_factor_dodge_metzner_1959(np.array(reynolds), np.array(1.0))


def wilson_thomas(velocity, law, diameter=0.1, density=1000.0):
    """Wall stress of turbulent flow, from a start far below the root."""
    args = np.array(diameter), np.array(density), law
    excess = excess_stress_wilson_thomas_1985(np.array(velocity), *args, np.array(velocity**2 * density / 5000.0))
    return float(law.yield_stress + excess)


@pytest.mark.parametrize("reynolds", [4e3, 1e4, 1e5, 1e6])
def test_wilson_thomas_of_a_newtonian_liquid_is_the_smooth_pipe(reynolds):
    law = Rheology(np.array(0.0), np.array(100.0 / reynolds), np.array(1.0))
    excess = excess_stress_wilson_thomas_1985(
        np.array(1.0), np.array(0.1), np.array(1000.0), law, np.array(8000.0 / reynolds)
    )
    assert 8.0 * float(excess) / 1000.0 == pytest.approx(fluids.friction.Colebrook(reynolds, 0.0), rel=0.015)


@pytest.mark.parametrize("index", [0.4, 0.6, 0.8, 1.0])
def test_without_yield_stress_the_plug_terms_of_wilson_thomas_vanish(index):
    law = Rheology(np.array(0.0), np.array(0.02), np.array(index))
    stress, diameter, density = np.array(6.0), np.array(0.3), np.array(1100.0)
    shear = np.sqrt(stress / density)
    newtonian = 2.5 * np.log(diameter * (stress / 0.02) ** (1.0 / index) / shear)
    area = 2.0 / (1.0 + index)
    theirs = newtonian + 11.6 * (area - 1.0) - 2.5 * np.log(area)
    assert velocity_ratio_wilson_thomas_1985(stress, diameter, density, law) == pytest.approx(theirs)


@pytest.mark.parametrize("index", [0.5, 0.7, 0.9])
@pytest.mark.parametrize("reynolds", [5e3, 3e4])
def test_wilson_thomas_and_dodge_metzner_stay_within_a_sixth(index, reynolds):
    consistency = 8000.0 / reynolds / ((3.0 * index + 1.0) / (4.0 * index) * 80.0) ** index
    law = Rheology(np.array(0.0), np.array(consistency), np.array(index))
    excess = excess_stress_wilson_thomas_1985(
        np.array(1.0), np.array(0.1), np.array(1000.0), law, np.array(8000.0 / reynolds)
    )
    ours = 8.0 * float(excess) / 1000.0
    theirs = float(friction_factor_dodge_metzner_1959(np.array(reynolds), np.array(index)))
    assert 5.0 / 6.0 < ours / theirs < 1.0


@given(st.floats(0.0, 30.0), st.floats(1e-3, 0.1), st.floats(0.5, 1.0), st.floats(0.5, 50.0))
def test_slope_of_wilson_thomas_is_its_derivative(stress, consistency, index, excess):
    law = Rheology(np.array(stress), np.array(consistency), np.array(index))
    place, step = np.array(excess), 1e-5
    args = np.array(0.3), np.array(1100.0), law
    rise = velocity_ratio_wilson_thomas_1985(place * np.exp(step), *args)
    fall = velocity_ratio_wilson_thomas_1985(place * np.exp(-step), *args)
    assert (rise - fall) / (2.0 * step) == pytest.approx(_ratio_slope(place, law), rel=1e-5, abs=1e-6)


@given(st.floats(2.0, 8.0), st.floats(0.0, 2.0), st.floats(1e-3, 8e-3), st.floats(0.7, 1.0))
def test_wilson_thomas_gives_the_velocity_back(velocity, stress, consistency, index):
    law = Rheology(np.array(stress), np.array(consistency), np.array(index))
    excess = np.array(wilson_thomas(velocity, law) - stress)
    made = velocity_ratio_wilson_thomas_1985(excess, np.array(0.1), np.array(1000.0), law)
    assert made * np.sqrt((stress + excess) / 1000.0) == pytest.approx(velocity, rel=1e-9)


def test_yield_stress_hardly_matters_far_above_transition():
    # Turbulent slurry curves approach that of the liquid itself.
    slow, fast = (
        wilson_thomas(velocity, Rheology(np.array(2.0), np.array(5e-3), np.array(1.0)))
        / wilson_thomas(velocity, Rheology(np.array(0.0), np.array(5e-3), np.array(1.0)))
        for velocity in (2.0, 10.0)
    )
    assert abs(fast - 1.0) < abs(slow - 1.0) < 0.2


def test_search_does_not_fall_below_its_start():
    law = Rheology(np.array(0.0), np.array(1e-3), np.array(1.0))
    start = np.array(50.0)
    made = excess_stress_wilson_thomas_1985(np.array(1.0), np.array(0.1), np.array(1000.0), law, start)
    assert made == pytest.approx(start, rel=1e-14)


def test_laminar_limit_is_the_usual_one():
    assert CRITICAL_REYNOLDS == 2100.0
