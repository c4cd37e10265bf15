"""Walking through the blocks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.mine import extraction

MUD = np.array([[40.0, 10.0, 50.0]])
AREA = np.array([[4.0, 2.0, 10.0]])
GRADE = np.array([[[0.4, 0.01], [0.2, 0.02], [0.1, 0.03]]])

YEARS = st.lists(st.floats(0.0, 30.0), min_size=1, max_size=6)


def walk(*taken: float) -> tuple[np.ndarray, np.ndarray]:
    return extraction.walk(np.array([taken]), MUD, AREA, GRADE)


def test_a_year_inside_one_block_has_its_grade() -> None:
    mass, area = walk(10.0, 20.0)
    assert mass[0].tolist() == [[4.0, pytest.approx(0.1)], [8.0, pytest.approx(0.2)]]
    assert area[0] == pytest.approx([1.0, 2.0])


def test_a_year_across_a_boundary_mixes_by_mass() -> None:
    mass, area = walk(30.0, 15.0)
    assert mass[0, 1, 0] == pytest.approx(10 * 0.4 + 5 * 0.2)
    assert area[0, 1] == pytest.approx(1.0 + 1.0)


def test_a_year_across_three_blocks_mixes_all_three() -> None:
    mass, area = walk(30.0, 45.0)
    assert mass[0, 1, 0] == pytest.approx(10 * 0.4 + 10 * 0.2 + 25 * 0.1)
    assert area[0, 1] == pytest.approx(1.0 + 2.0 + 5.0)


def test_a_block_that_ends_with_a_year_leaves_nothing_behind() -> None:
    mass, _ = walk(40.0, 10.0, 50.0)
    assert mass[0, :, 0] == pytest.approx([16.0, 2.0, 5.0])


def test_years_without_mining_take_nothing_and_do_not_move_on() -> None:
    mass, area = walk(0.0, 10.0, 0.0, 10.0)
    assert mass[0, [0, 2]].tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert area[0, [0, 2]].tolist() == [0.0, 0.0]
    assert mass[0, 1, 0] == mass[0, 3, 0] == pytest.approx(4.0)


def test_what_exceeds_all_blocks_is_not_mined() -> None:
    mass, area = walk(90.0, 90.0)
    assert mass.sum(axis=1)[0, 0] == pytest.approx(16.0 + 2.0 + 5.0)
    assert area.sum() == pytest.approx(16.0)


def test_an_empty_block_is_passed_over() -> None:
    mud = np.array([[0.0, 10.0]])
    mass, area = extraction.walk(np.array([[5.0]]), mud, np.array([[3.0, 4.0]]), GRADE[:, :2])
    assert mass[0, 0, 0] == pytest.approx(1.0)
    assert area[0, 0] == pytest.approx(2.0)


@given(YEARS)
def test_years_add_up_to_the_inventory_walked(taken: list[float]) -> None:
    mass, _ = walk(*taken)
    total = np.array([sum(taken)])
    walked = extraction.inventory_walked(total, MUD, GRADE)
    assert np.allclose(mass.sum(axis=1), walked, rtol=1e-9, atol=1e-12)


@given(YEARS)
def test_the_grade_never_rises_where_blocks_come_from_rich_to_poor(taken: list[float]) -> None:
    mass, _ = walk(*taken)
    amount = np.minimum(np.cumsum([0.0, *taken]), 100.0)
    mined = np.diff(amount)
    years = mined > 1e-6
    grade = mass[0, years, 0] / mined[years]
    assert (np.diff(grade) <= 1e-6).all()


@given(st.floats(0.1, 99.0), st.floats(0.1, 0.9))
def test_one_year_or_two_take_the_same_mud(taken: float, share: float) -> None:
    one, area_one = walk(taken)
    two, area_two = walk(share * taken, (1.0 - share) * taken)
    assert np.allclose(one.sum(axis=1), two.sum(axis=1), rtol=1e-9)
    assert area_one.sum() == pytest.approx(area_two.sum(), rel=1e-9)


def test_draws_do_not_touch_each_other() -> None:
    taken = np.array([[30.0, 45.0], [5.0, 0.0]])
    mud, area, grade = (np.repeat(part, 2, axis=0) for part in (MUD, AREA, GRADE))
    both = extraction.walk(taken, mud, area, grade)
    for draw in (0, 1):
        alone = extraction.walk(taken[[draw]], MUD, AREA, GRADE)
        assert all(np.array_equal(whole[[draw]], part) for whole, part in zip(both, alone, strict=True))


def test_the_walk_agrees_with_cumulative_intervals() -> None:
    """The same by brute force: overlap of every year's interval with every block's."""
    rng = np.random.default_rng(5)
    taken, mud = rng.uniform(0.0, 5.0, (30, 8)), rng.uniform(1.0, 9.0, (30, 10))
    area, grade = rng.uniform(1.0, 2.0, (30, 10)), rng.uniform(0.0, 1.0, (30, 10, 3))
    mass, opened = extraction.walk(taken, mud, area, grade)
    last, end = np.cumsum(taken, axis=1), np.cumsum(mud, axis=1)
    high = np.minimum(last[:, :, np.newaxis], end[:, np.newaxis, :])
    low = np.maximum((last - taken)[:, :, np.newaxis], (end - mud)[:, np.newaxis, :])
    overlap = np.maximum(high - low, 0.0)
    assert np.allclose(mass, (overlap[..., np.newaxis] * grade[:, np.newaxis]).sum(axis=2), atol=1e-12)
    assert np.allclose(opened, (overlap * (area / mud)[:, np.newaxis]).sum(axis=2), atol=1e-12)


def test_loss_at_the_collector_takes_more_from_the_bed() -> None:
    assert float(extraction.mud_taken(np.array(95.0), np.array(0.05))) == pytest.approx(100.0)
    assert float(extraction.mud_taken(np.array(95.0), np.array(0.0))) == 95.0


def test_the_inventory_stops_at_the_last_block() -> None:
    walked = extraction.inventory_walked(np.array([1e6]), MUD, GRADE)
    assert walked[0, 0] == pytest.approx(23.0)


def test_a_year_without_mud_has_grade_zero() -> None:
    grade = extraction.mean_grade(np.zeros((1, 2, 3)), np.array([[0.0, 4.0]]))
    assert (grade == 0.0).all()


def test_the_residual_sees_an_element_that_should_not_be_there() -> None:
    residual = extraction.relative_residual(np.array([1.0, 0.0, 0.9]), np.array([0.0, 1.0, 1.0]))
    assert residual.tolist() == pytest.approx([1.0, -1.0, -0.1])


def test_totals_do_not_depend_on_the_layout_in_memory() -> None:
    mud = np.random.default_rng(4).uniform(0.0, 1.0, (7, 23))
    assert np.array_equal(extraction.total(np.asfortranarray(mud)), extraction.total(mud))
    assert extraction.total(mud) == pytest.approx(mud.sum(axis=1))
