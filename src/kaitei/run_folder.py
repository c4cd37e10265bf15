"""The folder of a run: written beside its place first and moved there whole, so that it is never half a run."""

import json
import os
import shutil
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from pathlib import Path

from kaitei.errors import InputError
from kaitei.result import Result
from kaitei.scenario_file import to_yaml

FILES = frozenset({"result.nc", "summary.json", "scenario.yaml", "report.html", "results.xlsx"})
"""What a run consists of. A folder that holds nothing else may be replaced by a new run."""

SPARE = 50_000_000
"""Bytes beside the numbers that a run needs on disk: report, workbook, and room for the format."""


def check_target(folder: Path, files: Collection[str] = FILES) -> None:
    """Raises InputError when ``folder`` cannot take a run of these files: asked before the work, not after."""
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder for the run")
    others = sorted(path.name for path in folder.iterdir() if path.name not in files) if folder.is_dir() else []
    if others:
        raise InputError(f"{folder} holds other files than a run ({others[0]}); name an empty or a new folder")
    parent = next(p for p in folder.parents if p.exists())
    if not os.access(parent, os.W_OK) or (folder.exists() and not os.access(folder, os.W_OK)):
        raise InputError(f"{folder} cannot be written: no permission in {parent}")
    if not parent.is_dir():
        raise InputError(f"{folder} cannot be made: {parent} is a file")


def write(result: Result, folder: Path, report: bool = True, beside: Executor | None = None) -> Path:
    """Writes result.nc, summary.json, scenario.yaml, results.xlsx and report.html, and returns the folder.

    ``beside`` writes the report while the rest is written here. Raises InputError when the folder cannot be
    written.
    """
    check_target(folder)
    check_space(result, folder.resolve())
    return put(folder, lambda part: _fill(result, part, report, beside))


def put(folder: Path, fill: Callable[[Path], None]) -> Path:
    """Fills a new folder beside its place, moves it there whole in place of an older one, and returns it.

    Raises InputError when the folder cannot be written.
    """
    folder = folder.resolve()
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        fill(part)
        _move(part, folder)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def check_space(result: Result, folder: Path) -> None:
    """Raises InputError when the disk has no room: told before anything is written."""
    check_room(result.dataset.nbytes + result.central.nbytes, folder)


def check_room(size: int, folder: Path) -> None:
    """Raises InputError when the disk has no room for numbers of a size [byte] and what goes with them."""
    parent = next(p for p in (folder, *folder.parents) if p.exists())
    needed = size + SPARE
    free = shutil.disk_usage(parent).free
    if free < needed:
        raise InputError(f"{folder} needs about {needed / 1e6:,.0f} MB and its disk has {free / 1e6:,.0f} MB free")


def _fill(result: Result, part: Path, report: bool, beside: Executor | None) -> None:
    page = beside.submit(_write_page, result, part) if report and beside else None
    result.save(part / "result.nc")
    (part / "scenario.yaml").write_text(to_yaml(result.scenario), encoding="utf-8")
    text = json.dumps(result.summary(), indent=2, ensure_ascii=False, allow_nan=False)
    (part / "summary.json").write_text(text + "\n", encoding="utf-8")
    if page:
        _write_workbook(result, part)
        page.result()
    elif report:
        write_report(result, part)


def write_report(result: Result, folder: Path) -> None:
    """Writes what people read into a folder: report.html and results.xlsx."""
    _write_page(result, folder)
    _write_workbook(result, folder)


def _write_page(result: Result, folder: Path) -> None:
    from kaitei.report import html

    html.write(result, folder / "report.html")


def _write_workbook(result: Result, folder: Path) -> None:
    from kaitei.report import workbook

    workbook.write(result, folder / "results.xlsx")


def _move(part: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
