"""The folder of a security study: numbers, summary, page, workbook and scenario, there whole or not at all."""

import json
from pathlib import Path

import xarray as xr

from kaitei import netcdf, run_folder
from kaitei.errors import InputError
from kaitei.scenario_file import to_yaml
from kaitei.study.security_study import SecurityStudy
from kaitei.study.shock_story import COPIES

ALWAYS = frozenset({"supply.nc", "summary.json", "security.html", "supply.xlsx", "scenario.yaml"})
"""What a study consists of."""

FILES = ALWAYS | {*COPIES}
"""The same with stories of one's own. A folder that holds nothing else may be replaced by a new study."""

GROUPS = ("draws", "central")
"""Groups of supply.nc: months of every draw, and of the central case with its origins."""

FUTURES = "futures"
"""Group of what drawn futures lose without and with the project, where they were asked for."""


def check_target(folder: Path) -> None:
    """Raises InputError when ``folder`` cannot take a study: asked before the work, not after."""
    run_folder.check_target(folder, FILES)
    run_folder.check_room(0, folder.resolve())


def write(study: SecurityStudy, folder: Path) -> Path:
    """Writes supply.nc, summary.json, scenario.yaml, stories of one's own, supply.xlsx and security.html, and returns
    the folder.

    Raises InputError when the folder cannot be written.
    """
    check_target(folder)
    run_folder.check_room(study.supply.draws.nbytes + study.supply.central.nbytes, folder.resolve())
    return run_folder.put(folder, lambda part: _fill(study, part))


def _fill(study: SecurityStudy, part: Path) -> None:
    from kaitei.report import security_page, security_workbook

    save(study, part / "supply.nc")
    (part / "scenario.yaml").write_text(to_yaml(study.scenario), encoding="utf-8")
    for name, told in study.story.copies.items():
        (part / name).write_text(told, encoding="utf-8")
    text = json.dumps(study.summary(), indent=2, ensure_ascii=False, allow_nan=False)
    (part / "summary.json").write_text(text + "\n", encoding="utf-8")
    security_workbook.write(study, part / "supply.xlsx")
    security_page.write(study, part / "security.html")


def save(study: SecurityStudy, file: Path) -> Path:
    """Writes the months of a study, and its futures if any, to one NetCDF file by group, and returns it."""
    story = study.story
    about = {
        "title": story.title,
        "events": " ".join(story.names),
        "first_shock": story.first_shock,
        "scenario": study.scenario.name,
        "seed": study.supply.seed,
        "kaitei": study.versions.get("kaitei", ""),
    }
    groups = dict(zip(GROUPS, (study.supply.draws, study.supply.central), strict=True))
    if study.futures and study.futures.worth is not None:
        groups[FUTURES] = study.futures.worth
    netcdf.write({group: dataset.assign_attrs(about) for group, dataset in groups.items()}, file)
    return file


def open_supply(path: Path) -> tuple[xr.Dataset, xr.Dataset]:
    """Draws and central case of a supply.nc, or of a folder that holds one.

    Raises InputError when there is none.
    """
    file = path / "supply.nc" if path.is_dir() else path
    if not file.is_file():
        raise InputError(f"{path} holds no supply.nc; name the folder of a security study")
    return netcdf.read(file, GROUPS[0]), netcdf.read(file, GROUPS[1])
