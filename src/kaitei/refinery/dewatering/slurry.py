"""A slurry or a cake as solids and liquor: fractions, density, volume."""

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray


def liquor_per_solids(solids_fraction: FloatArray) -> FloatArray:
    """Mass of liquor that goes with a mass of dry solids [kg/kg].

    Args:
        solids_fraction: mass of dry solids over mass of slurry or cake, above 0, at most 1 [1].

    (1 - w) / w

    >>> round(float(liquor_per_solids(np.array(0.60))), 3)
    0.667

    Raises InputError when a solids fraction is not above 0 and at most 1: a moisture of 1 holds no solids.
    """
    fraction = np.asarray(solids_fraction, dtype=float)
    if not np.all((fraction > 0.0) & (fraction <= 1.0)):
        wrong = fraction[~((fraction > 0.0) & (fraction <= 1.0))].ravel()[0]
        raise InputError(f"solids fraction must be above 0 and at most 1; {wrong} came: moisture must be below 1")
    return np.asarray((1.0 - fraction) / fraction)


def solids_volume_fraction(solids_fraction: FloatArray, grain: FloatArray, liquor: FloatArray) -> FloatArray:
    """Volume of solids over volume of slurry [1].

    Args:
        solids_fraction: mass of dry solids over mass of slurry, above 0, at most 1 [1].
        grain: density of the solids [kg/m3].
        liquor: density of the liquor [kg/m3].

    phi = 1 / (1 + (1 - w)/w rho_s / rho_l)

    >>> round(float(solids_volume_fraction(np.array(0.25), np.array(2650.0), np.array(1025.0))), 4)
    0.1142
    """
    return 1.0 / (1.0 + liquor_per_solids(solids_fraction) * grain / liquor)


def solids_mass_fraction(volume_fraction: FloatArray, grain: FloatArray, liquor: FloatArray) -> FloatArray:
    """Mass of dry solids over mass of slurry [1]; the inverse of ``solids_volume_fraction``.

    Args:
        volume_fraction: volume of solids over volume of slurry, 0 to 1 [1].
        grain: density of the solids [kg/m3].
        liquor: density of the liquor [kg/m3].

    >>> round(float(solids_mass_fraction(np.array(0.1142), np.array(2650.0), np.array(1025.0))), 3)
    0.25
    """
    return volume_fraction * grain / (volume_fraction * grain + (1.0 - volume_fraction) * liquor)


def slurry_volume(solids: FloatArray, solids_fraction: FloatArray, grain: FloatArray, liquor: FloatArray) -> FloatArray:
    """Volume of slurry or saturated cake that holds the solids [m3].

    Args:
        solids: dry solids [kg].
        solids_fraction: mass of dry solids over mass of slurry, above 0, at most 1 [1].
        grain: density of the solids [kg/m3].
        liquor: density of the liquor [kg/m3].

    V = m / rho_s + m (1 - w)/w / rho_l

    >>> round(float(slurry_volume(np.array(1000.0), np.array(0.60), np.array(2650.0), np.array(1025.0))), 3)
    1.028
    """
    return solids / grain + solids * liquor_per_solids(solids_fraction) / liquor
