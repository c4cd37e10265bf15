"""What is let go into the sea in one year of full production: how much, how fast, at what height, in what classes."""

from typing import NamedTuple

import numpy as np

from kaitei.environment import mud_classes
from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.stage import Inputs

CLASSES = 20
MAP_CLASSES = 150
"""Classes for the map of the central run: few classes would each print their own patch on it."""
"""Classes of flocs, or of grains where nothing flocculates, with equal shares of the mass."""

SETTLING_CLASSES = (*(f"p{100 * (2 * i + 1) // (2 * CLASSES):02d}" for i in range(CLASSES)), "single_grains")
"""By percentage of the mass that is finer (p05, p15 ... p95), and the grains that stay single among flocs."""


class Source(NamedTuple):
    """One place where mud gets away from one mining vessel; arrays (draw)."""

    mass: FloatArray
    """Dry mud in the plume year [kg]."""
    rate: FloatArray
    """Dry mud while lifting [kg/s]."""
    height: FloatArray
    """Above the bed [m]."""
    diffusivity: FloatArray
    """Vertical, of eddies there [m2/s]."""


class Release(NamedTuple):
    """Everything the plumes of one mining vessel depend on; arrays (draw) unless said."""

    year: IntArray
    """Index of the plume year."""
    vessels: FloatArray
    """Mining vessels at work, far enough apart to have plumes of their own."""
    collector: Source
    outlet: Source
    settling: FloatArray
    """Settling speeds [m/s] (draw, class)."""
    share: FloatArray
    """Shares of the mass [1] (draw, class)."""
    worked: FloatArray
    """Sea floor over which the collector moved in the plume year [m2]."""


def first_full_year(operating_share: FloatArray) -> IntArray:
    """Index of the first year at the highest planned share of production, shape (draw).

    operating_share [1] (draw, year).

    >>> first_full_year(np.array([[0.0, 0.4, 1.0, 1.0]])).tolist()
    [2]
    """
    return np.asarray(operating_share.argmax(axis=1), dtype=np.int64)


def in_year(flow: FloatArray, year: IntArray) -> FloatArray:
    """A yearly flow in one year of each draw, shape (draw).

    flow (draw, year), year: index (draw).

    >>> in_year(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1, 0])).tolist()
    [2.0, 3.0]
    """
    return np.take_along_axis(flow, year[:, np.newaxis], axis=1)[:, 0]


def per(amount: FloatArray, count: FloatArray, of_none: float = 0.0) -> FloatArray:
    """Amount over count; ``of_none`` where there is nothing to count.

    >>> per(np.array([6.0, 6.0]), np.array([2.0, 0.0])).tolist()
    [3.0, 0.0]
    """
    return np.where(count > 0.0, amount / np.where(count > 0.0, count, 1.0), of_none)


def outlet_height(where: str, water_depth: FloatArray, near_bed: FloatArray, midwater_depth: FloatArray) -> FloatArray:
    """Height of the return water outlet above the bed [m].

    where: near_bed, midwater or surface; water_depth [m], near_bed: height above the bed [m], midwater_depth
    below the surface [m].

    >>> float(outlet_height("midwater", np.array(5700.0), np.array(200.0), np.array(1000.0)))
    4700.0
    """
    return {"near_bed": near_bed, "midwater": water_depth - midwater_depth, "surface": water_depth}[where]


def settling_classes(x: Inputs, classes: int) -> tuple[FloatArray, FloatArray]:
    """Settling speeds [m/s] and shares of the mass [1] of the classes, shape (draw, class)."""
    water = (x["grain_density"], x["deposit.bed_water_density"], x["environment.bed_water_viscosity"])
    grain, grain_spread = x["environment.grain_diameter"], x["environment.grain_spread"]
    single = mud_classes.settling_of_grains(grain, grain_spread, *water, classes=1)
    if x.option("environment.flocculation") == "primary_grains":
        sized = mud_classes.settling_of_grains(grain, grain_spread, *water, classes=classes)
        unclumped = np.zeros(len(grain))
    else:
        floc = (x["environment.floc_diameter"], x["environment.floc_spread"], x["environment.floc_dimension"])
        sized = mud_classes.settling_of_flocs(*floc, grain, *water, classes=classes)
        unclumped = x["environment.unflocculated_share"]
    share = mud_classes.shares_with_single_grains(unclumped, classes)
    return np.concatenate([sized, single], axis=1), share


def set_up(x: Inputs, classes: int = CLASSES) -> Release:
    """The release of the plume year, one mining vessel; fails draws whose outlet would lie under the bed."""
    year = first_full_year(x["operating_share"])
    vessels, lifting = x["mining_vessels"], in_year(x["lifting_days"], year)
    height = outlet_height(
        x.option("environment.return_depth"),
        x["site.water_depth"],
        x["environment.return_height"],
        x["environment.return_midwater_depth"],
    )
    outside = (height <= 0.0) | (height > x["site.water_depth"])
    x.fail(outside, "the return water outlet must lie between the sea floor and the surface")
    lost = in_year(collector_loss(x), year)
    fines = in_year(return_fines(x), year)
    settling, share = settling_classes(x, classes)
    return Release(
        year=year,
        vessels=vessels,
        collector=Source(
            per(lost, vessels), per(lost, lifting), x["environment.collector_height"], x["environment.bed_mixing"]
        ),
        outlet=Source(
            per(fines, vessels),
            per(fines, lifting),
            np.where(outside, 1.0, height),
            x["environment.interior_mixing"],
        ),
        settling=settling,
        share=share,
        worked=per(in_year(x["seafloor_opened"], year), vessels) + x["environment.collector_width"] ** 2,
    )


def collector_loss(x: Inputs) -> FloatArray:
    """Dry mud loosened and not lifted [kg], (draw, year)."""
    return x["mud_mined"] * x["mine.collector_loss"][:, np.newaxis]


def return_fines(x: Inputs) -> FloatArray:
    """Dry mud in the return water [kg], (draw, year); spills in handling go elsewhere."""
    return np.maximum(x["mud_lost"] - x["mud_spilled"], 0.0)
