"""The points of a latitude-longitude grid, nearest first."""

from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from kaitei.errors import InputError, Problem
from kaitei.physics.arrays import FloatArray

EARTH_RADIUS = 6_371_008.8
"""Mean radius of the Earth (IUGG) [m]."""
FARTHEST = 150e3
"""Distance beyond which a grid does not stand for a place [m]: about three cells of ERA5's waves."""
MAX_POINTS = 2_000_000


class Point(NamedTuple):
    """One grid point, by coordinate values and its distance from the stated place [m]."""

    where: dict[str, float]
    distance: float
    skipped: int = 0

    def text(self) -> str:
        """What a reader of the account wants to know."""
        if not self.where:
            return "one place, without coordinates"
        here = ", ".join(f"{name} {value:g}" for name, value in self.where.items())
        far = "" if np.isnan(self.distance) else f", {self.distance / 1e3:.0f} km from the stated place"
        return f"grid point {here}{far}" + (f" ({self.skipped} nearer points are land)" if self.skipped else "")


def distance_haversine(
    latitude: FloatArray, longitude: FloatArray, to_latitude: float, to_longitude: float
) -> FloatArray:
    """Distance on a sphere.

    latitude, longitude: from [degree]. to_latitude, to_longitude: to [degree]. Gives [m].

    2 R asin(sqrt(sin^2(dlat/2) + cos(lat) cos(lat') sin^2(dlon/2))).

    >>> import numpy as np
    >>> round(float(distance_haversine(np.array(24.0), np.array(154.0), 24.0, 155.0)) / 1e3, 1)
    101.6
    """
    a, b = np.radians(latitude), np.radians(to_latitude)
    half = np.radians(np.asarray(longitude) - to_longitude) / 2.0
    root = np.sin((a - b) / 2.0) ** 2 + np.cos(a) * np.cos(b) * np.sin(half) ** 2
    return np.asarray(2.0 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(root, 1.0))))


def points_by_distance(array: xr.DataArray, file: str, latitude: float | None, longitude: float | None) -> list[Point]:
    """The grid points of a variable, nearest to the stated place first.

    Raises InputError when the grid has several points and no place is stated, or none is near it.
    """
    axes = [_axis(array, file, *names) for names in (("latitude", "lat"), ("longitude", "lon"))]
    (north_name, north), (east_name, east) = axes
    count = north.size * east.size
    if count > MAX_POINTS:
        raise InputError(f"{file} has {count} grid points; cut out the region first")
    if latitude is None or longitude is None:
        if count != 1:
            span = f"latitude {north.min():g} to {north.max():g}, longitude {east.min():g} to {east.max():g}"
            raise InputError(Problem(f"has {count} grid points ({span}); state latitude and longitude", "", file))
        known = {name: float(axis[0]) for name, axis in axes if name}
        return [Point(known, float("nan"))]
    if not north_name or not east_name:
        raise InputError(Problem("has no coordinates to hold against the stated latitude and longitude", "", file))
    distance = distance_haversine(north[:, np.newaxis], east, latitude, longitude).ravel()
    order = np.argsort(distance, kind="stable")
    if distance[order[0]] > FARTHEST:
        message = f"the nearest grid point is {distance[order[0]] / 1e3:.0f} km from {latitude:g}, {longitude:g}"
        raise InputError(Problem(f"{message}; at most {FARTHEST / 1e3:.0f} km are taken", "", file))
    near = [i for i in order if distance[i] <= FARTHEST]
    return [
        Point({north_name: float(north[i // east.size]), east_name: float(east[i % east.size])}, float(distance[i]))
        for i in near
    ]


def _axis(array: xr.DataArray, file: str, *names: str) -> tuple[str, Any]:
    """Name and values of a coordinate, ("", one NaN) when the variable has none."""
    name = next((name for name in names if name in array.coords), "")
    if not name:
        if any(name in array.dims for name in names):
            raise InputError(Problem(f"the dimension {names[0]} has no coordinate", "", file))
        return "", np.array([np.nan])
    values = np.atleast_1d(np.asarray(array[name].to_numpy(), float))
    if values.ndim != 1 or values.size == 0 or not np.isfinite(values).all():
        raise InputError(Problem(f"{name} is not a line of numbers", "", file))
    return name, values
