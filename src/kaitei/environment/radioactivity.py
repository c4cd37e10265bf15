"""Natural radioactivity of the mud and what is made of it, from its thorium and uranium."""

import numpy as np

from kaitei.physics.arrays import FloatArray

AVOGADRO = 6.02214076e23
"""[1/mol]"""

YEAR = 365.25 * 86400.0
"""[s]"""

THORIUM_HALF_LIFE, URANIUM_HALF_LIFE = 1.405e10 * YEAR, 4.468e9 * YEAR
"""Half-lives of thorium-232 and uranium-238 [s]."""

THORIUM_WEIGHT, URANIUM_WEIGHT = 232.0377e-3, 238.0508e-3
"""Molar masses of thorium-232 and uranium-238 [kg/mol]."""

URANIUM_238_SHARE = 0.99275
"""Mass of uranium-238 in natural uranium [1]."""

THORIUM_SERIES, URANIUM_SERIES = 10, 14
"""Decays in a full series per decay of its parent, in secular equilibrium (branches count as one)."""


def specific_activity(half_life: FloatArray, molar_mass: FloatArray) -> FloatArray:
    """Activity per mass of a pure radionuclide [Bq/kg].

    half_life [s], molar_mass [kg/mol].

    a = ln 2 N_A / (T M).

    >>> round(float(specific_activity(np.array(THORIUM_HALF_LIFE), np.array(THORIUM_WEIGHT))) / 1e6, 2)
    4.06
    """
    return np.asarray(np.log(2.0) * AVOGADRO / (half_life * molar_mass))


def activity_thorium(thorium: FloatArray) -> FloatArray:
    """Activity of thorium-232 itself, without its daughters [Bq/kg].

    thorium: mass fraction [kg/kg].

    >>> round(float(activity_thorium(np.array(10e-6))) / 1e3, 3)  # Bq/g at 10 ppm
    0.041
    """
    return thorium * specific_activity(np.asarray(THORIUM_HALF_LIFE), np.asarray(THORIUM_WEIGHT))


def activity_uranium(uranium: FloatArray) -> FloatArray:
    """Activity of uranium-238 itself in natural uranium, without its daughters [Bq/kg].

    uranium: mass fraction [kg/kg].

    >>> round(float(activity_uranium(np.array(3e-6))) / 1e3, 3)  # Bq/g at 3 ppm
    0.037
    """
    each = specific_activity(np.asarray(URANIUM_HALF_LIFE), np.asarray(URANIUM_WEIGHT))
    return uranium * URANIUM_238_SHARE * each


def activity_parents(thorium: FloatArray, uranium: FloatArray) -> FloatArray:
    """Activity of thorium-232 and uranium-238, the basis of the 1 Bq/g exemption level [Bq/kg].

    thorium, uranium: mass fractions [kg/kg].

    >>> round(float(activity_parents(np.array(10e-6), np.array(3e-6))) / 1e3, 3)
    0.078
    """
    return activity_thorium(thorium) + activity_uranium(uranium)


def activity_series(thorium: FloatArray, uranium: FloatArray) -> FloatArray:
    """Activity of both whole series with all daughters in secular equilibrium [Bq/kg].

    thorium, uranium: mass fractions [kg/kg].

    10 decays per decay of thorium-232 and 14 per decay of uranium-238; the uranium-235 series (2 % more) is
    left out. Holds for mud older than about a million years that no process has parted from its daughters.

    >>> round(float(activity_series(np.array(10e-6), np.array(3e-6))) / 1e3, 2)
    0.92
    """
    return THORIUM_SERIES * activity_thorium(thorium) + URANIUM_SERIES * activity_uranium(uranium)
