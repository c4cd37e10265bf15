"""What a cyclone sees of a mud: loose grains of each mineral and size, and flocs as one mineral more."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.hydrocyclone.coagulation import Flocs, bound_share
from kaitei.refinery.hydrocyclone.sizes import shares_lognormal, sizes_of_bins, wet_density


class Feed(NamedTuple):
    """A mud as slurry."""

    mass: FloatArray
    """Dry mass of each mineral [kg/s], (draw, mineral)."""
    edges: FloatArray
    """Between the size bins [m], (bin - 1,)."""
    shares: FloatArray
    """Share of each mineral in each bin [1], (draw, mineral, bin)."""
    grain_density: FloatArray
    """Of the solid [kg/m3], (draw, mineral)."""
    porosity: FloatArray
    """Water in a grain, by volume [1], (draw, mineral)."""
    water: FloatArray
    """Water that comes with the mud [m3/s], (draw,)."""
    water_density: FloatArray
    """[kg/m3], (draw,)."""
    viscosity: FloatArray
    """Of the water [Pa s], (draw,)."""


class Grains(NamedTuple):
    """Loose grains and flocs, with the water in their pores."""

    sizes: FloatArray
    """Of the bins [m], (bin,)."""
    solids: FloatArray
    """Volume of the solids in each bin, without pores [m3/s], (draw, mineral, bin); flocs are the last mineral."""
    volume: FloatArray
    """The same with the water in the pores [m3/s]: what hinders settling."""
    difference: FloatArray
    """Density less that of the water [kg/m3], (draw, mineral)."""
    density: FloatArray
    """Mean of all [kg/m3], (draw,)."""


def grains_of(feed: Feed, flocs: Flocs | None) -> Grains:
    """The loose grains of a mud and, if there are any, its flocs."""
    sizes = sizes_of_bins(feed.edges)
    water = feed.water_density[:, np.newaxis]
    density = wet_density(feed.grain_density, feed.porosity, water)
    solids = (feed.mass / feed.grain_density)[:, :, np.newaxis] * feed.shares
    porosity = feed.porosity
    if flocs is not None:
        bound = bound_share(sizes, flocs)[:, np.newaxis, :]
        inside = (solids * bound).sum(axis=2)
        heavy = _mean(feed.grain_density, inside)
        spread = inside.sum(axis=1)[:, np.newaxis] * shares_lognormal(flocs.median, flocs.spread, feed.edges)
        solids = np.concatenate((solids * (1.0 - bound), spread[:, np.newaxis, :]), axis=1)
        floc_density = wet_density(heavy, flocs.porosity, feed.water_density)
        density = np.concatenate((density, floc_density[:, np.newaxis]), axis=1)
        porosity = np.concatenate((porosity, flocs.porosity[:, np.newaxis]), axis=1)
    volume = solids / (1.0 - porosity)[:, :, np.newaxis]
    return Grains(sizes, solids, volume, density - water, _mean(density, volume.sum(axis=2)))


def recovery_by_bin(feed: Feed, flocs: Flocs | None, product: FloatArray) -> FloatArray:
    """Share of each mineral's bin in the coarse product, loose or bound [1], (draw, mineral, bin).

    product: share of each bin of loose grains and flocs in the coarse product [1], (draw, mineral + flocs, bin).
    """
    if flocs is None:
        return product
    bound = bound_share(sizes_of_bins(feed.edges), flocs)[:, np.newaxis, :]
    carried = (product[:, -1, :] * shares_lognormal(flocs.median, flocs.spread, feed.edges)).sum(axis=1)
    return np.asarray(product[:, :-1, :] * (1.0 - bound) + carried[:, np.newaxis, np.newaxis] * bound)


def _mean(density: FloatArray, volume: FloatArray) -> FloatArray:
    """Mean density by volume [kg/m3], (draw,); the plain mean where there is nothing."""
    total = volume.sum(axis=1)
    weighted = (density * volume).sum(axis=1) / np.where(total > 0.0, total, 1.0)
    return np.asarray(np.where(total > 0.0, weighted, density.mean(axis=1)))
