"""Shorter cascades to start from."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.extraction import room as ro
from kaitei.refinery.extraction import shorten


@given(st.lists(st.booleans(), min_size=2, max_size=40), st.integers(0, 45))
def test_the_stages_kept_are_those_near_one_that_is_not_plain(inner: list[bool], reach: int) -> None:
    plain = np.array([False, *inner, False])
    kept = np.zeros(plain.size, dtype=np.int64)
    count = shorten.shorten(plain, reach, kept)
    ends = np.flatnonzero(~plain)
    near = [j for j in range(plain.size) if np.abs(ends - j).min() <= reach]
    assert kept[:count].tolist() == near


def test_drives_between_the_stages_kept_lie_on_a_straight_line() -> None:
    full = np.full(7, np.nan)
    shorten.spread(np.array([1.0, 2.0, 6.0, 5.0]), np.array([0, 1, 5, 6]), full)
    assert full.tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 5.0]


def test_a_stage_that_anything_enters_or_leaves_is_not_plain() -> None:
    draws, stages = 11, 6
    rows, aqueous, organic = np.zeros((draws, 9, stages)), np.zeros((draws, stages, 3)), np.zeros((draws, stages, 3))
    for k in range(9):
        rows[k, k, 2] = 1.0
    aqueous[9, 2, 1], organic[10, 2, 0] = 1.0, 1.0
    wanted = np.tile([False, True, False, True, True, False], (draws, 1))
    wanted[ro.EFFICIENCY, 2] = True
    assert np.array_equal(shorten.find_plain(rows, aqueous, organic), wanted)
