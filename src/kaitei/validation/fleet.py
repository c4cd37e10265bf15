"""Published numbers of ships and weather against the model's, at the values of the packaged scenarios."""

import numpy as np

from kaitei.datum import central_value
from kaitei.fleet import dewatering, fuel, voyages, waves
from kaitei.fleet.margins import MONTH_HOURS
from kaitei.physics.arrays import FloatArray
from kaitei.scenario_file import DEFAULT, load
from kaitei.units import conversion
from kaitei.variable import vocabulary

DAY, TONNE = 86400.0, 1000.0
KNOT = 1852.0 / 3600.0
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
    return float(waves.time_exceeded(np.asarray(limit), mean, shape, MONTH_HOURS / 24.0))


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


def transit_january_2026() -> float:
    return float(voyages.travel_time(np.asarray(2067e3), _value("fleet.transit_speed"))) / DAY


def carrier_cycle() -> float:
    port = _value("fleet.carrier_loading") + _value("fleet.carrier_discharge")
    return float(voyages.cycle_time(np.asarray(1026.0 * NAUTICAL_MILE), np.asarray(12.0 * KNOT), port)) / DAY


def _placements(tonnes_a_day: float) -> float:
    return tonnes_a_day / 77.0


def placements_a_day_pilot() -> float:
    return _placements(350.0)


def placements_a_day_commercial_wet() -> float:
    return _placements(3500.0)


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
