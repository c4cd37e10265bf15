"""The declaration of a record: what it takes, and one clear sentence for each thing that it does not."""

from typing import Any

import pytest
from pydantic import ValidationError

from kaitei.findings import readable
from kaitei.fleet.record.declaration import WeatherRecord, duration

GOOD: dict[str, Any] = {
    "file": "buoy.csv.gz",
    "format": "csv",
    "time": {"column": "Date/Time", "format": "%d-%b-%Y %H:%M", "zone": "+10:00"},
    "columns": {"wave_height": {"name": "Hsig", "unit": "ft"}, "wind_speed": {"name": "wind", "unit": "knot"}},
    "missing": [-99.9, "n/a"],
    "gaps": {"interpolate": "3 h", "fill": "other_year"},
}


def said(changes: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        WeatherRecord.model_validate(GOOD | changes)
    return "\n".join(f"{'.'.join(where)}: {message}" for where, message in readable(caught.value, WeatherRecord))


def test_a_full_declaration_is_taken_and_written_out_again() -> None:
    record = WeatherRecord.model_validate(GOOD)
    assert record.file == ("buoy.csv.gz",)
    assert record.time is not None
    assert record.time.offset == 36000
    assert record.gaps.hours == 3
    assert WeatherRecord.model_validate(record.model_dump(mode="json", exclude_defaults=True)) == record


@pytest.mark.parametrize(("zone", "seconds"), [("UTC", 0), ("-03:30", -12600), ("+14:00", 50400), ("", 0)])
def test_a_zone_is_an_offset(zone: str, seconds: int) -> None:
    record = WeatherRecord.model_validate(GOOD | {"time": {"column": "t", "zone": zone}})
    assert record.time is not None
    assert record.time.offset == seconds


@pytest.mark.parametrize("zone", ["Japan", "+9", "+15:00", "-12:30", "+09:75", "Asia/Tokyo"])
def test_a_zone_by_another_name_is_refused(zone: str) -> None:
    assert "write UTC or an offset such as +10:00" in said({"time": {"column": "t", "zone": zone}})


def test_a_length_is_no_speed() -> None:
    text = said({"columns": GOOD["columns"] | {"wind_speed": {"name": "wind", "unit": "m"}}})
    assert "wind_speed: unit m cannot be turned into m/s: they measure different things" in text


def test_kt_is_a_kilotonne_and_the_remedy_is_said() -> None:
    text = said({"columns": GOOD["columns"] | {"wind_speed": {"name": "wind", "unit": "kt"}}})
    assert "write knot" in text


def test_an_unknown_variable_gets_the_nearest_name() -> None:
    text = said({"columns": GOOD["columns"] | {"wave_hight": {"name": "Hs", "unit": "m"}}})
    assert "wave_hight: is not known; did you mean wave_height?" in text


def test_a_unit_is_mandatory() -> None:
    assert "columns.wave_height.unit: is missing" in said({"columns": {"wave_height": {"name": "Hs"}}})


def test_wave_height_and_time_are_mandatory_for_csv() -> None:
    text = said({"columns": {}, "time": None})
    assert "time is missing" in text
    assert "columns needs wave_height" in text


@pytest.mark.parametrize("format", ["ndbc", "era5"])
def test_other_formats_say_their_columns_themselves(format: str) -> None:
    text = said({"format": format})
    assert f"columns belongs to format csv; {format} files say it themselves" in text
    assert "time belongs to format csv" in text


def test_a_place_belongs_to_a_grid() -> None:
    assert "latitude belongs to format era5" in said({"latitude": 24.0, "longitude": 154.0})
    with pytest.raises(ValidationError, match="latitude and longitude go together"):
        WeatherRecord.model_validate({"file": "e.nc", "format": "era5", "latitude": 24.0})


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("%d/%m/%Y", "must hold year, day and hour"),
        ("%Q %Y %d %H", "%Q is not known"),
        ("YYYY-MM-DD HH", "must hold year, day and hour"),
        ("%Y%d%H%", "is not known"),
    ],
)
def test_a_pattern_that_names_no_hour_is_refused(pattern: str, message: str) -> None:
    assert message in said({"time": {"column": "t", "format": pattern, "zone": "UTC"}})


def test_a_pattern_that_cannot_be_read_back_is_refused() -> None:
    assert "is not a pattern that can be read back" in said({"time": {"column": "t", "format": "%Y %Y %d %H"}})


@pytest.mark.parametrize(("text", "hours"), [("6 h", 6.0), ("90 min", 1.5), ("2 d", 48.0)])
def test_a_duration_has_any_unit_of_time(text: str, hours: float) -> None:
    assert duration(text) == pytest.approx(hours)


@pytest.mark.parametrize("text", ["6", "h", "6 m", "6 foo", "-6 h", "9**9 h", "1e9 h"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    assert "is not a time with a unit, such as 6 h" in said({"gaps": {"interpolate": text}})


def test_a_month_is_not_bridged_by_a_straight_line() -> None:
    assert "at most 240 h" in said({"gaps": {"interpolate": "30 d"}})


@pytest.mark.parametrize("delimiter", ["", ";;", "a", "-", "\n"])
def test_a_delimiter_is_one_character(delimiter: str) -> None:
    assert "must be one character such as , or ;" in said({"delimiter": delimiter})


def test_unknown_keys_and_formats_are_refused() -> None:
    text = said({"colour": "blue", "format": "grib", "sha256": "abc"})
    assert "colour: is not a known key here" in text
    assert "format: must be 'csv', 'ndbc' or 'era5', not 'grib'" in text
    assert "sha256" in text


def test_a_marker_that_is_not_a_number_is_the_word() -> None:
    record = WeatherRecord.model_validate(GOOD | {"missing": [float("nan"), -99.9, "NA"]})
    assert record.missing == ("nan", -99.9, "NA")
    assert WeatherRecord.model_validate(record.model_dump(mode="json")) == record
