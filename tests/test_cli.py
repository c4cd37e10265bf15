"""The command line: exit status, messages without a traceback, and folders that are whole or not there."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

RUN = [sys.executable, "-m", "kaitei"]
TINY = ["run", "minamitorishima", "--draws", "8", "--quiet", "--no-studies"]


def kaitei(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [*RUN, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished small run."""
    place = tmp_path_factory.mktemp("cli")
    done = kaitei(*TINY, "--out", "first", cwd=place)
    assert done.returncode == 0, done.stderr
    return place


def _refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


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


def test_a_run_over_a_run_replaces_it_but_nothing_else(folder: Path) -> None:
    other = folder / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("precious", encoding="utf-8")
    (other / "summary.json").write_text("{}", encoding="utf-8")
    _refused(kaitei(*TINY, "--out", "mine", cwd=folder), "holds other files than a run (thesis.txt)")
    assert (other / "thesis.txt").read_text("utf-8") == "precious"
    assert kaitei(*TINY, "--seed", "2", "--out", "first", cwd=folder).returncode == 0
    assert json.loads((folder / "first" / "summary.json").read_text("utf-8"))["seed"] == 2


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


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    command = [*RUN, "run", "--draws", "200000", "--out", "big"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    time.sleep(4.0)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "stopped; no run was written" in errors
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


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


def test_a_linked_run_folder_stays_a_link(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "link").symlink_to("real")
    assert kaitei(*TINY, "--out", "link", cwd=folder).returncode == 0
    assert (folder / "link").is_symlink()
    assert (folder / "real" / "result.nc").is_file()


def test_new_check_and_show(tmp_path: Path) -> None:
    assert kaitei("new", "mine.yaml", cwd=tmp_path).returncode == 0
    _refused(kaitei("new", "mine.yaml", cwd=tmp_path), "exists already")
    done = kaitei("check", "mine.yaml", cwd=tmp_path)
    assert done.returncode == 0
    assert "mine.yaml is sound" in done.stdout
    shown = kaitei("show", "mine.yaml", cwd=tmp_path).stdout
    assert "replace this sentence by the reason for your rate" in shown


def test_lists_and_sources(tmp_path: Path) -> None:
    assert "trial-2026" in kaitei("scenarios", cwd=tmp_path).stdout
    assert "Takaya2018: " in kaitei("sources", cwd=tmp_path).stdout
    assert "holds together and computes" in kaitei("doctor", cwd=tmp_path).stdout


def test_validation_as_json(tmp_path: Path) -> None:
    done = kaitei("validate", "--json", cwd=tmp_path)
    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert {"case", "quantity", "unit", "published", "low", "high", "model", "passed", "source"} <= set(rows[0])


def test_compare_pairs_runs_of_one_seed(folder: Path) -> None:
    kaitei(*TINY, "--seed", "2", "--set", "lift.basis=wet", "--out", "second", cwd=folder)
    kaitei(*TINY, "--seed", "2", "--out", "third", cwd=folder)
    done = kaitei("compare", "third", "second", cwd=folder)
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
