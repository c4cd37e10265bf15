"""What the leach takes, and in how much liquor."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.leaching import (
    PHOSPHORIC_PKA1,
    leach_liquor_volume,
    two_pool_extraction,
    undissociated_share_of_phosphate,
)

shares = st.floats(0.0, 1.0)
amounts = st.floats(0.0, 1e9, allow_subnormal=False)


def volume(demand: float, excess: float, strength: float, solids: float, ratio: float) -> float:
    return float(leach_liquor_volume(*(np.array(v) for v in (demand, excess, strength, solids, ratio))))


def test_two_pools_give_back_the_measured_extraction_without_cerium() -> None:
    best = two_pool_extraction(np.array(0.95), np.array(0.98), np.array(0.40))
    assert float(best) == pytest.approx(0.951, abs=0.001)


def test_two_pools_give_back_the_measured_extraction_of_cerium() -> None:
    plain = two_pool_extraction(np.array(0.30), np.array(0.96), np.array(0.02))
    reduced = two_pool_extraction(np.array(0.30), np.array(0.96), np.array(0.80))
    assert float(plain) == pytest.approx(0.307, abs=0.01)
    assert float(reduced) == pytest.approx(0.866, abs=0.02)


@given(shares, shares, shares)
def test_extraction_lies_between_the_pools(share: float, apatite: float, matrix: float) -> None:
    made = float(two_pool_extraction(np.array(share), np.array(apatite), np.array(matrix)))
    assert min(apatite, matrix) - 1e-12 <= made <= max(apatite, matrix) + 1e-12


@given(shares, shares, st.floats(0.0, 0.5))
def test_more_apatite_never_extracts_less_where_apatite_is_the_easier_pool(a: float, b: float, matrix: float) -> None:
    low, high = sorted((a, b))
    pools = np.array(0.96), np.array(matrix)
    assert two_pool_extraction(np.array(low), *pools) <= two_pool_extraction(np.array(high), *pools) + 1e-12


def test_half_of_the_phosphate_is_undissociated_at_its_pka() -> None:
    assert undissociated_share_of_phosphate(np.array(PHOSPHORIC_PKA1)) == pytest.approx(0.5)


def test_strong_acid_keeps_phosphate_undissociated_and_weak_does_not() -> None:
    made = undissociated_share_of_phosphate(np.array([-1.0, 1.0, 2.0, 4.0]))
    assert np.all(np.diff(made) < 0.0)
    assert made[0] > 0.999
    assert made[-1] < 0.02


@pytest.mark.parametrize(
    ("strength", "ratio", "hydrochloric_acid"),
    [(250.0, 4e-3, 36.0), (250.0, 10e-3, 91.0), (500.0, 4e-3, 73.0), (500.0, 10e-3, 182.0)],
)
def test_liquor_at_a_ratio_supplies_the_acid_of_the_table(
    strength: float, ratio: float, hydrochloric_acid: float
) -> None:
    made = volume(0.0, 0.0, strength, 1000.0, ratio)
    assert made * strength * 36.458e-3 == pytest.approx(hydrochloric_acid, abs=0.6)


def test_supply_covers_demand_and_excess_where_minerals_are_hungry() -> None:
    made = volume(5500.0, 0.1, 500.0, 1000.0, 4e-3)
    assert made * 500.0 == pytest.approx(5500.0 * 1.1)


def test_the_slurry_must_stay_stirrable_where_minerals_are_not() -> None:
    assert volume(100.0, 0.1, 500.0, 1000.0, 4e-3) == pytest.approx(4.0)


@given(amounts, st.floats(0.0, 1.0), st.floats(250.0, 500.0), amounts, st.floats(1e-3, 1e-2))
def test_supply_never_falls_short(demand: float, excess: float, strength: float, solids: float, ratio: float) -> None:
    made = volume(demand, excess, strength, solids, ratio)
    assert made * strength >= demand * (1.0 + excess) * (1.0 - 1e-12)
    assert made >= ratio * solids


def test_stronger_acid_makes_less_liquor() -> None:
    assert volume(5500.0, 0.1, 500.0, 1000.0, 4e-3) < volume(5500.0, 0.1, 250.0, 1000.0, 4e-3)
