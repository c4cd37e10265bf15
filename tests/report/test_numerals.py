"""Numbers as people read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.report.numerals import ABSENT, MINUS, exact, number, percent, plural, sentence, span, unit_text, with_unit


def read(text: str) -> float:
    """The number a printed text stands for."""
    plain = text.replace(",", "").replace(MINUS, "-")
    if "×10" in plain:
        mantissa, _, power = plain.partition("×10")
        return float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    return float(plain)


@given(st.floats(min_value=-1e14, max_value=1e14, allow_nan=False))
def test_three_digits_are_within_half_a_per_cent(value: float) -> None:
    assert read(number(value)) == pytest.approx(value, rel=5.1e-3)


@given(st.floats(min_value=1e-4, max_value=1e12), st.integers(min_value=2, max_value=6))
def test_more_digits_are_closer(value: float, digits: int) -> None:
    assert read(number(value, digits)) == pytest.approx(value, rel=5.1 * 10.0**-digits)


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_a_negative_number_carries_a_minus_and_not_a_hyphen(value: float) -> None:
    text = number(value)
    assert "-" not in text
    assert text.startswith(MINUS) == (value < 0.0)


@pytest.mark.parametrize("value", [None, math.inf, -math.inf, math.nan])
def test_what_does_not_exist_is_said_in_a_word(value: float | None) -> None:
    assert number(value) == ABSENT
    assert percent(value) == ABSENT


@pytest.mark.parametrize(
    ("value", "text"),
    [(3500.0, "3,500"), (24.0, "24"), (24.03, "24.0"), (0.5, "0.5"), (0.049999, "0.0500"), (1234.6, "1,230"), (0, "0")],
)
def test_short_numbers_stay_short(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(("value", "text"), [(1e-7, "1×10⁻⁷"), (-2.345e-9, "−2.35×10⁻⁹"), (1e20, "1×10²⁰")])
def test_very_small_and_very_large_numbers_take_powers(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(min_value=0.0, max_value=1.0))
def test_a_hundred_per_cent_is_said_only_of_all(share: float) -> None:
    assert (percent(share) == "100 %") == (share == 1.0)
    assert (percent(share) == "0 %") == (share == 0.0)


def test_a_share_near_all_keeps_a_third_digit() -> None:
    assert percent(0.9949) == "99.5 %"
    assert percent(0.985) == "98 %"


def test_exact_numbers_keep_their_digits() -> None:
    assert exact(15.570123) == "15.570123"
    assert exact(2652) == "2,652"
    assert exact(-40.0) == "−40"
    assert exact(2.5e-6) == "2.5×10⁻⁶"


def test_a_range_says_to() -> None:
    assert span(-3.0, None) == "−3 to none"


def test_units_are_written_as_by_hand() -> None:
    assert unit_text("km^2") == "km²"
    assert unit_text("kg/m^2/h") == "kg/m²/h"
    assert unit_text("m^3") == "m³"
    assert unit_text("t/d") == "t/d"


def test_a_unit_follows_a_number_and_not_a_word() -> None:
    assert with_unit("5", "t/d") == "5\N{NO-BREAK SPACE}t/d"
    assert with_unit(ABSENT, "t/d") == ABSENT
    assert with_unit("5", "1") == "5"


def test_words_follow_counts() -> None:
    assert plural(0, "draw") == "0 draws"
    assert plural(1, "entry", "entries") == "1 entry"
    assert plural(2, "entry", "entries") == "2 entries"


def test_a_sentence_starts_large_and_keeps_the_rest() -> None:
    assert sentence("energy of the NPV") == "Energy of the NPV"
    assert sentence("") == ""
