"""The units of the plant, each as what enters it and what it makes of that.

Amounts are those of all years together. Concentrator, leach, purification and train hand in what they found; here it is
laid out in solids and ions, so that each unit can be held to a balance of every element and every liquor to its charge.
"""

from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of
from kaitei.refinery.flowsheet import Dissolved, Solids
from kaitei.refinery.streams.matter import TRACE_CHARGE, ion
from kaitei.refinery.streams.stream import Stream, cake, liquor, moles, total

METALS = (("aluminium", "aluminium_phosphate", "aluminium_hydroxide"), ("iron", "iron_phosphate", "iron_hydroxide"))
"""Impurities that fall out: the ion, its phosphate and its hydroxide."""


class Matrix(NamedTuple):
    """What clay, zeolite and oxide hold [kg/kg], (draw,)."""

    alumina: FloatArray
    """In all three."""
    iron_oxide: FloatArray
    """In all three."""
    manganese_dioxide: FloatArray
    """In the oxide."""


def mud(minerals: Solids, in_apatite: FloatArray, outside: FloatArray, matrix: Matrix) -> Stream:
    """A mud as a stream.

    Args:
        minerals: with the elements they hold [kg], (draw,).
        in_apatite: followed elements in apatite [kg], (draw, element).
        outside: followed elements in the matrix [kg], (draw, element).
        matrix: what the matrix holds.
    """
    alumina, iron = minerals.matrix * matrix.alumina, minerals.matrix * matrix.iron_oxide
    manganese = minerals.oxide * matrix.manganese_dioxide
    return cake(
        len(minerals.apatite),
        in_apatite + outside,
        apatite=minerals.apatite - in_apatite.sum(axis=1),
        calcite=minerals.calcite,
        alumina=alumina,
        iron_oxide=iron,
        manganese_dioxide=manganese,
        matrix=minerals.matrix - outside.sum(axis=1) - alumina - iron - manganese,
    )


class LeachEnd(NamedTuple):
    """What is at the end of the leach, before solids and liquor part."""

    ions: FloatArray
    """In the liquor [mol], (draw, ion)."""
    gypsum: FloatArray
    """Fallen out [mol], (draw,)."""
    bound: FloatArray
    """Phosphate, sulfate and sodium that fell out with followed elements [mol], (draw, 3)."""
    extraction: FloatArray
    """Share of each followed element that is in the liquor [1], (draw, element)."""


def leach(feed: Stream, gone: Dissolved, end: LeachEnd, lost: FloatArray) -> tuple[Stream, Stream, Stream]:
    """Residue (washed), liquor and gas of a leach.

    Args:
        feed: solids leached.
        gone: minerals that dissolved, without the elements they hold [kg], (draw,).
        end: what was found.
        lost: share of the liquor that stays with the residue after washing [1], (draw,).
    """
    draws = len(lost)
    taken = cake(
        draws,
        feed.held * end.extraction,
        **{name: getattr(gone, name) for name in Dissolved._fields},
    )
    phosphate, sulfate, sodium = end.bound.T
    made = cake(
        draws,
        gypsum=moles("gypsum", end.gypsum),
        bound_phosphate=moles("bound_phosphate", phosphate),
        bound_sulfate=moles("bound_sulfate", sulfate),
        bound_sodium=moles("bound_sodium", sodium),
    )
    residue = total(Stream(*(a - b for a, b in zip(feed, taken, strict=True))), made)
    wet = liquor(draws, taken.held)._replace(ions=end.ions)
    gas = liquor(draws)._replace(carbon=gone.calcite / of.CALCITE)
    return total(residue, wet.part(lost)), wet.part(1.0 - lost), gas


class Captured(NamedTuple):
    """The phosphate of the rare earths and what it leaves behind."""

    cake: Stream
    barren: Stream


def capture(fed: Stream, caught: FloatArray, metals: FloatArray) -> Captured:
    """Rare earths, aluminium and iron that fall out as phosphate; each M+++ frees two hydrogen ions of H2PO4-.

    Args:
        fed: leach liquor.
        caught: share of each followed element that falls out [1], (draw, element).
        metals: share of aluminium and of iron [1], (draw, 2).
    """
    draws = len(metals)
    held = fed.dissolved * caught
    ions, traces = fed.ions.copy(), amount(held)
    made, bound = {}, traces
    for at, (name, phosphate, _) in enumerate(METALS):
        fallen = ions[:, ion(name)] * metals[:, at]
        ions[:, ion(name)] -= fallen
        made[phosphate] = moles(phosphate, fallen)
        bound = bound + fallen
    ions[:, ion("phosphate")] -= bound
    ions[:, ion("acid")] += 2.0 * bound
    solids = cake(draws, held, bound_phosphate=moles("bound_phosphate", traces), **made)
    return Captured(solids, liquor(draws, fed.dissolved - held)._replace(ions=ions))


