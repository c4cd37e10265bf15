"""CO2 per kg of oxides against the published orders of magnitude, and plain sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.environment import carbon

DAY = 86400.0
GRAM_PER_TONNE_KM = 1e-3 / (1e3 * 1e3)


@pytest.mark.parametrize(("tonnes_a_day", "reo", "published"), [(350, 2e-3, 183), (3500, 2e-3, 18), (3500, 5e-3, 7)])
def test_vessel_fuel_per_kg_of_oxides(tonnes_a_day: float, reo: float, published: float) -> None:
    each = carbon.co2_of_ship_per_reo(*map(np.array, (40e3 / DAY, 3.206, 1e3 * tonnes_a_day / DAY, reo)))
    assert float(each) == pytest.approx(published, abs=0.5)


def test_shipping_wet_mud_costs_fourteen_kg_per_kg() -> None:
    each = carbon.co2_of_voyage_per_reo(*map(np.array, (1.9e6, 15 * GRAM_PER_TONNE_KM, 1.0, 2e-3)))
    assert float(each) == pytest.approx(14.0, abs=0.5)


@pytest.mark.parametrize(("cargo_share", "published"), [(0.2, 3), (0.4, 6)])
def test_shipping_after_dewatering_costs_three_to_six(cargo_share: float, published: float) -> None:
    each = carbon.co2_of_voyage_per_reo(*map(np.array, (1.9e6, 15 * GRAM_PER_TONNE_KM, cargo_share, 2e-3)))
    assert float(each) == pytest.approx(published, abs=0.5)


@given(st.floats(1.0, 1e6), st.floats(1e-4, 1e-2), st.floats(1.1, 10.0))
def test_richer_mud_carries_less_co2(rate: float, reo: float, richer: float) -> None:
    lean, rich = (
        float(carbon.co2_of_ship_per_reo(*map(np.array, (0.46, 3.206, rate, g)))) for g in (reo, reo * richer)
    )
    assert rich == pytest.approx(lean / richer)


def test_use_by_year_takes_the_factor_of_its_draw() -> None:
    found = carbon.co2_of_use(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 100.0]))
    assert found.tolist() == [[10.0, 20.0], [300.0, 400.0]]


def test_reagents_add_up_over_reagents_and_keep_the_years_apart() -> None:
    used = np.array([[[1.0, 0.0], [2.0, 3.0]]])
    found = carbon.co2_of_reagents(used, np.array([[10.0, 100.0]]))
    assert found.tolist() == [[10.0, 320.0]]
