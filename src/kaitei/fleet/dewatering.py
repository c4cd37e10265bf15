"""From slurry to cake: return water, what it takes along, volume before and after."""

import numpy as np

from kaitei.physics.arrays import FloatArray

SURFACE_WATER_DENSITY = 1025.0
"""Sea water at the surface [kg/m^3]; pore water of the cake is taken as such."""


def return_water_volume(
    slurry: FloatArray, solids: FloatArray, solids_fraction: FloatArray, wet_density: FloatArray
) -> FloatArray:
    """Water that came up with the mud and goes back: slurry minus the volume of the mud as it lay in place.

    slurry: volume lifted [m^3]. solids: dry mass in it [kg]. solids_fraction: solids by mass of the mud in place
    [1]. wet_density: density of the mud in place [kg/m^3].

    V = V_slurry - M / (w rho_wet), never below 0 (a slurry thicker than the mud returns nothing).

    >>> round(float(return_water_volume(1321.0, 140e3, 0.40, 1370.0)), 1)
    1065.5
    """
    return np.maximum(slurry - solids / (solids_fraction * wet_density), 0.0)


def fines_carried(water: FloatArray, concentration: FloatArray, solids: FloatArray) -> FloatArray:
    """Solids that leave with the return water.

    water: [m^3]. concentration: fines in the water [kg/m^3]. solids: dry mass present, an upper bound [kg].

    min(V c, M).

    >>> float(fines_carried(1000.0, 1.0, 140e3))
    1000.0
    """
    return np.minimum(water * concentration, solids)


def solids_volume_fraction(
    mass_fraction: FloatArray, grain_density: FloatArray, water_density: FloatArray | float = SURFACE_WATER_DENSITY
) -> FloatArray:
    """Solids by volume of a saturated mixture from solids by mass.

    mass_fraction: [1]. grain_density, water_density: [kg/m^3].

    phi = (w / rho_s) / (w / rho_s + (1 - w) / rho_w).

    >>> round(float(solids_volume_fraction(0.60, 2650.0)), 3)
    0.367
    """
    grains = mass_fraction / grain_density
    return grains / (grains + (1.0 - mass_fraction) / water_density)


def volume_cut(before: FloatArray, after: FloatArray) -> FloatArray:
    """Share of the volume that dewatering takes away when no solids are lost.

    before, after: solids by volume [1].

    1 - before / after.

    >>> float(volume_cut(0.1, 0.5))
    0.8
    """
    return 1.0 - before / after
