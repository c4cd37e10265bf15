"""Published and closed-form numbers of the refinery against the model's.

Reactions, size tables and stages need no scenario; recoveries are those of the packaged scenario.
"""

from functools import cache

import numpy as np
import xarray as xr

from kaitei.datum import central_value
from kaitei.datum_check import price_decks
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import (
    acid_base,
    classification,
    leaching,
    residue,
    separation,
)
from kaitei.refinery.flowsheet import Solids
from kaitei.refinery.neutralisation import neutralise
from kaitei.refinery.stage import refine
from kaitei.refinery.streams.stream import liquor
from kaitei.scenario_file import DEFAULT, load
from kaitei.testing import run_stage
from kaitei.units import conversion
from kaitei.variable import vocabulary

JU_MASS = np.array([0.22, 0.20, 0.23, 1.72, 4.61, 0.80, 92.22])
JU_GRADE = np.array([7.93, 6.88, 4.69, 0.56, 0.54, 0.38, 0.099])
"""Size bins above 38, 23, 15, 12.5, 10, 8.5 um and the rest: mass and oxide [%] (Ju et al. 2024)."""

RICH_GRADE = 2000e-6
THORIUM_CONTENT, URANIUM_CONTENT = 10e-6, 3e-6
"""Ordinary pelagic clay [kg/kg]."""

RICH_MUD = Solids(*(np.array(mass) for mass in (100.0, 623.0, 240.0, 27.0, 10.0)))
"""One tonne of mud of 2,000 ppm: 10 % apatite, 1 % calcite [kg]."""

MUD = 1.05e6
"""Dry mud landed a year by a commercial mine [t]."""


def value(name: str) -> FloatArray:
    """A datum of the packaged scenario in SI units."""
    variable = vocabulary()[name]
    number = central_value(load(DEFAULT).data[name], variable)
    return np.asarray(number * conversion(variable.unit, "SI").factor)


def rey() -> FloatArray:
    """Rare earths and yttrium in a kilogram of them [kg], shape (element,)."""
    split = value("deposit.element_split") * elements.REY
    return np.asarray(split / split.sum())


@cache
def _plant(
    concentration: str = "size_classification", reductant: str = "none", mud: float = MUD, hot: bool = False
) -> xr.Dataset:
    """The stage on a year of mud of 2,000 ppm [t], with the numbers of the packaged scenario.

    ``hot`` leaches as the other deep-sea mud was: 2 mol/L, 4 m3/t, 60 degC, 30 minutes.
    """
    feed = RICH_GRADE * mud * rey()[np.newaxis]
    for symbol, content in (("Th", THORIUM_CONTENT), ("U", URANIUM_CONTENT)):
        feed[:, elements.index(symbol)] = content * mud
    landed = {"mud_landed": mud, "cake_landed": mud / 0.6, "cake_solids_fraction": 0.6}
    given: dict[str, float | FloatArray] = {**landed, "feed_element": feed, **(HOT if hot else {})}
    options = load(DEFAULT).options | {"refinery.concentration": concentration, "refinery.reductant": reductant}
    words = {name: word for name, word in options.items() if name.startswith("refinery.")}
    made = run_stage(refine, given, years=[2030], options=words, central=True)
    return made.isel(draw=0, year=0)


HOT = {
    "refinery.acid_strength": 2.0,
    "refinery.liquid_ratio_least": 4.0,
    "refinery.leach_temperature": 60.0,
    "refinery.leach_time": 30.0,
}


def _whole(reductant: str = "none", hot: bool = False) -> xr.Dataset:
    return _plant("none", reductant, hot=hot)


def _leached(plant: xr.Dataset) -> FloatArray:
    """Share of each element in the leach feed that stays in the liquor [1]."""
    return plant["leach_recovery"].to_numpy()


def _concentrate() -> Solids:
    recovery = _plant()["mineral_recovery"].to_numpy()
    return RICH_MUD.part(Solids(*recovery))


def _basket(mass: FloatArray) -> float:
    """Worth of element masses as oxides at Chinese prices of 2025 [USD]."""
    deck = price_decks()["china_2025"]
    price = np.array([float(deck[s]["price"]) if s in deck else 0.0 for s in elements.ELEMENTS])
    return float((mass * elements.REY * elements.OXIDE_FACTOR * price).sum())


def size_table_recovery() -> float:
    """Oxide above 8.5 um [%]."""
    return float(classification.grade_recovery(JU_MASS, JU_GRADE).recovery[5] * 100.0)


def size_table_upgrade() -> float:
    """Grade above 8.5 um over grade of the whole."""
    made = classification.grade_recovery(JU_MASS, JU_GRADE)
    return float(made.grade[5] / made.grade[-1])


