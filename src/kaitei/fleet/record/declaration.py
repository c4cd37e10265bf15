"""How a scenario declares a user's own weather record: the file, its form, its columns, units, zone and gaps."""

import math
import re
import unicodedata
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from kaitei.errors import InputError, nearest
from kaitei.fleet.record.variables import NAMES, VARIABLES
from kaitei.units import convert

LONGEST_INTERPOLATION = 240.0
"""Longest gap that may be bridged by a straight line [h]."""

LONGEST_PATH = 4096
"""Longest path of a file, folders included [character]."""

_ZONE = re.compile(r"^([+-])(\d\d):(\d\d)$")
_DURATION = re.compile(r"^\s*(\d{1,6}(?:\.\d{1,6})?)\s*([A-Za-z]{1,12})\s*$")
_OF_CSV = ("time", "columns", "missing", "delimiter", "decimal")
_SAFE_DIRECTIVES = frozenset("YymdjHIMSfpbBaAz%T")


def _listed(value: Any) -> Any:
    if not isinstance(value, (str, list, tuple)):
        raise ValueError("must be text, or a list of texts")
    return (value,) if isinstance(value, str) else value


def _known_weather(name: str) -> str:
    if name not in NAMES:
        raise ValueError(f"is not known; {nearest(name, NAMES)}")
    return name


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
WeatherName = Annotated[str, AfterValidator(_known_weather)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """One column of a CSV file: its name there and the unit its numbers are in."""

    name: str = Field(min_length=1, max_length=200)
    unit: str = Field(min_length=1, max_length=40)


class Stamps(_Part):
    """Where a CSV file holds its time stamps, how they are written and in which zone."""

    column: Words = Field(min_length=1, max_length=8)
    """One column, or several that are joined by a blank, such as [Date, Time]."""
    format: str = Field(default="ISO", max_length=60)
    """ISO, or a strptime pattern such as "%d/%m/%Y %H:%M"."""
    zone: str = ""
    """UTC or an offset such as +10:00; left out only where the stamps carry it."""

    @field_validator("format")
    @classmethod
    def _can_be_read(cls, pattern: str) -> str:
        if pattern == "ISO":
            return pattern
        used = re.findall(r"%(.?)", pattern)
        unknown = [letter for letter in used if letter not in _SAFE_DIRECTIVES]
        if unknown:
            raise ValueError(f"%{unknown[0]} is not known; write a pattern such as %d/%m/%Y %H:%M, or ISO")
        if not {"Y", "y"} & set(used) or not ({"d", "j"} & set(used)) or not {"H", "I", "T"} & set(used):
            raise ValueError(f"{pattern!r} must hold year, day and hour, such as %d/%m/%Y %H:%M, or be ISO")
        try:
            datetime.strptime(datetime(2001, 2, 3, 4).strftime(pattern.replace("%z", "")), pattern.replace("%z", ""))
        except (ValueError, re.error) as error:
            raise ValueError(f"{pattern!r} is not a pattern that can be read back ({error})") from None
        return pattern

    @field_validator("zone")
    @classmethod
    def _is_an_offset(cls, zone: str) -> str:
        if zone in ("", "UTC", "Z"):
            return zone
        found = _ZONE.match(zone)
        if found is None or int(found[3]) > 59 or not -12 * 60 <= _minutes(zone) <= 14 * 60:
            raise ValueError(f"{zone!r} is not a zone; write UTC or an offset such as +10:00 (no summer time)")
        return zone

    @property
    def offset(self) -> int:
        """Local time minus UTC [s]; 0 where no zone is stated."""
        return 60 * _minutes(self.zone) if _ZONE.match(self.zone) else 0


def _minutes(zone: str) -> int:
    sign = -1 if zone[0] == "-" else 1
    return sign * (60 * int(zone[1:3]) + int(zone[4:6]))


class Gaps(_Part):
    """What may be done about hours without weather."""

    interpolate: str = "6 h"
    """Gaps up to this length are bridged by a straight line."""
    fill: Literal["other_year", "error"] = "error"
    """Longer ones come from the same hours of another year, or are an error."""

    @field_validator("interpolate")
    @classmethod
    def _is_a_time(cls, text: str) -> str:
        hours = duration(text)
        if not 0.0 <= hours <= LONGEST_INTERPOLATION:
            raise ValueError(
                f"{text!r} must be at most {LONGEST_INTERPOLATION:.0f} h; longer gaps need fill: other_year"
            )
        return text

    @property
    def hours(self) -> int:
        """Whole hours that a straight line may bridge [h]."""
        return int(duration(self.interpolate) + 1e-9)


def duration(text: str) -> float:
    """Hours in a text such as "6 h".

    >>> duration("2 d")
    48.0

    Raises ValueError.
    """
    found = _DURATION.match(text)
    if found is None:
        raise ValueError(f"{text!r} is not a time with a unit, such as 6 h")
    try:
        return convert(float(found[1]), found[2], "h")
    except InputError as error:
        raise ValueError(f"{text!r} is not a time with a unit, such as 6 h ({error})") from None


def usable_path(path: str) -> str:
    """The path, if it can be written to a file and read back.

    Raises ValueError.
    """
    if not path.strip():
        raise ValueError("a path is empty; name a file")
    if len(path) > LONGEST_PATH:
        raise ValueError(f"a path has {len(path)} characters; it may have at most {LONGEST_PATH}")
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in path):
        raise ValueError("a path holds a line end or another control character; rename the file or its folder")
    return path


