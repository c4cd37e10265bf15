"""Whole cyclones, standby and pumps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.hydrocyclone.cluster import cluster, slurry_density, units_at_work


def made(slurry: float, pressure: float = 2e5, standby: float = 0.1) -> tuple[float, ...]:
    one = cluster(
        *(np.array(v) for v in (slurry, 8.6e-3, pressure, 1070.0)),
        lift=np.array(10.0),
        standby=np.array(standby),
        efficiency=np.array(0.65),
    )
    return tuple(float(v) for v in one)


@given(st.floats(0.0, 10.0), st.floats(1e-4, 0.1))
def test_units_are_whole_enough_and_not_one_too_many(slurry: float, flow: float) -> None:
    units = float(units_at_work(np.array(slurry), np.array(flow)))
    assert units == round(units)
    assert units * flow >= slurry * (1.0 - 1e-12)
    assert (units - 1.0) * flow <= slurry


def test_no_slurry_needs_no_cyclone_and_no_power() -> None:
    units, standby, _, power = made(0.0)
    assert (units, standby, power) == (0.0, 0.0, 0.0)


def test_standby_is_rounded_up() -> None:
    assert made(8.6e-3 * 11.0 - 1e-6)[:2] == (11.0, 2.0)


def test_power_is_pressure_and_lift_times_flow_over_efficiency() -> None:
    assert made(0.5)[3] == pytest.approx((2e5 + 1070.0 * 9.81 * 10.0) * 0.5 / 0.65)


def test_slurry_of_only_grains_is_as_heavy_as_they_are() -> None:
    made = slurry_density(np.array([0.0, 1.0]), np.array(2600.0), np.array(1025.0))
    assert made.tolist() == [1025.0, 2600.0]
