"""What only the central case shows: the stream table of the largest year, and the circuits of the train."""

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery.dewatering.slurry import liquor_per_solids
from kaitei.refinery.plant import FRESH_WATER_DENSITY, Plant, pore_water
from kaitei.refinery.sections.dewatering import clay_density, press_flux
from kaitei.refinery.sections.purification import CHLORIDE_STRENGTH, impurity_mass, phosphate_mass
from kaitei.refinery.sections.separation import PLACES, built
from kaitei.refinery.train.circuit import FACTOR, MET, NO_FEED
from kaitei.refinery.train.circuit import STAGES as STAGES_CAPPED
from kaitei.refinery.train.profile import Profile, central_profile, picture
from kaitei.stage import Inputs

STREAMS = (
    "landed_mud", "dilution_water", "fine_reject", "leach_feed", "leach_acid", "leach_residue", "leach_liquor",
    "phosphate_cake", "barren_liquor", "impurity_cake", "clean_liquor", "products", "neutralised_solids", "effluent",
)  # fmt: skip
"""In the order of their numbers in the flow diagram."""

SHOWN = ("Nd", "Dy", "Tb", "Y", "Th", "U")
SUBSTANCES = ("solids", "water", "REO", *SHOWN)
BINDING = (MET, STAGES_CAPPED, FACTOR, NO_FEED)
"""What may keep a circuit from the purity it was asked for, by the number that stands for it."""

CIRCUITS, STAGES = 14, 250
"""Most circuits a train has, and most stages of a circuit that a profile shows."""


def streams(x: Inputs, plant: Plant) -> FloatArray:
    """Mass of each substance in each stream in the largest year [kg], (stream, substance)."""
    year = int(plant.mud.total[0].argmax())
    routes, feed = plant.routes, plant.feed[0, year]
    solids, caught = plant.solid_outlets, plant.purification.caught
    cake = liquor_per_solids(press_flux(x, x["refinery.thickener_underflow"], clay_density(x))[1])[0]
    under = liquor_per_solids(x["refinery.thickener_underflow"])[0]
    dry = {name: float(part[0, year]) for name, part in zip(solids._fields, solids, strict=True)}
    volume = float(plant.liquor.volume[0, year]) * FRESH_WATER_DENSITY
    washed = float(plant.washing.water[0]) * dry["leach_residue"] * FRESH_WATER_DENSITY
    diluted = float(plant.concentrator.water[0] * plant.mud.total[0, year]) * FRESH_WATER_DENSITY
    landed = float(pore_water(x)[0, year]) * FRESH_WATER_DENSITY
    fed, liquor = float(plant.concentrate.total[0, year]), routes.liquor[0]
    clean = float(plant.fed[0, year]) / CHLORIDE_STRENGTH * FRESH_WATER_DENSITY
    phosphate = float(phosphate_mass(plant.purification, plant.caught, plant.dissolved)[0, year])
    impurity = float(impurity_mass(plant.purification, plant.dissolved)[0, year])
    leached = volume + washed + under * fed - cake * dry["leach_residue"]
    rows = {
        "landed_mud": (float(plant.mud.total[0, year]), landed, 1.0),
        "dilution_water": (0.0, diluted, 0.0),
        "fine_reject": (dry["fines_reject"], cake * dry["fines_reject"], routes.fines_reject[0]),
        "leach_feed": (fed, under * fed, routes.concentrate[0]),
        "leach_acid": (0.0, volume, 0.0),
        "leach_residue": (dry["leach_residue"], cake * dry["leach_residue"], routes.leach_residue[0]),
        "leach_liquor": (0.0, leached, liquor),
        "phosphate_cake": (phosphate, cake * phosphate, liquor * caught[0]),
        "barren_liquor": (0.0, leached - cake * phosphate, liquor * (1.0 - caught[0])),
        "impurity_cake": (impurity, cake * impurity, liquor * (caught[0] - plant.purification.recovery[0])),
        "clean_liquor": (0.0, clean, liquor * plant.purification.recovery[0]),
        "products": (float(plant.oxide[0, year]), 0.0, routes.product[0]),
        "neutralised_solids": (dry["precipitate"], cake * dry["precipitate"], routes.precipitate[0]),
        "effluent": (0.0, leached - cake * dry["precipitate"], 0.0),
    }
    return np.array([_row(*rows[name], feed) for name in STREAMS])


def _row(solids: float, water: float, share: FloatArray | float, feed: FloatArray) -> list[float]:
    held = feed * share
    oxide = float((held * elements.OXIDE_FACTOR * elements.REY).sum())
    return [solids, water, oxide, *(float(held[elements.index(symbol)]) for symbol in SHOWN)]


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
