"""The leach: acid planned for the minerals, then what really dissolves, stays in the liquor, and falls out again."""

from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import flowsheet
from kaitei.refinery.flowsheet import Dissolved, Solids
from kaitei.refinery.leach import liquor as parts_of
from kaitei.refinery.leach.feed import Acid, Feed
from kaitei.refinery.leach.leaching import Leached, leach
from kaitei.refinery.leach.ledger import POOLS
from kaitei.refinery.leach.salts import Settling
from kaitei.refinery.leaching import leach_liquor_volume
from kaitei.refinery.neutralisation import acid_demand
from kaitei.refinery.streams.matter import IONS
from kaitei.refinery.streams.units import LeachEnd
from kaitei.refinery.substances import ACIDS
from kaitei.stage import Inputs

TANKS = 3
"""Tanks in a row."""

PLANNED_MATRIX = 0.03
"""Aluminium and iron that acid is planned for [1]: 1-10 % dissolve in minutes."""


class Leaching(NamedTuple):
    """What the leach does, at the mean feed of all years."""

    volume: FloatArray
    """Acid made up [m3], (draw, year)."""
    dissolved: Dissolved
    """Minerals that dissolve [kg], (draw, year)."""
    apatite: FloatArray
    """Share of the apatite that dissolves [1], (draw,)."""
    end: LeachEnd
    """Liquor and new solids at the end, all years."""
    fallen: FloatArray
    """Share of each element that dissolved and fell out again, of all dissolved [1], (draw, element)."""
    acidity: FloatArray
    """pH at the end [1], (draw,)."""


def run_leach(x: Inputs, feed: Solids, held: FloatArray, in_apatite: FloatArray, in_oxide: FloatArray) -> Leaching:
    """Leaches the concentrate.

    feed: minerals [kg], (draw, year)
    held: elements in it, all years [kg], (draw, element)
    in_apatite: share of each that sits in apatite [1], (draw, element)
    in_oxide: share of what does not that sits in manganese and iron oxide [1], (draw, element)

    Solved once a draw: years differ in how much they leach, hardly in what.
    """
    reduced = x.option("refinery.reductant") == "hydrogen_peroxide"
    pure = feed._replace(apatite=feed.apatite * _pure(feed, held, in_apatite)[:, np.newaxis])
    solids = feed.total.sum(axis=1)
    reactive = _reactivity(x, pure, solids)
    volume = _volume(x, feed, pure, reactive, reduced)
    some = np.where(solids > 0.0, solids, 1.0)
    made = leach(
        _feed(x, pure, some, reactive, held, in_apatite, in_oxide),
        Acid(
            kind=x.option("refinery.leach_acid"),
            strength=x["refinery.acid_strength"],
            liquid_ratio=np.where(solids > 0.0, volume.sum(axis=1) / some, x["refinery.liquid_ratio_least"]),
            temperature=x["refinery.leach_temperature"],
            time=x["refinery.leach_time"],
            reduced=reduced,
        ),
        x["refinery.apatite_surface"],
        TANKS,
        Settling(*(x[f"refinery.{name}"] for name in SETTLING)),
        law=x.option("refinery.apatite_law"),
    )
    last = made.dissolution.pools[:, -1]
    x.fail(
        last[:, POOLS.index("matrix")] * reactive > 1.0,
        "the leach would dissolve more aluminium and iron than the matrix holds; lower refinery.matrix_reactivity",
    )
    share = dict(zip(POOLS, last.T, strict=True))
    return Leaching(
        volume=volume,
        dissolved=_dissolved(
            x, pure, share["apatite"], share["calcite"], share["matrix"] * reactive, share["manganese"]
        ),
        apatite=share["apatite"],
        end=_end(made, volume.sum(axis=1)),
        fallen=1.0 - made.fallen.kept,
        acidity=made.liquor.ph,
    )


SETTLING = ("gypsum_uptake", "double_sulfate_shift", "phosphate_ageing", "phosphate_time", "phosphate_energy")

PARTS = {
    "acid": parts_of.ACID, "sodium": parts_of.SODIUM, "chloride": parts_of.CHLORIDE, "calcium": parts_of.CALCIUM,
    "manganese": parts_of.MANGANESE, "aluminium": parts_of.ALUMINIUM, "iron": parts_of.IRON,
    "sulfate": parts_of.SULFATE, "phosphate": parts_of.PHOSPHATE, "fluoride": parts_of.FLUORIDE,
}  # fmt: skip
"""Where the leach's liquor holds each ion."""


def _pure(feed: Solids, held: FloatArray, in_apatite: FloatArray) -> FloatArray:
    """Share of the apatite's mass that is not followed elements [1], (draw,)."""
    apatite = feed.apatite.sum(axis=1)
    return np.asarray(1.0 - (held * in_apatite).sum(axis=1) / np.where(apatite > 0.0, apatite, 1.0))


