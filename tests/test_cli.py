"""The command line: exit status, messages without a traceback, and folders that are whole or not there."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.command import RUN, kaitei, kaitei_alone

TINY = ["run", "minamitorishima", "--draws", "8", "--quiet", "--no-studies"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished small run."""
    place = tmp_path_factory.mktemp("cli")
    done = kaitei_alone(*TINY, "--out", "first", cwd=place)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def replaced(folder: Path) -> Path:
    """A run of seed 3 over a copy of the first."""
    shutil.copytree(folder / "first", folder / "replaced")
    done = kaitei(*TINY, "--seed", "3", "--out", "replaced", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "replaced"


@pytest.fixture(scope="module")
def wet(folder: Path) -> Path:
    """The first run on the other basis, in a folder that is a link to another."""
    (folder / "real").mkdir()
    (folder / "link").symlink_to("real")
    done = kaitei(*TINY, "--set", "lift.basis=wet", "--out", "link", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "link"


def _refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def _stopped(seconds: float, *arguments: str, cwd: Path) -> None:
    """A command that is told Ctrl-C after so many seconds says so and leaves nothing."""
    process = subprocess.Popen([*RUN, *arguments], cwd=cwd, stderr=subprocess.PIPE, text=True)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "stopped; no run was written" in errors
    assert "Traceback" not in errors
    assert list(cwd.iterdir()) == []


def test_a_run_leaves_its_five_files(folder: Path) -> None:
    found = {path.name for path in (folder / "first").iterdir()}
    assert found == {"result.nc", "summary.json", "scenario.yaml", "report.html", "results.xlsx"}
    assert not list(folder.glob(".*.part"))


def test_the_summary_has_the_agreed_keys(folder: Path) -> None:
    summary = json.loads((folder / "first" / "summary.json").read_text("utf-8"))
    wanted = "scenario seed draws kaitei_version headline checks failures sources timings"
    assert set(wanted.split()) == set(summary)
    assert set(summary["headline"]["npv"]) == {"unit", "mean", "p10", "p50", "p90"}
    assert set(summary["checks"][0]) == {"name", "passed", "value", "tolerance"}
    assert summary["draws"] == 8


def test_a_run_over_a_run_replaces_it_but_nothing_else(folder: Path, replaced: Path) -> None:
    other = folder / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("precious", encoding="utf-8")
    (other / "summary.json").write_text("{}", encoding="utf-8")
    _refused(kaitei(*TINY, "--out", "mine", cwd=folder), "holds other files than a run (thesis.txt)")
    assert (other / "thesis.txt").read_text("utf-8") == "precious"
    assert json.loads((replaced / "summary.json").read_text("utf-8"))["seed"] == 3
    assert len(list(replaced.iterdir())) == 5


def test_an_output_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "file").write_text("x", encoding="utf-8")
    _refused(kaitei(*TINY, "--out", "file", cwd=folder), "is a file; name a folder")
    _refused(kaitei(*TINY, "--out", "file/below", cwd=folder), "file/below cannot be")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["run", "minamitorisima"], "did you mean minamitorishima?"),
        (["run", "--draws", "0"], "--draws"),
        (["run", "--draws", "many"], "--draws"),
        (["run", "--set", "lift.rate"], "must look like path=value"),
        (["run", "--set", "lift.rat=3 t/d"], "did you mean lift.rate?"),
        (["run", "--set", "lift.rate=-3 t/d"], "must lie in"),
        (["run", "--set", "lift.rate=5 t/d*9**9**9"], "is not known; write for example t/d"),
        (["run", "--set", "lift.rate=1e999 t/d"], "is not a number with a unit"),
        (["run", "--draws", "4", "--set", "site.water_depth=100 m"], "no draw could be computed"),
        (["run", "--seed", str(2**64)], "--seed"),
        (["check", "/dev/zero"], "is not a regular file"),
        (["check", "x" * 300 + ".yaml"], "error: "),
        (["solve", "--so-that", "npv=1.2.3"], "is not a goal"),
        (["solve", "--between", "5", "1"], "the range to search must rise"),
        (["check", "nothing.yaml"], "cannot be read: No such file"),
        (["compare", "a", "b"], "holds no result.nc"),
        (["export", "a"], "holds no result.nc"),
        (["report", "a"], "holds no result.nc"),
        (["solve", "--so-that", "npv"], "is not a goal"),
        (["sensitivity", "--size", "100"], "is not a power of two; take 128"),
        (["new", "x.txt"], "must end in .yaml"),
        (["launch"], "No such command"),
    ],
)
def test_wrong_input_gives_one_clear_message_and_status_2(arguments: list[str], word: str, tmp_path: Path) -> None:
    _refused(kaitei(*arguments, cwd=tmp_path), word)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["run", "minamitorisima"], "did you mean minamitorishima?"),
        (["run", "--draws", "0"], "--draws"),
        (["check", "nothing.yaml"], "cannot be read: No such file"),
    ],
)
def test_a_process_of_its_own_ends_with_the_same_message(arguments: list[str], word: str, tmp_path: Path) -> None:
    here, alone = kaitei(*arguments, cwd=tmp_path), kaitei_alone(*arguments, cwd=tmp_path)
    _refused(alone, word)
    assert alone.stdout == here.stdout
    assert alone.stderr.splitlines()[-2:] == here.stderr.splitlines()[-2:]


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    _stopped(4.0, "run", "--draws", "200000", "--out", "big", cwd=tmp_path)


