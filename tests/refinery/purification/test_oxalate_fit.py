"""Oxalate by the fit, against numbers that its developers assert."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.purification.oxalate_fit import conversion_prommis_2024
from kaitei.refinery.purification.species import SPECIES, index

LEFT = {
    6.4: {
        "Al": 9.982, "Ce": 0.0991, "Dy": 2.3824, "Fe": 9.7864, "Gd": 0.4486, "La": 1.5715, "Nd": 0.1142, "Pr": 0.2118,
        "Sc": 6.3964, "Sm": 0.2183, "Y": 1.8401, "Ca": 10.0,
    },
    12.0: {
        "Al": 9.730, "Ce": 0.0178, "Dy": 0.1380, "Fe": 2.0863, "Gd": 0.0327, "La": 0.0924, "Nd": 0.0250, "Pr": 0.0254,
        "Sc": 0.1791, "Sm": 0.0212, "Y": 0.1080,
    },
}  # fmt: skip
"""Left of 10 mg/L at a dose in g/L (PrOMMiS precipitate/tests/test_precipitator_isotherm.py, within 1e-3)."""


@pytest.mark.parametrize("dose", LEFT)
def test_fit_leaves_what_prommis_asserts(dose: float) -> None:
    made = 10.0 * (1.0 - conversion_prommis_2024(np.array(dose)))
    assert {name: float(made[index(name)]) for name in LEFT[dose]} == pytest.approx(LEFT[dose], abs=1e-3)


@given(st.floats(0.0, 1e3), st.floats(0.0, 1e3))
def test_more_acid_never_converts_less(a: float, b: float) -> None:
    less, more = (conversion_prommis_2024(np.array(dose)) for dose in sorted((a, b)))
    assert np.all(more >= less)
    assert np.all((less >= 0.0) & (more <= 1.0))


def test_every_metal_has_a_conversion_and_none_converts_without_acid() -> None:
    made = conversion_prommis_2024(np.array([0.0, 1e6]))
    assert made.shape == (2, len(SPECIES))
    assert np.all(made[0] == 0.0)
    assert np.all(made[1] > 0.99)


def test_elements_that_the_fit_lacks_lie_between_those_they_are_likened_to() -> None:
    made = conversion_prommis_2024(np.array(4.0))
    assert made[index("Gd")] < made[index("Eu")] < made[index("Sm")]
    assert made[index("Dy")] < made[index("Tb")] < made[index("Gd")]


def test_a_negative_dose_is_refused() -> None:
    with pytest.raises(InputError, match=r"dose of oxalic acid must not be negative; -1\.0 came"):
        conversion_prommis_2024(np.array(-1.0))
