"""Acidity from charges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.extraction import closure
from kaitei.refinery.extraction import room as ro


@given(st.floats(-5e3, 5e3), st.floats(0.0, 2e3))
def test_the_acidity_carries_the_charge_it_was_found_from(charge: float, sulfate: float) -> None:
    h, _ = closure.acidity_from_charge(charge, sulfate)
    held = sulfate * h / (h + closure.HYDROGEN_SULFATE_CONSTANT)
    assert h > 0.0
    assert abs(h + held - closure.WATER_PRODUCT / h - charge) <= 1e-9 * (abs(charge) + sulfate + 1.0)


@given(st.floats(1.0, 5e3), st.floats(0.0, 2e3))
def test_the_slope_of_the_acidity_is_that_of_a_small_change(charge: float, sulfate: float) -> None:
    step = 1e-4 * charge
    low, high = (closure.acidity_from_charge(charge + sign * step, sulfate)[0] for sign in (-1.0, 1.0))
    slope = closure.acidity_from_charge(charge, sulfate)[1]
    assert abs((high - low) / (2.0 * step) - slope) < 1e-4


@given(
    st.sampled_from([ro.MASS_ACTION, ro.ACIDITY_FIT, ro.SATURATED]),
    st.floats(-3.0, 3.0), st.floats(10.0, 900.0), st.floats(10.0, 690.0),
)  # fmt: skip
def test_the_slopes_of_the_misfit_are_those_of_small_changes(
    kind: int, drive: float, aqueous: float, organic: float
) -> None:
    def misfit(drive: float, aqueous: float, organic: float) -> tuple[float, ...]:
        return closure.misfit(kind, drive, float(np.exp(drive)), 1000.0 - aqueous, 0.0, 700.0, organic)

    _, *slopes = misfit(drive, aqueous, organic)
    for k, (slope, sign) in enumerate(zip(slopes, (1.0, -1.0, 1.0), strict=True)):
        size = 1e-6 if k == 0 else 1e-4
        ends = []
        for step in (-size, size):
            point = [drive, aqueous, organic]
            point[k] += step
            ends.append(misfit(*point)[0])
        assert (ends[1] - ends[0]) / (2.0 * size) == pytest.approx(sign * slope, rel=1e-4, abs=1e-9)


def test_a_stage_in_equilibrium_has_no_misfit() -> None:
    acidity, free = 200.0, 350.0
    r = free / acidity
    found = closure.misfit(ro.MASS_ACTION, float(np.log(r)), r, acidity, 0.0, free + 300.0, 300.0)
    assert found[0] == pytest.approx(0.0, abs=1e-9)


@given(st.sampled_from([1.0, 3.0, 0.7, 0.0]), st.floats(-5.0, 5.0))
def test_a_power_is_the_exponential_of_its_logarithm(slope: float, move: float) -> None:
    assert closure.power(slope, move, float(np.exp(move))) == pytest.approx(float(np.exp(slope * move)), rel=1e-12)