def test_a_full_disk_is_seen_before_it_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kaitei import run_folder
    from kaitei.errors import InputError
    from kaitei.reference import REFERENCE
    from kaitei.scenario_file import load

    result = REFERENCE.run(load("minamitorishima"), draws=2)
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(run_folder.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(InputError, match=r"needs about \d+ MB and its disk has 1 MB free"):
        run_folder.write(result, tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_a_linked_run_folder_stays_a_link(folder: Path, wet: Path) -> None:
    assert wet.is_symlink()
    assert (folder / "real" / "result.nc").is_file()


def test_new_check_and_show(tmp_path: Path) -> None:
    assert kaitei("new", "mine.yaml", cwd=tmp_path).returncode == 0
    _refused(kaitei("new", "mine.yaml", cwd=tmp_path), "exists already")
    done = kaitei("check", "mine.yaml", cwd=tmp_path)
    assert done.returncode == 0
    assert "mine.yaml is sound" in done.stdout
    assert "weather record" not in done.stdout
    shown = kaitei("show", "mine.yaml", cwd=tmp_path).stdout
    assert "replace this sentence by the reason for your rate" in shown


@pytest.fixture(scope="module")
def buoy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scenario and its weather record of two years."""
    place = tmp_path_factory.mktemp("buoy")
    hours = range(2 * 8760)
    stamps = [f"{2021 + h // 8760} {h // 24 % 365 + 1:03d} {h % 24:02d}" for h in hours]
    heights = [2.0 + (h // 8760) + (3.0 if h % 8760 in range(100, 160) else 0.02 * (h % 24)) for h in hours]
    lines = ["stamp,hs", *(f"{stamp},{height:.2f}" for stamp, height in zip(stamps, heights, strict=True))]
    (place / "buoy.csv").write_text("\n".join(lines), encoding="utf-8")
    (place / "buoy.yaml").write_text(
        "extends: minamitorishima\nfleet: {weather: record}\nweather_record:\n  file: buoy.csv\n  format: csv\n"
        '  time: {column: stamp, format: "%Y %j %H", zone: UTC}\n'
        "  columns: {wave_height: {name: hs, unit: m}}\n",
        encoding="utf-8",
    )
    return place


def test_check_shows_the_weather_record(buoy: Path) -> None:
    done = kaitei("check", "buoy.yaml", cwd=buoy)
    assert done.returncode == 0, done.stderr
    for words in (
        "buoy.yaml is sound: ",
        "month  mean    P90     above 2.5 m  above 3.5 m  above 4.5 m",
        "Jun    2.73 m  3.38 m  50.0 %       0.0 %        0.0 %",
        "4.5 m  60 h from 2021-01-05 04:00 UTC  ",
        "years        2 (2021 to 2022)",
        "wave_height  17520 h read, 0 h interpolated, 0 h filled (0.0%) of 17520 h",
    ):
        assert words in done.stdout, done.stdout


def test_a_calm_record_has_no_storm_to_show(buoy: Path) -> None:
    from kaitei.console import record_lines
    from kaitei.scenario_file import load

    text = (buoy / "buoy.yaml").read_text("utf-8").replace("unit: m}", "unit: ft}")
    (buoy / "calm.yaml").write_text(text, encoding="utf-8")
    record = load(buoy / "calm.yaml").weather_record
    assert record is not None
    assert "2.5 m  none                 17520 h from 2021-01-01 00:00 UTC" in record_lines(record)


def test_check_names_what_it_cannot_read_in_a_record(buoy: Path) -> None:
    text = (buoy / "buoy.yaml").read_text("utf-8").replace("name: hs", "name: hss")
    (buoy / "wrong.yaml").write_text(text, encoding="utf-8")
    done = kaitei("check", "wrong.yaml", cwd=buoy)
    _refused(done, "buoy.csv:1: columns.wave_height.name: no column 'hss'; did you mean hs?")
    assert done.stdout == ""


def test_set_holds_option_and_record_together(buoy: Path) -> None:
    climate = ["show", "buoy.yaml", "--set", "fleet.weather=climate"]
    _refused(kaitei(*climate, cwd=buoy), "would be ignored while fleet.weather is climate", "weather_record: null")
    done = kaitei(*climate, "--set", "weather_record=null", cwd=buoy)
    assert done.returncode == 0
    assert "\nweather_record:" not in done.stdout


def test_lists_and_sources(tmp_path: Path) -> None:
    assert "trial-2026" in kaitei("scenarios", cwd=tmp_path).stdout
    assert "Takaya2018: " in kaitei("sources", cwd=tmp_path).stdout
    assert "holds together and computes" in kaitei("doctor", cwd=tmp_path).stdout


def test_validation_as_json(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # NOTE: the cases of one place; tests/truth runs every case.
    monkeypatch.setattr("kaitei.validation.SUBJECTS", ("deposit",))
    done = kaitei("validate", "--json", cwd=tmp_path)
    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert {"case", "quantity", "unit", "published", "low", "high", "model", "passed", "source"} <= set(rows[0])


def test_compare_pairs_runs_of_one_seed(folder: Path, wet: Path) -> None:
    done = kaitei("compare", "first", wet, cwd=folder)
    assert done.returncode == 0
    assert "lift.basis" in done.stdout
    assert "not draw by draw" not in done.stdout


def test_export_writes_every_format(folder: Path) -> None:
    done = kaitei("export", "first", "--to", "nc,csv,parquet,xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (folder / "first-export").iterdir()}
    assert {"result.nc", "draw.csv", "draw_year.parquet", "results.xlsx"} <= names
    _refused(kaitei("export", "first", "--to", "pdf", cwd=folder), "no format 'pdf'")


def test_solve_and_report(folder: Path) -> None:
    done = kaitei("solve", "--find", "market.price_level", "--so-that", "npv=0", "--draws", "20", cwd=folder)
    assert done.returncode in (0, 1)
    assert "npv" in done.stdout
    (folder / "first" / "report.html").unlink()
    assert kaitei("report", "first", cwd=folder).returncode == 0
    assert (folder / "first" / "report.html").stat().st_size > 10_000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_parent_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    _refused(kaitei(*TINY, "--out", "x", cwd=tmp_path), "no permission")


@pytest.fixture(scope="module")
def log_folder(folder: Path) -> Path:
    """The log of draw 5 of seed 3, in a folder that held an older log."""
    for year in (2031, 2035):
        done = kaitei("log", "--draw", "5", "--seed", "3", "--year", year, "--out", "log", cwd=folder)
        assert done.returncode == 0, done.stderr
    assert "draw 5, seed 3: " in done.stdout
    assert "mining vessel  lifting" in done.stdout
    return folder / "log"


def test_a_log_leaves_its_three_files_and_replaces_a_log(log_folder: Path) -> None:
    import pandas as pd

    assert {path.name for path in log_folder.iterdir()} == {"log.parquet", "log.csv", "gantt.html"}
    assert not [*log_folder.parent.glob(".log*")]
    assert "What the ships do in 2035" in (log_folder / "gantt.html").read_text("utf-8")
    table = pd.read_parquet(log_folder / "log.parquet")
    columns = ["ship", "start_h", "end_h", "start", "end", "year", "state", "cause", "dry_mud_t"]
    assert [*table.columns] == columns
    text = pd.read_csv(log_folder / "log.csv", parse_dates=["start", "end"], keep_default_na=False)
    pd.testing.assert_frame_equal(text, table, check_dtype=False)
    assert "2030-01-01T00:00:00" in (log_folder / "log.csv").read_text("utf-8")


@pytest.mark.heavy
def test_a_log_is_the_draw_of_the_run_with_its_number_and_seed(replaced: Path, log_folder: Path) -> None:
    import pandas as pd

    from kaitei.result import open_result

    run = open_result(replaced).dataset.sel(draw=5)
    table = pd.read_csv(log_folder / "log.csv")
    mining = table[table["ship"].str.startswith("mining")]
    hours = (mining["end_h"] - mining["start_h"]).groupby(mining["state"]).sum()
    told = run["vessel_hours"].sum("year").to_series()
    idle = 3 * 8760.0
    assert told["idle"] == pytest.approx(idle)
    for state in (state for state in told.index if state != "idle"):
        assert hours.get(state, 0.0) == pytest.approx(told[state], rel=1e-9)
    assert hours["lifting"] / 24.0 == pytest.approx(float(run["lifting_days"].sum()), rel=1e-9)
    lifted = mining.loc[mining["state"] == "lifting", "dry_mud_t"].sum()
    assert lifted == pytest.approx(float(run["mud_lifted"].sum()), rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--draw", "-1"], "--draw"),
        (["--draw", "1000000"], "--draw"),
        (["--draw", "two"], "--draw"),
        (["--seed", "-1"], "--seed"),
        (["--year", "1999"], "1999 is no year of production; take one from 2030 to 2049"),
        (["minamitorisima"], "did you mean minamitorishima?"),
        (["--set", "fleet.carriers=-1"], "must lie in 0 to 500"),
        (["--set", "deposit.rich_grade=1 g/t"], "draw 0 cannot be computed: deposit."),
    ],
)
def test_a_log_that_cannot_be_made_is_refused(arguments: list[str], word: str, tmp_path: Path) -> None:
    _refused(kaitei("log", *arguments, cwd=tmp_path), word)
    assert list(tmp_path.iterdir()) == []


def test_a_log_replaces_only_a_log(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("precious", encoding="utf-8")
    _refused(kaitei("log", "--out", "mine", cwd=tmp_path), "holds other files than a log (thesis.txt)", "a new folder")
    _refused(kaitei("log", "--out", "mine/thesis.txt", cwd=tmp_path), "is a file; name a folder for the log")
    _refused(kaitei("log", "--out", "mine/thesis.txt/below", cwd=tmp_path), "thesis.txt is a file")
    assert (tmp_path / "mine" / "thesis.txt").read_text("utf-8") == "precious"


def test_a_log_folder_without_permission_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kaitei import export
    from kaitei.errors import InputError

    monkeypatch.setattr(export.os, "access", lambda place, mode: place != tmp_path.resolve())
    (tmp_path / "log").mkdir()
    with pytest.raises(InputError, match=r"log cannot be written: no permission in .*; name another folder"):
        export.check_log_target(tmp_path / "log")


def test_a_log_that_cannot_be_written_leaves_the_old_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, log_folder: Path
) -> None:
    import pandas as pd

    from kaitei import export
    from kaitei.errors import InputError

    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "log.csv").write_text("old", encoding="utf-8")
    table = pd.read_parquet(log_folder / "log.parquet").head(100)

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", full_disk)
    with pytest.raises(InputError, match="log cannot be written: No space left on device"):
        export.write_log(table, 2030, "note", tmp_path / "log")
    assert [path.name for path in tmp_path.iterdir()] == ["log"]
    assert (tmp_path / "log" / "log.csv").read_text("utf-8") == "old"


def test_ctrl_c_leaves_no_part_of_a_log(tmp_path: Path) -> None:
    long = ["--set", "fleet.placement_mud=20 t", "--set", "fleet.placement_time=0.05 h"]
    _stopped(2.0, "log", *long, "--out", "big", cwd=tmp_path)


@pytest.mark.heavy
def test_three_runs_are_compared_with_the_first(folder: Path) -> None:
    for name in ("one", "two", "three"):
        shutil.copy(folder / "first" / "result.nc", folder / f"{name}.nc")
    done = kaitei("compare", "one.nc", "two.nc", "three.nc", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "change from one.nc" in done.stdout
    assert "common random numbers (seed " in done.stdout
    _refused(kaitei("compare", "one.nc", cwd=folder), "second")
    _refused(kaitei("compare", "one.nc", "lost", "two.nc", cwd=folder), "lost holds no result.nc")
