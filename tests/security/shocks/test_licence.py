"""Permits one by one: the expectation is their mean, and a longer horizon changes no month."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security.shocks.flat import empty, of_events
from kaitei.security.shocks.licence import drawn_permits
from kaitei.security.shocks.profile import LICENCE, decided_in_month
from kaitei.security.shocks.shock_file import load


def test_the_mean_of_many_permits_is_the_expectation() -> None:
    shocks = of_events(load("2025-licensing").events, "2025-02")
    drawn = drawn_permits(shocks, 0, 9, 40_000, seed=3)
    approval, first, delay, shape = (
        float(a[0, 0]) for a in (shocks.approval, shocks.first, shocks.delay, shocks.shape)
    )
    expected = [approval * decided_in_month(float(m), 2.0, first, delay, shape) for m in range(9)]
    # NOTE: a share of 40,000 applications has a standard error below 0.0025.
    assert drawn == pytest.approx(expected, abs=0.01)
    assert (drawn[:3] == 0.0).all()
    assert drawn[8] == pytest.approx(0.25, abs=0.01)


@settings(max_examples=30)
@given(st.integers(0, 2**30), st.integers(1, 30), st.integers(0, 30), st.floats(-8.0, 20.0))
def test_a_longer_horizon_changes_no_month(seed: int, months: int, more: int, start: float) -> None:
    shocks = empty(1, 1)
    for name, value in (("kind", LICENCE), ("start", start), ("approval", 0.7), ("first", 0.5), ("delay", 2.0)):
        getattr(shocks, name)[:] = value
    short = drawn_permits(shocks, 0, months, 5, seed)
    long = drawn_permits(shocks, 0, months + more, 5, seed)
    assert short.shape == (months,)
    assert (long[:months] == short).all()


def test_one_who_never_approves_gives_no_permit() -> None:
    shocks = empty(1, 1)
    shocks.kind[:] = LICENCE
    assert (drawn_permits(shocks, 0, 12, 10, seed=1) == np.zeros(12)).all()
