"""A result in other formats: NetCDF, Parquet and CSV tables by dimension, and the workbook."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import xarray as xr

from kaitei.errors import InputError, nearest
from kaitei.result import Result

FORMATS = ("nc", "parquet", "xlsx", "csv")


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
