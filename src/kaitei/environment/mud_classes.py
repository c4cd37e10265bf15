"""The settling classes of the mud that gets away: single grains or flocs."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.physics.particles import (
    equal_mass_classes,
    settling_speed_ferguson_church_2004,
    settling_speed_floc_winterwerp_1998,
)


def settling_of_grains(
    median: FloatArray,
    geometric_spread: FloatArray,
    grain_density: FloatArray,
    density: FloatArray,
    viscosity: FloatArray,
    classes: int,
) -> FloatArray:
    """Settling speeds of classes of single grains with equal shares of the mass [m/s], shape (draw, class).

    All (draw): median diameter by mass [m], geometric_spread [1], grain_density and density of the water
    [kg/m3], viscosity [Pa s]; number of classes.

    >>> water = [np.array([v]) for v in (2650.0, 1053.8, 1.75e-3)]
    >>> speed = settling_of_grains(np.array([3.5e-6]), np.array([2.5]), *water, classes=3)
    >>> (speed * 86400).round(2).tolist()  # m per day
    [[0.09, 0.53, 3.09]]
    """
    size = equal_mass_classes(median, geometric_spread, classes)
    solid, water, mu = (part[:, np.newaxis] for part in (grain_density, density, viscosity))
    return settling_speed_ferguson_church_2004(size, solid, water, mu)


def settling_of_flocs(
    median: FloatArray,
    geometric_spread: FloatArray,
    fractal_dimension: FloatArray,
    grain_diameter: FloatArray,
    grain_density: FloatArray,
    density: FloatArray,
    viscosity: FloatArray,
    classes: int,
) -> FloatArray:
    """Settling speeds of classes of flocs with equal shares of the mass [m/s], shape (draw, class).

    All (draw): median floc diameter by mass [m], geometric_spread [1], fractal_dimension [1], grain_diameter [m],
    grain_density and density of the water [kg/m3], viscosity [Pa s]; number of classes.

    >>> mud = [np.array([v]) for v in (2.2, 3.5e-6, 2650.0, 1053.8, 1.75e-3)]
    >>> speed = settling_of_flocs(np.array([150e-6]), np.array([1.8]), *mud, classes=3)
    >>> (speed * 1e3).round(2).tolist()  # mm per second
    [[0.28, 0.54, 1.05]]
    """
    size = equal_mass_classes(median, geometric_spread, classes)
    parts = (fractal_dimension, grain_diameter, grain_density, density, viscosity)
    n, grain, solid, water, mu = (part[:, np.newaxis] for part in parts)
    return settling_speed_floc_winterwerp_1998(size, grain, n, solid, water, mu)


def shares_with_single_grains(single: FloatArray, classes: int) -> FloatArray:
    """Shares of the mass when one more class, put last, holds what stayed single grains [1], shape (draw, class).

    single: share of the mass that did not flocculate [1] (draw); number of floc classes.

    >>> shares_with_single_grains(np.array([0.1]), 3).round(2).tolist()
    [[0.3, 0.3, 0.3, 0.1]]
    """
    flocs = np.broadcast_to(((1.0 - single) / classes)[:, np.newaxis], (len(single), classes))
    return np.concatenate([flocs, single[:, np.newaxis]], axis=1)
