"""Ships that go back and forth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet.voyages import cycle_time, travel_time
from kaitei.physics.arrays import FloatArray

KNOT, MILE, DAY = 1852.0 / 3600.0, 1852.0, 86400.0

positive = st.floats(0.1, 1e6)


def arrays(*values: float) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(value) for value in values)


def test_a_round_trip_of_1026_miles_at_12_knots_with_5_port_days_takes_12_1_days() -> None:
    assert float(cycle_time(*arrays(1026 * MILE, 12 * KNOT, 5 * DAY))) / DAY == pytest.approx(12.1, abs=0.05)


def test_chikyu_needs_under_five_days_to_the_site() -> None:
    # 12 to 17 January 2026 for 2,060 to 2,075 km
    assert 4.5 < float(travel_time(*arrays(2067e3, 10 * KNOT))) / DAY < 5.6


@given(positive, positive)
def test_twice_the_speed_is_half_the_time(distance: float, speed: float) -> None:
    assert travel_time(*arrays(distance, 2.0 * speed)) == pytest.approx(travel_time(*arrays(distance, speed)) / 2.0)


@given(positive, positive, positive)
def test_a_cycle_is_longer_than_its_port_time(distance: float, speed: float, port: float) -> None:
    assert cycle_time(*arrays(distance, speed, port)) > port
