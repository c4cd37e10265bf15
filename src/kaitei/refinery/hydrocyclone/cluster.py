"""Clusters of cyclones: whole units for a slurry, standby, and the pump before them."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.physics.particles import GRAVITY


class Cluster(NamedTuple):
    """The cyclones and the pump of one stage, (draw,)."""

    units: FloatArray
    """Cyclones at work, whole [1]."""
    standby: FloatArray
    """Cyclones more that wait, whole [1]."""
    head: FloatArray
    """Head of the pump, as metres of slurry [m]."""
    power: FloatArray
    """Power of the pump at its shaft [W]."""


def units_at_work(slurry: FloatArray, flow: FloatArray) -> FloatArray:
    """Cyclones that take a slurry, whole [1].

    slurry to be treated [m3/s], flow that one cyclone takes at the pressure [m3/s].

    >>> units_at_work(np.array([0.0, 0.5193, 1.0]), np.array(8.6e-3)).tolist()
    [0.0, 61.0, 117.0]
    """
    return np.asarray(np.ceil(slurry / flow))


def cluster(
    slurry: FloatArray,
    flow: FloatArray,
    pressure: FloatArray,
    slurry_density: FloatArray,
    *,
    lift: FloatArray,
    standby: FloatArray,
    efficiency: FloatArray,
) -> Cluster:
    """Cyclones and pump for a slurry.

    Args:
        slurry: to be treated [m3/s].
        flow: what one cyclone takes at the pressure [m3/s].
        pressure: drop over the cyclones [Pa].
        slurry_density: [kg/m3].
        lift: height and pipe losses from the sump to the cyclones [m].
        standby: cyclones that wait per cyclone at work [1], rounded up.
        efficiency: of pump and drive [1].

    H = P / (rho g) + lift;  power = rho g H Q / efficiency. With whole units the true pressure is a little below P.

    >>> one = cluster(*(np.array(v) for v in (0.5193, 8.6e-3, 2e5, 1070.0)),
    ...     lift=np.array(10.0), standby=np.array(0.1), efficiency=np.array(0.65))
    >>> [round(float(v), 1) for v in (one.units, one.standby, one.head, one.power / 1e3)]
    [61.0, 7.0, 29.1, 243.6]
    """
    units = units_at_work(slurry, flow)
    head = pressure / (slurry_density * GRAVITY) + lift
    return Cluster(
        units=units,
        standby=np.ceil(standby * units),
        head=head,
        power=slurry_density * GRAVITY * head * slurry / efficiency,
    )


def slurry_density(solids_volume: FloatArray, grain_density: FloatArray, water_density: FloatArray) -> FloatArray:
    """Density of a slurry [kg/m3].

    solids_volume: grains with their pores by volume [1], grain_density with the water in the pores [kg/m3],
    water_density [kg/m3].

    >>> round(float(slurry_density(np.array(0.03), np.array(2600.0), np.array(1025.0))), 1)
    1072.2
    """
    return np.asarray(water_density + solids_volume * (grain_density - water_density))
