"""Turbulent friction in round pipes: rough for water, smooth for power-law and yield slurries.

All friction factors are Darcy's (four times Fanning's): wall stress = factor x density x velocity^2 / 8.
"""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.riser.slurry import Rheology

NEWTON_STEPS = 8
"""Six reach rounding for every slurry of the declared ranges; fixed, so that no draw depends on another."""

CRITICAL_REYNOLDS = 2100.0
"""Below it flow is laminar."""


def friction_factor_serghides_1984(reynolds: FloatArray, roughness: FloatArray) -> FloatArray:
    """Darcy friction factor of turbulent flow of a Newtonian liquid: Colebrook's, made explicit.

    Args:
        reynolds: [1].
        roughness: height of the wall's roughness over the bore [1].

    Returns:
        factor [1] = (a - (b - a)^2 / (c - 2b + a))^-2 with three steps a, b, c of Colebrook's formula.

    Range: Reynolds above 2,100, relative roughness to 0.05; within 0.003 % of Colebrook.

    >>> round(float(friction_factor_serghides_1984(np.array(1.0e5), np.array(1.0e-4))), 6)
    0.018514

    Reference: Serghides 1984, Chem. Eng. 91(5):63.
    """
    rough = np.asarray(roughness) / 3.7
    a = -2.0 * np.log10(rough + 12.0 / reynolds)
    b = -2.0 * np.log10(rough + 2.51 * a / reynolds)
    c = -2.0 * np.log10(rough + 2.51 * b / reynolds)
    return np.asarray((a - (b - a) ** 2 / (c - 2.0 * b + a)) ** -2)


def friction_factor_newtonian(reynolds: FloatArray, roughness: FloatArray) -> FloatArray:
    """Darcy friction factor of a Newtonian liquid in laminar or turbulent flow.

    Args:
        reynolds: [1], above 0.
        roughness: height of the wall's roughness over the bore [1].

    Returns:
        factor [1]: 64/Re below Re 2,100, Serghides' above.

    >>> float(friction_factor_newtonian(np.array(640.0), np.array(0.0)))
    0.1
    """
    turbulent = friction_factor_serghides_1984(np.maximum(reynolds, CRITICAL_REYNOLDS), roughness)
    return np.where(reynolds < CRITICAL_REYNOLDS, 64.0 / reynolds, turbulent)


def friction_factor_dodge_metzner_1959(reynolds: FloatArray, index: FloatArray) -> FloatArray:
    """Darcy friction factor of turbulent flow of a power-law liquid in a smooth pipe.

    Args:
        reynolds: of Metzner and Reed [1].
        index: flow index n [1].

    Returns:
        factor [1] = 4 f, with 1/sqrt(f) = 4 n^-0.75 log10(Re f^(1 - n/2)) - 0.4 n^-1.2.

    Range: n 0.36 to 1, Re 2,900 to 36,000 in the experiments; extrapolated outside.

    Method: Newton steps in y = 1/sqrt(f), where y + a (2 - n) log10(y) is concave: from y = 1 they rise to the
    root without passing it.

    >>> round(float(friction_factor_dodge_metzner_1959(np.array(1.0e5), np.array(1.0))), 5)
    0.018
    >>> round(float(friction_factor_dodge_metzner_1959(np.array(1.0e4), np.array(0.5))), 5)
    0.0195

    Reference: Dodge and Metzner 1959, AIChE J. 5:189, doi 10.1002/aic.690050214.
    """
    n = np.asarray(index)
    a = 4.0 * n**-0.75
    right = a * np.log10(reynolds) - 0.4 * n**-1.2
    curve = a * (2.0 - n) / np.log(10.0)
    y = np.ones_like(right)
    for _ in range(NEWTON_STEPS):
        y = y - (y + curve * np.log(y) - right) / (1.0 + curve / y)
    return np.asarray(4.0 / (y * y))


