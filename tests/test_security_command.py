"""The command ``kaitei security``: a folder that is whole or not there, a summary, one clear line for wrong input."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import xarray as xr
from tests.command import kaitei

from kaitei import security_console, security_folder
from kaitei.errors import InputError
from kaitei.study.security_study import SecurityStudy

TELL = ["security", "--event", "2026-ban", "--draws", "2", "--months", "18", "--quiet", "--futures", "0"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the command has been run without the project."""
    folder = tmp_path_factory.mktemp("security")
    done = kaitei(
        *TELL, "--no-project", "--start", "own", "--set", "security.price_push=0.5", "--futures", "2", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def test_the_folder_holds_its_five_files(place: Path) -> None:
    folder = place / "runs" / "minamitorishima-security"
    assert {path.name for path in folder.iterdir()} == security_folder.ALWAYS
    assert not list(folder.parent.glob(".*"))
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    wanted = "scenario seed draws kaitei_version headline checks failures sources timings story first_standstill"
    wanted += " one_more_month_of_stock portfolio"
    assert set(wanted.split()) == set(summary)
    assert summary["story"]["first_shock"] == "2026-01"
    assert all(check["passed"] for check in summary["checks"])


def test_what_is_printed_says_story_losses_and_uses(place: Path) -> None:
    said = (place / "said.txt").read_text("utf-8")
    for words in (
        "first shock 2026-01; 2025-07 to 2026-12",
        "left out, as asked",
        "loss without",
        "all hold",
        "ceramics",
    ):
        assert words in said
    assert "loss with the project" not in said
    assert "2 futures of shocks that may come" in said
    assert "worth to Japan" not in said


def test_a_study_over_a_study_replaces_it_but_nothing_else(place: Path) -> None:
    (place / "mine").mkdir()
    (place / "mine" / "thesis.txt").write_text("precious", encoding="utf-8")
    done = kaitei(*TELL, "--no-project", "--out", "mine", cwd=place)
    assert done.returncode == 2
    assert "holds other files than a run (thesis.txt)" in done.stderr
    again = kaitei(*TELL, "--no-project", "--seed", "2", cwd=place)
    assert again.returncode == 0, again.stderr
    folder = place / "runs" / "minamitorishima-security"
    assert json.loads((folder / "summary.json").read_text("utf-8"))["seed"] == 2


def test_a_story_of_ones_own_lies_in_the_folder_and_tells_the_same(tmp_path: Path) -> None:
    packaged = files("kaitei.security.shocks").joinpath("events", "2026-ban.yaml").read_text("utf-8")
    (tmp_path / "mine.yaml").write_text(packaged.replace("2026-01", "2026-03"), encoding="utf-8")
    own = ["--event", "mine.yaml", "--event", "myanmar-outage", "--start", "2032-01", *TELL[3:], "--no-project"]
    done = kaitei("security", *own, "--out", "study", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (tmp_path / "mine.yaml").unlink()
    folder = tmp_path / "study"
    page = (folder / "security.html").read_text("utf-8")
    command = re.search(r"kaitei (security scenario\.yaml --event [^<]*)", page)
    assert command
    assert "--event events-1.yaml --event myanmar-outage" in command[1]
    again = kaitei(*command[1].split(), "--out", "../again", "--quiet", cwd=folder)
    assert again.returncode == 0, again.stderr
    first, second = (security_folder.open_supply(tmp_path / name)[0] for name in ("study", "again"))
    assert first.drop_attrs().equals(second.drop_attrs())


def test_numbers_open_again_equal_with_units(told: SecurityStudy, tmp_path: Path) -> None:
    folder = security_folder.write(told, tmp_path / "study")
    draws, central = security_folder.open_supply(folder)
    assert draws.drop_attrs().equals(told.supply.draws.drop_attrs())
    assert central.drop_attrs().equals(told.supply.central.drop_attrs())
    assert draws["stock"].attrs["units"] == "t"
    assert all(array.attrs.get("units") for array in central.data_vars.values())
    assert draws.attrs["events"] == "2026-ban"
    assert told.futures is not None
    with xr.open_dataset(folder / "supply.nc", group=security_folder.FUTURES, engine="netcdf4") as futures:
        assert futures["worth_to_japan"].to_numpy().tolist() == told.futures.worth["worth_to_japan"].to_numpy().tolist()
    with pytest.raises(InputError, match=r"holds no supply\.nc; name the folder of a security study"):
        security_folder.open_supply(tmp_path)


def test_the_summary_names_both_cases(told: SecurityStudy) -> None:
    said = "\n".join(security_console.summary_lines(told))
    for words in (
        "avoided by the project, draw by draw",
        "lowest activity with",
        "days of cover",
        "price peak in China",
        "6 futures of shocks that may come",
        "the two are not added",
        "in 20 years of futures",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name at least one --event; packaged are 2010-embargo"),
        (("--event", "2026-bn"), "did you mean 2026-ban?"),
        (("--event", "2026-ban", "--months", "0"), "Invalid value for '--months'"),
        (("--event", "2026-ban", "--start", "2032-13"), "--start must be a month"),
        (("--event", "2026-ban", "--set", "security.frm_cover=3 d"), "did you mean security.firm_cover"),
    ],
)
def test_wrong_input_is_one_clear_message(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = kaitei("security", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_is_told_before_the_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 0}))
    with pytest.raises(InputError, match="its disk has 0 MB free"):
        security_folder.check_target(tmp_path / "study")
