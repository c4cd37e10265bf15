import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.integrate import quad

from kaitei.riser.laminar import (
    critical_reynolds_ryan_johnson_1959,
    excess_stress_laminar,
    restart_pressure,
    reynolds_metzner_reed_1955,
    velocity_laminar,
)
from kaitei.riser.slurry import Rheology

laws = st.builds(
    lambda stress, consistency, index: Rheology(np.array(stress), np.array(consistency), np.array(index)),
    st.one_of(st.just(0.0), st.floats(1e-4, 300.0)),
    st.floats(3e-4, 30.0),
    st.floats(0.2, 1.0),
)
velocities = st.floats(0.01, 10.0).map(np.array)
bores = st.floats(0.05, 0.7).map(np.array)


def mean_velocity_by_quadrature(excess, diameter, law):
    """Mean velocity from the velocity profile: the integral of r^2 times the shear rate over the radius cubed."""
    radius, wall = 0.5 * float(diameter), float(law.yield_stress + excess)

    def rate(r):
        beyond = max(0.0, wall * r / radius - float(law.yield_stress))
        return r * r * (beyond / float(law.consistency)) ** (1.0 / float(law.flow_index))

    plug = radius * float(law.yield_stress) / wall
    return quad(rate, plug, radius, epsabs=0.0, epsrel=1e-11)[0] / radius**2


@pytest.mark.parametrize("stress", [0.0, 1.25, 22.0])
@pytest.mark.parametrize("index", [0.3, 0.7, 1.0])
@pytest.mark.parametrize("excess", [0.3, 5.0, 60.0])
def test_closed_form_is_the_integral_of_the_profile(stress, index, excess):
    law = Rheology(np.array(stress), np.array(0.05), np.array(index))
    case = np.array(excess), np.array(0.3), law
    assert velocity_laminar(*case) == pytest.approx(mean_velocity_by_quadrature(*case), rel=1e-9)


@pytest.mark.parametrize("velocity", [0.05, 0.4, 3.0])
def test_newtonian_limit_is_poiseuille(velocity):
    oil = Rheology(np.array(0.0), np.array(0.1), np.array(1.0))
    made = excess_stress_laminar(np.array(velocity), np.array(0.2), oil)
    assert made == pytest.approx(8.0 * 0.1 * velocity / 0.2, rel=1e-13)


@given(velocities, bores, laws)
def test_power_law_limit_is_metzner_and_reed(velocity, diameter, law):
    law = law._replace(yield_stress=np.array(0.0))
    n, k = law.flow_index, law.consistency
    stress = excess_stress_laminar(velocity, diameter, law)
    made = reynolds_metzner_reed_1955(velocity, np.array(1100.0), stress)
    theirs = 1100.0 * velocity ** (2 - n) * diameter**n / (8 ** (n - 1) * k * ((3 * n + 1) / (4 * n)) ** n)
    assert made == pytest.approx(theirs, rel=1e-9)


@given(velocities, bores, laws)
def test_bingham_limit_is_buckingham_and_reiner(velocity, diameter, law):
    law = law._replace(flow_index=np.array(1.0))
    stress = law.yield_stress + excess_stress_laminar(velocity, diameter, law)
    plug = law.yield_stress / stress
    assume(plug < 0.99)
    # 8 V/D = (stress / mu)(1 - 4/3 plug + 1/3 plug^4)
    left = 8.0 * velocity / diameter
    right = stress / law.consistency * (1.0 - 4.0 / 3.0 * plug + plug**4 / 3.0)
    assert left == pytest.approx(right, rel=1e-6)


@given(velocities, bores, laws)
def test_wall_stress_gives_the_velocity_back(velocity, diameter, law):
    excess = excess_stress_laminar(velocity, diameter, law)
    assert velocity_laminar(excess, diameter, law) == pytest.approx(velocity, rel=1e-9)


@given(velocities, bores, laws, st.floats(1.01, 3.0))
def test_faster_flow_rubs_more(velocity, diameter, law, factor):
    assert excess_stress_laminar(velocity * factor, diameter, law) > excess_stress_laminar(velocity, diameter, law)


@given(velocities, bores, laws)
def test_bingham_asymptote_overrates_the_wall_stress(velocity, diameter, law):
    law = law._replace(flow_index=np.array(1.0))
    exact = law.yield_stress + excess_stress_laminar(velocity, diameter, law)
    asymptote = 4.0 / 3.0 * law.yield_stress + 8.0 * law.consistency * velocity / diameter
    assert exact <= asymptote * (1.0 + 1e-9)


def test_laminar_darcy_friction_is_64_over_reynolds():
    mud = Rheology(np.array(3.0), np.array(0.02), np.array(0.8))
    velocity, density, diameter = np.array(0.7), np.array(1150.0), np.array(0.3)
    stress = mud.yield_stress + excess_stress_laminar(velocity, diameter, mud)
    factor = 8.0 * stress / (density * velocity**2)
    assert factor * reynolds_metzner_reed_1955(velocity, density, stress) == pytest.approx(64.0)


def test_newtonian_transition_is_at_2100():
    assert critical_reynolds_ryan_johnson_1959(np.array(1.0)) == pytest.approx(2100.0, rel=1e-3)


def test_transition_of_power_laws_is_highest_near_two_fifths():
    index = np.linspace(0.2, 1.0, 801)
    made = critical_reynolds_ryan_johnson_1959(index)
    assert index[np.argmax(made)] == pytest.approx(0.42, abs=0.01)
    assert made.max() == pytest.approx(2397.0, abs=1.0)


def test_restart_pressure_balances_wall_and_yield_stress():
    length, bore, stress = np.array(5700.0), np.array(0.4), np.array(10.0)
    force_of_pressure = restart_pressure(stress, length, bore) * np.pi * bore**2 / 4.0
    assert force_of_pressure == pytest.approx(stress * np.pi * bore * length)


def test_draws_in_pieces_give_the_same_bits():
    generator = np.random.default_rng(3)
    velocity, diameter = generator.uniform(0.1, 4.0, 101), generator.uniform(0.1, 0.6, 101)
    law = Rheology(*(generator.uniform(low, high, 101) for low, high in ((0, 20), (1e-3, 0.1), (0.5, 1.0))))
    whole = excess_stress_laminar(velocity, diameter, law)
    for start in range(0, 101, 7):
        part = slice(start, start + 7)
        piece = excess_stress_laminar(velocity[part], diameter[part], Rheology(*(a[part] for a in law)))
        assert piece.tobytes() == whole[part].tobytes()
