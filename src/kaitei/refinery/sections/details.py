"""What only the central case shows: the stream table of the mean year, and the circuits of the train."""

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery import substances
from kaitei.refinery.dewatering.slurry import liquor_per_solids
from kaitei.refinery.hydrocyclone.sizes import EDGES, shares_lognormal, sizes_of_bins
from kaitei.refinery.plant import FRESH_WATER_DENSITY, Plant, pore_water
from kaitei.refinery.sections.dewatering import clay_density, press_flux
from kaitei.refinery.sections.purification import CHLORIDE_STRENGTH
from kaitei.refinery.sections.separation import PLACES, built
from kaitei.refinery.sections.streams import Streams
from kaitei.refinery.streams.matter import MAJORS
from kaitei.refinery.streams.stream import Stream, nothing, total
from kaitei.refinery.train.circuit import FACTOR, MET, NO_FEED
from kaitei.refinery.train.circuit import STAGES as STAGES_CAPPED
from kaitei.refinery.train.profile import Profile, central_profile, picture
from kaitei.stage import Inputs

STREAMS = (
    "landed_mud", "dilution_water", "fine_reject", "leach_feed", "leach_acid", "leach_residue", "leach_liquor",
    "phosphate_cake", "barren_liquor", "purification_reagents", "phosphate_filtrate", "impurity_cake", "clean_liquor",
    "separation_reagents", "products", "spent_brine", "neutraliser", "neutralised_solids", "effluent", "gas",
)  # fmt: skip
"""In the order of their numbers in the flow diagram."""

JOINED = {
    "leach_acid": ("pore_salt", "leach_acid"),
    "gas": ("leach_gas", "furnace_gas", "neutralisation_gas"),
}
"""Streams of the diagram that are several: the salt in the pores is shown with the acid it meets."""

SHOWN = ("Nd", "Dy", "Tb", "Y", "Th", "U")
SUBSTANCES = ("solids", "water", "REO", *SHOWN, *MAJORS)
SIZES = tuple(float(f"{size:.3g}") for size in 1e6 * sizes_of_bins(EDGES))
"""Size that stands for each bin of grains [um]."""

SIZED = ("landed_mud", "fine_reject", "leach_feed")
"""Streams whose grain sizes are followed."""

BINDING = (MET, STAGES_CAPPED, FACTOR, NO_FEED)
"""What may keep a circuit from the purity it was asked for, by the number that stands for it."""

CIRCUITS, STAGES = 14, 250
"""Most circuits a train has, and most stages of a circuit that a profile shows."""


def streams(x: Inputs, plant: Plant) -> dict[str, FloatArray]:
    """Stream table of the mean year of production: substances and solids by kind [kg], and grain sizes [kg]."""
    years = max(int((plant.mud.total[0] > 0.0).sum()), 1)
    found = {name: _joined(plant.streams, name) for name in STREAMS}
    wet = water(x, plant)
    return {
        "stream_mass": _cleared(
            np.array([_row(found[name], wet[name], name == "products") for name in STREAMS]) / years
        ),
        "stream_solids": _cleared(np.array([found[name].solids[0] for name in STREAMS]) / years),
        "stream_sizes": grain_sizes(x, plant) / years,
    }


def _cleared(table: FloatArray) -> FloatArray:
    """The table without what rounding leaves where nothing is: less than 1e-12 of the largest in its column."""
    return np.where(np.abs(table) > 1e-12 * np.abs(table).max(axis=0), table, 0.0)


def _joined(made: Streams, name: str) -> Stream:
    """A stream of the diagram; nothing of it is followed if it is water alone."""
    parts = [getattr(made, part) for part in JOINED.get(name, (name,)) if hasattr(made, part)]
    return total(*parts) if parts else nothing(len(made.base))


def _row(stream: Stream, wet: float, oxides: bool) -> list[float]:
    held = stream.followed[0]
    oxide = float((held * elements.OXIDE_FACTOR * elements.REY).sum())
    majors = stream.majors[0] * np.array([substances.ATOMIC_WEIGHT[symbol] for symbol in MAJORS])
    dry = oxide if oxides else float(stream.dry[0])
    return [dry, wet, oxide, *(float(held[elements.index(symbol)]) for symbol in SHOWN), *map(float, majors)]


