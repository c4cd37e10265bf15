"""What the report reads of the ships: days by state, cause and month, days fit for work, good and bad years."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from kaitei.measure import full_years
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.report.run import Run

WHOLE_YEAR = 360.0
"""Calendar [d] from which days fit for work may stand beside those of a whole year."""

AWAY = (
    *("waves", "wave_period", "wind", "current", "storm"),
    *("planned_maintenance", "crew_and_supply", "port_call", "dry_dock", "campaign", "not_employed"),
)
"""Causes whose whole time is unfit for work at the sea bed; of a failure only the pipe work is, not the repair."""

REPAIRS = "pipe_for_repairs"
"""The rest of the time unfit for work: pipe pulled and run for repairs."""

PART_OF_WORK = ("production", "not_employed")
"""Causes without lifting that are no delay: moving the collector, and time outside a campaign."""

Days = dict[str, FloatArray]


def hours_by_state(run: Run) -> Days:
    """Hours of all mining vessels in a full year by state, one number per draw; states never used left out."""
    hours = run.full_year(run.draws["vessel_hours"], run.draws)
    made = {str(state): hours.sel(state=state).to_numpy() for state in hours["state"].to_numpy()}
    return {state: values for state, values in made.items() if values.max() > 0.0}


def vessels(run: Run) -> FloatArray:
    """Mining vessels of each draw."""
    if not run.has("mining_vessels"):
        return np.ones(run.count)
    return np.maximum(np.asarray(run.draws["mining_vessels"].to_numpy(), np.float64), 1.0)


def days_by_cause(run: Run) -> Days:
    """Days of one mining vessel in a full year without lifting by cause, largest mean first, zeros left out."""
    hours = run.full_year(run.draws["lost_hours"], run.draws)
    of = {str(cause): hours.sel(cause=cause).to_numpy() / 24.0 / vessels(run) for cause in hours["cause"].to_numpy()}
    return _ranked({cause: days for cause, days in of.items() if days.max() > 0.0})


def delays(days: Mapping[str, FloatArray]) -> dict[str, float]:
    """Mean days of the causes that delay the work, largest first."""
    return {cause: float(values.mean()) for cause, values in days.items() if cause not in PART_OF_WORK}


def days_a_year(run: Run, name: str) -> FloatArray:
    """A flow of a full year, one number per draw."""
    return np.asarray(run.full_year(run.draws[name], run.draws).to_numpy(), np.float64)


def stated(run: Run) -> bool:
    """Whether the scenario states the days of lifting, to which hours by state are scaled and others are not."""
    return run.option("fleet.schedule") == "stated"


def unscaled(run: Run) -> str:
    """What must be said of simulated hours where the scenario states the days of lifting; else nothing."""
    return " As simulated, before hours are scaled to the days that the scenario states." if stated(run) else ""


def days_unfit(run: Run) -> Days:
    """Days of one mining vessel unfit for work at the sea bed by cause, largest mean first; empty where unknown."""
    if stated(run) or not run.has("vessel_hours", "lost_hours", "workable_days"):
        return {}
    all_days = days_a_year(run, "vessel_hours").sum(axis=1) / 24.0 / vessels(run)
    made = {cause: days for cause, days in days_by_cause(run).items() if cause in AWAY}
    rest = all_days - days_a_year(run, "workable_days") - sum(made.values(), np.zeros(run.count))
    return _ranked({**made, REPAIRS: np.maximum(rest, 0.0)})


def _ranked(days: Days) -> Days:
    return dict(sorted(days.items(), key=lambda item: (-float(item[1].mean()), item[0])))


def calendar(run: Run) -> float:
    """Days of a year in which a mining vessel is employed, in the central case."""
    return float(run.central["fleet.calendar_days"]) if run.knows("fleet.calendar_days") else 365.0


def whole_year(run: Run) -> bool:
    """Whether mining vessels are employed all year, not for a campaign."""
    return calendar(run) >= WHOLE_YEAR


def span(run: Run) -> str:
    """What a year of production is called: year, or campaign where it is shorter."""
    return "year" if whole_year(run) else "campaign"


def by_month(run: Run, name: str, dim: str) -> tuple[list[str], Days]:
    """Days of one mining vessel by month and state or cause in the central case; months and labels with time only."""
    hours = run.central[name].transpose(dim, "month")
    used: BoolArray = np.asarray(_month_hours(run, name) > 0.0)
    months = [str(month) for month in hours["month"].to_numpy()[used]]
    made = {str(label): hours.sel({dim: label}).to_numpy()[used] / 24.0 for label in hours[dim].to_numpy()}
    return months, {label: days for label, days in made.items() if days.size and days.max() > 0.0}


def _month_hours(run: Run, name: str) -> FloatArray:
    held = run.central["month_hours" if run.knows("month_hours") else name].transpose(..., "month")
    return np.asarray(held.to_numpy().sum(axis=0), np.float64)


class Years(NamedTuple):
    """What all full years of all draws lift, and how years and draws differ."""

    lifted: FloatArray
    """Dry mud of every full year of every draw [t]."""
    typical: FloatArray
    """The same years about the mean of all draws: what chance alone does [t]; empty when there is but one year."""
    chance: float
    """Standard deviation of the years of one draw [t]."""
    inputs: float
    """Standard deviation of the means of the draws, chance taken out [t]."""


def years_of_lift(run: Run) -> Years:
    """The spread of a year's lift: between the years of a draw, and between the draws."""
    here = full_years(run.draws)
    lifted = run.draws["mud_lifted"].where(here).to_numpy()
    of_draw = np.nanmean(lifted, axis=1)
    many = (~np.isnan(lifted)).sum(axis=1)
    if run.count < 2 or many.min() < 2:
        return Years(lifted[~np.isnan(lifted)], np.empty(0), 0.0, 0.0)
    within = float(np.nanvar(lifted, axis=1, ddof=1).mean())
    between = float(of_draw.var(ddof=1) - within * (1.0 / many).mean())
    about = lifted - of_draw[:, np.newaxis] + of_draw.mean()
    typical = about[~np.isnan(about)]
    return Years(lifted[~np.isnan(lifted)], typical, within**0.5, max(between, 0.0) ** 0.5)
