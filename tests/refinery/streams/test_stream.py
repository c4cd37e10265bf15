"""Streams add, part and count."""

import numpy as np
import pytest

from kaitei.physics import elements
from kaitei.refinery import substances as of
from kaitei.refinery.streams.balance import charge_residual, element_residual
from kaitei.refinery.streams.matter import MAJORS, ion
from kaitei.refinery.streams.stream import cake, liquor, moles, nothing, total


def one(symbol: str, mass: float) -> np.ndarray:
    made = np.zeros((1, len(elements.ELEMENTS)))
    made[0, elements.index(symbol)] = mass
    return made


def test_majors_count_solids_ions_and_gas() -> None:
    mixed = total(cake(1, calcite=of.CALCITE), liquor(1, calcium=2.0, oxalate=1.0))._replace(carbon=np.ones(1))
    found = dict(zip(MAJORS, mixed.majors[0], strict=True))
    assert found["Ca"] == pytest.approx(3.0)
    assert found["C"] == pytest.approx(1.0 + 2.0 + 1.0)
    assert sum(found.values()) == pytest.approx(7.0)


def test_dry_mass_is_solids_with_the_elements_they_hold() -> None:
    assert float(cake(1, one("Dy", 2.0), gypsum=5.0).dry[0]) == 7.0
    assert float(liquor(1, one("Dy", 2.0), sodium=5.0).dry[0]) == 0.0


def test_parts_of_a_stream_join_to_the_whole() -> None:
    whole = total(cake(2, apatite=3.0, gypsum=1.0), liquor(2, chloride=4.0))
    share = np.array([0.25, 1.0])
    again = total(whole.part(share), whole.part(1.0 - share))
    for made, given in zip(again, whole, strict=True):
        assert made == pytest.approx(given)


def test_a_solid_weighs_its_formula() -> None:
    assert float(moles("bound_phosphate", np.array(2.0))) == pytest.approx(2.0 * of.molar_mass(P=1, O=4))


def test_a_stream_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        cake(1, unobtainium=1.0)
    with pytest.raises(ValueError, match="not in tuple"):
        liquor(1, unobtainium=1.0)


def test_what_is_lost_shows_as_residual_of_its_element_alone() -> None:
    off = element_residual([cake(1, one("Nd", 4.0), gypsum=1.0)], [cake(1, one("Nd", 3.0), gypsum=1.0)])
    wrong = np.flatnonzero(np.abs(off[0]) > 1e-12)
    assert wrong.tolist() == [len(MAJORS) + 1 + elements.index("Nd")]
    assert off[0, wrong[0]] == pytest.approx(-0.25)


def test_what_comes_out_of_nothing_counts_whole() -> None:
    assert np.abs(element_residual([nothing(1)], [cake(1, matrix=1e-9)])).max() == 1.0


def test_charge_shows_an_ion_without_its_partner() -> None:
    assert float(charge_residual(liquor(1, sodium=3.0, chloride=1.0))[0]) == pytest.approx(0.5)
    wet = liquor(1, one("Nd", elements.ATOMIC_WEIGHT[elements.index("Nd")]))
    wet.ions[:, ion("chloride")] = 3.0
    assert float(charge_residual(wet)[0]) == pytest.approx(0.0, abs=1e-12)
