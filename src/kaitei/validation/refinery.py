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
    flowsheet,
    leaching,
    neutralisation,
    residue,
    separation,
    substances,
)
from kaitei.refinery.dewatering.washing import solute_in_cake
from kaitei.refinery.equipment.purchase import Item, purchase
from kaitei.refinery.flowsheet import Solids
from kaitei.refinery.hydrocyclone import plitt
from kaitei.refinery.hydrocyclone.geometry import Cyclone
from kaitei.refinery.hydrocyclone.sizes import shares_lognormal
from kaitei.refinery.purification.oxalate_fit import conversion_prommis_2024
from kaitei.refinery.purification.species import SPECIES
from kaitei.refinery.stage import refine
from kaitei.refinery.train.design import Train, design
from kaitei.refinery.train.extractants import P507
from kaitei.refinery.train.slate import Product
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


def _value(name: str) -> FloatArray:
    """A datum of the packaged scenario in SI units."""
    variable = vocabulary()[name]
    value = central_value(load(DEFAULT).data[name], variable)
    return np.asarray(value * conversion(variable.unit, "SI").factor)


def _rey() -> FloatArray:
    """Rare earths and yttrium in a kilogram of them [kg], shape (element,)."""
    split = _value("deposit.element_split") * elements.REY
    return np.asarray(split / split.sum())


@cache
def _plant(concentration: str = "size_classification", reductant: str = "none", mud: float = MUD) -> xr.Dataset:
    """The stage on a year of mud of 2,000 ppm [t], with the numbers of the packaged scenario."""
    feed = RICH_GRADE * mud * _rey()[np.newaxis]
    for symbol, content in (("Th", THORIUM_CONTENT), ("U", URANIUM_CONTENT)):
        feed[:, elements.index(symbol)] = content * mud
    landed = {"mud_landed": mud, "cake_landed": mud / 0.6, "cake_solids_fraction": 0.6}
    given: dict[str, float | FloatArray] = {**landed, "feed_element": feed}
    options = load(DEFAULT).options | {"refinery.concentration": concentration, "refinery.reductant": reductant}
    words = {name: word for name, word in options.items() if name.startswith("refinery.")}
    made = run_stage(refine, given, years=[2030], options=words, central=True)
    return made.isel(draw=0, year=0)


def _whole(reductant: str = "none") -> xr.Dataset:
    return _plant("none", reductant)


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
    return float(acid_base.base_mass(acid_base.protons_of_acid(np.array(60.0), "hydrochloric"), base))


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
    share, apatite_grade = _value("refinery.apatite_share"), _value("refinery.apatite_grade")
    return classification.apatite_mass(grade * _rey(), share, apatite_grade)


def share_held_by_apatite() -> float:
    """Rare earths and yttrium held by apatite [%]."""
    return float((_rey() * _value("refinery.apatite_share")).sum() * 100.0)


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


def _large_cyclone() -> tuple[Cyclone, FloatArray]:
    """25 cm, with 50 m3/h [m3/s]."""
    lengths = (np.array(length) for length in (0.25, 0.075, 0.10, 0.05, 0.30, 0.25, 20.0))
    return Cyclone(*lengths), np.array(50.0 / 3600.0)


def cyclone_cut_large() -> float:
    """Cut size of a large cyclone after Plitt [um]."""
    cyclone, flow = _large_cyclone()
    solids, difference = np.array(0.10), np.array(1700.0)
    return float(plitt.cut_size_plitt_1976(cyclone, flow, solids, difference) * 1e6)


def cyclone_cut_constant() -> float:
    """Cut size after Plitt over that with the constant of King in SI units."""
    cyclone, flow = _large_cyclone()
    king = (
        2690.0
        * (cyclone.diameter**0.46 * cyclone.inlet**0.6 * cyclone.vortex_finder**1.21 * np.exp(6.3 * 0.10))
        / (cyclone.apex**0.71 * cyclone.height**0.38 * flow**0.45 * np.sqrt(1700.0))
    )
    return cyclone_cut_large() / float(king)


