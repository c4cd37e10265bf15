"""Fuel of ships and generators."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet.fuel import fuel_at_rates, generator_fuel
from kaitei.physics.arrays import FloatArray

KWH = 3.6e6


def arrays(*values: float) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(value) for value in values)


def test_forty_tonnes_a_day_over_350_t_of_mud_give_the_published_co2() -> None:
    per_mud = float(fuel_at_rates((np.array(1.0), np.array(40.0)))) / 350.0
    assert per_mud * 3.206 / 2e-3 == pytest.approx(183.0, abs=0.5)


def test_times_at_rates_add_up() -> None:
    one, two = (np.array([300.0]), np.array([40.0])), (np.array([20.0]), np.array([45.0]))
    both = fuel_at_rates(one, two)
    assert both.tolist() == [12900.0]
    assert (both == fuel_at_rates(one) + fuel_at_rates(two)).all()


def test_a_lift_of_three_megawatt_burns_15_tonnes_a_day() -> None:
    burnt = float(generator_fuel(*arrays(3e6 * 86400.0, 0.21 / KWH)))
    assert burnt / 1000.0 == pytest.approx(15.1, abs=0.05)


@given(st.floats(0.0, 1e12), st.floats(0.1, 1.0))
def test_fuel_is_proportional_to_energy(energy: float, per_kwh: float) -> None:
    one = float(generator_fuel(np.array(energy), np.array(per_kwh / KWH)))
    assert float(generator_fuel(np.array(2.0 * energy), np.array(per_kwh / KWH))) == pytest.approx(2.0 * one)
