"""Published numbers of sea states and tropical cyclones against what the generators of weather and storms make."""

from functools import cache

import numpy as np

from kaitei.datum import central_value
from kaitei.fleet import conditions, forecasts, margins, spells, storm_tracks, typhoons, waves
from kaitei.fleet.persistence import Persistence
from kaitei.fleet.storm_fields import GALE, KNOT
from kaitei.fleet.weather import copula_years
from kaitei.physics.arrays import ByteArray, CodeArray, FloatArray
from kaitei.scenario_file import DEFAULT, load
from kaitei.streams import uniforms
from kaitei.units import conversion
from kaitei.variable import vocabulary

KEY, YEARS, STORM_YEARS = 20260131, 300, 3000

COFFS_HARBOUR = {
    1.5: (0.4324, 0.4522, 0.5423, 0.5043, 0.5326, 0.5152, 0.5127, 0.4171, 0.3976, 0.3909, 0.3985, 0.3755),
    2.0: (0.1869, 0.2142, 0.2417, 0.2376, 0.2704, 0.2775, 0.2572, 0.1984, 0.1661, 0.1700, 0.1783, 0.1487),
    2.5: (0.0720, 0.0913, 0.1052, 0.1046, 0.1185, 0.1299, 0.1260, 0.0903, 0.0724, 0.0716, 0.0857, 0.0549),
}
"""Share of the hours above a wave height by month in the record of 1985-2014, our statistics (ManlyHydraulics2016)."""


def _value(name: str) -> FloatArray:
    """A datum of the packaged scenario in SI units."""
    variable = vocabulary()[name]
    return np.asarray(central_value(load(DEFAULT).data[name], variable) * conversion(variable.unit, "SI").factor)


def _memory() -> Persistence:
    names = ("slow_time", "fast_share", "fast_time", "year_share")
    return Persistence(*(_value(f"fleet.persistence_{name}") for name in names))


@cache
def _waves(with_memory: bool) -> CodeArray:
    memory = _memory() if with_memory else _memory().off()
    return np.asarray(copula_years(KEY, YEARS, memory, np.eye(4))[:, 0])


@cache
def _coffs(level: float) -> ByteArray:
    """Hours above a level, with the monthly shares of Coffs Harbour and the memory of the scenario."""
    threshold = margins.codes_of_limits(1.0 - np.array(COFFS_HARBOUR[level]))
    return margins.hours_exceeded(_waves(True), threshold)


def spell_above_1_5() -> float:
    return spells.mean_duration(_coffs(1.5), good=False)


def spell_below_1_5() -> float:
    return spells.mean_duration(_coffs(1.5), good=True)


def spell_above_2_0() -> float:
    return spells.mean_duration(_coffs(2.0), good=False)


def spell_below_2_0() -> float:
    return spells.mean_duration(_coffs(2.0), good=True)


def spell_above_2_5() -> float:
    return spells.mean_duration(_coffs(2.5), good=False)


def spell_below_2_5() -> float:
    return spells.mean_duration(_coffs(2.5), good=True)


def long_spell_above_2_0() -> float:
    return float(np.percentile(spells.spell_durations(_coffs(2.0), good=False), 90.0))


def long_spell_below_2_0() -> float:
    return float(np.percentile(spells.spell_durations(_coffs(2.0), good=True), 90.0))


def years_above_2_5() -> float:
    return float(_coffs(2.5).sum(axis=1).std(ddof=1)) / 24.0


def no_memory_days_lost_3_5() -> float:
    share = 1.0 - waves.exceedance_weibull(
        np.asarray(3.5), _value("fleet.wave_height_reanalysis"), _value("fleet.wave_shape")
    )
    return float(margins.hours_exceeded(_waves(False), margins.codes_of_limits(share)).sum(axis=1).mean()) / 24.0


@cache
def _counts(radius: float, wind: float) -> FloatArray:
    """Storms of a wind within a radius in each of the simulated years."""
    catalogue, share = conditions.catalogue(), conditions.gale_share()
    mean = storm_tracks.passages_mean(float(_value("fleet.storms")), share)
    dispersion = storm_tracks.passages_dispersion(float(_value("fleet.typhoon_dispersion")), share)
    u = uniforms(KEY, "storm years", 0, STORM_YEARS)[:, 0]
    passages = typhoons.event_count_negative_binomial(u, np.asarray(mean), np.asarray(dispersion)).astype(int)
    picks = uniforms(KEY, "storm picks", 0, int(passages.sum()))[:, 0]
    storm = (picks * len(catalogue.offset)).astype(int)
    counted = storm_tracks.strongest_within(catalogue, radius)[storm] >= wind
    counts = np.bincount(np.repeat(np.arange(STORM_YEARS), passages), weights=counted, minlength=STORM_YEARS)
    return np.asarray(counts, dtype=np.float64)


def storms_34kt_500_km() -> float:
    return float(_counts(500e3, GALE).mean())


def storms_34kt_200_km() -> float:
    return float(_counts(200e3, GALE).mean())


def storms_34kt_300_km() -> float:
    return float(_counts(300e3, GALE).mean())


def storms_34kt_800_km() -> float:
    return float(_counts(800e3, GALE).mean())


def storms_64kt_500_km() -> float:
    return float(_counts(500e3, 64.0 * KNOT).mean())


def storms_64kt_800_km() -> float:
    return float(_counts(800e3, 64.0 * KNOT).mean())


def years_without_storm() -> float:
    return 30.0 * float((_counts(500e3, GALE) == 0.0).mean())


def most_storms_in_30_years() -> float:
    return float(np.median(_counts(500e3, GALE).reshape(-1, 30).max(axis=1)))


def _spread(radius: float) -> float:
    counts = _counts(radius, GALE)
    return float(counts.var() / counts.mean())


def storm_spread_500_km() -> float:
    return _spread(500e3)


def storm_spread_800_km() -> float:
    return _spread(800e3)


def _stays(radius: float) -> FloatArray:
    """Hours within a radius of the storms of 34 kt that come there."""
    stay = storm_tracks.stay_within(conditions.catalogue(), radius)
    return stay[stay > 0.0]


def storm_stay_300_km() -> float:
    return float(_stays(300e3).mean())


def storm_stay_500_km() -> float:
    return float(_stays(500e3).mean())


def storm_stay_800_km() -> float:
    return float(_stays(800e3).mean())


def storm_hours_500_km() -> float:
    return storms_34kt_500_km() * storm_stay_500_km()


def storm_hours_800_km() -> float:
    return storms_34kt_800_km() * storm_stay_800_km()


def storms_july_to_november() -> float:
    catalogue = conditions.catalogue()
    near = storm_tracks.strongest_within(catalogue, 500e3) >= GALE
    month = margins.MONTH_OF_HOUR[catalogue.hour_of_year[near].astype(int) % 8760]
    return 100.0 * float(((month >= 6) & (month <= 10)).mean())


def storms_born_near() -> float:
    """Storms within 500 km that are born less than 72 h before [%]."""
    catalogue = conditions.catalogue()
    inside = storm_tracks.gale_distance(catalogue) <= 500e3
    comes = inside.any(axis=1)
    entry = inside.argmax(axis=1) + storm_tracks.FIRST_HOUR
    return 100.0 * float((entry[comes] - catalogue.birth[comes] < 72.0).mean())


def track_error_120_h() -> float:
    return forecasts.track_error_growth(120.0) / forecasts.track_error_growth(72.0)
