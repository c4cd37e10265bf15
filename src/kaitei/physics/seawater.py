"""Sea water of the western Pacific by depth: density, pressure, temperature, viscosity, and gravity.

The column is worked out once with TEOS-10 (the ``gsw`` library) on a grid of depths; draws interpolate in it.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray

CAST_LATITUDE, CAST_LONGITUDE = 11.0, 142.0
"""Where the packaged cast was taken [degree]."""

SITE_LATITUDE = 24.0
"""Latitude [degree] at which pressure is turned into depth: from 0 to 45 degrees density moves under 5e-5."""

DEEPEST = 7000.0
"""End of the depth grid [m]; below 5,770 m the last level of the cast is held."""

STEP = 10.0
"""Step of the depth grid [m]."""

ZERO_CELSIUS = 273.15


class Column(NamedTuple):
    """Sea water by depth; arrays of one length along ``depth``, read-only."""

    depth: FloatArray
    """[m] below the surface, rising."""
    density: FloatArray
    """In-situ density [kg/m3]."""
    density_mean: FloatArray
    """Mean in-situ density from the surface down to the depth [kg/m3]."""
    temperature: FloatArray
    """In-situ temperature [K]."""
    viscosity_mean: FloatArray
    """Mean dynamic viscosity from the surface down to the depth [Pa s]."""


def gravity_moritz_2000(latitude: FloatArray, depth: FloatArray) -> FloatArray:
    """Gravity in the ocean: the normal gravity of the ellipsoid, growing with depth as TEOS-10 has it.

    Args:
        latitude: geographic latitude [rad].
        depth: below the sea surface [m].

    Returns:
        gravity [m/s2] = 9.780327 (1 + 5.2792e-3 s^2 + 2.32e-5 s^4) (1 + 2.26e-7 depth), s = sin(latitude).

    Range: all latitudes, 0 to 11,000 m.

    >>> round(float(gravity_moritz_2000(np.radians(24.0), np.array(0.0))), 5)
    9.78887

    Reference: Moritz 2000, J. Geodesy 74:128, doi 10.1007/s001900050278; IOC, SCOR and IAPSO 2010,
    appendix D.3.
    """
    square = np.sin(latitude) ** 2
    surface = 9.780327 * (1.0 + (5.2792e-3 + 2.32e-5 * square) * square)
    return np.asarray(surface * (1.0 + 2.26e-7 * depth))


def viscosity_sharqawy_2010(temperature: FloatArray, salinity: FloatArray) -> FloatArray:
    """Dynamic viscosity of sea water at atmospheric pressure.

    Args:
        temperature: [K].
        salinity: mass fraction of salt [kg/kg].

    Returns:
        viscosity [Pa s] = mu_w (1 + A S + B S^2), equations 22 and 23, with mu_w that of pure water.

    Range: 0 to 180 C, 0 to 0.15 kg/kg, within 1.5 %. Pressure (some per cent at 6 km) is left out.

    >>> round(float(viscosity_sharqawy_2010(np.array(293.15), np.array(0.035))) * 1e3, 4)
    1.0766

    Reference: Sharqawy, Lienhard and Zubair 2010, Desalin. Water Treat. 16:354, doi 10.5004/dwt.2010.1079.
    """
    t = np.asarray(temperature) - ZERO_CELSIUS
    pure = 4.2844e-5 + 1.0 / (0.157 * (t + 64.993) ** 2 - 91.296)
    linear = 1.541 + (1.998e-2 - 9.52e-5 * t) * t
    square = 7.974 + (-7.561e-2 + 4.724e-4 * t) * t
    return np.asarray(pure * (1.0 + (linear + square * salinity) * salinity))


def _cast() -> tuple[FloatArray, FloatArray, FloatArray]:
    text = files("kaitei.physics").joinpath("seawater_profile.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    names = ("pressure_dbar", "temperature_degC", "practical_salinity")
    pressure, temperature, salinity = (np.array([float(row[name]) for row in rows]) for name in names)
    return pressure, temperature, salinity


def running_mean(values: FloatArray, depth: FloatArray) -> FloatArray:
    """Mean of ``values`` from the first depth down to each depth, by trapezia.

    Args:
        values: [any], along ``depth``.
        depth: [m], rising from 0.

    Returns:
        mean [as values]; its first entry is the first value.

    >>> running_mean(np.array([0.0, 2.0, 4.0]), np.array([0.0, 1.0, 2.0]))
    array([0., 1., 2.])
    """
    integral = np.cumsum(0.5 * (values[1:] + values[:-1]) * np.diff(depth))
    return np.concatenate([values[:1], integral / (depth[1:] - depth[0])])


@cache
def pacific_column() -> Column:
    """The packaged western Pacific column on a grid of depths, by TEOS-10; made once.

    >>> column = pacific_column()
    >>> round(float(at_depth(np.array(5700.0), column, column.density)), 1)
    1053.6
    >>> round(float(at_depth(np.array(5700.0), column, column.density_mean)), 1)
    1040.5

    Reference: IOC, SCOR and IAPSO 2010; McDougall and Barker 2011.
    """
    import gsw  # NOTE: loading its tables takes a good part of a second; only a run needs them.

    depth = np.arange(0.0, DEEPEST + STEP, STEP)
    pressure = gsw.p_from_z(-depth, SITE_LATITUDE)
    level, warmth, salt = _cast()
    temperature, practical = np.interp(pressure, level, warmth), np.interp(pressure, level, salt)
    absolute = gsw.SA_from_SP(practical, pressure, CAST_LONGITUDE, CAST_LATITUDE)
    density = gsw.rho_t_exact(absolute, temperature, pressure)
    viscosity = viscosity_sharqawy_2010(temperature + ZERO_CELSIUS, absolute * 1e-3)
    column = Column(
        depth=depth,
        density=density,
        density_mean=running_mean(density, depth),
        temperature=temperature + ZERO_CELSIUS,
        viscosity_mean=running_mean(viscosity, depth),
    )
    for array in column:
        array.setflags(write=False)
    return column


def at_depth(depth: FloatArray, column: Column, values: FloatArray) -> FloatArray:
    """``values`` of a column at the depths asked for, by straight lines between its levels.

    Args:
        depth: [m], inside the column.
        column: whose grid ``values`` stands on.
        values: one of the arrays of the column, in any unit.

    Returns:
        values at the depths, in the unit of ``values``.

    >>> column = pacific_column()
    >>> round(float(at_depth(np.array(5700.0), column, column.temperature)) - ZERO_CELSIUS, 2)
    1.55
    """
    return np.asarray(np.interp(depth, column.depth, values))


def pressure_at(depth: FloatArray, latitude: FloatArray, column: Column) -> FloatArray:
    """Hydrostatic pressure above atmospheric: weight of the column above.

    Args:
        depth: [m].
        latitude: [rad].
        column: of sea water.

    Returns:
        pressure [Pa] = mean density x gravity at half depth x depth.

    Range: gravity is near enough linear in depth and density to leave an error under 1e-5.

    >>> round(float(pressure_at(np.array(5700.0), np.radians(24.0), pacific_column())) / 1e6, 2)
    58.1
    """
    mean = at_depth(depth, column, column.density_mean)
    return mean * gravity_moritz_2000(latitude, 0.5 * np.asarray(depth)) * depth
