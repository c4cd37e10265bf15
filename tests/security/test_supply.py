"""Need by year, and shares in it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security import supply

MASS = st.floats(1e-3, 1e9) | st.just(0.0)


@settings(deadline=None)
@given(st.floats(0.1, 1e6), st.floats(-0.2, 0.2), st.integers(-20, 30))
def test_need_grows_by_the_same_share_each_year(need, growth, years):
    now = supply.need_in_year(*np.array([need, growth, years]))
    following = supply.need_in_year(*np.array([need, growth, years + 1.0]))
    assert following / now == pytest.approx(1.0 + growth)


def test_need_in_its_own_year_is_as_stated():
    assert supply.need_in_year(*np.array([550.0, 0.03, 0.0])) == 550.0


@settings(deadline=None)
@given(MASS, MASS)
def test_a_share_makes_the_part_again_and_is_nothing_without_a_whole(part, whole):
    share = supply.share_of(np.array(part), np.array(whole))
    assert share * whole == pytest.approx(part if whole > 0.0 else 0.0)
    assert supply.share_of(np.array(part), np.array(0.0)) == 0.0
