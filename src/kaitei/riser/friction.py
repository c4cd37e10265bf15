"""Wall friction of slurry in a round pipe, whatever the regime.

Below the critical Reynolds number flow is laminar. Above it the greater of the laminar and the turbulent wall
stress holds: that is where the two curves cross, the transition of Wilson and Thomas for slurries with a yield stress.
"""

from typing import Literal, NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.riser.laminar import (
    critical_reynolds_ryan_johnson_1959,
    excess_stress_laminar,
    reynolds_metzner_reed_1955,
)
from kaitei.riser.slurry import Rheology
from kaitei.riser.turbulent import (
    CRITICAL_REYNOLDS,
    excess_stress_wilson_thomas_1985,
    friction_factor_dodge_metzner_1959,
    velocity_ratio_wilson_thomas_1985,
)

Law = Literal["herschel_bulkley", "power_law"]


class WallFlow(NamedTuple):
    """What the wall of a pipe feels."""

    stress: FloatArray
    """Wall stress [Pa]."""
    reynolds: FloatArray
    """Metzner-Reed Reynolds number [1]."""
    turbulent: BoolArray


def wall_flow_yield(velocity: FloatArray, diameter: FloatArray, density: FloatArray, law: Rheology) -> WallFlow:
    """Wall stress of a Herschel-Bulkley slurry: exact when laminar, Wilson and Thomas when turbulent.

    Args:
        velocity: mean over the pipe [m/s], above 0.
        diameter: bore [m].
        density: [kg/m3].
        law: of the slurry.

    Returns:
        wall stress, Reynolds number and whether the flow is turbulent.

    >>> mud = Rheology(np.array(1.25), np.array(5.2e-3), np.array(1.0))
    >>> flow = wall_flow_yield(np.array([0.4, 1.6]), np.array(0.5), np.array(1120.0), mud)
    >>> flow.turbulent.tolist(), flow.stress.round(2).tolist()
    ([False, True], [1.41, 5.06])
    """
    velocity, diameter, density, *rest = np.broadcast_arrays(velocity, diameter, density, *law)
    law = Rheology(*rest)
    excess = np.array(excess_stress_laminar(velocity, diameter, law))
    reynolds = reynolds_metzner_reed_1955(velocity, density, excess + law.yield_stress)
    fast = reynolds >= CRITICAL_REYNOLDS
    # NOTE: only above the critical Reynolds number is the turbulent law sure to be positive.
    v, d, r, e = velocity[fast], diameter[fast], density[fast], excess[fast]
    part = Rheology(*(array[fast] for array in law))
    ratio = velocity_ratio_wilson_thomas_1985(e, d, r, part)
    reached = ratio * np.sqrt((part.yield_stress + e) / r)
    excess[fast] = excess_stress_wilson_thomas_1985(np.maximum(v, reached), d, r, part, e)
    turbulent = np.zeros(velocity.shape, dtype=np.bool_)
    turbulent[fast] = reached < v
    return WallFlow(law.yield_stress + excess, reynolds, turbulent)


def wall_flow_power_law(velocity: FloatArray, diameter: FloatArray, density: FloatArray, law: Rheology) -> WallFlow:
    """Wall stress of a power-law slurry: exact when laminar, Dodge and Metzner when turbulent.

    Args:
        velocity: mean over the pipe [m/s], above 0.
        diameter: bore [m].
        density: [kg/m3].
        law: of the slurry; its yield stress must be 0.

    Returns:
        wall stress, Reynolds number and whether the flow is turbulent.

    >>> syrup = Rheology(np.array(0.0), np.array(0.2), np.array(0.5))
    >>> flow = wall_flow_power_law(np.array([0.4, 1.6]), np.array(0.2), np.array(1120.0), syrup)
    >>> flow.turbulent.tolist(), flow.stress.round(2).tolist()
    ([False, True], [0.89, 6.47])
    """
    laminar = (
        law.consistency
        * ((3.0 * law.flow_index + 1.0) / (4.0 * law.flow_index) * 8.0 * velocity / diameter) ** law.flow_index
    )
    reynolds = reynolds_metzner_reed_1955(velocity, density, laminar)
    critical = critical_reynolds_ryan_johnson_1959(law.flow_index)
    factor = friction_factor_dodge_metzner_1959(np.maximum(reynolds, critical), law.flow_index)
    stress = factor * density * velocity * velocity / 8.0
    turbulent = (reynolds >= critical) & (stress > laminar)
    return WallFlow(np.where(turbulent, stress, laminar), reynolds, turbulent)


def wall_flow(kind: Law, velocity: FloatArray, diameter: FloatArray, density: FloatArray, law: Rheology) -> WallFlow:
    """Wall stress of a slurry by the law it is taken to follow.

    Args:
        kind: ``herschel_bulkley`` or ``power_law``.
        velocity: mean over the pipe [m/s], above 0.
        diameter: bore [m].
        density: [kg/m3].
        law: of the slurry.

    Returns:
        wall stress, Reynolds number and whether the flow is turbulent.

    >>> oil = Rheology(np.array(0.0), np.array(0.1), np.array(1.0))
    >>> case = (np.array(1.0), np.array(0.1), np.array(900.0), oil)
    >>> round(float(wall_flow("power_law", *case).stress), 9)
    8.0
    >>> round(float(wall_flow("herschel_bulkley", *case).stress), 9)
    8.0
    """
    return (wall_flow_power_law if kind == "power_law" else wall_flow_yield)(velocity, diameter, density, law)
