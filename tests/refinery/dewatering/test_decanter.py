"""Decanter centrifuges."""

import numpy as np
import pytest

from kaitei.physics.particles import GRAVITY
from kaitei.refinery.dewatering.decanter import decanter_power, decanter_throughput, sigma_ambler_1952

TURNS = 2.0 * np.pi * 40.0


def test_a_thin_pool_settles_as_a_belt_of_its_area_under_its_own_gravity() -> None:
    made = float(sigma_ambler_1952(*(np.array(v) for v in (2.0, 0.375, 0.375, TURNS))))
    assert made == pytest.approx(2.0 * np.pi * 0.375 * 2.0 * TURNS**2 * 0.375 / GRAVITY, rel=1e-12)


def test_throughput_rises_with_the_square_of_the_speed() -> None:
    slow, fast = (sigma_ambler_1952(*(np.array(v) for v in (2.0, 0.375, 0.25, w))) for w in (TURNS, 2.0 * TURNS))
    flows = [float(decanter_throughput(np.array(1e-6), sigma, np.array(0.5))) for sigma in (slow, fast)]
    assert flows[1] == pytest.approx(4.0 * flows[0])


def test_power_per_tonne_of_clay_is_part_of_what_decanters_use() -> None:
    watts = float(decanter_power(*(np.array(v) for v in (0.01, 1180.0, 0.25, TURNS))))
    tonnes_an_hour = 0.01 * 1180.0 * 0.25 * 3.6
    assert 3.0 < watts / 1e3 / tonnes_an_hour < 15.0
