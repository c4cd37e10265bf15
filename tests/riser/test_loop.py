import fluids
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.riser.loop import Mud, Pipes, Water, circulate, down_leg_friction, slurry_law
from kaitei.riser.sizing import minimum_lift_work

MUD = Mud(*map(np.array, (2650.0, 0.207, 1.0e4, 1.5e-3, 25.0, 1.0, 50.0, 500.0)))
WATER = Water(*map(np.array, (5700.0, 1040.5, 1.6e-3, 9.7936)))
PIPES = Pipes(*map(np.array, (0.5, 0.375, 5.0e-5, 40.0, 0.51)))
KINDS = ("herschel_bulkley", "power_law")

rates = st.floats(1.0, 60.0).map(np.array)
concentrations = st.floats(0.01, 0.13).map(np.array)


@given(st.sampled_from(KINDS), rates, concentrations)
def test_lift_takes_more_than_the_least_work(kind, rate, concentration):
    lift = circulate(kind, rate, concentration, MUD, WATER, PIPES)
    least = minimum_lift_work(MUD.grain_density, WATER.density, WATER.gravity, WATER.depth)
    assert lift.static * lift.flow == pytest.approx(rate * least)
    assert lift.power > rate * least / PIPES.efficiency


@given(st.sampled_from(KINDS), rates, concentrations)
def test_water_sent_down_and_mud_taken_up_make_the_slurry(kind, rate, concentration):
    lift = circulate(kind, rate, concentration, MUD, WATER, PIPES)
    mud_in_place = rate / MUD.grain_density / MUD.bed_concentration
    assert lift.down_flow + mud_in_place == pytest.approx(lift.flow)
    assert lift.flow * concentration * MUD.grain_density == pytest.approx(rate)


@given(st.sampled_from(KINDS), rates, concentrations)
def test_pressures_add_up_and_are_positive(kind, rate, concentration):
    lift = circulate(kind, rate, concentration, MUD, WATER, PIPES)
    parts = (lift.static, lift.friction_up, lift.friction_down, lift.minor)
    assert all(part > 0.0 for part in parts)
    assert lift.pressure == pytest.approx(sum(parts))


@given(st.sampled_from(KINDS), rates, concentrations, st.floats(1.05, 2.0))
def test_wider_pipe_takes_less_power(kind, rate, concentration, factor):
    wide = PIPES._replace(up_diameter=PIPES.up_diameter * factor, down_diameter=PIPES.down_diameter * factor)
    narrow_lift, wide_lift = (circulate(kind, rate, concentration, MUD, WATER, pipes) for pipes in (PIPES, wide))
    assert wide_lift.power < narrow_lift.power
    assert wide_lift.static == narrow_lift.static


@given(st.sampled_from(KINDS), rates, concentrations)
def test_deeper_bed_takes_power_in_proportion_without_minor_losses(kind, rate, concentration):
    smooth = PIPES._replace(loss=np.array(0.0))
    twice = WATER._replace(depth=2.0 * WATER.depth)
    shallow, deep = (circulate(kind, rate, concentration, MUD, water, smooth) for water in (WATER, twice))
    assert deep.power == pytest.approx(2.0 * shallow.power)


def test_slurry_as_thick_as_the_mud_in_place_needs_no_water():
    lift = circulate("herschel_bulkley", np.array(1.0), MUD.bed_concentration, MUD, WATER, PIPES)
    assert lift.down_flow == 0.0
    assert lift.friction_down == 0.0


def test_commercial_lift_takes_about_twenty_kilowatt_hours_a_tonne():
    rate = np.array(3500.0 / 86.4)
    lift = circulate("herschel_bulkley", rate, np.array(0.05), MUD, WATER, PIPES)
    assert 15.0 < float(lift.power / rate) / 3600.0 < 25.0


@pytest.mark.parametrize("velocity", [0.02, 0.5, 1.85, 4.0])
def test_down_leg_agrees_with_fluids(velocity):
    made = down_leg_friction(np.array(velocity), WATER, PIPES)
    reynolds = fluids.Reynolds(V=velocity, D=0.375, rho=1040.5, mu=1.6e-3)
    factor = fluids.friction_factor(reynolds, eD=5.0e-5 / 0.375)
    assert made == pytest.approx(factor * 5700.0 / 0.375 * 1040.5 * velocity**2 / 2.0, rel=1e-4)


def test_standing_water_does_not_rub():
    assert down_leg_friction(np.array(0.0), WATER, PIPES) == 0.0


def test_power_law_of_the_slurry_has_no_yield_stress_and_thins():
    law = slurry_law("power_law", np.array([0.03, 0.1]), MUD)
    assert law.yield_stress.tolist() == [0.0, 0.0]
    assert 1.0 > law.flow_index[0] > law.flow_index[1] > 0.2


def test_flow_law_takes_one_shape_however_the_inputs_come():
    law = slurry_law("herschel_bulkley", np.array([[0.03, 0.1]]), Mud(*(np.full((3, 1), a) for a in MUD)))
    assert law.yield_stress.shape == (3, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_both_flow_laws_lift_at_nearly_the_same_cost(kind):
    # They share their stresses between 50 and 500 1/s, where the walls of this riser lie.
    rate = np.array(3500.0 / 86.4)
    ours = circulate(kind, rate, np.array(0.08), MUD, WATER, PIPES).power
    reference = circulate("herschel_bulkley", rate, np.array(0.08), MUD, WATER, PIPES).power
    assert ours == pytest.approx(reference, rel=0.02)
