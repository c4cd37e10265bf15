"""One leach: solids and acid in; extraction, liquor and new solids out, balanced for every element."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.leach import liquor as of
from kaitei.refinery.leach.feed import Acid, Feed
from kaitei.refinery.leach.liquor import Liquor, equilibrium
from kaitei.refinery.leach.salts import (
    Fallen,
    Settling,
    check_settling,
    double_sulfates,
    phosphates,
    reach,
    share_in_gypsum,
)
from kaitei.refinery.leach.tanks import Dissolution, dissolve

TRACE = 1e-100
"""Amount that counts as none [mol/m3]."""


class Leached(NamedTuple):
    """What a leach gives, N draws."""

    extraction: FloatArray
    """Share of each element that is in the liquor at the end [1], shape (draw, element)."""
    dissolution: Dissolution
    """Minerals and elements before anything but gypsum falls out."""
    fallen: Fallen
    """Where dissolved elements went that are not in the liquor."""
    parts: FloatArray
    """The liquor at the end, gypsum with it, by ``liquor.PARTS`` [mol/m3], shape (draw, part)."""
    liquor: Liquor
    """Its acidity and forms."""
    bound: FloatArray
    """Phosphate, sulfate and sodium in the salts that fell out, gypsum's own not counted [mol/m3], shape (draw, 3)."""

    @property
    def free_acid(self) -> FloatArray:
        """Free hydrogen with that of HSO4- [mol/m3], shape (draw,)."""
        return np.asarray(self.liquor.forms[:, of.HYDROGEN] + self.liquor.forms[:, of.BISULFATE])


def leach(feed: Feed, acid: Acid, surface: FloatArray, tanks: int, settling: Settling, law: str = "oelkers") -> Leached:
    """A leach in a train of equal tanks at steady state.

    Args:
        feed: solids, N draws.
        acid: acid and how it is used, N draws.
        surface: specific surface of apatite [m2/kg], shape (draw,).
        tanks: number of tanks; ``tanks.BATCH`` of them for a batch.
        settling: how readily salts fall out, N draws.
        law: rate law of apatite, a name out of ``kinetics.APATITE_LAWS``.

    Minerals dissolve in the tanks; then, in the last one's liquor, gypsum takes up rare earths, sodium double sulfates
    fall out, and phosphates go part of their way to equilibrium, in this order. A little acid comes back with them.

    Raises InputError as ``dissolve``, and for what ``check_settling`` refuses.
    """
    check_settling(settling)
    made = dissolve(feed, acid, surface, tanks, law)
    before = equilibrium(made.parts, acid.temperature)
    amounts = feed.elements * made.extracted / acid.liquid_ratio[:, np.newaxis]
    gypsum = before.forms[:, of.GYPSUM]
    taken = share_in_gypsum(settling.gypsum_uptake, gypsum, made.parts[:, of.CALCIUM] - gypsum)
    total = amounts.sum(axis=1)
    taken = np.minimum(taken, 0.5 * gypsum / np.maximum(total, TRACE))
    left = amounts * (1.0 - taken)[:, np.newaxis]
    double = double_sulfates(left, made.parts[:, of.SODIUM], before, acid.temperature, settling.double_sulfate_shift)
    left = left - double
    whole, bound = phosphates(left, before, made.parts, acid.temperature, settling.phosphate_ageing)
    gone = reach(acid.time, settling, acid.temperature)[:, np.newaxis]
    some = np.where(amounts > 0.0, amounts, 1.0)
    fallen = Fallen(
        np.where(amounts > 0.0, taken[:, np.newaxis], 0.0),
        double / some,
        np.minimum(whole, left) * gone / some,
    )
    in_gypsum = amounts * fallen.gypsum
    salts = _in_salts(in_gypsum, double, bound * gone)
    parts = _after(made.parts, in_gypsum + double, whole * gone, salts)
    return Leached(made.extracted * fallen.kept, made, fallen, parts, equilibrium(parts, acid.temperature), salts)


def _in_salts(in_gypsum: FloatArray, double: FloatArray, bound: FloatArray) -> FloatArray:
    """Phosphate, sulfate and sodium of LnPO4, Ln2(SO4)3 in gypsum and NaLn(SO4)2 [mol/m3], (draw, 3)."""
    sodium = double.sum(axis=1)
    return np.stack([bound.sum(axis=1), 1.5 * in_gypsum.sum(axis=1) + 2.0 * sodium, sodium], axis=-1)


def _after(parts: FloatArray, sulfates: FloatArray, phosphate: FloatArray, salts: FloatArray) -> FloatArray:
    """The liquor's parts less what fell out, each salt neutral; elements in sulfates and phosphate, (draw, element)."""
    made = parts.copy()
    made[:, of.RARE_EARTH] -= (sulfates + phosphate).sum(axis=1)
    for at, part in enumerate((of.PHOSPHATE, of.SULFATE, of.SODIUM)):
        made[:, part] -= salts[:, at]
    made[:, of.ACID] += 3.0 * phosphate.sum(axis=1) - salts[:, 0]
    low = np.where(np.arange(made.shape[1]) > 0, 0.0, -np.inf)
    return np.maximum(made, low)


def tank_volume(liquor: FloatArray, solids: FloatArray, density: FloatArray, time: FloatArray) -> FloatArray:
    """Slurry that a leach holds, all tanks together [m3].

    Args:
        liquor: flow [m3/s].
        solids: flow of dry solids [kg/s].
        density: of the solids [kg/m3].
        time: mean stay [s].

    V = (Q + m / rho) t

    >>> float(tank_volume(np.array(0.05), np.array(10.0), np.array(2500.0), np.array(600.0)).round(1))
    32.4

    Raises InputError for a negative flow or time, or a density not above 0.
    """
    if not (np.all(liquor >= 0.0) and np.all(solids >= 0.0) and np.all(time >= 0.0) and np.all(density > 0.0)):
        raise InputError("a leach needs flows and a time not below 0, and solids of a density above 0")
    return np.asarray((liquor + solids / density) * time)
