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
from kaitei.refinery import acid_base, classification, flowsheet, leaching, neutralisation, residue, separation
from kaitei.refinery.flowsheet import Solids
from kaitei.refinery.hydrocyclone import plitt
from kaitei.refinery.hydrocyclone.geometry import Cyclone
from kaitei.refinery.hydrocyclone.sizes import shares_lognormal
from kaitei.refinery.stage import refine
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
def _plant(concentration: str = "size_classification", reductant: str = "none") -> xr.Dataset:
    """The stage on a year of mud of 2,000 ppm, with the numbers of the packaged scenario."""
    feed = RICH_GRADE * MUD * _rey()[np.newaxis]
    for symbol, content in (("Th", THORIUM_CONTENT), ("U", URANIUM_CONTENT)):
        feed[:, elements.index(symbol)] = content * MUD
    mud = {"mud_landed": MUD, "cake_landed": MUD / 0.6, "cake_solids_fraction": 0.6}
    given: dict[str, float | FloatArray] = {**mud, "feed_element": feed}
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


def _moles_per_oxide() -> float:
    """Rare earths fed to separation per oxide made [mol/kg]."""
    made = _plant()
    share = made["outlet_share"].sel(outlet=["product", "precipitate"]).sum("outlet").to_numpy()
    moles = (_rey() * share / elements.ATOMIC_WEIGHT).sum()
    return float(moles / (_rey() * made["recovery"].to_numpy() * elements.OXIDE_FACTOR).sum())


def separation_hydrochloric_acid() -> float:
    """HCl of 31 % per oxide [t/t]."""
    moles, factor = np.array(_moles_per_oxide()), _value("refinery.cascade_factor")
    return float(separation.extraction_hydrochloric_acid(moles, factor) / 0.31)


def separation_caustic_soda() -> float:
    """NaOH of 30 % per oxide [t/t]."""
    moles, factor = np.array(_moles_per_oxide()), _value("refinery.cascade_factor")
    return float(separation.extraction_caustic_soda(moles, factor) / 0.30)


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
