"""Two runs side by side: what differs in the inputs, and what that does to the measures."""

from dataclasses import dataclass

import numpy as np

from kaitei.measure import MEASURES, spread_of
from kaitei.physics.arrays import FloatArray
from kaitei.result import Result


@dataclass(frozen=True)
class Difference:
    """One measure in both runs, and the second less the first."""

    name: str
    unit: str
    first_p50: float | None
    second_p50: float | None
    change_p10: float | None
    change_p50: float | None
    change_p90: float | None
    paired: bool
    """The change is taken draw by draw (same seed and number of draws), not between the percentiles."""


def changed_inputs(first: Result, second: Result) -> list[tuple[str, str, str]]:
    """Options and data that differ: (name, first, second)."""
    made = []
    for name, word in first.scenario.options.items():
        other = second.scenario.options[name]
        if word != other:
            made.append((name, word, other))
    for name, datum in first.scenario.data.items():
        other_datum = second.scenario.data[name]
        if datum != other_datum:
            made.append((name, _brief(datum.value, datum.unit), _brief(other_datum.value, other_datum.unit)))
    return made


def _brief(value: object, unit: str) -> str:
    return f"{value:g} {unit}" if isinstance(value, float) else f"table in {unit}"


def difference(first: FloatArray, second: FloatArray) -> FloatArray:
    """Second less first, 0 where both are the same infinity.

    >>> difference(np.array([1.0, np.inf]), np.array([3.0, np.inf])).tolist()
    [2.0, 0.0]
    """
    same = first == second
    return np.where(same, 0.0, second - np.where(same, 0.0, first))


def compare(first: Result, second: Result) -> list[Difference]:
    """Every measure of both runs; draw by draw where the runs share seed and draws."""
    paired = first.seed == second.seed and first.draws == second.draws
    a, b = first.dataset, second.dataset
    ok = np.ones(first.draws, dtype=bool)
    if paired:
        for dataset in (a, b):
            ok &= np.array([reason == "" for reason in dataset["failure"].to_numpy()])
        a, b = a.isel(draw=ok), b.isel(draw=ok)
    else:
        a, b = first.valid, second.valid
    made = []
    for item in MEASURES:
        ya, yb = item.compute(a), item.compute(b)
        sa, sb = spread_of(ya), spread_of(yb)
        if paired:
            change = spread_of(difference(ya, yb))
        else:
            p50 = None if sa["p50"] is None or sb["p50"] is None else sb["p50"] - sa["p50"]
            change = {"p10": None, "p50": p50, "p90": None}
        made.append(
            Difference(item.name, item.unit, sa["p50"], sb["p50"], change["p10"], change["p50"], change["p90"], paired)
        )
    return made
