"""Quotas: tonnes issued, carried and lapsed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.security.shocks.quota import grant


def granted(start: float, end: float, carry: float, tranche: float, tonnes: float, months: int) -> np.ndarray:
    """In force, lapsed and issued, month by month, (month, 3)."""
    return np.array([grant(float(m), start, end, carry, tranche, tonnes) for m in range(months)])


def test_a_tranche_is_issued_at_its_start_and_lapses_with_its_period() -> None:
    force, lapses, issued = granted(0.0, 12.0, 6.0, 3.0, 100.0, 14).T
    assert np.flatnonzero(issued).tolist() == [0, 3, 6, 9]
    assert issued[0] == pytest.approx(300.0)
    assert np.flatnonzero(lapses).tolist() == [0, 6]
    assert force.tolist() == [1.0] * 12 + [0.0] * 2


@given(st.integers(1, 30), st.sampled_from([(1, 6), (2, 6), (6, 6), (3, 12)]), st.floats(0.0, 1e5))
def test_all_that_is_granted_is_issued_and_no_more(length: int, steps: tuple[int, int], tonnes: float) -> None:
    tranche, carry = steps
    issued = granted(0.0, float(length), float(carry), float(tranche), tonnes / 12.0, 40)[:, 2]
    assert issued.sum() == pytest.approx(tonnes * length / 12.0)


def test_a_quota_older_than_the_horizon_begins_with_the_rest_of_its_tranche() -> None:
    issued = granted(-2.0, 10.0, 6.0, 6.0, 100.0, 12)[:, 2]
    assert issued[[0, 4]] == pytest.approx([400.0, 600.0])


def test_one_of_no_length_issues_and_binds_nothing() -> None:
    assert not granted(3.0, 3.0, 6.0, 1.0, 100.0, 12).any()


def test_an_open_quota_goes_on() -> None:
    assert grant(500.0, 0.0, np.inf, 6.0, 1.0, 7.0) == (True, False, 7.0)
