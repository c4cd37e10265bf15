import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.riser.slurry import (
    Rheology,
    herschel_bulkley_through,
    mixture_density,
    power_law_through,
    shear_stress,
    solids_mass_fraction,
    viscosity_exponential,
    volume_concentration,
    yield_stress_cubic,
)

GRAIN, WATER = np.array(2650.0), np.array(1040.0)
share = st.floats(0.001, 0.25)


@pytest.mark.parametrize(
    ("volume_percent", "weight_percent"), [(1, 2.5), (3, 7.3), (5, 11.8), (10, 22.0), (13, 28.0), (20, 39.0)]
)
def test_volume_percent_turns_into_the_weight_percent_of_the_table(volume_percent, weight_percent):
    made = 100.0 * solids_mass_fraction(np.array(volume_percent / 100.0), GRAIN, WATER)
    assert made == pytest.approx(weight_percent, rel=0.02)


@pytest.mark.parametrize(("percent", "pascal"), [(3, 0.27), (5, 1.25), (10, 10.0), (13, 21.97)])
def test_yield_stress_of_the_stated_law(percent, pascal):
    assert yield_stress_cubic(np.array(percent / 100.0), np.array(1e4)) == pytest.approx(pascal)


@given(share)
def test_slurry_mass_is_grains_plus_water(concentration):
    phi = np.array(concentration)
    density = mixture_density(phi, GRAIN, WATER)
    assert density == pytest.approx(phi * GRAIN + (1.0 - phi) * WATER)
    assert solids_mass_fraction(phi, GRAIN, WATER) * density == pytest.approx(phi * GRAIN)


@given(share, share)
def test_thicker_slurry_is_denser_stiffer_and_more_viscous(one, other):
    thin, thick = np.array(min(one, other)), np.array(max(one, other))
    for law in (
        lambda phi: mixture_density(phi, GRAIN, WATER),
        lambda phi: solids_mass_fraction(phi, GRAIN, WATER),
        lambda phi: yield_stress_cubic(phi, np.array(1e4)),
        lambda phi: viscosity_exponential(phi, np.array(1.5e-3), np.array(25.0)),
    ):
        assert law(thin) <= law(thick)


def test_viscosity_without_grains_is_that_of_the_liquid():
    assert viscosity_exponential(np.array(0.0), np.array(1.5e-3), np.array(25.0)) == 1.5e-3


def test_mud_in_place_is_a_fifth_grains_by_volume():
    made = volume_concentration(np.array(0.40), np.array(1370.0), GRAIN)
    assert made == pytest.approx(0.207, abs=5e-4)


def test_volume_concentration_undoes_the_mass_fraction():
    phi = np.array([0.01, 0.1, 0.2])
    fraction, density = solids_mass_fraction(phi, GRAIN, WATER), mixture_density(phi, GRAIN, WATER)
    np.testing.assert_allclose(volume_concentration(fraction, density, GRAIN), phi, rtol=1e-14)


@given(st.floats(0.0, 50.0), st.floats(1e-3, 0.1), st.floats(0.3, 1.0), st.floats(10.0, 1000.0))
def test_yield_laws_of_any_index_meet_at_the_stated_shear_rate(stress, viscosity, index, rate):
    law = herschel_bulkley_through(*(np.array(v) for v in (stress, viscosity, index, rate)))
    assert shear_stress(np.array(rate), law) == pytest.approx(stress + viscosity * rate)


@given(st.floats(0.0, 50.0), st.floats(1e-3, 0.1), st.floats(0.3, 1.0), st.floats(1.0, 90.0))
def test_power_law_meets_the_yield_law_at_both_shear_rates(stress, viscosity, index, low):
    ends = np.array(low), np.array(10.0 * low)
    law = herschel_bulkley_through(np.array(stress), np.array(viscosity), np.array(index), ends[1])
    made = power_law_through(law, *ends)
    assert made.yield_stress == 0.0
    for rate in ends:
        assert shear_stress(rate, made) == pytest.approx(shear_stress(rate, law))


def test_power_law_through_a_power_law_is_itself():
    law = Rheology(np.array(0.0), np.array(0.3), np.array(0.55))
    made = power_law_through(law, np.array(5.0), np.array(80.0))
    assert made.consistency == pytest.approx(0.3)
    assert made.flow_index == pytest.approx(0.55)


def test_flow_index_falls_as_the_slurry_thickens():
    # Reported for the mud of Minamitorishima, without readable numbers.
    phi = np.linspace(0.01, 0.12, 12)
    law = Rheology(
        yield_stress_cubic(phi, np.array(1e4)),
        viscosity_exponential(phi, np.array(1.5e-3), np.array(25.0)),
        np.ones_like(phi),
    )
    made = power_law_through(law, np.array(50.0), np.array(500.0))
    assert np.all(np.diff(made.flow_index) < 0.0)
    assert np.all(np.diff(made.consistency) > 0.0)
    assert made.flow_index[0] == pytest.approx(1.0, abs=0.05)
