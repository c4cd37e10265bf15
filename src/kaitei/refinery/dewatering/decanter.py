"""The decanter centrifuge: throughput by sigma theory, power."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.physics.particles import GRAVITY


def sigma_ambler_1952(length: FloatArray, bowl: FloatArray, pool: FloatArray, rotation: FloatArray) -> FloatArray:
    """Area of a settling tank that a decanter stands for [m2].

    Args:
        length: of the cylindrical pool [m].
        bowl: inner radius of the bowl [m].
        pool: radius of the liquor's surface, below ``bowl`` [m].
        rotation: angular speed [1/s].

    Sigma = pi L omega^2 / g (3/2 R^2 + 1/2 r^2)

    A cut is at half the feed's grains of a size. Machines reach 30-80 % of it, since the scroll stirs.

    >>> numbers = (np.array(v) for v in (2.0, 0.375, 0.25, 2 * np.pi * 40))
    >>> round(float(sigma_ambler_1952(*numbers)))
    9798

    Reference: Ambler 1952, Chem. Eng. Prog. 48, 150-158.
    """
    return np.pi * length * rotation**2 / GRAVITY * (1.5 * bowl**2 + 0.5 * pool**2)


def decanter_throughput(settling_speed: FloatArray, sigma: FloatArray, efficiency: FloatArray) -> FloatArray:
    """Slurry that a decanter clears [m3/s].

    Args:
        settling_speed: of the smallest floc to be caught, under gravity [m/s].
        sigma: area of settling tank it stands for [m2].
        efficiency: share of sigma that works [1].

    Q = 2 v_g Sigma eta

    >>> numbers = (np.array(v) for v in (1e-6, 9798.0, 0.5))
    >>> round(float(decanter_throughput(*numbers)) * 3600, 1)
    35.3
    """
    return 2.0 * settling_speed * sigma * efficiency


def decanter_power(flow: FloatArray, density: FloatArray, rim: FloatArray, rotation: FloatArray) -> FloatArray:
    """Power that spins the slurry up to the speed at which it leaves [W].

    Args:
        flow: slurry fed [m3/s].
        density: of the slurry [kg/m3].
        rim: radius at which it leaves [m].
        rotation: angular speed [1/s].

    P = rho Q (omega r)^2

    Windage, bearings, scroll torque and drive losses come on top (together about as much again).

    >>> numbers = (np.array(v) for v in (0.01, 1150.0, 0.25, 2 * np.pi * 40))
    >>> round(float(decanter_power(*numbers)) / 1000, 1)
    45.4
    """
    return density * flow * (rotation * rim) ** 2
