"""Published numbers and closed forms of settling, plumes, CO2 and activity against the kernels."""

import numpy as np

from kaitei.environment import balance, carbon, footprint, plume, radioactivity, release, seabed
from kaitei.environment.release import Release, Source
from kaitei.physics import particles
from kaitei.physics.arrays import FloatArray
from kaitei.physics.seawater import viscosity_sharqawy_2010

DAY, YEAR = 86400.0, 365.25 * 86400.0
QUARTZ = np.array(2650.0)
COLD_DENSITY, COLD, SALT = np.array(1027.9), np.array(274.65), np.array(0.0348)
"""Sea water of 1.5 degC at atmospheric pressure [kg/m3, K, kg/kg]."""

DEEP_DENSITY, THIN = np.array(1050.0), np.array(1.6e-3)
"""Density at the bed [kg/m3] and the viscosity of the second table [Pa s]."""

CURRENT, HEIGHT, SETTLING, EDDIES = 0.03, 5.0, 3e-4, 1e-3
FUEL, MARINE_GAS_OIL = 40e3 / DAY, 3.206
GRAM_PER_TONNE_KM = 1e-9


def _cold(micrometres: float) -> float:
    """Stokes speed at 1.5 degC [m/d]."""
    viscosity = viscosity_sharqawy_2010(COLD, SALT)
    speed = particles.settling_speed_stokes_1851(np.array(micrometres * 1e-6), QUARTZ, COLD_DENSITY, viscosity)
    return float(speed) * DAY


def _thin(micrometres: float) -> float:
    """Stokes speed at 1.6 mPa s [mm/s]."""
    speed = particles.settling_speed_stokes_1851(np.array(micrometres * 1e-6), QUARTZ, DEEP_DENSITY, THIN)
    return float(speed) * 1e3


def stokes_2_um_cold() -> float:
    return _cold(2.0)


def stokes_5_um_cold() -> float:
    return _cold(5.0)


def stokes_10_um_cold() -> float:
    return _cold(10.0)


def stokes_20_um_cold() -> float:
    return _cold(20.0)


def stokes_63_um_cold() -> float:
    return _cold(63.0)


def stokes_1_um() -> float:
    return _thin(1.0)


def stokes_5_um() -> float:
    return _thin(5.0)


def stokes_20_um() -> float:
    return _thin(20.0)


def stokes_50_um() -> float:
    return _thin(50.0)


def floc_150_um() -> float:
    mud = (np.array(3.5e-6), np.array(2.2), QUARTZ, DEEP_DENSITY, np.array(1.78e-3))
    return float(particles.settling_speed_floc_winterwerp_1998(np.array(150e-6), *mud)) * 1e3


def rouse_fine() -> float:
    return float(particles.rouse_number(np.array(1e-4), np.array(2e-3)))


def rouse_coarse() -> float:
    return float(particles.rouse_number(np.array(1e-3), np.array(2e-3)))


def _landing(height: float) -> float:
    return float(plume.landing_distance(np.array(height), np.array(3e-4), np.array(0.05))) / 1e3


def landing_2_m() -> float:
    return _landing(2.0)


def landing_10_m() -> float:
    return _landing(10.0)


def landing_50_m() -> float:
    return _landing(50.0)


def landing_variance() -> float:
    return float(plume.landing_variance(np.array(10.0), np.array(3e-4), np.array(0.1)))


def puff_peak() -> float:
    return float(plume.puff_peak(*(np.array(v) for v in (1.0, 1000.0, 1.0, 1.0, 1e-3)))) * 1e6


def plume_over_a_reflecting_bed() -> float:
    along, nothing = np.array(300.0), np.array(1e-12)
    spread = plume.spread_of_eddies(along, np.array(0.3), np.array(CURRENT))
    rest = (np.array(0.16), np.array(CURRENT), spread, np.array(HEIGHT), nothing, nothing, np.array(EDDIES))
    return float(plume.concentration_ermak_1977(along, np.array(0.0), np.array(0.0), *rest)) * 1e6


def _column(time: float) -> tuple[FloatArray, ...]:
    return tuple(np.array(v) for v in (time, HEIGHT, SETTLING, 0.8 * SETTLING, EDDIES))


def suspended_share_by_finite_volumes() -> float:
    return float(plume.suspended_share_ermak_1977(*_column(2e4)))


def bed_density_by_finite_volumes() -> float:
    return float(plume.vertical_density_ermak_1977(np.array(0.0), *_column(2e4)))


def ermak_mean_drift() -> float:
    logs = np.linspace(np.log(1.0), np.log(1e8), 20001)
    times = np.exp(logs)
    column = (np.array(v) for v in (HEIGHT, SETTLING, SETTLING, EDDIES))
    left = plume.suspended_share_ermak_1977(times, *column)
    return CURRENT * (float(np.trapezoid(left * times, logs)) + float(times[0]))


