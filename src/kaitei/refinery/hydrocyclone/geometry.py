"""The shape of a hydrocyclone."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray


class Cyclone(NamedTuple):
    """Inner dimensions of one cyclone; every length broadcasts against the draws."""

    diameter: FloatArray
    """Diameter of the cylinder, Dc [m]."""
    inlet: FloatArray
    """Diameter of the inlet, or of the circle of its area, Di [m]."""
    vortex_finder: FloatArray
    """Inner diameter of the overflow pipe, Do [m]."""
    apex: FloatArray
    """Diameter of the underflow opening, Du [m]."""
    height: FloatArray
    """Free vortex: from the end of the vortex finder down to the apex, h [m]."""
    cylinder: FloatArray
    """Length of the cylinder, Lc [m]."""
    angle: FloatArray
    """Full angle of the cone [degree]."""


def standard_cyclone_arterburn_1982(diameter: FloatArray, apex: FloatArray, angle: FloatArray) -> Cyclone:
    """A cyclone of the common proportions.

    Args:
        diameter: of the cylinder [m].
        apex: underflow opening over diameter [1], 0.10-0.35.
        angle: full angle of the cone [degree], 10-20.

    Inlet area 0.05 Dc^2, vortex finder 0.35 Dc, cylinder Dc. The free vortex is cylinder and cone less a vortex finder
    that reaches half the cylinder deep (that depth is our assumption).

    >>> cyclone = standard_cyclone_arterburn_1982(np.array(0.15), np.array(0.15), np.array(20.0))
    >>> [round(float(v) * 1000) for v in cyclone[:6]]
    [150, 38, 52, 22, 437, 150]

    Reference: Arterburn 1982, The sizing and selection of hydrocyclones, in: Design and Installation of Comminution
    Circuits, SME-AIME.
    """
    cone = diameter * (1.0 - apex) / (2.0 * np.tan(np.radians(angle) / 2.0))
    return Cyclone(
        diameter=diameter,
        inlet=diameter * np.sqrt(4.0 * 0.05 / np.pi),
        vortex_finder=0.35 * diameter,
        apex=apex * diameter,
        height=0.5 * diameter + cone,
        cylinder=diameter,
        angle=angle,
    )
