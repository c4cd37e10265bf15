"""Tropical cyclones that pass the site: a synthetic population of passages, their tracks, wind and waves by the hour.

A passage is a storm whose centre comes within 1,200 km of the site. Two kinds make up the population: storms that move
eastward at closest approach (recurved: fast, old, most in autumn to spring) and storms that move westward (young,
slow, in the typhoon season). Each storm is drawn on its own from laws fitted to the 261 passages of the best track
1991-2020 (JTWC2021, six-hourly, read at hourly steps; all fits are ours). The yearly number is the caller's.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv, ndtr, ndtri

from kaitei.fleet.storm_fields import GALE, KNOT, storm_at_site
from kaitei.physics.arrays import BoolArray, FloatArray

CATALOGUE_RADIUS = 1200e3
FIRST_HOUR, LAST_HOUR = -168, 96
"""The hours of a row of the catalogue, counted from closest approach."""

EARTH_RADIUS = 6371e3
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEAKEST, SPAN = 20.0 * KNOT, 150.0 * KNOT
SEED_WIND = 17.5 * KNOT
OFFSET, HEADING, SPEED, ALONG, ACROSS, LIFE, PHASE, PEAK_PHASE, PEAK, END = range(10)
"""The quantities of a storm that are drawn together, in the order of the correlations."""

_UNIFORMS = 12

Row = NDArray[np.float32]


class StormKind(NamedTuple):
    """Laws of one kind of passage; means and standard deviations are those of the record.

    passages by month of closest approach in 30 years [1]; heading, mean and deviation [degree from north, eastward
    positive]; speed at closest approach, median [m/s] and deviation of its logarithm [1]; gain of speed along and
    across (to the left) the track by turning, mean and deviation [m/s]; phase: share of the life behind the storm at
    closest approach, the two shapes of a beta law [1]; end_wind, mean and deviation [m/s]; correlations of the ten
    quantities, rank correlations of the record turned into normal ones by 2 sin(pi r / 6), lower triangle row by row
    (standard error about 0.1).
    """

    passages: tuple[int, ...]
    heading: tuple[float, float]
    speed: tuple[float, float]
    along: tuple[float, float]
    across: tuple[float, float]
    phase: tuple[float, float]
    end_wind: tuple[float, float]
    correlations: tuple[tuple[float, ...], ...]


EASTWARD = StormKind(
    passages=(3, 0, 3, 9, 10, 1, 9, 12, 14, 20, 18, 7),
    heading=(59.0, 32.0),
    speed=(8.1, 0.70),
    along=(8.1, 9.8),
    across=(-3.1, 5.0),
    phase=(0.93, 0.26),
    end_wind=(37.6 * KNOT, 14.5 * KNOT),
    correlations=(
        (),
        (-0.16,),
        (-0.50, 0.03),
        (-0.33, -0.14, 0.84),
        (-0.14, -0.02, -0.33, -0.44),
        (-0.18, 0.26, -0.01, -0.01, -0.01),
        (-0.29, 0.34, 0.55, 0.56, -0.37, 0.13),
        (-0.03, -0.02, 0.16, 0.17, -0.25, -0.10, 0.21),
        (-0.16, 0.06, 0.20, 0.21, -0.19, 0.68, 0.15, 0.04),
        (-0.15, -0.29, 0.37, 0.37, -0.07, 0.28, 0.04, 0.31, 0.60),
    ),
)

WESTWARD = StormKind(
    passages=(0, 1, 0, 1, 3, 1, 22, 55, 41, 27, 3, 1),
    heading=(-57.0, 30.0),
    speed=(4.7, 0.47),
    along=(0.2, 4.6),
    across=(-1.0, 4.6),
    phase=(0.57, 1.21),
    end_wind=(33.2 * KNOT, 13.7 * KNOT),
    correlations=(
        (),
        (0.34,),
        (-0.05, -0.03),
        (0.07, 0.21, -0.09),
        (-0.27, 0.13, 0.00, 0.28),
        (-0.20, -0.18, -0.13, -0.02, 0.35),
        (0.15, 0.43, 0.18, 0.43, 0.15, 0.18),
        (0.05, 0.06, 0.01, 0.04, -0.01, 0.03, 0.16),
        (-0.32, -0.29, -0.01, -0.15, 0.20, 0.69, -0.05, 0.11),
        (-0.09, -0.05, 0.01, -0.23, -0.05, 0.14, -0.12, 0.33, 0.52),
    ),
)


class StormParameters(NamedTuple):
    """What the population is drawn from.

    latitude, longitude of the site [degree]; lean: distance over which the density of passages falls by e from the
    far right to the far left of the track [m]; life: shape [1] and scale [h] of its gamma law; peak_phase: share of the
    life at which the wind peaks, shapes of a beta law [1]; peak: shapes of the beta law of the largest wind between 20
    and 170 knots [1]; rise, fall: powers of the growth from 17.5 knots to the peak and of the decay to the last
    wind [1]; turning_time in which a track turns [h].
    """

    latitude: float = 24.28
    longitude: float = 153.98
    eastward: StormKind = EASTWARD
    westward: StormKind = WESTWARD
    lean: float = 1100e3
    life: tuple[float, float] = (4.7, 44.1)
    peak_phase: tuple[float, float] = (4.5, 3.3)
    peak: tuple[float, float] = (0.99, 1.28)
    rise: float = 1.68
    fall: float = 0.86
    turning_time: float = 48.0


MINAMITORISHIMA = StormParameters()


class StormCatalogue(NamedTuple):
    """Passages: fields of shape (storm,), then rows of shape (storm, hour) over FIRST_HOUR to LAST_HOUR.

    hour_of_year of closest approach [h]; offset: distance of closest approach, positive where the site lies left of
    the track [m]; heading [degree from north, eastward positive] and speed [m/s] there; birth and death: first and
    last hour of the storm, counted from closest approach [h]. distance of the centre from the site [m], infinite
    before birth and after death; intensity: largest one-minute wind of the storm [m/s]; wind [m/s] and wave_height [m]
    of the storm at the site; latitude, longitude of the centre [degree], not a number without a storm.
    """

    hour_of_year: FloatArray
    offset: FloatArray
    heading: FloatArray
    speed: FloatArray
    birth: FloatArray
    death: FloatArray
    distance: Row
    intensity: Row
    wind: Row
    wave_height: Row
    latitude: Row
    longitude: Row


class _Life(NamedTuple):
    """Draws of each storm, shape (storm, 1), in SI units, hours and degrees."""

    offset: FloatArray
    heading: FloatArray
    speed: FloatArray
    along: FloatArray
    across: FloatArray
    birth: FloatArray
    death: FloatArray
    peak_hour: FloatArray
    peak: FloatArray
    end: FloatArray


def _linked(normals: FloatArray, kind: StormKind) -> FloatArray:
    """Independent standard normals (storm, quantity) turned into those with the correlations of a kind."""
    correlation = np.eye(normals.shape[1])
    for row, values in enumerate(kind.correlations):
        correlation[row, :row] = values
    # cholesky reads the lower triangle only
    return np.asarray(normals @ np.linalg.cholesky(correlation).T)


def _offset(probability: FloatArray, lean: float) -> FloatArray:
    """Quantile of the density exp(-offset / lean) between minus and plus the catalogue radius [m]."""
    edge = np.exp(CATALOGUE_RADIUS / lean)
    return np.asarray(-lean * np.log(edge - probability * (edge - 1.0 / edge)))


def _turning_limit(life: _Life, turning_time: float) -> FloatArray:
    """Share of the drawn turning that leaves hour 0 the closest approach [1].

    A track that curves towards the site comes closer later unless |a_n| U^2 >= |a|^2 |offset|, with U the speed and a
    the acceleration (a_n across the track) at closest approach. Enough for every f(t) <= t^2 / 2 in
    position = U t + a f(t).
    """
    scale = 3600.0 * turning_time
    size = (life.along**2 + life.across**2) / scale**2
    allowed = np.abs(life.across) / scale * life.speed**2 / np.maximum(size * np.abs(life.offset), 1e-12)
    return np.where(life.offset * life.across > 0.0, np.minimum(allowed, 1.0), 1.0)


def _life(normals: FloatArray, kind: StormKind, parameters: StormParameters) -> _Life:
    """Storms of one kind from independent standard normals (storm, quantity)."""
    z = _linked(normals, kind)
    u = ndtr(z)
    duration = parameters.life[1] * gammaincinv(parameters.life[0], u[:, LIFE])
    birth = -duration * betaincinv(*kind.phase, u[:, PHASE])
    peak = WEAKEST + SPAN * betaincinv(*parameters.peak, u[:, PEAK])
    drawn = _Life(
        offset=_offset(u[:, OFFSET], parameters.lean),
        heading=kind.heading[0] + kind.heading[1] * z[:, HEADING],
        speed=kind.speed[0] * np.exp(kind.speed[1] * z[:, SPEED]),
        along=kind.along[0] + kind.along[1] * z[:, ALONG],
        across=kind.across[0] + kind.across[1] * z[:, ACROSS],
        birth=birth,
        death=birth + duration,
        peak_hour=birth + duration * betaincinv(*parameters.peak_phase, u[:, PEAK_PHASE]),
        peak=peak,
        end=np.clip(kind.end_wind[0] + kind.end_wind[1] * z[:, END], 10.0 * KNOT, peak),
    )
    limit = _turning_limit(drawn, parameters.turning_time)
    return drawn._replace(along=drawn.along * limit, across=drawn.across * limit)


def _season(uniform: FloatArray, within: FloatArray, parameters: StormParameters) -> tuple[BoolArray, FloatArray]:
    """Whether a storm moves eastward, and its hour of the year [h], from two uniforms in 0 to 1."""
    passages = np.concatenate([parameters.eastward.passages, parameters.westward.passages])
    cell = np.searchsorted(np.cumsum(passages), uniform * passages.sum(), side="right")
    month = cell % 12
    start = np.concatenate([[0], np.cumsum(MONTH_DAYS)])
    return cell < 12, 24.0 * (start[month] + within * np.asarray(MONTH_DAYS)[month])


def _intensity(life: _Life, hours: FloatArray, parameters: StormParameters) -> FloatArray:
    """Largest wind of the storm by the hour [m/s]: growth to the peak, decay to the last wind, 0 outside its life."""
    grown = np.clip((hours - life.birth) / np.maximum(life.peak_hour - life.birth, 1e-3), 0.0, 1.0)
    left = np.clip((life.death - hours) / np.maximum(life.death - life.peak_hour, 1e-3), 0.0, 1.0)
    growth = SEED_WIND + (life.peak - SEED_WIND) * grown**parameters.rise
    decay = life.end + (life.peak - life.end) * left**parameters.fall
    alive = (hours >= life.birth) & (hours <= life.death)
    return np.where(alive, np.where(hours <= life.peak_hour, growth, decay), 0.0)


class _Path(NamedTuple):
    """Centre relative to the site, ahead and left of the heading at closest approach [m], and its velocity [m/s]."""

    ahead: FloatArray
    left: FloatArray
    onward: FloatArray
    leftward: FloatArray


def _path(life: _Life, hours: FloatArray, turning_time: float) -> _Path:
    """Tracks (storm, hour): the velocity turns from one straight leg into another around closest approach."""
    turned, seconds = np.tanh(hours / turning_time), 3600.0 * hours
    turning = 3600.0 * turning_time * np.log(np.cosh(hours / turning_time))
    return _Path(
        ahead=life.speed * seconds + life.along * turning,
        left=life.across * turning - life.offset,
        onward=life.speed + life.along * turned,
        leftward=life.across * turned,
    )


def _position(path: _Path, distance: FloatArray, heading: FloatArray, latitude: float) -> tuple[FloatArray, FloatArray]:
    """Latitude, and longitude less that of the site [degree], of points on the sphere by distance and bearing."""
    bearing, site = np.radians(heading), np.radians(latitude)
    far = np.maximum(distance, 1.0)
    east = (path.ahead * np.sin(bearing) - path.left * np.cos(bearing)) / far
    north = (path.ahead * np.cos(bearing) + path.left * np.sin(bearing)) / far
    arc = distance / EARTH_RADIUS
    sine = np.clip(np.sin(site) * np.cos(arc) + np.cos(site) * np.sin(arc) * north, -1.0, 1.0)
    turn = np.arctan2(east * np.sin(arc) * np.cos(site), np.cos(arc) - np.sin(site) * sine)
    return np.degrees(np.arcsin(sine)), np.degrees(turn)


def _side(path: _Path, distance: FloatArray) -> FloatArray:
    """Where the site lies from the centre [1]: 1 right of the motion, 0 ahead or behind, -1 left of it."""
    speed = np.hypot(path.onward, path.leftward)
    return (path.left * path.onward - path.ahead * path.leftward) / np.maximum(speed * distance, 1e-3)


def _rows(alive: BoolArray, values: FloatArray, without: float) -> Row:
    """Values of the hours with a storm, in order, set into full rows (storm, hour)."""
    rows = np.full(alive.shape, without, np.float32)
    rows[alive] = values
    return rows


def storm_catalogue(key: int, count: int, parameters: StormParameters = MINAMITORISHIMA) -> StormCatalogue:
    """Independent passages of tropical cyclones.

    key of the random stream (Philox): the same key gives the same storms, and the first of a longer catalogue are
    those of a shorter one. count of storms. parameters of the population.

    >>> catalogue = storm_catalogue(1, 3)
    >>> catalogue.distance.shape, bool((catalogue.distance.min(axis=1) <= CATALOGUE_RADIUS).all())
    ((3, 265), True)
    """
    uniform = np.random.Generator(np.random.Philox(key=key)).random((count, _UNIFORMS))
    eastward, hour_of_year = _season(uniform[:, 0], uniform[:, 1], parameters)
    normals = ndtri(np.maximum(uniform[:, 2:], 1e-15))
    kinds = (_life(normals, parameters.eastward, parameters), _life(normals, parameters.westward, parameters))
    life = _Life(*(np.where(eastward, east, west)[:, None] for east, west in zip(*kinds, strict=True)))

    hours = np.arange(FIRST_HOUR, LAST_HOUR + 1.0)
    intensity = _intensity(life, hours, parameters)
    alive = intensity > 0.0
    # NOTE: only the hours with a storm from here on, one dimension: half of the work.
    path = _Path(*(part[alive] for part in _path(life, hours, parameters.turning_time)))
    strength, distance = intensity[alive], np.hypot(path.ahead, path.left)
    heading = np.broadcast_to(life.heading, alive.shape)[alive]
    latitude, eastward_of_site = _position(path, distance, heading, parameters.latitude)
    speed = np.hypot(path.onward, path.leftward)
    wind, wave_height = storm_at_site(strength, distance, latitude, speed, _side(path, distance))
    longitude = (parameters.longitude + eastward_of_site + 180.0) % 360.0 - 180.0
    return StormCatalogue(
        hour_of_year=hour_of_year,
        offset=life.offset[:, 0],
        heading=(life.heading[:, 0] + 180.0) % 360.0 - 180.0,
        speed=life.speed[:, 0],
        birth=life.birth[:, 0],
        death=life.death[:, 0],
        distance=_rows(alive, distance, np.inf),
        intensity=intensity.astype(np.float32),
        wind=_rows(alive, wind, 0.0),
        wave_height=_rows(alive, wave_height, 0.0),
        latitude=_rows(alive, latitude, np.nan),
        longitude=_rows(alive, longitude, np.nan),
    )


def strongest_within(catalogue: StormCatalogue, radius: float) -> FloatArray:
    """Largest wind of each storm while its centre is within a radius of the site [m/s]; 0 if it never is.

    radius [m], no more than CATALOGUE_RADIUS. A storm counts as one of 34 knots within the radius if this is at least
    GALE: the rule of the record.
    """
    return np.asarray(np.where(catalogue.distance <= radius, catalogue.intensity, 0.0).max(axis=1), float)


def storm_share(catalogue: StormCatalogue, radius: float) -> float:
    """Share of the passages that are storms of 34 knots within a radius of the site [1].

    radius [m], no more than CATALOGUE_RADIUS.
    """
    return float((strongest_within(catalogue, radius) >= GALE).mean())


def gale_distance(catalogue: StormCatalogue) -> Row:
    """Distance of each storm from the site while its largest wind is at least 34 knots, infinite otherwise [m]."""
    return np.where(catalogue.intensity >= GALE, catalogue.distance, np.float32(np.inf))


def stay_within(catalogue: StormCatalogue, radius: float, wind: float = GALE) -> FloatArray:
    """Hours of each storm within a radius of the site with at least a given largest wind [h].

    radius [m], no more than CATALOGUE_RADIUS; wind of the storm [m/s].
    """
    return np.asarray(((catalogue.distance <= radius) & (catalogue.intensity >= wind)).sum(axis=1), float)


def passages_mean(mean_within: float, share: float) -> float:
    """Mean number of passages of the catalogue a year [1].

    mean_within: mean number a year of storms of 34 knots within a radius [1]; share of the passages of the catalogue
    that are such storms [1], above 0.

    >>> passages_mean(2.0, 0.25)
    8.0
    """
    return mean_within / share


def passages_dispersion(dispersion_within: float, share: float) -> float:
    """Variance over mean of the yearly number of passages [1].

    dispersion_within: variance over mean of the storms of 34 knots within a radius [1], at least 1; share of the
    passages that are such storms [1], above 0.

    1 + (r - 1) / share: leaving out storms at random takes the excess of a negative binomial down to the share.

    >>> passages_dispersion(2.9, 0.25)
    8.6
    """
    return 1.0 + (dispersion_within - 1.0) / share
