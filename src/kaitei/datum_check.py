"""What a datum must satisfy before it is used: unit, range, table entries, order of bounds, sources that exist."""

import csv
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from kaitei.datum import GRADE_ORDER, MONTHS, Datum, absolute_bounds, central_value, labels_of
from kaitei.errors import InputError, nearest
from kaitei.physics import elements
from kaitei.source import references
from kaitei.spread import BOUNDED, Entries
from kaitei.units import conversion
from kaitei.variable import Variable

Finding = tuple[tuple[str, ...], str]

_NUMBER_AND_UNIT = re.compile(r"^\s*([-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*$")


def from_text(text: str, assumption: str, default_unit: str = "") -> Datum | str:
    """A datum from text such as ``"3500 t/d"``, or a sentence that says why not.

    >>> from_text("3500 t/d", "why").value
    3500.0
    >>> from_text("much", "why")
    "'much' is not a number with a unit, such as 3500 t/d"
    """
    found = _NUMBER_AND_UNIT.match(text)
    if found is None or not math.isfinite(float(found[1].replace("_", ""))):
        return f"{text!r} is not a number with a unit, such as 3500 t/d"
    unit = found[2] or default_unit
    if not unit:
        return f"{text!r} has no unit; write it as a number with a unit, such as 3500 t/d (or 0.5 1 for a share)"
    return Datum(value=float(found[1].replace("_", "")), unit=unit, grade="C", assumption=assumption)


@cache
def price_decks() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The packaged price decks: deck, element, row."""
    decks: dict[str, dict[str, Mapping[str, str]]] = {}
    text = files("kaitei.data").joinpath("prices.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        decks.setdefault(row["deck"], {})[row["element"]] = row
    return decks


def expand_deck(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A datum written as ``{deck: NAME}`` with the deck's table put in.

    Raises InputError for an unknown deck.
    """
    if "deck" not in raw:
        return raw
    decks, name = price_decks(), raw["deck"]
    if not isinstance(name, str) or name not in decks:
        raise InputError(f"no price deck {name!r}; {nearest(str(name), decks)}")
    rows = decks[name]
    keys = sorted({key for row in rows.values() for key in row["source"].split()})
    worst = max((row["grade"] for row in rows.values()), key=[str(g) for g in GRADE_ORDER].index)
    table = {
        "value": {symbol: float(row["price"]) for symbol, row in rows.items()},
        "unit": next(iter(rows.values()))["unit"],
        "source": keys,
        "where": f"price deck {name}, prices.csv",
        "grade": worst,
    }
    return {**table, **{key: value for key, value in raw.items() if key != "deck"}}


def check_datum(datum: Datum, variable: Variable) -> list[Finding]:
    """Everything that is wrong with a datum for its variable, as (path below the datum, sentence)."""
    found = _tables(datum, variable) + _unit(datum, variable) + _sources(datum)
    return found or _ranges(datum, variable)


def _unit(datum: Datum, variable: Variable) -> list[Finding]:
    try:
        conversion(datum.unit, variable.unit)
    except InputError as error:
        return [(("unit",), f"{error}; {variable.name} is in {variable.unit}")]
    return []


def _sources(datum: Datum) -> list[Finding]:
    known = references()
    return [
        (("source",), f"{key} is not in references.bib; {nearest(key, known)}")
        for key in datum.sources
        if key not in known
    ]


def _tables(datum: Datum, variable: Variable) -> list[Finding]:
    labels = labels_of(variable)
    found = _table(datum.value, ("value",), labels, scalar_allowed=labels is None)
    if datum.spread:
        names = ("low", "high") if datum.spread.kind in BOUNDED else ("p10", "p90")
        for name, bound in zip(names, datum.spread.bounds(), strict=True):
            found += _table(bound, ("spread", name), labels, scalar_allowed=True)
    return found


def _table(
    entries: Entries, path: tuple[str, ...], labels: tuple[str, ...] | None, scalar_allowed: bool
) -> list[Finding]:
    if isinstance(entries, Mapping):
        if labels is None:
            return [(path, "must be one number, not a table")]
        if labels == MONTHS and set(entries) != set(MONTHS):
            return [(path, "needs all twelve months Jan to Dec")]
        unknown = [(path, f"{key} is not known; {nearest(key, labels)}") for key in entries if key not in labels]
        left_out = [] if labels == elements.ELEMENTS else [label for label in labels if label not in entries]
        return unknown + ([(path, f"needs an entry for {', '.join(left_out)} too")] if left_out else [])
    if isinstance(entries, list):
        if labels is None:
            return [(path, "must be one number, not a list")]
        if labels == elements.ELEMENTS:
            return [(path, "must be a mapping by element, such as {Nd: 1.0, Dy: 2.0}")]
        if labels != MONTHS:
            return [(path, f"must be a mapping with an entry for each of {', '.join(labels)}")]
        return [] if len(entries) == len(labels) else [(path, f"needs {len(labels)} entries, has {len(entries)}")]
    return [] if scalar_allowed else [(path, "must be a table with one entry for each label, not one number")]


def _ranges(datum: Datum, variable: Variable) -> list[Finding]:
    value = central_value(datum, variable)
    allowed = f"{variable.low:g} to {variable.high:g} {'' if variable.unit == '1' else variable.unit}".rstrip()
    found: list[Finding] = []
    if (value < variable.low).any() or (value > variable.high).any():
        came = f"{float(value):g}" if value.ndim == 0 else "an entry of the table"
        found.append((("value",), f"must lie in {allowed}; {came} does not"))
    if datum.spread is None:
        return found
    low, high = absolute_bounds(datum, variable)
    below, above = ("low", "high") if datum.spread.kind in BOUNDED else ("p10", "p90")
    if (low > high).any():
        found.append((("spread", below), f"lies above {above}; exchange them"))
    elif ((low > value) | (value > high)).any():
        found.append((("spread",), f"the value must lie between {below} and {above}"))
    elif datum.spread.kind in ("lognormal", "loguniform") and ((low <= 0.0) & (value != 0.0)).any():
        found.append((("spread", below), f"must be above 0 for {datum.spread.kind}"))
    if datum.spread.kind in BOUNDED and (np.any(low < variable.low) or np.any(high > variable.high)):
        found.append((("spread",), f"must stay inside {allowed}"))
    return found
