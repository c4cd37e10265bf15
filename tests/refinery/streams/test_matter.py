"""Formulas, charges and what they count."""

import pytest

from kaitei.refinery import substances as of
from kaitei.refinery.streams import matter


@pytest.mark.parametrize(
    ("name", "grams"),
    [
        ("apatite", 504.30),
        ("gypsum", 172.16),
        ("calcium_phosphate", 310.17),
        ("calcium_fluoride", 78.07),
        ("calcium_oxalate", 146.11),
        ("aluminium_phosphate", 121.95),
        ("iron_phosphate", 150.82),
        ("aluminium_hydroxide", 78.00),
        ("iron_hydroxide", 106.87),
    ],
)
def test_molar_masses_are_those_of_the_handbooks(name: str, grams: float) -> None:
    assert matter.MOLAR_MASS[matter.solid(name)] * 1e3 == pytest.approx(grams, abs=0.01)


def test_solids_and_ions_of_the_same_name_hold_the_same_number_of_major_atoms() -> None:
    assert matter.SOLID_MAJORS.shape == (len(matter.SOLIDS) - 1, len(matter.MAJORS))
    gypsum = matter.SOLID_MAJORS[matter.solid("gypsum")] * matter.MOLAR_MASS[matter.solid("gypsum")]
    both = matter.ION_MAJORS[matter.ion("calcium")] + matter.ION_MAJORS[matter.ion("sulfate")]
    assert gypsum == pytest.approx(both)


def test_every_major_element_has_an_atomic_weight() -> None:
    assert set(matter.MAJORS) <= set(of.ATOMIC_WEIGHT)


def test_every_ion_has_a_charge_and_atoms() -> None:
    assert set(matter.ION_ATOMS) == set(matter.IONS)
    assert len(matter.CHARGE) == len(matter.IONS)


@pytest.mark.parametrize("find", [matter.solid, matter.ion])
def test_an_unknown_solid_or_ion_is_refused(find: object) -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        find("unobtainium")  # type: ignore[operator]
