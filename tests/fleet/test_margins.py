"""Monthly distributions: inverse of one another, with the mean they were given, and thresholds that keep them."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet.margins import (
    CODES,
    MONTH_HOURS,
    MONTH_OF_HOUR,
    codes_of_limits,
    hours_exceeded,
    non_exceedance_lognormal,
    non_exceedance_weibull,
    probability_of_codes,
    quantile_lognormal,
    quantile_weibull,
)
from kaitei.fleet.waves import exceedance_weibull
from kaitei.physics.arrays import FloatArray

EVERY = np.arange(CODES, dtype=np.uint16)
means = st.floats(0.2, 15.0)
shapes = st.floats(1.2, 5.0)
variations = st.floats(0.02, 0.8)
shares = st.floats(1e-4, 1.0 - 1e-4)


@given(shares, means, shapes)
def test_weibull_quantile_undoes_the_share(share: float, mean: float, shape: float) -> None:
    value = quantile_weibull(np.array(share), np.array(mean), np.array(shape))
    assert non_exceedance_weibull(value, np.array(mean), np.array(shape)) == pytest.approx(share, rel=1e-9)


@given(shares, means, variations)
def test_lognormal_quantile_undoes_the_share(share: float, mean: float, variation: float) -> None:
    value = quantile_lognormal(np.array(share), np.array(mean), np.array(variation))
    assert non_exceedance_lognormal(value, np.array(mean), np.array(variation)) == pytest.approx(share, rel=1e-9)


@given(means, shapes)
def test_weibull_shares_are_those_of_the_wave_climate(mean: float, shape: float) -> None:
    limit = np.linspace(0.0, 20.0, 41)
    below = non_exceedance_weibull(limit, np.array(mean), np.array(shape))
    assert below + exceedance_weibull(limit, np.array(mean), np.array(shape)) == pytest.approx(np.ones(41))


@given(means, st.floats(0.02, 0.5))
def test_all_codes_together_have_the_mean_and_variation_of_the_period(mean: float, variation: float) -> None:
    value = quantile_lognormal(probability_of_codes(EVERY), np.array(mean), np.array(variation))
    assert value.mean() == pytest.approx(mean, rel=1e-3)
    assert value.std() / value.mean() == pytest.approx(variation, rel=1e-2)


@given(means, shapes)
def test_all_codes_together_have_the_mean_of_the_waves(mean: float, shape: float) -> None:
    value = quantile_weibull(probability_of_codes(EVERY), np.array(mean), np.array(shape))
    assert value.mean() == pytest.approx(mean, rel=1e-3)


def test_weibull_2_5_has_the_p90_of_the_buoys() -> None:
    assert float(quantile_weibull(np.array(0.9), np.array(1.0), np.array(2.5))) == pytest.approx(1.573, abs=1e-3)


@pytest.mark.parametrize("law", [non_exceedance_weibull, non_exceedance_lognormal])
def test_no_limit_is_never_exceeded_and_a_limit_of_zero_always(law: Callable[..., FloatArray]) -> None:
    ends = law(np.array([0.0, np.inf]), np.array(2.0), np.array(0.9))
    assert codes_of_limits(ends).tolist() == [0, CODES]


@given(means, means, shapes, st.floats(0.0, 5.0))
def test_a_higher_limit_is_exceeded_in_fewer_codes(limit: float, mean: float, shape: float, more: float) -> None:
    low, high = codes_of_limits(
        non_exceedance_weibull(np.array([limit, limit + more]), np.array(mean), np.array(shape))
    )
    assert 0 <= low <= high <= CODES


@given(means, means, shapes)
def test_a_code_is_over_the_threshold_when_its_value_is_over_the_limit(limit: float, mean: float, shape: float) -> None:
    threshold = int(codes_of_limits(non_exceedance_weibull(np.array(limit), np.array(mean), np.array(shape))))
    value = quantile_weibull(probability_of_codes(EVERY), np.array(mean), np.array(shape))
    assert abs(int((value <= limit).sum()) - threshold) <= 1


def test_draws_and_months_broadcast() -> None:
    limit = np.array([2.0, 3.0])[:, np.newaxis]
    thresholds = codes_of_limits(
        non_exceedance_weibull(limit, np.linspace(1.5, 2.6, 12), np.array([2.0, 2.5])[:, np.newaxis])
    )
    assert thresholds.shape == (2, 12)
    assert thresholds.dtype == np.int32
    assert (thresholds[0] < thresholds[1]).all()


def test_the_year_has_8760_hours_in_twelve_months() -> None:
    assert MONTH_OF_HOUR.shape == (8760,)
    assert (np.bincount(MONTH_OF_HOUR) == MONTH_HOURS).all()
    assert (np.diff(MONTH_OF_HOUR.astype(int)) >= 0).all()
    assert MONTH_OF_HOUR[31 * 24 - 1] == 0
    assert MONTH_OF_HOUR[31 * 24] == 1


def test_the_mask_follows_the_threshold_of_its_month() -> None:
    codes = np.full((2, 8760), 30_000, np.uint16)
    codes[1] = 40_000
    thresholds = np.full(12, 35_000, np.int32)
    thresholds[6] = 20_000
    mask = hours_exceeded(codes, thresholds)
    assert mask.dtype == np.uint8
    assert (mask[0] == (MONTH_OF_HOUR == 6)).all()
    assert mask[1].all()


def test_rounding_to_codes_moves_a_share_by_less_than_five_minutes_a_year() -> None:
    share = np.linspace(0.0, 1.0, 9973)
    assert 8760 * 60 * np.abs(codes_of_limits(share) / CODES - share).max() < 5.0
