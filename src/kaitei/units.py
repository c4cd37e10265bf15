"""Units at the border: files speak any unit, datasets the vocabulary's, stage bodies SI.

US dollars and yen are two dimensions of their own, so that no conversion can hide an exchange rate.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kaitei.errors import InputError

Registry = Any  # NOTE: pint's registry type is generic beyond use here, and importing it costs 0.2 s.


@cache
def registry() -> Registry:
    """The one unit registry, made on first use because pint is slow to import."""
    import pint

    made: Registry = pint.UnitRegistry(cache_folder=None, autoconvert_offset_to_baseunit=True)
    # NOTE: pint reads kt as knot; where mud is weighed it is a kilotonne, and a speed is written knot.
    made.define("kilotonne = 1000 * metric_ton = kt")
    made.define("USD = [us_dollar]")
    made.define("JPY = [yen] = yen")
    made.define("CNY = [yuan] = yuan")
    return made


@dataclass(frozen=True)
class Conversion:
    """The straight line from one unit to another: ``to = factor * of + offset``."""

    factor: float
    offset: float


_POWER = re.compile(r"(\*\*|\^)-?\d(?![\d.^*])")
_PLAIN = re.compile(r"^(1\b)?[A-Za-zµμ°%_/* ().]*$")
LONGEST = 40


def _quantity(value: float, unit: str) -> Any:
    # NOTE: pint computes what it reads, and 9**9**9 would take the rest of the day.
    bare = _POWER.sub("", unit)
    if len(unit) > LONGEST or not _PLAIN.match(bare) or "**" in bare:
        raise InputError(f"unit {unit[:LONGEST]!r} is not known; write for example t/d, g/t, kg/m^3, MUSD")
    ureg = registry()
    try:
        return ureg.Quantity(value, ureg.Unit("" if unit in ("1", "") else unit))
    except Exception as error:  # noqa: BLE001
        # NOTE: pint raises half a dozen unrelated types for a bad unit, tokenizer errors among them.
        raise InputError(f"unit {unit!r} is not known ({error}); write for example t/d, g/t, MUSD") from None


@lru_cache(maxsize=4096)
def conversion(unit: str, target: str) -> Conversion:
    """The conversion from ``unit`` to ``target``; ``target`` "SI" stands for the SI base units.

    >>> conversion("t/d", "kg/d").factor
    1000.0
    >>> conversion("g/t", "SI").factor
    1e-06
    >>> conversion("degC", "SI").offset
    273.15

    Raises InputError for an unknown unit or when the dimensions differ.
    """
    zero, one = _quantity(0.0, unit), _quantity(1.0, unit)
    if target == "SI":
        zero, one = zero.to_base_units(), one.to_base_units()
    else:
        goal = _quantity(1.0, target)
        if one.dimensionality != goal.dimensionality:
            raise InputError(f"unit {unit} cannot be turned into {target}: they measure different things")
        zero, one = zero.to(goal.units), one.to(goal.units)
    offset = float(zero.magnitude)
    factor = float(one.magnitude) - offset
    # NOTE: 273.15 + 1 - 273.15 is not 1; degrees are the only offset unit here and their factor is exact.
    return Conversion(round(factor, 12) if offset else factor, offset)


def convert(value: float, unit: str, target: str) -> float:
    """One number from one unit to another.

    >>> convert(3500.0, "t/d", "kg/s")
    40.50925925925926
    """
    line = conversion(unit, target)
    return value * line.factor + line.offset
