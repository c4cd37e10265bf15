"""From the leach liquor to a clean chloride: phosphate of the rare earths, caustic soda, acid, iron taken out.

Calcium takes any oxalate that a leach liquor of apatite is given, and hydroxides cannot be taken out while phosphate is
there; so the phosphate itself brings the rare earths down first (see docs/theory/refinery.md).
"""

from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.purification.hydrolysis import precipitated_share
from kaitei.refinery.purification.phosphate import share_in_mixed_phosphate
from kaitei.refinery.purification.species import SPECIES
from kaitei.refinery.streams.matter import ion
from kaitei.refinery.streams.stream import Stream
from kaitei.stage import Inputs

COUNT = len(elements.ELEMENTS)
METALS = [SPECIES.index(symbol) for symbol in ("Al", "Fe")]
IONS = {"Al": "aluminium", "Fe": "iron", "Mn": "manganese", "Ca": "calcium"}
CHLORIDE_STRENGTH = 1000.0
"""Rare earths in the clean liquor [mol/m3], about 170 g/L of oxide."""


class Purification(NamedTuple):
    """What purification keeps of the liquor."""

    caught: FloatArray
    """Share of each metal in the leach liquor that falls out with the phosphate [1], (draw, species)."""
    turned: FloatArray
    """Share of the phosphate that caustic soda turns to hydroxide [1], (draw,)."""
    fallen: FloatArray
    """Share of each metal that leaves with iron and aluminium hydroxide afterwards [1], (draw, species)."""

    @property
    def recovery(self) -> FloatArray:
        """Share of each element in the leach liquor that reaches the clean liquor [1], (draw, element)."""
        kept = self.caught * self.turned[:, np.newaxis] * (1.0 - self.fallen)
        return np.ascontiguousarray(kept[:, :COUNT])


def purify(x: Inputs, fed: Stream, volume: FloatArray) -> Purification:
    """Follows the metals from the leach liquor to the train, at the mean liquor of all years.

    fed: leach liquor of all years
    volume: of it [m3], (draw,)
    """
    some = np.where(volume > 0.0, volume, 1.0)
    amounts = np.zeros((len(volume), len(SPECIES)))
    amounts[:, :COUNT] = fed.dissolved / elements.ATOMIC_WEIGHT / some[:, np.newaxis]
    for symbol, name in IONS.items():
        amounts[:, SPECIES.index(symbol)] = fed.ions[:, ion(name)] / some
    phosphate = fed.ions[:, ion("phosphate")] / some
    strength = x["refinery.liquor_ionic_strength"] / 1000.0
    ageing = x["refinery.phosphate_ageing"]
    caught = share_in_mixed_phosphate(amounts, phosphate, x["refinery.capture_acidity"], strength, ageing)
    turned = x["refinery.conversion_yield"]
    return Purification(caught, turned, _second(x, amounts * caught * turned[:, np.newaxis], strength))


def _second(x: Inputs, caught: FloatArray, strength: FloatArray) -> FloatArray:
    """Share of each metal that leaves as hydroxide once the phosphate is gone [1], (draw, species).

    caught: metals that were turned to hydroxide, per volume of leach liquor [mol/m3], (draw, species)
    """
    rare = (caught[:, :COUNT] * elements.REY).sum(axis=1)
    concentrated = caught * (CHLORIDE_STRENGTH / np.where(rare > 0.0, rare, 1.0))[:, np.newaxis]
    carried = np.zeros_like(caught)
    carried[:, :COUNT] = x["refinery.carried_share"]
    return precipitated_share(concentrated, x["refinery.purification_acidity"], strength, carried)
