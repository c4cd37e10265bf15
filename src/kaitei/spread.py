"""How a number is spread: the quantile function that turns a uniform into a value of the datum."""

import math
from collections.abc import Mapping
from typing import Any, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, field_validator, model_validator
from scipy.special import betaincinv, ndtri

from kaitei.physics.arrays import FloatArray

Grade = Literal["A", "A2", "B", "C"]
Entries = float | dict[str, float] | list[float]

Z90 = 1.2815515655446004
"""The standard normal quantile at 0.9."""

BOUNDED = ("uniform", "triangular", "pert", "loguniform")


def finite_numbers(value: Any) -> Any:
    """A number or table of numbers, unchanged; raises ValueError for words, truth values and what is not finite."""
    listed = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else [value]
    for entry in listed:
        if isinstance(entry, bool) or not isinstance(entry, (int, float)):
            raise ValueError(f"must be a number or a table of numbers, not {entry!r}")
        if not math.isfinite(entry):
            raise ValueError(f"must be finite, not {entry}")
    return value


class Spread(BaseModel):
    """The distribution of a datum around its value, which is the mode of the bounded kinds and the median of
    the others.

    Bounded kinds take the extremes ``low`` and ``high``; ``normal`` and ``lognormal`` take ``p10`` and ``p90``
    and may lean to one side (each half keeps its own width).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["uniform", "triangular", "pert", "loguniform", "normal", "lognormal"]
    low: Entries | None = None
    high: Entries | None = None
    p10: Entries | None = None
    p90: Entries | None = None
    relative: bool = False
    """The bounds are factors on the value."""
    common: bool = False
    """All entries of a table move together."""
    grade: Grade | None = None
    """Grade of the spread, where it differs from the value's."""
    note: str = ""

    @field_validator("low", "high", "p10", "p90", mode="before")
    @classmethod
    def _are_numbers(cls, value: Any) -> Any:
        return value if value is None else finite_numbers(value)

    @model_validator(mode="after")
    def _names_its_own_bounds(self) -> Self:
        wanted = ("low", "high") if self.kind in BOUNDED else ("p10", "p90")
        unwanted = ("p10", "p90") if self.kind in BOUNDED else ("low", "high")
        for name in wanted:
            if getattr(self, name) is None:
                raise ValueError(f"spread {self.kind} needs {wanted[0]} and {wanted[1]}")
        for name in unwanted:
            if getattr(self, name) is not None:
                raise ValueError(f"spread {self.kind} takes {wanted[0]} and {wanted[1]}, not {name}")
        return self

    def bounds(self) -> tuple[Entries, Entries]:
        """Lower and upper bound as written: the extremes, or P10 and P90."""
        pair = (self.low, self.high) if self.kind in BOUNDED else (self.p10, self.p90)
        assert pair[0] is not None
        assert pair[1] is not None
        return pair[0], pair[1]


def as_entries(value: Entries, labels: tuple[str, ...] | None) -> FloatArray:
    """A datum's value as an array: shape () for a number, (n,) for a table in the order of its labels."""
    if isinstance(value, Mapping):
        assert labels is not None
        return np.array([value[label] for label in labels], dtype=np.float64)
    return np.asarray(value, dtype=np.float64)


def quantile(spread: Spread, value: FloatArray, low: FloatArray, high: FloatArray, u: FloatArray) -> FloatArray:
    """The value at probability ``u``; ``low`` and ``high`` are absolute (or P10 and P90), all shapes broadcast.

    >>> line = Spread(kind="uniform", low=0.0, high=2.0)
    >>> float(quantile(line, np.array(1.0), np.array(0.0), np.array(2.0), np.array(0.25)))
    0.5
    """
    if spread.kind == "uniform":
        return low + (high - low) * u
    if spread.kind == "loguniform":
        return np.asarray(low * (high / low) ** u)
    if spread.kind == "triangular":
        return _triangular(value, low, high, u)
    if spread.kind == "pert":
        return _pert(value, low, high, u)
    if spread.kind == "normal":
        return _two_sided(value, low, high, u)
    return np.exp(_two_sided(np.log(value), np.log(low), np.log(high), u))


def _triangular(mode: FloatArray, low: FloatArray, high: FloatArray, u: FloatArray) -> FloatArray:
    width = np.where(high > low, high - low, 1.0)
    turn = (mode - low) / width
    left = low + np.sqrt(u * width * (mode - low))
    right = high - np.sqrt((1.0 - u) * width * (high - mode))
    return np.where(high > low, np.where(u < turn, left, right), mode + 0.0 * u)


def _pert(mode: FloatArray, low: FloatArray, high: FloatArray, u: FloatArray) -> FloatArray:
    width = np.where(high > low, high - low, 1.0)
    a = 1.0 + 4.0 * (mode - low) / width
    b = 1.0 + 4.0 * (high - mode) / width
    return np.where(high > low, low + width * betaincinv(a, b, u), mode + 0.0 * u)


def _two_sided(median: FloatArray, p10: FloatArray, p90: FloatArray, u: FloatArray) -> FloatArray:
    z = ndtri(u) / Z90
    return median + z * np.where(z < 0.0, median - p10, p90 - median)
