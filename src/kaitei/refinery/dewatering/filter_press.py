"""The filter press: how fast a cake of clay grows, how long a cycle takes, how many presses that asks for."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.dewatering.slurry import liquor_per_solids, slurry_volume

REFERENCE_PRESSURE = 1e5
"""Pressure at which a specific cake resistance is stated here [Pa]."""


def cake_resistance_power_law(resistance: FloatArray, compressibility: FloatArray, pressure: FloatArray) -> FloatArray:
    """Specific resistance of a compressible cake [m/kg].

    Args:
        resistance: specific resistance at 1 bar [m/kg].
        compressibility: exponent, 0 for sand, 0.5-1 for clay [1].
        pressure: pressure drop over the cake [Pa].

    alpha = alpha_1 (P / 1 bar)^n

    Mean over the cake, from tests at several pressures (Almy and Lewis 1912). With n near 1 pressure gains nothing.

    >>> round(float(cake_resistance_power_law(np.array(2e12), np.array(0.85), np.array(15e5))) / 1e13, 2)
    2.0

    Reference: Almy and Lewis 1912, J. Ind. Eng. Chem. 4, 528-532.
    """
    return np.asarray(resistance * (pressure / REFERENCE_PRESSURE) ** compressibility)


def cake_solidity_power_law(solidity: FloatArray, exponent: FloatArray, pressure: FloatArray) -> FloatArray:
    """Volume of solids over volume of a cake pressed to its end [1].

    Args:
        solidity: the same at 1 bar [1].
        exponent: 0 for sand, 0.05-0.25 for clay [1].
        pressure: on the cake [Pa].

    phi = phi_1 (P / 1 bar)^beta

    >>> round(float(cake_solidity_power_law(np.array(0.29), np.array(0.10), np.array(15e5))), 3)
    0.38

    Reference: Tiller and Leu 1980, J. Chin. Inst. Chem. Eng. 11, 61-70.
    """
    return np.asarray(solidity * (pressure / REFERENCE_PRESSURE) ** exponent)


def solids_per_filtrate(feed: FloatArray, cake: FloatArray, liquor_density: FloatArray) -> FloatArray:
    """Dry solids laid down per volume of filtrate [kg/m3].

    Args:
        feed: mass of dry solids over mass of slurry in the feed [1].
        cake: the same in the cake [1].
        liquor_density: [kg/m3].

    c = rho / ((1 - w_f)/w_f - (1 - w_c)/w_c), from the balance of the liquor (Carman 1938)

    >>> round(float(solids_per_filtrate(np.array(0.25), np.array(0.60), np.array(1025.0))))
    439

    Raises InputError when the cake is not drier than the feed.
    """
    drained = liquor_per_solids(feed) - liquor_per_solids(cake)
    if not np.all(drained > 0.0):
        raise InputError(f"the cake must be drier than the feed; solids {np.min(cake)} came after {np.max(feed)}")
    return np.asarray(liquor_density / drained)


def filtration_time_ruth_1935(
    filtrate: FloatArray,
    resistance: FloatArray,
    concentration: FloatArray,
    medium: FloatArray,
    viscosity: FloatArray,
    pressure: FloatArray,
) -> FloatArray:
    """Time in which a volume of filtrate passes at constant pressure [s].

    Args:
        filtrate: volume per area of cloth [m].
        resistance: specific resistance of the cake at this pressure [m/kg].
        concentration: dry solids laid down per volume of filtrate [kg/m3].
        medium: resistance of the cloth [1/m].
        viscosity: of the filtrate [Pa s].
        pressure: pressure drop [Pa].

    t = mu / P (alpha c v^2 / 2 + R_m v)

    Holds for a cake whose mean resistance does not change as it grows, after the pump has reached its pressure.

    >>> numbers = (np.array(v) for v in (0.0333, 2e13, 439.0, 1e11, 1.07e-3, 15e5))
    >>> round(float(filtration_time_ruth_1935(*numbers)) / 60)
    58

    Reference: Ruth 1935, Ind. Eng. Chem. 27, 708-723.
    """
    return viscosity / pressure * (resistance * concentration * filtrate**2 / 2.0 + medium * filtrate)


def filtrate_ruth_1935(
    time: FloatArray,
    resistance: FloatArray,
    concentration: FloatArray,
    medium: FloatArray,
    viscosity: FloatArray,
    pressure: FloatArray,
) -> FloatArray:
    """Filtrate per area of cloth after a time at constant pressure [m]; the inverse of ``filtration_time_ruth_1935``.

    Args:
        time: at pressure [s].
        resistance: specific resistance of the cake at this pressure, above 0 [m/kg].
        concentration: dry solids laid down per volume of filtrate [kg/m3].
        medium: resistance of the cloth [1/m].
        viscosity: of the filtrate [Pa s].
        pressure: pressure drop [Pa].

    v = (sqrt(R_m^2 + 2 alpha c P t / mu) - R_m) / (alpha c)

    >>> numbers = (np.array(v) for v in (3600.0, 2e13, 439.0, 0.0, 1.07e-3, 15e5))
    >>> round(float(filtrate_ruth_1935(*numbers)), 4)
    0.0339
    """
    growth = resistance * concentration
    return np.asarray((np.sqrt(medium**2 + 2.0 * growth * pressure * time / viscosity) - medium) / growth)


def squeeze_time_shirato_1970(
    solids: FloatArray,
    resistance: FloatArray,
    solidity: FloatArray,
    exponent: FloatArray,
    grain: FloatArray,
    viscosity: FloatArray,
    pressure: FloatArray,
    share: FloatArray,
) -> FloatArray:
    """Time in which a membrane squeezes a share of the liquor out that the pressure can squeeze out at all [s].

    Args:
        solids: dry solids per area of cloth [kg/m2].
        resistance: specific resistance of the cake at this pressure [m/kg].
        solidity: volume of solids over volume of cake at this pressure [1].
        exponent: of the cake's solidity, above 0 [1].
        grain: density of the solids [kg/m3].
        viscosity: of the filtrate [Pa s].
        pressure: squeeze pressure [Pa].
        share: of the end of the consolidation that is reached, 0.6 or more, below 1 [1].

    t = T omega^2 / C,  omega = m / rho_s,  C = phi P / (mu alpha rho_s beta),  T = 4 / pi^2 ln(8 / (pi^2 (1 - U)))

    One-way drainage to each cloth; first term of the consolidation series; creep is not in it.

    >>> numbers = (np.array(v) for v in (14.6, 2e13, 0.38, 0.10, 2650.0, 1.07e-3, 15e5, 0.9))
    >>> round(float(squeeze_time_shirato_1970(*numbers)) / 60, 1)
    4.3

    Reference: Shirato, Murase, Kato and Fukaya 1970, Filtr. Sep. 7, 277-282.
    """
    consolidation = solidity * pressure / (viscosity * resistance * grain * exponent)
    factor = 4.0 / np.pi**2 * np.log(8.0 / (np.pi**2 * (1.0 - share)))
    return np.asarray(factor * (solids / grain) ** 2 / consolidation)


class PressCycle(NamedTuple):
    """One cycle of a press, per area of cloth."""

    solids: FloatArray
    """Dry solids in the cake [kg/m2]."""
    filtration: FloatArray
    """Time under feed pressure [s]."""
    total: FloatArray
    """Whole cycle [s]."""

    @property
    def rate(self) -> FloatArray:
        """Dry solids per area of cloth and time, over the whole cycle [kg/m2/s]."""
        return self.solids / self.total


def press_cycle(
    chamber: FloatArray,
    feed: FloatArray,
    cake: FloatArray,
    densities: tuple[FloatArray, FloatArray],
    resistance: FloatArray,
    medium: FloatArray,
    viscosity: FloatArray,
    pressure: FloatArray,
    other_time: FloatArray,
) -> PressCycle:
    """Cycle of a recessed or membrane plate press whose chambers fill with cake.

    Args:
        chamber: thickness of the cake between two cloths [m].
        feed: mass of dry solids over mass of slurry in the feed [1].
        cake: the same in the cake that leaves [1].
        densities: of the grains and of the liquor [kg/m3].
        resistance: specific resistance of the cake at this pressure [m/kg].
        medium: resistance of the cloth [1/m].
        viscosity: of the filtrate [Pa s].
        pressure: feed pressure [Pa].
        other_time: fill, squeeze (``squeeze_time_shirato_1970``), wash, blow, open, drop and rinse together [s].

    Each cloth takes half of the chamber: m = rho_cake,dry L / 2, v = m / c, t = t(Ruth) + t_other

    >>> sizes = [np.array(v) for v in (0.03, 0.25, 0.60)]
    >>> flow = [np.array(v) for v in (2e13, 1e11, 1.07e-3, 15e5, 1800.0)]
    >>> cycle = press_cycle(*sizes, (np.array(2650.0), np.array(1025.0)), *flow)
    >>> round(float(cycle.solids), 1), round(float(cycle.rate) * 3600, 1)
    (14.6, 10.0)
    """
    grain, liquor = densities
    solids = chamber / 2.0 / slurry_volume(np.array(1.0), cake, grain, liquor)
    concentration = solids_per_filtrate(feed, cake, liquor)
    filtration = filtration_time_ruth_1935(
        solids / concentration, resistance, concentration, medium, viscosity, pressure
    )
    return PressCycle(solids, filtration, filtration + other_time)


def press_work(slurry: FloatArray, filtrate: FloatArray, feed: FloatArray, squeeze: FloatArray) -> FloatArray:
    """Pressure work that a press takes, before pump losses [J].

    Args:
        slurry: volume fed [m3].
        filtrate: volume that the membranes squeeze out [m3].
        feed: feed pressure [Pa].
        squeeze: squeeze pressure [Pa].

    W = P_feed V_slurry + P_squeeze V_squeezed

    Cake blow, cloth wash and plate shifting are not in it; they take most of a press's electricity.

    >>> numbers = (np.array(v) for v in (3.3, 0.3, 15e5, 15e5))
    >>> round(float(press_work(*numbers)) / 3.6e6, 1)
    1.5
    """
    return slurry * feed + filtrate * squeeze
