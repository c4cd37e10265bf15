"""Size distributions, size tables, and what is refused of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.hydrocyclone.partition import partition_plitt_1971
from kaitei.refinery.hydrocyclone.sizes import (
    EDGES,
    MINERALS,
    check_distribution,
    check_edges,
    check_minerals,
    check_shares,
    shares_lognormal,
    shares_rosin_rammler_1933,
    size_table,
    sizes_of_bins,
    wet_density,
)

medians = st.floats(0.3e-6, 300e-6)
spreads = st.floats(1.05, 6.0)

JU_EDGES = [8.5e-6, 10e-6, 12.5e-6, 15e-6, 23e-6, 38e-6]
JU_MASS = [92.22, 0.80, 4.61, 1.72, 0.23, 0.20, 0.22]
JU_GRADE = [0.099, 0.38, 0.54, 0.56, 4.69, 6.88, 7.93]


@given(medians, spreads, st.floats(0.3, 5.0))
def test_shares_of_any_distribution_are_not_negative_and_sum_to_one(median: float, spread: float, slope: float) -> None:
    for shares in (
        shares_lognormal(np.array(median), np.array(spread), EDGES),
        shares_rosin_rammler_1933(np.array(median), np.array(slope), EDGES),
    ):
        assert shares.min() >= 0.0
        assert shares.sum() == pytest.approx(1.0, abs=1e-14)


@given(medians, medians, spreads)
def test_coarser_minerals_hold_more_above_any_size(a: float, b: float, spread: float) -> None:
    fine, coarse = (shares_lognormal(np.array(m), np.array(spread), EDGES) for m in sorted((a, b)))
    assert np.all(np.cumsum(coarse) <= np.cumsum(fine) + 1e-14)


def test_half_of_the_mass_lies_below_the_median_whatever_the_law() -> None:
    edge = EDGES[13:14]
    assert shares_lognormal(edge[0], np.array(2.5), edge).tolist() == pytest.approx([0.5, 0.5])
    assert shares_rosin_rammler_1933(edge[0], np.array(1.2), edge).tolist() == pytest.approx([0.5, 0.5])


def test_the_spread_is_the_size_that_84_percent_pass_over_the_median() -> None:
    below = shares_lognormal(np.array(20e-6), np.array(2.0), np.array([40e-6]))[0]
    assert below == pytest.approx(0.8413, abs=1e-4)


def test_the_grid_is_fine_enough_for_recoveries_within_two_thousandths() -> None:
    fine = 0.05e-6 * 2.0 ** (np.arange(448) / 32.0)
    made = []
    for edges in (EDGES, fine):
        shares = shares_lognormal(np.array([36e-6, 4e-6, 20e-6]), np.array([2.0, 2.5, 2.0]), edges)
        made.append((shares * partition_plitt_1971(sizes_of_bins(edges), np.array(20e-6), np.array(2.6))).sum(axis=1))
    assert made[0] == pytest.approx(made[1], abs=2e-3)


@given(st.floats(1500.0, 5000.0), st.floats(0.0, 0.9))
def test_a_porous_grain_is_lighter_but_never_lighter_than_water(grain: float, porosity: float) -> None:
    made = float(wet_density(np.array(grain), np.array(porosity), np.array(1025.0)))
    assert 1025.0 - 1e-9 <= made <= grain + 1e-9


def test_apatite_of_2_to_26_percent_pores_weighs_3100_to_2600() -> None:
    made = wet_density(np.array(3150.0), np.array([0.0235, 0.259]), np.array(1025.0))
    assert made == pytest.approx([3100.0, 2600.0], abs=1.0)


def test_a_perfect_cut_of_the_published_table_recovers_what_its_authors_say() -> None:
    table = size_table(JU_EDGES, JU_MASS, JU_GRADE)
    coarse = sizes_of_bins(table.edges) > 8.5e-6
    assert table.mass[coarse].sum() == pytest.approx(0.0778, abs=1e-6)
    assert table.metal[coarse].sum() == pytest.approx(0.4656, abs=2e-4)


def test_known_minerals_pass_and_a_wrong_one_is_named_with_the_nearest() -> None:
    check_minerals(MINERALS)
    with pytest.raises(InputError, match=r"unknown mineral zeolith; did you mean zeolite\?"):
        check_minerals(["clay", "zeolith"])


def test_shares_that_do_not_sum_are_refused() -> None:
    check_shares(np.array([[0.25, 0.75]]))
    with pytest.raises(InputError, match=r"must sum to 1; they sum to 0\.9: divide"):
        check_shares(np.array([[0.5, 0.5], [0.4, 0.5]]))


def test_negative_shares_are_refused() -> None:
    with pytest.raises(InputError, match=r"must not be negative; the least is -0\.1"):
        check_shares(np.array([-0.1, 1.1]))


def test_a_median_that_is_no_size_is_refused() -> None:
    check_distribution(np.array(4e-6), np.array(2.5))
    with pytest.raises(InputError, match="median sizes must be above 0; the least is -4e-06 m"):
        check_distribution(np.array([4e-6, -4e-6]), np.array(2.5))


def test_a_spread_of_one_or_less_is_refused() -> None:
    with pytest.raises(InputError, match="must be above 1; the least is 1"):
        check_distribution(np.array(4e-6), np.array([1.0, 2.0]))


@pytest.mark.parametrize(
    ("edges", "said"),
    [
        ([1e-6], "at least 2 edges, and 1 came"),
        ([-1e-6, 1e-6], "sizes must be above 0; the finest edge is -1e-06 m"),
        ([1e-6, 4e-6, 4e-6], "must rise, finest first; 4e-06 m is followed by 4e-06 m"),
        ([4e-6, 1e-6], "must rise, finest first; 4e-06 m is followed by 1e-06 m"),
    ],
)
def test_edges_that_make_no_bins_are_refused(edges: list[float], said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_edges(np.array(edges))


def test_a_size_table_with_a_bin_too_few_is_refused() -> None:
    with pytest.raises(InputError, match="with 2 edges has 3 bins; mass has 2, grade has 3"):
        size_table([1e-6, 2e-6], [0.5, 0.5], [1.0, 2.0, 3.0])


@pytest.mark.parametrize("mass", [[-1.0, 2.0, 1.0], [0.0, 0.0, 0.0]])
def test_a_size_table_without_mass_is_refused(mass: list[float]) -> None:
    with pytest.raises(InputError, match="must not be negative, and some of each above 0"):
        size_table([1e-6, 2e-6], mass, [1.0, 2.0, 3.0])
