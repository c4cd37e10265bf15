"""A declared weather record from its files to hourly years."""

from pathlib import Path

from kaitei.errors import InputError, Problem
from kaitei.fleet.record.csv_record import read_csv
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.era5_record import read_era5
from kaitei.fleet.record.hourly import HourlyRecord, hourly
from kaitei.fleet.record.ndbc_record import read_ndbc
from kaitei.fleet.record.packed_file import check_digest, digest_of_files
from kaitei.fleet.record.readings import implausible, in_order, joined

READERS = {"csv": read_csv, "ndbc": read_ndbc, "era5": read_era5}


def load_record(record: WeatherRecord, folder: Path) -> HourlyRecord:
    """The hourly years of a declared record; ``folder`` is where the scenario file lies.

    Raises InputError with every problem found at the first step that finds any: digest, files, cells, numbers, gaps.
    """
    paths = [folder / file for file in record.file]
    if record.sha256:
        # NOTE: before reading, so that another content is called by its name and not by what it breaks.
        check_digest(record.sha256, digest_of_files(paths), str(paths[0]))
    problems: list[Problem] = []
    parts = []
    for path in paths:
        try:
            parts.append(READERS[record.format](path, record))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    digest = digest_of_files(paths)
    check_digest(record.sha256, digest, str(paths[0]))
    readings = joined(parts)
    if doubts := implausible(readings):
        raise InputError(doubts)
    made = hourly(in_order(readings), record.gaps, digest)
    return made._replace(account=made.account._replace(file=_named(paths)))


def _named(paths: list[Path]) -> str:
    """Names without folders: the account is printed in reports."""
    names = [path.name for path in paths]
    return ", ".join(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} more"
