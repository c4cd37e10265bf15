"""All streams of the plant, laid out from what the units found, and the balances they must keep."""

from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import neutralisation
from kaitei.refinery.flowsheet import Dissolved, Solids
from kaitei.refinery.sections import leaching as leach_section
from kaitei.refinery.sections.leaching import Leaching
from kaitei.refinery.sections.purification import COUNT, METALS, Purification
from kaitei.refinery.sections.separation import Separation
from kaitei.refinery.separation import CHARGE
from kaitei.refinery.streams import units
from kaitei.refinery.streams.balance import charge_residual, element_residual
from kaitei.refinery.streams.stream import Stream, liquor, total
from kaitei.stage import Inputs


class WetEnd(NamedTuple):
    """Streams from the landed mud to the leach liquor."""

    landed_mud: Stream
    fine_reject: Stream
    leach_feed: Stream
    pore_salt: Stream
    leach_acid: Stream
    leach_residue: Stream
    leach_liquor: Stream
    leach_gas: Stream


class Streams(NamedTuple):
    """Amounts of all years, N draws, in the order in which the mud meets them."""

    landed_mud: Stream
    fine_reject: Stream
    leach_feed: Stream
    pore_salt: Stream
    """Sea salt in the pores of the leach feed."""
    leach_acid: Stream
    leach_residue: Stream
    leach_liquor: Stream
    leach_gas: Stream
    phosphate_cake: Stream
    barren_liquor: Stream
    purification_reagents: Stream
    phosphate_filtrate: Stream
    impurity_cake: Stream
    clean_liquor: Stream
    separation_reagents: Stream
    products: Stream
    spent_brine: Stream
    furnace_gas: Stream
    neutraliser: Stream
    neutralised_solids: Stream
    effluent: Stream
    neutralisation_gas: Stream
    caustic_soda: FloatArray
    """For purification [mol], (draw,)."""
    hydrochloric_acid: FloatArray
    """For purification [mol], (draw,)."""
    base: FloatArray
    """Neutraliser [kg], (draw,)."""


UNITS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "hydrocyclones": (("landed_mud",), ("fine_reject", "leach_feed")),
    "leach": (("leach_feed", "pore_salt", "leach_acid"), ("leach_residue", "leach_liquor", "leach_gas")),
    "phosphate": (("leach_liquor",), ("phosphate_cake", "barren_liquor")),
    "purification": (
        ("phosphate_cake", "purification_reagents"),
        ("phosphate_filtrate", "impurity_cake", "clean_liquor"),
    ),
    "extraction": (("clean_liquor", "separation_reagents"), ("products", "spent_brine", "furnace_gas")),
    "neutralisation": (
        ("barren_liquor", "phosphate_filtrate", "impurity_cake", "spent_brine", "neutraliser"),
        ("neutralised_solids", "effluent", "neutralisation_gas"),
    ),
    "plant": (
        ("landed_mud", "pore_salt", "leach_acid", "purification_reagents", "separation_reagents", "neutraliser"),
        ("fine_reject", "leach_residue", "leach_gas", "products", "furnace_gas", "neutralised_solids", "effluent",
         "neutralisation_gas"),
    ),
}  # fmt: skip
"""What enters and leaves each unit, and the plant."""

LIQUORS = ("leach_liquor", "barren_liquor", "phosphate_filtrate", "clean_liquor", "spent_brine", "effluent")


