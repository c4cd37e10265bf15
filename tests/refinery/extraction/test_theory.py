"""Closed forms of cascades."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.extraction import theory
from kaitei.refinery.separation import P507_FACTORS

factors = st.floats(1.05, 20.0)
STAGES = [5.5, 15, 24, 4.5, 12.5, 28, 6.5, 10, 15, 31, 26, 10, 9.4, 17.5]
WASH = [0.17, 0.97, 1.8, 0.10, 0.75, 2.2, 0.25, 0.54, 1.0, 2.5, 2.0, 0.52, 0.48, 1.2]


@pytest.mark.parametrize(("position", "stages"), list(enumerate(STAGES)))
def test_least_stages_at_995_are_those_of_the_table(position: int, stages: float) -> None:
    share = np.array(0.995)
    assert float(theory.stages_least(share, share, P507_FACTORS[position])) == pytest.approx(stages, abs=0.55)


@pytest.mark.parametrize(("share", "total"), [(0.99, 187.0), (0.995, 216.0), (0.999, 282.0)])
def test_least_stages_of_the_full_split_sum_to_the_table(share: float, total: float) -> None:
    value = np.array(share)
    assert float(theory.stages_least(value, value, P507_FACTORS).sum()) == pytest.approx(total, abs=1.0)


@pytest.mark.parametrize(("position", "wash"), list(enumerate(WASH)))
def test_least_wash_is_that_of_the_table(position: int, wash: float) -> None:
    assert float(theory.wash_least(P507_FACTORS[position])) == pytest.approx(wash, rel=0.05)


@given(factors, st.floats(0.01, 0.99))
def test_least_extraction_is_wash_plus_what_is_wanted(factor: float, share: float) -> None:
    beta = np.array(factor)
    made = theory.extraction_least(beta, np.array(share)) - theory.wash_least(beta)
    assert float(made) == pytest.approx(share)


@given(st.floats(0.01, 50.0), st.integers(1, 40))
def test_kremser_is_the_sum_of_powers(factor: float, stages: int) -> None:
    made = float(theory.share_left_kremser_1930(np.array(factor), np.array(float(stages))))
    assert made == pytest.approx(1.0 / sum(factor**k for k in range(stages + 1)), rel=1e-9)


def test_kremser_has_no_hole_where_the_factor_is_one() -> None:
    assert float(theory.share_left_kremser_1930(np.array(1.0), np.array(4.0))) == pytest.approx(0.2)


@given(st.floats(1.3, 8.0), st.floats(0.1, 0.9), st.floats(0.9, 0.999))
def test_far_above_the_least_wash_the_steps_are_those_of_total_reflux(beta: float, feed: float, share: float) -> None:
    made = sum(theory.stages_mccabe_thiele_1925(feed, 1.0 - share, share, beta, 1e9))
    assert made == pytest.approx(float(theory.stages_least(np.array(share), np.array(share), np.array(beta))), rel=1e-5)


@given(st.floats(1.3, 8.0), st.floats(0.2, 0.8))
def test_below_the_least_wash_no_number_of_stages_will_do(beta: float, feed: float) -> None:
    # With the feed at its best stage the lines meet at the feed's own composition; pure products, so E = f.
    pinch = beta * feed / (1.0 + (beta - 1.0) * feed)
    least = feed * (1.0 - pinch) / (pinch - feed)
    assert least == pytest.approx(float(theory.wash_least(np.array(beta))))
    assert math.isinf(sum(theory.stages_mccabe_thiele_1925(feed, 1e-6, 1.0 - 1e-6, beta, 0.98 * least)))
    assert math.isfinite(sum(theory.stages_mccabe_thiele_1925(feed, 1e-6, 1.0 - 1e-6, beta, 1.05 * least)))


@given(st.floats(1.5, 6.0), st.floats(1.1, 3.0), st.floats(1.05, 2.0))
def test_more_wash_never_needs_more_stages(beta: float, over: float, more: float) -> None:
    least = float(theory.wash_least(np.array(beta)))
    few = sum(theory.stages_mccabe_thiele_1925(0.5, 0.01, 0.99, beta, over * more * least))
    many = sum(theory.stages_mccabe_thiele_1925(0.5, 0.01, 0.99, beta, over * least))
    # The feed stage is whole, so a step may land badly; a stage covers it.
    assert few <= many + 1.0
