"""The Herfindahl-Hirschman index."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security import concentration
from kaitei.validation.security import imports_by_origin

AMOUNTS = st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=12)


@settings(deadline=None)
@given(AMOUNTS)
def test_the_index_lies_between_equal_shares_and_one(amounts):
    index = concentration.herfindahl_index(np.array(amounts))
    assert 1.0 / len(amounts) - 1e-12 <= index <= 1.0 + 1e-12


@settings(deadline=None)
@given(AMOUNTS, st.floats(1e-3, 1e3))
def test_the_index_does_not_depend_on_the_unit(amounts, factor):
    plain = concentration.herfindahl_index(np.array(amounts))
    assert concentration.herfindahl_index(factor * np.array(amounts)) == pytest.approx(float(plain))


def test_one_supplier_is_full_concentration():
    assert concentration.herfindahl_index(np.array([5.0])) == 1.0


def test_imports_of_2024_add_up_and_china_sells_two_thirds():
    origins = imports_by_origin(2024)
    assert sum(origins.values()) == pytest.approx(24_149.0, abs=1.0)
    assert origins["rest"] >= 0.0
    assert origins["China"] / sum(origins.values()) == pytest.approx(0.66, abs=0.005)
