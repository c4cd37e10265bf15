"""One year of the central case as the report tells it: what every ship did, and the storms that passed."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kaitei.datum import MONTHS
from kaitei.physics.arrays import FloatArray
from kaitei.report.run import Run

SHIP_STATES = (
    *("sailing", "loading", "discharging", "waits_for_weather", "waits_for_cargo", "waits_for_berth"),
    *("waits_for_room", "breakdown", "idle"),
)
"""What a cargo ship does, by the code in the log."""

MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YEAR_HOURS = 8760.0

ISLAND, PORT = (24.29, 153.98), (35.0, 138.5)
"""Latitude and longitude of Minamitorishima and of Shimizu, the home port [degree]."""

EARTH = 6371.0
"""Mean radius of the Earth [km]."""

BRIEF = 1.0 / 3.0
"""Spells shorter than this [h] are joined to what went before: they are a hundredth of a pixel."""


class Spell(NamedTuple):
    """Unbroken time [h of the year] of a ship in one state."""

    ship: int
    start: float
    end: float
    state: str
    cause: str
    mass: float
    """Dry mud [t]."""

    @property
    def hours(self) -> float:
        """How long it lasts."""
        return self.end - self.start


class Log(NamedTuple):
    """The ships of the year by name, and what they did, ship by ship in the order of time."""

    ships: tuple[str, ...]
    spells: tuple[Spell, ...]
    mining: int
    """The first so many ships are mining vessels."""
    cut: bool
    """Whether the log has more entries than a result holds."""

    def of(self, ship: int) -> list[Spell]:
        """What one ship did."""
        return [spell for spell in self.spells if spell.ship == ship]


def log_of(run: Run) -> Log | None:
    """The log of the median year; None when the run has none."""
    if not run.knows("story"):
        return None
    table = run.central["story"].to_numpy()
    used = table[table[:, 0] >= 0.0]
    if not len(used):
        return None
    kinds = np.where(used[:, 4] == -1.0, 1, np.where(used[:, 4] == -2.0, 2, 0))
    numbers = used[:, 0].astype(int)
    counts = [_count(run, name, numbers[kinds == k]) for k, name in enumerate(("mining_vessels", "shuttles"))]
    counts.append(max(int(numbers.max()) + 1 - sum(counts), 0))
    names = zip(("mining vessel", "shuttle", "carrier"), counts, strict=True)
    ships = tuple(f"{word} {i + 1}" for word, count in names for i in range(count))
    states = [str(state) for state in run.central["state"].to_numpy()]
    causes = [str(cause) for cause in run.central["cause"].to_numpy()]
    spells = tuple(
        Spell(
            int(ship),
            float(start),
            float(end),
            states[int(state)] if kind == 0 else SHIP_STATES[int(state)],
            causes[int(cause)] if kind == 0 else "",
            float(mass),
        )
        for (ship, start, end, state, cause, mass), kind in zip(used.tolist(), kinds.tolist(), strict=True)
    )
    return Log(ships, spells, counts[0], len(used) == len(table))


def _count(run: Run, name: str, numbers: FloatArray) -> int:
    """Ships of a kind: as the run says, else as many as are in the log."""
    return round(float(run.central[name])) if run.knows(name) else len(np.unique(numbers))


def frame(log: Log) -> tuple[float, float]:
    """The part of the year [h] from the mining vessels' departure until the last ship has come to rest."""
    out = [spell.start for spell in log.spells if spell.ship < log.mining and spell.state != "idle"]
    home = [spell.end for spell in log.spells if spell.state != "idle"]
    if not out:
        return 0.0, YEAR_HOURS
    return max(min(out), 0.0), min(max(home), YEAR_HOURS)


