"""A result in other formats: NetCDF, Parquet and CSV tables by dimension, the workbook; and the log of the ships."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import xarray as xr

from kaitei import run_folder
from kaitei.errors import InputError, nearest
from kaitei.result import Result

FORMATS = ("nc", "parquet", "xlsx", "csv")

LOG_FILES = frozenset({"log.parquet", "log.csv", "gantt.html"})
"""What a log consists of. A folder that holds nothing else may be replaced by a new log."""


def tables(dataset: xr.Dataset) -> dict[str, pd.DataFrame]:
    """One long table for each set of dimensions, named by it, such as ``draw_year``; units stand in the columns."""
    by_dims: dict[tuple[str, ...], list[str]] = {}
    for name, array in dataset.data_vars.items():
        if array.dims:
            by_dims.setdefault(tuple(map(str, array.dims)), []).append(str(name))
    made = {}
    for dims, names in by_dims.items():
        frame = dataset[names].to_dataframe(dim_order=list(dims)).reset_index()[[*dims, *names]]
        units = {name: str(dataset[name].attrs.get("units", "")) for name in names}
        made["_".join(dims)] = frame.rename(columns={n: f"{n} [{u}]" for n, u in units.items() if u})
    return made


def export(result: Result, formats: Sequence[str], folder: Path) -> list[Path]:
    """Writes the result in the formats and returns the files.

    Raises InputError for an unknown format, or when the folder cannot be written.
    """
    wanted = [name.strip() for name in formats]
    for name in wanted:
        if name not in FORMATS:
            raise InputError(f"no format {name!r}; {nearest(name, FORMATS)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [path for name in wanted for path in _write(result, name, folder)]
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}") from None


def _write(result: Result, name: str, folder: Path) -> list[Path]:
    if name == "nc":
        return [result.save(folder / "result.nc")]
    if name == "xlsx":
        from kaitei.report import workbook

        return [workbook.write(result, folder / "results.xlsx")]
    made = []
    for title, frame in tables(result.dataset).items():
        path = folder / f"{title}.{name}"
        if name == "csv":
            frame.to_csv(path, index=False)
        else:
            frame.to_parquet(path, index=False)
        made.append(path)
    return made


def check_log_target(folder: Path) -> None:
    """Raises InputError when ``folder`` cannot take a log: asked before the work, not after."""
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder for the log")
    others = sorted(path.name for path in folder.iterdir() if path.name not in LOG_FILES) if folder.is_dir() else []
    if others:
        raise InputError(f"{folder} holds other files than a log ({others[0]}); name an empty or a new folder")
    if not folder.is_dir():
        run_folder.check_target(folder)
        return
    for place in (folder.parent, folder):
        if not os.access(place, os.W_OK):
            raise InputError(f"{folder} cannot be written: no permission in {place}; name another folder")


def write_log(log: pd.DataFrame, year: int, note: str, folder: Path) -> list[Path]:
    """Writes log.parquet, log.csv and gantt.html (of one calendar year, with a note) and returns the files.

    The folder is there whole or not at all.

    Raises InputError when the folder cannot be written.
    """
    from kaitei.report.charts import gantt

    check_log_target(folder)
    page = gantt.page(gantt.gantt(log, year), f"What the ships do in {year}", note)
    place = folder.resolve()
    part, old = (place.with_name(f".{place.name}.{os.getpid()}.{end}") for end in ("part", "old"))
    try:
        part.mkdir(parents=True)
        log.to_parquet(part / "log.parquet", index=False)
        log.to_csv(part / "log.csv", index=False, date_format="%Y-%m-%dT%H:%M:%S")
        (part / "gantt.html").write_text(page, encoding="utf-8", newline="\n")
        if place.exists():
            place.rename(old)
        part.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return [folder / name for name in sorted(LOG_FILES)]
