"""Days of need that stocks last."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security import cover

MEDIAN, SPREAD = st.floats(1.0, 500.0), st.floats(0.05, 1.5)


@settings(deadline=None)
@given(MEDIAN, SPREAD)
def test_thin_firms_have_less_than_the_median_and_all_together_more(median, spread):
    pair = np.array(median), np.array(spread)
    assert cover.cover_of_thin_firms(*pair) < median
    assert cover.cover_of_firms(*pair) >= median * (1.0 - 0.02 * spread)


@settings(deadline=None)
@given(MEDIAN, st.floats(0.05, 0.9))
def test_all_together_lie_a_little_below_the_mean_of_the_distribution(median, spread):
    mean = median * np.exp(0.5 * spread**2)
    assert 0.87 * mean < cover.cover_of_firms(np.array(median), np.array(spread)) < 1.01 * mean


def test_a_twentieth_of_firms_lies_below_the_thin_cover():
    rng = np.random.default_rng(1)
    firms = 90.0 * np.exp(0.72 * rng.standard_normal(200_000))
    thin = float(cover.cover_of_thin_firms(np.array(90.0), np.array(0.72)))
    assert np.quantile(firms, 0.05) == pytest.approx(thin, rel=0.02)
