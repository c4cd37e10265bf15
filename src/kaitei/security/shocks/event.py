"""One event: a ban, a quota, a licence or an outage from one calendar month to another."""

from typing import Annotated, Self

from pydantic import BeforeValidator, ValidationInfo, field_validator

from kaitei.datum import Datum
from kaitei.security.shocks.month import month_number, month_text
from kaitei.security.shocks.scope import Elements, Stages
from kaitei.security.shocks.terms import BanTerms, LicenceTerms, OutageTerms, Part, QuotaTerms

OPEN = "open"

MOST_SHOWN = 40
"""Characters of a wrong month that a message shows."""


def _month(raw: object) -> str:
    text = raw if isinstance(raw, str) else repr(raw)[:MOST_SHOWN]
    month_number(text)
    return text


def _month_or_open(raw: object) -> str:
    return OPEN if raw == OPEN else _month(raw)


class _InTime(Part):
    """When an event acts and on what."""

    stages: Stages
    elements: Elements
    start: Annotated[str, BeforeValidator(_month)]
    """First month in force, from its first day."""
    end: Annotated[str, BeforeValidator(_month_or_open)]
    """First month no longer in force, or ``open``; equal to the start it is an event of no length."""

    @field_validator("end")
    @classmethod
    def _does_not_end_before_it_starts(cls, end: str, info: ValidationInfo) -> str:
        start = info.data.get("start")
        if start is not None and end != OPEN and month_number(end) < month_number(start):
            raise ValueError(f"lies before the start, {start}; end is the first month no longer in force")
        return end

    @field_validator("*")
    @classmethod
    def _has_one_value(cls, value: object) -> object:
        if isinstance(value, Datum) and value.spread is not None:
            raise ValueError("an event has one value; a spread belongs to a family of the generator")
        return value

    def moved(self, months: int) -> Self:
        """The same event so many months later."""
        end = self.end if self.end == OPEN else month_text(month_number(self.end) + months)
        return self.model_copy(update={"start": month_text(month_number(self.start) + months), "end": end})


class Ban(_InTime, BanTerms):
    """An export ban."""


class Licence(_InTime, LicenceTerms):
    """A duty to hold a licence."""


class Quota(_InTime, QuotaTerms):
    """A quota in tonnes of oxide."""


class Outage(_InTime, OutageTerms):
    """Mines or plants that stand still."""


Event = Ban | Licence | Quota | Outage

KINDS: dict[str, type[Event]] = {"ban": Ban, "quota": Quota, "licence": Licence, "outage": Outage}


def starting(events: tuple[Event, ...], month: str) -> tuple[Event, ...]:
    """The events moved together so that the first of them starts in a month: an old story at another time.

    Raises ValueError for what is no month.
    """
    first = min((month_number(event.start) for event in events), default=0)
    return tuple(event.moved(month_number(month) - first) for event in events)
