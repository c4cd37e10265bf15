"""Waves: the published table of lost days first, then the laws of an exceedance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet.margins import MONTH_HOURS
from kaitei.fleet.waves import exceedance_weibull, time_exceeded
from kaitei.physics.arrays import FloatArray

LIMITS = np.array([2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.5])
MEANS = {
    "reanalysis": [2.6, 2.5, 2.4, 2.0, 1.7, 1.5, 1.5, 1.6, 1.8, 2.1, 2.4, 2.6],
    "harsh": [3.5, 3.5, 3.5, 3.0, 2.2, 1.8, 1.8, 2.0, 2.4, 3.5, 3.5, 3.5],
}
LOST = {"reanalysis": [172, 107, 61, 32, 15, 7, 1], "harsh": [249, 195, 147, 107, 75, 51, 19]}

heights = st.floats(0.2, 12.0)
shapes = st.floats(1.2, 5.0)


def arrays(*values: float | FloatArray) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(value) for value in values)


@pytest.mark.parametrize("climate", ["reanalysis", "harsh"])
def test_it_gives_the_table_of_days_lost_to_waves_alone(climate: str) -> None:
    lost = time_exceeded(LIMITS, np.array(MEANS[climate]), np.array(2.5), MONTH_HOURS / 24.0)
    # rounding of the table, and 0.05 for its half that rounds down
    assert np.abs(lost - LOST[climate]).max() < 0.55


@pytest.mark.parametrize(("mean", "share"), [(2.6, 0.21), (3.5, 0.48)])
def test_january_is_above_3_5_m_as_published(mean: float, share: float) -> None:
    assert float(exceedance_weibull(*arrays(3.5, mean, 2.5))) == pytest.approx(share, abs=0.005)


def test_shape_2_5_has_the_p90_of_the_buoys() -> None:
    assert float(exceedance_weibull(*arrays(1.573, 1.0, 2.5))) == pytest.approx(0.1, abs=2e-4)


@given(heights, shapes)
def test_the_mean_of_the_climate_is_the_mean_it_was_given(mean: float, shape: float) -> None:
    levels = np.linspace(0.0, 12.0 * mean, 20001)
    integral = np.trapezoid(exceedance_weibull(*arrays(levels, mean, shape)), levels)
    assert integral == pytest.approx(mean, rel=1e-4)


@given(heights, heights, heights, shapes)
def test_a_higher_limit_is_exceeded_less(low: float, more: float, mean: float, shape: float) -> None:
    below, above = exceedance_weibull(*arrays(np.array([low, low + more]), mean, shape))
    assert 0.0 <= above <= below <= 1.0


@given(heights, heights, st.floats(1.0, 2.0), shapes)
def test_a_rougher_sea_exceeds_more(limit: float, mean: float, factor: float, shape: float) -> None:
    assert exceedance_weibull(*arrays(limit, mean * factor, shape)) >= exceedance_weibull(*arrays(limit, mean, shape))


def test_no_limit_is_always_exceeded() -> None:
    assert float(exceedance_weibull(*arrays(0.0, 2.0, 2.5))) == 1.0
