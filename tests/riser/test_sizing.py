import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.riser.sizing import bore_for_flow, lift_capacity, mean_velocity, minimum_lift_work

positive = st.floats(1e-3, 10.0)


def test_least_work_from_5700_metres_is_nine_and_a_half_kilowatt_hours():
    work = minimum_lift_work(np.array(2650.0), np.array(1040.5), np.array(9.7936), np.array(5700.0))
    assert work / 3600.0 == pytest.approx(9.5, rel=0.02)


def test_grains_as_light_as_water_need_no_work():
    assert minimum_lift_work(np.array(1040.0), np.array(1040.0), np.array(9.8), np.array(5700.0)) == 0.0


@given(positive, positive)
def test_bore_carries_the_flow_at_the_velocity(flow, velocity):
    bore = bore_for_flow(np.array(flow), np.array(velocity))
    assert mean_velocity(np.array(flow), bore) == pytest.approx(velocity)


@given(st.floats(0.01, 0.2), positive, positive)
def test_capacity_is_grain_density_times_volume_of_grains(concentration, bore, velocity):
    made = lift_capacity(np.array(concentration), np.array(2650.0), np.array(bore), np.array(velocity))
    flow = velocity * np.pi * bore**2 / 4.0
    assert made == pytest.approx(2650.0 * concentration * flow)
    assert mean_velocity(np.array(flow), np.array(bore)) == pytest.approx(velocity)


@pytest.mark.parametrize(
    ("dry", "percent", "bore", "flow", "speed"),
    # Hand calculation: cubic metres an hour and metres a second, both rounded.
    [(140, 5, 0.2, 44, 0.4), (140, 10, 0.2, 22, 0.2), (1400, 10, 0.3, 220, 0.9), (3500, 5, 0.5, 1100, 1.6),
     (3500, 10, 0.4, 550, 1.2), (3500, 13, 0.4, 420, 0.9)],
)  # fmt: skip
def test_flows_and_speeds_of_the_hand_calculation(dry, percent, bore, flow, speed):
    made = dry / 86.4 / 2650.0 / (percent / 100.0)
    assert made * 3600.0 == pytest.approx(flow, rel=0.01)
    assert float(mean_velocity(np.array(made), np.array(bore))) == pytest.approx(speed, abs=0.051)
