"""Carbon dioxide of fuel, power, heat and reagents, and what it comes to per kg of rare-earth oxides."""

import numpy as np

from kaitei.physics.arrays import FloatArray


def co2_of_use(use: FloatArray, factor: FloatArray) -> FloatArray:
    """CO2 of something used in a year [kg].

    use [kg or J], shape (draw, year); factor [kg CO2 per kg or per J], shape (draw).

    >>> co2_of_use(np.array([[1000.0]]), np.array([3.206])).tolist()
    [[3206.0]]
    """
    return use * factor[:, np.newaxis]


def co2_of_reagents(used: FloatArray, factor: FloatArray) -> FloatArray:
    """CO2 of making the reagents [kg], shape (draw, year).

    used [kg], shape (draw, year, reagent); factor: CO2 of making each [kg/kg], shape (draw, reagent).

    >>> co2_of_reagents(np.array([[[10.0, 5.0]]]), np.array([[1.0, 0.02]])).round(3).tolist()
    [[10.1]]
    """
    return np.asarray((used * factor[:, np.newaxis, :]).sum(axis=-1))


def co2_of_ship_per_reo(
    fuel_rate: FloatArray, factor: FloatArray, mud_rate: FloatArray, reo_content: FloatArray
) -> FloatArray:
    """CO2 of a vessel on station per mass of rare-earth oxides in the mud it lifts [kg/kg].

    fuel_rate [kg/s], factor [kg CO2 per kg fuel], mud_rate [kg/s], reo_content of that mud, same basis [kg/kg].

    >>> day = 86400.0
    >>> each = co2_of_ship_per_reo(*map(np.array, (40e3 / day, 3.206, 350e3 / day, 2e-3)))
    >>> round(float(each))
    183
    """
    return fuel_rate * factor / (mud_rate * reo_content)


def co2_of_voyage_per_reo(
    distance: FloatArray, intensity: FloatArray, cargo_share: FloatArray, reo_content: FloatArray
) -> FloatArray:
    """CO2 of carrying mud ashore per mass of rare-earth oxides in it [kg/kg].

    distance one way as charged by the intensity [m], intensity [kg CO2 per kg and m], cargo_share: cargo
    carried per mass of wet mud [1], reo_content of the wet mud [kg/kg].

    >>> gram_per_tonne_km = 1e-3 / (1e3 * 1e3)
    >>> each = co2_of_voyage_per_reo(*map(np.array, (1.9e6, 15 * gram_per_tonne_km, 1.0, 2e-3)))
    >>> round(float(each), 2)
    14.25
    """
    return distance * intensity * cargo_share / reo_content
