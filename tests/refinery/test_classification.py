"""Size tables and the two hosts of the rare earths."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kaitei.physics import elements
from kaitei.refinery.classification import (
    apatite_mass,
    grade_recovery,
    reject_grade,
    two_host_recovery,
    upgrade,
)

MASS = np.array([0.22, 0.20, 0.23, 1.72, 4.61, 0.80, 92.22])
GRADE = np.array([7.93, 6.88, 4.69, 0.56, 0.54, 0.38, 0.099])

shares = st.floats(0.0, 1.0)
bins = st.lists(st.tuples(st.floats(0.01, 100.0), st.floats(0.001, 30.0)), min_size=2, max_size=12)


def test_the_seven_bins_of_ju_2024_give_back_their_recovery() -> None:
    table = grade_recovery(MASS, GRADE)
    assert table.mass_yield[5] == pytest.approx(0.0778, abs=1e-4)
    assert table.recovery[5] == pytest.approx(0.4656, abs=2e-4)


def test_the_seven_bins_of_ju_2024_give_back_the_head_grade() -> None:
    assert grade_recovery(MASS, GRADE).grade[-1] == pytest.approx(0.17, abs=0.005)


def test_the_coarsest_bin_keeps_its_own_grade() -> None:
    assert grade_recovery(MASS, GRADE).grade[0] == pytest.approx(7.93, rel=1e-12)


def test_an_empty_coarse_bin_has_no_grade_and_no_yield() -> None:
    table = grade_recovery(np.array([0.0, 1.0]), np.array([5.0, 2.0]))
    assert table.grade.tolist() == [0.0, 2.0]
    assert table.mass_yield.tolist() == [0.0, 1.0]


@given(bins)
def test_cumulative_shares_rise_to_one(rows: list[tuple[float, float]]) -> None:
    table = grade_recovery(np.array([m for m, _ in rows]), np.array([g for _, g in rows]))
    for share in (table.mass_yield, table.recovery):
        assert np.all(np.diff(share) >= 0.0)
        assert share[-1] == pytest.approx(1.0)


@given(bins)
def test_cumulative_grade_stays_between_the_bins(rows: list[tuple[float, float]]) -> None:
    grade = np.array([g for _, g in rows])
    made = grade_recovery(np.array([m for m, _ in rows]), grade).grade
    assert np.all(made <= grade.max() * (1 + 1e-12))
    assert np.all(made >= grade.min() * (1 - 1e-12))


@given(bins)
def test_grade_is_recovery_over_yield_times_head_grade(rows: list[tuple[float, float]]) -> None:
    table = grade_recovery(np.array([m for m, _ in rows]), np.array([g for _, g in rows]))
    assert np.allclose(table.grade, upgrade(table.recovery, table.mass_yield) * table.grade[-1])


@given(bins)
def test_what_the_fines_keep_is_what_the_coarse_product_misses(rows: list[tuple[float, float]]) -> None:
    mass, grade = np.array([m for m, _ in rows]), np.array([g for _, g in rows])
    table = grade_recovery(mass, grade)
    fines = reject_grade(table.grade[-1], table.recovery[0], table.mass_yield[0])
    assert fines == pytest.approx((mass[1:] * grade[1:]).sum() / mass[1:].sum(), rel=1e-6)


@pytest.mark.parametrize(("mass", "grade"), [([0.0, 0.0], [1.0, 1.0]), ([1.0, -1.0], [1.0, 1.0]), ([1.0], [-1.0])])
def test_a_size_table_without_mass_is_refused(mass: list[float], grade: list[float]) -> None:
    with pytest.raises(ValueError, match="not negative, and some of each above 0"):
        grade_recovery(np.array(mass), np.array(grade))


@pytest.mark.parametrize(("grade", "percent"), [(964e-6, 4.8), (2000e-6, 10.0), (6500e-6, 32.5)])
def test_apatite_rises_with_grade_as_the_deposit_says(grade: float, percent: float) -> None:
    made = apatite_mass(np.array([grade]), np.array([0.875]), np.array(17500e-6))
    assert float(made) * 100.0 == pytest.approx(percent, abs=0.1)


def test_apatite_holds_all_the_rare_earths_it_is_asked_to_hold() -> None:
    held = np.array([3.0, 1.0, 2.0])
    share = np.array([0.9, 0.3, 0.5])
    mass = apatite_mass(held, share, np.array(0.02))
    assert float(mass) * 0.02 == pytest.approx(float((held * share).sum()))


def test_apatite_mass_keeps_the_leading_shape() -> None:
    made = apatite_mass(np.ones((2, 3, 18)), np.ones((2, 1, 18)), np.array([[0.01], [0.02]]))
    assert made.shape == (2, 3)
    assert made[0, 0] == pytest.approx(2.0 * made[1, 0])


@given(shares, shares, shares)
def test_recovery_lies_between_the_two_hosts(share: float, apatite: float, matrix: float) -> None:
    made = two_host_recovery(np.array(share), np.array(apatite), np.array(matrix))
    assert min(apatite, matrix) - 1e-12 <= made <= max(apatite, matrix) + 1e-12


def test_cerium_follows_the_matrix_more_than_its_neighbours_do() -> None:
    share = np.full(18, 0.95)
    share[elements.index("Ce")] = 0.30
    made = two_host_recovery(share, np.array(0.80), np.array(0.255))
    assert made[elements.index("Ce")] < 0.6 * made[elements.index("La")]


def test_no_classification_recovers_everything() -> None:
    assert two_host_recovery(np.array(0.37), np.array(1.0), np.array(1.0)) == pytest.approx(1.0)


def test_the_best_published_upgrade_goes_with_a_mass_yield_of_31_percent() -> None:
    assert upgrade(np.array(0.80), np.array(0.80 / 2.6)) == pytest.approx(2.6)
    assert pytest.approx(0.31, abs=0.005) == 0.80 / 2.6


def test_the_published_fine_reject_follows_from_recovery_and_yield() -> None:
    assert reject_grade(np.array(2000.0), np.array(0.80), np.array(0.31)) == pytest.approx(580.0, abs=1.0)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_reject_is_poorer_than_feed_only_if_the_product_is_richer(recovery: float, mass_yield: float) -> None:
    assume(abs(recovery - mass_yield) > 1e-12)
    reject = reject_grade(np.array(1.0), np.array(recovery), np.array(mass_yield))
    assert bool(reject < 1.0) == bool(upgrade(np.array(recovery), np.array(mass_yield)) > 1.0)
