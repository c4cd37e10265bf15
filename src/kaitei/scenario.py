"""A scenario: all input data with their sources, the chosen options and the horizon, frozen and closed."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kaitei.datum import Datum
from kaitei.fleet.record.declaration import WeatherRecord


class Horizon(BaseModel):
    """The years of the project."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_year: int = Field(ge=1950, le=2200)
    """First calendar year of production."""
    production_years: int = Field(ge=1, le=100)
    """Years of production, ramp-up included."""
    construction_years: int = Field(default=0, ge=0, le=20)
    """Years of building before the first year of production."""
    ramp_up: tuple[float, ...] = ()
    """Share of full production in the first years of production."""

    @field_validator("ramp_up")
    @classmethod
    def _are_shares(cls, shares: tuple[float, ...]) -> tuple[float, ...]:
        if any(not 0.0 < share <= 1.0 for share in shares):
            raise ValueError("each must lie above 0 and at most at 1")
        return shares


class Correlation(BaseModel):
    """A wished rank (Spearman) correlation between two spread data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    between: tuple[str, str]
    rank: float = Field(gt=-1.0, lt=1.0)
    source: str = ""
    assumption: str = ""

    @model_validator(mode="after")
    def _says_where_it_comes_from(self) -> Self:
        if not self.source and not self.assumption:
            raise ValueError("needs a source, or an assumption that says why")
        return self


class Scenario(BaseModel):
    """All that a chain reads. Change it with ``with_``, which gives a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str = ""
    description: str = ""
    money: str = ""
    """The money that all results are in: currency, year, real or nominal."""
    horizon: Horizon
    options: dict[str, str]
    data: dict[str, Datum]
    correlations: tuple[Correlation, ...] = ()
    weather_record: WeatherRecord | None = None
    """The user's own weather, read where ``fleet.weather`` is ``record``: absolute paths, tied to their sha256."""

    def with_(self, changes: Mapping[str, object] | None = None, **renamed: Any) -> "Scenario":
        """A new scenario with some data or options replaced.

        A value may be a word of an option, a number (in the datum's present unit), text such as ``"2000 t/d"``,
        or a Datum. A number set like this has no spread: it is what the caller says it is. ``weather_record`` takes
        a WeatherRecord, whose relative paths begin in the present folder, or None.

        Raises InputError with every problem at once.
        """
        from kaitei.scenario_file import apply_changes

        return apply_changes(self, changes or {}, renamed)

    def sources(self) -> tuple[str, ...]:
        """Citation keys of all data and correlations, sorted."""
        keys: Iterable[str] = (key for datum in self.data.values() for key in datum.sources)
        return tuple(sorted({*keys, *(c.source for c in self.correlations if c.source)}))

    def spread_names(self) -> tuple[str, ...]:
        """Names of the data that vary between draws."""
        return tuple(name for name, datum in self.data.items() if datum.spread is not None)
