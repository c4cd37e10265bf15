"""One and two stages with recycle, against step-by-step bookkeeping."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.hydrocyclone.circuit import Layout, circuit_flows, circuit_water

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
shares = st.floats(1e-3, 1.0)
layouts = st.sampled_from(LAYOUTS)


def step_by_step(first: float, second: float, layout: Layout, recycle: bool) -> tuple[float, float]:
    """Product and reject of one unit of feed, followed round by round until nothing is left inside."""
    inside, product, reject = 1.0, 0.0, 0.0
    for _ in range(200_000):
        coarse, fine = inside * first, inside * (1.0 - first)
        if layout == "rougher_cleaner":
            product, reject, back = product + coarse * second, reject + fine, coarse * (1.0 - second)
            if not recycle:
                reject, back = reject + back, 0.0
        else:
            product, reject, back = product + coarse, reject + fine * (1.0 - second), fine * second
            if not recycle:
                product, back = product + back, 0.0
        inside = back
        if inside < 1e-14:
            break
    return product, reject


@given(shares, shares, layouts, st.booleans())
def test_what_enters_leaves(first: float, second: float, layout: Layout, recycle: bool) -> None:
    made = circuit_flows(np.array(first), np.array(second), layout, recycle)
    assert float(made.product + made.reject) == pytest.approx(1.0, abs=1e-12)
    assert 0.0 <= float(made.product) <= 1.0 + 1e-12


@pytest.mark.parametrize("recycle", [True, False])
@pytest.mark.parametrize("layout", ["rougher_cleaner", "rougher_scavenger"])
@pytest.mark.parametrize(("first", "second"), [(0.1, 0.1), (0.5, 0.2), (0.9, 0.6), (0.95, 0.95), (1.0, 0.3)])
def test_the_closed_form_is_the_sum_of_all_rounds(first: float, second: float, layout: Layout, recycle: bool) -> None:
    made = circuit_flows(np.array(first), np.array(second), layout, recycle)
    product, reject = step_by_step(first, second, layout, recycle)
    assert float(made.product) == pytest.approx(product, abs=1e-11)
    assert float(made.reject) == pytest.approx(reject, abs=1e-11)


@given(shares, shares, st.booleans())
def test_a_cleaner_never_adds_and_a_scavenger_never_loses_product(first: float, second: float, recycle: bool) -> None:
    one, two = np.array(first), np.array(second)
    assert circuit_flows(one, two, "rougher_cleaner", recycle).product <= first + 1e-12
    assert circuit_flows(one, two, "rougher_scavenger", recycle).product >= first - 1e-12


@given(shares, shares, layouts, st.booleans(), shares)
def test_more_to_the_coarse_side_of_a_stage_never_lowers_the_product(
    first: float, second: float, layout: Layout, recycle: bool, more: float
) -> None:
    base = circuit_flows(np.array(first), np.array(second), layout, recycle).product
    for raised in ((max(first, more), second), (first, max(second, more))):
        one, two = (np.array(share) for share in raised)
        assert circuit_flows(one, two, layout, recycle).product >= base - 1e-12


def test_grains_that_both_stages_nearly_always_keep_stay_finite() -> None:
    made = circuit_flows(np.array(1.0), np.array(1e-18), "rougher_cleaner", True)
    assert np.isfinite(made.first_feed)
    assert float(made.product) == pytest.approx(1.0)


@given(
    layouts,
    st.booleans(),
    st.floats(0.0, 50.0),
    st.floats(0.0, 50.0),
    st.floats(0.0, 50.0),
    st.floats(0.0, 0.9),
    shares,
)
def test_water_balances_once_the_recycle_has_settled(
    layout: Layout, recycle: bool, own: float, need: float, other: float, one: float, two: float
) -> None:
    needed, recovery = (np.array(need), np.array(other)), (np.array(one), np.array(min(two, 0.9)))
    second = np.array(0.0)
    for _ in range(300):
        wet = circuit_water(np.array(own), needed, recovery, second, layout, recycle)
        second = wet.stages[-1]
    assert float(own + wet.added) == pytest.approx(float(wet.product + wet.reject), abs=1e-9)
    assert float(wet.added) >= -1e-9
    for into, least in zip(wet.stages, needed, strict=False):
        assert into >= least
