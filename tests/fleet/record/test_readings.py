"""Readings of one or several files: order, stamps that stand twice, and numbers that no sea shows."""

from typing import Any

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.fleet.record.readings import Readings, implausible, in_order, joined


def made(times: list[int], heights: list[float], file: str = "a.csv", **more: Any) -> Readings:
    values = np.full((4, len(times)), np.nan)
    values[0] = heights
    values[2] = more.pop("wind", np.nan)
    present = np.array([True, False, bool(np.isfinite(values[2]).any()), False])
    lines = np.arange(len(times), dtype=np.int64) + 2
    return Readings(file, np.array(times, np.int64), values, present, lines)._replace(**more)


def doubts(readings: Readings) -> str:
    return "\n".join(str(problem) for problem in implausible(readings))


def test_readings_in_order_stay_as_they_are() -> None:
    before = made([0, 3600, 7200], [1.0, 2.0, 1.5])
    after = in_order(before)
    assert (after.time == before.time).all()
    assert after.notes == ()


def test_newest_first_is_sorted_and_said() -> None:
    after = in_order(made([7200, 3600, 0], [3.0, 2.0, 1.0]))
    assert after.values[0].tolist() == [1.0, 2.0, 3.0]
    assert after.lines.tolist() == [4, 3, 2]
    assert after.notes == ("stamps were not in order (2 steps back) and were sorted",)


def test_the_same_reading_twice_counts_once() -> None:
    after = in_order(made([0, 3600, 3600], [1.0, 2.0, 2.0]))
    assert after.time.tolist() == [0, 3600]
    assert after.notes == ("1 readings repeat a stamp without contradiction and were merged",)


def test_waves_and_wind_of_one_stamp_become_one_reading() -> None:
    waves = made([0, 3600], [1.0, 2.0], "waves.csv")
    wind = made([0, 3600], [np.nan, np.nan], "wind.csv", wind=[5.0, 6.0])
    after = in_order(joined([waves, wind]))
    assert after.values[0].tolist() == [1.0, 2.0]
    assert after.values[2].tolist() == [5.0, 6.0]
    assert after.file == "waves.csv, wind.csv"


def test_two_values_for_one_stamp_are_an_error() -> None:
    with pytest.raises(InputError, match=r"a.csv:3: 1 stamps stand twice .* first at 1970-01-01 01:00 UTC; keep one"):
        in_order(made([0, 3600, 3600], [1.0, 2.0, 2.1]))


def test_many_files_are_named_shortly_and_keep_their_notes() -> None:
    parts = [made([i], [1.0], f"{i}.csv", notes=("hello",)) for i in range(5)]
    assert joined(parts).file == "0.csv and 4 more"
    assert joined(parts).notes[0] == "0.csv: hello"


def test_a_believable_sea_raises_no_doubt() -> None:
    assert implausible(made([0, 1, 2], [0.0, 19.0, np.nan])) == []


def test_nothing_read_is_no_record() -> None:
    assert doubts(made([], [])) == "a.csv: holds no reading"


def test_a_record_without_waves_is_refused() -> None:
    readings = made([0], [np.nan], wind=[3.0], present=np.array([False, False, True, False]))
    assert "a.csv: holds no wave_height, which every record needs" in doubts(readings)


def test_negative_waves_are_named_by_line() -> None:
    text = doubts(made([0, 1, 2], [1.0, -99.9, -1.0]))
    assert "wave_height: 2 values are negative, down to -99.9 m: line 3, line 4; list a marker under missing" in text


def test_waves_beyond_thirty_metres_are_a_marker_or_a_unit() -> None:
    text = doubts(made([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1.0] * 9 + [40.0]))
    assert (
        "1 values lie beyond 30 m, up to 40 m: line 11; likely feet or centimetres (check the unit), or a marker"
        in text
    )


def test_a_mean_beyond_ten_metres_is_a_wrong_unit() -> None:
    text = doubts(made([0, 1], [150.0, 160.0]))
    assert "the mean is 155 m, beyond 10 m: likely feet or centimetres; check the unit of the column" in text


def test_a_wind_in_knots_is_suspected() -> None:
    assert "wind_speed: the mean is 45 m/s" in doubts(made([0, 1], [1.0, 2.0], wind=[40.0, 50.0]))


def test_a_constant_record_is_refused() -> None:
    assert "holds one value, 1.2 m, 30 times" in doubts(made(list(range(30)), [1.2] * 30))


def test_a_column_of_missing_values_is_refused() -> None:
    assert "wave_height: holds no value: all are missing" in doubts(made([0, 1], [np.nan, np.nan]))


def test_a_year_beyond_the_calendar_is_named() -> None:
    text = doubts(made([0, 400 * 366 * 86400], [1.0, 2.0]))
    assert "time: 1 stamps lie before 1850 or after 2150: line 3; check time.format" in text


def test_without_lines_a_reading_is_named_by_its_stamp() -> None:
    text = doubts(made([0, 3600], [1.0, -1.0], lines=np.zeros(2, np.int64)))
    assert "down to -1 m: 1970-01-01 01:00 UTC;" in text


def test_all_doubts_are_told_at_once() -> None:
    found = implausible(made([0, 10**10], [1.0, -40.0], wind=[-1.0, 200.0]))
    assert {problem.path for problem in found} == {"time", "wave_height", "wind_speed"}
