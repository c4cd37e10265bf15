"""Least extraction of a cut of many elements."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.separation import P507_FACTORS
from kaitei.refinery.train.ideal_cascade import split
from kaitei.refinery.train.least_flow import extraction_least_underwood_1948

RATIO = np.concatenate([[1.0], np.cumprod(P507_FACTORS)])
FEED = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
FEED /= FEED.sum()
WASH = [0.17, 0.97, 1.8, 0.10, 0.75, 2.2, 0.25, 0.54, 1.0, 2.5, 2.0, 0.52, 0.48, 1.2]
STAGES = [5.5, 15, 24, 4.5, 12.5, 28, 6.5, 10, 15, 31, 26, 10, 9.4, 17.5]
LIGHT, HEAVY = np.array([True, False]), np.array([False, True])


@given(st.floats(1.05, 20.0), st.floats(0.01, 0.99))
def test_of_two_elements_it_is_the_closed_form(beta: float, heavy: float) -> None:
    feed, ratio = np.array([[1.0 - heavy, heavy]]), np.array([[1.0, beta]])
    made = extraction_least_underwood_1948(feed, ratio, LIGHT, HEAVY)
    assert made[0] == pytest.approx(heavy + 1.0 / (beta - 1.0), rel=1e-9)


@pytest.mark.parametrize(("position", "wash"), list(enumerate(WASH)))
def test_the_least_wash_of_neighbours_is_that_of_the_table(position: int, wash: float) -> None:
    ratio = np.array([[1.0, P507_FACTORS[position]]])
    made = extraction_least_underwood_1948(np.full((1, 2), 0.5), ratio, LIGHT, HEAVY)[0] - 0.5
    assert made == pytest.approx(wash, rel=0.05)


@pytest.mark.parametrize(("position", "stages"), list(enumerate(STAGES)))
def test_the_least_stages_of_neighbours_are_those_of_the_table(position: int, stages: float) -> None:
    ratio, half = np.array([[1.0, P507_FACTORS[position]]]), np.full((1, 2), 0.5)
    whole = int(np.ceil(stages)) + 1
    purity = [
        split(half, ratio, np.array([1e9]), np.array([0.5]), k - k // 2, k // 2).extracted[0, 1]
        for k in (whole - 3, whole)
    ]
    assert purity[0] < 0.995 < purity[1]


@pytest.mark.parametrize("cut", range(1, 15))
def test_of_many_elements_stages_part_them_above_it_and_not_below(cut: int) -> None:
    heavy = np.arange(15) >= cut
    least = extraction_least_underwood_1948(FEED[None], RATIO[None], ~heavy, heavy)
    extract = np.array([FEED[heavy].sum()])
    lost = [
        (split(FEED[None], RATIO[None], over * (least - extract), extract, 250, 250).left[0, heavy] * FEED[heavy]).sum()
        for over in (0.9, 1.2)
    ]
    assert lost[0] > 1e-4 * extract[0]
    assert lost[1] < 1e-6 * extract[0]


@given(st.integers(1, 14))
def test_light_elements_beside_the_pair_ask_for_less_than_the_pair_alone(cut: int) -> None:
    heavy = np.arange(15) >= cut
    made = extraction_least_underwood_1948(FEED[None], RATIO[None], ~heavy, heavy)[0]
    binary = FEED[heavy].sum() + 1.0 / (P507_FACTORS[cut - 1] - 1.0)
    assert FEED[heavy].sum() < made <= binary * (1.0 + 1e-12)
