"""Mechanics of a uniform string of pipe that hangs free: tension, stretch, periods, offset, bending at the top."""

import numpy as np

from kaitei.physics.arrays import FloatArray

RESONANCE_BAND = (0.7, 1.4)
"""First axial period over wave period inside which heave is taken to excite the string."""

BESSEL_ZEROS = (2.404825557695773, 5.520078110286311, 8.653727912911013, 11.791534439014281)
"""Zeros of the Bessel function J0."""

BISECTIONS = 54
"""Halvings of a quarter turn down to rounding; fixed, so that no draw depends on another."""


def wall_area(outer: FloatArray, wall: FloatArray) -> FloatArray:
    """Cross-section of the steel of a pipe.

    Args:
        outer: outer diameter [m].
        wall: thickness [m].

    Returns:
        area [m2] = pi (outer - wall) wall.

    >>> round(float(wall_area(np.array(0.3397), np.array(0.01235))), 6)
    0.012701
    """
    return np.pi * (outer - wall) * wall


def inner_area(outer: FloatArray, wall: FloatArray) -> FloatArray:
    """Cross-section of the bore of a pipe.

    Args:
        outer: outer diameter [m].
        wall: thickness [m].

    Returns:
        area [m2].

    >>> round(float(inner_area(np.array(0.3397), np.array(0.01235))), 5)
    0.07793
    """
    bore = outer - 2.0 * wall
    return np.pi * bore * bore / 4.0


def submerged_weight(area: FloatArray, steel: FloatArray, water: FloatArray, gravity: FloatArray) -> FloatArray:
    """Weight of a metre of pipe in water, with water inside and outside.

    Args:
        area: of the steel [m2].
        steel, water: densities [kg/m3].
        gravity: [m/s2].

    Returns:
        weight [N/m] = (steel - water) area gravity.

    >>> weight = submerged_weight(np.array(0.012701), np.array(7850.0), np.array(1025.0), np.array(9.81))
    >>> round(float(weight))
    850
    """
    return (steel - water) * area * gravity


def submerged_mass_weight(mass: FloatArray, steel: FloatArray, water: FloatArray, gravity: FloatArray) -> FloatArray:
    """Weight in water of a steel body.

    Args:
        mass: in air [kg].
        steel, water: densities [kg/m3].
        gravity: [m/s2].

    Returns:
        weight [N] = mass gravity (1 - water / steel).

    >>> case = (np.array(7850.0), np.array(1025.0), np.array(9.81))
    >>> round(float(submerged_mass_weight(np.array(100.0e3), *case)) / 1e3)
    853
    """
    return mass * gravity * (1.0 - water / steel)


def top_tension(weight: FloatArray, length: FloatArray, end_weight: FloatArray) -> FloatArray:
    """Tension where the string hangs from the ship.

    Args:
        weight: submerged, per length [N/m].
        length: [m].
        end_weight: submerged weight of what hangs at the lower end [N].

    Returns:
        tension [N].

    >>> round(float(top_tension(np.array(850.0), np.array(5700.0), np.array(427.0e3))) / 1e6, 2)
    5.27
    """
    return weight * length + end_weight


def static_stretch(weight: FloatArray, length: FloatArray, end_weight: FloatArray, stiffness: FloatArray) -> FloatArray:
    """How much longer the string gets under its own weight and that of its end.

    Args:
        weight: submerged, per length [N/m].
        length: [m].
        end_weight: submerged [N].
        stiffness: Young's modulus times steel area [N].

    Returns:
        stretch [m] = (weight length / 2 + end_weight) length / stiffness.

    >>> case = (np.array(850.4), np.array(5700.0), np.array(853.0e3), np.array(2.6164e9))
    >>> round(float(static_stretch(*case)), 2)
    7.14
    """
    return (0.5 * weight * length + end_weight) * length / stiffness


