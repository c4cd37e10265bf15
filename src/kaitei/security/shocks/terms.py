"""What each kind of shock says about itself, whether it is an event of the calendar or a family of drawn ones."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from kaitei.datum import Datum
from kaitei.errors import nearest
from kaitei.security.shocks.numbers import UNSOURCED, Number, left_out, value_of
from kaitei.security.shocks.scope import Countries
from kaitei.source import references
from kaitei.spread import Grade

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


def _known_source(key: str) -> str:
    if key not in references():
        raise ValueError(f"{key!r:.60} is not in references.bib; {nearest(key, references())}")
    return key


def _plain_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"must be up to 60 small letters, digits, _ and -, such as my_ban, not {name!r:.60}")
    return name


SourceKey = Annotated[str, Field(strict=True), AfterValidator(_known_source)]


class Part(BaseModel):
    """A frozen, closed part of a file of shocks."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Terms(Part):
    """What every kind has: its name, what it is about, and where that is known from."""

    name: Annotated[str, AfterValidator(_plain_name)]
    title: str = Field(default="", max_length=200, strict=True)
    note: str = Field(default="", max_length=4000, strict=True)
    source: SourceKey | list[SourceKey] = Field(default_factory=list)
    """Keys of references.bib for what, when and where; each number names its own."""
    where: str = Field(default="", max_length=400, strict=True)
    grade: Grade = "C"
    assumption: str = Field(default="", max_length=2000, strict=True, validate_default=True)
    origin: Countries
    """Where the goods come from, or the mine or plant stands."""

    @field_validator("assumption")
    @classmethod
    def _says_where_it_comes_from(cls, text: str, info: ValidationInfo) -> str:
        return text or ("" if info.data.get("source") else UNSOURCED)

    def numbers(self) -> Iterator[tuple[str, Datum]]:
        """Every number with its name, in the order of the file's description."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Datum):
                yield name, value

    def sources(self) -> set[str]:
        """Citation keys of the shock and all its numbers."""
        own = {self.source} if isinstance(self.source, str) else set(self.source)
        return own | {key for _, datum in self.numbers() for key in datum.sources}


class _Crossing(Terms):
    """A shock that meets goods on their way from one country to another."""

    destination: Countries
    leakage: Number = left_out("leakage")
    lead: Number = left_out("lead")
    panic: Number = left_out("panic")

    @field_validator("destination")
    @classmethod
    def _lies_across_a_border(cls, destination: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if len(destination) == 1 and destination == info.data.get("origin"):
            raise ValueError(f"is the origin, {destination[0]}: no goods cross a border; name another country")
        return destination


class _Fading(Part):
    ramp: Number = left_out("ramp")
    recovery: Number = left_out("recovery")


class BanTerms(_Crossing, _Fading):
    """Nothing passes but the leakage."""

    kind: Literal["ban"]


class LicenceTerms(_Crossing, _Fading):
    """Each shipment needs a permit, which comes late or never."""

    kind: Literal["licence"]
    approval: Number
    first: Number = left_out("first")
    delay: Number
    shape: Number = left_out("shape")

    @field_validator("delay")
    @classmethod
    def _is_not_below_the_shortest(cls, delay: Datum, info: ValidationInfo) -> Datum:
        first = info.data.get("first")
        if first is not None and value_of("delay", delay) < value_of("first", first):
            raise ValueError("is the mean and cannot be shorter than first, the shortest delay")
        return delay


class QuotaTerms(_Crossing):
    """So many tonnes may leave, period by period."""

    kind: Literal["quota"]
    tonnes: Number
    carry: Number = left_out("carry")
    tranche: Number = Field(default=left_out("tranche"), validate_default=True)

    @field_validator("tranche")
    @classmethod
    def _divides_the_period(cls, tranche: Datum, info: ValidationInfo) -> Datum:
        carry = info.data.get("carry")
        if carry is not None and value_of("carry", carry) % value_of("tranche", tranche):
            raise ValueError("must divide carry, the months of a quota period")
        return tranche


class OutageTerms(_Fading, Terms):
    """Mines or plants of a country stand still; ``origin`` says where."""

    kind: Literal["outage"]
    lost: Number


def with_kind(raw: dict[str, Any], kinds: dict[str, Any]) -> Any:
    """The entry of ``kinds`` that a mapping asks for, or a sentence that says why there is none."""
    if "kind" not in raw:
        return f"is missing; one of {', '.join(kinds)}"
    kind = raw["kind"]
    if not isinstance(kind, str) or kind not in kinds:
        return f"{kind!r:.40} is not a kind of shock; {nearest(str(kind), kinds)}"
    return kinds[kind]
