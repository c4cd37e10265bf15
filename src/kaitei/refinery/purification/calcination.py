"""Oxalate to oxide: mass, heat, carbon dioxide; and oxide back into hydrochloric acid."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of

OXALATE = of.molar_mass(C=2, O=4)
WATER = of.molar_mass(H=2, O=1)

FORMATION_OXALATE, FORMATION_OXIDE = -6_782_000.0, -1_807_906.0
"""Of Nd2(C2O4)3 10H2O and Nd2O3, taken for all rare earths [J/mol] (Wagman et al. 1982, NBS tables, as in PrOMMiS)."""

FORMATION_CARBON_DIOXIDE, FORMATION_STEAM = -393_510.0, -241_820.0
"""At 298 K [J/mol] (Wagman et al. 1982)."""

EVAPORATION = 44_000.0
"""Of water at 298 K [J/mol]."""

HEAT_CAPACITY = {"oxide": 125.0, "carbon_dioxide": 48.0, "steam": 38.0}
"""Mean from 298 K to about 1,200 K [J/mol/K]; oxide per formula with two metal atoms (NIST tables, from memory)."""

AMBIENT = 298.15


def oxalate_mass(rare_earths: FloatArray, water: FloatArray) -> FloatArray:
    """Mass of dry hydrated oxalate [kg].

    Args:
        rare_earths: rare earths in it, (..., element) [mol].
        water: water of crystallisation per formula with two metal atoms [1]; 10 from lanthanum to erbium, 6 beyond.

    M2(C2O4)3 n H2O

    >>> made = oxalate_mass(2.0 * (np.array(elements.ELEMENTS) == "Nd"), np.array(10.0))
    >>> round(float(made), 4)
    0.7327
    """
    total = (rare_earths * elements.ATOMIC_WEIGHT).sum(axis=-1)
    return np.asarray(total + rare_earths.sum(axis=-1) * (1.5 * OXALATE + 0.5 * water * WATER))


def oxide_mass(rare_earths: FloatArray) -> FloatArray:
    """Mass of the oxides that are sold, by element [kg]: CeO2, Pr6O11 and Tb4O7, the others M2O3.

    Args:
        rare_earths: (..., element) [mol].

    >>> round(float(oxide_mass(2.0 * (np.array(elements.ELEMENTS) == "Nd")).sum()), 4)
    0.3365
    """
    return np.asarray(rare_earths * elements.ATOMIC_WEIGHT * elements.OXIDE_FACTOR)


def carbon_dioxide_of_oxalate(rare_earths: FloatArray) -> FloatArray:
    """Carbon dioxide that rare-earth oxalates give off when they are fired in air [kg].

    Args:
        rare_earths: all of them [mol].

    M2(C2O4)3 + 3/2 O2 -> M2O3 + 6 CO2: three per metal atom

    >>> round(float(carbon_dioxide_of_oxalate(np.array(2.0))), 3)
    0.264
    """
    return 3.0 * rare_earths * of.CARBON_DIOXIDE


class CalcinationHeat(NamedTuple):
    """Heat of firing a filter cake of oxalate [J]."""

    reaction: FloatArray
    """Loss of crystal water and oxalate, with the carbon monoxide burnt, at 298 K."""
    drying: FloatArray
    """Water that sticks to the cake, evaporated at 298 K."""
    sensible: FloatArray
    """Solids, gases and steam brought to the furnace's temperature."""

    @property
    def total(self) -> FloatArray:
        """All of it, at a furnace without losses [J]."""
        return self.reaction + self.drying + self.sensible


def calcination_heat(
    rare_earths: FloatArray, solids: FloatArray, moisture: FloatArray, furnace: FloatArray
) -> CalcinationHeat:
    """Heat that turns a moist cake of oxalate decahydrate into oxide.

    Args:
        rare_earths: all of them [mol].
        solids: dry oxalate [kg].
        moisture: mass of water over mass of wet cake, at least 0, below 1 [1].
        furnace: temperature at which solids and gases leave [K].

    Nd2(C2O4)3 10H2O + 3/2 O2 -> Nd2O3 + 6 CO2 + 10 H2O(g), +195 kJ per formula. Air beyond what burns and the furnace's
    losses are not in it: divide by an efficiency, 0.2-0.5 for kilns and pusher furnaces.

    >>> heat = calcination_heat(np.array(2.0), np.array(0.7327), np.array(0.3), np.array(1223.15))
    >>> [round(float(part) / 1e3) for part in heat], round(float(heat.total) / 0.3365 / 1e6, 1)
    ([195, 767, 1346], 6.9)

    Raises InputError when the moisture is not at least 0 and below 1.
    """
    wet = np.asarray(moisture, dtype=float)
    if not np.all((wet >= 0.0) & (wet < 1.0)):
        raise InputError(f"moisture must be at least 0 and below 1; {wet.ravel()[0]} came: it is water over wet cake")
    formulas = 0.5 * rare_earths
    water = solids * wet / (1.0 - wet) / WATER
    reaction = FORMATION_OXIDE + 6.0 * FORMATION_CARBON_DIOXIDE + 10.0 * FORMATION_STEAM - FORMATION_OXALATE
    gases = 6.0 * HEAT_CAPACITY["carbon_dioxide"] + 10.0 * HEAT_CAPACITY["steam"]
    warmed = formulas * (HEAT_CAPACITY["oxide"] + gases) + water * HEAT_CAPACITY["steam"]
    return CalcinationHeat(formulas * reaction, water * EVAPORATION, warmed * (furnace - AMBIENT))


def redissolution_acid(rare_earths: FloatArray, dose: FloatArray) -> FloatArray:
    """Hydrochloric acid (100 %) that dissolves a mixed oxide for separation [kg].

    Args:
        rare_earths: all of them [mol].
        dose: acid supplied over acid needed, 1 or more [1].

    M2O3 + 6 HCl -> 2 MCl3 + 3 H2O

    Fired cerium dioxide does not dissolve in hydrochloric acid alone: it needs a reductant or a cool furnace.

    >>> round(float(redissolution_acid(np.array(2.0), np.array(1.05))), 4)
    0.2297
    """
    return 3.0 * rare_earths * dose * of.HYDROCHLORIC_ACID
