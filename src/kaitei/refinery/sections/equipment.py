"""The equipment list: every machine of the plant with its number and size, from the flows of the largest year."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.equipment.catalogue import machine_named
from kaitei.refinery.equipment.purchase import Item, Section, buildable, purchase
from kaitei.refinery.plant import Plant, pore_water
from kaitei.refinery.purification.retention import retention_volume, stirring_power
from kaitei.refinery.sections.dewatering import Dewatering, clay_density, dewater
from kaitei.refinery.sections.leaching import acid as acid_used
from kaitei.refinery.sections.separation import GROUPS
from kaitei.refinery.substances import ACIDS
from kaitei.stage import Inputs

FILLED = 0.85
"""Share of a tank's volume that is filled [1]."""

ACID_DENSITY = 1180.0
"""Of hydrochloric acid as delivered [kg/m3]; sulfuric acid takes less room."""

DELIVERED = 0.36
"""Acid (100 %) in it by mass [1]."""

SECTIONS: tuple[Section, ...] = ("concentrator", "leach_plant", "separation_plant")

EQUIPMENT: dict[str, tuple[Section, str]] = {
    "dispersing_tanks": ("concentrator", "plastic_tank"),
    "dispersing_agitators": ("concentrator", "slurry_agitator"),
    "cyclone_pumps": ("concentrator", "pump"),
    "hydrocyclones": ("concentrator", "hydrocyclone"),
    "reject_thickener": ("concentrator", "thickener_concrete"),
    "reject_presses": ("concentrator", "filter_press"),
    "reject_decanters": ("concentrator", "decanter"),
    "acid_storage": ("leach_plant", "plastic_tank"),
    "leach_tanks": ("leach_plant", "lined_tank"),
    "leach_agitators": ("leach_plant", "slurry_agitator"),
    "wash_thickeners": ("leach_plant", "thickener_lined"),
    "residue_presses": ("leach_plant", "filter_press"),
    "residue_decanters": ("leach_plant", "decanter"),
    "neutralisation_tanks": ("leach_plant", "lined_tank"),
    "neutralisation_agitators": ("leach_plant", "slurry_agitator"),
    "precipitate_thickener": ("leach_plant", "thickener_concrete"),
    "precipitate_presses": ("leach_plant", "filter_press"),
    "precipitate_decanters": ("leach_plant", "decanter"),
    "mixer_settlers": ("separation_plant", "mixer_settler_box"),
    "separation_storage": ("separation_plant", "plastic_tank"),
    "product_tanks": ("separation_plant", "plastic_tank"),
    "product_filters": ("separation_plant", "drum_filter"),
    "furnaces": ("separation_plant", "calciner"),
}
"""Section and kind of machine of each line of the list, in the order in which the mud meets them."""


SOURCES = tuple(dict.fromkeys(key for _, kind in EQUIPMENT.values() for key in machine_named(kind).sources))
"""What the costs of these machines rest on."""


def equipment(x: Inputs, plant: Plant) -> dict[str, FloatArray]:
    """Number [1] and size [SI] of each line as it would be bought, and its purchase [USD of 2022], (draw, equipment).

    The part of the money that rests on machines smaller than their cost relation holds for is given as a share.
    """
    duties = {**_concentrator(x, plant), **_leach_plant(x, plant), **_separation_plant(x, plant)}
    nothing = np.zeros(x.size("draw"))
    items = {name: Item(*kind, *duties.get(name, (nothing, nothing))) for name, kind in EQUIPMENT.items()}
    bought = [buildable(item) for item in items.values()]
    money = [purchase(item) for item in items.values()]
    factor = x["refinery.equipment_cost_factor"][:, np.newaxis]
    cost = np.stack([paid.cost for paid in money], axis=-1) * factor
    beyond = np.stack([paid.extrapolated for paid in money], axis=-1) * factor
    total = cost.sum(axis=-1)
    return {
        "equipment_number": np.stack([made.number + nothing for made in bought], axis=-1),
        "equipment_size": np.stack([made.size + nothing for made in bought], axis=-1),
        "equipment_purchase": cost,
        "residue_cake_solids": _machines(x, plant, plant.solid_outlets.precipitate).cake_solids,
        "equipment_extrapolated": beyond.sum(axis=-1) / np.where(total > 0.0, total, 1.0),
        "section_purchase": np.stack([_of_section(cost, section) for section in SECTIONS], axis=-1),
    }


