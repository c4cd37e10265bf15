"""How wide the pipe must be, how much it can carry, and the least work of any lift."""

import numpy as np

from kaitei.physics.arrays import FloatArray


def minimum_lift_work(grain: FloatArray, water: FloatArray, gravity: FloatArray, depth: FloatArray) -> FloatArray:
    """Least work to bring grains to the surface: their buoyant weight over the depth.

    Args:
        grain, water: densities [kg/m3].
        gravity: [m/s2].
        depth: [m].

    Returns:
        work per dry mass [J/kg] = (1 - water / grain) gravity depth.

    >>> work = minimum_lift_work(np.array(2650.0), np.array(1040.0), np.array(9.79), np.array(5700.0))
    >>> round(float(work) / 3600.0, 2)
    9.42
    """
    return (1.0 - water / grain) * gravity * depth


def bore_for_flow(flow: FloatArray, velocity: FloatArray) -> FloatArray:
    """Bore of the round pipe that carries a flow at a mean velocity.

    Args:
        flow: [m3/s].
        velocity: [m/s].

    Returns:
        diameter [m] = sqrt(4 flow / (pi velocity)).

    >>> round(float(bore_for_flow(np.array(0.306), np.array(1.56))), 3)
    0.5
    """
    return np.sqrt(4.0 * flow / (np.pi * velocity))


def mean_velocity(flow: FloatArray, diameter: FloatArray) -> FloatArray:
    """Mean velocity in a round pipe.

    Args:
        flow: [m3/s].
        diameter: bore [m].

    Returns:
        velocity [m/s] = 4 flow / (pi diameter^2).

    >>> round(float(mean_velocity(np.array(0.306), np.array(0.5))), 2)
    1.56
    """
    return 4.0 * flow / (np.pi * diameter * diameter)


def lift_capacity(
    concentration: FloatArray, grain: FloatArray, diameter: FloatArray, velocity: FloatArray
) -> FloatArray:
    """Dry mass a pipe can carry at its highest velocity.

    Args:
        concentration: of the slurry, by volume [1].
        grain: density of the grains [kg/m3].
        diameter: bore of the up leg [m].
        velocity: highest allowed [m/s].

    Returns:
        dry mass flow [kg/s].

    >>> case = (np.array(0.05), np.array(2650.0), np.array(0.5), np.array(3.0))
    >>> round(float(lift_capacity(*case)) * 86.4)
    6743
    """
    return concentration * grain * velocity * np.pi * diameter * diameter / 4.0
