"""The operating window: the same dry rate through the same pipe at other concentrations."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.riser.friction import Law
from kaitei.riser.loop import Lift, Mud, Pipes, Water, circulate

CONCENTRATIONS: tuple[float, ...] = tuple(percent / 100.0 for percent in range(1, 14))
"""1 to 13 vol%: where the flow of the mud has been measured."""

FINE_STEP = 0.0005
"""Step of the second scan [1]."""


def lift_window(kind: Law, rate: FloatArray, concentrations: FloatArray, mud: Mud, water: Water, pipes: Pipes) -> Lift:
    """The lift of every draw at a row of concentrations.

    Args:
        kind: flow law of the slurry.
        rate: dry mass flow [kg/s], shape (draw,).
        concentrations: by volume [1], shape (1, concentration) or (draw, concentration).
        mud, water, pipes: arrays of shape (draw,).

    Returns:
        the lift, arrays of shape (draw, concentration).

    >>> mud = Mud(*(np.array([v]) for v in (2650.0, 0.207, 1.0e4, 1.5e-3, 25.0, 1.0, 50.0, 500.0)))
    >>> water = Water(*(np.array([v]) for v in (5700.0, 1040.0, 1.6e-3, 9.79)))
    >>> pipes = Pipes(*(np.array([v]) for v in (0.5, 0.4, 5.0e-5, 40.0, 0.5)))
    >>> lift = lift_window("herschel_bulkley", np.array([40.5]), np.array([[0.05, 0.1]]), mud, water, pipes)
    >>> (lift.power / 1e6).round(2).tolist()
    [[3.12, 2.92]]
    """
    return circulate(
        kind,
        rate[:, None],
        concentrations,
        Mud(*(array[:, None] for array in mud)),
        Water(*(array[:, None] for array in water)),
        Pipes(*(array[:, None] for array in pipes)),
    )


def concentration_of_least_energy(kind: Law, rate: FloatArray, mud: Mud, water: Water, pipes: Pipes) -> FloatArray:
    """Concentration at which a dry rate takes least power through the installed pipe.

    Args:
        kind: flow law of the slurry.
        rate: dry mass flow [kg/s], shape (draw,).
        mud, water, pipes: arrays of shape (draw,).

    Returns:
        concentration by volume [1], shape (draw,), to 0.05 vol%: a scan of 1 to 13 vol%, then a finer one
        around its best. No descent is used, because power jumps where the flow turns laminar.

    >>> mud = Mud(*(np.array([v]) for v in (2650.0, 0.207, 1.0e4, 1.5e-3, 25.0, 1.0, 50.0, 500.0)))
    >>> water = Water(*(np.array([v]) for v in (5700.0, 1040.0, 1.6e-3, 9.79)))
    >>> pipes = Pipes(*(np.array([v]) for v in (0.5, 0.4, 5.0e-5, 40.0, 0.5)))
    >>> concentration_of_least_energy("herschel_bulkley", np.array([40.5]), mud, water, pipes).round(4).tolist()
    [0.0775]
    """
    coarse = np.array(CONCENTRATIONS)[None, :]
    power = lift_window(kind, rate, coarse, mud, water, pipes).power
    best = coarse[0, np.argmin(power, axis=1)]
    around = np.arange(-0.01 + FINE_STEP, 0.01, FINE_STEP)
    fine = np.clip(best[:, None] + around, CONCENTRATIONS[0], CONCENTRATIONS[-1])
    power = lift_window(kind, rate, fine, mud, water, pipes).power
    return np.take_along_axis(fine, np.argmin(power, axis=1)[:, None], axis=1)[:, 0]
