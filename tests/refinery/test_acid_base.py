"""Acid and base from reactions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery import acid_base as ab
from kaitei.refinery import substances as of

masses = st.floats(0.0, 1e9, allow_subnormal=False)
ONE, NONE = np.array(1.0), np.array(0.0)


@pytest.mark.parametrize(
    ("undissociated", "acid", "demand"),
    [(1.0, "hydrochloric", 0.72), (0.0, "hydrochloric", 0.51), (1.0, "sulfuric", 0.97), (0.0, "sulfuric", 0.68)],
)
def test_apatite_takes_the_acid_its_reaction_says(undissociated: float, acid: str, demand: float) -> None:
    made = ab.acid_mass(ab.protons_for_apatite(ONE, np.array(undissociated)), acid)
    assert float(made) == pytest.approx(demand, abs=0.005)


@pytest.mark.parametrize(("acid", "demand"), [("hydrochloric", 0.73), ("sulfuric", 0.98)])
def test_calcite_takes_the_acid_its_reaction_says(acid: str, demand: float) -> None:
    assert float(ab.acid_mass(ab.protons_for_calcite(ONE), acid)) == pytest.approx(demand, abs=0.005)


def test_a_mole_of_apatite_takes_seven_to_ten_protons() -> None:
    mole = np.array(of.FLUORAPATITE)
    assert float(ab.protons_for_apatite(mole, NONE)) == pytest.approx(7.0)
    assert float(ab.protons_for_apatite(mole, ONE)) == pytest.approx(10.0)


def test_a_mole_of_either_sesquioxide_takes_six_protons() -> None:
    assert float(ab.protons_for_sesquioxides(np.array(of.ALUMINA), NONE)) == pytest.approx(6.0)
    assert float(ab.protons_for_sesquioxides(NONE, np.array(of.IRON_OXIDE))) == pytest.approx(6.0)


def test_peroxide_and_acid_dissolve_manganese_mole_by_mole() -> None:
    mole = np.array(of.MANGANESE_DIOXIDE)
    assert float(ab.protons_for_manganese(mole)) == pytest.approx(2.0)
    assert float(ab.hydrogen_peroxide_mass(mole, ONE)) == pytest.approx(of.HYDROGEN_PEROXIDE)
    assert float(ab.hydrogen_peroxide_mass(mole, np.array(1.5))) == pytest.approx(1.5 * of.HYDROGEN_PEROXIDE)


@pytest.mark.parametrize("acid", ["hydrochloric", "sulfuric"])
@given(mass=masses)
def test_protons_and_mass_of_an_acid_are_inverse(acid: str, mass: float) -> None:
    there = ab.protons_of_acid(np.array(mass), acid)
    assert float(ab.acid_mass(there, acid)) == pytest.approx(mass, rel=1e-12)


@given(masses, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_undissociated_phosphate_never_takes_less_acid(apatite: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    less = ab.protons_for_apatite(np.array(apatite), np.array(low))
    assert less <= ab.protons_for_apatite(np.array(apatite), np.array(high))


def test_an_acid_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError, match="nitric"):
        ab.acid_mass(ONE, "nitric")