def _reactivity(x: Inputs, pure: Solids, solids: FloatArray) -> FloatArray:
    """How much more aluminium and iron the leach takes than the fitted law [1]; fails draws where the solids do not
    weigh as much as it asks for."""
    some = np.where(solids > 0.0, solids, 1.0)
    manganese = pure.oxide.sum(axis=1) * x["refinery.oxide_manganese"]
    others = (pure.apatite.sum(axis=1) + pure.calcite.sum(axis=1) + manganese) / some
    held = pure.matrix.sum(axis=1) / some * (x["refinery.matrix_alumina"] + x["refinery.matrix_iron_oxide"])
    most = np.maximum(1.0 - others, 0.0) / np.where(held > 0.0, held, 1.0)
    asked = x["refinery.matrix_reactivity"]
    x.fail(
        (asked > most) & (held > 0.0),
        "refinery.matrix_reactivity asks for more aluminium and iron than the leach feed weighs; lower it",
    )
    return np.where(held > 0.0, np.minimum(asked, most), asked)


def _end(made: Leached, volume: FloatArray) -> LeachEnd:
    """The end of the leach in amounts; volume [m3], (draw,)."""
    gypsum = made.liquor.forms[:, parts_of.GYPSUM]
    ions = np.zeros((len(volume), len(IONS)))
    for name, part in PARTS.items():
        ions[:, IONS.index(name)] = made.parts[:, part] - gypsum * (name in {"calcium", "sulfate"})
    whole = volume[:, np.newaxis]
    return LeachEnd(ions * whole, gypsum * volume, made.bound * whole, made.extraction)


def _volume(x: Inputs, feed: Solids, pure: Solids, reactive: FloatArray, reduced: bool) -> FloatArray:
    """Acid that feeds all apatite and calcite and what is planned for the rest, and lets itself be stirred."""
    one = np.ones(x.size("draw"))
    planned = _dissolved(x, pure, one, one, PLANNED_MATRIX * reactive, one * reduced)
    return leach_liquor_volume(
        acid_demand(planned, x["refinery.leach_acidity"][:, np.newaxis]).total,
        x["refinery.acid_excess"][:, np.newaxis],
        x["refinery.acid_strength"][:, np.newaxis] * ACIDS[x.option("refinery.leach_acid")].equivalents,
        feed.total,
        x["refinery.liquid_ratio_least"][:, np.newaxis],
    )


def acid(x: Inputs, volume: FloatArray) -> FloatArray:
    """Acid in a volume of what the leach is given [mol], same shape as ``volume`` [m3]: draws first."""
    strength = x["refinery.acid_strength"]
    return np.asarray(volume * (strength if volume.ndim == 1 else strength[:, np.newaxis]))


def _dissolved(
    x: Inputs, feed: Solids, apatite: FloatArray, calcite: FloatArray, matrix: FloatArray, manganese: FloatArray
) -> Dissolved:
    """Minerals that dissolve [kg], (draw, year), from the share of each [1], (draw,)."""
    made = flowsheet.dissolve(
        feed,
        apatite[:, np.newaxis],
        np.minimum(matrix, 1.0)[:, np.newaxis],
        x["refinery.matrix_alumina"][:, np.newaxis],
        x["refinery.matrix_iron_oxide"][:, np.newaxis],
        x["refinery.oxide_manganese"][:, np.newaxis],
        manganese[:, np.newaxis],
    )
    return made._replace(calcite=made.calcite * calcite[:, np.newaxis])


def _feed(
    x: Inputs, feed: Solids, solids: FloatArray, reactive: FloatArray, held: FloatArray, *hosts: FloatArray
) -> Feed:
    """The concentrate as the leach sees it, per mass of all solids [kg], (draw,); ``hosts`` as in ``run_leach``."""
    in_apatite, in_oxide = hosts
    matrix, oxide = feed.matrix.sum(axis=1), feed.oxide.sum(axis=1)
    minerals = (
        feed.apatite.sum(axis=1),
        feed.calcite.sum(axis=1),
        matrix * x["refinery.matrix_alumina"] * reactive,
        matrix * x["refinery.matrix_iron_oxide"] * reactive,
        oxide * x["refinery.oxide_manganese"],
    )
    with_manganese = in_oxide * x["refinery.manganese_held"]
    return Feed(
        minerals=np.stack(minerals, axis=-1) / solids[:, np.newaxis],
        elements=held / elements.ATOMIC_WEIGHT / solids[:, np.newaxis],
        in_apatite=in_apatite,
        labile=np.minimum(x["refinery.labile_share"], 1.0 - with_manganese),
        in_manganese=with_manganese,
        salt=x["refinery.feed_salt"],
    )


def pore_salt(x: Inputs, solids: FloatArray) -> FloatArray:
    """Sodium chloride that comes with the leach feed [mol], (draw,); solids [kg]."""
    return np.asarray(x["refinery.feed_salt"] * solids)
