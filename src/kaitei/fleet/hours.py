"""How ``fleet.operate`` takes its names to the time budget: calendar, wave limits, storms, months."""

import numpy as np

from kaitei.fleet import budget, typhoons, voyages, waves
from kaitei.fleet.budget import TimeBudget
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.stage import Inputs

DAY = 86400.0


def by_year(values: FloatArray) -> FloatArray:
    """A number of each draw beside years: (draw,) to (draw, 1)."""
    return values[:, np.newaxis]


def by_month(values: FloatArray) -> FloatArray:
    """A number of each draw beside years and months: (draw,) to (draw, 1, 1)."""
    return values[:, np.newaxis, np.newaxis]


def calendar(x: Inputs) -> FloatArray:
    """Employed time of a vessel by month, (draw, month) [s]; marks draws whose calendar cannot be."""
    made = budget.calendar_by_month(x["fleet.calendar_days"], x["fleet.month_share"])
    empty: BoolArray = np.asarray((made <= 0.0).all(axis=-1))
    x.fail(empty, "fleet.month_share is 0 in every month; say when the vessels are employed")
    crowded: BoolArray = np.asarray((made > budget.MONTH_DAYS_MOST * DAY).any(axis=-1))
    x.fail(crowded, "fleet.calendar_days with fleet.month_share puts more days into a month than it has")
    return made


def exceedance(x: Inputs, limit: FloatArray) -> FloatArray:
    """Share of time above a wave limit by month, (draw, month) [1]."""
    mean = x[f"fleet.wave_height_{x.option('fleet.waves')}"]
    return waves.exceedance_weibull(by_year(limit), mean, by_year(x["fleet.wave_shape"]))


def storms(x: Inputs, employed: FloatArray) -> FloatArray:
    """Storms that interrupt the work, (draw, year, month) [1]."""
    part = typhoons.storms_by_month(x["fleet.typhoon_months"], employed / (budget.MONTH_DAYS * DAY))
    whole = part.sum(axis=-1)
    mean = by_year(x[f"fleet.storms_{x.option('fleet.typhoon_policy')}"] * whole)
    if x.central:
        # NOTE: the mean count; the median of whole storms would be a milder year than the mean.
        count = np.broadcast_to(mean, (x.size("draw"), x.size("year")))
    else:
        uniform = x.random("storms", x.size("year"))
        count = typhoons.event_count_negative_binomial(uniform, mean, by_year(x["fleet.typhoon_dispersion"]))
    return count[:, :, np.newaxis] * (part / by_year(np.where(whole > 0.0, whole, 1.0)))[:, np.newaxis, :]


def month_budget(x: Inputs, employed: FloatArray, met: FloatArray) -> TimeBudget:
    """The time of one vessel in full production by use, (draw, year, month) [s]."""
    part = (employed / by_year(x["fleet.calendar_days"]))[:, np.newaxis, :]
    calls = by_month(x["fleet.port_calls"]) * part
    legs = 2.0 * voyages.travel_time(x["site.distance_to_port"], x["fleet.transit_speed"])
    above = exceedance(x, x["sea_state_run_pipe"])
    run, pull = (
        waves.time_stretched(by_year(voyages.travel_time(x["site.water_depth"], x[name])), above)[:, np.newaxis, :]
        for name in ("fleet.running_speed", "fleet.retrieving_speed")
    )
    batch = x["fleet.placement_mud"] * x["mud_solids_fraction"]
    return budget.time_budget(
        employed[:, np.newaxis, :],
        transit=calls * by_month(legs),
        planned=calls * by_month(x["fleet.port_stay"]) + part * by_month(x["fleet.planned_maintenance"]),
        typhoon=met * _storm_time(x, run, pull),
        running_pipe=calls * (run + pull),
        exceedance=exceedance(x, x["sea_state_lift"])[:, np.newaxis, :],
        downtime=by_month(x["fleet.unplanned_downtime"]),
        lifting=by_month(budget.lifting_share(batch, x["lift_rate"], x["fleet.placement_time"])),
    )


def _storm_time(x: Inputs, run: FloatArray, pull: FloatArray) -> FloatArray:
    if x.option("fleet.typhoon_policy") == "hang_off":
        return by_month(x["fleet.hang_off_loss"])
    warning, absence = by_month(x["fleet.typhoon_warning"]), by_month(x["fleet.typhoon_absence"])
    return typhoons.interruption_time_retrieve(warning, pull, absence, run)


def year_budget(x: Inputs, months: TimeBudget) -> TimeBudget:
    """The time of one vessel in full production by use, (draw, year) [s]: computed, or with lifting stated."""
    computed = months.each(lambda part: part.sum(axis=-1))
    if x.option("fleet.schedule") == "computed":
        return computed
    stated, days = x["fleet.stated_lifting_days"], x["fleet.calendar_days"]
    x.fail(stated > days, "fleet.stated_lifting_days is more than fleet.calendar_days")
    return budget.with_stated_lifting(computed, by_year(days), by_year(np.minimum(stated, days)))


def hang_off_exceeded(x: Inputs, months: TimeBudget) -> FloatArray:
    """Time of one vessel with the riser down and the sea above the hang-off limit, (draw, year) [s]."""
    riser_down = months.weather + months.unplanned + months.placement + months.lifting
    above = exceedance(x, x["sea_state_hang_off"])[:, np.newaxis, :]
    exposed: FloatArray = (above * riser_down).sum(axis=-1)
    return exposed


def on_hire(x: Inputs) -> FloatArray:
    """Paid time of one ship: the whole calendar of every year with production, (draw, year) [s]."""
    return np.where(x["operating_share"] > 0.0, by_year(x["fleet.calendar_days"]), 0.0)
