"""A weather record as a part of a scenario: put in by a change, and in step with the option that asks for it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kaitei.errors import InputError, Problem
from kaitei.fleet.record.declaration import WeatherRecord

KEY = "weather_record"
OPTION = "fleet.weather"
RECORD = "record"
"""The word of the option that reads the record."""


def misfit(options: Mapping[str, str], record: WeatherRecord | None, problems: Sequence[Problem] = ()) -> str:
    """What is wrong between the option and the record; nothing when either already stands among the problems.

    >>> misfit({"fleet.weather": "climate"}, None)
    ''
    """
    if any(problem.path.startswith((KEY, OPTION)) for problem in problems):
        return ""
    word = options.get(OPTION)
    if word == RECORD and record is None:
        return (
            f"the word {RECORD} needs the user's own weather; declare it under {KEY}: (file, format, time, columns), "
            f"or choose {OPTION}: climate"
        )
    if word is not None and word != RECORD and record is not None:
        return (
            f"the record would be ignored while {OPTION} is {word}; choose {OPTION}: {RECORD}, "
            f"or leave the record out with {KEY}: null"
        )
    return ""


def changed_record(value: object) -> WeatherRecord | None:
    """The record that a change puts in, its relative paths taken from the present folder; None or "null" for none.

    Raises InputError.
    """
    if value is None or value == "null":
        return None
    if not isinstance(value, WeatherRecord):
        message = "must be a WeatherRecord, or null to leave it out; a file is declared in a scenario file"
        raise InputError(Problem(message, KEY))
    from kaitei.fleet.record.pinned import pinned

    try:
        return pinned(value, Path())
    except InputError as error:
        raise InputError([Problem(p.message, f"{KEY}.{p.path}") for p in error.problems]) from None
