"""A record tied to its content: pinned once, read once in each process, carried by datasets and results."""

import dataclasses
import hashlib
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaitei import run_folder
from kaitei.chain import Chain, join
from kaitei.deposit.stage import estimate
from kaitei.errors import InputError
from kaitei.fleet.record import load as load_module
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.pinned import as_text, dataset_attributes, hourly_of, pinned
from kaitei.result import open_result
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.scenario_file import load
from kaitei.stage import Inputs
from kaitei.testing import run_stage

CSV: dict[str, Any] = {
    "file": "record.csv",
    "format": "csv",
    "time": {"column": "time", "zone": "UTC"},
    "columns": {"wave_height": {"name": "hs", "unit": "m"}},
}
Write = Callable[..., Path]


@pytest.fixture
def record(write: Write, two_years: list[str], tmp_path: Path) -> WeatherRecord:
    """A sound record of two years, pinned."""
    write(two_years)
    return pinned(WeatherRecord.model_validate(CSV), tmp_path)


@pytest.fixture
def scenario(reference: Scenario, record: WeatherRecord) -> Scenario:
    """The commercial scenario with a record of its own."""
    return reference.with_({"fleet.weather": "record"}, weather_record=record)


def test_pinning_makes_paths_absolute_and_states_the_digest(record: WeatherRecord, tmp_path: Path) -> None:
    assert record.file == (str(tmp_path / "record.csv"),)
    assert record.sha256 == hashlib.sha256((tmp_path / "record.csv").read_bytes()).hexdigest()
    assert pinned(record, Path("elsewhere")) == record


def test_the_text_of_a_record_reads_back_equal(record: WeatherRecord) -> None:
    odd = {"missing": [float("inf"), float("nan"), -99.9, "NA"], "gaps": {"fill": "other_year"}}
    for made in (record, WeatherRecord.model_validate(CSV | odd), WeatherRecord(file=("a.nc", "b.nc"), format="era5")):
        assert WeatherRecord.model_validate_json(as_text(made)) == made
        assert WeatherRecord.model_validate(json.loads(json.dumps(made.model_dump(mode="json")))) == made


