"""Thickener area."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.dewatering.slurry import solids_volume_fraction
from kaitei.refinery.dewatering.thickener import (
    area_coe_clevenger_1916,
    diameter_of_area,
    rake_power,
    settling_speed_vesilind_1968,
)


def area(feed: float, underflow: float, speed: float, hindrance: float) -> float:
    return float(area_coe_clevenger_1916(*(np.array(v) for v in (feed, underflow, speed, hindrance))))


@given(st.floats(1e-3, 0.1), st.floats(0.02, 0.4), st.floats(1e-5, 1e-2), st.floats(1.0, 90.0))
def test_closed_area_is_the_largest_over_all_concentrations(
    feed: float, underflow: float, speed: float, hindrance: float
) -> None:
    through = np.linspace(feed, max(feed, underflow), 4001)
    needed = (1.0 / through - 1.0 / underflow) / (speed * np.exp(-hindrance * through))
    made = area(feed, underflow, speed, hindrance)
    assert made == pytest.approx(max(float(needed.max()), 0.0), rel=2e-3, abs=1e-12)
    assert made >= float(needed.max()) * (1.0 - 1e-12) or underflow <= feed


@given(st.floats(0.05, 0.2), st.floats(0.05, 0.2))
def test_a_thicker_underflow_never_needs_less_area(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert area(0.01, low, 2e-3, 50.0) <= area(0.01, high, 2e-3, 50.0) * (1.0 + 1e-12)


def test_no_thickening_needs_no_area() -> None:
    assert area(0.1, 0.1, 2e-3, 50.0) == 0.0


def test_flocculated_clay_takes_the_area_that_plants_give_it() -> None:
    underflow = float(solids_volume_fraction(np.array(0.25), np.array(2650.0), np.array(1025.0)))
    square_metres_per_tonne_a_day = area(0.01, underflow, 2e-3, 50.0) / (2.65 * 86400.0)
    assert 0.3 < square_metres_per_tonne_a_day < 1.0


def test_zone_settles_as_fast_as_flocs_when_there_is_next_to_nothing_in_the_way() -> None:
    assert float(settling_speed_vesilind_1968(np.array(0.0), np.array(2e-3), np.array(50.0))) == 2e-3


def test_rake_of_a_large_thickener_takes_kilowatts_only() -> None:
    diameter = diameter_of_area(np.array(7854.0))
    assert float(diameter) == pytest.approx(100.0, abs=0.01)
    assert 1e3 < float(rake_power(diameter, np.array(300.0), np.array(0.15))) < 2e4
