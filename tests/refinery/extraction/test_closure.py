"""Acidity from charges."""

from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.extraction import closure


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
