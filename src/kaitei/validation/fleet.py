"""Published numbers of ships and weather against the model's, at the values of the packaged scenarios."""

import numpy as np

from kaitei.datum import central_value
from kaitei.fleet import budget, dewatering, fuel, typhoons, voyages, waves
from kaitei.fleet.budget import MONTH_DAYS, TimeBudget
from kaitei.physics.arrays import FloatArray
from kaitei.scenario_file import DEFAULT, load
from kaitei.units import conversion
from kaitei.variable import vocabulary

DAY, TONNE = 86400.0, 1000.0
KNOT = 1852.0 / 3600.0
TRIAL = "trial-2026"
PIPE = 5700.0
"""Length of the riser of 2026 [m]."""

PLAN_DAYS = 7.0
"""Planned time to run it [d]."""

NAUTICAL_MILE = 1852.0


def _value(name: str, scenario: str = DEFAULT) -> FloatArray:
    """A datum of a packaged scenario in SI units: () or (month,)."""
    value = central_value(load(scenario).data[name], vocabulary()[name])
    return np.asarray(value * conversion(vocabulary()[name].unit, "SI").factor)


def _above(climate: str, limit: float) -> FloatArray:
    """Share of time above a wave limit, (month,)."""
    mean = _value(f"fleet.wave_height_{climate}")
    return waves.exceedance_weibull(np.asarray(limit), mean, _value("fleet.wave_shape"))


def _days_lost(climate: str, limit: float) -> float:
    mean, shape = _value(f"fleet.wave_height_{climate}"), _value("fleet.wave_shape")
    return float(waves.time_exceeded(np.asarray(limit), mean, shape, MONTH_DAYS))


def reanalysis_days_lost_2_0() -> float:
    return _days_lost("reanalysis", 2.0)


def reanalysis_days_lost_2_5() -> float:
    return _days_lost("reanalysis", 2.5)


def reanalysis_days_lost_3_0() -> float:
    return _days_lost("reanalysis", 3.0)


def reanalysis_days_lost_3_5() -> float:
    return _days_lost("reanalysis", 3.5)


def reanalysis_days_lost_4_0() -> float:
    return _days_lost("reanalysis", 4.0)


def reanalysis_days_lost_4_5() -> float:
    return _days_lost("reanalysis", 4.5)


def reanalysis_days_lost_5_5() -> float:
    return _days_lost("reanalysis", 5.5)


def harsh_days_lost_2_0() -> float:
    return _days_lost("harsh", 2.0)


def harsh_days_lost_2_5() -> float:
    return _days_lost("harsh", 2.5)


def harsh_days_lost_3_0() -> float:
    return _days_lost("harsh", 3.0)


def harsh_days_lost_3_5() -> float:
    return _days_lost("harsh", 3.5)


def harsh_days_lost_4_0() -> float:
    return _days_lost("harsh", 4.0)


def harsh_days_lost_4_5() -> float:
    return _days_lost("harsh", 4.5)


def harsh_days_lost_5_5() -> float:
    return _days_lost("harsh", 5.5)


def reanalysis_january_above_3_5() -> float:
    return 100.0 * float(_above("reanalysis", 3.5)[0])


def harsh_january_above_3_5() -> float:
    return 100.0 * float(_above("harsh", 3.5)[0])


def buoy_p90_over_mean() -> float:
    """Level of a unit-mean climate that is exceeded 10 % of the time, by bisection."""
    low, high = 1.0, 3.0
    for _ in range(60):
        middle = (low + high) / 2.0
        above = waves.exceedance_weibull(np.asarray(middle), np.asarray(1.0), _value("fleet.wave_shape"))
        low, high = (middle, high) if above > 0.1 else (low, middle)
    return low


def _retrieval_days() -> float:
    """Time lost to one storm with the pipe pulled, at the running speed of January 2026 [d]."""
    pull = voyages.travel_time(np.asarray(PIPE), _value("fleet.retrieving_speed"))
    run = np.asarray(12.0 * DAY)
    one = typhoons.interruption_time_retrieve(
        _value("fleet.typhoon_warning"), pull, _value("fleet.typhoon_absence"), run
    )
    return float(one) / DAY


def typhoon_days_retrieve_500_km() -> float:
    return float(_value("fleet.storms_retrieve")) * _retrieval_days()


def typhoon_days_retrieve_800_km() -> float:
    return float(_value("fleet.storms_retrieve_wide")) * _retrieval_days()


def typhoon_days_hang_off() -> float:
    return float(_value("fleet.storms_hang_off") * _value("fleet.hang_off_loss")) / DAY


def storms_by_month_sum() -> float:
    return float(_value("fleet.typhoon_months").sum())


def storms_july_to_november() -> float:
    return 100.0 * float(_value("fleet.typhoon_months")[6:11].sum() / _value("fleet.typhoon_months").sum())


def _storm_years() -> FloatArray:
    """Storm counts at evenly spaced probabilities: a large sample of years."""
    u = (np.arange(30000.0) + 0.5) / 30000.0
    mean, dispersion = _value("fleet.storms_hang_off"), _value("fleet.typhoon_dispersion")
    return typhoons.event_count_negative_binomial(u, mean, dispersion)


