"""The closed loop of a double pipe: clean sea water down the inner pipe, slurry up, pumps on the ship."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.riser.friction import Law, WallFlow, wall_flow
from kaitei.riser.sizing import mean_velocity
from kaitei.riser.slurry import (
    Rheology,
    herschel_bulkley_through,
    mixture_density,
    power_law_through,
    viscosity_exponential,
    yield_stress_cubic,
)
from kaitei.riser.turbulent import friction_factor_newtonian


class Water(NamedTuple):
    """The sea water that stands beside the riser and fills it between the grains, mean over the column."""

    depth: FloatArray
    """Of the sea bed [m]."""
    density: FloatArray
    """[kg/m3]"""
    viscosity: FloatArray
    """[Pa s]"""
    gravity: FloatArray
    """[m/s2]"""


class Mud(NamedTuple):
    """The mud as it meets water: grains, and the numbers of its flow laws."""

    grain_density: FloatArray
    """[kg/m3]"""
    bed_concentration: FloatArray
    """Volume of grains per volume of mud in place [1]."""
    yield_scale: FloatArray
    """[Pa]"""
    viscosity_clear: FloatArray
    """[Pa s]"""
    viscosity_exponent: FloatArray
    """[1]"""
    flow_index: FloatArray
    """Flow index of the Herschel-Bulkley law [1]."""
    shear_low: FloatArray
    """Lower shear rate of the power-law match [1/s]."""
    shear_high: FloatArray
    """Upper shear rate of the match, and where the plastic viscosity is taken [1/s]."""


class Pipes(NamedTuple):
    """The double pipe as two round pipes, and its pumps."""

    up_diameter: FloatArray
    """[m]"""
    down_diameter: FloatArray
    """[m]"""
    roughness: FloatArray
    """Of the down leg's wall [m]."""
    loss: FloatArray
    """Sum of the loss coefficients of one leg: joints, bends, ends [1]."""
    efficiency: FloatArray
    """Of pump and drive together [1]."""


class Lift(NamedTuple):
    """What it takes to lift."""

    flow: FloatArray
    """Slurry [m3/s]."""
    down_flow: FloatArray
    """Sea water sent down [m3/s]."""
    velocity: FloatArray
    """Of the slurry [m/s]."""
    density: FloatArray
    """Of the slurry [kg/m3]."""
    static: FloatArray
    """Weight of the slurry column beyond that of sea water [Pa]."""
    friction_up: FloatArray
    """[Pa]"""
    friction_down: FloatArray
    """[Pa]"""
    minor: FloatArray
    """Joints, bends and ends of both legs [Pa]."""
    pressure: FloatArray
    """All four together [Pa]."""
    power: FloatArray
    """Electric [W]."""
    yield_stress: FloatArray
    """[Pa]"""
    wall: WallFlow
    """Of the up leg."""


def slurry_law(kind: Law, concentration: FloatArray, mud: Mud) -> Rheology:
    """Flow law of the slurry at a concentration.

    Args:
        kind: ``herschel_bulkley`` or ``power_law``.
        concentration: by volume [1].
        mud: whose numbers to take.

    Returns:
        the law; the power law is the one through the yield law at the two stated shear rates.

    >>> numbers = (2650.0, 0.207, 1.0e4, 1.5e-3, 25.0, 1.0, 50.0, 500.0)
    >>> mud = Mud(*(np.array(number) for number in numbers))
    >>> round(float(slurry_law("herschel_bulkley", np.array(0.10), mud).yield_stress), 2)
    10.0
    >>> round(float(slurry_law("power_law", np.array(0.05), mud).flow_index), 2)
    0.41
    """
    concentration, *_ = np.broadcast_arrays(concentration, *mud)
    yield_stress = yield_stress_cubic(concentration, mud.yield_scale)
    viscosity = viscosity_exponential(concentration, mud.viscosity_clear, mud.viscosity_exponent)
    law = herschel_bulkley_through(yield_stress, viscosity, mud.flow_index, mud.shear_high)
    return power_law_through(law, mud.shear_low, mud.shear_high) if kind == "power_law" else law


def circulate(kind: Law, rate: FloatArray, concentration: FloatArray, mud: Mud, water: Water, pipes: Pipes) -> Lift:
    """Flows, pressures and power of the loop that lifts a dry rate [kg/s] at a concentration by volume [1].

    All arrays broadcast together; ``rate`` is above 0. Power is (static + friction up + minor up) x slurry flow
    + (friction down + minor down) x water flow, over the efficiency. The water sent down is what the mud in
    place lacks to become the slurry.

    >>> mud = Mud(*map(np.array, (2650.0, 0.207, 1.0e4, 1.5e-3, 25.0, 1.0, 50.0, 500.0)))
    >>> water = Water(*map(np.array, (5700.0, 1040.0, 1.6e-3, 9.79)))
    >>> pipes = Pipes(*map(np.array, (0.5, 0.4, 5.0e-5, 40.0, 0.5)))
    >>> lift = circulate("herschel_bulkley", np.array(40.5), np.array(0.05), mud, water, pipes)
    >>> round(float(lift.static) / 1e6, 2), round(float(lift.power) / 1e6, 2)
    (4.49, 3.12)
    """
    flow = rate / (mud.grain_density * concentration)
    down_flow = flow * np.maximum(0.0, 1.0 - concentration / mud.bed_concentration)
    velocity = mean_velocity(flow, pipes.up_diameter)
    down_velocity = mean_velocity(down_flow, pipes.down_diameter)
    density = mixture_density(concentration, mud.grain_density, water.density)
    law = slurry_law(kind, concentration, mud)
    wall = wall_flow(kind, velocity, pipes.up_diameter, density, law)

    static = (density - water.density) * water.gravity * water.depth
    friction_up = 4.0 * wall.stress * water.depth / pipes.up_diameter
    friction_down = down_leg_friction(down_velocity, water, pipes)
    minor_up = 0.5 * pipes.loss * density * velocity * velocity
    minor_down = 0.5 * pipes.loss * water.density * down_velocity * down_velocity
    work = (static + friction_up + minor_up) * flow + (friction_down + minor_down) * down_flow
    minor, power = minor_up + minor_down, work / pipes.efficiency
    pressure = static + friction_up + friction_down + minor
    heads = (static, friction_up, friction_down, minor, pressure)
    return Lift(flow, down_flow, velocity, density, *heads, power, law.yield_stress, wall)


def down_leg_friction(velocity: FloatArray, water: Water, pipes: Pipes) -> FloatArray:
    """Friction of the sea water on its way down.

    Args:
        velocity: mean over the down leg [m/s]; 0 gives 0.
        water, pipes: as described there.

    Returns:
        pressure [Pa] = factor x (depth / diameter) x density velocity^2 / 2.

    >>> water = Water(*map(np.array, (5700.0, 1040.0, 1.6e-3, 9.79)))
    >>> pipes = Pipes(*map(np.array, (0.5, 0.4, 5.0e-5, 40.0, 0.5)))
    >>> round(float(down_leg_friction(np.array(1.85), water, pipes)) / 1e6, 2)
    0.37
    """
    # NOTE: standing water has no Reynolds number; the floor only keeps 64/Re finite and is then multiplied by 0.
    reynolds = np.maximum(1e-9, water.density * velocity * pipes.down_diameter / water.viscosity)
    factor = friction_factor_newtonian(reynolds, pipes.roughness / pipes.down_diameter)
    return np.asarray(0.5 * factor * water.depth / pipes.down_diameter * water.density * velocity * velocity)