class WeatherRecord(_Part):
    """A weather record as it stands in a scenario under ``weather_record:``."""

    file: Words = Field(min_length=1, max_length=200)
    """Path beside the scenario file, or a list of them (yearly files, or waves and wind apart)."""
    format: Literal["csv", "ndbc", "era5"]
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """Digest of the file; when stated, another content is an error."""
    time: Stamps | None = None
    columns: dict[WeatherName, Column] = {}
    missing: tuple[float | str, ...] = Field(default=(), max_length=50)
    """Markers that stand for a missing value, such as -99.9."""
    delimiter: str = ","
    """One character, or the words tab or space (any run of blanks)."""
    decimal: Literal[".", ","] = "."
    latitude: float | None = Field(default=None, ge=-90.0, le=90.0)
    longitude: float | None = Field(default=None, ge=-180.0, le=360.0)
    period: Literal["peak", "mean"] = "peak"
    """Which wave period to take where the file holds both (ndbc, era5)."""
    gaps: Gaps = Gaps()

    @field_validator("file")
    @classmethod
    def _are_usable(cls, paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(usable_path, paths))

    @field_validator("delimiter")
    @classmethod
    def _is_one_character(cls, text: str) -> str:
        if text in ("tab", "space"):
            return text
        if len(text) != 1 or text.isalnum() or text in "\n\r\"'.-+:":
            raise ValueError(f"{text!r} must be one character such as , or ; or one of the words tab, space")
        return text

    @field_validator("missing")
    @classmethod
    def _are_comparable(cls, markers: tuple[float | str, ...]) -> tuple[float | str, ...]:
        # NOTE: .nan in YAML is a number that equals nothing, not even itself, and JSON has no .inf; the words do.
        return tuple(m if isinstance(m, str) or math.isfinite(m) else str(m) for m in markers)

    @field_validator("columns")
    @classmethod
    def _are_weather(cls, columns: dict[str, Column]) -> dict[str, Column]:
        units = {variable.name: variable.unit for variable in VARIABLES}
        wrong = []
        for name, column in columns.items():
            try:
                convert(1.0, column.unit, units[name])
            except InputError as error:
                # NOTE: the unit registry reads kt as kilotonne, as mud is weighed here.
                remedy = "write knot for a speed in knots; " if column.unit in ("kt", "kts", "kn") else ""
                wrong.append(f"{name}: {error}; {remedy}{name} is kept in {units[name]}")
        if wrong:
            raise ValueError("; ".join(wrong))
        return columns

    @model_validator(mode="after")
    def _fits_its_format(self) -> Self:
        wrong = []
        if self.format == "csv":
            if self.time is None:
                wrong.append("time is missing: name the column, its format and its zone")
            if "wave_height" not in self.columns:
                wrong.append("columns needs wave_height with name and unit")
        else:
            # NOTE: a default that stands there is no fault: a record written out in full must load again.
            fields = type(self).model_fields
            stated = [key for key in _OF_CSV if getattr(self, key) != fields[key].default]
            wrong += [f"{key} belongs to format csv; {self.format} files say it themselves" for key in stated]
        places = [key for key in ("latitude", "longitude") if getattr(self, key) is not None]
        if places and self.format != "era5":
            wrong.append(f"{places[0]} belongs to format era5; a {self.format} file is one place")
        if len(places) == 1:
            wrong.append("latitude and longitude go together")
        if wrong:
            raise ValueError("; ".join(wrong))
        return self
