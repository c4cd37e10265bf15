"""The log of the ships: every hour of every ship of a draw, event by event, simulated again for those who ask."""

from typing import TYPE_CHECKING

import numpy as np

from kaitei.chain import Chain
from kaitei.errors import InputError, StudyError
from kaitei.fleet.simulation.book import ENTRY
from kaitei.fleet.simulation.plan import HOUR, YEAR
from kaitei.fleet.simulation.run import run
from kaitei.fleet.simulation.words import CAUSES, DISCHARGING, GROUPS, NOT_EMPLOYED, SHIP_STATES, STATES
from kaitei.fleet.years import Case, case_of
from kaitei.physics.arrays import IntArray, RecordArray
from kaitei.sampling import inputs, operating_share
from kaitei.scenario import Scenario
from kaitei.stage import Inputs

if TYPE_CHECKING:
    import pandas as pd

LINES, MOST_LINES = 500_000, 8_000_000
"""Lines of one draw that are tried first, and most of them (48 bytes each)."""

NOT_HIRED = len(STATES)
"""State of a mining vessel outside the calendar it is employed in: no simulated time, so no code of its own."""

WORDS = (*STATES, "not_employed")
SHIP_WORDS = tuple(
    f"waits_for_{word}" if word in ("weather", "cargo", "berth", "room") else word for word in SHIP_STATES
)


def logs(
    chain: Chain, scenario: Scenario, draws: int, seed: int, first: int = 0, lines: int = MOST_LINES
) -> tuple[Case, RecordArray]:
    """The case and the log of draws ``first`` to ``first + draws - 1``, (draw, line); lines without an end are unused.

    Raises StudyError when the chain has no fleet, a draw fails before it, or a log is longer than ``lines``.
    """
    names = [stage.name for stage in chain.stages]
    if "fleet.operate" not in names:
        raise StudyError("the chain has no fleet.operate, so there is no log of ships")
    place = names.index("fleet.operate")
    fleet = chain.stages[place]
    dataset = Chain(chain.stages[:place]).evaluate(inputs(scenario, first, draws, seed))
    for draw, reason, rate in zip(
        range(first, first + draws), dataset["failure"].to_numpy(), dataset["lift_rate"].to_numpy(), strict=True
    ):
        if reason or not rate > 0.0:
            raise StudyError(
                f"draw {draw} cannot be computed: {reason or 'the riser lifts nothing'}; take another draw or scenario"
            )
    case = case_of(Inputs(fleet, dataset.assign_coords({d: list(labels) for d, labels in fleet.coordinates.items()})))
    room = min(LINES, lines)
    while True:
        log = np.zeros((draws, room), ENTRY)
        run(case.plans, case.shares, case.weather, log)
        if not (log["end"][:, -1] > 0).any():
            return case, log
        if room >= lines:
            raise StudyError(
                f"the log of a draw is longer than {lines:,} lines; take fewer years of production or mining vessels"
            )
        room = min(4 * room, lines)


