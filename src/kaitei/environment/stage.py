"""The stage ``environment.assess``: plumes and blanketed sea floor, CO2, natural radioactivity."""

import numpy as np

from kaitei.environment import carbon, plume_figures, radioactivity, release
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs, stage

DEPOSITION_THRESHOLDS = (0.1, 1.0, 10.0)
CONCENTRATION_FACTORS = (2.0, 10.0, 100.0)
CO2_SOURCES = ("mining_vessel", "carriers", "dewatering", "refinery_energy", "reagents", "toll_separation")
MATERIALS = ("mud", "concentrate", "residue", "precipitate")

MAP_X = tuple(float(v) for v in np.linspace(-2.0, 22.0, 121).round(3))
MAP_Y = tuple(float(v) for v in np.linspace(-4.0, 4.0, 81).round(3))
THORIUM, URANIUM = elements.index("Th"), elements.index("U")


@stage(
    "environment.assess",
    needs=(
        "operating_share",
        "site.water_depth",
        "deposit.bed_water_density",
        "mine.collector_loss",
        "refinery.separation",
        "grain_density",
        "mud_dry_density",
        "mining_vessels",
        "lifting_days",
        "mud_lifted",
        "mud_landed",
        "mud_lost",
        "mud_spilled",
        "return_water",
        "fleet.fuel_oil_share",
        "fuel_mining_vessel",
        "fuel_carriers",
        "fuel_dewatering",
        "flocculant_used",
        "mud_mined",
        "seafloor_opened",
        "feed_element",
        "oxide_made",
        "reagent_used",
        "carbonate_carbon_dioxide",
        "refinery_electricity",
        "refinery_heat",
        "activity_concentrate",
        "activity_residue",
        "activity_precipitate",
    ),
    coordinates={
        "settling_class": release.SETTLING_CLASSES,
        "deposition_threshold": DEPOSITION_THRESHOLDS,
        "concentration_factor": CONCENTRATION_FACTORS,
        "co2_source": CO2_SOURCES,
        "material": MATERIALS,
        "map_y": MAP_Y,
        "map_x": MAP_X,
    },
    sources=("Ermak1977", "Winterwerp1998", "FergusonChurch2004", "Stokes1851"),
)
def assess(x: Inputs) -> dict[str, FloatArray]:
    """Takes the mud let go, the sea floor worked, fuel, power and reagents of the chain.

    Gives the sea floor blanketed and the water clouded in the first year of full production, the CO2 of every
    year by source, and the activity of what is landed and made.
    """
    r = release.set_up(x)
    made = {
        "plume_year": x.years[r.year].astype(np.float64),
        "plume_released": release.collector_loss(x) + release.return_fines(x),
        "settling_speed": r.settling,
        **plume_figures.figures(x, r, DEPOSITION_THRESHOLDS, CONCENTRATION_FACTORS),
        **co2(x),
        **activity(x),
    }
    if x.central:
        finer = release.set_up(x, release.MAP_CLASSES)
        made |= plume_figures.maps(x, finer, np.array(MAP_Y), np.array(MAP_X))
    return made


def co2(x: Inputs) -> dict[str, FloatArray]:
    """CO2 by source, and over the whole project per mud and per oxides."""
    used = np.concatenate([x["reagent_used"], x["flocculant_used"][:, :, np.newaxis]], axis=2)
    factor = np.stack([x[f"environment.{name}_co2"] for name in (*x.labels("reagent"), "flocculant")], axis=1)
    oxides = (x["oxide_made"] * elements.REY).sum(axis=2)
    toll = oxides if x.option("refinery.separation") == "toll" else np.zeros_like(oxides)
    oil, gas_oil = x["fleet.fuel_oil_share"].T, x["environment.marine_gas_oil_co2"]
    vessels, ships, generators = gas_oil + oil * (x["environment.fuel_oil_co2"] - gas_oil)
    power = carbon.co2_of_use(x["refinery_electricity"], x["environment.grid_co2"])
    heat = carbon.co2_of_use(x["refinery_heat"], x["environment.heat_co2"])
    by_source = {
        "mining_vessel": carbon.co2_of_use(x["fuel_mining_vessel"], vessels),
        "carriers": carbon.co2_of_use(x["fuel_carriers"], ships),
        "dewatering": carbon.co2_of_use(x["fuel_dewatering"], generators),
        "refinery_energy": power + heat,
        "reagents": carbon.co2_of_reagents(used, factor) + x["carbonate_carbon_dioxide"],
        "toll_separation": carbon.co2_of_use(toll, x["environment.toll_separation_co2"]),
    }
    each = np.stack([by_source[name] for name in CO2_SOURCES], axis=2)
    total, made, contained = each.sum(axis=2).sum(axis=1), oxides.sum(axis=1), oxides_landed(x)
    return {
        "co2": each,
        "co2_per_mud": release.per(total, x["mud_lifted"].sum(axis=1), np.inf),
        "co2_per_reo": release.per(total, np.where(made > 0.0, made, contained), np.inf),
        "co2_per_reo_landed": release.per(total, contained, np.inf),
    }


def oxides_landed(x: Inputs) -> FloatArray:
    """The 15 rare-earth oxides contained in the mud landed in all years [kg], (draw)."""
    contained = (x["feed_element"] * (elements.OXIDE_FACTOR * elements.REY)).sum(axis=2)
    return np.asarray(contained.sum(axis=1))


def activity(x: Inputs) -> dict[str, FloatArray]:
    """Thorium, uranium and their activity in the landed mud, and against the exemption level."""
    feed, mud, oxides = x["feed_element"].sum(axis=1), x["mud_landed"].sum(axis=1), oxides_landed(x)
    thorium, uranium = feed[:, THORIUM], feed[:, URANIUM]
    parents = radioactivity.activity_parents(thorium, uranium)
    by_material = {
        "mud": release.per(parents, mud),
        "concentrate": x["activity_concentrate"],
        "residue": x["activity_residue"],
        "precipitate": x["activity_precipitate"],
    }
    level = x["environment.exemption_activity"][:, np.newaxis]
    return {
        "activity_mud": by_material["mud"],
        "activity_mud_series": release.per(radioactivity.activity_series(thorium, uranium), mud),
        "activity_per_reo": release.per(parents, oxides),
        "thorium_per_reo": release.per(thorium, oxides),
        "exemption_ratio": np.stack([by_material[name] for name in MATERIALS], axis=1) / level,
    }
