"""A weather record from an ERA5 NetCDF file: one grid point, or the nearest one with waves to a stated place.

Names and meaning are ECMWF's: swh (significant height of combined wind waves and swell), pp1d (peak period), mwp (mean
period), u10 and v10 (wind 10 m above the sea); expver 1 or 0001 is final, 5 or 0005 preliminary.
"""

import warnings
from pathlib import Path
from typing import Any

import h5py  # type: ignore[import-untyped]
import numpy as np
import xarray as xr

from kaitei.errors import InputError, Problem
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.grid_point import Point, points_by_distance
from kaitei.fleet.record.packed_file import check_file, shown
from kaitei.fleet.record.readings import MAX_READINGS, Readings
from kaitei.fleet.record.variables import NAMES
from kaitei.physics.arrays import FloatArray

UNITS = {"swh": {"m", "metre", "metres"}, "pp1d": {"s", "second"}, "mwp": {"s", "second"}}
UNITS |= {name: {"m s**-1", "m s-1", "m/s"} for name in ("u10", "v10")}
TIMES = ("valid_time", "time")
_KNOWN_DIMS = {*TIMES, "latitude", "longitude", "lat", "lon", "expver", "number"}
_MOST_TRIED = 60
"""Grid points tried, nearest first, until one is at sea."""
_LARGEST_CHUNK = 200_000_000


def read_era5(path: Path, record: WeatherRecord) -> Readings:
    """The readings of one file.

    Raises InputError when it is no such file, with every problem of its variables at once.
    """
    check_file(path)
    engine = _engine(path)
    try:
        if engine == "netcdf4":
            _refuse_traps(path)
        with warnings.catch_warnings():
            # NOTE: what xarray warns of (two fill values, odd calendars) shows below as missing values or an error.
            warnings.simplefilter("ignore")
            with xr.open_dataset(path, engine=engine, chunks=None, cache=False) as dataset:
                return _readings(dataset, str(path), record)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001
        # NOTE: a damaged file raises half a dozen unrelated types from three libraries.
        reason = shown((str(error).splitlines() or [type(error).__name__])[0], 200)
        raise InputError(Problem(f"cannot be read as NetCDF: {reason}", "", str(path))) from None


def _engine(path: Path) -> Any:
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    if head == b"\x89HDF\r\n\x1a\n":
        return "netcdf4"
    if head[:4] in (b"CDF\x01", b"CDF\x02"):
        return "scipy"
    if head[:4] == b"PK\x03\x04":
        raise InputError(f"{path} is a .zip; unpack it and list its files, waves and wind, under file")
    if head[:4] == b"GRIB":
        raise InputError(f"{path} is a GRIB file; download it as NetCDF")
    raise InputError(f"{path} is not a NetCDF file; if it is a table, say format: csv")


def _refuse_traps(path: Path) -> None:
    """Refuses what would make reading leave the file or fill the memory before anything is chosen."""
    with h5py.File(path, "r") as content:
        for name in content:
            link = content.get(name, getlink=True)
            if not isinstance(link, h5py.HardLink):
                raise InputError(
                    Problem(f"{name!r:.60} is a link to another place; store the data in the file", "", str(path))
                )
            item = content[name]
            if isinstance(item, h5py.Dataset):
                if item.external or item.is_virtual:
                    raise InputError(Problem(f"{name!r:.60} has its data in another file", "", str(path)))
                if item.ndim == 1 and item.size > MAX_READINGS:
                    raise InputError(Problem(f"{name!r:.60} has {item.size} entries", "", str(path)))


def _readings(dataset: xr.Dataset, file: str, record: WeatherRecord) -> Readings:
    period = _period(dataset, record)
    names = [name for name in ("swh", period, "u10", "v10") if name in dataset.data_vars]
    found = _problems(dataset, file, names)
    if found:
        raise InputError(found)
    time = _time(dataset, file)
    point, columns = _nearest_at_sea(dataset, file, record, names)
    values = np.full((len(NAMES), time.size), np.nan)
    present = np.zeros(len(NAMES), bool)
    notes = [point.text()]
    for place, name in enumerate(("swh", period)):
        if name in columns:
            values[place], present[place] = columns[name], True
            notes.append(f"{NAMES[place]} from {name}")
    if "u10" in columns:
        values[2], present[2] = np.hypot(columns["u10"], columns["v10"]), True
        notes.append("wind_speed from u10 and v10")
    notes += _preliminary(dataset, time.size)
    return Readings(file, time, values, present, np.zeros(time.size, np.int64), tuple(notes))


def _period(dataset: xr.Dataset, record: WeatherRecord) -> str:
    wish, other = ("pp1d", "mwp") if record.period == "peak" else ("mwp", "pp1d")
    return wish if wish in dataset.data_vars or other not in dataset.data_vars else other


