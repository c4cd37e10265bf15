"""Salts that take rare earths out of the leach liquor again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.leach.feed import element_table
from kaitei.refinery.leach.liquor import PARTS, Liquor, equilibrium
from kaitei.refinery.leach.salts import (
    Settling,
    check_settling,
    double_sulfates,
    phosphates,
    reach,
    share_in_gypsum,
)

WARM, NONE = np.array([298.15]), np.zeros(1)
SETTLING = Settling(np.array([0.044]), NONE, NONE, np.array([2e4]), np.array([6e4]))
SOME = element_table(dict.fromkeys(elements.ELEMENTS[:15], 0.5), 0.0)[np.newaxis]


def parts(**amounts: float) -> FloatArray:
    made = np.zeros((1, len(PARTS)))
    for name, amount in amounts.items():
        made[0, PARTS.index(name)] = amount
    return made


def doubles(sodium: float, sulfate: float, shift: float = 0.0, acid: float = 100.0) -> FloatArray:
    made = equilibrium(
        parts(acid=acid, sodium=sodium, sulfate=sulfate, chloride=max(acid + sodium - 2 * sulfate, 0.0)), WARM
    )
    return double_sulfates(SOME, np.array([sodium]), made, WARM, np.array([shift]))[0]


def phosphate_liquor(acid: float, temperature: FloatArray = WARM) -> tuple[Liquor, FloatArray]:
    given_ = parts(acid=acid, chloride=acid + 400.0, calcium=200.0, phosphate=120.0)
    return equilibrium(given_, temperature), given_


def test_more_gypsum_takes_up_more() -> None:
    shares = share_in_gypsum(np.array(0.05), np.array([0.0, 10.0, 100.0, 1000.0]), np.array(50.0))
    assert shares[0] == 0.0
    assert np.all(np.diff(shares) > 0.0)
    assert shares[-1] < 1.0


def test_wet_phosphoric_acid_loses_most_rare_earths_to_gypsum() -> None:
    # 97 % of the calcium falls out there, and some 70-80 % of the rare earths: an uptake of about 0.07-0.12.
    assert float(share_in_gypsum(np.array(0.09), np.array(97.0), np.array(3.0))) == pytest.approx(0.75, abs=0.03)


def test_double_sulfates_need_sodium_and_sulfate() -> None:
    assert np.all(doubles(0.0, 500.0) == 0.0)
    assert np.all(doubles(500.0, 0.0) == 0.0)
    assert doubles(800.0, 700.0, -1.0).sum() > 1.0


def test_light_rare_earths_fall_out_as_double_sulfates_first() -> None:
    made = doubles(800.0, 700.0, -1.0)
    assert made[elements.index("La")] > made[elements.index("Gd")] > made[elements.index("Y")]


@given(st.floats(0.0, 2000.0), st.floats(0.0, 1000.0), st.floats(-3.0, 3.0))
def test_double_sulfates_never_take_more_than_there_is(sodium: float, sulfate: float, shift: float) -> None:
    made = doubles(sodium, sulfate, shift)
    assert np.all((made >= 0.0) & (made <= SOME[0] * (1.0 + 1e-12)))
    assert made.sum() <= min(sodium, 0.5 * sulfate) + 1e-9


def test_phosphates_fall_out_of_weak_acid_and_not_of_strong() -> None:
    weak, strong = phosphate_liquor(100.0), phosphate_liquor(600.0)
    assert phosphates(SOME, *weak, WARM, NONE)[0].sum() > 0.9 * SOME.sum()
    assert phosphates(SOME, *strong, WARM, NONE)[0].sum() == 0.0


def test_hot_liquor_and_aged_crystals_hold_fewer_rare_earths() -> None:
    made = phosphate_liquor(250.0)
    plain = phosphates(SOME, *made, WARM, NONE)[0].sum()
    assert phosphates(SOME, *made, np.array([333.15]), NONE)[0].sum() > plain
    assert phosphates(SOME, *made, WARM, np.ones(1))[0].sum() > plain


def test_phosphates_come_nearer_to_equilibrium_with_time_and_heat() -> None:
    times = np.array([0.0, 300.0, 7200.0, 1e9])
    made = reach(times, SETTLING, WARM)
    assert made[0] == 0.0
    assert np.all(np.diff(made) > 0.0)
    assert made[-1] == pytest.approx(1.0)
    assert reach(times[1:3], SETTLING, np.array([333.15]))[0] > 5.0 * made[1]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("gypsum_uptake", -1.0, "gypsum_uptake must lie between 0 and 10; -1.0 came"),
        ("phosphate_ageing", 1.5, "phosphate_ageing must lie between 0 and 1; 1.5 came"),
        ("phosphate_time", 0.0, r"phosphate_time must lie between 1 and 1e\+09; 0.0 came"),
    ],
)
def test_settling_that_cannot_be_is_refused(name: str, value: float, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_settling(SETTLING._replace(**{name: np.array([value])}))
