"""Phosphate of the leach, and how much liquor acid comes in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.leaching import (
    PHOSPHORIC_PKA1,
    leach_liquor_volume,
    undissociated_share_of_phosphate,
)

amounts = st.floats(0.0, 1e9, allow_subnormal=False)


def volume(demand: float, excess: float, strength: float, solids: float, ratio: float) -> float:
    return float(leach_liquor_volume(*(np.array(v) for v in (demand, excess, strength, solids, ratio))))


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