def apatite_hydrochloric_full() -> float:
    """HCl per apatite, all phosphate to H3PO4 [kg/kg]."""
    return float(acid_base.acid_mass(acid_base.protons_for_apatite(np.array(1.0), np.array(1.0)), "hydrochloric"))


def apatite_hydrochloric_half() -> float:
    """HCl per apatite, all phosphate to H2PO4- [kg/kg]."""
    return float(acid_base.acid_mass(acid_base.protons_for_apatite(np.array(1.0), np.array(0.0)), "hydrochloric"))


def apatite_sulfuric_full() -> float:
    """H2SO4 per apatite, all phosphate to H3PO4 [kg/kg]."""
    return float(acid_base.acid_mass(acid_base.protons_for_apatite(np.array(1.0), np.array(1.0)), "sulfuric"))


def apatite_sulfuric_half() -> float:
    """H2SO4 per apatite, all phosphate to H2PO4- [kg/kg]."""
    return float(acid_base.acid_mass(acid_base.protons_for_apatite(np.array(1.0), np.array(0.0)), "sulfuric"))


def calcite_hydrochloric() -> float:
    """HCl per calcite [kg/kg]."""
    return float(acid_base.acid_mass(acid_base.protons_for_calcite(np.array(1.0)), "hydrochloric"))


def calcite_sulfuric() -> float:
    """H2SO4 per calcite [kg/kg]."""
    return float(acid_base.acid_mass(acid_base.protons_for_calcite(np.array(1.0)), "sulfuric"))


def _base_for_60_kg(base: str) -> float:
    protons = acid_base.protons_of_acid(np.array([60.0]), "hydrochloric")
    return float(neutralise(liquor(1, chloride=protons, acid=protons), base, np.ones(1)).base[0])


def neutralise_with_caustic_soda() -> float:
    """NaOH for 60 kg HCl [kg]."""
    return _base_for_60_kg("caustic_soda")


def neutralise_with_lime() -> float:
    """Ca(OH)2 for 60 kg HCl [kg]."""
    return _base_for_60_kg("lime")


def neutralise_with_limestone() -> float:
    """CaCO3 for 60 kg HCl [kg]."""
    return _base_for_60_kg("limestone")


def acid_supplied_half_molar() -> float:
    """HCl in 4 m3 of 0.5 mol/L per tonne of solids [kg/t]."""
    solids, none = np.array(1000.0), np.array(0.0)
    volume = leaching.leach_liquor_volume(none, none, np.array(500.0), solids, np.array(4e-3))
    return float(acid_base.acid_mass(volume * 500.0, "hydrochloric"))


def _mineral_acid(solids: Solids, undissociated: float) -> float:
    """HCl that apatite and calcite take up [kg per tonne of the solids]."""
    protons = acid_base.protons_for_apatite(solids.apatite, np.array(undissociated))
    protons = protons + acid_base.protons_for_calcite(solids.calcite)
    return float(acid_base.acid_mass(protons, "hydrochloric") / solids.total * 1000.0)


def acid_demand_of_mud_least() -> float:
    """HCl per tonne of rich mud, phosphate to H2PO4- [kg/t]."""
    return _mineral_acid(RICH_MUD, 0.0)


def acid_demand_of_mud_most() -> float:
    """HCl per tonne of rich mud, phosphate to H3PO4 [kg/t]."""
    return _mineral_acid(RICH_MUD, 1.0)


def acid_demand_of_concentrate_least() -> float:
    """HCl per tonne of coarse product, phosphate to H2PO4- [kg/t]."""
    return _mineral_acid(_concentrate(), 0.0)


def acid_demand_of_concentrate_most() -> float:
    """HCl per tonne of coarse product, phosphate to H3PO4 [kg/t]."""
    return _mineral_acid(_concentrate(), 1.0)


def apatite_at_mean_grade() -> float:
    """Apatite in mud of 964 ppm [%]."""
    return float(_apatite(964e-6) * 100.0)


def apatite_at_high_grade() -> float:
    """Apatite in mud of 6,500 ppm [%]."""
    return float(_apatite(6500e-6) * 100.0)


def _apatite(grade: float) -> FloatArray:
    share, apatite_grade = value("refinery.apatite_share"), value("refinery.apatite_grade")
    return classification.apatite_mass(grade * rey(), share, apatite_grade)


def share_held_by_apatite() -> float:
    """Rare earths and yttrium held by apatite [%]."""
    return float((rey() * value("refinery.apatite_share")).sum() * 100.0)


def coarse_mass_yield() -> float:
    """Mass of rich mud in the coarse product [%]."""
    return float(_plant()["concentrate_yield"]) * 100.0


def coarse_upgrade() -> float:
    """Grade of the coarse product over grade of the mud."""
    return float(_plant()["concentrate_upgrade"])


