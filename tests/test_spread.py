"""Spreads: each quantile function against the distribution it claims to be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats

from kaitei.spread import Spread, quantile

U = np.linspace(0.001, 0.999, 97)


def _bounded(kind: str, mode: float = 2.0) -> np.ndarray:
    spread = Spread(kind=kind, low=1.0, high=5.0)  # type: ignore[arg-type]
    return quantile(spread, np.array(mode), np.array(1.0), np.array(5.0), U)


def test_uniform() -> None:
    np.testing.assert_allclose(_bounded("uniform"), stats.uniform(1.0, 4.0).ppf(U))


def test_triangular() -> None:
    np.testing.assert_allclose(_bounded("triangular"), stats.triang(0.25, 1.0, 4.0).ppf(U))


def test_pert_is_the_scaled_beta() -> None:
    np.testing.assert_allclose(_bounded("pert"), 1.0 + 4.0 * stats.beta(2.0, 4.0).ppf(U))


def test_loguniform() -> None:
    np.testing.assert_allclose(_bounded("loguniform"), stats.loguniform(1.0, 5.0).ppf(U))


@pytest.mark.parametrize("kind", ["normal", "lognormal"])
def test_p10_median_and_p90_are_kept_even_when_lopsided(kind: str) -> None:
    spread = Spread(kind=kind, p10=1.0, p90=9.0)  # type: ignore[arg-type]
    made = quantile(spread, np.array(2.0), np.array(1.0), np.array(9.0), np.array([0.1, 0.5, 0.9]))
    np.testing.assert_allclose(made, [1.0, 2.0, 9.0])


@given(
    st.sampled_from(["uniform", "triangular", "pert", "loguniform"]),
    st.floats(0.1, 10.0),
    st.floats(0.0, 10.0),
    st.floats(0.0, 1.0),
)
def test_bounded_kinds_rise_and_stay_inside(kind: str, low: float, width: float, share: float) -> None:
    high = low + width
    spread = Spread(kind=kind, low=low, high=high)  # type: ignore[arg-type]
    made = quantile(spread, np.array(low + share * width), np.array(low), np.array(high), U)
    assert (np.diff(made) >= -1e-9).all()
    assert made.min() >= low - 1e-9
    assert made.max() <= high + 1e-9


def test_a_spread_takes_only_its_own_bounds() -> None:
    with pytest.raises(ValidationError, match="needs low and high"):
        Spread(kind="uniform", low=1.0)
    with pytest.raises(ValidationError, match="takes p10 and p90, not low"):
        Spread(kind="normal", p10=1.0, p90=2.0, low=0.0)