def cyclone_apatite_above_20_um() -> float:
    """Apatite larger than 20 um [%]."""
    median, spread = _value("refinery.grain_median")[0], _value("refinery.grain_spread")[0]
    edges = np.array([10e-6, 20e-6])
    return float(shares_lognormal(np.array(median), np.array(spread), edges)[-1] * 100.0)


def cyclone_units_commercial() -> float:
    """Hydrocyclones at work for 3,500 t/d: those installed less those that wait."""
    rate = 3500.0 * 330.0
    installed = float(_plant()["cyclones"][0]) * rate / MUD
    return installed / (1.0 + float(_value("refinery.cyclone_standby")))


def whole_mud_leach_without_cerium() -> float:
    """Extraction of rare earths but cerium from whole mud [%]."""
    mass = _rey()
    mass[elements.index("Ce")] = 0.0
    return float((mass * _leached(_whole())).sum() / mass.sum() * 100.0)


def whole_mud_leach_cerium() -> float:
    """Extraction of cerium from whole mud [%]."""
    return float(_leached(_whole())[elements.index("Ce")] * 100.0)


def whole_mud_leach_cerium_reduced() -> float:
    """Extraction of cerium from whole mud with a reductant [%]."""
    return float(_leached(_whole("hydrogen_peroxide"))[elements.index("Ce")] * 100.0)


def net_recovery_by_value() -> float:
    """Worth of the oxides made over worth of those landed, mud concentrated."""
    return _basket(_rey() * _plant()["recovery"].to_numpy()) / _basket(_rey())


def net_recovery_by_value_whole_mud() -> float:
    """Worth of the oxides made over worth of those landed, whole mud leached."""
    return _basket(_rey() * _whole()["recovery"].to_numpy()) / _basket(_rey())


def product_of_commercial_mine() -> float:
    """Oxide from 1.05 Mt of mud of 2,000 ppm [t]."""
    return float(_plant()["oxide_made"].isel(element=elements.REY).sum())


LIGHT_ORE = {
    "La": 26.0,
    "Ce": 50.0,
    "Pr": 5.1,
    "Nd": 16.0,
    "Sm": 1.2,
    "Eu": 0.2,
    "Gd": 0.7,
    "Tb": 0.1,
    "Dy": 0.1,
    "Y": 0.3,
}
"""Oxides of an ordinary bastnaesite [%], from memory of the literature."""


@cache
def _light_train() -> tuple[Train, float]:
    """A train that parts a light ore into La, Ce, Pr, Nd and the rest at 99.9 %, and its oxide fed [kg/mol]."""
    weight = elements.ATOMIC_WEIGHT * elements.OXIDE_FACTOR
    moles = np.array([LIGHT_ORE[e] / weight[elements.index(e)] for e in LIGHT_ORE])
    single = ("La", "Ce", "Pr", "Nd")
    slate = [*(Product((e,), 0.999) for e in single), Product(tuple(e for e in LIGHT_ORE if e not in single), 0.999)]
    return design(moles / moles.sum(), tuple(LIGHT_ORE), slate, [P507]), sum(LIGHT_ORE.values()) / float(moles.sum())


def separation_hydrochloric_acid() -> float:
    """HCl of 31 % per oxide of a light ore, with the acid that dissolves it [t/t]."""
    train, oxide = _light_train()
    moved = float(train.central.extracted.sum())
    return 3.0 * (moved + 1.0) * substances.HYDROCHLORIC_ACID / 0.31 / oxide


def separation_caustic_soda() -> float:
    """NaOH of 30 % per oxide of a light ore [t/t]."""
    train, oxide = _light_train()
    return 3.0 * float(train.central.extracted.sum()) * substances.CAUSTIC_SODA / 0.30 / oxide


def separation_stages() -> float:
    """Stages of extraction and scrub for fifteen oxides of this mud."""
    split = _value("refinery.design_split")
    moles = np.array([split[elements.index(e)] / elements.ATOMIC_WEIGHT[elements.index(e)] for e in P507.order])
    slate = [Product((e,), 0.999) for e in P507.order]
    return float(design(moles / moles.sum(), P507.order, slate, [P507]).stages)


