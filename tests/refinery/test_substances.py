"""Molar masses and the reagents' equivalents."""

import pytest

from kaitei.physics import elements
from kaitei.refinery import substances as of


@pytest.mark.parametrize(
    ("formula", "grams"),
    [
        (of.FLUORAPATITE, 504.30),
        (of.CALCITE, 100.09),
        (of.ALUMINA, 101.96),
        (of.IRON_OXIDE, 159.69),
        (of.MANGANESE_DIOXIDE, 86.94),
        (of.CARBON_DIOXIDE, 44.01),
        (of.HYDROGEN_PEROXIDE, 34.01),
        (of.HYDROCHLORIC_ACID, 36.46),
        (of.CAUSTIC_SODA, 40.00),
        (of.OXALIC_ACID_DIHYDRATE, 126.06),
        (of.ACIDS["sulfuric"].molar_mass, 98.07),
        (of.BASES["lime"].molar_mass, 74.09),
    ],
)
def test_molar_masses_are_those_of_the_handbooks(formula: float, grams: float) -> None:
    assert formula * 1e3 == pytest.approx(grams, abs=0.01)


def test_oxygen_weighs_the_same_as_in_the_table_of_elements() -> None:
    assert of.ATOMIC_WEIGHT["O"] == elements.OXYGEN_WEIGHT


def test_an_element_no_substance_holds_is_refused() -> None:
    with pytest.raises(KeyError, match="Xx"):
        of.molar_mass(Xx=1)


def test_only_limestone_sets_carbon_dioxide_free() -> None:
    assert [name for name, base in of.BASES.items() if base.carbon] == ["limestone"]


def test_caustic_soda_leaves_no_solid_behind() -> None:
    assert [name for name, base in of.BASES.items() if not base.solid] == ["caustic_soda"]


def test_a_calcium_base_brings_one_calcium_for_two_protons() -> None:
    for base in of.BASES.values():
        assert base.calcium in (0, base.equivalents / 2)


def test_calcium_phosphate_and_fluoride_weigh_what_the_apatite_weighed() -> None:
    phosphate = of.molar_mass(Ca=3, P=2, O=8)
    fluoride = of.molar_mass(Ca=1, F=2)
    assert 1.5 * phosphate + 0.5 * fluoride == pytest.approx(of.FLUORAPATITE, rel=1e-12)