def wet_end(
    x: Inputs,
    mud: Solids,
    recovery: Solids,
    matrix: FloatArray,
    landed: FloatArray,
    leaching: Leaching,
    lost: FloatArray,
) -> WetEnd:
    """Mud, reject, leach feed and what the leach makes of it.

    mud: minerals landed [kg], (draw, year)
    recovery: share of each mineral that goes to the leach [1], (draw,)
    matrix: share of each element outside apatite that does [1], (draw, element)
    landed: followed elements, all years [kg], (draw, element)
    lost: share of the liquor that stays with the residue [1], (draw,)
    """
    whole = Solids(*(mineral.sum(axis=1) for mineral in mud))
    in_apatite = x["refinery.apatite_share"] * landed
    outside = landed - in_apatite
    holds = units.Matrix(*(x[f"refinery.{n}"] for n in ("matrix_alumina", "matrix_iron_oxide", "oxide_manganese")))
    coarse = recovery.apatite[:, np.newaxis]
    feed = units.mud(whole.part(recovery), in_apatite * coarse, outside * matrix, holds)
    fine = Solids(*(1.0 - share for share in recovery))
    reject = units.mud(whole.part(fine), in_apatite * (1.0 - coarse), outside * (1.0 - matrix), holds)
    gone = Dissolved(*(mineral.sum(axis=1) for mineral in leaching.dissolved))
    residue, wet, gas = units.leach(feed, gone, leaching.end, lost)
    salt = leach_section.pore_salt(x, whole.part(recovery).total)
    acid = leach_section.acid(x, leaching.volume.sum(axis=1))
    sulfuric = x.option("refinery.leach_acid") == "sulfuric"
    draws = len(lost)
    fresh = liquor(draws, sulfate=acid, acid=2.0 * acid) if sulfuric else liquor(draws, chloride=acid, acid=acid)
    return WetEnd(
        landed_mud=units.mud(whole, in_apatite, outside, holds),
        fine_reject=reject,
        leach_feed=feed,
        pore_salt=liquor(draws, sodium=salt, chloride=salt),
        leach_acid=fresh,
        leach_residue=residue,
        leach_liquor=wet,
        leach_gas=gas,
    )


def follow(x: Inputs, wet: WetEnd, purification: Purification, separation: Separation, made: FloatArray) -> Streams:
    """Every stream of the plant; ``made``: share of each element in the clean liquor that becomes product [1]."""
    caught, fallen = purification.caught, purification.fallen
    first = units.capture(wet.leach_liquor, caught[:, :COUNT], caught[:, METALS])
    excess = x["refinery.conversion_excess"]
    second = units.purify(first.cake, purification.turned, excess, fallen[:, :COUNT], fallen[:, METALS])
    rare = units.amount(second.clean.dissolved * elements.REY)
    third = units.separate(
        second.clean,
        made,
        CHARGE * rare * separation.extracted,
        1.5 * x["refinery.oxalic_dose"],
        x.option("refinery.separation") == "own",
    )
    spent = total(first.barren, second.filtrate, second.impurities, third.brine)
    base = x.option("refinery.neutraliser")
    last = neutralisation.neutralise(spent, base, x["refinery.neutraliser_dose"])
    return Streams(
        *wet,
        phosphate_cake=first.cake,
        barren_liquor=first.barren,
        purification_reagents=second.reagents,
        phosphate_filtrate=second.filtrate,
        impurity_cake=second.impurities,
        clean_liquor=second.clean,
        separation_reagents=third.reagents,
        products=third.products,
        spent_brine=third.brine,
        furnace_gas=third.gas,
        neutraliser=last.reagent,
        neutralised_solids=last.solids,
        effluent=last.effluent,
        neutralisation_gas=last.gas,
        caustic_soda=second.caustic_soda,
        hydrochloric_acid=second.hydrochloric_acid,
        base=last.base,
    )


def unit_residuals(streams: Streams) -> dict[str, FloatArray]:
    """Largest relative residual of any element over each unit and the plant [1], (draw,)."""
    found = {}
    for unit, (into, out) in UNITS.items():
        sides = [[_named(streams, name) for name in side] for side in (into, out)]
        found[unit] = np.abs(element_residual(sides[0], sides[1])).max(axis=1)
    return found


def neutrality(streams: Streams) -> FloatArray:
    """Largest charge of any liquor over the charges in it [1], (draw,)."""
    return np.asarray(np.max([np.abs(charge_residual(_named(streams, name))) for name in LIQUORS], axis=0))


def _named(streams: Streams, name: str) -> Stream:
    found = getattr(streams, name)
    assert isinstance(found, Stream)
    return found
