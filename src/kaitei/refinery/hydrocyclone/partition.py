"""Partition curves: which share of the grains of a size goes to the coarse product."""

from typing import Literal, NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray

Law = Literal["plitt", "lynch_rao"]


class Separation(NamedTuple):
    """What one cyclone does to a slurry, whatever model said so; all on (draw,)."""

    flow: FloatArray
    """Slurry one cyclone takes [m3/s]."""
    cut: FloatArray
    """Corrected cut size d50c of grains that are ``difference`` denser than the water [m]."""
    difference: float
    """Density above that of the water for which ``cut`` holds [kg/m3]."""
    sharpness: FloatArray
    """Of the law: m of Plitt or alpha of Lynch and Rao [1]."""
    volume_recovery: FloatArray
    """Share of the slurry's volume that leaves with the coarse product, Rv [1]."""
    law: Law


def partition_plitt_1971(size: FloatArray, cut: FloatArray, sharpness: FloatArray) -> FloatArray:
    """Corrected partition: share of a size that is classified to the coarse product [1].

    Args:
        size: of the grains [m].
        cut: corrected cut size d50c [m].
        sharpness: m [1]; cyclones 1-4.

    C = 1 - exp(-ln 2 (d / d50c)^m)

    >>> curve = partition_plitt_1971(np.array([10e-6, 20e-6, 40e-6]), np.array(20e-6), np.array(2.4))
    >>> curve.round(3).tolist()
    [0.123, 0.5, 0.974]

    Reference: Plitt 1971, CIM Bulletin 64 (708), 42-47; a Rosin-Rammler curve.
    """
    return np.asarray(-np.expm1(-np.log(2.0) * (size / cut) ** sharpness))


def partition_lynch_rao_1975(size: FloatArray, cut: FloatArray, sharpness: FloatArray) -> FloatArray:
    """Corrected partition: share of a size that is classified to the coarse product [1].

    Args:
        size: of the grains [m].
        cut: corrected cut size d50c [m].
        sharpness: alpha [1], above 0; cyclones 2-6.

    C = (exp(a x) - 1) / (exp(a x) + exp(a) - 2), x = d / d50c

    >>> curve = partition_lynch_rao_1975(np.array([10e-6, 20e-6, 40e-6]), np.array(20e-6), np.array(3.9))
    >>> curve.round(3).tolist()
    [0.111, 0.5, 0.981]

    Reference: Lynch and Rao 1975, Modelling and scale-up of hydrocyclone classifiers, 11th Int. Miner. Process. Congr.
    """
    # NOTE: multiplied by exp(-a x) above and below, so that grains far above the cut do not overflow.
    scaled = sharpness * size / cut
    return np.asarray(-np.expm1(-scaled) / (1.0 + (np.exp(sharpness) - 2.0) * np.exp(-scaled)))


def cut_of_density(cut: FloatArray, difference: FloatArray, other: FloatArray, exponent: FloatArray) -> FloatArray:
    """Cut size of grains of another density [m].

    Args:
        cut: cut size of grains that are ``difference`` denser than the water [m].
        difference: density of those grains less that of the water [kg/m3].
        other: the same of the grains asked for [kg/m3], above 0.
        exponent: 0.5 where grains settle by Stokes, 1 in full turbulence [1].

    d' = d (difference / other)^k: grains of equal settling speed have equal chances.

    >>> lighter = cut_of_density(np.array(20e-6), np.array(1825.0), np.array(1175.0), np.array(0.5))
    >>> round(float(lighter) * 1e6, 1)
    24.9

    Reference: Flintoff, Plitt and Turak 1987, CIM Bulletin 80 (905), 39-50.
    """
    return np.asarray(cut * (difference / other) ** exponent)


def with_water_split(partition: FloatArray, water_recovery: FloatArray) -> FloatArray:
    """Share of a size in the coarse product, with what its water carries along [1].

    Args:
        partition: corrected partition [1].
        water_recovery: share of the water in the coarse product, Rf [1].

    E = Rf + (1 - Rf) C: fines of any size follow the water (Kelsall 1953).

    >>> with_water_split(np.array([0.0, 0.5, 1.0]), np.array(0.1)).tolist()
    [0.1, 0.55, 1.0]

    Reference: Kelsall 1953, Chem. Eng. Sci. 2, 254-272, doi 10.1016/0009-2509(53)80044-8.
    """
    return np.asarray(water_recovery + (1.0 - water_recovery) * partition)


def water_recovery(volume_recovery: FloatArray, solids_volume: FloatArray, classified: FloatArray) -> FloatArray:
    """Share of the water that leaves with the coarse product, Rf [1].

    Args:
        volume_recovery: share of the slurry's volume in the coarse product, Rv [1].
        solids_volume: solids in the slurry by volume [1].
        classified: share of the solids' volume classified to the coarse product, water split left out [1].

    Rf = (Rv - phi C) / (1 - phi C), from Rv = Rf (1 - phi) + phi (Rf + (1 - Rf) C); 0 where the solids alone would
    fill the underflow (the apex is then too small and would rope).

    >>> round(float(water_recovery(np.array(0.10), np.array(0.03), np.array(0.25))), 4)
    0.0932
    """
    coarse = solids_volume * classified
    return np.asarray(np.maximum((volume_recovery - coarse) / (1.0 - coarse), 0.0))


def corrected_partition(
    sizes: FloatArray, separation: Separation, difference: FloatArray, exponent: FloatArray
) -> FloatArray:
    """Corrected partition of every mineral and bin [1], (draw, mineral, bin).

    Args:
        sizes: of the bins [m], (bin,).
        separation: of one cyclone, (draw,).
        difference: density of each mineral's grains less that of the water [kg/m3], (draw, mineral), above 0.
        exponent: of the density [1], (draw,).
    """
    reference = np.array(separation.difference)
    cut = cut_of_density(separation.cut[:, np.newaxis], reference, difference, exponent[:, np.newaxis])
    curve = partition_plitt_1971 if separation.law == "plitt" else partition_lynch_rao_1975
    return curve(sizes, cut[:, :, np.newaxis], separation.sharpness[:, np.newaxis, np.newaxis])
