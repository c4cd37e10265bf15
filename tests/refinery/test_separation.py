"""Stages, cascades and reagents of solvent extraction."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.physics import elements
from kaitei.refinery import separation as sx
from kaitei.refinery import substances as of

SPLIT = {
    "La": 15.6, "Ce": 11.5, "Pr": 4.3, "Nd": 19.2, "Sm": 4.4, "Eu": 1.07, "Gd": 5.0, "Tb": 0.76,
    "Dy": 4.5, "Ho": 0.93, "Er": 2.6, "Tm": 0.36, "Yb": 2.2, "Lu": 0.34, "Y": 27.4,
}  # fmt: skip

factors = st.floats(1.05, 20.0)


@pytest.mark.parametrize(
    ("position", "stages"),
    list(enumerate([5.5, 15, 24, 4.5, 12.5, 28, 6.5, 10, 15, 31, 26, 10, 9.4, 17.5])),
)
def test_least_stages_at_995_are_those_of_the_table(position: int, stages: float) -> None:
    made = sx.stages_fenske_1932(np.array(0.995), sx.P507_FACTORS[position])
    assert float(made) == pytest.approx(stages, abs=0.55)


@pytest.mark.parametrize(("purity", "total"), [(0.99, 187.0), (0.995, 216.0), (0.999, 282.0)])
def test_least_stages_of_the_full_split_sum_to_the_table(purity: float, total: float) -> None:
    assert float(sx.stages_fenske_1932(np.array(purity), sx.P507_FACTORS).sum()) == pytest.approx(total, abs=1.0)


@pytest.mark.parametrize(
    ("position", "wash"),
    list(enumerate([0.17, 0.97, 1.8, 0.10, 0.75, 2.2, 0.25, 0.54, 1.0, 2.5, 2.0, 0.52, 0.48, 1.2])),
)
def test_least_wash_is_that_of_the_table(position: int, wash: float) -> None:
    assert float(sx.wash_least(sx.P507_FACTORS[position])) == pytest.approx(wash, rel=0.05)


def test_the_order_of_extraction_names_every_rare_earth_once() -> None:
    wanted = {symbol for symbol, is_rey in zip(elements.ELEMENTS, elements.REY, strict=True) if is_rey}
    assert set(sx.P507_ORDER) == wanted
    assert len(sx.P507_ORDER) == len(sx.P507_FACTORS) + 1


@given(st.floats(0.6, 0.9999), st.floats(0.6, 0.9999), factors)
def test_purer_products_never_need_fewer_stages(a: float, b: float, factor: float) -> None:
    low, high = sorted((a, b))
    beta = np.array(factor)
    assert sx.stages_fenske_1932(np.array(low), beta) <= sx.stages_fenske_1932(np.array(high), beta)


@given(factors, factors)
def test_an_easier_pair_needs_fewer_stages_and_less_wash(a: float, b: float) -> None:
    hard, easy = (np.array(v) for v in sorted((a, b)))
    assert sx.stages_fenske_1932(np.array(0.995), easy) <= sx.stages_fenske_1932(np.array(0.995), hard)
    assert sx.wash_least(easy) <= sx.wash_least(hard)


def test_light_and_heavy_part_with_two_thirds_of_a_mole_extracted() -> None:
    assert float(sx.extraction_least(np.array(10.6), np.array(0.57))) == pytest.approx(0.67, abs=0.01)


def brute_force(shares: list[float], factor: list[float]) -> float:
    """Least duty over every order of cuts, by trying all of them."""
    if len(shares) == 1:
        return 0.0
    amount = sum(shares)
    return min(
        amount / (factor[k] - 1.0)
        + sum(shares[k + 1 :])
        + brute_force(shares[: k + 1], factor[:k])
        + brute_force(shares[k + 1 :], factor[k + 1 :])
        for k in range(len(shares) - 1)
    )


@given(st.lists(st.tuples(st.floats(0.01, 1.0), factors), min_size=2, max_size=6))
def test_the_best_order_of_cuts_is_the_best_of_all(rows: list[tuple[float, float]]) -> None:
    shares, factor = [n for n, _ in rows], [b for _, b in rows[:-1]]
    total = sum(shares)
    made = sx.cascade_factor_least(np.array(shares), np.array(factor))
    assert made == pytest.approx(brute_force([n / total for n in shares], factor), rel=1e-9)


def test_a_single_element_needs_no_extraction() -> None:
    assert sx.cascade_factor_least(np.array([3.0]), np.array([])) == 0.0


def test_amounts_of_a_mixture_may_have_any_unit() -> None:
    shares, factor = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0])
    assert sx.cascade_factor_least(shares * 1e6, factor) == pytest.approx(sx.cascade_factor_least(shares, factor))


def test_a_full_split_of_this_mud_asks_five_moles_extracted_per_mole() -> None:
    moles = np.array([SPLIT[s] / elements.ATOMIC_WEIGHT[elements.index(s)] for s in sx.P507_ORDER])
    assert sx.cascade_factor_least(moles, sx.P507_FACTORS) == pytest.approx(5.02, abs=0.02)


def test_taking_yttrium_out_first_eases_the_rest() -> None:
    with_yttrium = np.array([SPLIT[s] / elements.ATOMIC_WEIGHT[elements.index(s)] for s in sx.P507_ORDER])
    keep = [i for i, s in enumerate(sx.P507_ORDER) if s != "Y"]
    factor = sx.P507_FACTORS.copy()
    factor[9] = factor[9] * factor[10]
    without = sx.cascade_factor_least(with_yttrium[keep], np.delete(factor, 10))
    share = with_yttrium[keep].sum() / with_yttrium.sum()
    assert without * share < sx.cascade_factor_least(with_yttrium, sx.P507_FACTORS) - 1.0


@pytest.mark.parametrize("factor", [2.0, 2.6, 2.8])
def test_a_usual_cascade_uses_the_reagents_of_industry(factor: float) -> None:
    moles = np.array(6.7e3 / 0.95)
    caustic = float(sx.extraction_caustic_soda(moles, np.array(factor))) / 0.30 / 1000.0
    assert 4.0 <= caustic <= 8.05


def test_acid_and_base_of_a_cascade_are_equal_in_moles() -> None:
    acid = sx.extraction_hydrochloric_acid(np.array(100.0), np.array(2.6)) / of.HYDROCHLORIC_ACID
    base = sx.extraction_caustic_soda(np.array(100.0), np.array(2.6)) / of.CAUSTIC_SODA
    assert float(acid) == pytest.approx(float(base))
    assert float(acid) == pytest.approx(3 * 2.6 * 100.0)


def test_three_oxalates_hold_two_rare_earths() -> None:
    made = sx.oxalic_acid_mass(np.array(2.0), np.array(1.0))
    assert float(made) == pytest.approx(3 * of.OXALIC_ACID_DIHYDRATE)
    assert float(sx.oxalic_acid_mass(np.array(2.0), np.array(1.25))) == pytest.approx(1.25 * float(made))


def test_every_pair_of_the_order_can_be_told_apart() -> None:
    assert all(a != b for a, b in itertools.pairwise(sx.P507_ORDER))
    assert np.all(sx.P507_FACTORS > 1.0)