def fine_reject_grade() -> float:
    """Rare earths in the fine reject of mud of 2,000 ppm [g/t]."""
    made = _plant()
    mass_yield = made["concentrate_yield"].to_numpy()
    recovered = made["concentrate_upgrade"].to_numpy() * mass_yield
    return float(classification.reject_grade(np.array(RICH_GRADE * 1e6), recovered, mass_yield))


def cyclone_units_commercial() -> float:
    """Hydrocyclones at work for 3,500 t/d: those installed less those that wait."""
    rate = 3500.0 * 330.0
    installed = float(_plant()["cyclones"][0]) * rate / MUD
    return installed / (1.0 + float(value("refinery.cyclone_standby")))


def whole_mud_leach_without_cerium() -> float:
    """Extraction of rare earths but cerium from whole mud [%]."""
    mass = rey()
    mass[elements.index("Ce")] = 0.0
    return float((mass * _leached(_whole())).sum() / mass.sum() * 100.0)


def whole_mud_leach_cerium() -> float:
    """Extraction of cerium from whole mud [%]."""
    return float(_leached(_whole(hot=True))[elements.index("Ce")] * 100.0)


def whole_mud_leach_cerium_reduced() -> float:
    """Extraction of cerium from whole mud with a reductant [%]."""
    return float(_leached(_whole("hydrogen_peroxide", hot=True))[elements.index("Ce")] * 100.0)


def net_recovery_by_value() -> float:
    """Worth of the oxides made over worth of those landed, mud concentrated."""
    return _basket(rey() * _plant()["recovery"].to_numpy()) / _basket(rey())


def net_recovery_by_value_whole_mud() -> float:
    """Worth of the oxides made over worth of those landed, whole mud leached."""
    return _basket(rey() * _whole()["recovery"].to_numpy()) / _basket(rey())


def product_of_commercial_mine() -> float:
    """Oxide from 1.05 Mt of mud of 2,000 ppm [t]."""
    return float(_plant()["oxide_made"].isel(element=elements.REY).sum())


def separation_plant_cost() -> float:
    """Separation plant of 3,000 t/y with owner's cost and contingency [MUSD of 2024]."""
    return _separation_plant(3000.0)


def _separation_plant(oxide: float) -> float:
    made = _plant(mud=MUD * oxide / product_of_commercial_mine())
    bought = float(made["section_purchase"].sel(plant_section="separation_plant"))
    factors = ("economics.installation_factor", "economics.owners_share", "economics.contingency_share")
    installed, owner, contingency = (float(value(name)) for name in factors)
    filled = 1e3 * float(made["first_fill"].sel(organic_part="extractant")) * float(value("market.extractant_price"))
    return (bought * 800.0 / 816.0 * installed + filled) * (1.0 + owner) * (1.0 + contingency) / 1e6


def stages_neodymium_praseodymium() -> float:
    """Least stages of the cut between neodymium and praseodymium."""
    return float(separation.stages_fenske_1932(np.array(0.995), np.array(1.55)))


def stages_samarium_neodymium() -> float:
    """Least stages of the cut between samarium and neodymium."""
    return float(separation.stages_fenske_1932(np.array(0.995), np.array(10.6)))


def stages_of_full_split() -> float:
    """Least stages of all fourteen cuts at 99.5 %."""
    return float(separation.stages_fenske_1932(np.array(0.995), separation.P507_FACTORS).sum())


def stages_of_full_split_three_nines() -> float:
    """Least stages of all fourteen cuts at 99.9 %."""
    return float(separation.stages_fenske_1932(np.array(0.999), separation.P507_FACTORS).sum())


def wash_neodymium_praseodymium() -> float:
    """Least wash of the cut between neodymium and praseodymium [mol/mol]."""
    return float(separation.wash_least(np.array(1.55)))


def residue_per_oxide() -> float:
    """Residue of the plant on whole mud of 2,000 ppm over the oxide that 70 % recovery would make [kg/kg]."""
    metal = 0.70 * RICH_GRADE * MUD
    return float(_whole()["residue"] / (metal * (rey() * elements.OXIDE_FACTOR).sum()))


def thorium_per_oxide() -> float:
    """Thorium landed per oxide landed, mud of 2,000 ppm [g/kg]."""
    return float(THORIUM_CONTENT / (RICH_GRADE * (rey() * elements.OXIDE_FACTOR).sum()) * 1000.0)


def activity_of_mud() -> float:
    """Thorium-232 and uranium-238 of ordinary pelagic clay [Bq/g]."""
    parts = (np.array(v) for v in (THORIUM_CONTENT, URANIUM_CONTENT, 1.0))
    return float(residue.specific_activity(*parts) / 1000.0)
