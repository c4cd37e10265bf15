"""The stage ``refinery.refine``: from landed mud to separated oxides."""

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import acid_base, classification, flowsheet, residue, separation, substances
from kaitei.refinery.flowsheet import Routes, Solids
from kaitei.refinery.plant import Plant, by_year, pore_water, set_up
from kaitei.refinery.sections import leaching
from kaitei.refinery.sections.concentrator import STAGES
from kaitei.refinery.sections.details import CIRCUITS, SIZED, SIZES, STREAMS, SUBSTANCES, circuits, streams
from kaitei.refinery.sections.details import STAGES as CASCADE
from kaitei.refinery.sections.equipment import EQUIPMENT, SECTIONS, SOURCES, equipment
from kaitei.refinery.sections.separation import first_fill, grouped
from kaitei.refinery.sections.streams import neutrality, unit_residuals
from kaitei.refinery.streams.matter import SOLIDS
from kaitei.stage import Inputs, stage

REAGENTS = (
    "hydrochloric_acid",
    "sulfuric_acid",
    "caustic_soda",
    "limestone",
    "lime",
    "oxalic_acid",
    "hydrogen_peroxide",
    "extractant",
    "flocculant",
)
FILTERS = {"filter_press": "press", "decanter": "decanter"}
THORIUM, URANIUM = elements.index("Th"), elements.index("U")


@stage(
    "refinery.refine",
    needs=("feed_element", "mud_landed", "cake_landed", "cake_solids_fraction"),
    coordinates={
        "reagent": REAGENTS,
        "outlet": Routes._fields,
        "mineral": Solids._fields,
        "cyclone_stage": STAGES,
        "equipment": tuple(EQUIPMENT),
        "organic_part": ("extractant", "diluent"),
        "stream": STREAMS,
        "substance": SUBSTANCES,
        "solid": SOLIDS,
        "sized_stream": SIZED,
        "size": SIZES,
        "circuit": tuple(map(float, range(CIRCUITS))),
        "cascade_stage": tuple(map(float, range(1, CASCADE + 1))),
        "plant_section": SECTIONS,
    },
    sources=(
        "Takaya2018",
        "Takaya2015",
        "Fenske1932",
        "Plitt1976",
        "Nageswararao2004",
        "Harouiya2007",
        "Underwood1948",
        *SOURCES,
    ),
)
def refine(x: Inputs) -> dict[str, FloatArray]:
    """Takes landed mud apart: classification by size, acid leach, neutralisation, separation into oxides.

    Gives the oxide of each element and all that does not become oxide, what the plant uses, the solids it leaves
    and their radioactivity.
    """
    plant = set_up(x)
    routes = plant.routes
    not_product = routes.fines_reject + routes.leach_residue + routes.precipitate
    oxide = plant.feed * (routes.product * elements.OXIDE_FACTOR)[:, np.newaxis, :]
    left = plant.feed * not_product[:, np.newaxis, :]
    return {
        "oxide_made": oxide,
        "element_to_residue": left,
        "recovery": routes.product,
        "leach_recovery": plant.leaching.end.extraction,
        "outlet_share": np.stack(routes, axis=-1),
        "leach_liquor": plant.leaching.volume,
        "apatite_dissolved": plant.leaching.apatite,
        "leach_fallen": plant.leaching.fallen,
        "leach_end_acidity": plant.leaching.acidity,
        "wash_loss": plant.washing.lost,
        "carbonate_carbon_dioxide": carbon_dioxide(plant),
        "reagent_used": reagents(x, plant),
        **utilities(x, plant),
        **concentrate(x, plant),
        **train(x, plant),
        **solids(plant),
        **equipment(x, plant),
        **(details(x, plant) if x.central else {}),
        **balances(plant, oxide, left),
    }


def details(x: Inputs, plant: Plant) -> dict[str, FloatArray]:
    """What the central case shows beyond the numbers of every draw."""
    return {**streams(x, plant), **circuits(x)}


def reagents(x: Inputs, plant: Plant) -> FloatArray:
    """Mass of each reagent [kg], (draw, year, reagent)."""
    used = {name: np.zeros(x["mud_landed"].shape) for name in REAGENTS}
    kind = x.option("refinery.leach_acid")
    used[f"{kind}_acid"] += leaching.acid(x, plant.leaching.volume) * substances.ACIDS[kind].molar_mass
    used[x.option("refinery.neutraliser")] += plant.with_feed(plant.streams.base)
    used["hydrogen_peroxide"] += acid_base.hydrogen_peroxide_mass(
        plant.leaching.dissolved.manganese_dioxide, by_year(x, "refinery.reductant_dose")
    )
    used["flocculant"] += by_year(x, "refinery.flocculant_dose") * pressed(plant)
    used["caustic_soda"] += plant.with_metal(plant.streams.caustic_soda * substances.CAUSTIC_SODA)
    used["hydrochloric_acid"] += plant.with_metal(plant.streams.hydrochloric_acid * substances.HYDROCHLORIC_ACID)
    if x.option("refinery.separation") == "own":
        moved = plant.separation.extracted[:, np.newaxis]
        used["caustic_soda"] += separation.extraction_caustic_soda(plant.fed, moved)
        used["hydrochloric_acid"] += separation.extraction_hydrochloric_acid(plant.fed, moved)
        made = plant.moles(plant.routes.product)
        used["oxalic_acid"] += separation.oxalic_acid_mass(made, by_year(x, "refinery.oxalic_dose"))
        used["extractant"] += by_year(x, "refinery.extractant_loss") * plant.oxide
    return np.stack([used[name] for name in REAGENTS], axis=-1)


