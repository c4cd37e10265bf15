"""Return water, the fines in it, and the volume of the cake."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet.dewatering import (
    SURFACE_WATER_DENSITY,
    fines_carried,
    return_water_volume,
    solids_volume_fraction,
    volume_cut,
)
from kaitei.physics.arrays import FloatArray

fractions = st.floats(0.01, 0.95)


def arrays(*values: float) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(value) for value in values)


@pytest.mark.parametrize("concentration", [0.03, 0.04])
def test_350_t_of_mud_a_day_return_1000_to_2000_m3(concentration: float) -> None:
    slurry = 140e3 / 2650.0 / concentration
    assert 1000.0 < float(return_water_volume(*arrays(slurry, 140e3, 0.40, 1370.0))) < 2000.0


def test_slurry_as_thick_as_the_mud_returns_nothing() -> None:
    assert float(return_water_volume(*arrays(255.0, 140e3, 0.40, 1370.0))) == 0.0


def test_residual_fines_of_the_pilot_lie_in_the_published_range() -> None:
    # 0.1 to 10 g/L in 1,000 to 2,000 m3 a day: 0.1 to 20 t a day
    assert float(fines_carried(*arrays(1000.0, 0.1, 140e3))) == pytest.approx(100.0)
    assert float(fines_carried(*arrays(2000.0, 10.0, 140e3))) == pytest.approx(20e3)


def test_no_more_fines_leave_than_there_are_solids() -> None:
    assert float(fines_carried(*arrays(1000.0, 500.0, 140e3))) == 140e3


@pytest.mark.parametrize(("volume", "mass"), [(0.01, 0.025), (0.05, 0.118), (0.10, 0.22), (0.20, 0.39)])
def test_concentrations_by_mass_and_volume_agree_with_the_published_pairs(volume: float, mass: float) -> None:
    assert float(solids_volume_fraction(*arrays(mass, 2650.0, 1040.0))) == pytest.approx(volume, abs=0.002)


@given(fractions, fractions)
def test_more_solids_by_mass_are_more_by_volume(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert solids_volume_fraction(*arrays(low, 2650.0)) <= solids_volume_fraction(*arrays(high, 2650.0))


@given(fractions)
def test_heavy_grains_take_less_volume_than_mass(mass: float) -> None:
    assert 0.0 < solids_volume_fraction(*arrays(mass, 2650.0)) < mass


def test_ten_to_fifty_percent_by_volume_cuts_four_fifths() -> None:
    assert float(volume_cut(*arrays(0.10, 0.50))) == pytest.approx(0.80)


def test_a_cake_of_60_percent_by_mass_does_not_reach_the_planned_cut() -> None:
    cake = solids_volume_fraction(np.array(0.60), np.array(2650.0))
    assert 0.70 < float(volume_cut(np.array(0.10), cake)) < 0.75


@given(fractions)
def test_dewatering_keeps_the_solids(mass: float) -> None:
    # one cubic metre of mixture, weighed by its parts
    phi = float(solids_volume_fraction(*arrays(mass, 2650.0)))
    solids, water = phi * 2650.0, (1.0 - phi) * SURFACE_WATER_DENSITY
    assert solids / (solids + water) == pytest.approx(mass)
