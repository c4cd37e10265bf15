"""NetCDF files are written and read here alone: with which library, and what its errors become."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import xarray as xr

ENGINE: Literal["netcdf4"] = "netcdf4"


def write(groups: Mapping[str, xr.Dataset], file: Path) -> None:
    """Writes a new file of some groups; ``""`` is its root. Raises OSError when it cannot be written."""
    try:
        for i, (group, dataset) in enumerate(groups.items()):
            dataset.to_netcdf(file, "a" if i else "w", group=group or None, engine=ENGINE)
    except RuntimeError as error:
        # NOTE: the library's word for a full disk.
        raise OSError(str(error)) from None


def read(file: Path, group: str = "") -> xr.Dataset:
    """What a group of a file holds, in memory. Raises OSError when it cannot be read."""
    try:
        with xr.open_dataset(file, group=group or None, engine=ENGINE) as stored:
            return stored.load()
    except RuntimeError as error:
        # NOTE: the library's word for a file that is damaged inside.
        raise OSError(str(error)) from None
