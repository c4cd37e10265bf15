"""A record in a few rows: months, tails, the longest calm and the longest storm."""

from typing import Any

import numpy as np

from kaitei.fleet.record.gaps import runs, stamp_of
from kaitei.fleet.record.hourly import YEAR_HOURS, HourlyRecord
from kaitei.fleet.record.variables import NAMES, VARIABLES
from kaitei.physics.arrays import BoolArray

LIMITS = (2.5, 3.5, 4.5)
"""Wave heights that work is held against in the tables [m]: transfer, running pipe, lifting."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

Row = dict[str, Any]


def describe(record: HourlyRecord) -> dict[str, Any]:
    """Plain tables of a record, for printing and the report.

    ``months``: mean and P90 of the wave height [m] and shares of time above LIMITS [1], January first, then the year.
    ``variables``: mean, P50, P90, P99 and highest of each variable [SI]. ``spells``: for each limit the longest time
    above it and the longest at or below it [h], with the stamps they begin at. ``account``: what was done, as rows.
    """
    height = record.values[:, 0].astype(np.float64)
    month = np.repeat(np.arange(12), np.array(_DAYS) * 24)
    months = [_month(name, height[:, month == m]) for m, name in enumerate(MONTHS)]
    present = np.flatnonzero(record.present)
    return {
        "months": [*months, _month("year", height)],
        "variables": [_variable(int(i), record.values[:, i].astype(np.float64)) for i in present],
        "spells": [_spell(limit, height > limit, record.account.years) for limit in LIMITS],
        "account": account_rows(record),
    }


def _month(name: str, height: Any) -> Row:
    above = {f"above {limit:g} m": float((height > limit).mean()) for limit in LIMITS}
    return {"month": name, "mean": float(height.mean()), "p90": float(np.quantile(height, 0.9)), **above}


def _variable(place: int, values: Any) -> Row:
    p50, p90, p99 = (float(value) for value in np.quantile(values, (0.5, 0.9, 0.99)))
    known = {"mean": float(values.mean()), "p50": p50, "p90": p90, "p99": p99, "highest": float(values.max())}
    return {"variable": NAMES[place], "unit": VARIABLES[place].unit, **known}


def _spell(limit: float, above: BoolArray, years: tuple[int, ...]) -> Row:
    storm, calm = _longest(above, years), _longest(~above, years)
    named = {"longest above": storm[0], "above from": storm[1], "longest below": calm[0], "below from": calm[1]}
    return {"limit": limit, "share above": float(above.mean()), **named}


def _longest(mask: BoolArray, years: tuple[int, ...]) -> tuple[int, str]:
    """Longest run in hours and its begin; it may cross new year, but not a year that was dropped."""
    first, apart = years[0], years[-1] - years[0] + 1
    whole = np.zeros((apart, YEAR_HOURS), bool)
    whole[np.array(years) - first] = mask
    starts, lengths = runs(whole.ravel())
    if starts.size == 0:
        return 0, ""
    longest = int(lengths.argmax())
    return int(lengths[longest]), stamp_of(first, int(starts[longest]))


def account_rows(record: HourlyRecord) -> list[Row]:
    """The account as rows of two words, item and what is to be said of it."""
    account = record.account
    unbroken = 1 < len(account.years) == account.years[-1] - account.years[0] + 1
    listed = f"{account.years[0]} to {account.years[-1]}" if unbroken else ", ".join(map(str, account.years))
    rows = [
        ("file", account.file),
        ("sha256", account.sha256),
        ("readings", f"{account.first} to {account.last}, one every {account.step / 60:g} min"),
        ("years", f"{len(account.years)} ({listed})"),
    ]
    for name, count in account.variables.items():
        total = count.present + count.interpolated + count.filled
        parts = f"{count.present} h read, {count.interpolated} h interpolated, {count.filled} h filled"
        rows.append((name, f"{parts} ({count.filled / total:.1%}) of {total} h"))
    rows += [(f"left out {year}", reason) for year, reason in account.dropped.items()]
    rows += [("note", note) for note in account.notes]
    return [{"item": item, "text": text} for item, text in rows if text]
