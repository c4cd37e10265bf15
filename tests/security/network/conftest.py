"""The packaged base year, and a copy of its tables to spoil."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from kaitei.security.network.base_year import BaseYear, base_year


@pytest.fixture(scope="session")
def base() -> BaseYear:
    return base_year()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for table in files("kaitei.security.network").iterdir():
        if table.name.endswith(".csv"):
            (tmp_path / table.name).write_text(table.read_text("utf-8"), "utf-8")
    return tmp_path


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces a piece of a table that stands in it once."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / f"{name}.csv"
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (name, old)
        path.write_text(text.replace(old, new), "utf-8")

    return replace
