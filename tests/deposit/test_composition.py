"""Two pools of rare earths in the mud."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.deposit import composition
from kaitei.deposit.composition import CERIUM, OTHERS, YTTRIUM
from kaitei.physics import elements

PPM = [150, 111, 41, 185, 42, 10.3, 48, 7.3, 43, 9, 25, 3.5, 21, 3.3, 264, 0, 0, 0]
SPLIT = composition.shares(np.array([PPM], dtype=np.float64))
REFERENCE, RICH = 964e-6, 2652e-6


def members(
    split: np.ndarray = SPLIT, matrix: float = 0.25, cerium: float = 0.06, yttrium: float = 0.305
) -> tuple[np.ndarray, np.ndarray]:
    numbers = (np.array([value]) for value in (matrix, RICH / REFERENCE, cerium, yttrium))
    return composition.end_members(split, *numbers)


def shares_at(grade: float, matrix: float = 0.25, **rich: float) -> np.ndarray:
    made = composition.element_grades(
        np.array([[grade]]), np.array([matrix * REFERENCE]), *members(matrix=matrix, **rich)
    )
    return np.asarray(made[0, 0] / grade)


def test_at_the_mean_grade_the_split_is_the_table() -> None:
    assert np.allclose(shares_at(REFERENCE), SPLIT[0], rtol=1e-12, atol=0.0)


def test_in_rich_mud_cerium_and_yttrium_have_their_rich_shares() -> None:
    rich = shares_at(RICH)
    assert rich[CERIUM] == pytest.approx(0.06, rel=1e-12)
    assert rich[YTTRIUM] == pytest.approx(0.305, rel=1e-12)


@pytest.mark.parametrize("grade", [100e-6, 241e-6, 500e-6, 964e-6, 2652e-6, 8000e-6])
def test_the_elements_add_up_to_the_grade(grade: float) -> None:
    assert shares_at(grade).sum() == pytest.approx(1.0, rel=1e-12)


def test_cerium_share_falls_and_yttrium_share_rises_with_grade() -> None:
    walk = np.array([shares_at(grade) for grade in (300e-6, 600e-6, 964e-6, 1720e-6, 2652e-6, 6500e-6)])
    assert (np.diff(walk[:, CERIUM]) < 0.0).all()
    assert (np.diff(walk[:, YTTRIUM]) > 0.0).all()


def test_the_matrix_looks_like_clay() -> None:
    """Australian shale has cerium near 38 % and yttrium near 13 % of REY (Taylor and McLennan 1985)."""
    matrix, _ = members()
    assert 0.3 < matrix[0, CERIUM] < 0.45
    assert 0.05 < matrix[0, YTTRIUM] < 0.2


def test_the_other_thirteen_keep_their_pattern_in_both_pools() -> None:
    for pool in members():
        pattern = pool[0, OTHERS] / SPLIT[0, OTHERS]
        assert np.allclose(pattern, pattern[0], rtol=1e-12)


def test_elements_outside_the_rare_earths_are_in_no_pool() -> None:
    for pool in members():
        assert (pool[:, ~elements.REY] == 0.0).all()


@given(
    st.lists(st.floats(0.4, 1.6), min_size=15, max_size=15),
    st.floats(0.02, 0.8),
    st.floats(0.0, 0.5),
    st.floats(0.0, 0.6),
)
def test_no_pool_holds_less_than_nothing(factors: list[float], matrix: float, cerium: float, yttrium: float) -> None:
    split = composition.shares(SPLIT * np.array([*factors, 1.0, 1.0, 1.0]))
    pools = members(split, matrix, cerium, yttrium)
    for pool in pools:
        assert (pool >= 0.0).all()
        assert pool.sum() == pytest.approx(1.0, rel=1e-9)
    mixed = matrix * pools[0] + (1.0 - matrix) * pools[1]
    assert np.allclose(mixed, split, rtol=1e-9, atol=1e-15)
    assert pools[1][0, CERIUM] <= split[0, CERIUM] * (1.0 + 1e-12)
    assert pools[1][0, YTTRIUM] >= split[0, YTTRIUM] * (1.0 - 1e-12)


def test_more_yttrium_than_the_mud_holds_is_limited_to_what_it_holds() -> None:
    matrix, apatite = members(matrix=0.1, yttrium=0.36)
    assert matrix[0, YTTRIUM] == 0.0
    assert apatite[0, YTTRIUM] == pytest.approx(SPLIT[0, YTTRIUM] / 0.9)


def test_slope_between_the_grades_is_the_share_in_apatite() -> None:
    """264 ppm at 964 and 30.5 % of 2,652 ppm: (808.9 - 264.2) / 1688."""
    a = composition.apatite_share(*(np.array(v) for v in (SPLIT[0, YTTRIUM], 0.305, RICH / REFERENCE)))
    assert float(a) == pytest.approx((0.305 * 2652 - SPLIT[0, YTTRIUM] * 964) / 1688)


def test_mud_poorer_than_the_matrix_is_all_matrix() -> None:
    assert np.allclose(shares_at(100e-6), members()[0][0], rtol=1e-12)


def test_grades_of_many_places_and_draws_keep_their_places() -> None:
    grade = np.array([[1e-3, 2e-3, 3e-3], [4e-3, 5e-3, 6e-3]])
    pools = tuple(np.repeat(pool, 2, axis=0) for pool in members())
    made = composition.element_grades(grade, np.full(2, 241e-6), *pools)
    assert made.shape == (2, 3, 18)
    assert np.allclose(made.sum(axis=2), grade, rtol=1e-12)


def test_pieces_of_the_draws_equal_the_whole_in_any_layout() -> None:
    rng = np.random.default_rng(6)
    split = np.asfortranarray(rng.uniform(0.1, 1.0, (7, 18)) * elements.REY)
    rest = rng.uniform(0.2, 0.3, 7), np.full(7, 2.7), rng.uniform(0.0, 0.1, 7), rng.uniform(0.2, 0.4, 7)
    whole = composition.end_members(composition.shares(split), *rest)
    for draw in range(7):
        part = composition.end_members(composition.shares(split[[draw]]), *(numbers[[draw]] for numbers in rest))
        assert all(np.array_equal(p[0], w[draw]) for p, w in zip(part, whole, strict=True))