def years_without_storm() -> float:
    return 30.0 * float((_storm_years() == 0.0).mean())


def years_with_eight_storms() -> float:
    return 30.0 * float((_storm_years() >= 8.0).mean())


def transit_january_2026() -> float:
    return float(voyages.travel_time(np.asarray(2067e3), _value("fleet.transit_speed"))) / DAY


def carrier_cycle() -> float:
    port = _value("fleet.carrier_loading") + _value("fleet.carrier_discharge")
    return float(voyages.cycle_time(np.asarray(1026.0 * NAUTICAL_MILE), np.asarray(12.0 * KNOT), port)) / DAY


def _running_days(climate: str) -> float:
    return float(waves.time_stretched(np.asarray(PLAN_DAYS), _above(climate, 3.5)[0]))


def pipe_running_january_reanalysis() -> float:
    return _running_days("reanalysis")


def pipe_running_january_harsh() -> float:
    return _running_days("harsh")


def _year(climate: str, typhoon_days: float, other_days: float) -> float:
    """Workable days of a year with Hs up to 4 m, storms and a number of other days."""
    parts = budget.time_budget(
        MONTH_DAYS,
        transit=np.zeros(12),
        planned=other_days * MONTH_DAYS / 365.0,
        typhoon=typhoon_days * typhoons.storms_by_month(_value("fleet.typhoon_months"), np.ones(12)),
        running_pipe=np.zeros(12),
        exceedance=_above(climate, 4.0),
        downtime=np.zeros(12),
        lifting=np.ones(12),
    )
    return float(parts.lifting.sum())


def availability_best() -> float:
    return _year("reanalysis", typhoon_days_hang_off(), 30.0)


def availability_worst() -> float:
    return _year("harsh", 55.0, 40.0)


def _trial(climate: str) -> TimeBudget:
    """Days of the campaign of 2026 by use, from what was known before it, pipe and lifting limits 3.5 and 4.5 m."""
    month_days = budget.calendar_by_month(
        _value("fleet.calendar_days", TRIAL) / DAY, _value("fleet.month_share", TRIAL)
    )
    part = month_days / month_days.sum()
    run = voyages.travel_time(np.asarray(PIPE), _value("fleet.running_speed", TRIAL))
    pull = voyages.travel_time(np.asarray(PIPE), _value("fleet.retrieving_speed", TRIAL))
    leg = voyages.travel_time(_value("site.distance_to_port", TRIAL), _value("fleet.transit_speed", TRIAL))
    made = budget.time_budget(
        month_days,
        transit=2.0 * leg / DAY * part,
        planned=np.zeros(12),
        typhoon=np.zeros(12),
        running_pipe=waves.time_stretched((run + pull) / DAY, _above(climate, 3.5)) * part,
        exceedance=_above(climate, 4.5),
        downtime=_value("fleet.unplanned_downtime", TRIAL),
        lifting=np.asarray(1.0),
    )
    return made.each(lambda use: np.asarray(use.sum()))


def trial_2026_work_reanalysis() -> float:
    return float(_trial("reanalysis").lifting)


def trial_2026_work_harsh() -> float:
    return float(_trial("harsh").lifting)


def _placements(tonnes_a_day: float) -> float:
    return float(budget.placements_made(np.asarray(tonnes_a_day), np.asarray(77.0)))


def placements_a_day_pilot() -> float:
    return _placements(350.0)


def placements_a_day_commercial_wet() -> float:
    return _placements(3500.0)


def stated_tonnage() -> float:
    """Mud of 300 stated lifting days at 3,500 t/d dry [Mt]."""
    year = np.asarray(365.0 * DAY)
    uses = np.array([10.0, 35.0, 9.0, 20.0, 30.0, 20.0, 40.0, 201.0]) * DAY
    made = budget.with_stated_lifting(
        TimeBudget(*(np.asarray(use) for use in uses)), year, _value("fleet.stated_lifting_days")
    )
    return float(made.lifting) * 3500.0 / DAY / 1e6


def station_fuel_per_mud() -> float:
    """Fuel on station per tonne of mud at 350 t/d [kg/t]."""
    return float(fuel.fuel_at_rates((np.asarray(DAY), _value("fleet.fuel_station")))) / 350.0


def return_water_pilot() -> float:
    """Return water of a day at 140 t dry and slurry of 4 % by volume [m3]."""
    dry = 140.0 * TONNE
    slurry = dry / 2650.0 / 0.04
    return float(dewatering.return_water_volume(*(np.asarray(v) for v in (slurry, dry, 0.40, 1370.0))))


def island_volume_cut() -> float:
    """Volume taken away between slurry of 10 % by volume and the cake [%]."""
    cake = dewatering.solids_volume_fraction(_value("fleet.cake_solids"), np.asarray(2650.0))
    return 100.0 * float(dewatering.volume_cut(np.asarray(0.10), cake))
