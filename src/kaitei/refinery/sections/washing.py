"""Leach residue washed in counter-current thickeners: what of the liquor it still takes along."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.dewatering.slurry import liquor_per_solids
from kaitei.refinery.dewatering.washing import counter_current_decantation
from kaitei.stage import Inputs

WATER_DENSITY = 1000.0


class Washing(NamedTuple):
    """The decantation, (draw,)."""

    lost: FloatArray
    """Share of all dissolved that leaves with the residue [1]."""
    water: FloatArray
    """Fresh water per dry residue [m3/kg]."""


def wash(x: Inputs, solids: FloatArray, liquor: FloatArray) -> Washing:
    """Counter-current decantation of the leach residue.

    solids: dry residue of the largest year [kg], (draw,)
    liquor: leach liquor of that year [m3], (draw,)
    """
    under = liquor_per_solids(x["refinery.thickener_underflow"])
    some = solids > 0.0
    fed = np.where(some, liquor * WATER_DENSITY / np.where(some, solids * under, 1.0), 1.0)
    ratio = x["refinery.wash_ratio"]
    made = counter_current_decantation(ratio, np.maximum(fed, 1.0), x["refinery.wash_stages"])
    return Washing(np.where(some, made.left, 0.0), ratio * under / WATER_DENSITY)
