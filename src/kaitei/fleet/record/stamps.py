"""Time stamps of a text file to seconds in UTC."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from kaitei.fleet.record.declaration import Stamps
from kaitei.physics.arrays import BoolArray, IntArray

_CARRIES_ZONE = r"(?:[Zz]|\d[+-]\d\d(?::?\d\d)?)$"


@dataclass
class Unread:
    """Cells that could not be read: how many, and the first three by line."""

    count: int = 0
    first: list[str] = field(default_factory=list)
    line: int = 0

    def note(self, mask: BoolArray, lines: IntArray, cells: Any) -> None:
        """Counts the masked cells and keeps the first of them."""
        self.count += int(mask.sum())
        for i in np.flatnonzero(mask)[: 3 - len(self.first)]:
            self.line = self.line or int(lines[i])
            self.first.append(f"line {lines[i]} {str(cells.iloc[i])[:40]!r}")

    def __str__(self) -> str:
        return ", ".join(self.first)


@dataclass
class StampReader:
    """Reads the stamps of a file piece by piece and remembers what was wrong with them."""

    stamps: Stamps
    unread: Unread = field(default_factory=Unread)
    with_zone: int = 0
    without_zone: int = 0

    def seconds(self, cells: Any, lines: IntArray) -> tuple[IntArray, BoolArray]:
        """Seconds since 1970 in UTC of text cells, and which of them could be read."""
        pattern = self.stamps.format
        moments = _read(cells, "ISO8601" if pattern == "ISO" else pattern)
        good = np.asarray(moments.notna(), dtype=bool)
        self.unread.note(~good, lines, cells)
        carried = np.asarray(self._carry(cells, pattern), dtype=bool) & good
        self.with_zone += int(carried.sum())
        self.without_zone += int((good & ~carried).sum())
        since = moments.dt.tz_localize(None).to_numpy(dtype="datetime64[s]").astype(np.int64)
        return np.where(good, since - self.stamps.offset, 0), good

    def _carry(self, cells: Any, pattern: str) -> Any:
        if pattern != "ISO":
            return np.full(len(cells), "%z" in pattern)
        # NOTE: only after a time of day is -05 a zone; in 2010-05 it is the month.
        return cells.str.contains(":", regex=False) & cells.str.contains(_CARRIES_ZONE)

    def problems(self) -> list[tuple[str, str, int]]:
        """What was wrong, as (path, sentence, line)."""
        found = []
        if self.unread.count:
            wanted = "ISO, such as 2010-01-31T18:00" if self.stamps.format == "ISO" else self.stamps.format
            message = f"{self.unread.count} stamps cannot be read as {wanted}: {self.unread}; state time.format"
            found.append(("time.format", message, self.unread.line))
        if self.with_zone and self.without_zone:
            counts = f"{self.with_zone} stamps carry a zone and {self.without_zone} do not"
            found.append(("time.zone", f"{counts}; write them all alike", 0))
        elif self.with_zone and self.stamps.zone:
            found.append(("time.zone", f"the stamps carry their own zone; leave out zone: {self.stamps.zone}", 0))
        elif self.without_zone and not self.stamps.zone:
            found.append(
                ("time.zone", "is missing and the stamps carry none; write UTC or an offset such as +10:00", 0)
            )
        return found


def _read(cells: Any, pattern: str) -> Any:
    # NOTE: pandas reads these words as the time of day at which it reads them.
    cells = cells.mask(cells.str.lower().isin(("now", "today")), "")
    try:
        return pd.to_datetime(cells, format=pattern, errors="coerce", utc=True)
    except (ValueError, OverflowError):
        # NOTE: a few absurd cells (a zone beyond a day, a year beyond the calendar) raise even when told not to.
        return cells.map(lambda cell: _read_one(cell, pattern)).astype("datetime64[ns, UTC]")


def _read_one(cell: str, pattern: str) -> Any:
    try:
        return pd.to_datetime(cell, format=pattern, errors="coerce", utc=True)
    except (ValueError, OverflowError):
        return pd.NaT
