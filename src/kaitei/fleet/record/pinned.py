"""A declared record tied to the content of its files, and read once in each process."""

import json
from functools import cache
from pathlib import Path

from kaitei.errors import InputError, Problem
from kaitei.fleet.record.declaration import WeatherRecord, usable_path
from kaitei.fleet.record.hourly import HourlyRecord
from kaitei.fleet.record.packed_file import check_digest, digest_of_files


def pinned(record: WeatherRecord, folder: Path) -> WeatherRecord:
    """The declaration with absolute paths and the sha256 of what the files hold now.

    folder: where relative paths begin, the folder of the scenario file. Nothing but the digest is read.

    Raises InputError with every file that cannot be used, or when another sha256 is stated.
    """
    files = tuple(_absolute(folder, file) for file in record.file)
    digest = digest_of_files([Path(file) for file in files])
    check_digest(record.sha256, digest, files[0])
    return record.model_copy(update={"file": files, "sha256": digest})


def _absolute(folder: Path, file: str) -> str:
    try:
        return usable_path(str((folder / file).resolve()))
    except (OSError, RuntimeError, ValueError) as error:
        # NOTE: Python before 3.13 raises RuntimeError for links that lead in a ring.
        raise InputError(Problem(f"{file:.200} cannot be used: {error!s:.200}", "file")) from None


def as_text(record: WeatherRecord) -> str:
    """The declaration as JSON, defaults left out."""
    return record.model_dump_json(exclude_defaults=True)


def dataset_attributes(record: WeatherRecord) -> dict[str, str]:
    """What a dataset carries of its record: the declaration, and the account of every hour, both as JSON.

    Raises InputError when the record cannot be read.
    """
    from kaitei.fleet.record.describe import account_rows

    text = as_text(record)
    return {"weather_record": text, "weather_account": json.dumps(account_rows(hourly_of(text)))}


@cache
def hourly_of(text: str) -> HourlyRecord:
    """The hourly years of a pinned declaration written by ``as_text``; the arrays cannot be written to.

    Raises InputError when it is not pinned, or the files are gone or changed or cannot be read as declared.
    """
    # NOTE: all that was read is kept, 4 MB for 30 years, so that a body may hold on to what it made of a record.
    # The readers need pandas and xarray; a scenario without a record must not wait for them.
    from kaitei.fleet.record.load import load_record

    record = WeatherRecord.model_validate_json(text)
    if not record.sha256:
        message = "the record is not tied to its content; put it in with Scenario.with_(weather_record=...)"
        raise InputError(Problem(message, "weather_record.sha256"))
    made = load_record(record, Path())
    made.values.setflags(write=False)
    made.present.setflags(write=False)
    return made
