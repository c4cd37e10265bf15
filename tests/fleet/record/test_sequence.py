"""Years drawn again: whole, equally likely, rougher with a higher uniform."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.fleet.record.hourly import Account, HourlyRecord
from kaitei.fleet.record.sequence import place_of_hour, sequence

ACCOUNT = Account("a.csv", "", "", "", 3600.0, (2001, 2002, 2003), {}, {}, ())


@pytest.fixture
def record() -> HourlyRecord:
    values = np.full((3, 4, 8760), np.nan, np.float32)
    values[:, 0] = np.array([2.0, 3.0, 1.0])[:, np.newaxis]
    return HourlyRecord(2001, values, np.array([True, False, False, False]), ACCOUNT)


def test_a_half_is_the_median_year(record: HourlyRecord) -> None:
    assert sequence(record, 4, np.full((2, 4), 0.5)).tolist() == [[0] * 4] * 2


def test_a_higher_uniform_is_a_rougher_year(record: HourlyRecord) -> None:
    years = sequence(record, 3, np.array([0.1, 0.5, 0.9]))
    assert record.values[years, 0, 0].tolist() == [1.0, 2.0, 3.0]


def test_each_year_is_equally_likely(record: HourlyRecord) -> None:
    years = sequence(record, 300, (np.arange(300) + 0.5) / 300)
    assert np.bincount(years).tolist() == [100, 100, 100]


def test_the_last_uniform_below_one_is_a_year_of_the_record(record: HourlyRecord) -> None:
    assert sequence(record, 1, np.array([1.0])).tolist() == [1]


def test_more_years_change_no_earlier_one(record: HourlyRecord) -> None:
    uniforms = np.random.default_rng(1).random((5, 20))
    assert (sequence(record, 20, uniforms)[:, :7] == sequence(record, 7, uniforms)).all()


@pytest.mark.parametrize("wanted", [0, 3])
def test_years_without_uniforms_are_refused(record: HourlyRecord, wanted: int) -> None:
    with pytest.raises(ValueError, match=f"{wanted} years need as many uniforms, not 2"):
        sequence(record, wanted, np.array([0.1, 0.2]))


@given(st.integers(0, 10**7), st.integers(1, 40))
def test_every_hour_has_weather_of_its_season(hour: int, wanted: int) -> None:
    year, within = place_of_hour(np.array(hour), wanted)
    assert 0 <= year < wanted
    assert within == hour % 8760