def _problems(dataset: xr.Dataset, file: str, names: list[str]) -> list[Problem]:
    if not {"swh", "u10", "v10"} & set(names):
        held = ", ".join(map(shown, list(dataset.data_vars)[:8])) or "none"
        return [Problem(f"holds no swh (significant wave height); its variables: {held}", "", file)]
    found = []
    if len({"u10", "v10"} & set(names)) == 1:
        found.append(Problem("holds only one of u10 and v10; a wind speed needs both", "", file))
    stamps = [name for name in TIMES if name in dataset.dims]
    for name in names:
        array = dataset[name]
        dims = {str(dim) for dim in array.dims}
        if not stamps or stamps[0] not in dims:
            found.append(
                Problem(f"has no dimension time or valid_time (it has {shown(', '.join(sorted(dims)))})", name, file)
            )
        if unknown := sorted(dims - _KNOWN_DIMS):
            found.append(
                Problem(
                    f"has the dimension {shown(unknown[0])}; take one place or a latitude-longitude grid", name, file
                )
            )
        if array.sizes.get("number", 1) > 1:
            found.append(Problem(f"holds {array.sizes['number']} members of an ensemble; keep one", name, file))
        if array.sizes.get("expver", 1) > 2:
            found.append(Problem(f"holds {array.sizes['expver']} versions (expver); keep 1 and 5", name, file))
        if array.dtype.kind not in "fiu":
            found.append(Problem(f"holds {array.dtype}, not numbers", name, file))
        if (unit := str(array.attrs.get("units", ""))) and unit not in UNITS[name]:
            found.append(Problem(f"is in {shown(unit)!r}, not {sorted(UNITS[name])[0]!r}", name, file))
        chunk = array.encoding.get("chunksizes") or (1,)
        if np.prod(np.array(chunk, float)) * 8.0 > _LARGEST_CHUNK:
            found.append(Problem("is stored in pieces too large to read; store it in smaller chunks", name, file))
    return found


def _time(dataset: xr.Dataset, file: str) -> Any:
    name = next(name for name in TIMES if name in dataset.dims)
    if dataset.sizes[name] > MAX_READINGS:
        raise InputError(f"{file} has {dataset.sizes[name]} stamps; a record has at most {MAX_READINGS}")
    if name not in dataset.variables or dataset[name].dtype.kind != "M":
        raise InputError(
            Problem("holds no dates (units such as 'hours since 1900-01-01', calendar standard)", name, file)
        )
    stamps = dataset[name].to_numpy()
    if stamps.size == 0 or np.isnat(stamps).any():
        raise InputError(Problem("holds no stamps, or stamps that are missing", name, file))
    return stamps.astype("datetime64[s]").astype(np.int64)


def _nearest_at_sea(
    dataset: xr.Dataset, file: str, record: WeatherRecord, names: list[str]
) -> tuple[Point, dict[str, FloatArray]]:
    candidates = points_by_distance(dataset[names[0]], file, record.latitude, record.longitude)
    for skipped, point in enumerate(candidates[:_MOST_TRIED]):
        first = _column(dataset[names[0]], point)
        if np.isfinite(first).any():
            rest = {name: _column(dataset[name], point) for name in names[1:]}
            return point._replace(skipped=skipped), {names[0]: first, **rest}
    raise InputError(
        Problem(f"holds no value at the {min(len(candidates), _MOST_TRIED)} nearest points: land", names[0], file)
    )


def _column(array: xr.DataArray, point: Point) -> FloatArray:
    """One point of a variable over time, the final version before the preliminary one."""
    picked = array.isel({dim: 0 for dim in ("number",) if dim in array.dims})
    for dim, value in point.where.items():
        if dim in picked.dims:
            picked = picked.isel({dim: int(np.abs(picked[dim].to_numpy() - value).argmin())})
    if "expver" not in picked.dims:
        return np.asarray(picked.to_numpy(), float)
    versions = [np.asarray(picked.isel(expver=i).to_numpy(), float) for i in range(picked.sizes["expver"])]
    return np.where(np.isfinite(versions[0]), versions[0], versions[-1])


def _preliminary(dataset: xr.Dataset, hours: int) -> list[str]:
    if "expver" not in dataset.variables:
        return []
    if "expver" in dataset.dims:
        return [f"expver: version {dataset['expver'].to_numpy().tolist()[0]} first, where it is missing the next"]
    early = int(np.isin(np.char.lstrip(dataset["expver"].to_numpy().astype(str), "0"), ["5"]).sum())
    return [f"{early} of {hours} stamps are preliminary (expver 5)"] if early else []
