"""The rows of a text table piece by piece, and its cells as numbers: bounded memory, every line known."""

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from kaitei.errors import InputError, Problem
from kaitei.fleet.record.readings import MAX_READINGS
from kaitei.fleet.record.stamps import Unread
from kaitei.physics.arrays import FloatArray, IntArray

PIECE = 200_000
"""Rows read at once."""


class Piece(NamedTuple):
    """Some rows: text cells by column position, and the line of each row."""

    cells: dict[int, Any]
    lines: IntArray


def pieces(
    content: bytes, file: str, header: int, width: int, wanted: Sequence[int], delimiter: str
) -> Iterator[Piece]:
    """The rows below a header.

    header: number of lines up to and with the header. width: columns of the header. wanted: positions to read.

    Raises InputError for a row that is longer than the header, or a quoted cell that runs over a line end.
    """
    separator = {"tab": "\t", "space": r"\s+"}.get(delimiter, delimiter)
    columns = sorted({*wanted, width})
    total = content.count(b"\n", 0, len(content.rstrip())) + 1 - header
    if total > MAX_READINGS:
        raise InputError(f"{file} has {total} rows; a record has at most {MAX_READINGS}")
    if total <= 0:
        return
    seen = 0
    try:
        frames = pd.read_csv(
            io.BytesIO(_with_spare_column(content, header, width, separator)), sep=separator, header=0,
            names=list(range(width + 1)), usecols=columns, dtype=str, index_col=False, skip_blank_lines=False,
            na_filter=False, skipinitialspace=True, chunksize=PIECE, encoding="utf-8",
        )  # fmt: skip
        for frame in frames:
            frame = frame.fillna("")
            lines = np.arange(len(frame), dtype=np.int64) + header + 1 + seen
            seen += len(frame)
            cells = {column: frame[column].str.strip() for column in columns}
            _refuse_longer(cells.pop(width), lines, file, width)
            blank = np.logical_and.reduce([np.asarray(cell == "", dtype=bool) for cell in cells.values()])
            yield Piece({column: cell[~blank] for column, cell in cells.items()}, lines[~blank])
    except pd.errors.EmptyDataError:
        return
    except (pd.errors.ParserError, ValueError) as error:
        message = f"cannot be read as a table: {str(error).splitlines()[0][:200]}; look for a stray quotation mark"
        raise InputError(Problem(message, "", file)) from None
    if seen < total:
        raise InputError(Problem("a quoted cell runs over the end of a line; write one reading a line", "", file))


def _with_spare_column(content: bytes, header: int, width: int, separator: str) -> bytes:
    """The rows under a header of one column more, so that a row that is too long shows there."""
    start = 0
    for _ in range(header):
        start = content.index(b"\n", start) + 1
    first = (" " if separator == r"\s+" else separator).join(["x"] * (width + 1))
    return first.encode() + b"\n" + content[start:]


def _refuse_longer(beyond: Any, lines: IntArray, file: str, width: int) -> None:
    longer = np.asarray(beyond != "", dtype=bool)
    if longer.any():
        first = int(lines[longer][0])
        message = (
            f"{int(longer.sum())} rows have more than the {width} columns of the header; check delimiter and decimal"
        )
        raise InputError(Problem(message, "", file, first))


class NumberReader:
    """Reads one column as numbers, piece by piece, and remembers what was wrong with it."""

    def __init__(
        self, name: str, missing: Sequence[float | str], decimal: str = ".", remedy: str = "list a marker under missing"
    ) -> None:
        self.name, self.decimal, self.remedy, self.unread = name, decimal, remedy, Unread()
        self.words = {str(marker).strip().lower() for marker in missing} | {""}
        self.numbers = np.array([number for marker in missing if np.isfinite(number := _number(marker))])

    def read(self, cells: Any, lines: IntArray) -> FloatArray:
        """Numbers, NaN where a cell is empty or holds a marker."""
        plain = cells.str.replace(",", ".", regex=False) if self.decimal == "," else cells
        numbers = np.array(pd.to_numeric(plain, errors="coerce"), dtype=float)
        missing = np.isin(numbers, self.numbers) | np.asarray(cells.str.lower().isin(self.words), dtype=bool)
        self.unread.note(~missing & ~np.isfinite(numbers), lines, cells)
        numbers[missing | ~np.isfinite(numbers)] = np.nan
        return numbers

    def problem(self, file: str) -> list[Problem]:
        """What was wrong, if anything."""
        if not self.unread.count:
            return []
        message = f"{self.unread.count} cells are no number: {self.unread}; {self.remedy}"
        if "," in str(self.unread) and self.decimal == ".":
            message += ", or state decimal: ',' if that is a decimal comma"
        return [Problem(message, self.name, file, self.unread.line)]


def _number(marker: float | str) -> float:
    try:
        return float(marker)
    except ValueError:
        return float("nan")
