"""Rates of dissolution."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.leach.kinetics import (
    APATITE_LAWS,
    CALCITE_LAW,
    apatite_law,
    cube_root_left,
    dissolved_in_batch,
    rate_arrhenius,
)


def test_the_two_laws_of_apatite_differ_by_a_factor_of_five_at_ph_half() -> None:
    fast, slow = (
        APATITE_LAWS[name].rate * 10.0 ** (-0.5 * APATITE_LAWS[name].order) for name in ("oelkers", "harouiya")
    )
    assert fast / slow == pytest.approx(5.4, abs=0.1)


def test_calcite_dissolves_thousands_of_times_faster_than_apatite() -> None:
    assert CALCITE_LAW.rate / APATITE_LAWS["oelkers"].rate > 1e4


def test_heat_speeds_up_apatite_as_its_activation_energy_says() -> None:
    law = APATITE_LAWS["oelkers"]
    ratio = rate_arrhenius(law, np.array(333.15)) / rate_arrhenius(law, np.array(298.15))
    assert float(ratio) == pytest.approx(np.exp(43e3 / 8.314462618 * (1 / 298.15 - 1 / 333.15)))


def test_many_tanks_are_a_batch() -> None:
    u = 1.0
    for _ in range(4000):
        u = cube_root_left(u, 0.01 * 200.0 / 4000)
    assert 1.0 - u**3 == pytest.approx(float(dissolved_in_batch(np.array(0.01), np.array(200.0))), abs=1e-3)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1e9))
def test_a_tank_solves_its_own_balance(start: float, rate: float) -> None:
    u = cube_root_left(start, rate)
    assert 0.0 <= u <= start
    assert u**3 + rate * u**2 == pytest.approx(start**3, rel=1e-9, abs=1e-15)


def test_grains_are_gone_after_three_time_constants() -> None:
    assert float(dissolved_in_batch(np.array(0.01), np.array(301.0))) == 1.0


def test_an_unknown_law_is_named() -> None:
    with pytest.raises(InputError, match="no rate law of apatite called oelker: did you mean oelkers"):
        apatite_law("oelker")
