"""Acid that the minerals of a leach take, and the base that makes all spent liquors neutral."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery import acid_base
from kaitei.refinery import substances as of
from kaitei.refinery.flowsheet import Dissolved
from kaitei.refinery.leaching import undissociated_share_of_phosphate
from kaitei.refinery.streams.matter import TRACE_CHARGE, ion
from kaitei.refinery.streams.stream import Stream, cake, liquor, moles, total
from kaitei.refinery.streams.units import amount


class AcidDemand(NamedTuple):
    """Protons that the minerals of a leach take up [mol]."""

    apatite: FloatArray
    calcite: FloatArray
    sesquioxides: FloatArray
    manganese: FloatArray

    @property
    def total(self) -> FloatArray:
        """All of them [mol]."""
        return self.apatite + self.calcite + self.sesquioxides + self.manganese


def acid_demand(gone: Dissolved, acidity: FloatArray) -> AcidDemand:
    """Protons that the minerals take up, mineral by mineral.

    Args:
        gone: what the leach dissolves [kg].
        acidity: pH at the end of the leach [1].

    >>> gone = Dissolved(*(np.array(v) for v in (100.0, 10.0, 0.0, 0.0, 0.0)))
    >>> float(acid_base.acid_mass(acid_demand(gone, np.array(0.0)).total, "hydrochloric").round(1))
    79.4
    """
    return AcidDemand(
        apatite=acid_base.protons_for_apatite(gone.apatite, undissociated_share_of_phosphate(acidity)),
        calcite=acid_base.protons_for_calcite(gone.calcite),
        sesquioxides=acid_base.protons_for_sesquioxides(gone.alumina, gone.iron_oxide),
        manganese=acid_base.protons_for_manganese(gone.manganese_dioxide),
    )


class Neutralised(NamedTuple):
    """The base that was given and what it made of the liquors."""

    base: FloatArray
    """Base given (100 %) [kg], (draw,)."""
    reagent: Stream
    """The same as a stream."""
    solids: Stream
    effluent: Stream
    gas: Stream


class _Falls(NamedTuple):
    """What falls out [mol], (draw,)."""

    fluoride: FloatArray
    oxalate: FloatArray
    phosphate: FloatArray
    protons: FloatArray
    """Hydrogen that the base takes."""


def neutralise(spent: Stream, base: str, dose: FloatArray) -> Neutralised:
    """Spent liquors and cakes brought to neutral water and solids.

    Args:
        spent: all that is neutralised together; solids in it stay as they are.
        base: ``limestone``, ``lime`` or ``caustic_soda``.
        dose: base given over base needed, 1 or more [1], (draw,).

    Fluoride, oxalate and phosphate take calcium, in this order and as far as there is any, that of the base included;
    aluminium, iron and all followed elements fall out as hydroxide; gypsum takes the calcium that is left. Phosphate
    without calcium stays as HPO4--. Manganese, sodium, chloride and the rest of the calcium leave with the water. The
    base takes

        H+  +  2 per PO4 that falls out and 1 per one that stays  +  3 per Al, Fe and followed element

    and nothing where the liquors are alkaline already.

    >>> acid = liquor(1, chloride=1000.0, acid=1000.0)
    >>> float(neutralise(acid, "limestone", np.ones(1)).base.round(2)[0])
    50.04
    """
    reagent = of.BASES[base]
    per_proton = 1.0 / reagent.equivalents
    fallen = _what_falls(spent, reagent.calcium * per_proton)
    reacted = fallen.protons * per_proton
    over = reacted * (dose - 1.0)
    calcium = spent.ions[:, ion("calcium")] + reacted * reagent.calcium
    calcium = calcium - fallen.fluoride / 2.0 - fallen.oxalate - 1.5 * fallen.phosphate
    gypsum = np.clip(np.minimum(spent.ions[:, ion("sulfate")], calcium), 0.0, None)
    given = _base(base, reacted + over)
    solids = _solids(spent, base, fallen, gypsum, over * reagent.solid)
    effluent = _effluent(spent, fallen, gypsum, calcium - gypsum)
    sodium = ion("sodium")
    effluent.ions[:, sodium] += (reacted + over) * (base == "caustic_soda")
    effluent.ions[:, ion("acid")] -= over * (not reagent.solid)
    gas = liquor(len(dose))._replace(carbon=reacted * reagent.carbon)
    return Neutralised((reacted + over) * reagent.molar_mass, given, solids, effluent, gas)


def _what_falls(spent: Stream, calcium_per_proton: float) -> _Falls:
    """Salts of calcium that fall out, and the hydrogen that the base takes."""
    at = {name: spent.ions[:, ion(name)] for name in ("acid", "calcium", "fluoride", "oxalate", "phosphate")}
    calcium = at["calcium"]
    fluoride = np.clip(np.minimum(at["fluoride"], 2.0 * calcium), 0.0, None)
    oxalate = np.clip(np.minimum(at["oxalate"], calcium - fluoride / 2.0), 0.0, None)
    hydroxides = spent.ions[:, ion("aluminium")] + spent.ions[:, ion("iron")] + amount(spent.dissolved)
    always = at["acid"] + at["phosphate"] + TRACE_CHARGE * hydroxides
    left = calcium - fluoride / 2.0 - oxalate
    # NOTE: the calcium of the base helps the phosphate down, which frees hydrogen, which asks for more base: the most
    # that falls out solves 1.5 p = left + c max(always + p, 0), whose right side is the larger of two straight lines.
    most = np.maximum(left / 1.5, (left + calcium_per_proton * always) / (1.5 - calcium_per_proton))
    phosphate = np.clip(np.minimum(at["phosphate"], most), 0.0, None)
    return _Falls(fluoride, oxalate, phosphate, np.maximum(always + phosphate, 0.0))


def _solids(spent: Stream, base: str, fallen: _Falls, gypsum: FloatArray, over: FloatArray) -> Stream:
    """Solids that were there, what falls out, and base that did not react."""
    metal = {name: spent.ions[:, ion(name)] for name in ("aluminium", "iron")}
    made = {
        "gypsum": gypsum,
        "calcium_phosphate": fallen.phosphate / 2.0,
        "calcium_fluoride": fallen.fluoride / 2.0,
        "calcium_oxalate": fallen.oxalate,
        "aluminium_hydroxide": metal["aluminium"],
        "iron_hydroxide": metal["iron"],
    }
    if of.BASES[base].solid:
        made["calcite" if base == "limestone" else "lime"] = over
    new = cake(len(gypsum), spent.dissolved, **{name: moles(name, part) for name, part in made.items()})
    return total(Stream(spent.solids, spent.held, 0.0 * spent.ions, 0.0 * spent.dissolved, 0.0 * spent.carbon), new)


def _effluent(spent: Stream, fallen: _Falls, gypsum: FloatArray, calcium: FloatArray) -> Stream:
    """The water that leaves, before base in excess."""
    ions = spent.ions.copy()
    for name in ("aluminium", "iron"):
        ions[:, ion(name)] = 0.0
    ions[:, ion("calcium")] = calcium
    ions[:, ion("fluoride")] -= fallen.fluoride
    ions[:, ion("oxalate")] -= fallen.oxalate
    ions[:, ion("phosphate")] -= fallen.phosphate
    ions[:, ion("sulfate")] -= gypsum
    freed = 2.0 * fallen.phosphate + TRACE_CHARGE * (
        spent.ions[:, ion("aluminium")] + spent.ions[:, ion("iron")] + amount(spent.dissolved)
    )
    ions[:, ion("acid")] += freed - fallen.protons
    return liquor(len(gypsum))._replace(ions=ions)


def _base(base: str, given: FloatArray) -> Stream:
    """A base as a stream; ``given`` [mol], (draw,)."""
    if base == "caustic_soda":
        return liquor(len(given), sodium=given, acid=-given)
    name = "calcite" if base == "limestone" else "lime"
    return cake(len(given), **{name: moles(name, given)})
