"""The refinery's unit models against published and closed-form numbers: cyclone, leach, oxalate, train, machines."""

from functools import cache

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances
from kaitei.refinery.dewatering.washing import solute_in_cake
from kaitei.refinery.equipment.purchase import Item, purchase
from kaitei.refinery.extraction.cascade import Profile, blank_circuit, solve
from kaitei.refinery.extraction.distribution import dehpa_sulfate_prommis
from kaitei.refinery.hydrocyclone import plitt
from kaitei.refinery.hydrocyclone.geometry import Cyclone
from kaitei.refinery.hydrocyclone.sizes import shares_lognormal
from kaitei.refinery.leach.coal_refuse import OXIDES, REFUSE, leach_coal_refuse
from kaitei.refinery.leach.feed import Acid, Feed
from kaitei.refinery.leach.leaching import leach
from kaitei.refinery.leach.salts import Settling
from kaitei.refinery.leach.tanks import BATCH
from kaitei.refinery.purification.oxalate_fit import conversion_prommis_2024
from kaitei.refinery.purification.species import SPECIES
from kaitei.refinery.train.design import Train, design
from kaitei.refinery.train.extractants import P507
from kaitei.refinery.train.slate import Product
from kaitei.validation.refinery import RICH_GRADE, rey, value


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
    median, spread = value("refinery.grain_median")[0], value("refinery.grain_spread")[0]
    edges = np.array([10e-6, 20e-6])
    return float(shares_lognormal(np.array(median), np.array(spread), edges)[-1] * 100.0)


def _mud_leach(kind: str, strength: float, minutes: float = 3.5) -> float:
    """Extraction but cerium of mud of 2,000 ppm at 25 degC, 10 m3/t [1]; strength [mol/m3]."""
    one = np.ones(1)
    minerals = np.array([[0.10, 0.01, 0.15 * 0.89, 0.07 * 0.89, 0.015 * 0.89]])
    apatite, labile = (value(f"refinery.{name}_share")[np.newaxis] for name in ("apatite", "labile"))
    manganese = (value("refinery.oxide_share") * value("refinery.manganese_held"))[np.newaxis]
    moles = (RICH_GRADE * rey() / elements.ATOMIC_WEIGHT)[np.newaxis]
    mud = Feed(minerals, moles, apatite, labile, manganese, 0.32 * one)
    acid = Acid(kind, strength * one, 1e-2 * one, 298.15 * one, 60.0 * minutes * one)
    names = ("gypsum_uptake", "double_sulfate_shift", "phosphate_ageing", "phosphate_time", "phosphate_energy")
    settling = Settling(*(value(f"refinery.{name}") * one for name in names))
    made = leach(mud, acid, value("refinery.apatite_surface") * one, BATCH, settling)
    mass = rey() * (np.arange(len(elements.ELEMENTS)) != elements.index("Ce"))
    return float((mass * made.extraction[0]).sum() / mass.sum())


def leach_hydrochloric() -> float:
    """Extraction but cerium with 0.5 mol/L of hydrochloric acid [%]."""
    return 100.0 * _mud_leach("hydrochloric", 500.0)


def leach_sulfuric() -> float:
    """Extraction but cerium with 0.5 mol/L of sulfuric acid [%]."""
    return 100.0 * _mud_leach("sulfuric", 500.0)


def leach_fall_hydrochloric() -> float:
    """Extraction but cerium at 2 over that at 0.5 mol/L of hydrochloric acid."""
    return _mud_leach("hydrochloric", 2000.0) / _mud_leach("hydrochloric", 500.0)


def leach_fall_sulfuric() -> float:
    """Extraction but cerium at 1 over that at 0.5 mol/L of sulfuric acid."""
    return _mud_leach("sulfuric", 1000.0) / _mud_leach("sulfuric", 500.0)


def leach_time_hydrochloric() -> float:
    """Extraction but cerium after an hour over that after 3.5 minutes, 0.5 mol/L of hydrochloric acid."""
    return _mud_leach("hydrochloric", 500.0, 60.0) / _mud_leach("hydrochloric", 500.0)


def leach_time_sulfuric() -> float:
    """Extraction but cerium after an hour over that after 3.5 minutes, 0.5 mol/L of sulfuric acid."""
    return _mud_leach("sulfuric", 500.0, 60.0) / _mud_leach("sulfuric", 500.0)