class Purified(NamedTuple):
    """What caustic soda, acid and pH 5 make of the phosphate."""

    reagents: Stream
    filtrate: Stream
    impurities: Stream
    clean: Stream
    caustic_soda: FloatArray
    """[mol], (draw,)."""
    hydrochloric_acid: FloatArray
    """[mol], (draw,)."""


def purify(
    fed: Stream, turned: FloatArray, excess: FloatArray, fallen: FloatArray, metals_fallen: FloatArray
) -> Purified:
    """Turns phosphates to hydroxides, dissolves these, and takes iron and aluminium out as hydroxide.

    Args:
        fed: phosphate cake.
        turned: share of it that becomes hydroxide [1], (draw,).
        excess: caustic soda given over what it takes [1], (draw,).
        fallen: share of each followed element that falls out with the impurities [1], (draw, element).
        metals_fallen: share of aluminium and of iron that does [1], (draw, 2).

    MPO4 + 3 NaOH -> M(OH)3 + Na3PO4;  M(OH)3 + 3 HCl -> MCl3;  MCl3 + 3 NaOH -> M(OH)3
    """
    draws = len(turned)
    share = turned[:, np.newaxis]
    traces = amount(fed.held)
    phosphates = {name: fed.solids[:, at] for name, at in _places(1).items()}
    metal = np.stack([phosphates[name] / moles(name, np.ones(1)) for name in phosphates], axis=-1)
    every = traces + metal.sum(axis=1)
    left = {name: (1.0 - turned) * mass for name, mass in phosphates.items()}
    hydroxides = {name: moles(name, turned * metal[:, at] * metals_fallen[:, at]) for at, name in enumerate(_places(2))}
    dissolved = fed.held * share * (1.0 - fallen)
    kept = turned[:, np.newaxis] * metal * (1.0 - metals_fallen)
    first = TRACE_CHARGE * every * excess
    acid = TRACE_CHARGE * every * turned
    clean_moles = amount(dissolved) + kept.sum(axis=1)
    second = TRACE_CHARGE * (every * turned - clean_moles)
    return Purified(
        reagents=liquor(draws, sodium=first + second, chloride=acid, acid=acid - first - second),
        filtrate=liquor(draws, sodium=first, phosphate=every * turned, acid=every * turned - first),
        impurities=cake(
            draws,
            fed.held - dissolved,
            bound_phosphate=moles("bound_phosphate", (1.0 - turned) * traces),
            **left,
            **hydroxides,
        ),
        clean=liquor(
            draws, dissolved, sodium=second, chloride=acid, aluminium=kept[:, 0], iron=kept[:, 1],
        ),
        caustic_soda=first + second,
        hydrochloric_acid=acid,
    )  # fmt: skip


class Separated(NamedTuple):
    """What extraction, oxalate and furnace make of the clean liquor."""

    reagents: Stream
    products: Stream
    brine: Stream
    gas: Stream


def separate(fed: Stream, share: FloatArray, exchanged: FloatArray, oxalic: FloatArray, own: bool) -> Separated:
    """Oxides out of a clean liquor.

    Args:
        fed: clean liquor.
        share: of each followed element that becomes product [1], (draw, element).
        exchanged: caustic soda, and as much acid, that the extractant takes [mol], (draw,).
        oxalic: oxalic acid per metal made, at least 1.5 [mol/mol], (draw,).
        own: whether extraction, oxalate and furnace are in the plant; else what is left behind is another's brine.

    2 M+++ + 3 H2C2O4 -> M2(C2O4)3 + 6 H+, fired to M2O3 and six carbon that leave as gas.
    """
    draws = len(exchanged)
    held = fed.dissolved * share
    made = amount(held)
    oxalate = oxalic * made * own
    reagents = liquor(
        draws, sodium=exchanged * own, chloride=exchanged * own, oxalate=oxalate, acid=2.0 * oxalate
    )  # fmt: skip
    ions = fed.ions + reagents.ions
    taken = 1.5 * made * own
    ions[:, ion("oxalate")] -= taken
    # NOTE: a toll separator frees the charge of what it takes out in a way of its own; acid stands for it.
    ions[:, ion("acid")] += TRACE_CHARGE * made * (not own)
    return Separated(
        reagents,
        cake(draws, held),
        liquor(draws, fed.dissolved - held)._replace(ions=ions),
        liquor(draws)._replace(carbon=2.0 * taken),
    )


def amount(mass: FloatArray) -> FloatArray:
    """Followed elements, all together [mol], (draw,); ``mass`` [kg], (draw, element)."""
    return np.asarray((mass / elements.ATOMIC_WEIGHT).sum(axis=1))


def _places(column: int) -> dict[str, int]:
    from kaitei.refinery.streams.matter import solid

    return {names[column]: solid(names[column]) for names in METALS}
