"""ERA5 NetCDF: grids and points, versions, and files that are something else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import xarray as xr

from kaitei.errors import InputError
from kaitei.fleet.record import era5_record
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.era5_record import read_era5
from kaitei.fleet.record.readings import Readings

Read = Callable[..., Readings]
UNITS = {"swh": "m", "pp1d": "s", "mwp": "s", "u10": "m s**-1", "v10": "m s**-1"}
PLACE = {"latitude": 24.3, "longitude": 154.0}
HOURS = 6


def grid(names: tuple[str, ...] = ("swh", "pp1d", "u10", "v10"), time: str = "valid_time", **more: Any) -> xr.Dataset:
    """Two by two points; the values tell variable, hour and point apart."""
    stamps = np.datetime64("2001-01-01T00", "ns") + np.arange(HOURS) * np.timedelta64(1, "h")
    coords = {time: stamps, "latitude": [24.5, 24.0], "longitude": [154.0, 154.5]} | more
    shape = np.arange(HOURS * 4, dtype=float).reshape(HOURS, 2, 2) / 10
    made = {n: ((time, "latitude", "longitude"), shape + i + 1, {"units": UNITS[n]}) for i, n in enumerate(names)}
    return xr.Dataset(made, coords)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def go(dataset: xr.Dataset | bytes, engine: Any = "netcdf4", **changes: Any) -> Readings:
        path = tmp_path / "era5.nc"
        if isinstance(dataset, bytes):
            path.write_bytes(dataset)
        else:
            dataset.to_netcdf(path, engine=engine)
        return read_era5(path, WeatherRecord.model_validate({"file": "era5.nc", "format": "era5"} | changes))

    return go


@pytest.mark.parametrize("engine", ["netcdf4", "scipy"])
@pytest.mark.parametrize("time", ["time", "valid_time"])
def test_the_nearest_point_is_read_and_its_distance_told(read: Read, engine: str, time: str) -> None:
    got = read(grid(time=time), engine, **PLACE)
    assert got.time.tolist() == [978307200 + 3600 * i for i in range(HOURS)]
    assert got.values[0].tolist() == pytest.approx([1.0, 1.4, 1.8, 2.2, 2.6, 3.0])
    assert got.values[1, 0] == pytest.approx(2.0)
    assert got.values[2, 0] == pytest.approx(np.hypot(3.0, 4.0))
    assert got.present.tolist() == [True, True, True, False]
    assert got.notes[0] == "grid point latitude 24.5, longitude 154, 22 km from the stated place"


def test_packed_numbers_are_unpacked(read: Read, tmp_path: Path) -> None:
    dataset = grid(("swh",))
    dataset["swh"].encoding = {"dtype": "int16", "scale_factor": 0.001, "add_offset": 2.0, "_FillValue": -32767}
    assert read(dataset, **PLACE).values[0, 0] == pytest.approx(1.0, abs=1e-3)


def test_longitudes_west_and_east_are_the_same_place(read: Read) -> None:
    dataset = grid().assign_coords(longitude=[-154.0, -153.5])
    assert (
        read(dataset, latitude=24.3, longitude=206.0).notes[0].startswith("grid point latitude 24.5, longitude -154,")
    )


def test_one_point_needs_no_place(read: Read) -> None:
    got = read(grid().isel(latitude=0, longitude=[0]))
    assert got.notes[0] == "grid point latitude 24.5, longitude 154"
    assert read(grid().isel(latitude=0, longitude=0, drop=True)).notes[0] == "one place, without coordinates"


def test_land_is_passed_over(read: Read) -> None:
    dataset = grid()
    dataset["swh"][:, 0, 0] = np.nan
    got = read(dataset, **PLACE)
    assert "(1 nearer points are land)" in got.notes[0]
    assert got.values[0, 0] == pytest.approx(1.2)
    dataset["swh"][:] = np.nan
    with pytest.raises(InputError, match="swh: holds no value at the 4 nearest points: land"):
        read(dataset, **PLACE)


def test_the_period_is_chosen_or_what_there_is(read: Read) -> None:
    both = grid(("swh", "pp1d", "mwp"))
    assert read(both, **PLACE).values[1, 0] == pytest.approx(2.0)
    assert read(both, period="mean", **PLACE).values[1, 0] == pytest.approx(3.0)
    got = read(both.drop_vars("pp1d"), **PLACE)
    assert "wave_period from mwp" in got.notes
    assert read(both[["swh"]], **PLACE).present.tolist() == [True, False, False, False]


def test_a_version_dimension_takes_the_final_first(read: Read) -> None:
    one = grid(("swh",))
    final, early = one.copy(deep=True), one + 5.0
    final["swh"][4:], early["swh"][:4] = np.nan, np.nan
    both = xr.concat([final, early], dim=xr.Variable("expver", [1, 5]))
    both["swh"].attrs = {"units": "m"}
    got = read(both, **PLACE)
    assert got.values[0].tolist() == pytest.approx([1.0, 1.4, 1.8, 2.2, 7.6, 8.0])
    assert "expver: version 1 first, where it is missing the next" in got.notes


def test_versions_by_stamp_are_counted(read: Read) -> None:
    dataset = grid().assign_coords(expver=("valid_time", ["0001"] * 4 + ["0005"] * 2))
    assert "2 of 6 stamps are preliminary (expver 5)" in read(dataset, **PLACE).notes
    assert len(read(grid().assign_coords(expver=("valid_time", ["0001"] * 6)), **PLACE).notes) == 4


def test_one_member_of_an_ensemble_is_read(read: Read) -> None:
    assert read(grid().expand_dims(number=[0]), **PLACE).values[0, 0] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.rename(swh="hs")[["hs"]], r"holds no swh \(significant wave height\); its variables: hs"),
        (lambda d: d.drop_vars("v10"), "holds only one of u10 and v10"),
        (
            lambda d: d.rename(valid_time="t"),
            r"swh: has no dimension time or valid_time \(it has latitude, longitude, t\)",
        ),
        (lambda d: d.rename(latitude="station"), "swh: has the dimension station"),
        (lambda d: d.expand_dims(number=[0, 1]), "swh: holds 2 members of an ensemble; keep one"),
        (lambda d: d.expand_dims(expver=[1, 5, 9]), r"swh: holds 3 versions \(expver\)"),
        (lambda d: d.assign(swh=d["swh"].assign_attrs(units="cm")), "swh: is in 'cm', not 'm'"),
        (lambda d: d.assign(swh=d["swh"].astype(str)), "swh: holds .*, not numbers"),
        (lambda d: d.assign_coords(valid_time=np.arange(HOURS)), "valid_time: holds no dates"),
        (lambda d: d.isel(valid_time=slice(0, 0)), "valid_time: holds no stamps"),
        (lambda d: d.drop_vars("latitude"), "the dimension latitude has no coordinate"),
        (lambda d: d.assign_coords(latitude=[np.nan, 1.0]), "latitude is not a line of numbers"),
        (
            lambda d: d.assign_coords(latitude=[64.5, 64.0]),
            "the nearest grid point is .* km from 24.3, 154; at most 150 km",
        ),
        (
            lambda d: d.isel(latitude=0, longitude=0, drop=True),
            "has no coordinates to hold against the stated latitude",
        ),
    ],
)
def test_what_is_not_of_this_form_is_refused(
    read: Read, change: Callable[[xr.Dataset], xr.Dataset], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read(change(grid()), **PLACE)


def test_all_problems_of_a_file_are_told_at_once(read: Read) -> None:
    dataset = grid(("swh", "pp1d", "u10"))
    dataset["swh"].attrs["units"] = "cm"
    with pytest.raises(InputError) as caught:
        read(dataset, **PLACE)
    assert len(caught.value.problems) == 2


def test_a_grid_needs_a_place(read: Read) -> None:
    with pytest.raises(InputError, match=r"has 4 grid points \(latitude 24 to 24.5, longitude 154 to 154.5\); state"):
        read(grid())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"time,hs\n", "is not a NetCDF file; if it is a table, say format: csv"),
        (b"PK\x03\x04....", "is a .zip; unpack it and list its files"),
        (b"GRIB....", "is a GRIB file"),
        (b"\x89HDF\r\n\x1a\n" + bytes(200), "cannot be read as NetCDF"),
        (b"CDF\x01" + bytes([255]) * 200, "cannot be read as NetCDF"),
        (b"", "is empty"),
    ],
)
def test_other_files_and_damaged_ones_are_refused(read: Read, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(content)


def test_a_truncated_file_is_refused(read: Read, tmp_path: Path) -> None:
    read(grid(), **PLACE)
    whole = (tmp_path / "era5.nc").read_bytes()
    for part in (len(whole) // 3, len(whole) - 40):
        with pytest.raises(InputError):
            read(whole[:part], **PLACE)


def test_data_kept_elsewhere_are_not_followed(read: Read, tmp_path: Path) -> None:
    read(grid(), **PLACE)
    path = tmp_path / "era5.nc"
    declared = WeatherRecord.model_validate({"file": "era5.nc", "format": "era5"} | PLACE)
    with h5py.File(path, "a") as content:
        content["other"] = h5py.ExternalLink("/elsewhere.nc", "swh")
    with pytest.raises(InputError, match="'other' is a link to another place"):
        read_era5(path, declared)
    with h5py.File(path, "a") as content:
        del content["other"]
        content.create_dataset("raw", (4,), "f8", external=[(str(tmp_path / "raw.bin"), 0, 32)])
    with pytest.raises(InputError, match="'raw' has its data in another file"):
        read_era5(path, declared)


def test_a_file_that_promises_too_much_is_refused(read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(grid(), **PLACE)
    path = tmp_path / "era5.nc"
    declared = WeatherRecord.model_validate({"file": "era5.nc", "format": "era5"} | PLACE)
    with monkeypatch.context() as limit:
        limit.setattr(era5_record, "MAX_READINGS", 5)
        with pytest.raises(InputError, match="'valid_time' has 6 entries"):
            read_era5(path, declared)
        grid().to_netcdf(path, engine="scipy")
        with pytest.raises(InputError, match="has 6 stamps; a record has at most 5"):
            read_era5(path, declared)
    with monkeypatch.context() as limit:
        limit.setattr("kaitei.fleet.record.grid_point.MAX_POINTS", 3)
        with pytest.raises(InputError, match="has 4 grid points; cut out the region first"):
            read(grid(), **PLACE)
    dataset = grid(("swh",))
    dataset["swh"].encoding = {"chunksizes": (HOURS, 2, 2)}
    monkeypatch.setattr(era5_record, "_LARGEST_CHUNK", 100)
    with pytest.raises(InputError, match="is stored in pieces too large to read"):
        read(dataset, **PLACE)


def test_a_file_that_may_not_be_read_is_refused(read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(grid(), **PLACE)

    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        read_era5(tmp_path / "era5.nc", WeatherRecord.model_validate({"file": "era5.nc", "format": "era5"}))


def test_waves_and_wind_in_two_files_make_one_record(tmp_path: Path) -> None:
    from kaitei.fleet.record.load import load_record

    hours = np.datetime64("2001-01-01T00", "ns") + np.arange(8760) * np.timedelta64(1, "h")
    wave = np.arange(8760) % 9 + 0.5
    for name, variables in (("waves.nc", ("swh", "mwp")), ("wind.nc", ("u10", "v10"))):
        made = {n: ("valid_time", wave, {"units": UNITS[n]}) for n in variables}
        xr.Dataset(made, {"valid_time": hours}).to_netcdf(tmp_path / name, engine="netcdf4")
    record = load_record(WeatherRecord.model_validate({"file": ["waves.nc", "wind.nc"], "format": "era5"}), tmp_path)
    assert record.present.tolist() == [True, True, True, False]
    assert record.account.variables["wind_speed"] == (8760, 0, 0)
    with pytest.raises(InputError, match="holds no wave_height"):
        load_record(WeatherRecord.model_validate({"file": "wind.nc", "format": "era5"}), tmp_path)