def _coal_refuse(acid: float, tanks: int, oxide: str) -> float:
    """Recovery in the last of equal tanks of 100 gal with sulfuric acid of so many mol/m3 [%]."""
    one = np.ones(1)
    flow, solids = 224.3e-3 / 3600.0 * one, 22.68 / 3600.0 * one
    volume = np.full(tanks, 0.378541)
    made = leach_coal_refuse(flow, 2.0 * acid * one, acid * one, np.zeros((1, len(OXIDES))), solids, REFUSE, volume)
    return 100.0 * float(made.recovery[0, -1, OXIDES.index(oxide)])


def leach_prommis_base() -> float:
    """Neodymium from coal refuse, 0.05 mol/L of sulfuric acid [%]."""
    return _coal_refuse(50.0, 1, "Nd")


def leach_prommis_low() -> float:
    """Neodymium from coal refuse, 0.025 mol/L of sulfuric acid [%]."""
    return _coal_refuse(25.0, 1, "Nd")


DEHPA_CASE = {
    "Sc": (44.946, 0.032, 1.734), "Y": (88.905, 0.124, 2.179e-5), "La": (138.905, 0.986, 1.05e-4),
    "Ce": (140.116, 2.277, 3.1e-4), "Pr": (140.907, 0.303, 3.711e-5), "Nd": (144.242, 0.946, 1.65e-4),
    "Sm": (150.36, 0.097, 1.701e-5), "Gd": (157.25, 0.2584, 3.357e-5), "Dy": (162.50, 0.047, 8.008e-6),
    "Al": (26.982, 422.375, 1.267e-5), "Ca": (40.078, 109.542, 2.684e-5), "Fe": (55.845, 688.266, 2.873e-6),
}  # fmt: skip
"""Molar mass [g/mol], and what enters with the aqueous and with the organic [mg/L]."""


@cache
def _dehpa() -> Profile:
    """Three ideal stages, 62.01 L/h of each phase, 5 vol % DEHPA in sulfuric acid."""
    flow = 62.01e-3 / 3600.0
    weight, aqueous, organic = (np.array(column) for column in zip(*DEHPA_CASE.values(), strict=True))
    circuit = blank_circuit(3, len(weight))
    feeds = {"aqueous_feed": (2, flow * aqueous / weight), "organic_feed": (0, flow * organic / weight)}
    feeds |= {"aqueous_flow": (2, np.array(flow)), "organic_flow": (0, np.array(flow))}
    feeds |= {"acid": (2, flow * np.array(10.75 + 1e4 / 97.0)), "sulfate": (2, flow * np.array(100 / 96 + 1e4 / 97))}
    feeds |= {"extractant": (0, flow * np.array(0.05 * 975.8e3 / 322.431))}
    filled = {}
    for name, (stage, amount) in feeds.items():
        filled[name] = np.array(getattr(circuit, name))
        filled[name][stage] = amount
    return solve(circuit._replace(**filled), dehpa_sulfate_prommis(tuple(DEHPA_CASE)))


def _dehpa_level(table: FloatArray, symbol: str) -> float:
    """Of one metal [mg/L]; table of a stage [mol/m3]."""
    return float(table[list(DEHPA_CASE).index(symbol)]) * DEHPA_CASE[symbol][0]


def extraction_prommis_cerium() -> float:
    """Cerium in the raffinate [mg/L]."""
    return _dehpa_level(_dehpa().aqueous[0], "Ce")


def extraction_prommis_gadolinium() -> float:
    """Gadolinium in the raffinate [mg/L]."""
    return _dehpa_level(_dehpa().aqueous[0], "Gd")


def extraction_prommis_dysprosium() -> float:
    """Dysprosium in the loaded organic [mg/L]."""
    return _dehpa_level(_dehpa().organic[-1], "Dy")


def extraction_prommis_acidity() -> float:
    """Hydrogen in the raffinate [mg/L]."""
    return float(10.0 ** -_dehpa().ph[0]) * 1e3


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
    split = value("refinery.design_split")
    moles = np.array([split[elements.index(e)] / elements.ATOMIC_WEIGHT[elements.index(e)] for e in P507.order])
    slate = [Product((e,), 0.999) for e in P507.order]
    return float(design(moles / moles.sum(), P507.order, slate, [P507]).stages)


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