def joined(spells: Sequence[Spell], low: float, high: float) -> list[Spell]:
    """Spells cut to a frame; the briefest left out, and neighbours in the same state for the same cause joined."""
    made: list[Spell] = []
    for spell in spells:
        start, end = max(spell.start, low), min(spell.end, high)
        if end - start < BRIEF:
            continue
        last = made[-1] if made else None
        same = last is not None and (last.ship, last.state, last.cause) == (spell.ship, spell.state, spell.cause)
        if last is not None and same and start - last.end < BRIEF:
            made[-1] = last._replace(end=end, mass=last.mass + spell.mass)
        else:
            made.append(spell._replace(start=start, end=end))
    return made


class Stop(NamedTuple):
    """The longest time between two spells of work."""

    hours: float
    cause: str
    """That of most of its hours."""


def longest_stop(spells: Sequence[Spell]) -> Stop | None:
    """The longest stop of a mining vessel between its first and its last work at the sea bed; None without one."""
    working = [i for i, spell in enumerate(spells) if spell.state == "lifting"]
    best: Stop | None = None
    for first, last in pairwise(working):
        between = spells[first + 1 : last]
        hours = sum(spell.hours for spell in between)
        if between and (best is None or hours > best.hours):
            of = {cause: sum(s.hours for s in between if s.cause == cause) for cause in {s.cause for s in between}}
            best = Stop(hours, max(sorted(of), key=lambda cause: of[cause]))
    return best


def storm_tracks(run: Run) -> list[FloatArray]:
    """Tracks of the year's storms in the order of time, each (fix, 4): hour, latitude, longitude, wind [m/s]."""
    if not run.knows("story_storms"):
        return []
    held = run.central["story_storms"].to_numpy()
    # NOTE: a track that crosses 180° goes on eastwards, so that it is no line across the map.
    held = np.stack(
        [held[..., 0], held[..., 1], np.where(held[..., 2] < 0.0, held[..., 2] + 360.0, held[..., 2]), held[..., 3]],
        axis=-1,
    )
    tracks = [track[track[:, 1] > -900.0] for track in held]
    return sorted((track for track in tracks if len(track) > 1), key=lambda track: float(track[0, 0]))


def nearest(track: FloatArray, place: tuple[float, float] = ISLAND) -> tuple[float, float]:
    """Least distance [km] of a track from a place, and the hour of it; straight between fixes."""
    share = np.linspace(0.0, 1.0, 6, endpoint=False)[np.newaxis, :, np.newaxis]
    between = track[:-1, np.newaxis] + share * np.diff(track, axis=0)[:, np.newaxis]
    flat = np.concatenate([between.reshape(-1, track.shape[1]), track[-1:]])
    far = distance(flat[:, 1], flat[:, 2], *place)
    closest = int(far.argmin())
    return float(far[closest]), float(flat[closest, 0])


def distance(latitude: FloatArray, longitude: FloatArray, to_latitude: float, to_longitude: float) -> FloatArray:
    """Great circle from places to a place [km], by the haversine formula."""
    a, b = np.radians(latitude), math.radians(to_latitude)
    half = np.sin((a - b) / 2.0) ** 2
    half += np.cos(a) * math.cos(b) * np.sin((np.radians(longitude) - math.radians(to_longitude)) / 2.0) ** 2
    return np.asarray(2.0 * EARTH * np.arcsin(np.sqrt(half)))


def date(hour: float) -> str:
    """Day and month of an hour of the year.

    >>> date(0.0), date(8759.0), date(31 * 24.0 + 30.0)
    ('1 Jan', '31 Dec', '2 Feb')
    """
    day = int(hour % YEAR_HOURS // 24.0)
    month = max(m for m in range(len(MONTHS)) if sum(MONTH_DAYS[:m]) <= day)
    return f"{day - sum(MONTH_DAYS[:month]) + 1} {MONTHS[month]}"


def month_starts() -> list[float]:
    """Hours of the year at which months begin, and the end of the year."""
    return [24.0 * sum(MONTH_DAYS[:month]) for month in range(13)]
