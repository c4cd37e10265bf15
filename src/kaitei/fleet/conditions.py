"""How ``fleet.operate`` takes its names to the weather of the simulation: years, limits and storms of each draw."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kaitei.fleet import margins, storm_tracks, typhoons
from kaitei.fleet.persistence import Persistence
from kaitei.fleet.record.coded import coded, threshold_of_limit
from kaitei.fleet.record.hourly import HourlyRecord
from kaitei.fleet.simulation.run import SEA_YEARS, Weather
from kaitei.fleet.simulation.storms import TABLE_STEP, Passages
from kaitei.fleet.simulation.words import ACTIVITIES
from kaitei.fleet.storm_tracks import StormCatalogue
from kaitei.fleet.weather import WEATHER, copula_years
from kaitei.physics.arrays import CodeArray, FloatArray, IntArray
from kaitei.stage import Inputs
from kaitei.streams import uniforms

POOL_YEARS = 400
"""Generated weather years that all draws share."""

CATALOGUE_STORMS = 4000
"""Synthetic passages that all draws share."""

POOL_KEY, CATALOGUE_KEY = 20260202, 20260130
"""Keys of pool and catalogue. They do not follow the seed: a run's chance is in what it takes from them."""

REPLICATES = 5
"""Times the years of a case without chance are simulated, each with its own weather and failures, and averaged."""

TABLE_HEIGHTS: FloatArray = TABLE_STEP * np.arange(81.0)

Thresholds = NDArray[np.int32]


class Climate(NamedTuple):
    """Margins of the weather variables, shapes (draw, month) and (draw, 1)."""

    wave_mean: FloatArray
    wave_shape: FloatArray
    period_mean: FloatArray
    period_variation: FloatArray
    wind_mean: FloatArray
    wind_shape: FloatArray
    current_mean: FloatArray
    current_shape: FloatArray


def climate(x: Inputs) -> Climate:
    """The margins of each draw."""
    column = (x[f"fleet.{name}"][:, np.newaxis] for name in ("wave_shape", "wave_period_variation", "wind_shape"))
    wave_shape, variation, wind_shape = column
    return Climate(
        x[f"fleet.wave_height_{x.option('fleet.waves')}"],
        wave_shape,
        x["fleet.wave_period_mean"],
        variation,
        x["fleet.wind_mean"],
        wind_shape,
        x["fleet.current_mean"],
        x["fleet.current_shape"][:, np.newaxis],
    )


def wave_limits(x: Inputs) -> FloatArray:
    """Highest wave height of each activity, (draw, activity) [m]; no lifting where the riser cannot hang."""
    hang_off, transfer = x["sea_state_hang_off"], x["fleet.sea_state_transfer"]
    lift = np.minimum(x["sea_state_lift"], hang_off)
    of = {"lift": lift, "place": lift, "run_pipe": x["sea_state_run_pipe"], "hang_off": hang_off}
    return np.stack([of.get(activity, transfer) for activity in ACTIVITIES], axis=1)


def limits(x: Inputs) -> FloatArray:
    """Highest value of each weather variable in which an activity is allowed, (draw, activity, variable)."""
    others = (x["fleet.period_limit"], x["fleet.wind_limit"], x["fleet.current_limit"])
    return np.stack([wave_limits(x), *others], axis=2)


def codes_of_climate(of: Climate, limit: FloatArray) -> Thresholds:
    """First codes that forbid, (draw, activity, variable, month), from limits (draw, activity, variable)."""
    bound = [limit[:, :, v, np.newaxis] for v in range(len(WEATHER))]
    each = [part[:, np.newaxis, :] for part in of]
    shares = (
        margins.non_exceedance_weibull(bound[0], each[0], each[1]),
        margins.non_exceedance_lognormal(bound[1], each[2], each[3]),
        margins.non_exceedance_weibull(bound[2], each[4], each[5]),
        margins.non_exceedance_weibull(bound[3], each[6], each[7]),
    )
    return margins.codes_of_limits(np.stack(shares, axis=2))


def codes_of_record(limit: FloatArray) -> Thresholds:
    """First codes of a user's record that forbid, (draw, activity, variable, month)."""
    made = np.stack([threshold_of_limit(limit[:, :, v], name) for v, name in enumerate(WEATHER)], axis=2)
    return np.repeat(made[..., np.newaxis], 12, axis=-1)


