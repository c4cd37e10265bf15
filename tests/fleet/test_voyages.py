"""Ships that go back and forth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet.voyages import cycle_time, ships_needed, traffic, travel_time, voyages_needed
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


@given(st.just(0.0) | st.floats(1e-3, 1e9), st.floats(1.0, 1e6))
def test_voyages_carry_the_cargo_and_no_voyage_sails_for_nothing(cargo: float, capacity: float) -> None:
    count = float(voyages_needed(*arrays(cargo, capacity)))
    assert count == int(count)
    assert count * capacity >= cargo * (1.0 - 1e-12)
    assert (count - 1.0) * capacity < cargo * (1.0 + 1e-12) or count == 0.0


def test_no_cargo_needs_no_voyage_and_no_ship() -> None:
    assert float(voyages_needed(*arrays(0.0, 100.0))) == 0.0
    assert float(ships_needed(*arrays(0.0, 12.0, 365.0))) == 0.0


def test_one_tonne_more_than_full_takes_another_voyage() -> None:
    assert float(voyages_needed(*arrays(57_000.0, 28_500.0))) == 2.0
    assert float(voyages_needed(*arrays(57_001.0, 28_500.0))) == 3.0


@given(st.integers(0, 500), st.floats(1.0, 50.0))
def test_the_ships_have_time_for_the_voyages(voyages: int, cycle: float) -> None:
    ships = float(ships_needed(*arrays(float(voyages), cycle, 365.0)))
    assert ships * 365.0 >= voyages * cycle * (1.0 - 1e-12)


def _traffic(cargo: list[float], capacity: float = 100.0) -> tuple[list[float], float]:
    one = (np.array([v]) for v in (capacity, 700.0, 100.0, 6.0, 100.0))
    made = traffic(np.array([cargo]), *one)
    return made.voyages[0].tolist(), float(made.ships[0])


def test_the_busiest_year_sets_the_number_of_ships() -> None:
    assert _traffic([0.0, 450.0, 900.0]) == ([0.0, 5.0, 9.0], 2.0)
    assert _traffic([0.0, 450.0, 450.0])[1] == 1.0


def test_traffic_splits_the_cycle_into_sea_and_port() -> None:
    one = [np.array([v]) for v in (100.0, 700.0, 100.0, 6.0, 100.0)]
    made = traffic(np.array([[250.0]]), *one)
    cycle = float(cycle_time(*arrays(700.0, 100.0, 6.0)))
    assert float(made.sea_time[0, 0] + made.port_time[0, 0]) == pytest.approx(3.0 * cycle)
