"""What plant costs: scaling with size, price indices, filter presses, and when the money is spent."""

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray

INDEX_YEARS = np.array([2013.0, 2016.0, 2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0])
INDEX_VALUES = np.array([567.3, 541.7, 607.5, 596.2, 708.8, 816.0, 797.9, 800.0])


def plant_cost_index_cepci(year: FloatArray) -> FloatArray:
    """Chemical Engineering Plant Cost Index of a year [1], linear between the tabulated years.

    Annual values as tabulated in OpenPyTEA (Chemical Engineering magazine). Holds from 2013 to 2024.

    year: calendar year [1]

    >>> float(plant_cost_index_cepci(np.array(2022.0)))
    816.0

    Raises ValueError for a year outside the table.
    """
    wanted = np.asarray(year, dtype=np.float64)
    if ((wanted < INDEX_YEARS[0]) | (wanted > INDEX_YEARS[-1])).any():
        raise ValueError(
            f"the plant cost index is tabulated from {INDEX_YEARS[0]:.0f} to {INDEX_YEARS[-1]:.0f}, "
            f"not for {wanted.min():.0f} to {wanted.max():.0f}; restate the cost in a year of the table"
        )
    return np.asarray(np.interp(wanted, INDEX_YEARS, INDEX_VALUES))


def cost_escalated(cost: FloatArray, year: FloatArray, money_year: FloatArray) -> FloatArray:
    """A plant cost of one year in the money of another [USD].

    cost x CEPCI(money year) / CEPCI(year).

    cost: cost in the money of ``year`` [USD]
    year: calendar year of the cost [1]
    money_year: calendar year wanted [1]

    >>> round(float(cost_escalated(np.array(100.0), np.array(2016.0), np.array(2024.0))), 2)
    147.68
    """
    return cost * plant_cost_index_cepci(money_year) / plant_cost_index_cepci(year)


def cost_scaled(cost: FloatArray, reference_size: FloatArray, size: FloatArray, exponent: FloatArray) -> FloatArray:
    """Cost of a plant of another size [USD].

    cost x (size / reference size)^exponent; a plant of size 0 costs nothing. The exponent lies near 0.6 for
    chemical plant and near 1 for trains of equal units; trust it over one order of magnitude.

    cost: cost at the reference size [USD]
    reference_size: size of the reference plant [kg/s]
    size: size wanted [kg/s]
    exponent: scaling exponent [1]

    >>> round(float(cost_scaled(*np.array([225.0, 3000.0, 1500.0, 0.65]))), 1)
    143.4
    """
    ratio = size / reference_size
    return np.where(ratio > 0.0, cost * np.where(ratio > 0.0, ratio, 1.0) ** exponent, 0.0)


def press_area(mud_rate: FloatArray, press_flux: FloatArray) -> FloatArray:
    """Filter area that keeps up with a flow of solids [m^2].

    mud_rate: dry solids to press [kg/s]
    press_flux: dry solids per area and time, averaged over the press cycle [kg/m^2/s]

    >>> round(float(press_area(np.array(3500e3 / 86400), np.array(10.0 / 3600))))
    14583
    """
    return mud_rate / press_flux


def even_schedule(construction: BoolArray) -> FloatArray:
    """Share of the initial capital spent in each year [1].

    Equal parts over the construction years; all in the first year if there is none.

    construction: whether a year lies before the first production, shape (draw, year)

    >>> even_schedule(np.array([[True, True, False], [False, False, False]])).tolist()
    [[0.5, 0.5, 0.0], [1.0, 0.0, 0.0]]
    """
    years = construction.sum(axis=1, keepdims=True)
    spread = construction / np.maximum(years, 1)
    first = np.zeros(construction.shape)
    first[:, 0] = 1.0
    return np.where(years > 0, spread, first)


def before_first_production(producing: BoolArray) -> BoolArray:
    """Which years lie before the first year of production; all of them if there is none.

    producing: whether anything is produced in the year, shape (draw, year)

    >>> before_first_production(np.array([[False, True, False]])).tolist()
    [[True, False, False]]
    """
    return ~np.maximum.accumulate(producing, axis=1)
