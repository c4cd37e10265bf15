"""Distribution laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.extraction import distribution as di
from kaitei.refinery.separation import P507_FACTORS, P507_ORDER


def test_neighbours_of_the_chain_have_the_published_factors() -> None:
    chain = di.separation_factors(P507_ORDER)
    assert np.allclose(chain[1:] / chain[:-1], P507_FACTORS)


def test_the_chain_may_be_asked_in_any_order() -> None:
    made = di.separation_factors(("Lu", "La", "Y"))
    assert made[0] > made[2] > made[1] == 1.0


def test_an_element_outside_the_chain_is_named() -> None:
    with pytest.raises(InputError, match="no separation factor for Sc"):
        di.separation_factors(("La", "Sc"))


@given(st.floats(-8.0, 2.0), st.floats(1.0, 1500.0), st.floats(-0.5, 4.0))
def test_the_constant_of_a_ratio_gives_it_back(constant: float, extractant: float, ph: float) -> None:
    ratio = float(di.distribution_mass_action(np.array(constant), np.array(extractant), np.array(ph)))
    assert di.constant_from_reference(ratio, extractant, ph) == pytest.approx(constant, abs=1e-9)


def test_one_unit_of_ph_is_three_decades() -> None:
    made = di.distribution_mass_action(np.array(-3.0), np.array(500.0), np.array([1.0, 2.0]))
    assert made[1] / made[0] == pytest.approx(1000.0)


def test_the_reference_keeps_its_constant() -> None:
    law = di.p507_chloride(("La", "Nd", "Dy"), "Nd", -2.5)
    assert law.intercept[1] == pytest.approx(-2.5)
    assert law.intercept[2] - law.intercept[1] == pytest.approx(np.log10(10.6 * 2.34 * 1.46 * 5.05 * 2.84))


def test_the_fits_put_neodymium_below_praseodymium() -> None:
    # The reason why they are a benchmark only.
    law = di.dehpa_sulfate_prommis(("Pr", "Nd"))
    log = (law.slope + 5.0 * law.slope_dosage) * 1.5 + law.intercept + law.intercept_dosage * np.log10(5.0)
    assert 10.0 ** (log[1] - log[0]) == pytest.approx(0.80, abs=0.01)


def test_an_element_without_a_fit_is_named() -> None:
    with pytest.raises(InputError, match="no fit for Tb"):
        di.dehpa_sulfate_prommis(("Tb",))
