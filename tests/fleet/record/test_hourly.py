"""An hourly grid of whole years: where every hour comes from, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.fleet.record.hourly import HourlyRecord

Load = Callable[..., HourlyRecord]
Write = Callable[..., Path]
Rows = Callable[..., list[str]]
FILL = {"gaps": {"fill": "other_year"}}


def refused(load: Load, **changes: Any) -> str:
    with pytest.raises(InputError) as caught:
        load(**changes)
    return str(caught.value)


def test_a_whole_record_comes_out_as_it_went_in(
    write: Write, load: Load, two_years: list[str], heights: Callable[[int], Any]
) -> None:
    write(two_years)
    record = load()
    assert record.first_year == 2001
    assert record.values.shape == (2, 4, 8760)
    assert record.values.dtype == np.float32
    assert (record.values[:, 0].ravel() == heights(2 * 8760).astype(np.float32)).all()
    assert np.isnan(record.values[:, 1:]).all()
    assert record.present.tolist() == [True, False, False, False]
    account = record.account
    assert account.variables["wave_height"] == (17520, 0, 0)
    assert (account.first, account.last) == ("2001-01-01 00:00 UTC", "2002-12-31 23:00 UTC")
    assert account.years == (2001, 2002)
    assert account.dropped == {}
    assert "wind_speed is absent and never limits work" in account.notes


def test_another_zone_shifts_the_hours(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years)
    here = load()
    there = load(time={"column": "time", "zone": "+10:00"}, **FILL)
    assert there.account.years == (2001, 2002)
    assert (there.values[0, 0, :100] == here.values[0, 0, 10:110]).all()
    assert there.account.variables["wave_height"].filled == 10
    assert there.account.dropped == {2000: "wave_height is missing in 100% of its hours"}


def test_ten_minutes_are_averaged(write: Write, load: Load, rows: Rows) -> None:
    values = np.tile([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 8760) + np.repeat(np.arange(8760) % 5, 6)
    write(rows("2001-01-01T00:00", values, 10))
    record = load()
    assert record.values[0, 0, :6].tolist() == [3.5, 4.5, 5.5, 6.5, 7.5, 3.5]
    assert "a reading every 10 min was averaged to hours" in record.account.notes


@pytest.mark.parametrize("hours", [3, 6])
def test_three_and_six_hours_are_interpolated(write: Write, load: Load, rows: Rows, hours: int) -> None:
    count = 8760 // hours
    write(rows("2001-01-01T00:00", [*(np.arange(count) % 7 + 1.0), 2.0], 60 * hours))
    record = load(gaps={"interpolate": "0 h"})
    assert record.values[0, 0, : hours + 1] == pytest.approx(np.linspace(1.0, 2.0, hours + 1))
    assert record.account.variables["wave_height"] == (count, 8760 - count, 0)
    assert f"a reading every {hours} h was interpolated to hours by straight lines: peaks between are lost" in (
        record.account.notes
    )


def test_twelve_hours_are_too_coarse(write: Write, load: Load, rows: Rows) -> None:
    write(rows("2001-01-01T00:00", np.arange(1500) % 3 + 1.0, 720))
    assert "has a reading every 12 h; a record needs one at least every 6 h" in refused(load)


def test_the_leap_day_is_left_out_and_the_seasons_stay(write: Write, load: Load, rows: Rows) -> None:
    write(rows("2004-01-01T00:00", np.arange(8784) % 1000 / 100.0))
    record = load()
    assert record.values[0, 0, 59 * 24] == np.float32(60 * 24 % 1000 / 100.0)
    assert record.values[0, 0, -1] == np.float32(8783 % 1000 / 100.0)
    assert "29 February was left out, 1 times" in record.account.notes


def test_a_short_gap_is_bridged_and_counted(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years[:100] + two_years[106:])
    assert load().account.variables["wave_height"] == (17514, 6, 0)


def test_a_long_gap_is_an_error_that_says_how_to_allow_it(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years[:24] + two_years[31:])
    text = refused(load)
    assert "wave_height: 1 gaps are longer than 6 h (7 h in all): 2001-01-02 00:00 UTC 7 h; allow it" in text
    assert "gaps: {fill: other_year}" in text
    assert load(gaps={"interpolate": "7 h"}).account.variables["wave_height"].interpolated == 7


def test_a_long_gap_is_filled_from_the_other_year(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years[:24] + two_years[124:])
    record = load(**FILL)
    assert (record.values[0, 0, 24:124] == record.values[1, 0, 24:124]).all()
    assert record.account.variables["wave_height"] == (17420, 0, 100)


def test_a_gap_that_two_variables_share_is_told_once(write: Write, load: Load, rows: Rows) -> None:
    both = [
        row + ",8.5" if i % 2 else row + ",9.5" for i, row in enumerate(rows("2001-01-01T00:00", np.arange(8760) % 9))
    ]
    write(both[:24] + both[54:], "time,hs,tp")
    columns = {"wave_height": {"name": "hs", "unit": "m"}, "wave_period": {"name": "tp", "unit": "s"}}
    text = refused(load, columns=columns)
    assert text.count("1 gaps are longer") == 1
    assert "wave_height and wave_period: 1 gaps" in text


def test_hours_missing_in_every_year_cannot_be_filled(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years[:24] + two_years[54 : 8760 + 44] + two_years[8760 + 60 :])
    text = refused(load, **FILL)
    assert "20 h are missing in every year: 2001-01-02 20:00 UTC 10 h, 2002-01-02 20:00 UTC 10 h; raise" in text


def test_a_year_more_than_half_missing_is_dropped(write: Write, load: Load, rows: Rows, two_years: list[str]) -> None:
    write(two_years + rows("2003-01-01T00:00", np.arange(3000) % 4))
    for changes in ({}, FILL):
        record = load(**changes)
        assert record.account.years == (2001, 2002)
        assert record.account.dropped == {2003: "wave_height is missing in 66% of its hours"}


def test_a_dropped_year_may_still_lend_its_hours(write: Write, load: Load, rows: Rows, two_years: list[str]) -> None:
    lent = rows("2003-01-01T00:00", np.full(3000, 9.0))
    write(two_years[: 8760 + 24] + two_years[8760 + 124 :] + lent)
    record = load(**FILL)
    # 2001 and 2003 are equally near to 2002; the earlier one lends
    assert (record.values[1, 0, 24:124] == record.values[0, 0, 24:124]).all()
    write(two_years[:24] + two_years[124 : 8760 + 24] + two_years[8760 + 124 :] + lent)
    assert (load(**FILL).values[:, 0, 24:124] == 9.0).all()


def test_a_year_that_the_record_leaves_is_dropped_where_nothing_may_be_filled(
    write: Write, load: Load, two_years: list[str]
) -> None:
    write(two_years[:-1000])
    record = load()
    assert record.account.years == (2001,)
    expected = "wave_height ends within the year, 1000 h of it lack (fill: other_year would keep it)"
    assert record.account.dropped == {2002: expected}
    assert load(**FILL).account.years == (2001, 2002)


def test_a_year_from_july_to_june_is_one_whole_year(write: Write, load: Load, rows: Rows) -> None:
    write(rows("2001-07-03T00:00", np.arange(8760) % 100 / 10.0))
    text = refused(load)
    assert "covers no calendar year (UTC): 2001: wave_height is missing in 50%" in text
    assert "state gaps: {fill: other_year}" in text
    record = load(**FILL)
    assert record.values.shape == (1, 4, 8760)
    assert np.isfinite(record.values[0, 0]).all()


def test_less_than_a_year_is_no_record(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years[: 200 * 24])
    text = refused(load, **FILL)
    assert "covers 200 days, 2001-01-01 00:00 UTC to 2001-07-19 23:00 UTC; it needs at least one whole year" in text


def test_one_reading_is_no_record(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years[:1])
    assert "holds 1 wave heights; a record needs a year of them" in refused(load)


def test_each_variable_has_its_own_gaps(write: Write, load: Load, two_years: list[str]) -> None:
    write([row + ("," if 24 <= i < 60 else f",{i % 20}") for i, row in enumerate(two_years)], "time,hs,w")
    columns = {"wave_height": {"name": "hs", "unit": "m"}, "wind_speed": {"name": "w", "unit": "m/s"}}
    record = load(columns=columns, **FILL)
    assert record.account.variables["wave_height"].filled == 0
    assert record.account.variables["wind_speed"].filled == 36
    assert record.present.tolist() == [True, False, True, False]


def test_the_same_file_gives_the_same_bits(write: Write, load: Load, two_years: list[str]) -> None:
    write(two_years[:24] + two_years[124:])
    assert load(**FILL).values.tobytes() == load(**FILL).values.tobytes()
    shuffled = two_years[:24] + two_years[124:]
    write(shuffled[5000:] + shuffled[:5000])
    assert "stamps were not in order (1 steps back) and were sorted" in load(**FILL).account.notes
