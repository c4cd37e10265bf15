"""Nageswararao's model of the hydrocyclone, for comparison with Plitt's.

Its exponents are general; its four constants belong to one ore and one make of cyclone and have to be measured.
Cyclones of 102-381 mm in milling circuits at 5-45 vol % of solids: a dilute mud of a few per cent is outside.
"""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.physics.particles import GRAVITY
from kaitei.refinery.hydrocyclone.geometry import Cyclone
from kaitei.refinery.hydrocyclone.partition import Separation

CUBIC_METRE_PER_HOUR = 1.0 / 3600.0
KILOPASCAL = 1e3
TONNE_PER_CUBIC_METRE = 1e3


class Constants(NamedTuple):
    """Constants of one ore and make of cyclone, for lengths in m, kPa, t/m3, m3/h and degrees."""

    flow: FloatArray
    """KQ0, capacity."""
    cut: FloatArray
    """KD0, cut size."""
    volume: FloatArray
    """KV1, volume split."""
    sharpness: FloatArray
    """alpha of the partition curve [1]."""


REFERENCE_DIFFERENCE = 1600.0
"""Density of the ore above the water's for which the constants of the data hold [kg/m3]."""


def hindered_settling_factor(solids_volume: FloatArray) -> FloatArray:
    """lambda, how the solids of a slurry hinder each other's settling [1].

    solids_volume: solids in the feed by volume [1].

    lambda = 10^(1.82 Cv) / (8.05 (1 - Cv)^2), after Steinour 1944. Falls to 0.124 in clear water.

    >>> hindered_settling_factor(np.array([0.03, 0.3])).round(3).tolist()
    [0.15, 0.891]
    """
    return np.asarray(10.0 ** (1.82 * solids_volume) / (8.05 * (1.0 - solids_volume) ** 2))


def flow_nageswararao_1978(
    cyclone: Cyclone, pressure: FloatArray, slurry_density: FloatArray, constant: FloatArray
) -> FloatArray:
    """Slurry that one cyclone takes at a pressure drop [m3/s].

    Args:
        cyclone: dimensions [m].
        pressure: drop over the cyclone [Pa].
        slurry_density: of the feed [kg/m3].
        constant: KQ0.

    Q = KQ0 Dc^1.9 (P / rho_p)^0.5 (Do/Dc)^0.68 (Di/Dc)^0.45 (Lc/Dc)^0.20 theta^-0.10 in m3/h, m, kPa, t/m3, degrees.

    >>> sides = (0.381, 0.152, 0.17145, 0.1016, 1.5, 0.641, 15.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> flow = flow_nageswararao_1978(cyclone, np.array(75.8e3), np.array(1610.0), np.array(490.0))
    >>> round(float(flow) * 3600.0)
    175

    Reference: Nageswararao 1978, PhD thesis, Univ. Queensland; Nageswararao, Wiseman and Napier-Munn 2004, Miner. Eng.
    17, 671-687, doi 10.1016/j.mineng.2004.01.017.
    """
    dc, _, do, di, lc = _ratios(cyclone)
    shape = do**0.68 * di**0.45 * lc**0.20 * cyclone.angle**-0.10
    fall = np.sqrt((pressure / KILOPASCAL) / (slurry_density / TONNE_PER_CUBIC_METRE))
    return np.asarray(constant * dc**1.9 * shape * fall * CUBIC_METRE_PER_HOUR)


def cut_size_nageswararao_1978(
    cyclone: Cyclone, euler: FloatArray, solids_volume: FloatArray, constant: FloatArray
) -> FloatArray:
    """Corrected cut size d50c of the ore that the constant was measured with [m].

    Args:
        cyclone: dimensions [m].
        euler: P / (rho_p g Dc), see ``pressure_group`` [1].
        solids_volume: solids in the feed by volume [1].
        constant: KD0.

    d50c = KD0 Dc^0.35 (Do/Dc)^0.52 (Du/Dc)^-0.47 lambda^0.93 (P / (rho_p g Dc))^-0.22 (Di/Dc)^-0.50 (Lc/Dc)^0.20
    theta^0.15

    >>> sides = (0.381, 0.152, 0.17145, 0.1016, 1.5, 0.641, 15.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> cut = cut_size_nageswararao_1978(cyclone, np.array(12.6), np.array(0.37), np.array(6e-5))
    >>> round(float(cut) * 1e6)
    114

    Reference: as ``flow_nageswararao_1978``.
    """
    dc, du, do, di, lc = _ratios(cyclone)
    shape = do**0.52 * du**-0.47 * di**-0.50 * lc**0.20 * cyclone.angle**0.15
    return np.asarray(constant * dc**0.35 * shape * euler**-0.22 * hindered_settling_factor(solids_volume) ** 0.93)


