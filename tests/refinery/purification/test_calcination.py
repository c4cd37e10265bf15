"""Oxalate to oxide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.refinery.purification.calcination import (
    calcination_heat,
    carbon_dioxide_of_oxalate,
    oxalate_mass,
    oxide_mass,
    redissolution_acid,
)


def one(symbol: str, amount: float = 2.0) -> np.ndarray:
    return amount * (np.array(elements.ELEMENTS) == symbol)


@given(st.sampled_from([name for name in elements.ELEMENTS if name not in ("Ce", "Pr", "Tb", "Th", "U")]))
def test_oxalate_and_oxygen_weigh_what_oxide_carbon_dioxide_and_steam_weigh(symbol: str) -> None:
    taken = float(oxalate_mass(one(symbol), np.array(10.0))) + 1.5 * 2.0 * elements.OXYGEN_WEIGHT
    made = float(oxide_mass(one(symbol)).sum()) + float(carbon_dioxide_of_oxalate(np.array(2.0))) + 10.0 * 18.015e-3
    assert taken == pytest.approx(made, rel=1e-4)


def test_the_metal_of_the_oxide_is_the_metal_of_the_oxalate() -> None:
    amounts = np.linspace(0.0, 5.0, len(elements.ELEMENTS))
    assert oxide_mass(amounts) / elements.OXIDE_FACTOR == pytest.approx(amounts * elements.ATOMIC_WEIGHT, rel=1e-12)


def test_a_wet_cake_takes_twice_the_heat_of_a_dry_one_and_more() -> None:
    solids = oxalate_mass(one("Nd"), np.array(10.0))
    dry, wet = (
        float(calcination_heat(np.array(2.0), solids, np.array(moisture), np.array(1223.15)).total)
        for moisture in (0.0, 0.5)
    )
    assert wet > 2.0 * dry
    assert 2.0 < dry / float(oxide_mass(one("Nd")).sum()) / 1e6 < 4.0


def test_cold_dry_decomposition_takes_the_heat_of_the_reaction_alone() -> None:
    heat = calcination_heat(np.array(2.0), np.array(0.7), np.array(0.0), np.array(298.15))
    assert float(heat.total) == pytest.approx(194.8e3, rel=1e-3)


def test_oxide_dissolves_in_three_acids_per_metal() -> None:
    assert float(redissolution_acid(np.array(1000.0), np.array(1.0))) == pytest.approx(109.37, abs=0.01)


@pytest.mark.parametrize("moisture", [1.0, 1.5, -0.1])
def test_a_moisture_of_one_or_more_is_refused(moisture: float) -> None:
    with pytest.raises(InputError, match="moisture must be at least 0 and below 1"):
        calcination_heat(np.array(1.0), np.array(1.0), np.array(moisture), np.array(1200.0))
