"""The tables of a record, against numbers that can be counted by hand."""

import numpy as np
import pytest

from kaitei.fleet.record.describe import MONTHS, describe
from kaitei.fleet.record.hourly import Account, HourlyRecord, VariableAccount


def record(values: np.ndarray, years: tuple[int, ...]) -> HourlyRecord:
    whole = np.full((len(years), 4, 8760), np.nan, np.float32)
    whole[:, 0] = values.reshape(len(years), 8760)
    counts = {"wave_height": VariableAccount(8000, 700, 60)}
    account = Account("a.csv", "0" * 64, "2001", "2002", 3600.0, years, {2003: "why"}, counts, ("hello",))
    return HourlyRecord(years[0], whole, np.array([True, False, False, False]), account)


def test_months_follow_the_calendar() -> None:
    values = np.full(8760, 1.0)
    values[31 * 24 : 59 * 24] = 4.0
    values[-24 * 31 :] = np.tile([2.0, 3.0], 12 * 31)
    rows = {row["month"]: row for row in describe(record(values, (2001,)))["months"]}
    assert tuple(rows) == (*MONTHS, "year")
    assert [rows[m]["mean"] for m in ("Jan", "Feb", "Mar", "Dec")] == [1.0, 4.0, 1.0, 2.5]
    assert rows["Feb"]["above 3.5 m"] == 1.0
    assert rows["Feb"]["above 4.5 m"] == 0.0
    assert rows["Dec"]["above 2.5 m"] == 0.5
    assert rows["Dec"]["p90"] == 3.0
    assert rows["year"]["above 3.5 m"] == pytest.approx(28 / 365)


def test_a_storm_may_cross_new_year() -> None:
    values = np.full(2 * 8760, 1.0)
    values[8760 - 10 : 8760 + 20] = 5.0
    spell = {row["limit"]: row for row in describe(record(values, (2001, 2002)))["spells"]}[4.5]
    assert (spell["longest above"], spell["above from"]) == (30, "2001-12-31 14:00 UTC")
    assert (spell["longest below"], spell["below from"]) == (8750, "2001-01-01 00:00 UTC")


def test_a_storm_does_not_cross_a_year_that_was_left_out() -> None:
    values = np.full(2 * 8760, 1.0)
    values[8760 - 10 : 8760 + 20] = 5.0
    spell = describe(record(values, (2001, 2003)))["spells"][2]
    assert (spell["longest above"], spell["above from"]) == (20, "2003-01-01 00:00 UTC")


def test_a_calm_record_has_no_storm() -> None:
    spell = describe(record(np.linspace(0, 1, 8760), (2001,)))["spells"][0]
    assert (spell["longest above"], spell["above from"], spell["share above"]) == (0, "", 0.0)


def test_the_account_is_said_in_words() -> None:
    rows = describe(record(np.linspace(0, 1, 8760), (2001,)))["account"]
    text = {row["item"]: row["text"] for row in rows}
    assert text["wave_height"] == "8000 h read, 700 h interpolated, 60 h filled (0.7%) of 8760 h"
    assert text["left out 2003"] == "why"
    assert text["years"] == "1 (2001)"
    assert text["note"] == "hello"


def test_only_what_is_present_is_described() -> None:
    rows = describe(record(np.linspace(0, 1, 8760), (2001,)))["variables"]
    assert [row["variable"] for row in rows] == ["wave_height"]
    assert rows[0]["p50"] == pytest.approx(0.5, abs=1e-3)
    assert rows[0]["highest"] == 1.0