def separation_plant_cost() -> float:
    """Separation plant of 3,000 t/y with owner's cost and contingency [MUSD of 2024]."""
    return _separation_plant(3000.0)


def _separation_plant(oxide: float) -> float:
    made = _plant(mud=MUD * oxide / product_of_commercial_mine())
    bought = float(made["section_purchase"].sel(plant_section="separation_plant"))
    factors = ("economics.installation_factor", "economics.owners_share", "economics.contingency_share")
    installed, owner, contingency = (float(_value(name)) for name in factors)
    filled = 1e3 * float(made["first_fill"].sel(organic_part="extractant")) * float(_value("market.extractant_price"))
    return (bought * 800.0 / 816.0 * installed + filled) * (1.0 + owner) * (1.0 + contingency) / 1e6


def thickener_cost() -> float:
    """Purchase of a concrete thickener of 22,590 ft2 [MUSD of 2022]."""
    return _purchase("thickener_concrete", 22590.0)


def filter_press_cost() -> float:
    """Purchase of a filter press of 800 ft2 [MUSD of 2022]."""
    return _purchase("filter_press", 800.0)


def _purchase(machine: str, square_feet: float) -> float:
    size = np.array(square_feet * 0.09290304)
    return float(purchase(Item("leach_plant", machine, np.array(1.0), size)).cost / 1e6)


def oxalate_fit_dysprosium() -> float:
    """Dysprosium left of 10 mg/L by 6.4 g/L of oxalic acid [mg/L]."""
    return _left("Dy", 6.4)


def oxalate_fit_cerium() -> float:
    """Cerium left of 10 mg/L by 6.4 g/L of oxalic acid [mg/L]."""
    return _left("Ce", 6.4)


def oxalate_fit_iron() -> float:
    """Iron left of 10 mg/L by 12 g/L of oxalic acid [mg/L]."""
    return _left("Fe", 12.0)


def _left(symbol: str, dose: float) -> float:
    return 10.0 * (1.0 - float(conversion_prommis_2024(np.array(dose))[SPECIES.index(symbol)]))


def salt_of_cake() -> float:
    """Salt in a tonne of cake of 60 % [kg]."""
    return float(solute_in_cake(np.array(600.0), np.array(0.60), np.array(0.035)))


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
    """Residue per oxide, whole mud of 2,000 ppm at 70 % recovery, no base left over [kg/kg]."""
    gone = flowsheet.dissolve(
        RICH_MUD,
        _value("refinery.leach_apatite"),
        _value("refinery.matrix_dissolution"),
        _value("refinery.matrix_alumina"),
        _value("refinery.matrix_iron_oxide"),
        _value("refinery.oxide_manganese"),
        np.array(0.0),
    )
    demand = neutralisation.acid_demand(gone, _value("refinery.leach_acidity"))
    one, none = np.array(1.0), np.array(0.0)
    ratio, strength = np.array(4e-3), np.array(500.0)
    liquor = neutralisation.acid_and_base(
        demand, RICH_MUD.total, "hydrochloric", strength, none, ratio, "limestone", one
    )
    metal = 0.70 * RICH_GRADE * RICH_MUD.total
    solids = flowsheet.residue_of_whole_plant(RICH_MUD.total, metal, gone, liquor.gypsum, liquor.base_left)
    return float(solids / (metal * (_rey() * elements.OXIDE_FACTOR).sum()))


def thorium_per_oxide() -> float:
    """Thorium landed per oxide landed, mud of 2,000 ppm [g/kg]."""
    return float(THORIUM_CONTENT / (RICH_GRADE * (_rey() * elements.OXIDE_FACTOR).sum()) * 1000.0)


def activity_of_mud() -> float:
    """Thorium-232 and uranium-238 of ordinary pelagic clay [Bq/g]."""
    parts = (np.array(v) for v in (THORIUM_CONTENT, URANIUM_CONTENT, 1.0))
    return float(residue.specific_activity(*parts) / 1000.0)