def velocity_ratio_wilson_thomas_1985(
    excess: FloatArray, diameter: FloatArray, density: FloatArray, law: Rheology
) -> FloatArray:
    """Mean velocity over friction velocity of turbulent flow of a yield slurry in a smooth pipe.

    Args:
        excess: wall stress less yield stress [Pa], above 0.
        diameter: bore [m].
        density: [kg/m3].
        law: of the slurry.

    Returns:
        V/u [1] = 2.5 ln(D g / u) + 11.6 (a - 1) - 2.5 ln a + 2.5 ln(1-z) + 2.5 z (1 + z/2), where u is the
        friction velocity, z = yield stress over wall stress, g the shear rate at the wall (density D u over
        the viscosity at the wall is D g / u), and a = 2 (1 + n z) / (1 + n) the area ratio of the rheogram:
        the viscous sublayer is thicker by a than that of a Newtonian liquid.

    Range: smooth pipe, fine slurries that do not settle; n from about 0.3.

    Example: a Newtonian liquid of 1 mPa s and 1 Pa at the wall in 0.1 m.

    >>> water = Rheology(np.array(0.0), np.array(1e-3), np.array(1.0))
    >>> ratio = velocity_ratio_wilson_thomas_1985(np.array(1.0), np.array(0.1), np.array(1000.0), water)
    >>> round(float(ratio), 3)
    20.148

    Reference: Wilson and Thomas 1985, Can. J. Chem. Eng. 63:539, doi 10.1002/cjce.5450630402; with a yield
    stress, Thomas and Wilson 1987, 65:335, doi 10.1002/cjce.5450650221.
    """
    stress = law.yield_stress + excess
    plug = law.yield_stress / stress
    area = 2.0 * (1.0 + law.flow_index * plug) / (1.0 + law.flow_index)
    shear_rate = (excess / law.consistency) ** (1.0 / law.flow_index)
    core = np.log(diameter * shear_rate / np.sqrt(stress / density)) - np.log(area) + np.log(excess / stress)
    return np.asarray(2.5 * core + 11.6 * (area - 1.0) + 2.5 * plug * (1.0 + 0.5 * plug))


def _ratio_slope(excess: FloatArray, law: Rheology) -> FloatArray:
    """Derivative of ``velocity_ratio_wilson_thomas_1985`` by ln(excess)."""
    share = excess / (law.yield_stress + excess)
    plug = 1.0 - share
    area = 2.0 * (1.0 + law.flow_index * plug) / (1.0 + law.flow_index)
    # NOTE: d(plug)/d(ln excess) = -plug share, and d(ln stress)/d(ln excess) = share.
    fall = plug * share
    area_fall = 2.0 * law.flow_index / (1.0 + law.flow_index) * fall
    core = 1.0 / law.flow_index - 0.5 * share + area_fall / area + plug
    return 2.5 * core - 11.6 * area_fall - 2.5 * (1.0 + plug) * fall


def excess_stress_wilson_thomas_1985(
    velocity: FloatArray, diameter: FloatArray, density: FloatArray, law: Rheology, start: FloatArray
) -> FloatArray:
    """Wall stress less yield stress of turbulent flow at a mean velocity.

    Args:
        velocity: mean over the pipe [m/s].
        diameter: bore [m].
        density: [kg/m3].
        law: of the slurry.
        start: excess stress where the search starts [Pa]; the turbulent velocity there must be positive and
            not above ``velocity`` (the laminar solution of a flow that has become turbulent is so).

    Returns:
        excess [Pa], at or above ``start``.

    Method: Newton steps of ln(velocity) against ln(excess).

    >>> water = Rheology(np.array(0.0), np.array(1e-3), np.array(1.0))
    >>> case = (np.array(1.0), np.array(0.1), np.array(1000.0), water, np.array(0.08))
    >>> round(8.0 * float(excess_stress_wilson_thomas_1985(*case)) / 1000.0, 5)
    0.01788
    """
    target = np.log(velocity)
    lowest = np.log(start)
    x = lowest
    for _ in range(NEWTON_STEPS):
        excess = np.exp(x)
        stress = law.yield_stress + excess
        ratio = velocity_ratio_wilson_thomas_1985(excess, diameter, density, law)
        made = np.log(ratio) + 0.5 * np.log(stress / density)
        slope = 0.5 * excess / stress + _ratio_slope(excess, law) / ratio
        x = np.maximum(lowest, x - (made - target) / slope)
    return np.exp(x)
