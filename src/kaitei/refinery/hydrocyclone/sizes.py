"""Grains by mineral and size: distributions on a fixed grid of bins, size tables, and density of porous grains."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from kaitei.errors import InputError, nearest
from kaitei.physics.arrays import FloatArray

MINERALS = ("apatite", "clay", "zeolite", "oxide", "calcite")
"""Bio-apatite; clay with all that is as fine; zeolite (phillipsite); manganese and iron oxide; calcite."""

EDGES: FloatArray = np.asarray(0.25e-6 * 2.0 ** (0.5 * np.arange(22)), dtype=np.float64)
"""Inner edges of the grid, finest first, 0.25 to 362 um in steps of root two [m]; the end bins are open."""

SUM_TOLERANCE = 1e-9
"""By how much given shares may miss 1 [1]."""


class SizeTable(NamedTuple):
    """A measured size table, finest bin first; both end bins are open."""

    edges: FloatArray
    """Between the bins [m], (bin - 1,)."""
    mass: FloatArray
    """Share of the mass in each bin [1], (bin,)."""
    metal: FloatArray
    """Share of the valuable in each bin [1], (bin,)."""


def sizes_of_bins(edges: FloatArray) -> FloatArray:
    """Size that stands for each bin [m], (bin,): the geometric mean of its edges.

    edges between the bins [m], rising, (bin - 1,) and at least two; an open end bin is taken as wide as its neighbour.

    >>> (sizes_of_bins(np.array([1e-6, 4e-6, 9e-6])) * 1e6).round(2).tolist()
    [0.5, 2.0, 6.0, 13.5]
    """
    low, high = edges[0] ** 2 / edges[1], edges[-1] ** 2 / edges[-2]
    whole = np.concatenate((low[np.newaxis], edges, high[np.newaxis]))
    return np.asarray(np.sqrt(whole[:-1] * whole[1:]))


def shares_lognormal(median: FloatArray, spread: FloatArray, edges: FloatArray) -> FloatArray:
    """Share of the mass in each bin of a lognormal size distribution [1], (..., bin).

    Args:
        median: d50 by mass [m], (...).
        spread: d84 / d50 [1], above 1, (...).
        edges: between the bins [m], rising, (bin - 1,).

    F(d) = Phi(ln(d / d50) / ln(spread))

    >>> shares_lognormal(np.array(20e-6), np.array(2.0), np.array([10e-6, 20e-6, 40e-6])).round(3).tolist()
    [0.159, 0.341, 0.341, 0.159]
    """
    apart = np.log(edges / median[..., np.newaxis]) / np.log(spread)[..., np.newaxis]
    return _differences(ndtr(apart))


def shares_rosin_rammler_1933(median: FloatArray, slope: FloatArray, edges: FloatArray) -> FloatArray:
    """Share of the mass in each bin of a Rosin-Rammler size distribution [1], (..., bin).

    Args:
        median: d50 by mass [m], (...).
        slope: n [1], above 0; the narrower the size range, the larger, (...).
        edges: between the bins [m], rising, (bin - 1,).

    F(d) = 1 - exp(-ln 2 (d / d50)^n)

    >>> shares_rosin_rammler_1933(np.array(20e-6), np.array(1.0), np.array([10e-6, 20e-6])).round(3).tolist()
    [0.293, 0.207, 0.5]

    Reference: Rosin and Rammler 1933, J. Inst. Fuel 7, 29-36.
    """
    scaled = (edges / median[..., np.newaxis]) ** slope[..., np.newaxis]
    return _differences(-np.expm1(-np.log(2.0) * scaled))


def wet_density(grain_density: FloatArray, porosity: FloatArray, water_density: FloatArray) -> FloatArray:
    """Density of a porous grain with its pores full of water [kg/m3].

    Args:
        grain_density: of the solid [kg/m3].
        porosity: pores over grain with pores, by volume [1].
        water_density: [kg/m3].

    rho = (1 - n) rho_s + n rho_w

    >>> round(float(wet_density(np.array(3150.0), np.array(0.14), np.array(1025.0))))
    2852
    """
    return np.asarray((1.0 - porosity) * grain_density + porosity * water_density)


def size_table(edges: Sequence[float], mass: Sequence[float], grade: Sequence[float]) -> SizeTable:
    """A size table from a publication: edges [m], mass and grade of each bin in any unit, finest bin first.

    >>> table = size_table([8.5e-6, 38e-6], [92.0, 7.0, 1.0], [0.1, 1.0, 8.0])
    >>> table.metal.round(3).tolist()
    [0.38, 0.289, 0.331]
    """
    bounds, masses, grades = (np.asarray(part, dtype=np.float64) for part in (edges, mass, grade))
    check_edges(bounds)
    bins = bounds.size + 1
    if masses.shape != (bins,) or grades.shape != (bins,):
        raise InputError(
            f"a size table with {bounds.size} edges has {bins} bins; mass has {masses.size}, grade has {grades.size}"
        )
    if masses.min() < 0.0 or grades.min() < 0.0 or not (masses * grades).sum() > 0.0:
        raise InputError("mass and grade of a size table must not be negative, and some of each above 0")
    metals = masses * grades
    return SizeTable(bounds, masses / masses.sum(), metals / metals.sum())


def check_edges(edges: FloatArray) -> None:
    """Refuses edges that are negative, do not rise or are fewer than two."""
    if edges.size < 2:
        raise InputError(f"a size grid needs at least 2 edges, and {edges.size} came")
    if not edges[0] > 0.0:
        raise InputError(f"sizes must be above 0; the finest edge is {edges[0]:g} m")
    if not np.all(np.diff(edges) > 0.0):
        place = int(np.argmin(np.diff(edges)))
        raise InputError(
            f"edges of size bins must rise, finest first; {edges[place]:g} m is followed by {edges[place + 1]:g} m"
        )


def check_minerals(names: Sequence[str]) -> None:
    """Refuses a mineral that the size model does not know."""
    for name in names:
        if name not in MINERALS:
            raise InputError(f"unknown mineral {name}; {nearest(name, MINERALS)}")


def check_distribution(median: FloatArray, spread: FloatArray) -> None:
    """Refuses a lognormal size distribution that is none."""
    if not np.min(median) > 0.0:
        raise InputError(f"median sizes must be above 0; the least is {float(np.min(median)):g} m")
    if not np.min(spread) > 1.0:
        raise InputError(f"spreads of sizes are d84 / d50 and must be above 1; the least is {float(np.min(spread)):g}")


def check_shares(shares: FloatArray) -> None:
    """Refuses shares by bin, (..., bin), that are negative or do not sum to 1."""
    if np.min(shares) < 0.0:
        raise InputError(f"shares of size bins must not be negative; the least is {float(np.min(shares)):g}")
    total = shares.sum(axis=-1)
    worst = float(total.flat[np.argmax(np.abs(total - 1.0))])
    if not abs(worst - 1.0) <= SUM_TOLERANCE:
        raise InputError(f"shares of size bins must sum to 1; they sum to {worst:.6g}: divide them by their sum")


def _differences(below: FloatArray) -> FloatArray:
    """Shares of the bins from the shares below their inner edges, open at both ends."""
    none, whole = np.zeros((*below.shape[:-1], 1)), np.ones((*below.shape[:-1], 1))
    return np.diff(np.concatenate((none, below, whole), axis=-1), axis=-1)
