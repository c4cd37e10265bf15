"""Plitt's model of the hydrocyclone: cut size, sharpness, flow split and pressure from 297 tests.

Cyclones of 32-152 mm with 0.4-52 vol % of solids. Each relation is empirical in cm, L/min, g/cm3 and volume per cent.
Calibration factors F1 (cut), F3 (split) and F4 (sharpness) multiply it for a plant that has been sampled.
"""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.physics.particles import GRAVITY
from kaitei.refinery.hydrocyclone.geometry import Cyclone
from kaitei.refinery.hydrocyclone.partition import Separation

CENTIMETRE = 1e-2
LITRE_PER_MINUTE = 1e-3 / 60.0
GRAM_PER_CUBIC_CENTIMETRE = 1e3
KILOPASCAL = 1e3
MICROMETRE = 1e-6
MILLIPASCAL_SECOND = 1e-3
REFERENCE_DIFFERENCE = 1000.0
"""Density above the water's at which ``separate`` gives the cut size [kg/m3]."""


def cut_size_plitt_1976(
    cyclone: Cyclone, flow: FloatArray, solids_volume: FloatArray, difference: FloatArray
) -> FloatArray:
    """Corrected cut size d50c [m].

    Args:
        cyclone: dimensions [m].
        flow: slurry through one cyclone [m3/s].
        solids_volume: solids in the feed by volume [1].
        difference: density of the grains less that of the water [kg/m3].

    d50c = 50.5 Dc^0.46 Di^0.6 Do^1.21 exp(0.063 phi) / (Du^0.71 h^0.38 Q^0.45 (rho_s - rho)^0.5)

    in um, cm, L/min, g/cm3 and phi in %. Water at about 20 degC. Copies print 50.21 to 52.5 for 50.5.

    >>> sides = (0.25, 0.0625, 0.0875, 0.05, 0.75, 0.25, 20.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> cut = cut_size_plitt_1976(cyclone, np.array(50.0 / 3600.0), np.array(0.2), np.array(1650.0))
    >>> round(float(cut) * 1e6, 1)
    75.7

    Reference: Plitt 1976, A mathematical model of the hydrocyclone classifier, CIM Bulletin 69 (776), 114-123.
    """
    dc, di, do, du, h = _centimetres(cyclone)
    wide = dc**0.46 * di**0.6 * do**1.21 * np.exp(6.3 * solids_volume)
    slow = du**0.71 * h**0.38 * (flow / LITRE_PER_MINUTE) ** 0.45
    return np.asarray(50.5 * wide / (slow * np.sqrt(difference / GRAM_PER_CUBIC_CENTIMETRE)) * MICROMETRE)


def viscosity_factor_flintoff_1987(viscosity: FloatArray) -> FloatArray:
    """Factor on Plitt's cut size in a liquid that is not water at 20 degC [1].

    viscosity of the liquid [Pa s].

    (mu / 1 mPa s)^0.5, as grains settle by Stokes.

    >>> round(float(viscosity_factor_flintoff_1987(np.array(1.44e-3))), 3)
    1.2

    Reference: Flintoff, Plitt and Turak 1987, CIM Bulletin 80 (905), 39-50.
    """
    return np.asarray(np.sqrt(viscosity / MILLIPASCAL_SECOND))


def sharpness_plitt_1976(cyclone: Cyclone, flow: FloatArray, volume_recovery: FloatArray) -> FloatArray:
    """Sharpness m of the partition curve [1].

    Args:
        cyclone: dimensions [m].
        flow: slurry through one cyclone [m3/s].
        volume_recovery: share of the slurry's volume in the coarse product, Rv [1].

    m = 1.94 exp(-1.58 Rv) (Dc^2 h / Q)^0.15 in cm and L/min.

    >>> sides = (0.25, 0.0625, 0.0875, 0.05, 0.75, 0.25, 20.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> round(float(sharpness_plitt_1976(cyclone, np.array(50.0 / 3600.0), np.array(0.2))), 2)
    2.59

    Reference: Plitt 1976, CIM Bulletin 69 (776), 114-123.
    """
    dc, _, _, _, h = _centimetres(cyclone)
    turns = dc**2 * h / (flow / LITRE_PER_MINUTE)
    return np.asarray(1.94 * np.exp(-1.58 * volume_recovery) * turns**0.15)


