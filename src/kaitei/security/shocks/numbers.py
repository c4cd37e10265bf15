"""The numbers of a shock: each one is a datum with unit, source and grade, inside the range of ``numbers.csv``."""

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from kaitei.datum import Datum, central_value
from kaitei.datum_check import check_datum, from_text
from kaitei.variable import Variable

UNSOURCED = "stated in the file without a source"
WHOLE = ("shape", "carry", "tranche")


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    text = files("kaitei.security.shocks").joinpath("numbers.csv").read_text("utf-8")
    return MappingProxyType({row["name"]: row for row in csv.DictReader(text.splitlines())})


@cache
def numbers() -> Mapping[str, Variable]:
    """The rows of ``numbers.csv``, by name."""
    return MappingProxyType(
        {
            name: Variable(
                name, "datum", "security", row["unit"], ("draw",), float(row["low"]), float(row["high"]), (),
                row["description"],
            )
            for name, row in _rows().items()
        }
    )  # fmt: skip


def left_out(name: str) -> Datum:
    """The datum that stands for a number which a file leaves out."""
    row = _rows()[name]
    return Datum(value=float(row["default"]), unit=row["unit"], grade="C", assumption="left out in the file")


def value_of(name: str, datum: Datum) -> float:
    """The number in the unit of ``numbers.csv``."""
    return float(central_value(datum, numbers()[name]))


def _name(info: ValidationInfo) -> str:
    assert info.field_name is not None
    return info.field_name


def _stated(raw: Any, info: ValidationInfo) -> Any:
    unit = numbers()[_name(info)].unit
    if isinstance(raw, (Datum, Mapping)):
        return raw
    if isinstance(raw, str):
        made = from_text(raw, UNSOURCED, unit)
        if isinstance(made, str):
            raise ValueError(made)
        return made
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise ValueError(
            f"must be a number [{unit}], text such as '5 {unit}', or a mapping with value, unit and source"
        )
    if not math.isfinite(raw):
        raise ValueError(f"must be finite, not {raw}")
    return Datum(value=float(raw), unit=unit, grade="C", assumption=UNSOURCED)


def _checked(datum: Datum, info: ValidationInfo) -> Datum:
    name = _name(info)
    found = check_datum(datum, numbers()[name])
    if found:
        raise ValueError("; ".join(_said(where, message) for where, message in found))
    if name in WHOLE and (datum.spread or value_of(name, datum) % 1.0):
        raise ValueError(f"must be a whole number, not {datum.value}")
    return datum


def _said(where: tuple[str, ...], message: str) -> str:
    """A finding of a datum with its place, which the sentence may name itself ("unit kg cannot be turned into 1")."""
    place = ".".join(where)
    return message if message.startswith(f"{place} ") else f"{place} {message}"


Number = Annotated[Datum, BeforeValidator(_stated), AfterValidator(_checked)]
"""A datum of the name of its field: a plain number in the unit of ``numbers.csv``, text with a unit, or in full."""
