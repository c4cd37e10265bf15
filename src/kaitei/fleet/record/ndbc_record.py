"""A weather record from NDBC standard meteorological text: yearly or real-time files of a buoy, old and new forms.

The form (columns, units, 9s or MM for what is missing, UTC) is that of the National Data Buoy Center's page
"Measurement Descriptions and Units" (www.ndbc.noaa.gov/measdes.shtml).
"""

from pathlib import Path

import numpy as np

from kaitei.errors import InputError, Problem
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.packed_file import shown, text_of
from kaitei.fleet.record.readings import Readings
from kaitei.fleet.record.text_table import NumberReader, pieces
from kaitei.fleet.record.variables import NAMES
from kaitei.physics.arrays import FloatArray, IntArray

MISSING = (99.0, 999.0, 9999.0, "MM")
"""Markers of what is missing, in the columns read here."""
UNITS = {"WVHT": "m", "DPD": "sec", "APD": "sec", "WSPD": "m/s"}
_REMEDY = "mend or remove the line (a second header within the file does this too: list yearly files instead)"
_YEARS, _MINUTES = ("YY", "YYYY"), "mm"
_TURN = 70
"""Two-digit years from here on are of the twentieth century: NDBC's buoys begin in 1970."""


def read_ndbc(path: Path, record: WeatherRecord) -> Readings:
    """The readings of one file.

    Raises InputError when it is not of this form.
    """
    content, file = text_of(path), str(path)
    header, fields = _header(content, file)
    period = {"peak": "DPD", "mean": "APD"}[record.period]
    columns = {"wave_height": "WVHT", "wave_period": period, "wind_speed": "WSPD"}
    have = {name: column for name, column in columns.items() if column in fields}
    clock = [fields[0], "MM", "DD", "hh", *([_MINUTES] if _MINUTES in fields else [])]
    readers = {column: NumberReader(column, MISSING, remedy=_REMEDY) for column in have.values()}
    readers |= {column: NumberReader(column, (), remedy=_REMEDY) for column in clock}
    # NOTE: minutes (mm) and months (MM) differ only by case, and the months come second.
    at = {column: fields.index(column) for column in readers}
    parts, line_numbers = [], []
    for cells, lines in pieces(content, file, header, len(fields), list(at.values()), "space"):
        parts.append(np.array([readers[column].read(cells[place], lines) for column, place in at.items()]))
        line_numbers.append(lines)
    found = [problem for reader in readers.values() for problem in reader.problem(file)]
    if not parts:
        found.append(Problem("holds a header and no rows", "", file))
    if found:
        raise InputError(found)
    table = dict(zip(at, np.concatenate(parts, axis=1), strict=True))
    lines = np.concatenate(line_numbers)
    time = _seconds([table[column] for column in clock], lines, file)
    values = np.full((len(NAMES), time.size), np.nan)
    for name, column in have.items():
        values[NAMES.index(name)] = table[column]
    # NOTE: a buoy without an anemometer still has the column, filled with 99s.
    present = np.array([name in have and bool(np.isfinite(values[i]).any()) for i, name in enumerate(NAMES)])
    present[0] = "wave_height" in have
    notes = tuple(f"{name} from {column}" for name, column in have.items() if present[NAMES.index(name)])
    return Readings(file, time, values, present, lines, notes)


def _header(content: bytes, file: str) -> tuple[int, list[str]]:
    """Lines of the header with its unit line, and the column names."""
    lines = [line.decode("utf-8") for line in content.split(b"\n", 2)[:2]]
    fields = lines[0].lstrip("#").split()
    if len(fields) < 5 or fields[0] not in _YEARS or fields[1:4] != ["MM", "DD", "hh"]:
        message = "does not begin with YY MM DD hh as NDBC standard meteorological files do; check the format"
        raise InputError(Problem(message, "", file, 1))
    if "WVHT" not in fields:
        raise InputError(Problem(f"has no column WVHT (it has {shown(', '.join(fields[4:12]), 120)})", "", file, 1))
    if len(lines) < 2 or not lines[1].startswith("#"):
        return 1, fields
    units = dict(zip(fields, lines[1].lstrip("#").split(), strict=False))
    found = [
        Problem(f"is in {shown(units[name])}, not {unit}; read it as format: csv and state the unit", name, file, 2)
        for name, unit in UNITS.items()
        if units.get(name, unit) != unit
    ]
    if found:
        raise InputError(found)
    return 2, fields


def _seconds(parts: list[FloatArray], lines: IntArray, file: str) -> IntArray:
    """Seconds since 1970 from year, month, day, hour and, if there, minute."""
    year, month, day, hour, minute = [*parts, np.zeros_like(parts[0])][:5]
    full = np.where(year >= 100.0, year, np.where(year >= _TURN, 1900.0, 2000.0) + year)
    whole = np.nan_to_num(np.array([full, month, day, hour, minute]), nan=-1.0)
    good = (whole == np.floor(whole)).all(axis=0) & (whole[0] > 0) & (whole[0] < 9999)
    good &= (whole[1] >= 1) & (whole[1] <= 12) & (whole[2] >= 1) & (whole[3] >= 0) & (whole[3] <= 24)
    good &= (whole[4] >= 0) & (whole[4] < 60)
    months = np.where(good, (whole[0] - 1970) * 12 + whole[1] - 1, 0).astype(np.int64).astype("datetime64[M]")
    length = ((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64)
    good &= whole[2] <= length
    if not good.all():
        bad = np.flatnonzero(~good)
        named = ", ".join(f"line {lines[i]}" for i in bad[:3])
        message = f"{bad.size} stamps are no date and hour: {named}; a second header within the file does this too"
        raise InputError(Problem(message, "", file, int(lines[bad[0]])))
    since = months.astype("datetime64[s]").astype(np.int64)
    within: IntArray = ((whole[2] - 1) * 86400 + whole[3] * 3600 + whole[4] * 60).astype(np.int64)
    return since + within