def ermak_mass_closure() -> float:
    speeds, one = np.geomspace(1e-6, 3e-3, 8)[np.newaxis, :], np.ones(1)
    share = np.full(speeds.shape, 1.0 / speeds.size)
    end = 300e3 / CURRENT * one
    return 1.0 + float(balance.plume_residual(end, HEIGHT * one, speeds, share, 0.95 * one, EDDIES * one)[0])


def takuyo_30_um() -> float:
    viscosity = viscosity_sharqawy_2010(np.array(277.15), SALT)
    speed = particles.settling_speed_ferguson_church_2004(np.array(30e-6), QUARTZ, np.array(1032.0), viscosity)
    return float(plume.landing_distance(np.array(4.0), speed, np.array(0.05))) / 1e3


def _working() -> Release:
    """A vessel that loses 1,000 t a year near the bed, lifting all year; one class of flocs, all of which stay."""
    one = np.ones(1)
    source = Source(1e6 * one, 1e6 / YEAR * one, HEIGHT * one, EDDIES * one)
    nothing = Source(0.0 * one, 0.0 * one, 200.0 * one, 1e-4 * one)
    speed = np.array([[SETTLING]])
    return Release(np.zeros(1, dtype=np.int64), one, source, nothing, speed, np.ones((1, 1)), one)


def _deposit_of_0_1_mm(dry_density: float) -> float:
    """Mass per area where the model has 0.1 mm [g/m2]."""
    r, edges, one = _working(), footprint.distance_edges(), np.ones(1)
    fallen = seabed.falls(r, edges, CURRENT * one, one)
    thickness = seabed.thickness_rose(r, fallen, edges, dry_density * one)
    mass = r.collector.mass * footprint.landed_in_rings(edges, fallen[0][1].suspended, r.worked)
    return float((mass / thickness)[0, 50]) * 1e-4 * 1e3


def deposit_of_0_1_mm_loose() -> float:
    return _deposit_of_0_1_mm(300.0)


def deposit_of_0_1_mm_dense() -> float:
    return _deposit_of_0_1_mm(700.0)


def excess_for_0_1_mm_a_year() -> float:
    r, edges, one = _working(), footprint.distance_edges(), np.ones(1)
    current, mixing = CURRENT * one, 0.6 * one
    fallen = seabed.falls(r, edges, current, one)
    excess, _ = seabed.bed_concentration(fallen, edges, one, current, mixing)
    distance = 0.5 * (edges[1:] + edges[:-1])[np.newaxis, :]
    thickness, _ = seabed.thickness_steady(distance, np.diff(edges), r, fallen, edges, current, mixing, 500.0 * one)
    return float((excess / thickness)[0, 50]) * 1e-4 * 1e3


def collector_rate() -> float:
    lost = np.array(0.01 * 3500e3 * 0.4)
    return float(release.per(lost, np.array(DAY)))


def _vessel(tonnes_a_day: float, reo: float) -> float:
    parts = (FUEL, MARINE_GAS_OIL, tonnes_a_day * 1e3 / DAY, reo)
    return float(carbon.co2_of_ship_per_reo(*(np.array(v) for v in parts)))


def vessel_350_t_a_day() -> float:
    return _vessel(350.0, 2e-3)


def vessel_3500_t_a_day() -> float:
    return _vessel(3500.0, 2e-3)


def vessel_3500_t_a_day_rich() -> float:
    return _vessel(3500.0, 5e-3)


def _shipping(cargo_share: float) -> float:
    parts = (1.9e6, 15.0 * GRAM_PER_TONNE_KM, cargo_share, 2e-3)
    return float(carbon.co2_of_voyage_per_reo(*(np.array(v) for v in parts)))


def shipping_wet() -> float:
    return _shipping(1.0)


def shipping_dewatered() -> float:
    return _shipping(0.3)


def _thorium(fraction: float) -> float:
    return float(radioactivity.activity_thorium(np.array(fraction))) / 1e3


def _uranium(fraction: float) -> float:
    return float(radioactivity.activity_uranium(np.array(fraction))) / 1e3


def specific_activity_thorium() -> float:
    return _thorium(1.0) / 1e3


def specific_activity_uranium() -> float:
    return _uranium(1.0) / 1e3


def activity_mud_thorium() -> float:
    return _thorium(10e-6)


def activity_mud_uranium() -> float:
    return _uranium(3e-6)


def activity_monazite_low() -> float:
    return _thorium(0.04)


def activity_monazite_high() -> float:
    return _thorium(0.12)


def activity_monazite_uranium() -> float:
    return _uranium(0.005)


def exempt_uranium() -> float:
    return _uranium(80e-6)
