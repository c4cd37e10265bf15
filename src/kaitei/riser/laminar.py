"""Laminar flow of a Herschel-Bulkley slurry in a round pipe: exact, with its inverse by Newton steps."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.riser.slurry import Rheology

NEWTON_STEPS = 8
"""Five reach rounding for every slurry of the declared ranges; fixed, so that no draw depends on another."""


def velocity_laminar(excess: FloatArray, diameter: FloatArray, law: Rheology) -> FloatArray:
    """Mean velocity of laminar flow for a wall stress that exceeds the yield stress.

    Args:
        excess: wall stress less yield stress [Pa], above 0.
        diameter: bore [m].
        law: of the slurry.

    Returns:
        velocity [m/s] = (D/2) g n (1-z) [(1-z)^2/(3n+1) + 2z(1-z)/(2n+1) + z^2/(n+1)], where z = yield stress
        over wall stress and g = (excess / consistency)^(1/n) is the shear rate at the wall.

    Range: exact for laminar flow without slip.

    Example: a Newtonian liquid of 1 Pa s in a pipe of 0.1 m with 8 Pa at the wall flows as Poiseuille says,
    8 V/D = 8 1/s.

    >>> water = Rheology(np.array(0.0), np.array(1.0), np.array(1.0))
    >>> round(float(velocity_laminar(np.array(8.0), np.array(0.1), water)), 12)
    0.1

    Reference: Chhabra and Richardson 2008, section 3.2.4; Herschel and Bulkley 1926.
    """
    n = law.flow_index
    plug = law.yield_stress / (law.yield_stress + excess)
    shell = 1.0 - plug
    shear_rate = (excess / law.consistency) ** (1.0 / n)
    shape = shell**2 / (3.0 * n + 1.0) + 2.0 * plug * shell / (2.0 * n + 1.0) + plug**2 / (n + 1.0)
    return np.asarray(0.5 * diameter * shear_rate * n * shell * shape)


def excess_stress_laminar(velocity: FloatArray, diameter: FloatArray, law: Rheology) -> FloatArray:
    """Wall stress less yield stress of laminar flow at a mean velocity; the inverse of ``velocity_laminar``.

    Args:
        velocity: mean over the pipe [m/s], above 0.
        diameter: bore [m].
        law: of the slurry.

    Returns:
        excess [Pa].

    Method: Newton steps of ln(velocity) against ln(excess), nearly a straight line: its slope stays between
    1/n and 1/n + 1. The slope is exact by Rabinowitsch, dV/d(stress) = (g D/2 - 3 V) / stress.

    >>> mud = Rheology(np.array(1.25), np.array(5.2e-3), np.array(1.0))
    >>> excess = excess_stress_laminar(np.array(0.4), np.array(0.2), mud)
    >>> round(float(excess), 4), round(float(velocity_laminar(excess, np.array(0.2), mud)), 12)
    (0.2665, 0.4)
    """
    velocity, diameter, *rest = np.broadcast_arrays(velocity, diameter, *law)
    law = Rheology(*rest)
    target = np.log(velocity)
    x = np.log(law.consistency) + law.flow_index * np.log(8.0 * velocity / diameter)
    for _ in range(NEWTON_STEPS):
        excess = np.exp(x)
        made = velocity_laminar(excess, diameter, law)
        wall_shear = 0.5 * diameter * (excess / law.consistency) ** (1.0 / law.flow_index)
        slope = (wall_shear / made - 3.0) * excess / (excess + law.yield_stress)
        x = x - (np.log(made) - target) / slope
    return np.exp(x)


def reynolds_metzner_reed_1955(velocity: FloatArray, density: FloatArray, laminar_stress: FloatArray) -> FloatArray:
    """Reynolds number of any time-independent slurry, so defined that laminar Darcy friction is 64/Re.

    Args:
        velocity: mean over the pipe [m/s].
        density: [kg/m3].
        laminar_stress: wall stress if the flow were laminar [Pa].

    Returns:
        Reynolds number [1] = 8 density velocity^2 / laminar_stress; for a power law this is
        density V^(2-n) D^n / (8^(n-1) K ((3n+1)/4n)^n).

    Example: water of 1 mPa s at 1 m/s in 0.1 m has a laminar wall stress of 8 mu V/D = 0.08 Pa.

    >>> round(float(reynolds_metzner_reed_1955(np.array(1.0), np.array(1000.0), np.array(0.08))))
    100000

    Reference: Metzner and Reed 1955, AIChE J. 1:434, doi 10.1002/aic.690010409.
    """
    return 8.0 * density * velocity * velocity / laminar_stress


def critical_reynolds_ryan_johnson_1959(index: FloatArray) -> FloatArray:
    """Metzner-Reed Reynolds number at which laminar flow of a power-law liquid ends.

    Args:
        index: flow index [1].

    Returns:
        Reynolds number [1] = 6464 n (2+n)^((2+n)/(1+n)) / (3n+1)^2.

    Range: 0.2 to 1; highest, 2,397, near 0.42.

    >>> round(float(critical_reynolds_ryan_johnson_1959(np.array(1.0))))
    2099

    Reference: Ryan and Johnson 1959, AIChE J. 5:433, doi 10.1002/aic.690050407.
    """
    n = np.asarray(index)
    return np.asarray(6464.0 * n * (2.0 + n) ** ((2.0 + n) / (1.0 + n)) / (3.0 * n + 1.0) ** 2)


def restart_pressure(yield_stress: FloatArray, length: FloatArray, diameter: FloatArray) -> FloatArray:
    """Pressure that moves a slurry which has come to rest in a pipe.

    Args:
        yield_stress: of the slurry at rest [Pa].
        length: of the pipe [m].
        diameter: bore [m].

    Returns:
        pressure [Pa] = 4 yield_stress length / diameter.

    Range: no gain of strength with the time at rest (thixotropy), which would raise it.

    >>> float(restart_pressure(np.array(1.25), np.array(5700.0), np.array(0.5)))
    57000.0
    """
    return 4.0 * yield_stress * length / diameter
