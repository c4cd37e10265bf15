"""Numbers as people read them: three significant digits, thousands separated, units as they are written by hand."""

import math
from collections.abc import Mapping

ABSENT = "none"
"""What stands where a number does not exist (an infinite price, a rate of return without a return)."""

MINUS = "\N{MINUS SIGN}"

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_UNITS = {
    "1": "",
    "MUSD": "million USD",
    "GJPY": "billion JPY",
    "MUSD/yr": "million USD/yr",
    "GJPY/yr": "billion JPY/yr",
    "km^2": "km²",
    "m^2": "m²",
    "m^3": "m³",
    "m^3/h": "m³/h",
    "m^3/t": "m³/t",
    "kg/m^3": "kg/m³",
    "degC": "°C",
    "dimensionless": "",
}


def number(value: float | None, digits: int = 3) -> str:
    """A number with ``digits`` significant digits and thousands separated; a short number stays short.

    >>> number(1234567.0), number(0.012345), number(-34.0), number(None), number(2.4e-7)
    ('1,230,000', '0.0123', '−34', 'none', '2.4×10⁻⁷')
    """
    if value is None or not math.isfinite(value):
        return ABSENT
    if value == 0.0:
        return "0"
    rounded = float(f"{value:.{digits}g}")
    size = abs(rounded)
    if size >= 1e15 or size < 1e-4:
        mantissa, _, power = f"{rounded:.{digits - 1}e}".partition("e")
        short = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return _signed(f"{short}×10{str(int(power)).translate(_SUPERSCRIPT)}")
    if value == rounded:
        return _signed(f"{rounded:,.15g}")
    decimals = max(0, digits - 1 - math.floor(math.log10(size)))
    return _signed(f"{rounded:,.{decimals}f}")


def exact(value: float) -> str:
    """A number as the scenario gives it: all its digits, up to ten.

    >>> exact(3500.0), exact(0.7577), exact(1e-6)
    ('3,500', '0.7577', '1×10⁻⁶')
    """
    if value != 0.0 and (abs(value) >= 1e15 or abs(value) < 1e-4):
        return number(value, 6)
    return _signed(f"{value:,.10g}")


def percent(share: float | None, digits: int = 2) -> str:
    """A share in per cent: never more digits than it deserves, and 0 and 100 only where they are true.

    >>> percent(0.386), percent(0.0004), percent(0.99996), percent(0.0), percent(1.0), percent(None)
    ('39 %', '0.04 %', 'over 99.9 %', '0 %', '100 %', 'none')
    """
    if share is None or not math.isfinite(share):
        return ABSENT
    if 0.999 < share < 1.0:
        return "over 99.9 %"
    if 0.0 < share < 0.0001:
        return "under 0.01 %"
    many = 3 if 0.99 < share < 1.0 else digits
    return f"{number(float(f'{100.0 * share:.{many}g}'), many)} %"


def days(value: float) -> str:
    """Days with one decimal where there are few.

    >>> days(236.4), days(8.2), days(0.01), days(0.0)
    ('236', '8.2', 'under 0.1', '0')
    """
    if 0.0 < value < 0.05:
        return "under 0.1"
    return f"{value:,.0f}" if value >= 100.0 or value == 0.0 else f"{value:.1f}"


def span(low: float | None, high: float | None, digits: int = 3) -> str:
    """A range in words, since a dash could be read as a minus.

    >>> span(-120.0, 45.0)
    '−120 to 45'
    """
    return f"{number(low, digits)} to {number(high, digits)}"


def unit_text(unit: str) -> str:
    """A unit as one writes it.

    >>> unit_text("km^2"), unit_text("1"), unit_text("USD/kg"), unit_text("MUSD")
    ('km²', '', 'USD/kg', 'million USD')
    """
    return _UNITS.get(unit, unit.replace("^2", "²").replace("^3", "³"))


def with_unit(text: str, unit: str) -> str:
    """A number's text and its unit, with a space that does not break; no unit where the number is absent."""
    shown = unit_text(unit)
    return text if text == ABSENT or not shown else f"{text}\N{NO-BREAK SPACE}{shown}"


def amounts(found: Mapping[str, float], unit: str) -> str:
    """Names with their amounts, for a sentence.

    >>> amounts({"lifting": 4210.0, "time in port": 96.5}, "h")
    'lifting 4,210 h; time in port 96.5 h'
    """
    return "; ".join(f"{name} {number(value)} {unit}" for name, value in found.items())


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its word.

    >>> plural(1, "draw"), plural(1000, "draw")
    ('1 draw', '1,000 draws')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Text with a capital first letter.

    >>> sentence("residue costs most")
    'Residue costs most'
    """
    return text[:1].upper() + text[1:]


def _signed(text: str) -> str:
    return text.replace("-", MINUS, 1) if text.startswith("-") else text
