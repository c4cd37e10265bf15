"""When the sea lets the ships work, by month and activity, and where the weather comes from."""

import numpy as np

from kaitei.report import at_sea, sea_sentences
from kaitei.report.charts import weather as charts
from kaitei.report.numerals import exact, number, percent, sentence
from kaitei.report.pieces import Block, Figure, Fold, Prose, Section, Table
from kaitei.report.run import Run
from kaitei.report.words import activity_words

POOL_YEARS, CATALOGUE_STORMS = 400, 4000
"""Weather years and storm passages that all draws share."""

WAVE_LIMIT = {
    "lift": "sea_state_lift",
    "place": "sea_state_lift",
    "run_pipe": "sea_state_run_pipe",
    "hang_off": "sea_state_hang_off",
}
"""Which variable limits the waves of an activity; of all others it is that of transfers."""

OTHER_LIMITS = {
    "fleet.settled": ("Settled for, h", 1e9),
    "fleet.period_limit": ("Tp, s", 100.0),
    "fleet.wind_limit": ("Wind, m/s", 200.0),
    "fleet.current_limit": ("Current, m/s", 20.0),
}
"""What is said of each activity in the table, and the value from which it is no limit."""


def weather(run: Run) -> Section | None:
    """Weather windows by month and activity, and where the weather comes from."""
    blocks = [*_windows(run), *_pool(run), *_lost_to_waves(run)]
    return Section("weather", "Weather windows", blocks) if blocks else None


def _windows(run: Run) -> list[Block]:
    if not run.knows("window_share"):
        return []
    held = run.central["window_share"].transpose("activity", "month")
    activities = [str(name) for name in held["activity"].to_numpy()]
    months = [str(month) for month in held["month"].to_numpy()]
    share = held.to_numpy()
    title = sea_sentences.windows(activities, months, share)
    head, rows = _limits(run, activities)
    lows = [(percent(float(row.min())), percent(float(row.max()))) for row in share]
    table = [(*row, *ends) for row, ends in zip(rows, lows, strict=True)]
    return [
        Figure(
            "windows",
            title,
            "Share of the time, in per cent, from which work could start: calm now, and for as many hours ahead as "
            "stand beside the work. Central case; tropical cyclones come on top.",
            charts.window_map(share, [_window_label(run, name) for name in activities], months),
            f"{title}. "
            + "; ".join(f"{activity_words(name)} {a} to {b}" for name, (a, b) in zip(activities, lows, strict=True))
            + ".",
            "Central case of this run. Variables: window_share, fleet.window.",
            Table(
                "Limits of the activities, central case",
                (*head, "Worst month", "Best month"),
                table,
                tuple(range(1, len(head) + 2)),
            ),
        )
    ]


def _of(run: Run, name: str, activity: str) -> float | None:
    """What the central case says of an activity."""
    if not run.knows(name) or "activity" not in run.central[name].dims:
        return None
    return float(run.central[name].sel(activity=activity))


def _wave_limit(run: Run, activity: str) -> float | None:
    name = WAVE_LIMIT.get(activity, "fleet.sea_state_transfer")
    return float(run.central[name]) if run.knows(name) else None


def _window_label(run: Run, activity: str) -> str:
    window, wave = _of(run, "fleet.window", activity), _wave_limit(run, activity)
    ahead = f"<b>{exact(window)} h</b>" if window else "<b>no window</b>" if window == 0.0 else ""
    below = f"Hs < {number(wave)} m" if wave is not None else ""
    return f"{sentence(activity_words(activity))}  {', '.join(part for part in (ahead, below) if part)}"


def _limits(run: Run, activities: list[str]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    known = {name: said for name, said in OTHER_LIMITS.items() if _of(run, name, activities[0]) is not None}
    head = ("Activity", "Window, h", "Hs, m", *(label for label, _ in known.values()))
    rows = []
    for activity in activities:
        others = [
            "no limit" if (value := _of(run, name, activity)) is None or value >= none else exact(value)
            for name, (_, none) in known.items()
        ]
        window, wave = _of(run, "fleet.window", activity), _wave_limit(run, activity)
        first = ("" if window is None else exact(window), "" if wave is None else number(wave))
        rows.append((sentence(activity_words(activity)), *first, *others))
    return head, rows


def _pool(run: Run) -> list[Block]:
    """Where the weather comes from, and how well its mean is known."""
    if not run.knows("sampling_error"):
        return []
    recorded = run.option("fleet.weather") == "record"
    account = run.result.weather_account
    storms = f"Tropical cyclones come from a catalogue of {CATALOGUE_STORMS:,} synthetic passages that all draws share."
    if recorded:
        where = "Weather: the user's own record, of which every draw takes its years by chance."
        years = "the years of this record"
    else:
        where = f"Weather: a pool of {POOL_YEARS} generated years that all draws share, read with the climate of each."
        years = f"{POOL_YEARS} generated years"
    spread = 0.0
    if run.has("workable_days"):
        low, high = np.quantile(at_sea.days_a_year(run, "workable_days"), (0.1, 0.9))
        spread = float(high - low)
    error = sea_sentences.sampling(float(run.central["sampling_error"]), spread, years)
    blocks: list[Block] = [Prose(f"{where} {storms} {error}", "note")]
    if recorded and account:
        rows = [(str(row.get("item", "")), str(row.get("text", ""))) for row in account]
        blocks.append(
            Fold("Where every hour of the record comes from", [Table("The record", ("Item", ""), rows, wide=True)])
        )
    return blocks


def _lost_to_waves(run: Run) -> list[Block]:
    if not run.knows("days_lost_to_waves"):
        return []
    days = run.central["days_lost_to_waves"]
    limits = days["sea_state_limit"].to_numpy()
    rows = [(exact(float(limit)), number(float(day))) for limit, day in zip(limits, days.to_numpy(), strict=True)]
    caption = "Days of a whole year with waves above a limit, central case; what a vessel gains from bearing more"
    return [
        Fold(
            "Days lost to wave height alone, by limit",
            [Table(caption, ("Limit of Hs, m", "Days a year"), rows, (0, 1))],
        )
    ]