def _of_section(cost: FloatArray, section: Section) -> FloatArray:
    mask = np.array([place == section for place, _ in EQUIPMENT.values()])
    return np.asarray((cost * mask).sum(axis=-1))


Duties = dict[str, tuple[FloatArray, FloatArray]]


def _concentrator(x: Inputs, plant: Plant) -> Duties:
    if x.option("refinery.concentration") == "none":
        return {}
    made, one = plant.concentrator, np.ones(x.size("draw"))
    mud = plant.rate(plant.mud.total)
    pulp = plant.rate(plant.mud.total / clay_density(x)[:, np.newaxis] + pore_water(x))
    volume = retention_volume(pulp, x["refinery.dispersing_time"], np.array(FILLED))
    slurry = made.slurry.sum(axis=1)
    units = made.cyclones.sum(axis=1)
    return {
        "dispersing_tanks": (one, volume),
        "dispersing_agitators": (one, x["refinery.electricity_washing"] * mud),
        "cyclone_pumps": (2.0 * one, slurry),
        "hydrocyclones": (units, slurry / np.where(units > 0.0, units, 1.0)),
        **_dewatered("reject", _machines(x, plant, plant.solid_outlets.fines_reject)),
    }


def _leach_plant(x: Inputs, plant: Plant) -> Duties:
    one, filled = np.ones(x.size("draw")), np.array(FILLED)
    solids, liquor = plant.rate(plant.concentrate.total), plant.rate(plant.leaching.volume)
    leach = retention_volume(liquor + solids / clay_density(x), x["refinery.leach_time"], filled)
    tanks = retention_volume(liquor, x["refinery.retention_time"], filled)
    kind = x.option("refinery.leach_acid")
    acid = plant.rate(acid_used(x, plant.leaching.volume)) * ACIDS[kind].molar_mass / DELIVERED
    acid = acid * x["refinery.acid_stock"]
    residue = _machines(x, plant, plant.solid_outlets.leach_residue)
    return {
        "acid_storage": (one, acid / ACID_DENSITY),
        "leach_tanks": (one, leach),
        "leach_agitators": (one, x["refinery.electricity_leach"] * solids),
        "wash_thickeners": (x["refinery.wash_stages"], residue.thickener),
        "neutralisation_tanks": (one, tanks),
        "neutralisation_agitators": (one, stirring_power(tanks, filled, x["refinery.stirring_intensity"])),
        "residue_presses": (one, residue.press),
        "residue_decanters": (one, residue.decanted),
        **_dewatered("precipitate", _machines(x, plant, plant.solid_outlets.precipitate)),
    }


def _separation_plant(x: Inputs, plant: Plant) -> Duties:
    if x.option("refinery.separation") == "toll":
        return {}
    one, made, fed = np.ones(x.size("draw")), plant.separation, plant.rate(plant.fed)
    oxide, liquor = plant.rate(plant.oxide), fed / STRIP_LIQUOR
    products = np.full_like(one, len(GROUPS[x.option("refinery.products")]))
    tanks = retention_volume(liquor, x["refinery.retention_time"], np.array(FILLED))
    return {
        "mixer_settlers": (made.stages, made.volume * fed / made.stages),
        "separation_storage": (4.0 * one, liquor * x["refinery.acid_stock"]),
        "product_tanks": (products, tanks / products),
        "product_filters": (products, oxide / FILTER_RATE / products),
        "furnaces": (products, x["refinery.heat_calcination"] * oxide / products),
    }


STRIP_LIQUOR = 1000.0 / 5.0
"""Rare earths in the liquor that oxalate falls out of [mol/m3], about 35 g/L of oxide (usual practice, from memory)."""

FILTER_RATE = 50.0 / 3600.0
"""Oxide over area of the oxalate filters [kg/m2/s], our estimate for coarse crystals."""


def _machines(x: Inputs, plant: Plant, solids: FloatArray) -> Dewatering:
    return dewater(x, plant.rate(solids), clay_density(x))


def _dewatered(name: str, machines: Dewatering) -> Duties:
    one = np.ones_like(machines.press)
    return {
        f"{name}_thickener": (one, machines.thickener),
        f"{name}_presses": (one, machines.press),
        f"{name}_decanters": (one, machines.decanted),
    }
