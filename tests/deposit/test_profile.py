"""Grade down a column."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from kaitei.deposit import profile

CENTRES = st.floats(2.5, 8.0)
WIDTHS = st.floats(1.0, 3.0)


def arrays(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array([value]) for value in values)


def grade_at(z: float, low: float, height: float, centre: float, width: float) -> float:
    return low + height * float(np.exp(-4.0 * np.log(2.0) * ((z - centre) / width) ** 2))


def test_half_height_lies_at_half_the_width() -> None:
    assert grade_at(6.5, 0.0, 1.0, 5.5, 2.0) == pytest.approx(0.5)


@given(CENTRES, WIDTHS, st.floats(0.0, 4.0), st.floats(0.5, 6.0))
def test_the_integral_is_that_of_the_gaussian(c: float, w: float, top: float, thick: float) -> None:
    expected, _ = quad(
        lambda z: grade_at(z, 0.0, 1.0, c, w), top, top + thick, points=[c] if top < c < top + thick else None
    )
    assert float(profile.peak_integral(*arrays(top, top + thick, c, w))[0]) == pytest.approx(
        expected, rel=1e-7, abs=1e-12
    )


@given(st.floats(300.0, 2500.0), CENTRES, WIDTHS, st.floats(3000.0, 8000.0))
def test_the_column_mean_is_the_cell_grade_whatever_the_peak(m: float, c: float, w: float, top: float) -> None:
    low, height = profile.profile(*arrays(m, min(500.0, 0.6 * m), c, w, top, 10.0))
    made = profile.interval_grade(*arrays(0.0, 10.0), low, height, *arrays(c, w))
    assert float(made[0]) == pytest.approx(m, rel=1e-12)


@given(st.floats(300.0, 2500.0), CENTRES, WIDTHS, st.floats(3000.0, 8000.0))
def test_no_point_exceeds_the_highest_grade_or_falls_below_the_background(
    m: float, c: float, w: float, top: float
) -> None:
    background = min(500.0, 0.6 * m)
    low, height = profile.profile(*arrays(m, background, c, w, top, 10.0))
    assert float(low[0] + height[0]) <= top * (1.0 + 1e-12)
    assert background <= float(low[0]) <= m * (1.0 + 1e-12)
    assert float(height[0]) >= 0.0


def test_a_narrow_peak_in_the_best_cell_is_cut_and_the_rest_is_spread() -> None:
    """1,220 ppm over 10 m in a peak of 1 m would need 11,500 ppm: no sample is that rich."""
    free, _ = profile.profile(*arrays(1720.0, 500.0, 5.5, 1.0, 1e9, 10.0))
    low, height = profile.profile(*arrays(1720.0, 500.0, 5.5, 1.0, 7000.0, 10.0))
    assert float(free[0]) == 500.0
    assert float(low[0] + height[0]) == pytest.approx(7000.0)
    assert float(low[0]) == pytest.approx(1091.0, abs=2.0)


def test_a_column_richer_than_the_highest_grade_is_flat() -> None:
    low, height = profile.profile(*arrays(9000.0, 500.0, 5.5, 1.0, 7000.0, 10.0))
    assert float(low[0]) == pytest.approx(9000.0)
    assert float(height[0]) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(("centre", "expected"), [(5.0, (3.5, 6.5)), (1.0, (0.0, 2.5)), (9.5, (8.0, 10.0))])
def test_the_layer_ends_at_the_column(centre: float, expected: tuple[float, float]) -> None:
    top, bottom = profile.layer_bounds(*arrays(centre, 3.0, 10.0))
    assert (float(top[0]), float(bottom[0])) == expected


@given(CENTRES, WIDTHS, st.floats(0.5, 3.0), st.floats(0.1, 3.0))
def test_a_thinner_layer_is_richer(c: float, w: float, thin: float, more: float) -> None:
    low, height = profile.profile(*arrays(1720.0, 500.0, c, w, 7000.0, 10.0))
    both = []
    for thickness in (thin, thin + more):
        edges = profile.layer_bounds(*arrays(c, thickness, 10.0))
        both.append(float(profile.interval_grade(*edges, low, height, *arrays(c, w))[0]))
    assert both[0] > both[1] >= 1720.0


@given(st.floats(0.0, 0.9), st.floats(0.01, 0.09), st.floats(0.5, 9.9))
def test_more_dilution_means_poorer_and_more_mud(dilution: float, more: float, thickness: float) -> None:
    layer = min(4000.0, 17200.0 / thickness)
    clean = profile.diluted_layer(*arrays(layer, thickness, dilution, 1720.0, 10.0))
    dirty = profile.diluted_layer(*arrays(layer, thickness, dilution + more, 1720.0, 10.0))
    assert float(dirty[0][0]) <= float(clean[0][0]) * (1.0 + 1e-12)
    assert float(dirty[1][0]) >= float(clean[1][0])


def test_taking_all_the_rest_gives_the_column_mean() -> None:
    grade, thickness = profile.diluted_layer(*arrays(4000.0, 3.0, 0.9, 1720.0, 10.0))
    assert (float(grade[0]), float(thickness[0])) == pytest.approx((1720.0, 10.0))


def test_a_layer_as_thick_as_the_column_cannot_be_diluted() -> None:
    grade, thickness = profile.diluted_layer(*arrays(1720.0, 10.0, 0.5, 1720.0, 10.0))
    assert (float(grade[0]), float(thickness[0])) == (1720.0, 10.0)


def test_dilution_is_the_share_of_lean_mud() -> None:
    _, thickness = profile.diluted_layer(*arrays(4000.0, 3.0, 0.4, 1720.0, 10.0))
    assert (float(thickness[0]) - 3.0) / float(thickness[0]) == pytest.approx(0.4)
