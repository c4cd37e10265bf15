"""Mud slurry: density, solids by mass and volume, and how it flows at a given concentration."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray


class Rheology(NamedTuple):
    """The Herschel-Bulkley law: stress = yield_stress + consistency x shear_rate^flow_index.

    No yield stress makes it a power law, an index of 1 a Bingham plastic, both together a Newtonian liquid.
    """

    yield_stress: FloatArray
    """[Pa]"""
    consistency: FloatArray
    """[Pa s^flow_index]"""
    flow_index: FloatArray
    """[1]"""


def mixture_density(concentration: FloatArray, grain: FloatArray, water: FloatArray) -> FloatArray:
    """Density of grains in water.

    Args:
        concentration: volume of grains per volume of slurry [1].
        grain: density of the grains [kg/m3].
        water: density of the water [kg/m3].

    Returns:
        density [kg/m3] = water + concentration (grain - water).

    >>> float(mixture_density(np.array(0.05), np.array(2650.0), np.array(1040.0)))
    1120.5
    """
    return np.asarray(water + concentration * (grain - water))


def solids_mass_fraction(concentration: FloatArray, grain: FloatArray, water: FloatArray) -> FloatArray:
    """Mass of grains per mass of slurry.

    Args:
        concentration: volume of grains per volume of slurry [1].
        grain, water: densities [kg/m3].

    Returns:
        mass fraction [1].

    >>> round(float(solids_mass_fraction(np.array(0.10), np.array(2650.0), np.array(1040.0))), 3)
    0.221
    """
    return concentration * grain / mixture_density(concentration, grain, water)


def volume_concentration(mass_fraction: FloatArray, density: FloatArray, grain: FloatArray) -> FloatArray:
    """Volume of grains per volume of a mud of known wet density.

    Args:
        mass_fraction: mass of grains per wet mass [1].
        density: wet density of the mud [kg/m3].
        grain: density of the grains [kg/m3].

    Returns:
        concentration [1] = mass_fraction x density / grain.

    >>> round(float(volume_concentration(np.array(0.40), np.array(1370.0), np.array(2650.0))), 3)
    0.207
    """
    return mass_fraction * density / grain


def yield_stress_cubic(concentration: FloatArray, scale: FloatArray) -> FloatArray:
    """Yield stress of a clay suspension, growing with the cube of the concentration.

    Args:
        concentration: by volume [1].
        scale: stress at a concentration of 1, a fitted number [Pa].

    Returns:
        yield stress [Pa] = scale x concentration^3.

    Range: 1 to 13 vol%; a generic law for marine clay, not measured on the mud of Minamitorishima.

    >>> round(float(yield_stress_cubic(np.array(0.05), np.array(1.0e4))), 2)
    1.25
    """
    return scale * concentration * concentration * concentration


def viscosity_exponential(concentration: FloatArray, clear: FloatArray, exponent: FloatArray) -> FloatArray:
    """Plastic viscosity of a clay suspension.

    Args:
        concentration: by volume [1].
        clear: viscosity as the concentration goes to zero [Pa s].
        exponent: a fitted number [1].

    Returns:
        plastic viscosity [Pa s] = clear x exp(exponent x concentration).

    Range: 1 to 13 vol%; generic, as the yield stress.

    >>> round(float(viscosity_exponential(np.array(0.05), np.array(1.5e-3), np.array(25.0))) * 1e3, 2)
    5.24
    """
    return clear * np.exp(exponent * concentration)


def herschel_bulkley_through(
    yield_stress: FloatArray, viscosity: FloatArray, index: FloatArray, shear_rate: FloatArray
) -> Rheology:
    """The Herschel-Bulkley law whose stress equals that of a Bingham plastic at one shear rate.

    Args:
        yield_stress: of both laws [Pa].
        viscosity: plastic viscosity of the Bingham law [Pa s].
        index: flow index of the law wanted [1]; 1 gives the Bingham law back.
        shear_rate: where both have the same stress [1/s].

    Returns:
        the law, with consistency = viscosity x shear_rate^(1 - index).

    >>> law = herschel_bulkley_through(np.array(1.0), np.array(0.01), np.array(0.5), np.array(400.0))
    >>> round(float(law.consistency), 6)
    0.2
    """
    return Rheology(yield_stress, viscosity * shear_rate ** (1.0 - index), index)


def power_law_through(law: Rheology, low: FloatArray, high: FloatArray) -> Rheology:
    """The power law through the stresses of another law at two shear rates.

    Args:
        law: the law to be matched.
        low, high: shear rates where both have the same stress [1/s], low < high.

    Returns:
        the power law: no yield stress, index = ln(stress ratio) / ln(shear rate ratio).

    Range: between the two shear rates; below them a power law has no yield stress left to show.

    >>> clay = Rheology(np.array(15.0), np.array(0.15), np.array(1.0))
    >>> made = power_law_through(clay, np.array(10.0), np.array(100.0))
    >>> round(float(made.flow_index), 3), round(float(made.consistency), 2)
    (0.26, 9.08)
    """
    stress_low, stress_high = shear_stress(low, law), shear_stress(high, law)
    index = np.log(stress_high / stress_low) / np.log(high / low)
    return Rheology(np.zeros_like(index), stress_low / low**index, index)


def shear_stress(shear_rate: FloatArray, law: Rheology) -> FloatArray:
    """Stress of a slurry that is sheared.

    Args:
        shear_rate: [1/s].
        law: of the slurry.

    Returns:
        stress [Pa] = yield_stress + consistency x shear_rate^flow_index.

    >>> float(shear_stress(np.array(100.0), Rheology(np.array(1.0), np.array(0.02), np.array(1.0))))
    3.0

    Reference: Herschel and Bulkley 1926, Kolloid-Z. 39:291, doi 10.1007/BF01432034.
    """
    return np.asarray(law.yield_stress + law.consistency * shear_rate**law.flow_index)
