"""Small weather records written to a folder of the test's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.hourly import HourlyRecord
from kaitei.fleet.record.load import load_record

CSV: dict[str, Any] = {
    "file": "record.csv",
    "format": "csv",
    "time": {"column": "time", "zone": "UTC"},
    "columns": {"wave_height": {"name": "hs", "unit": "m"}},
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows below a header, or bytes, to a file of the folder and gives its path."""

    def go(content: list[str] | bytes, header: str = "time,hs", name: str = "record.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else ("\n".join([header, *content]) + "\n").encode())
        return path

    return go


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., HourlyRecord]:
    """Loads a record of the folder as declared; keywords change the declaration."""

    def go(**changes: Any) -> HourlyRecord:
        return load_record(WeatherRecord.model_validate(CSV | changes), tmp_path)

    return go


@pytest.fixture(scope="session")
def heights() -> Callable[[int], Any]:
    """Wave heights by hour with a season and a day, never constant, on millimetres."""

    def go(hours: int) -> Any:
        h = np.arange(hours)
        return np.round(1.5 + 0.8 * np.cos(h * 2 * np.pi / 8766) + 0.3 * np.sin(h / 7.0), 3)

    return go


@pytest.fixture(scope="session")
def rows() -> Callable[..., list[str]]:
    """Rows of ISO stamps and values from a first stamp on."""

    def go(first: str, values: Any, minutes: int = 60) -> list[str]:
        times = np.datetime64(first, "m") + np.arange(len(values)) * minutes
        return [f"{t},{v}" for t, v in zip(times.astype(str), values, strict=True)]

    return go


@pytest.fixture(scope="session")
def two_years(rows: Callable[..., list[str]], heights: Callable[[int], Any]) -> list[str]:
    """Rows of 2001 and 2002, hour by hour."""
    return rows("2001-01-01T00:00", heights(2 * 8760))
