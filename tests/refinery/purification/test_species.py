"""Metals of a liquor."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.refinery.purification.species import CHARGE, LANTHANIDES, SPECIES, check_amounts, check_ph, index


def test_the_elements_of_the_chain_come_first() -> None:
    assert SPECIES[: len(elements.ELEMENTS)] == elements.ELEMENTS
    assert len(LANTHANIDES) == int(elements.REY.sum())


def test_charges_are_those_of_the_ions_in_acid() -> None:
    assert [int(CHARGE[index(name)]) for name in ("Ce", "Th", "U", "Fe", "Ca")] == [3, 4, 2, 3, 2]


def test_amounts_along_another_axis_or_below_zero_are_refused() -> None:
    with pytest.raises(InputError, match="need 23 metals"):
        check_amounts(np.zeros(18))
    with pytest.raises(InputError, match="not negative"):
        check_amounts(np.full(23, -1.0))
    with pytest.raises(InputError, match="not negative"):
        check_amounts(np.full(23, np.nan))


def test_a_ph_outside_the_range_of_the_constants_is_refused() -> None:
    with pytest.raises(InputError, match=r"pH must lie between 0 and 10, where the constants hold; 11\.0 came"):
        check_ph(np.array([2.0, 11.0]), 0.0, 10.0)
