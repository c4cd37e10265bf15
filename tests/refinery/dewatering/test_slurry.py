"""Slurries and cakes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.dewatering.slurry import (
    liquor_per_solids,
    slurry_volume,
    solids_mass_fraction,
    solids_volume_fraction,
)

GRAIN, LIQUOR = np.array(2650.0), np.array(1025.0)


@given(st.floats(0.01, 1.0))
def test_volume_fraction_is_the_volume_of_the_grains_over_the_volume_of_the_slurry(fraction: float) -> None:
    made = float(solids_volume_fraction(np.array(fraction), GRAIN, LIQUOR))
    volume = float(slurry_volume(np.array(1.0), np.array(fraction), GRAIN, LIQUOR))
    assert made == pytest.approx(1.0 / 2650.0 / volume, rel=1e-12)
    assert float(solids_mass_fraction(np.array(made), GRAIN, LIQUOR)) == pytest.approx(fraction, rel=1e-12)


def test_dry_solids_hold_no_liquor() -> None:
    assert float(liquor_per_solids(np.array(1.0))) == 0.0


@pytest.mark.parametrize("fraction", [0.0, -0.1, 1.01, np.nan])
def test_a_moisture_of_one_or_more_is_refused(fraction: float) -> None:
    with pytest.raises(InputError, match="solids fraction must be above 0 and at most 1"):
        liquor_per_solids(np.array([0.5, fraction]))
