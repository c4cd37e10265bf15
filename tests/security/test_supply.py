"""Need, home use, export and displacement."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security import supply

MASS = st.floats(0.0, 1e9)
SHARE = st.floats(0.0, 1.0)


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
def test_home_use_and_export_are_all_that_is_made(made, need):
    pair = np.array([made, need])
    assert supply.used_at_home(*pair) + supply.exported(*pair) == pytest.approx(made)
    assert supply.used_at_home(*pair) <= need
    assert supply.exported(*pair) == 0.0 or supply.used_at_home(*pair) == need


@settings(deadline=None)
@given(MASS, MASS)
def test_a_share_is_capped_at_one_and_nothing_without_a_whole(made, need):
    used = supply.used_at_home(np.array(made), np.array(need))
    assert 0.0 <= supply.share_of(used, np.array(need)) <= 1.0
    assert supply.share_of(used, np.array(0.0)) == 0.0


@settings(deadline=None)
@given(SHARE, SHARE, SHARE)
def test_more_from_the_project_never_leaves_more_for_the_leader(leader, project, more):
    after = supply.leader_after(np.array(leader), np.array(project))
    assert 0.0 <= after <= leader
    assert supply.leader_after(np.array(leader), np.array(project + more)) <= after
