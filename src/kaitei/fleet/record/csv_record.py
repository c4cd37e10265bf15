"""A weather record from a CSV file as its declaration says."""

import csv
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from kaitei.errors import InputError, Problem, nearest
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.packed_file import shown, text_of
from kaitei.fleet.record.readings import Readings
from kaitei.fleet.record.stamps import StampReader
from kaitei.fleet.record.text_table import NumberReader, pieces
from kaitei.fleet.record.variables import NAMES, VARIABLES
from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.units import conversion

HEADER_WITHIN = 200
"""Lines within which the header is looked for; what stands above it is skipped."""


def read_csv(path: Path, record: WeatherRecord) -> Readings:
    """The readings of one CSV file.

    Raises InputError with every problem of its header, or else of its cells, at once.
    """
    content, file = text_of(path), str(path)
    stamps = record.time
    assert stamps is not None, "the declaration makes sure"
    needed = [*stamps.column, *(column.name for column in record.columns.values())]
    header, fields = _header(content, record.delimiter, stamps.column)
    _check_header(file, header, fields, record, needed)
    reader = StampReader(stamps)
    readers = {name: NumberReader(name, record.missing, record.decimal) for name in record.columns}
    times, rows, line_numbers = [], [], []
    wanted = [fields.index(name) for name in needed]
    for cells, lines in pieces(content, file, header, len(fields), wanted, record.delimiter):
        stamp = cells[fields.index(stamps.column[0])]
        for name in stamps.column[1:]:
            stamp = stamp + " " + cells[fields.index(name)]
        time, good = reader.seconds(stamp, lines)
        numbers = [readers[n].read(cells[fields.index(c.name)], lines)[good] for n, c in record.columns.items()]
        times.append(time[good])
        rows.append(np.array(numbers))
        line_numbers.append(lines[good])
    found = [Problem(message, where, file, line) for where, message, line in reader.problems()]
    found += [problem for number in readers.values() for problem in number.problem(file)]
    if not times:
        found.append(Problem("holds a header and no rows", "", file))
    if found:
        raise InputError(found)
    return _readings(file, record, np.concatenate(times), np.concatenate(rows, axis=1), np.concatenate(line_numbers))


def _readings(file: str, record: WeatherRecord, time: IntArray, rows: FloatArray, lines: IntArray) -> Readings:
    values = np.full((len(NAMES), time.size), np.nan)
    notes = []
    for row, (name, column) in zip(rows, record.columns.items(), strict=True):
        place = NAMES.index(name)
        line = conversion(column.unit, VARIABLES[place].unit)
        values[place] = row * line.factor + line.offset
        notes.append(f"{name} from column {column.name!r} in {column.unit}")
    present = np.array([name in record.columns for name in NAMES])
    return Readings(file, time, values, present, lines, tuple(notes))


def _split(line: str, delimiter: str) -> list[str]:
    if delimiter == "space":
        return line.split()
    row = next(csv.reader([line], delimiter="\t" if delimiter == "tab" else delimiter, skipinitialspace=True), [])
    return [cell.strip() for cell in row]


def _header(content: bytes, delimiter: str, stamp_columns: Sequence[str]) -> tuple[int, list[str]]:
    """Number of the header's line and its fields: the first line that names the stamps, else the best guess."""
    head = content.split(b"\n", HEADER_WITHIN)[:HEADER_WITHIN]
    rows = [_split(line.decode("utf-8"), delimiter) for line in head]
    for number, row in enumerate(rows, 1):
        if all(name in row for name in stamp_columns):
            return number, row
    likely = [bool(get_close_matches(stamp_columns[0], row, n=1)) for row in rows]
    if any(likely):
        return likely.index(True) + 1, rows[likely.index(True)]
    widest = max(range(len(rows)), key=lambda i: len(rows[i]))
    return widest + 1, rows[widest]


def _check_header(file: str, header: int, fields: list[str], record: WeatherRecord, needed: Sequence[str]) -> None:
    found = []
    paths = ["time.column"] * (len(needed) - len(record.columns)) + [f"columns.{name}.name" for name in record.columns]
    named = [shown(field) for field in fields if field]
    for path, name in zip(paths, needed, strict=True):
        if name not in fields:
            found.append(Problem(f"no column {name!r}; {nearest(name, named)}{_other(fields)}", path, file, header))
        elif fields.count(name) > 1:
            found.append(Problem(f"the column {name!r} stands {fields.count(name)} times", path, file, header))
        elif needed.count(name) > 1:
            found.append(Problem(f"the column {name!r} is named for two things", path, file, header))
    if found:
        raise InputError(found)


def _other(fields: list[str]) -> str:
    """A remedy when the header was not cut into columns."""
    if len(fields) > 1:
        return ""
    counts = {word: "".join(fields).count(sign) for word, sign in {";": ";", "tab": "\t", ",": ",", "|": "|"}.items()}
    best = max(counts, key=counts.__getitem__)
    return f" (the line was not cut into columns; state delimiter: {best!r})" if counts[best] else ""
