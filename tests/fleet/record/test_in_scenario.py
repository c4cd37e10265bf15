"""The record as a part of a scenario file: its paths, its parents, its option, and what is hostile."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kaitei.errors import InputError
from kaitei.fleet.record.declaration import LONGEST_PATH, WeatherRecord
from kaitei.fleet.record.in_scenario import changed_record, misfit
from kaitei.scenario import Scenario
from kaitei.scenario_file import load, to_yaml

Save = Callable[..., Path]
RECORD = """\
extends: minamitorishima
fleet: {weather: record}
weather_record:
  file: record.csv
  format: csv
  time: {column: time, zone: +09:00}
  columns:
    wave_height: {name: hs, unit: ft}
  missing: [-99.9, .inf, MM]
  gaps: {fill: other_year}
"""


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Writes a scenario file, and some content for the record beside the first one; loading reads only the digest."""

    def go(text: str = RECORD, name: str = "mine.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if not (tmp_path / "record.csv").exists():
            (tmp_path / "record.csv").write_text("time,hs\n", encoding="utf-8")
        return path

    return go


def said(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load(path)
    return str(caught.value).replace(f"{path.parent}/", "")


def test_a_record_is_loaded_with_its_place_and_digest(save: Save, tmp_path: Path) -> None:
    record = load(save()).weather_record
    assert record is not None
    assert record.file == (str(tmp_path / "record.csv"),)
    assert len(record.sha256) == 64
    assert record.missing == (-99.9, "inf", "MM")


def test_a_path_begins_beside_the_file_it_stands_in(
    save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = load(save()).weather_record
    save("extends: ../mine.yaml\ntitle: child\n", "below/child.yaml")
    monkeypatch.chdir(tmp_path / "below")
    assert load("child.yaml").weather_record == record
    assert load("../mine.yaml").weather_record == record


def test_a_record_written_out_loads_again_equal_elsewhere(save: Save) -> None:
    scenario = load(save())
    again = load(save(to_yaml(scenario), "other/mine.yaml"))
    assert again == scenario
    assert to_yaml(again) == to_yaml(scenario)


@pytest.mark.parametrize("form", ["ndbc", "era5"])
def test_formats_without_columns_are_written_out_too(form: str, save: Save) -> None:
    block = f"weather_record: {{file: [record.csv, record.csv], format: {form}}}\n"
    scenario = load(save(f"extends: minamitorishima\nfleet: {{weather: record}}\n{block}"))
    assert load(save(to_yaml(scenario), "other/mine.yaml")) == scenario
    assert Scenario.model_validate(scenario.model_dump(mode="json")) == scenario


def test_null_removes_the_record_of_the_parent(save: Save) -> None:
    save()
    child = "extends: mine.yaml\nfleet: {weather: climate}\nweather_record: null\n"
    assert load(save(child, "child.yaml")).weather_record is None


def test_a_record_of_the_child_replaces_that_of_the_parent(save: Save, tmp_path: Path) -> None:
    save()
    (tmp_path / "own.txt").write_text("x", encoding="utf-8")
    record = load(save("extends: mine.yaml\nweather_record: {file: own.txt, format: ndbc}\n", "child.yaml"))
    assert record.weather_record is not None
    assert (record.weather_record.file, record.weather_record.columns) == ((str(tmp_path / "own.txt"),), {})


MISFITS = [
    ("fleet: {weather: record}\n", "child.yaml:2: fleet.weather: the word record needs the user's own weather"),
    (
        "fleet: {weather: record}\nweather_record: null\n",
        "child.yaml:2: fleet.weather: the word record needs the user's own weather",
    ),
    (
        "weather_record: {file: record.csv, format: ndbc}\n",
        "child.yaml:2: weather_record: the record would be ignored while fleet.weather is climate",
    ),
]


@pytest.mark.parametrize(("text", "message"), MISFITS)
def test_option_and_record_go_together(text: str, message: str, save: Save) -> None:
    found = said(save(f"extends: minamitorishima\n{text}", "child.yaml"))
    assert found.startswith(message)


def test_the_line_is_that_of_the_half_that_stands_in_the_file(save: Save) -> None:
    save()
    found = said(save("extends: mine.yaml\n\nweather_record: null\n", "child.yaml"))
    assert found.startswith("child.yaml:3: weather_record: the word record needs")
    found = said(save("extends: mine.yaml\n\nfleet: {weather: climate}\n", "child.yaml"))
    assert found.startswith("child.yaml:3: fleet.weather: the record would be ignored while fleet.weather is climate")
    assert "leave the record out with weather_record: null" in found


def test_a_wrong_word_or_record_is_told_once(save: Save) -> None:
    assert "weather_record" not in said(save("extends: minamitorishima\nfleet: {weather: recrod}\n"))
    found = said(save(RECORD.replace("format: csv", "format: cvs")))
    assert "problems" not in found
    assert "mine.yaml:5: weather_record.format: must be 'csv', 'ndbc' or 'era5', not 'cvs'" in found


def test_without_the_option_in_the_vocabulary_nothing_is_asked() -> None:
    assert misfit({}, None) == ""
    assert misfit({}, WeatherRecord(file=("a",), format="ndbc")) == ""


def test_all_problems_come_at_once_with_their_lines(save: Save) -> None:
    text = """\
extends: minamitorishima
lift: {rat: 3 t/d}
weather_record:
  fil: record.csv
  format: cvs
  time:
    colum: time
    zone: JST
  columns:
    wave_hight: {name: hs, unit: m}
    wind_speed: {nme: x, unit: m}
  gaps:
    fil: x
"""
    found = said(save(text))
    for part in (
        r"^11 problems",
        r"mine.yaml:2: lift.rat: is not known; did you mean rate\?",
        r"mine.yaml:3: weather_record.file: is missing",
        r"mine.yaml:4: weather_record.fil: is not a known key here; did you mean file\?",
        r"mine.yaml:5: weather_record.format: must be 'csv', 'ndbc' or 'era5', not 'cvs'",
        r"mine.yaml:7: weather_record.time.colum: is not a known key here; did you mean column\?",
        r"mine.yaml:8: weather_record.time.zone: 'JST' is not a zone",
        r"mine.yaml:10: weather_record.columns.wave_hight: is not known; did you mean wave_height\?",
        r"mine.yaml:11: weather_record.columns.wind_speed.nme: is not a known key here; did you mean name\?",
        r"mine.yaml:11: weather_record.columns.wind_speed.name: is missing",
        r"mine.yaml:13: weather_record.gaps.fil: is not a known key here; did you mean fill\?",
    ):
        assert re.search(part, found), found
    assert found.count("mine.yaml:") == 11


WRONG = [
    ("5", "mine.yaml:3: weather_record: must be a mapping with file, format"),
    ("[record.csv]", "weather_record: must be a mapping"),
    (
        "{file: record.csv, format: csv}",
        "weather_record: time is missing: name the column.*; columns needs wave_height",
    ),
    ("{file: 5, format: ndbc}", "weather_record.file: must be text, or a list of texts"),
    ("{file: null, format: ndbc}", "weather_record.file: must be text, or a list of texts"),
    ("{file: '  ', format: ndbc}", "weather_record.file: a path is empty; name a file"),
    ("{file: [], format: ndbc}", "weather_record.file: .*at least 1 item"),
    ('{file: "a\\nb", format: ndbc}', "weather_record.file: a path holds a line end or another control character"),
    (
        "{file: " + "x" * 10_000 + ", format: ndbc}",
        f"weather_record.file: a path has 10000 characters; it may have at most {LONGEST_PATH}$",
    ),
    ("{file: " + "x" * 4000 + ", format: ndbc}", "weather_record.file: .{0,300}cannot be read: File name too long$"),
    ("{file: ., format: ndbc}", "weather_record.file: .* is a folder; name the file of the record"),
    ("{file: none.csv, format: ndbc}", "weather_record.file: .*none.csv does not exist"),
    ("{file: [record.csv, none.csv, .], format: ndbc}", r"2 problems[\s\S]*file.1: .*none.csv does[\s\S]*file.2: "),
    ("{file: /dev/zero, format: ndbc}", "weather_record.file: /dev/zero is not a regular file"),
    ("{file: record.csv, format: ndbc, sha256: abc}", "mine.yaml:3: weather_record.sha256: "),
    (
        "{file: record.csv, format: ndbc, sha256: '" + "0" * 64 + "'}",
        "mine.yaml:3: weather_record.sha256: the content has changed: its sha256 is [0-9a-f]{64}, the scenario says 0",
    ),
    ("{file: &a record.csv, format: ndbc, missing: *a}", "anchors and aliases"),
    ("{file: !!python/name:os.system record.csv, format: ndbc}", "the tag .* is not allowed"),
]


@pytest.mark.parametrize(("value", "message"), WRONG)
def test_what_is_no_record_is_named(value: str, message: str, save: Save) -> None:
    found = said(save(f"extends: minamitorishima\nfleet: {{weather: record}}\nweather_record: {value}\n"))
    assert re.search(message, found), found[:1000]
    assert len(found) < 1500


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
def test_a_pipe_is_refused_and_never_waited_for(save: Save, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "record.csv")
    assert "record.csv is not a regular file" in said(save())


def test_an_absolute_path_outside_is_fine(save: Save, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "away.csv"
    other.write_text("x", encoding="utf-8")
    record = load(save(RECORD.replace("record.csv", str(other)))).weather_record
    assert record is not None
    assert record.file == (str(other),)


def test_a_misspelt_key_is_recognised(save: Save) -> None:
    found = said(save("extends: minamitorishima\nweather_recrd: 5\n"))
    assert "weather_recrd: is not a section; did you mean weather_record?" in found


def test_changes_are_held_to_the_same_rules(reference: Scenario, save: Save) -> None:
    with pytest.raises(InputError, match=r"^fleet\.weather: the word record needs the user's own weather"):
        reference.with_({"fleet.weather": "record"})
    scenario = load(save())
    with pytest.raises(InputError, match=r"^weather_record: the record would be ignored while fleet\.weather is clim"):
        scenario.with_({"fleet.weather": "climate"})
    with pytest.raises(InputError, match=r"^2 problems") as caught:
        reference.with_({"fleet.weather": "record", "lift.rat": 5})
    assert "did you mean lift.rate?" in str(caught.value)
    with pytest.raises(InputError, match="must be one of climate, record, not 'moist'"):
        scenario.with_({"fleet.weather": "moist"})


def test_changes_can_put_a_record_in_and_take_it_out(
    reference: Scenario, save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = load(save())
    for none in ({"weather_record": None}, {"weather_record": "null"}):
        assert scenario.with_({"fleet.weather": "climate", **none}).weather_record is None
    assert scenario.with_({"fleet.weather": "climate"}, weather_record=None).weather_record is None
    monkeypatch.chdir(tmp_path)
    made = reference.with_(
        {"fleet.weather": "record"}, weather_record=WeatherRecord(file=("record.csv",), format="ndbc")
    )
    assert made.weather_record is not None
    assert made.weather_record.file == (str(tmp_path / "record.csv"),)
    assert len(made.weather_record.sha256) == 64


def test_a_change_that_is_no_record_is_refused(reference: Scenario) -> None:
    with pytest.raises(InputError, match=r"^weather_record: must be a WeatherRecord, or null"):
        reference.with_({"fleet.weather": "record", "weather_record": "buoy.csv"})
    with pytest.raises(InputError, match=r"^weather_record\.file: .*none\.csv does not exist"):
        changed_record(WeatherRecord(file=("none.csv",), format="ndbc"))
    with pytest.raises(InputError, match=r"did you mean weather_record\?"):
        reference.with_({"weather_recrd": None})


def test_other_changes_do_not_read_the_record_again(save: Save, tmp_path: Path) -> None:
    scenario = load(save())
    (tmp_path / "record.csv").unlink()
    assert scenario.with_({"lift.rate": "2000 t/d"}).weather_record == scenario.weather_record


def test_only_the_record_that_is_read_imports_its_readers(save: Save) -> None:
    code = f"""
import sys
from kaitei.scenario_file import load
own, packaged = load({str(save())!r}), load("minamitorishima")
print([name for name in ("pandas", "xarray", "h5py", "kaitei.fleet.record.describe") if name in sys.modules])
from kaitei.sampling import inputs
inputs(packaged, 0, 2, 1)
print("kaitei.fleet.record.load" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "False"]