def carbon_dioxide(plant: Plant) -> FloatArray:
    """Carbon dioxide out of calcite and limestone [kg], (draw, year)."""
    carbon = plant.streams.leach_gas.carbon + plant.streams.neutralisation_gas.carbon
    return plant.with_feed(carbon * substances.CARBON_DIOXIDE)


def pressed(plant: Plant) -> FloatArray:
    """Dry solids that are thickened and pressed or spun [kg], (draw, year)."""
    return np.asarray(sum(plant.solid_outlets))


def utilities(x: Inputs, plant: Plant) -> dict[str, FloatArray]:
    """Electricity, heat [J] and fresh water [m3], (draw, year); a toll separator brings its own."""
    own = x.option("refinery.separation") == "own"
    oxide = plant.oxide * own
    classified = x["mud_landed"] if x.option("refinery.concentration") != "none" else np.zeros_like(oxide)
    pumps = plant.concentrator.electricity[:, np.newaxis]
    return {
        "refinery_electricity": (by_year(x, "refinery.electricity_washing") + pumps) * classified
        + by_year(x, "refinery.electricity_leach") * plant.concentrate.total
        + by_year(x, f"refinery.electricity_{FILTERS[x.option('refinery.filter')]}") * pressed(plant)
        + by_year(x, "refinery.electricity_separation") * oxide
        + (x["refinery.mixer_power"] * plant.separation.mixers)[:, np.newaxis] * plant.fed * own,
        "refinery_heat": by_year(x, "refinery.heat_calcination") * oxide,
        "fresh_water": by_year(x, "refinery.water_wash") * pore_water(x)
        + by_year(x, "refinery.water_leach") * plant.leaching.volume
        + plant.washing.water[:, np.newaxis] * plant.solid_outlets.leach_residue
        + by_year(x, "refinery.water_separation") * oxide,
    }


def train(x: Inputs, plant: Plant) -> dict[str, FloatArray]:
    """How the liquor is purified and parted."""
    made = plant.separation
    rate = plant.rate(plant.fed) * (x.option("refinery.separation") == "own")
    organic = made.organic * rate
    extractant, diluent = first_fill(x, organic)
    return {
        "purification_recovery": plant.purification.recovery,
        "train_recovery": made.recovery,
        "product_purity": made.purity_of,
        "sold_in_group": np.broadcast_to(grouped(x.option("refinery.products")), made.recovery.shape),
        "extracted_per_fed": made.extracted,
        "mixer_settlers": made.stages,
        "organic_inventory": organic,
        "first_fill": np.stack([extractant, diluent], axis=-1),
    }


def concentrate(x: Inputs, plant: Plant) -> dict[str, FloatArray]:
    """Amount and quality of the leach feed."""
    share = plant.routes.concentrate
    mass, mud = plant.concentrate.total.sum(axis=1), plant.mud.total.sum(axis=1)
    mass_yield = mass / np.where(mud > 0.0, mud, 1.0)
    fed, landed = (plant.elements(s * elements.REY).sum(axis=1) for s in (share, np.ones_like(share)))
    recovered = fed / np.where(landed > 0.0, landed, 1.0)
    some = np.where(mass_yield > 0.0, mass_yield, 1.0)
    thorium, uranium = radioactive(plant, share)
    return {
        "concentrate_made": plant.concentrate.total,
        "concentrate_yield": mass_yield,
        "mineral_recovery": np.stack(plant.concentrator.recovery, axis=-1),
        "cyclones": plant.concentrator.cyclones,
        "classification_water": plant.concentrator.water[:, np.newaxis] * plant.mud.total,
        "concentrate_upgrade": classification.upgrade(recovered, some),
        "activity_concentrate": residue.specific_activity(thorium, uranium, mass),
    }


def radioactive(plant: Plant, share: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Thorium and uranium in a stream, all years [kg], (draw,)."""
    mass = plant.feed.sum(axis=1) * share
    return mass[:, THORIUM], mass[:, URANIUM]


def solids(plant: Plant) -> dict[str, FloatArray]:
    """Residue and its radioactivity."""
    routes, parts = plant.routes, plant.solid_outlets
    all_solids = parts.fines_reject + parts.leach_residue + parts.precipitate
    not_product = routes.fines_reject + routes.leach_residue + routes.precipitate
    return {
        "residue": all_solids,
        "activity_residue": residue.specific_activity(*radioactive(plant, not_product), all_solids.sum(axis=1)),
        "activity_precipitate": residue.specific_activity(
            *radioactive(plant, routes.precipitate), parts.precipitate.sum(axis=1)
        ),
    }


def balances(plant: Plant, oxide: FloatArray, left: FloatArray) -> dict[str, FloatArray]:
    """Largest relative residual of the elements over the plant and over each unit, and of the charge of any liquor.

    Thorium and uranium also outlet by outlet.
    """
    landed = plant.feed.sum(axis=1)
    found = (oxide / elements.OXIDE_FACTOR + left).sum(axis=1)
    by_outlet = sum(landed * share for share in plant.routes)
    followed = flowsheet.relative_residual(landed, np.asarray(by_outlet))[:, (THORIUM, URANIUM)]
    return {
        "element_balance": np.abs(flowsheet.relative_residual(landed, found)).max(axis=1),
        "thorium_balance": np.abs(followed).max(axis=1),
        "unit_balance": np.max(list(unit_residuals(plant.streams).values()), axis=0),
        "charge_balance": neutrality(plant.streams),
    }
