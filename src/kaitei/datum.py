"""A datum: one input fact with value, spread, unit, source, place in the source and grade."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.spread import Entries, Grade, Spread, as_entries, finite_numbers, quantile
from kaitei.units import conversion
from kaitei.variable import Variable

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

GRADE_ORDER: tuple[Grade, ...] = ("A", "A2", "B", "C")
"""Best to worst: read in the source, second-hand, from memory of the literature, estimate or arithmetic."""


class Datum(BaseModel):
    """One input fact. It names its source, or says that it is an assumption and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Entries
    """A number, or a table: a mapping by element or another label, or a list of twelve months."""
    unit: str
    grade: Grade
    """A read in the source, A2 second-hand, B from memory of the literature, C estimate or arithmetic."""
    source: str | list[str] = ""
    """Keys of references.bib."""
    where: str = ""
    """Table, page or section in the source."""
    assumption: str = ""
    """Why this value, where no source gives it."""
    spread: Spread | None = None
    note: str = ""

    @field_validator("value", mode="before")
    @classmethod
    def _no_words(cls, value: Any) -> Any:
        return finite_numbers(value)

    @model_validator(mode="after")
    def _says_where_it_comes_from(self) -> Self:
        if not self.source and not self.assumption:
            raise ValueError("needs a source (a key of references.bib), or an assumption that says why")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """Citation keys."""
        return (self.source,) if isinstance(self.source, str) and self.source else tuple(self.source)

    @property
    def spread_grade(self) -> Grade:
        """Grade of what makes the number vary: the spread's own, else the value's."""
        return (self.spread.grade if self.spread else None) or self.grade


def labels_of(variable: Variable) -> tuple[str, ...] | None:
    """The entries a datum's table must have, or None for a single number."""
    inner = [dim for dim in variable.dims if dim != "draw"]
    if not inner:
        return None
    # NOTE: a dimension of one place alone has its labels where its variable stands, as the choices of its table.
    return {"element": elements.ELEMENTS, "month": MONTHS}.get(inner[0], variable.choices)


def completed(entries: Entries, variable: Variable) -> Entries:
    """A table by element with 0 for elements it leaves out: a mapping need not name what it has nothing of."""
    if isinstance(entries, Mapping) and labels_of(variable) == elements.ELEMENTS:
        return {symbol: float(entries.get(symbol, 0.0)) for symbol in elements.ELEMENTS}
    return entries


def central_value(datum: Datum, variable: Variable) -> FloatArray:
    """The value in the vocabulary's unit: shape () or (entries,)."""
    line = conversion(datum.unit, variable.unit)
    return as_entries(completed(datum.value, variable), labels_of(variable)) * line.factor + line.offset


def absolute_bounds(datum: Datum, variable: Variable) -> tuple[FloatArray, FloatArray]:
    """Both bounds of the spread in the vocabulary's unit, factors turned into values."""
    assert datum.spread is not None
    labels, value = labels_of(variable), central_value(datum, variable)
    pair = []
    for bound in datum.spread.bounds():
        if isinstance(bound, Mapping) and labels == elements.ELEMENTS:
            bound = {symbol: float(bound.get(symbol, 1.0 if datum.spread.relative else 0.0)) for symbol in labels}
        array = as_entries(bound, labels)
        if datum.spread.relative:
            pair.append(array * value)
        else:
            line = conversion(datum.unit, variable.unit)
            pair.append(array * line.factor + line.offset)
    low, high = np.broadcast_arrays(*pair)
    # NOTE: factors on a negative value turn the bounds around.
    return np.minimum(low, high) if datum.spread.relative else low, (
        np.maximum(low, high) if datum.spread.relative else high
    )


def sample(datum: Datum, variable: Variable, u: FloatArray) -> FloatArray:
    """Values at the uniforms ``u`` of shape (draw, width), in the vocabulary's unit and inside its range.

    Width is the number of entries, or 1 where they move together. Returns (draw,) or (draw, entries).
    """
    value = central_value(datum, variable)
    if datum.spread is None:
        return np.broadcast_to(value, (len(u), *value.shape))
    low, high = absolute_bounds(datum, variable)
    grid = np.asarray(u if value.ndim else u[:, 0])
    if datum.spread.kind in ("lognormal", "loguniform"):
        # NOTE: a table may hold zeros (an element that is absent); a logarithm must not see them.
        absent = value == 0.0
        safe, safe_low, safe_high = (np.where(absent, 1.0, part) for part in (value, low, high))
        made = np.where(absent, 0.0, quantile(datum.spread, safe, safe_low, safe_high, grid))
    else:
        made = quantile(datum.spread, value, low, high, grid)
    return np.clip(made, variable.low, variable.high)


def width(datum: Datum, variable: Variable) -> int:
    """How many independent uniforms the datum takes for one draw."""
    labels = labels_of(variable)
    independent = datum.spread is not None and not datum.spread.common
    return len(labels) if labels and independent else 1
