"""A CSV record: read as declared, and every problem of a file named at once with its line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.fleet.record import text_table
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.readings import Readings

Write = Callable[..., Path]

TIME = {"column": "time", "zone": "UTC"}
HEIGHT = {"wave_height": {"name": "hs", "unit": "m"}}


@pytest.fixture
def read(write: Write) -> Callable[..., Readings]:
    from kaitei.fleet.record.csv_record import read_csv

    def go(rows: list[str] | bytes, header: str = "time,hs", **changes: Any) -> Readings:
        declared = {"file": "record.csv", "format": "csv", "time": TIME, "columns": HEIGHT} | changes
        return read_csv(write(rows, header), WeatherRecord.model_validate(declared))

    return go


Read = Callable[..., Readings]


def refused(read: Read, rows: list[str] | bytes, **changes: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(rows, **changes)
    return str(caught.value)


def test_stamps_and_values_come_out_in_utc_and_si(read: Read) -> None:
    columns = {"wave_height": {"name": "hs", "unit": "ft"}, "wind_speed": {"name": "w", "unit": "knot"}}
    got = read(["1970-01-01 10:00,10,20"], "time,hs,w", time={"column": "time", "zone": "+10:00"}, columns=columns)
    assert got.time.tolist() == [0]
    assert got.values[0, 0] == pytest.approx(3.048)
    assert got.values[2, 0] == pytest.approx(10.2889, abs=1e-4)
    assert got.present.tolist() == [True, False, True, False]
    assert got.lines.tolist() == [2]


@pytest.mark.parametrize(
    ("stamp", "declared"),
    [
        ("2001-02-03T04:00Z", {}),
        ("2001-02-03T14:00+10:00", {}),
        ("2001-02-03T14:00:00.000+1000", {}),
        ("2001-02-03 04:00", {"zone": "UTC"}),
        ("20010203T0400", {"zone": "UTC"}),
        ("03/02/2001 14:00", {"format": "%d/%m/%Y %H:%M", "zone": "+10:00"}),
        ("03-FEB-2001 14:00", {"format": "%d-%b-%Y %H:%M", "zone": "+10:00"}),
        ("03/02/01 14:00 +1000", {"format": "%d/%m/%y %H:%M %z"}),
    ],
)
def test_one_moment_written_in_many_ways(read: Read, stamp: str, declared: dict[str, str]) -> None:
    assert read([f"{stamp},1.0"], time={"column": "time"} | declared).time.tolist() == [981172800]


def test_date_and_hour_may_stand_in_columns_of_their_own(read: Read) -> None:
    time = {"column": ["y", "m", "d", "h"], "format": "%Y %m %d %H", "zone": "UTC"}
    assert read(["2001,2,3,4,1.0"], "y,m,d,h,hs", time=time).time.tolist() == [981172800]


def test_lines_above_the_header_are_skipped_and_still_counted(read: Read) -> None:
    got = read(b"(C) somebody\n\nDate:,3-DEC-2014\n  time ,  hs \n2001-01-01T00:00,1.0,\n\n2001-01-01T01:00, 2.0,\n")
    assert got.lines.tolist() == [5, 7]
    assert got.values[0].tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("delimiter", "sign", "decimal"), [(";", ";", ","), ("tab", "\t", "."), ("space", "   ", "."), ("|", "|", ".")]
)
def test_other_delimiters_and_the_decimal_comma(read: Read, delimiter: str, sign: str, decimal: str) -> None:
    row = f"2001-01-01T00:00{sign}1{decimal}25"
    got = read([row], f"time{sign}hs", delimiter=delimiter, decimal=decimal)
    assert got.values[0].tolist() == [1.25]


def test_quoted_cells_are_read(read: Read) -> None:
    got = read(['"2001-01-01 00:00","1.5"'], '"time","hs"')
    assert got.values[0].tolist() == [1.5]


@pytest.mark.parametrize("cell", ["-99.9", "-99.90", " -99.9 ", "n/a", "", "9999"])
def test_markers_and_empty_cells_are_missing(read: Read, cell: str) -> None:
    got = read([f"2001-01-01T00:00,{cell}", "2001-01-01T01:00,1"], missing=[-99.9, "n/a", "9999.0"])
    assert np.isnan(got.values[0, 0])
    assert got.values[0, 1] == 1.0


@pytest.mark.parametrize("cell", ["NaN", "inf", "-inf", "1.2m", "0x1A", "True", "1e999", "--"])
def test_what_is_no_number_is_named_with_its_line(read: Read, cell: str) -> None:
    text = refused(read, ["2001-01-01T00:00,1", f"2001-01-01T01:00,{cell}"])
    assert f":3: wave_height: 1 cells are no number: line 3 '{cell}'; list a marker under missing" in text


def test_nan_may_be_declared_as_a_marker(read: Read) -> None:
    assert np.isnan(read(["2001-01-01T00:00,NaN"], missing=[float("nan")]).values[0, 0])


def test_a_decimal_comma_is_suspected(read: Read) -> None:
    text = refused(read, ["2001-01-01T00:00;1,25"], header="time;hs", delimiter=";")
    assert "state decimal: ',' if that is a decimal comma" in text


def test_the_first_three_of_many_bad_cells_are_shown(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_table, "PIECE", 2)
    text = refused(read, [f"2001-01-01T0{i}:00,x{i}" for i in range(9)])
    assert "9 cells are no number: line 2 'x0', line 3 'x1', line 4 'x2';" in text


def test_pieces_give_the_same_as_the_whole(read: Read, two_years: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(two_years[:1000])
    monkeypatch.setattr(text_table, "PIECE", 7)
    parts = read(two_years[:1000])
    assert (whole.values[0] == parts.values[0]).all()
    assert (whole.time == parts.time).all()
    assert (whole.lines == parts.lines).all()


def test_an_unknown_column_gets_the_nearest_name(read: Read) -> None:
    text = refused(
        read, ["2001-01-01T00:00,1"], header="time,Hsig (m)", columns={"wave_height": {"name": "Hsig", "unit": "m"}}
    )
    assert "record.csv:1: columns.wave_height.name: no column 'Hsig'; did you mean Hsig (m)?" in text


def test_all_problems_of_a_header_are_told_at_once(read: Read) -> None:
    columns = HEIGHT | {"wave_period": {"name": "tpp", "unit": "s"}, "wind_speed": {"name": "w", "unit": "m/s"}}
    text = refused(read, ["1,2,3,4,5"], header="Time,hs,tp,w,w", columns=columns)
    assert "3 problems" in text
    assert "time.column: no column 'time'; did you mean Time?" in text
    assert "columns.wave_period.name: no column 'tpp'; did you mean tp?" in text
    assert "columns.wind_speed.name: the column 'w' stands 2 times" in text


def test_one_column_cannot_be_two_things(read: Read) -> None:
    text = refused(read, ["a,1"], columns=HEIGHT | {"wave_period": {"name": "hs", "unit": "s"}})
    assert "the column 'hs' is named for two things" in text


def test_a_wrong_delimiter_is_suspected(read: Read) -> None:
    assert "state delimiter: ';'" in refused(read, ["2001-01-01;1"], header="time;hs")


def test_a_header_of_one_word_is_no_table(read: Read) -> None:
    assert "no column 'time'; allowed: hello" in refused(read, [], header="hello")


def test_a_missing_zone_is_named(read: Read) -> None:
    text = refused(read, ["2001-01-01T00:00,1"], time={"column": "time"})
    assert "time.zone: is missing and the stamps carry none; write UTC or an offset such as +10:00" in text


def test_a_zone_told_twice_is_refused(read: Read) -> None:
    text = refused(read, ["2001-01-01T00:00Z,1"], time={"column": "time", "zone": "+10:00"})
    assert "the stamps carry their own zone; leave out zone: +10:00" in text


def test_stamps_with_and_without_zone_are_refused(read: Read) -> None:
    text = refused(read, ["2001-01-01T00:00Z,1", "2001-01-01T01:00,1"])
    assert "1 stamps carry a zone and 1 do not; write them all alike" in text


def test_unreadable_stamps_are_named_with_everything_else(read: Read) -> None:
    text = refused(read, ["2001-13-01T00:00,1", "2001-01-01T01:00,x", "hello,1", ",1"], time={"column": "time"})
    assert "3 problems" in text
    assert (
        "3 stamps cannot be read as ISO, such as 2010-01-31T18:00: line 2 '2001-13-01T00:00', line 4 'hello', line 5 ''"
        in text
    )


@pytest.mark.parametrize(
    "stamp", ["99999-01-01T00:00", "2001-01-01T00:00+99:99", "2001-01-01T25:00", "1e9", "now", "Today", "NaT"]
)
def test_absurd_stamps_are_unreadable_and_no_crash(read: Read, stamp: str) -> None:
    assert "1 stamps cannot be read" in refused(read, ["2001-01-01T00:00,1", f"{stamp},1"])


def test_rows_longer_than_the_header_are_refused(read: Read) -> None:
    text = refused(read, ["2001-01-01T00:00,1", "2001-01-01T01:00,1,25"])
    assert ":3: 1 rows have more than the 2 columns of the header; check delimiter and decimal" in text


def test_a_quoted_line_end_is_refused(read: Read) -> None:
    text = refused(read, ['2001-01-01T00:00,"1', '"', "2001-01-01T01:00,2"])
    assert "a quoted cell runs over the end of a line" in text


def test_a_quote_that_never_closes_is_refused(read: Read) -> None:
    assert "cannot be read as a table" in refused(read, ['2001-01-01T00:00,"1', "2001-01-01T01:00,2"])


@pytest.mark.parametrize("rows", [[], ["", ""], b"time,hs"])
def test_a_header_alone_is_no_record(read: Read, rows: list[str] | bytes) -> None:
    assert "holds a header and no rows" in refused(read, rows)


def test_too_many_rows_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_table, "MAX_READINGS", 2)
    assert "has 3 rows; a record has at most 2" in refused(read, ["a,1"] * 3)


def test_the_word_now_is_no_stamp_of_a_pattern_either(read: Read) -> None:
    time = {"column": "time", "format": "%d/%m/%Y %H:%M", "zone": "UTC"}
    assert "line 2 'now'" in refused(read, ["now,1"], time=time)
