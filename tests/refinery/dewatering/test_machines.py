"""Whole machines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.dewatering.machines import whole_machines


@given(st.floats(0.0, 1e7, allow_subnormal=False), st.floats(1e-2, 1e5))
def test_machines_carry_the_duty_and_none_is_larger_than_the_largest(duty: float, largest: float) -> None:
    made = whole_machines(np.array(duty), np.array(largest))
    assert float(made.number * made.size) == pytest.approx(duty, rel=1e-9)
    assert float(made.size) <= largest * (1.0 + 1e-9)


def test_no_duty_needs_no_machine_and_a_whole_number_of_duties_no_machine_more() -> None:
    made = whole_machines(np.array([0.0, 0.3, 100.0]), np.array([1.0, 0.1, 100.0]))
    assert made.number.tolist() == [0.0, 3.0, 1.0]
    assert made.size[0] == 0.0


def test_a_largest_machine_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match=r"largest machine must be above 0; 0\.0 came"):
        whole_machines(np.array(1.0), np.array(0.0))