def axial_period_first(length: FloatArray, stiffness: FloatArray, mass: FloatArray, end_mass: FloatArray) -> FloatArray:
    """First period of axial vibration of a bar held at the top, with a mass at its lower end.

    Args:
        length: [m].
        stiffness: Young's modulus times steel area [N].
        mass: that moves axially, per length [kg/m]: steel, and the inner water in so far as it follows.
        end_mass: at the lower end [kg]; 0 gives the free end, 4 length / wave speed.

    Returns:
        period [s] = 2 pi length / (x c), with x tan x = mass length / end_mass and c = sqrt(stiffness / mass).

    Range: a uniform string without damping.

    >>> case = (np.array(5700.0), np.array(2.6164e9), np.array(99.70))
    >>> [round(float(axial_period_first(*case, np.array(t * 1e3))), 2) for t in (0.0, 100.0, 400.0)]
    [4.45, 5.22, 7.2]

    Reference: Timoshenko 1937, Vibration Problems in Engineering; Chung and Whitney 1983, J. Energy Resour.
    Technol. 105:195, doi 10.1115/1.3230902.
    """
    # NOTE: r x sin x - cos x, r = end mass over string mass, rises from -1 to r pi/2 on the quarter turn, so
    # halving cannot fail, and a free end (r = 0) needs no case of its own.
    ratio, speed = end_mass / (mass * length), np.sqrt(stiffness / mass)
    low = np.zeros_like(ratio)
    high = np.full_like(ratio, 0.5 * np.pi)
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        below = ratio * middle * np.sin(middle) < np.cos(middle)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray(2.0 * np.pi * length / (0.5 * (low + high) * speed))


def lateral_periods(weight: FloatArray, length: FloatArray, mass: FloatArray, modes: int = 4) -> FloatArray:
    """Periods of lateral swing of a string without end mass or bending stiffness: a hanging chain.

    Args:
        weight: submerged, per length [N/m].
        length: [m].
        mass: that moves sideways, per length [kg/m]: steel, inner water and added mass of the water around.
        modes: how many, 1 to 4.

    Returns:
        periods [s], a new last axis of ``modes`` = 4 pi sqrt(length mass / weight) / j0n.

    >>> lateral_periods(np.array(850.4), np.array(5700.0), np.array(272.4)).round().tolist()
    [223.0, 97.0, 62.0, 46.0]

    Reference: Watson 1944, Theory of Bessel Functions, chapter 1 (Bernoulli's hanging chain).
    """
    swing: FloatArray = np.asarray(4.0 * np.pi * np.sqrt(length * mass / weight))
    zeros: FloatArray = np.array(BESSEL_ZEROS[:modes])
    return swing[..., None] / zeros


def static_offset(drag: FloatArray, weight: FloatArray, length: FloatArray, end_weight: FloatArray) -> FloatArray:
    """How far a uniform current carries the lower end sideways.

    Args:
        drag: per length [N/m] = water density x drag coefficient x outer diameter x speed^2 / 2.
        weight: submerged, per length [N/m].
        length: [m].
        end_weight: submerged [N]; its own drag is left out.

    Returns:
        offset [m] = drag/weight (L - s ln(1 + L/s)), s = end_weight / weight.

    Range: small angles.

    >>> case = (np.array(850.4), np.array(5700.0), np.array(426.5e3))
    >>> round(float(static_offset(np.array(1.741), *case)), 1)
    9.1
    """
    equivalent = end_weight / weight
    return drag / weight * (length - equivalent * np.log1p(length / equivalent))


def bending_at_hinge(angle: FloatArray, bending: FloatArray, tension: FloatArray) -> FloatArray:
    """Bending moment where a tensioned pipe is held at an angle.

    Args:
        angle: between pipe and holder [rad].
        bending: Young's modulus times second moment of area [N m2].
        tension: [N].

    Returns:
        moment [N m] = angle sqrt(bending tension).

    Range: small angles; the moment decays over sqrt(bending / tension).

    >>> round(float(bending_at_hinge(np.radians(1.0), np.array(35.0e6), np.array(5.3e6))) / 1e3)
    238
    """
    return np.asarray(angle * np.sqrt(bending * tension))


def in_resonance_band(margin: FloatArray) -> FloatArray:
    """Whether heave is taken to excite the string axially.

    Args:
        margin: first axial period over wave period [1].

    Returns:
        1 inside 0.7 to 1.4, else 0.

    >>> in_resonance_band(np.array([0.58, 0.7, 1.0, 1.5])).tolist()
    [0.0, 1.0, 1.0, 0.0]
    """
    low, high = RESONANCE_BAND
    return np.where((margin >= low) & (margin <= high), 1.0, 0.0)
