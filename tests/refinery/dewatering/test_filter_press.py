"""Cake filtration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.dewatering.filter_press import (
    PressCycle,
    cake_resistance_power_law,
    cake_solidity_power_law,
    filtrate_ruth_1935,
    filtration_time_ruth_1935,
    press_cycle,
    press_work,
    solids_per_filtrate,
    squeeze_time_shirato_1970,
)
from kaitei.refinery.dewatering.slurry import solids_mass_fraction

positive = st.floats(0.1, 10.0)


def seconds(filtrate: float, medium: float = 0.0, resistance: float = 2e13) -> float:
    numbers = (filtrate, resistance, 439.0, medium, 1.07e-3, 15e5)
    return float(filtration_time_ruth_1935(*(np.array(v) for v in numbers)))


def cycle(chamber: float, resistance: float, other: float = 1800.0, feed: float = 0.25) -> PressCycle:
    sizes = (np.array(v) for v in (chamber, feed, 0.60))
    flow = (np.array(v) for v in (resistance, 1e11, 1.07e-3, 15e5, other))
    return press_cycle(*sizes, (np.array(2650.0), np.array(1025.0)), *flow)


@given(positive, positive)
def test_time_rises_with_the_square_of_the_filtrate_when_the_cloth_is_open(filtrate: float, times: float) -> None:
    assert seconds(times * filtrate) == pytest.approx(times**2 * seconds(filtrate), rel=1e-9)


@given(st.floats(1.0, 1e5), st.floats(1e10, 1e15), st.floats(0.0, 1e12))
def test_time_and_filtrate_are_inverse(time: float, resistance: float, medium: float) -> None:
    numbers = (np.array(v) for v in (time, resistance, 439.0, medium, 1.07e-3, 15e5))
    assert seconds(float(filtrate_ruth_1935(*numbers)), medium, resistance) == pytest.approx(time, rel=1e-6)


def test_pressure_gains_nothing_on_a_cake_that_is_fully_compressible() -> None:
    for pressure in (1e5, 15e5):
        resistance = cake_resistance_power_law(np.array(2e12), np.array(1.0), np.array(pressure))
        assert float(resistance) / pressure == pytest.approx(2e7)


def test_liquor_of_feed_cake_and_filtrate_balances() -> None:
    laid = float(solids_per_filtrate(np.array(0.25), np.array(0.60), np.array(1025.0)))
    assert 1.0 / laid * 1025.0 + 0.4 / 0.6 == pytest.approx(0.75 / 0.25, rel=1e-12)


@pytest.mark.parametrize(("at_one_bar", "low", "high"), [(1.2e12, 12.0, 16.0), (2e12, 8.0, 12.0), (5e12, 4.0, 6.0)])
def test_clay_of_plausible_resistance_gives_the_press_rate_of_pelagic_clay(
    at_one_bar: float, low: float, high: float
) -> None:
    resistance = float(cake_resistance_power_law(np.array(at_one_bar), np.array(0.85), np.array(15e5)))
    assert low < float(cycle(0.03, resistance).rate) * 3600.0 < high


def test_a_thick_chamber_pays_only_when_dead_time_is_long() -> None:
    assert cycle(0.05, 2e13, other=18000.0).rate > cycle(0.03, 2e13, other=18000.0).rate
    assert cycle(0.05, 2e13, other=60.0).rate < cycle(0.03, 2e13, other=60.0).rate


@given(st.floats(0.06, 0.5), st.floats(0.06, 0.5))
def test_a_thicker_feed_never_filters_slower(a: float, b: float) -> None:
    thin, thick = sorted((a, b))
    assert cycle(0.03, 2e13, feed=thick).rate >= cycle(0.03, 2e13, feed=thin).rate * (1.0 - 1e-12)


def test_a_cake_wetter_than_its_feed_is_refused() -> None:
    with pytest.raises(InputError, match=r"cake must be drier than the feed; solids 0\.2 came after 0\.25"):
        solids_per_filtrate(np.array(0.25), np.array(0.20), np.array(1025.0))


def test_pressure_work_is_a_small_part_of_what_presses_use() -> None:
    joules = float(press_work(*(np.array(v) for v in (3300.0, 300.0, 15e5, 15e5))))
    assert 1.0 < joules / 3.6e9 < 2.0


@pytest.mark.parametrize(("bar", "low", "high"), [(1.0, 0.48, 0.54), (7.0, 0.55, 0.60), (15.0, 0.58, 0.63)])
def test_pressure_makes_a_drier_cake_of_clay(bar: float, low: float, high: float) -> None:
    solidity = cake_solidity_power_law(np.array(0.29), np.array(0.10), np.array(bar * 1e5))
    assert low < float(solids_mass_fraction(solidity, np.array(2650.0), np.array(1025.0))) < high


def test_a_squeeze_of_minutes_ends_the_consolidation_and_takes_four_times_as_long_in_a_double_chamber() -> None:
    numbers = [np.array(v) for v in (2e13, 0.38, 0.10, 2650.0, 1.07e-3, 15e5, 0.9)]
    thin, thick = (float(squeeze_time_shirato_1970(np.array(solids), *numbers)) for solids in (14.6, 29.2))
    assert 120.0 < thin < 900.0
    assert thick == pytest.approx(4.0 * thin)
