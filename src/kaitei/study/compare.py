"""Runs side by side: what differs in the inputs, and what that does to the measures."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from kaitei.datum import Datum
from kaitei.measure import MEASURES, Measure, spread_of
from kaitei.physics.arrays import FloatArray
from kaitei.result import Result
from kaitei.scenario import Horizon

ABSENT = "–"
"""What stands for an input that a run does not have."""


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


def changed_inputs(*results: Result) -> list[tuple[str, ...]]:
    """Options, data, years and weather records that are not the same in all runs: the name, then each run's."""
    scenarios = [result.scenario for result in results]
    made: list[tuple[str, list[tuple[str, str]]]] = []
    # NOTE: a run of an older version may lack a name.
    for name in dict.fromkeys(name for scenario in scenarios for name in scenario.options):
        made.append((name, [(scenario.options.get(name, ABSENT), "") for scenario in scenarios]))
    for name in dict.fromkeys(name for scenario in scenarios for name in scenario.data):
        data = [scenario.data.get(name) for scenario in scenarios]
        made.append((name, [(_brief(datum), str(datum)) for datum in data]))
    made.append(("horizon", [(_years(scenario.horizon), str(scenario.horizon)) for scenario in scenarios]))
    records = [scenario.weather_record for scenario in scenarios]
    made.append(("weather_record", [(", ".join(r.file) if r else "none", str(r)) for r in records]))
    return [(name, *_told_apart(entries)) for name, entries in made if len({*entries}) > 1]


def _told_apart(entries: list[tuple[str, str]]) -> list[str]:
    """What is printed of entries (in brief, in full): where all look alike, those unlike the first say so."""
    words, full = zip(*entries, strict=True)
    if len({*words}) > 1:
        return list(words)
    return [word if text == full[0] else f"{word} (else different)" for word, text in entries]


def _brief(datum: Datum | None) -> str:
    if datum is None:
        return ABSENT
    if not isinstance(datum.value, float):
        return f"table in {datum.unit}"
    return f"{datum.value:g}" if datum.unit == "1" else f"{datum.value:g} {datum.unit}"


def _years(horizon: Horizon) -> str:
    ramp = "".join(f", {share:g}" for share in horizon.ramp_up)
    built = f", {horizon.construction_years} of construction" if horizon.construction_years else ""
    return f"{horizon.production_years} years from {horizon.first_year}{built}{f', ramp-up{ramp[1:]}' if ramp else ''}"


def difference(first: FloatArray, second: FloatArray) -> FloatArray:
    """Second less first, 0 where both are the same infinity, or equal but for rounding.

    >>> difference(np.array([1.0, np.inf, 1e6]), np.array([3.0, np.inf, 1e6 + 1e-9])).tolist()
    [2.0, 0.0, 0.0]
    """
    same = np.isclose(first, second, rtol=1e-12, atol=0.0)
    return np.where(same, 0.0, second - np.where(same, 0.0, first))


def paired(first: Result, second: Result) -> bool:
    """Whether two runs share their random numbers, draw by draw: the same seed and number of draws."""
    return first.seed == second.seed and first.draws == second.draws


def compare(first: Result, second: Result) -> list[Difference]:
    """Every measure of both runs; draw by draw where the runs share seed and draws."""
    return side_by_side(first, second)[0]


def side_by_side(base: Result, *others: Result) -> list[list[Difference]]:
    """Every measure of each run against the first: one list for each of ``others``.

    A draw that failed in one of the runs that share their random numbers is left out in all of them.
    """
    family = [base, *(other for other in others if paired(base, other))]
    if len(family) == 1:
        return [_differences(base.valid, other.valid, False) for other in others]
    ok = np.ones(base.draws, dtype=bool)
    for result in family:
        ok &= np.array([reason == "" for reason in result.dataset["failure"].to_numpy()])
    kept = base.dataset.isel(draw=ok)
    return [
        _differences(kept, other.dataset.isel(draw=ok), True)
        if paired(base, other)
        else _differences(kept, other.valid, False)
        for other in others
    ]


def _differences(a: xr.Dataset, b: xr.Dataset, same_draws: bool) -> list[Difference]:
    known = {*a.data_vars} & {*b.data_vars}
    return [_difference(item, a, b, same_draws) for item in MEASURES if known.issuperset(item.reads)]


def _difference(item: Measure, a: xr.Dataset, b: xr.Dataset, same_draws: bool) -> Difference:
    ya, yb = item.compute(a), item.compute(b)
    sa, sb = spread_of(ya), spread_of(yb)
    if same_draws:
        change = spread_of(difference(ya, yb))
    else:
        p50 = None if sa["p50"] is None or sb["p50"] is None else sb["p50"] - sa["p50"]
        change = {"p10": None, "p50": p50, "p90": None}
    return Difference(
        item.name, item.unit, sa["p50"], sb["p50"], change["p10"], change["p50"], change["p90"], same_draws
    )