def water(x: Inputs, plant: Plant) -> dict[str, float]:
    """Water in each stream, all years [kg]: what comes, is added, stays in cakes and leaves; none is made or bound."""
    made = plant.streams
    cake = liquor_per_solids(press_flux(x, x["refinery.thickener_underflow"], clay_density(x))[1])[0]
    under = liquor_per_solids(x["refinery.thickener_underflow"])[0]
    dry = {name: float(getattr(made, name).dry[0]) for name in Streams._fields[:-3]}
    volume = float(plant.leaching.volume[0].sum()) * FRESH_WATER_DENSITY
    washed = float(plant.washing.water[0]) * dry["leach_residue"] * FRESH_WATER_DENSITY
    mud = float(plant.mud.total[0].sum())
    clean = float(plant.fed[0].sum()) / CHLORIDE_STRENGTH * FRESH_WATER_DENSITY
    leached = volume + washed + under * dry["leach_feed"] - cake * dry["leach_residue"]
    wet = dict.fromkeys(STREAMS, 0.0) | {
        "landed_mud": float(pore_water(x)[0].sum()) * FRESH_WATER_DENSITY,
        "dilution_water": float(plant.concentrator.water[0]) * mud * FRESH_WATER_DENSITY,
        "fine_reject": cake * dry["fine_reject"],
        "leach_feed": under * dry["leach_feed"],
        "leach_acid": volume,
        "leach_residue": cake * dry["leach_residue"],
        "leach_liquor": leached,
        "phosphate_cake": cake * dry["phosphate_cake"],
        "barren_liquor": leached - cake * dry["phosphate_cake"],
        "impurity_cake": cake * dry["impurity_cake"],
        "clean_liquor": clean,
        "spent_brine": clean,
        "neutralised_solids": cake * dry["neutralised_solids"],
    }
    return wet | {"effluent": wet["barren_liquor"] + clean - wet["neutralised_solids"]}


def grain_sizes(x: Inputs, plant: Plant) -> FloatArray:
    """Minerals by size in the streams that are sized, all years [kg], (sized_stream, mineral, size)."""
    shares = shares_lognormal(x["refinery.grain_median"][0], x["refinery.grain_spread"][0], EDGES)
    mud = np.array([float(mineral[0].sum()) for mineral in plant.mud])[:, np.newaxis] * shares
    coarse = mud * plant.concentrator.by_bin[0]
    return np.stack([mud, mud - coarse, coarse])


def circuits(x: Inputs) -> dict[str, FloatArray]:
    """Cuts, stages and flows of the circuits as built, and the profile of the one with most; NaN beyond the last."""
    train = built(x)
    made = train.central
    table = np.full((6, CIRCUITS), np.nan)
    for at, circuit in enumerate(train.circuits):
        light, heavy = (train.slate[group].elements for group in (circuit.cut.light[-1], circuit.cut.heavy[0]))
        table[:, at] = (
            train.elements.index(light[-1]),
            train.elements.index(heavy[0]),
            circuit.built.extraction_stages,
            circuit.built.scrub_stages,
            made.extracted[0, at] / made.fed[0, 0].sum(),
            BINDING.index(circuit.built.binding),
        )
    longest = int(np.nansum(table[2:4], axis=0).argmax())
    circuit = train.circuits[longest]
    ratio = train.extractants[circuit.cut.extractant].ratios(train.elements)[0]
    shown = central_profile(circuit, ratio, made, longest)
    names = ("light", "heavy", "extraction_stages", "scrub_stages", "extracted", "binding")
    found = dict(zip((f"circuit_{name}" for name in names), table, strict=True)) | {
        "profile_circuit": np.array(float(longest))
    }
    return found | _profile(shown, circuit.sides.up)


def _profile(made: Profile, up: BoolArray) -> dict[str, FloatArray]:
    count = min(len(made.aqueous), STAGES)
    table = np.full((2, STAGES, len(elements.ELEMENTS)), np.nan)
    for part, values in zip(table, (made.aqueous, made.organic), strict=True):
        part[:count] = 0.0
        part[:count, PLACES] = values[:count]
    drawn = picture(made, up, float(made.organic[-1, up].sum()))
    steps = np.full((3, STAGES), np.nan)
    steps[:, :count] = drawn.equilibrium[:count, 0], drawn.equilibrium[:count, 1], drawn.operating[:count, 0]
    return {
        "profile_aqueous": table[0],
        "profile_organic": table[1],
        "mccabe_aqueous": steps[0],
        "mccabe_organic": steps[1],
        "mccabe_arriving": steps[2],
    }
