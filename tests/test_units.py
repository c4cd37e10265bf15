"""Units at the border."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.units import conversion, convert


@pytest.mark.parametrize(
    ("value", "unit", "target", "expected"),
    [
        (1.0, "t", "kg", 1000.0),
        (1.0, "t/h", "SI", 1000.0 / 3600.0),
        (1.0, "g/t", "SI", 1e-6),
        (1.0, "nmi", "SI", 1852.0),
        (1.0, "knot", "SI", 1852.0 / 3600.0),
        (1.0, "kWh/t", "SI", 3600.0),
        (1.0, "MUSD", "USD", 1e6),
        (1.0, "GJPY", "JPY", 1e9),
        (20.0, "degC", "SI", 293.15),
        (1.0, "Bq/g", "SI", 1000.0),
        (50.0, "%", "1", 0.5),
    ],
)
def test_known_conversions(value: float, unit: str, target: str, expected: float) -> None:
    assert convert(value, unit, target) == pytest.approx(expected, rel=1e-12)


def test_dollars_do_not_turn_into_yen() -> None:
    with pytest.raises(InputError, match="measure different things"):
        conversion("USD", "JPY")


def test_unknown_unit_is_named() -> None:
    with pytest.raises(InputError, match="'parsecs_per_fortnite' is not known"):
        conversion("parsecs_per_fortnite", "m")


@given(st.floats(-1e9, 1e9), st.sampled_from(["t/d", "degC", "USD/kg", "%"]))
def test_there_and_back_again(value: float, unit: str) -> None:
    line = conversion(unit, "SI")
    assert ((value * line.factor + line.offset) - line.offset) / line.factor == pytest.approx(value, abs=1e-6)