def flow_ratio_plitt_1976(cyclone: Cyclone, head: FloatArray, solids_volume: FloatArray) -> FloatArray:
    """Volume of the coarse product over that of the fine product, S [1].

    Args:
        cyclone: dimensions [m].
        head: pressure drop as metres of slurry [m].
        solids_volume: solids in the feed by volume [1].

    S = 1.9 (Du / Do)^3.31 h^0.54 (Du^2 + Do^2)^0.36 exp(0.0054 phi) / (H^0.24 Dc^1.11) in cm, m and %.

    Free discharge of both products. The weakest of the four relations.

    >>> sides = (0.25, 0.0625, 0.0875, 0.05, 0.75, 0.25, 20.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> round(float(flow_ratio_plitt_1976(cyclone, np.array(10.0), np.array(0.2))), 3)
    0.291

    Reference: Plitt 1976, CIM Bulletin 69 (776), 114-123.
    """
    dc, _, do, du, h = _centimetres(cyclone)
    openings = (du / do) ** 3.31 * (du**2 + do**2) ** 0.36
    return np.asarray(1.9 * openings * h**0.54 * np.exp(0.54 * solids_volume) / (head**0.24 * dc**1.11))


def pressure_plitt_1976(cyclone: Cyclone, flow: FloatArray, solids_volume: FloatArray) -> FloatArray:
    """Pressure drop over a cyclone [Pa].

    Args:
        cyclone: dimensions [m].
        flow: slurry through one cyclone [m3/s].
        solids_volume: solids in the feed by volume [1].

    P = 1.88 Q^1.78 exp(0.0055 phi) / (Dc^0.37 Di^0.94 h^0.28 (Du^2 + Do^2)^0.87) in kPa, L/min, cm and %.

    >>> sides = (0.25, 0.0625, 0.0875, 0.05, 0.75, 0.25, 20.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> round(float(pressure_plitt_1976(cyclone, np.array(50.0 / 3600.0), np.array(0.2))) / 1e3, 1)
    96.5

    Reference: Plitt 1976, CIM Bulletin 69 (776), 114-123.
    """
    return np.asarray(_resistance(cyclone, solids_volume) * (flow / LITRE_PER_MINUTE) ** 1.78 * KILOPASCAL)


def flow_plitt_1976(cyclone: Cyclone, pressure: FloatArray, solids_volume: FloatArray) -> FloatArray:
    """Slurry that one cyclone takes at a pressure drop [m3/s]: ``pressure_plitt_1976`` turned round.

    Args:
        cyclone: dimensions [m].
        pressure: drop over the cyclone [Pa].
        solids_volume: solids in the feed by volume [1].

    >>> sides = (0.25, 0.0625, 0.0875, 0.05, 0.75, 0.25, 20.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> round(float(flow_plitt_1976(cyclone, np.array(1e5), np.array(0.03))) * 3600.0, 1)
    53.7
    """
    passing = (pressure / KILOPASCAL / _resistance(cyclone, solids_volume)) ** (1.0 / 1.78)
    return np.asarray(passing * LITRE_PER_MINUTE)


def separate(
    cyclone: Cyclone,
    pressure: FloatArray,
    solids_volume: FloatArray,
    slurry_density: FloatArray,
    viscosity: FloatArray,
) -> Separation:
    """One cyclone at a pressure drop [Pa], after Plitt; slurry_density [kg/m3], viscosity of the water [Pa s]."""
    flow = flow_plitt_1976(cyclone, pressure, solids_volume)
    ratio = flow_ratio_plitt_1976(cyclone, pressure / (slurry_density * GRAVITY), solids_volume)
    volume_recovery = ratio / (1.0 + ratio)
    cut = cut_size_plitt_1976(cyclone, flow, solids_volume, np.array(REFERENCE_DIFFERENCE))
    return Separation(
        flow=flow,
        cut=cut * viscosity_factor_flintoff_1987(viscosity),
        difference=REFERENCE_DIFFERENCE,
        sharpness=sharpness_plitt_1976(cyclone, flow, volume_recovery),
        volume_recovery=volume_recovery,
        law="plitt",
    )


def _centimetres(cyclone: Cyclone) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Dc, Di, Do, Du and h [cm]."""
    dc, di, do, du, h = (length / CENTIMETRE for length in cyclone[:5])
    return dc, di, do, du, h


def _resistance(cyclone: Cyclone, solids_volume: FloatArray) -> FloatArray:
    """Pressure [kPa] at a flow of 1 L/min."""
    dc, di, do, du, h = _centimetres(cyclone)
    wide = dc**0.37 * di**0.94 * h**0.28 * (du**2 + do**2) ** 0.87
    return np.asarray(1.88 * np.exp(0.55 * solids_volume) / wide)
