"""Spells: answers by hand, then the compiled scans against a slow search through the same masks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kaitei.fleet.spells import hours_ahead, mean_duration, spell_durations, window_share
from kaitei.physics.arrays import ByteArray

MONTH = np.repeat(np.arange(12, dtype=np.uint8), 3)
masks = arrays(np.uint8, st.tuples(st.integers(1, 3), st.just(36)), elements=st.sampled_from([0, 0, 1, 4]))
lengths = st.integers(1, 12)
HAND = np.array([0, 0, 1, 0, 0, 0, 1, 1, 0], np.uint8)


def test_durations_by_hand_leave_out_the_ends() -> None:
    assert spell_durations(HAND, good=True).tolist() == [3]
    assert spell_durations(HAND, good=False).tolist() == [1, 2]


def test_spells_do_not_run_on_into_the_next_year() -> None:
    years = np.array([[1, 0, 0, 1, 1], [1, 0, 1, 0, 0]], np.uint8)
    assert spell_durations(years, good=True).tolist() == [2, 1]
    assert spell_durations(years, good=False).tolist() == [1]


def test_mean_duration_is_the_inverse_of_the_rate_of_ending() -> None:
    assert mean_duration(HAND, good=True) == 2.5
    assert mean_duration(HAND, good=False) == 1.5


def test_weather_that_never_ends_lasts_for_ever_and_weather_that_never_comes_not_at_all() -> None:
    calm = np.zeros((2, 9), np.uint8)
    assert mean_duration(calm, good=True) == np.inf
    assert mean_duration(calm, good=False) == 0.0
    assert spell_durations(calm, good=True).tolist() == []


def test_the_mean_over_whole_spells_is_too_short_and_the_other_is_not() -> None:
    # Good hours end with one chance in a hundred an hour: 100 h on average, in a series cut every 120 h.
    random = np.random.default_rng(5)
    state = (np.cumsum(random.random((4000, 120)) < 0.01, axis=1) % 2).astype(np.uint8)
    assert mean_duration(state, good=True) == pytest.approx(100.0, rel=0.05)
    assert spell_durations(state, good=True).mean() < 50.0


@given(masks)
def test_runs_are_those_of_the_year_as_a_circle(mask: ByteArray) -> None:
    run, hours = hours_ahead(mask), mask.shape[1]
    for y, row in enumerate(mask):
        for h in range(hours):
            bad = np.flatnonzero(np.concatenate([row, row])[h : h + hours])
            assert run[y, h] == (bad[0] if len(bad) else hours)


@given(masks)
def test_a_window_of_one_hour_is_the_share_of_good_hours(mask: ByteArray) -> None:
    good = (mask == 0).mean(axis=0).reshape(12, 3).mean(axis=1)
    assert window_share(mask, MONTH, 1) == pytest.approx(good, abs=1e-15)


@given(masks, lengths)
def test_a_longer_job_starts_less_often(mask: ByteArray, length: int) -> None:
    assert (window_share(mask, MONTH, length + 1) <= window_share(mask, MONTH, length)).all()


def test_calm_weather_always_has_a_window_and_rough_weather_never() -> None:
    calm, rough = np.zeros((2, 36), np.uint8), np.ones((2, 36), np.uint8)
    assert (window_share(calm, MONTH, 36) == 1.0).all()
    assert (window_share(rough, MONTH, 1) == 0.0).all()


def test_a_window_longer_than_the_year_never_comes() -> None:
    assert (window_share(np.zeros((1, 36), np.uint8), MONTH, 37) == 0.0).all()


def test_december_runs_into_the_january_of_its_year() -> None:
    mask = np.ones((1, 36), np.uint8)
    mask[0, [34, 35, 0, 1]] = 0
    assert window_share(mask, MONTH, 4)[11] == pytest.approx(1 / 3)
    assert window_share(mask, MONTH, 5).sum() == 0.0