def test_a_record_is_read_once(record: WeatherRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    original = load_module.load_record

    def counted(*given: Any) -> Any:
        calls.append(given)
        return original(*given)

    monkeypatch.setattr(load_module, "load_record", counted)
    first, second = hourly_of(as_text(record)), hourly_of(as_text(record))
    assert first is second
    assert len(calls) == 1


def test_a_record_that_was_read_cannot_be_written_to(record: WeatherRecord) -> None:
    made = hourly_of(as_text(record))
    with pytest.raises(ValueError, match="read-only"):
        made.values[0, 0, 0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        made.present[0] = False


def test_a_record_that_is_not_pinned_is_refused() -> None:
    with pytest.raises(InputError, match=r"not tied to its content; put it in with Scenario\.with_"):
        hourly_of(as_text(WeatherRecord.model_validate(CSV)))


def test_a_ring_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(InputError, match=r"cannot be used|does not exist"):
        pinned(WeatherRecord.model_validate(CSV | {"file": "a"}), tmp_path)


def test_a_folder_whose_name_cannot_be_written_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "two\nlines"
    odd.mkdir()
    (odd / "record.csv").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"file: record\.csv cannot be used: a path holds a line end"):
        pinned(WeatherRecord.model_validate(CSV), odd)


def test_a_file_changed_or_removed_since_is_noticed_before_it_is_read(scenario: Scenario) -> None:
    assert scenario.weather_record is not None
    path = Path(scenario.weather_record.file[0])
    path.write_text("no longer a table", encoding="utf-8")
    with pytest.raises(InputError, match=r"record\.csv: sha256: the content has changed"):
        inputs(scenario, 0, 2, 1)
    path.unlink()
    with pytest.raises(InputError, match=r"record\.csv does not exist"):
        inputs(scenario, 0, 2, 1)


def test_a_file_that_cannot_be_read_as_declared_is_told_when_it_is_needed(
    reference: Scenario, write: Write, tmp_path: Path
) -> None:
    write(["2001-01-01T00:00,x"])
    made = reference.with_({"fleet.weather": "record"}, weather_record=pinned(_declared(), tmp_path))
    with pytest.raises(InputError, match=r"record\.csv:2: wave_height: 1 cells are no number") as caught:
        inputs(made, 0, 2, 1)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def _declared(**changes: Any) -> WeatherRecord:
    return WeatherRecord.model_validate(CSV | changes)


def test_a_dataset_carries_declaration_and_account(scenario: Scenario, reference: Scenario) -> None:
    record = scenario.weather_record
    assert record is not None
    attributes = inputs(scenario, 0, 2, 1).attrs
    assert attributes["weather_record"] == as_text(record)
    rows = {row["item"]: row["text"] for row in json.loads(attributes["weather_account"])}
    assert rows["file"] == "record.csv"
    assert rows["sha256"] == record.sha256
    assert rows["wave_height"] == "17520 h read, 0 h interpolated, 0 h filled (0.0%) of 17520 h"
    assert "weather_record" not in inputs(reference, 0, 2, 1).attrs


def test_a_stage_body_sees_the_record(scenario: Scenario, reference: Scenario) -> None:
    seen = Inputs(estimate, inputs(scenario, 0, 2, 1)).weather_record
    assert seen is not None
    assert seen.values.shape == (2, 4, 8760)
    assert Inputs(estimate, inputs(reference, 0, 2, 1)).weather_record is None


def test_a_stage_can_be_tested_with_a_record(
    write: Write, two_years: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(two_years)
    monkeypatch.chdir(tmp_path)
    seen = []

    def body(x: Inputs) -> Any:
        seen.append(x.weather_record)
        return estimate.body(x)

    run_stage(dataclasses.replace(estimate, body=body), weather_record=_declared())
    run_stage(dataclasses.replace(estimate, body=body))
    assert seen[0].account.years == (2001, 2002)
    assert seen[1] is None


def test_a_result_keeps_the_account_when_the_file_is_gone(scenario: Scenario, tmp_path: Path) -> None:
    whole = Chain((estimate,)).run(scenario, draws=3)
    result = dataclasses.replace(whole, dataset=whole.dataset[["resource_reo", "failure"]])
    assert scenario.weather_record is not None
    Path(scenario.weather_record.file[0]).unlink()
    again = open_result(result.save(tmp_path / "result.nc"))
    assert again == result
    assert again.scenario.weather_record == scenario.weather_record
    assert again.weather_account == result.weather_account
    assert {row["item"] for row in again.weather_account} >= {"file", "sha256", "years", "wave_height", "note"}


def test_a_run_folder_holds_pin_and_account(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaitei.measure.headline", lambda result: {})
    whole = Chain((estimate,)).run(scenario, draws=2)
    result = dataclasses.replace(whole, dataset=whole.dataset[["resource_reo", "failure"]])
    folder = run_folder.write(result, tmp_path / "run", report=False)
    assert load(folder / "scenario.yaml").weather_record == scenario.weather_record
    assert json.loads((folder / "summary.json").read_text("utf-8"))["weather_record"] == result.weather_account
    (tmp_path / "record.csv").write_text("another", encoding="utf-8")
    with pytest.raises(InputError, match=r"scenario\.yaml:\d+: weather_record\.sha256: the content has changed"):
        load(folder / "scenario.yaml")


def test_a_run_without_a_record_has_no_account(reference: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaitei.measure.headline", lambda result: {})
    plain = Chain((estimate,)).run(reference, draws=2)
    assert plain.weather_account == []
    assert "weather_record" not in plain.summary()


def test_pieces_of_a_run_carry_the_record_on(scenario: Scenario) -> None:
    pieces = [Chain((estimate,)).sample(scenario, 2, 1, first=first) for first in (0, 2)]
    assert join(pieces).attrs == inputs(scenario, 0, 1, 1).attrs


def test_the_attributes_hold_no_folder_but_in_the_declaration(record: WeatherRecord, tmp_path: Path) -> None:
    made = dataset_attributes(record)
    assert str(tmp_path) in made["weather_record"]
    assert str(tmp_path) not in made["weather_account"]
