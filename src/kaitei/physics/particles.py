"""Particles in sea water: how fast grains and flocs settle, and the size classes of a mud."""

import numpy as np
from scipy.special import ndtri

from kaitei.physics.arrays import FloatArray

GRAVITY = 9.81
"""Standard gravity at the precision settling speeds deserve [m/s2]."""

KARMAN = 0.41
"""Von Karman constant [1]."""

FLOC_STEPS = 12
"""Fixed-point steps of the floc drag; each shrinks the error at least threefold in the range stated."""


def settling_speed_stokes_1851(
    diameter: FloatArray, grain_density: FloatArray, density: FloatArray, viscosity: FloatArray
) -> FloatArray:
    """Settling speed of a small sphere [m/s].

    diameter [m], grain_density [kg/m3], density of the water [kg/m3], viscosity of the water [Pa s].

    w = g (rho_s - rho) d^2 / (18 mu). Holds for particle Reynolds numbers w d / nu below 1 (about 0.1 for
    1 %), which in cold sea water means quartz-like grains below about 0.1 mm.

    >>> speed = settling_speed_stokes_1851(np.array(5e-6), np.array(2650.0), np.array(1028.0), np.array(1.81e-3))
    >>> round(float(speed) * 86400, 2)
    1.05

    Reference: Stokes 1851, Trans. Cambridge Phil. Soc. 9, 8-106.
    """
    return GRAVITY * (grain_density - density) * diameter**2 / (18.0 * viscosity)


def settling_speed_ferguson_church_2004(
    diameter: FloatArray,
    grain_density: FloatArray,
    density: FloatArray,
    viscosity: FloatArray,
    drag_large: float = 1.0,
) -> FloatArray:
    """Settling speed of a natural grain of any size, clay to gravel [m/s].

    diameter [m], grain_density [kg/m3], density of the water [kg/m3], viscosity of the water [Pa s],
    drag_large: drag coefficient of a large grain [1], 0.4 for smooth spheres, 1.0 for natural sand.

    w = R g d^2 / (18 nu + sqrt(0.75 C2 R g d^3)) with R = (rho_s - rho) / rho (their eq. 4, C1 = 18).
    Tends to Stokes for fine grains and to a constant drag coefficient for coarse ones.

    >>> water = {"density": np.array(1000.0), "viscosity": np.array(1.0e-3)}
    >>> sand = settling_speed_ferguson_church_2004(np.array(1e-3), np.array(2650.0), **water)
    >>> round(float(sand), 3)
    0.126

    Reference: Ferguson and Church 2004, J. Sediment. Res. 74, 933-937, doi 10.1306/051204740933.
    """
    buoyancy = GRAVITY * (grain_density - density) / density
    viscous = 18.0 * viscosity / density
    return buoyancy * diameter**2 / (viscous + np.sqrt(0.75 * drag_large * buoyancy * diameter**3))


def settling_speed_floc_winterwerp_1998(
    diameter: FloatArray,
    grain_diameter: FloatArray,
    fractal_dimension: FloatArray,
    grain_density: FloatArray,
    density: FloatArray,
    viscosity: FloatArray,
) -> FloatArray:
    """Settling speed of a fractal floc built from equal grains [m/s].

    diameter of the floc [m], grain_diameter [m], fractal_dimension [1], grain_density [kg/m3], density of
    the water [kg/m3], viscosity of the water [Pa s].

    w = (rho_s - rho) g d_p^(3-n) D^(n-1) / (18 mu (1 + 0.15 Re^0.687)), Re = w D / nu, solved by fixed-point
    steps. With n = 3, or D = d_p, it is Stokes with the Schiller-Naumann drag. Holds for n 1.7 to 3 and
    Re below about 10; a floc smaller than its grains has no meaning and is taken as one grain.

    >>> floc = settling_speed_floc_winterwerp_1998(
    ...     np.array(150e-6), np.array(4e-6), np.array(2.2), np.array(2650.0), np.array(1053.8), np.array(1.75e-3)
    ... )
    >>> round(float(floc) * 1000, 2)
    0.6

    Reference: Winterwerp 1998, J. Hydraul. Res. 36, 309-326, doi 10.1080/00221689809498621; fractal density
    after Kranenburg 1994, Estuar. Coast. Shelf Sci. 39, 451-460.
    """
    floc = np.maximum(diameter, grain_diameter)
    packing = (grain_diameter / floc) ** (3.0 - fractal_dimension)
    creeping = packing * settling_speed_stokes_1851(floc, grain_density, density, viscosity)
    speed = creeping
    for _ in range(FLOC_STEPS):
        reynolds = reynolds_particle(speed, floc, density, viscosity)
        speed = creeping / (1.0 + 0.15 * reynolds**0.687)
    return speed


def reynolds_particle(
    speed: FloatArray, diameter: FloatArray, density: FloatArray, viscosity: FloatArray
) -> FloatArray:
    """Reynolds number of a settling particle [1].

    speed [m/s], diameter [m], density of the water [kg/m3], viscosity of the water [Pa s].

    >>> float(reynolds_particle(np.array(1e-3), np.array(1e-4), np.array(1000.0), np.array(1e-3)))
    0.1
    """
    return speed * diameter * density / viscosity


def rouse_number(settling_speed: FloatArray, friction_velocity: FloatArray) -> FloatArray:
    """Rouse number: settling against turbulent stirring at the bed [1].

    settling_speed [m/s], friction_velocity [m/s].

    P = w / (kappa u*). Below 0.8 particles ride in suspension through the whole boundary layer, above 2.5
    they stay at the bed.

    >>> round(float(rouse_number(np.array(1e-3), np.array(2e-3))), 2)
    1.22

    Reference: Rouse 1937, Trans. ASCE 102, 463-505.
    """
    return settling_speed / (KARMAN * friction_velocity)


def equal_mass_classes(median: FloatArray, geometric_spread: FloatArray, classes: int) -> FloatArray:
    """Diameters that stand for equal shares of the mass of a lognormal size distribution [m].

    median diameter by mass [m], geometric_spread: D84 / D50 [1], classes: how many. Shape (..., classes),
    finest first.

    Each class is taken at the middle of its share of the mass: with five classes at 10, 30, 50, 70, 90 %.

    >>> sizes = equal_mass_classes(np.array([10e-6]), np.array([2.0]), 3)
    >>> np.round(sizes * 1e6, 1).tolist()
    [[5.1, 10.0, 19.6]]
    """
    middle = (np.arange(classes) + 0.5) / classes
    return median[..., np.newaxis] * geometric_spread[..., np.newaxis] ** ndtri(middle)