def height_table(of: Climate | None, draws: int) -> Thresholds:
    """Codes of the wave heights of TABLE_HEIGHTS, (draw, month, height); of a record where there is no climate."""
    if of is None:
        line = threshold_of_limit(TABLE_HEIGHTS, WEATHER[0])
        return np.broadcast_to(line, (draws, 12, line.size)).copy()
    share = margins.non_exceedance_weibull(TABLE_HEIGHTS, of.wave_mean[..., np.newaxis], of.wave_shape[..., np.newaxis])
    return margins.codes_of_limits(share)


@lru_cache(maxsize=2)
def _pool(memory: tuple[tuple[float, ...], ...], coupling: tuple[float, float, float]) -> CodeArray:
    wave_period, wave_wind, period_wind = coupling
    matrix = np.eye(len(WEATHER))
    matrix[0, 1] = matrix[1, 0] = wave_period
    matrix[0, 2] = matrix[2, 0] = wave_wind
    matrix[1, 2] = matrix[2, 1] = period_wind
    return copula_years(POOL_KEY, POOL_YEARS, Persistence(*map(np.array, memory)), matrix)


def pool(x: Inputs) -> CodeArray:
    """The weather years that all draws share: generated once, or the user's record."""
    if (record := x.weather_record if x.option("fleet.weather") == "record" else None) is not None:
        return _coded_once(record)
    names = ("slow_time", "fast_share", "fast_time", "year_share")
    memory = tuple(tuple(map(float, x[f"fleet.persistence_{name}"][0])) for name in names)
    pairs = ("wave_period", "wave_wind", "period_wind")
    return _pool(memory, tuple(float(x[f"fleet.coupling_{pair}"][0]) for pair in pairs))


_coded: dict[int, tuple[HourlyRecord, CodeArray]] = {}


def _coded_once(record: HourlyRecord) -> CodeArray:
    """Codes of a record, made once. NOTE: the record is kept too, so that no other can take its identity."""
    found = _coded.get(id(record))
    if found is None:
        found = _coded[id(record)] = (record, coded(record))
    return found[1]


@lru_cache(maxsize=1)
def catalogue() -> StormCatalogue:
    """The storms that all draws share."""
    return storm_tracks.storm_catalogue(CATALOGUE_KEY, CATALOGUE_STORMS)


@lru_cache(maxsize=1)
def passages() -> Passages:
    """The same as the simulation reads it."""
    storms = catalogue()
    distance = storm_tracks.gale_distance(storms)
    rows = distance, distance.min(axis=1), storms.intensity, storms.wind, storms.wave_height
    return Passages(storms.hour_of_year, storms.offset, storms.birth, *rows)


@lru_cache(maxsize=1)
def gale_share() -> float:
    """Share of the catalogue that are tropical storms within 500 km [1]."""
    return storm_tracks.storm_share(catalogue(), 500e3)


def storm_counts(x: Inputs, chance: FloatArray) -> IntArray:
    """Passages of the catalogue in each year of each draw, from uniforms (draw, year)."""
    share = gale_share()
    mean = np.array([storm_tracks.passages_mean(value, share) for value in x["fleet.storms"]])
    spread = np.array([storm_tracks.passages_dispersion(value, share) for value in x["fleet.typhoon_dispersion"]])
    counts = typhoons.event_count_negative_binomial(chance, mean[:, np.newaxis], spread[:, np.newaxis])
    return counts.astype(np.int64)


def weather(x: Inputs, years: int) -> Weather:
    """The weather of every draw for ``years`` years and those after, without replicates."""
    codes, draws = pool(x), len(x.draws)
    recorded = x.option("fleet.weather") == "record"
    of = None if recorded else climate(x)
    span = years + SEA_YEARS
    limit = limits(x)
    taken = (x.random("weather", span) * len(codes)).astype(np.int64)
    return Weather(
        codes,
        taken,
        codes_of_climate(of, limit) if of is not None else codes_of_record(limit),
        height_table(of, draws),
        passages(),
        storm_counts(x, x.random("storms", span)),
    )


def replicated(x: Inputs, one: Weather, replicate: int) -> Weather:
    """The weather of a case without chance: its own years for each replicate, storms in even quantiles."""
    draws, span = one.years.shape
    places = replicate * span + np.arange(span)
    order = np.argsort(uniforms(0, "fleet.operate:order", 0, 1, REPLICATES * span)[0])
    chance = (order[places] + 0.5) / (REPLICATES * span)
    years = np.broadcast_to(places % len(one.codes), (draws, span)).copy()
    return one._replace(years=years, counts=storm_counts(x, np.broadcast_to(chance, (draws, span))))