def water_recovery_nageswararao_1978(
    cyclone: Cyclone, euler: FloatArray, solids_volume: FloatArray, constant: FloatArray
) -> FloatArray:
    """Share of the water in the coarse product, Rf [1].

    Args:
        cyclone: dimensions [m].
        euler: P / (rho_p g Dc), see ``pressure_group`` [1].
        solids_volume: solids in the feed by volume [1].
        constant: KW1, for Rf as a share.

    Rf = KW1 (Do/Dc)^-1.19 (Du/Dc)^2.40 (Di/Dc)^-0.50 (Lc/Dc)^0.22 theta^-0.24 (P / (rho_p g Dc))^-0.53 lambda^0.27

    Of little use for dilute slurries: it falls with lambda, while the water must take the apex that solids leave.

    >>> sides = (0.381, 0.152, 0.17145, 0.1016, 1.5, 0.641, 15.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> split = water_recovery_nageswararao_1978(cyclone, np.array(12.6), np.array(0.37), np.array(8.4))
    >>> round(float(split), 2)
    0.24

    Reference: as ``flow_nageswararao_1978``.
    """
    _, du, do, di, lc = _ratios(cyclone)
    shape = do**-1.19 * du**2.40 * di**-0.50 * lc**0.22 * cyclone.angle**-0.24
    return np.asarray(constant * shape * euler**-0.53 * hindered_settling_factor(solids_volume) ** 0.27)


def volume_recovery_nageswararao_1978(cyclone: Cyclone, euler: FloatArray, constant: FloatArray) -> FloatArray:
    """Share of the slurry's volume in the coarse product, Rv [1].

    Args:
        cyclone: dimensions [m].
        euler: P / (rho_p g Dc), see ``pressure_group`` [1].
        constant: KV1, for Rv as a share.

    Rv = KV1 (Do/Dc)^-0.94 (Du/Dc)^1.83 (Di/Dc)^-0.25 (Lc/Dc)^0.22 theta^-0.24 (P / (rho_p g Dc))^-0.31

    >>> sides = (0.381, 0.152, 0.17145, 0.1016, 1.5, 0.641, 15.0)
    >>> cyclone = Cyclone(*(np.array(side) for side in sides))
    >>> round(float(volume_recovery_nageswararao_1978(cyclone, np.array(12.6), np.array(6.6))), 2)
    0.42

    Reference: as ``flow_nageswararao_1978``.
    """
    _, du, do, di, lc = _ratios(cyclone)
    shape = do**-0.94 * du**1.83 * di**-0.25 * lc**0.22 * cyclone.angle**-0.24
    return np.asarray(constant * shape * euler**-0.31)


def pressure_group(cyclone: Cyclone, pressure: FloatArray, slurry_density: FloatArray) -> FloatArray:
    """Pressure drop [Pa] over that of a cyclone's diameter of slurry, P / (rho_p g Dc) [1].

    >>> cyclone = Cyclone(*(np.array(0.15) for _ in range(7)))
    >>> round(float(pressure_group(cyclone, np.array(2e5), np.array(1070.0))))
    127
    """
    return np.asarray(pressure / (slurry_density * GRAVITY * cyclone.diameter))


def separate(
    cyclone: Cyclone,
    pressure: FloatArray,
    solids_volume: FloatArray,
    slurry_density: FloatArray,
    constants: Constants,
) -> Separation:
    """One cyclone at a pressure drop [Pa], after Nageswararao; slurry_density [kg/m3]."""
    euler = pressure_group(cyclone, pressure, slurry_density)
    return Separation(
        flow=flow_nageswararao_1978(cyclone, pressure, slurry_density, constants.flow),
        cut=cut_size_nageswararao_1978(cyclone, euler, solids_volume, constants.cut),
        difference=REFERENCE_DIFFERENCE,
        sharpness=constants.sharpness,
        volume_recovery=volume_recovery_nageswararao_1978(cyclone, euler, constants.volume),
        law="lynch_rao",
    )


def _ratios(cyclone: Cyclone) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Dc [m] and Du, Do, Di, Lc over it [1]."""
    dc = cyclone.diameter
    return dc, cyclone.apex / dc, cyclone.vortex_finder / dc, cyclone.inlet / dc, cyclone.cylinder / dc
