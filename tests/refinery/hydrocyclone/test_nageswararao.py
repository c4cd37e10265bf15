"""Nageswararao's relations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.hydrocyclone import plitt
from kaitei.refinery.hydrocyclone.geometry import Cyclone, standard_cyclone_arterburn_1982
from kaitei.refinery.hydrocyclone.nageswararao import (
    Constants,
    cut_size_nageswararao_1978,
    flow_nageswararao_1978,
    hindered_settling_factor,
    pressure_group,
    separate,
    volume_recovery_nageswararao_1978,
    water_recovery_nageswararao_1978,
)

MILL = Cyclone(*(np.array(side) for side in (0.381, 0.152, 0.17145, 0.1016, 1.5, 0.641, 15.0)))
SMALL = standard_cyclone_arterburn_1982(np.array(0.15), np.array(0.165), np.array(20.0))
CONSTANTS = Constants(*(np.array(v) for v in (490.0, 6e-5, 6.6, 3.9)))
pressures = st.floats(2e4, 4e5)


def test_clear_water_hinders_by_one_over_eight() -> None:
    assert float(hindered_settling_factor(np.array(0.0))) == pytest.approx(1.0 / 8.05)


@given(pressures, pressures)
def test_more_pressure_takes_more_cuts_finer_and_splits_off_less(a: float, b: float) -> None:
    weak, strong = (np.array(p) for p in sorted((a, b)))
    density, phi = np.array(1610.0), np.array(0.37)
    low, high = (pressure_group(MILL, p, density) for p in (weak, strong))
    slack = 1.0 + 1e-12
    assert flow_nageswararao_1978(MILL, weak, density, CONSTANTS.flow) <= slack * flow_nageswararao_1978(
        MILL, strong, density, CONSTANTS.flow
    )
    for falls in (
        (cut_size_nageswararao_1978(MILL, e, phi, CONSTANTS.cut) for e in (high, low)),
        (water_recovery_nageswararao_1978(MILL, e, phi, np.array(8.4)) for e in (high, low)),
        (volume_recovery_nageswararao_1978(MILL, e, CONSTANTS.volume) for e in (high, low)),
    ):
        at_high, at_low = falls
        assert at_high <= slack * at_low


def test_flow_goes_with_the_root_of_the_pressure() -> None:
    one, four = (flow_nageswararao_1978(MILL, np.array(p), np.array(1610.0), np.array(490.0)) for p in (5e4, 2e5))
    assert float(four / one) == pytest.approx(2.0)


def test_both_splits_of_a_mill_cyclone_are_plausible_together() -> None:
    euler, phi = pressure_group(MILL, np.array(75.8e3), np.array(1610.0)), np.array(0.37)
    water = float(water_recovery_nageswararao_1978(MILL, euler, phi, np.array(8.4)))
    volume = float(volume_recovery_nageswararao_1978(MILL, euler, CONSTANTS.volume))
    assert 0.2 < water < volume < 0.5


def test_capacity_and_volume_split_of_a_dilute_mud_agree_with_plitt_within_a_third() -> None:
    running = tuple(np.array(v) for v in (2e5, 0.03, 1075.0))
    ours, other = separate(SMALL, *running, CONSTANTS), plitt.separate(SMALL, *running, np.array(1e-3))
    assert float(ours.flow / other.flow) == pytest.approx(1.0, abs=0.34)
    assert float(ours.volume_recovery / other.volume_recovery) == pytest.approx(1.0, abs=0.34)


def test_constants_of_a_mill_cut_a_dilute_mud_far_finer_than_plitt() -> None:
    running = tuple(np.array(v) for v in (2e5, 0.03, 1075.0))
    ours, other = separate(SMALL, *running, CONSTANTS), plitt.separate(SMALL, *running, np.array(1e-3))
    at_reference = float(other.cut) * (other.difference / ours.difference) ** 0.5
    assert 0.25 < float(ours.cut) / at_reference < 0.45
