"""Months: what is one and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.security.shocks.month import month_number, month_text


@given(st.integers(1900 * 12, 2201 * 12 - 1))
def test_a_month_comes_back(number: int) -> None:
    assert month_number(month_text(number)) == number


@pytest.mark.parametrize(
    "text", ["2010-13", "2010-00", "2010-1", "2010-10-01", "1899-12", "2201-01", "soon", "", "2010-10\n", "２０１０-10"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be a month of 1900 to 2200 such as 2010-09, not"):
        month_number(text)
