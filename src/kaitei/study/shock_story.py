"""A story of shocks set in time: which events, from when, and the months that are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kaitei.errors import InputError
from kaitei.scenario import Scenario
from kaitei.security.shocks import shock_file
from kaitei.security.shocks.event import OPEN, Event, starting
from kaitei.security.shocks.month import FIRST_YEAR, LAST_YEAR, month_number, month_text
from kaitei.security.shocks.shock_file import EventFile

OWN = "own"
"""The word for a story that keeps its own dates."""

BEFORE = 6
"""Months that are looked at before the first shock."""

YEAR = 12

SOME = 8
"""Most events that are named in a sentence."""

MOST = 9
"""Most stories that are told at once."""

COPIES = tuple(f"events-{i + 1}.yaml" for i in range(MOST))
"""Names under which a study keeps stories that do not come with the package."""


@dataclass(frozen=True)
class Story:
    """Events in their places in time, and the horizon around them."""

    names: tuple[str, ...]
    """Packaged names or paths of what the events were read from."""
    files: tuple[EventFile, ...]
    """What they hold, with their own dates."""
    events: tuple[Event, ...]
    """As they are told."""
    first_shock: str
    """First month of the first event."""
    first_month: str
    """First month of the horizon."""
    months: int

    @property
    def title(self) -> str:
        """What the files are about."""
        return "; ".join(file.title or file.name for file in self.files)

    @property
    def moved(self) -> bool:
        """Whether the events stand at another time than their files say."""
        return self.events != tuple(event for file in self.files for event in file.events)

    @property
    def copies(self) -> dict[str, str]:
        """Text of the files that do not come with the package, under the names by which they are kept."""
        kept = zip(COPIES, self.names, self.files, strict=False)
        return {copy: file.text for copy, name, file in kept if name not in shock_file.packaged()}

    @property
    def names_kept(self) -> tuple[str, ...]:
        """What tells the story again in the folder of a study: packaged names, and names of copies."""
        copies = self.copies
        return tuple(copy if copy in copies else name for copy, name in zip(COPIES, self.names, strict=False))

    @property
    def last_month(self) -> str:
        """Last month of the horizon."""
        return month_text(month_number(self.first_month) + self.months - 1)

    @property
    def before(self) -> slice:
        """Months of the horizon before the first shock."""
        return slice(0, min(BEFORE, self.months))

    @property
    def during(self) -> slice:
        """The year that begins with the first shock, or what the horizon has of it."""
        return slice(BEFORE, min(BEFORE + YEAR, self.months))

    @property
    def idle(self) -> str:
        """Which events change nothing in the months told, and why; empty where all do."""
        last = month_number(self.last_month)
        late = [event.name for event in self.events if month_number(event.start) > last]
        short = [event.name for event in self.events if event.end == event.start and event.name not in late]
        said = []
        if late:
            said.append(f"Begins after the last month told, {self.last_month}, and changes nothing: {_some(late)}.")
        if short:
            said.append(f"Ends in the month in which it starts, so has no length and changes nothing: {_some(short)}.")
        return " ".join(said)

    def sources(self) -> tuple[str, ...]:
        """Citation keys of all events, sorted."""
        return tuple(sorted({key for event in self.events for key in event.sources()}))


def tell(names: Sequence[str], scenario: Scenario, start: str = "", months: int = 48) -> Story:
    """The story of some event files, packaged or not, read and set in time.

    Args:
        names: of the files; they keep their distance from one another.
        scenario: whose project should count.
        start: month of the first shock; ``own`` for the files' own dates; empty for January of the first year in which
            the project makes what it is meant to make.
        months: of the horizon, which begins ``BEFORE`` months before the first shock.

    Raises InputError for an unknown event, one given twice, too many, what is no month, and a time beyond the calendar.
    """
    _check_names(names)
    files = tuple(shock_file.load(name) for name in names)
    events = tuple(event for file in files for event in file.events)
    told = events if start == OWN else starting(events, _month(start or f"{first_full_year(scenario)}-01"))
    _check_calendar(told)
    first = min(month_number(event.start) for event in told)
    return Story(tuple(names), files, told, month_text(first), month_text(first - BEFORE), months)


def _check_names(names: Sequence[str]) -> None:
    if len(names) > MOST:
        raise InputError(f"--event is given {len(names)} times; at most {MOST} stories are told at once")
    seen: set[str | Path] = set()
    for name in names:
        # NOTE: a file has many paths; a packaged story has one name.
        story = name if name in shock_file.packaged() else Path(name).resolve()
        if story in seen:
            raise InputError(f"--event {name} is given twice; name each story once")
        seen.add(story)


def first_full_year(scenario: Scenario) -> int:
    """First calendar year without ramp-up; the last year of production where the ramp never ends."""
    horizon = scenario.horizon
    return horizon.first_year + min(len(horizon.ramp_up), horizon.production_years - 1)


def _month(text: str) -> str:
    try:
        month_number(text)
    except ValueError as error:
        raise InputError(f"--start {error}; or the word {OWN} for the dates of the events themselves") from None
    return text


def _some(names: Sequence[str]) -> str:
    """The first few of some names."""
    rest = len(names) - SOME
    return ", ".join(names[:SOME]) + (f" and {rest} more" if rest > 0 else "")


def _check_calendar(events: Sequence[Event]) -> None:
    """Raises InputError where an event, or the months told before the first, lie beyond the calendar."""
    for month in [month for event in events for month in (event.start, event.end) if month != OPEN]:
        _check_month(month)
    _check_month(month_text(min(month_number(event.start) for event in events) - BEFORE))


def _check_month(month: str) -> None:
    try:
        month_number(month)
    except ValueError:
        years = f"{FIRST_YEAR} to {LAST_YEAR}"
        raise InputError(f"--start puts the story at {month}, beyond the years {years}; name another month") from None
