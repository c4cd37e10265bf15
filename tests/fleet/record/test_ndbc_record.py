"""NDBC standard meteorological text in its old and new forms."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.ndbc_record import read_ndbc
from kaitei.fleet.record.readings import Readings

NEW = [
    "#YY  MM DD hh mm WDIR WSPD GST  WVHT   DPD   APD MWD   PRES  ATMP  WTMP  DEWP  VIS  TIDE",
    "#yr  mo dy hr mn degT m/s  m/s     m   sec   sec degT   hPa  degC  degC  degC   mi    ft",
]
MIDDLE = ["YYYY MM DD hh  WD  WSPD GST  WVHT  DPD   APD  MWD  BAR    ATMP  WTMP  DEWP  VIS  TIDE"]
OLD = ["YY MM DD hh WD   WSPD GST  WVHT  DPD   APD  MWD  BAR    ATMP  WTMP  DEWP  VIS"]
ROW = "  220  5.1  6.2  1.50  9.09  6.10 200 1015.0  20.1  22.0  15.0 99.0 99.00"


@pytest.fixture
def read(write: Callable[..., Path]) -> Callable[..., Readings]:
    def go(lines: list[str] | bytes, **changes: Any) -> Readings:
        content = lines if isinstance(lines, bytes) else ("\n".join(lines) + "\n").encode()
        record = WeatherRecord.model_validate({"file": "b.txt", "format": "ndbc"} | changes)
        return read_ndbc(write(content), record)

    return go


Read = Callable[..., Readings]


@pytest.mark.parametrize(
    "lines",
    [
        [*NEW, "2001 02 03 04 50" + ROW],
        [NEW[0].lstrip("#"), "2001 02 03 04 50" + ROW],
        [MIDDLE[0].replace("hh", "hh mm"), "2001 02 03 04 50" + ROW],
    ],
)
def test_new_forms_have_minutes(read: Read, lines: list[str]) -> None:
    assert read(lines).time.tolist() == [981172800 + 50 * 60]


@pytest.mark.parametrize(
    ("lines", "year"), [([*MIDDLE, "2001 02 03 04" + ROW], 2001), ([*OLD, "85 02 03 04" + ROW[:-6]], 1985)]
)
def test_old_forms_have_none(read: Read, lines: list[str], year: int) -> None:
    expected = np.datetime64(f"{year}-02-03T04", "s").astype(int)
    assert read(lines).time.tolist() == [expected]


def test_two_digits_turn_with_the_century(read: Read) -> None:
    got = read([*OLD, "98 01 01 00" + ROW[:-6], "01 01 01 00" + ROW[:-6]])
    assert got.time.astype("datetime64[s]").astype("datetime64[Y]").astype(str).tolist() == ["1998", "2001"]


def test_height_period_and_wind_come_out(read: Read) -> None:
    got = read([*NEW, "2001 02 03 04 50" + ROW])
    assert got.values[:3, 0].tolist() == [1.5, 9.09, 5.1]
    assert got.present.tolist() == [True, True, True, False]
    assert got.lines.tolist() == [3]
    assert read([*NEW, "2001 02 03 04 50" + ROW], period="mean").values[1, 0] == 6.1


def test_nines_and_mm_are_missing(read: Read) -> None:
    holes = [
        "2001 02 03 05 50  999 99.0 99.0 99.00 99.00 99.00 999 9999.0 999.0 999.0 999.0 99.0 99.00",
        "2001 02 03 06 50  MM  MM   MM   MM    MM    MM    MM  MM     MM    MM    MM    MM   MM",
    ]
    got = read([*NEW, "2001 02 03 04 50" + ROW, *holes])
    assert np.isnan(got.values[:3, 1:]).all()


def test_a_buoy_that_never_measures_wind_has_none(read: Read) -> None:
    assert read([*NEW, "2001 02 03 04 50" + ROW.replace("5.1", "99.0")]).present.tolist() == [True, True, False, False]


def test_the_packed_form_is_read(read: Read) -> None:
    content = "\n".join([*NEW, "2001 02 03 04 50" + ROW]).encode()
    assert read(gzip.compress(content)).values[0].tolist() == [1.5]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["time,hs", "1,2"], ":1: does not begin with YY MM DD hh"),
        (["#YY MM DD hh mm WDIR WSPD", "2001 1 1 1 1 1 1"], "has no column WVHT"),
        ([NEW[0], NEW[1].replace("m/s     m ", "m/s    ft "), "2001 02 03 04 50" + ROW], ":2: WVHT: is in ft, not m"),
        (NEW, "holds a header and no rows"),
        ([*NEW, "2001 02 30 04 50" + ROW], ":3: 1 stamps are no date and hour: line 3"),
        (
            [*NEW, "2001 02 03 04 50" + ROW.replace("1.50", "1.5x")],
            "WVHT: 1 cells are no number: line 3 '1.5x'; mend or remove the line",
        ),
        ([*NEW, "2001 02 03 04 50" + ROW, *NEW], "cells are no number"),
        ([*NEW, "2001 02 03 04 50" + ROW + " 1 2 3"], "rows have more than the 18 columns"),
    ],
)
def test_what_is_not_of_this_form_is_refused(read: Read, lines: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(lines)


def test_a_year_of_buoy_files_becomes_a_record(write: Callable[..., Path], tmp_path: Path) -> None:
    from kaitei.fleet.record.load import load_record

    hours = np.datetime64("2001-01-01T00", "h") + np.arange(8760)
    text = [str(h).replace("-", " ").replace("T", " ") + " 50" for h in hours]
    lines = [f"{t}  220  5.{i % 10}  6.2  1.{i % 90 + 10} 9.0{i % 10}  6.10 200" for i, t in enumerate(text)]
    head = " ".join(NEW[0].split()[:12])
    write(("\n".join([head, *lines])).encode())
    record = load_record(WeatherRecord.model_validate({"file": "record.csv", "format": "ndbc"}), tmp_path)
    assert record.account.variables["wave_height"] == (8760, 0, 0)
    assert record.values[0, 0, 1] == np.float32(1.11)