def event_log(chain: Chain, scenario: Scenario, draw: int, seed: int) -> "pd.DataFrame":
    """One draw's log as a table: ship, start and end [h] from 1 January of the first year of production, the same as
    calendar times (29 February left out: a year has 365 days), year, state, cause, dry mud [t].

    Every hour stands in one row: of a mining vessel to the end of production, of a cargo ship until all mud is home.
    A row that crosses a new year is cut there; what cargo ships do after production counts in its last year, as in
    the accounts of a run. Dry mud is lifted, loaded or discharged, before handling losses; it stands where loading
    begins and where discharging of a carrier ends.

    Raises StudyError as ``logs`` does.
    """
    import pandas as pd

    case, log = logs(chain, scenario, 1, seed, first=draw)
    years = case.shares.shape[1]
    vessels, shuttles = int(case.plans["vessels"][0]), int(case.plans["shuttles"][0])
    rows = _with_time_off(log[0][log[0]["end"] > 0], vessels, years * YEAR)
    rows = _cut_at_new_year(rows, years)
    rows = rows[np.lexsort((rows["ship"], rows["start"]))]
    mining = rows["ship"] < vessels
    states = np.array([*WORDS, *SHIP_WORDS])[rows["state"] + np.where(mining, 0, len(WORDS))]
    first_year = scenario.horizon.first_year
    return pd.DataFrame(
        {
            "ship": np.array(ship_names(vessels, shuttles, int(case.plans["carriers"][0])))[rows["ship"]],
            "start_h": rows["start"] / HOUR,
            "end_h": rows["end"] / HOUR,
            "start": calendar_time(rows["start"], first_year),
            "end": calendar_time(rows["end"], first_year),
            "year": first_year + np.minimum(rows["start"] // YEAR, years - 1),
            "state": states,
            "cause": np.where(mining, np.array([*CAUSES, ""])[np.where(mining, rows["cause"], -1)], ""),
            "dry_mud_t": rows["mass"] / 1000.0,
        }
    )


def shown_year(scenario: Scenario, year: int | None = None) -> int:
    """The calendar year a chart of the log shows: the one wanted, else the first of full production.

    Raises InputError when nothing is produced in it.
    """
    horizon, shares = scenario.horizon, operating_share(scenario)
    last = horizon.first_year + horizon.production_years - 1
    if year is None:
        return horizon.first_year - horizon.construction_years + int(shares.argmax())
    if not horizon.first_year <= year <= last:
        raise InputError(f"{year} is no year of production; take one from {horizon.first_year} to {last}")
    return year


def ship_names(vessels: int, shuttles: int, carriers: int) -> list[str]:
    """Names of all ships by their number in the log.

    >>> ship_names(1, 0, 2)
    ['mining vessel 1', 'carrier 1', 'carrier 2']
    """
    groups = zip(("mining vessel", *GROUPS), (vessels, shuttles, carriers), strict=True)
    return [f"{word} {n + 1}" for word, count in groups for n in range(count)]


def calendar_time(seconds: IntArray, first_year: int) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """Calendar time of a time [s] from 1 January of ``first_year`` in years of 365 days: 29 February never comes.

    >>> calendar_time(np.array([0, 59 * 86400, 365 * 86400]), 2028).astype(str).tolist()
    ['2028-01-01T00:00:00', '2028-03-01T00:00:00', '2029-01-01T00:00:00']
    """
    year, rest = np.divmod(seconds, YEAR)
    begins = (first_year - 1970 + year).astype("datetime64[Y]")
    leap = (begins + 1).astype("datetime64[D]") - begins.astype("datetime64[D]") == np.timedelta64(366, "D")
    skipped = np.where(leap & (rest >= 59 * 24 * HOUR), 24 * HOUR, 0)
    return np.asarray(begins.astype("datetime64[s]") + (rest + skipped).astype("timedelta64[s]"))


def _with_time_off(rows: RecordArray, vessels: int, end: int) -> RecordArray:
    """The rows with one more for each time that a mining vessel is not employed."""
    free = []
    for vessel in range(vessels):
        own = np.sort(rows[rows["ship"] == vessel], order="start")
        gaps = zip(np.append(0, own["end"]), np.append(own["start"], end), strict=True)
        free += [(vessel, a, b, NOT_HIRED, NOT_EMPLOYED, 0.0) for a, b in gaps if b > a]
    return np.concatenate([rows, np.array(free, ENTRY)])


def _cut_at_new_year(rows: RecordArray, years: int) -> RecordArray:
    """Rows that lie within one year each; after the last year nothing is cut. Mass stays where its account is kept."""
    first, last = (np.minimum(time // YEAR, years - 1) for time in (rows["start"], rows["end"] - 1))
    parts = last - first + 1
    made = np.repeat(rows, parts)
    part = np.arange(made.size) - np.repeat(np.cumsum(parts) - parts, parts)
    of, count = np.repeat(first, parts) + part, np.repeat(parts, parts)
    made["start"] = np.where(part > 0, of * YEAR, made["start"])
    made["end"] = np.where(part < count - 1, (of + 1) * YEAR, made["end"])
    brought = (made["cause"] < 0) & (made["state"] == DISCHARGING)
    made["mass"] = np.where(part == np.where(brought, count - 1, 0), made["mass"], 0.0)
    return made
