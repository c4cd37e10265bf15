"""Solids taken out of their liquor: a thickener and filter presses or decanters behind it."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.dewatering.filter_press import (
    cake_resistance_power_law,
    cake_solidity_power_law,
    press_cycle,
    squeeze_time_shirato_1970,
)
from kaitei.refinery.dewatering.slurry import solids_mass_fraction
from kaitei.refinery.dewatering.thickener import area_coe_clevenger_1916
from kaitei.stage import Inputs

SQUEEZED = 0.9
"""Share of what pressure can squeeze out that the membranes wait for [1]."""


class Dewatering(NamedTuple):
    """Machines for a flow of solids, (draw,)."""

    thickener: FloatArray
    """Area of all thickeners [m2]."""
    press: FloatArray
    """Filter area of all presses [m2]; 0 with decanters."""
    decanted: FloatArray
    """Dry solids to the decanters [kg/s]; 0 with presses."""
    cake_solids: FloatArray
    """Dry solids in the cake by mass [1]."""


def clay_density(x: Inputs) -> FloatArray:
    """Density of the grains of the mud's clay [kg/m3], (draw,); all solids of the plant are taken to have it."""
    return x["refinery.grain_density"][:, 1]


def dewater(x: Inputs, rate: FloatArray, density: FloatArray) -> Dewatering:
    """Machines that keep up with a flow of solids.

    rate: dry solids of the largest year [kg/s], (draw,)
    density: of the grains [kg/m3], (draw,)

    All solids settle and filter as the fines of the mud do: dear for leach residue, unknown for precipitates.
    """
    liquor = x["refinery.cyclone_water_density"]
    underflow = x["refinery.thickener_underflow"]
    thick = underflow / density / (underflow / density + (1.0 - underflow) / liquor)
    thin = np.minimum(x["refinery.cyclone_solids"], 0.5 * thick)
    per_rate = area_coe_clevenger_1916(thin, thick, x["refinery.thickener_speed"], x["refinery.thickener_hindrance"])
    nothing = np.zeros_like(rate)
    thickener = rate / density * per_rate
    if x.option("refinery.filter") == "decanter":
        return Dewatering(thickener, nothing, rate, x["refinery.decanter_cake"])
    flux, cake = press_flux(x, underflow, density)
    return Dewatering(thickener, rate / flux, nothing, cake)


def press_flux(x: Inputs, feed: FloatArray, density: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Dry solids per area of cloth and time [kg/m2/s], and by mass in the cake [1], (draw,)."""
    liquor, viscosity = x["refinery.cyclone_water_density"], x["refinery.cyclone_water_viscosity"]
    pressure = x["refinery.press_pressure"]
    resistance = cake_resistance_power_law(x["refinery.cake_resistance"], x["refinery.cake_compressibility"], pressure)
    exponent = x["refinery.cake_solidity_exponent"]
    solidity = cake_solidity_power_law(x["refinery.cake_solidity"], exponent, pressure)
    cake = solids_mass_fraction(solidity, density, liquor)
    chamber = x["refinery.press_chamber"]
    squeeze = squeeze_time_shirato_1970(
        chamber / 2.0 * solidity * density, resistance, solidity, exponent, density, viscosity, pressure,
        np.full_like(pressure, SQUEEZED),
    )  # fmt: skip
    cycle = press_cycle(
        chamber,
        feed,
        cake,
        (density, liquor),
        resistance,
        x["refinery.cloth_resistance"],
        viscosity,
        pressure,
        x["refinery.press_other_time"] + squeeze,
    )
    return cycle.rate, cake
