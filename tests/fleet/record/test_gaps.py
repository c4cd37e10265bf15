"""Gaps: what a straight line bridges, and what comes from another year."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kaitei.fleet.record.gaps import filled_from_other_years, interpolated, runs, shown_gaps, stamp_of

NAN = np.nan
LINES = arrays.arrays(float, st.integers(1, 60), elements=st.one_of(st.just(NAN), st.floats(0, 10)))
YEARS = arrays.arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 8)), elements=st.sampled_from([NAN, 1.0, 2.0]))


@given(arrays.arrays(bool, st.integers(0, 80)))
def test_runs_cover_the_mask_and_nothing_else(mask: np.ndarray) -> None:
    starts, lengths = runs(mask)
    again = np.zeros(mask.size, bool)
    for start, length in zip(starts, lengths, strict=True):
        again[start : start + length] = True
    assert (again == mask).all()


@given(LINES, st.integers(0, 10))
def test_a_line_bridges_short_gaps_only_and_within_their_ends(line: np.ndarray, longest: int) -> None:
    made = interpolated(line, longest)
    known = np.isfinite(line)
    assert (made[known] == line[known]).all()
    starts, lengths = runs(~known)
    for start, length in zip(starts, lengths, strict=True):
        piece = made[start : start + length]
        if length > longest or start == 0 or start + length == line.size:
            assert np.isnan(piece).all()
        else:
            ends = line[start - 1], line[start + length]
            assert (piece >= min(ends) - 1e-12).all()
            assert (piece <= max(ends) + 1e-12).all()


def test_a_straight_line_is_straight() -> None:
    assert interpolated(np.array([0.0, NAN, NAN, 3.0]), 2).tolist() == [0.0, 1.0, 2.0, 3.0]


@given(YEARS)
def test_a_filled_hour_comes_from_the_same_hour_of_the_nearest_year(values: np.ndarray) -> None:
    made = filled_from_other_years(values)
    for year, hour in np.ndindex(values.shape):
        donors = [y for y in range(values.shape[0]) if np.isfinite(values[y, hour])]
        if not donors:
            assert np.isnan(made[year, hour])
        else:
            nearest = min(donors, key=lambda y: (abs(y - year), y))
            assert made[year, hour] == values[nearest, hour]


def test_only_the_first_ten_gaps_are_shown() -> None:
    text = shown_gaps(2001, np.arange(12) * 100, np.full(12, 7))
    assert text.count("7 h") == 10
    assert text.endswith(", ...")


def test_a_year_of_365_days_ends_on_new_years_eve() -> None:
    assert stamp_of(2004, 8759) == "2004-12-31 23:00 UTC"
