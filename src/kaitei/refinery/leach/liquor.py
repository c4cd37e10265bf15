"""The liquor of a leach in equilibrium: acids, their ions, gypsum; its acidity from the balance of hydrogen.

Hydrogen is counted over SO4--, H2PO4-, F- and water: what the acid brought, less what minerals took up, is
[H+] - [OH-] + [HSO4-] + [H3PO4] - [HPO4--] + [HF]. Where the liquor is made from neutral things this is the same as
neutral charge. Concentrations inside are mol/L; one litre counts as one kilogram of water.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.leach.speciation import conditional, search, strength_of

PARTS = (
    "acid", "sodium", "chloride", "calcium", "manganese", "aluminium", "iron", "rare_earth", "sulfate", "phosphate",
    "fluoride",
)  # fmt: skip
"""What a liquor is made of, each in all its forms; ``acid`` counts hydrogen as above and may be negative."""

ACID, SODIUM, CHLORIDE, CALCIUM, MANGANESE, ALUMINIUM, IRON, RARE_EARTH, SULFATE, PHOSPHATE, FLUORIDE = range(11)

FORMS = (
    "H+",
    "OH-",
    "HSO4-",
    "SO4--",
    "CaSO4",
    "H3PO4",
    "H2PO4-",
    "HPO4--",
    "HF",
    "F-",
    "AlF++",
    "Ca++",
    "Al+++",
    "gypsum",
)
"""What is found in it."""

HYDROGEN, HYDROXIDE, BISULFATE, SULFATE_ION, CALCIUM_SULFATE, PHOSPHORIC, DIHYDROGEN, HYDROGEN_PHOSPHATE = range(8)
HF, FLUORIDE_ION, ALUMINIUM_FLUORIDE, CALCIUM_ION, ALUMINIUM_ION, GYPSUM = range(8, 14)

LOG_CONSTANT = np.array([-13.998, 1.988, 2.148, -7.207, 3.18, 2.145, 7.0, -4.547])
"""log K at 25 degC, infinite dilution: water; H + SO4 = HSO4; H + H2PO4 = H3PO4; H2PO4 = HPO4 + H; H + F = HF;
Ca + SO4 = CaSO4; Al + F = AlF; gypsum = Ca + SO4. From phreeqc.dat of PHREEQC 3 (first of phosphoric acid: CRC)."""

ENTHALPY = np.array([55.8, 16.1, 8.8, 4.1, 13.3, 6.5, 4.4, -13.0]) * 1e3
"""[J/mol], same source; CaSO4 and gypsum from their fits between 25 and 60 degC."""

IONIC_STRENGTH_MOST = 3.5
"""Ionic strength up to which the law of activity holds [mol/L]; above it the law is carried on and flagged."""


class Liquor(NamedTuple):
    """Liquors in equilibrium, N draws."""

    ph: FloatArray
    """-log10 of the activity of hydrogen [1], shape (draw,)."""
    ionic_strength: FloatArray
    """[mol/m3], shape (draw,)."""
    forms: FloatArray
    """Amount of each of ``FORMS`` [mol/m3 of liquor], shape (draw, form)."""
    extrapolated: FloatArray
    """1 where the ionic strength lies above what the law of activity holds for, else 0, shape (draw,)."""


def equilibrium(parts: FloatArray, temperature: FloatArray) -> Liquor:
    """Acidity, ions and gypsum of liquors.

    Args:
        parts: amount of each of ``PARTS`` [mol/m3], shape (draw, part).
        temperature: [K], shape (draw,).

    Hydrogen balance by a bracketed secant search in the logarithm of the activity. Activity of ions:
    log g = -A z^2 sqrt(I) / (1 + 1.5 sqrt(I)) + e(z) I (specific ion interaction), to I = 3.5 mol/L; 0-90 degC.
    Sulfate and fluoride bind calcium and aluminium one to one; other complexes are left out.

    >>> acid = np.zeros((1, 11))
    >>> acid[0, [ACID, CHLORIDE]] = 500.0
    >>> round(float(equilibrium(acid, np.array([298.15])).ph[0]), 2)
    0.42

    References: PHREEQC 3 (Parkhurst and Appelo 2013, USGS Techniques and Methods 6-A43); Grenthe et al. 1997, OECD/NEA.

    Raises InputError for a negative or missing amount, or a temperature outside 0-90 degC.
    """
    amounts, kelvin = np.asarray(parts, dtype=float), np.asarray(temperature, dtype=float)
    if amounts.shape[-1] != len(PARTS) or not np.all(np.isfinite(amounts)) or np.any(amounts[..., 1:] < 0.0):
        raise InputError(f"a liquor needs a finite amount of each of its {len(PARTS)} parts, none negative but acid")
    check_temperature(kelvin)
    ph, strength = np.zeros(len(amounts)), np.zeros(len(amounts))
    forms = np.zeros((len(amounts), len(FORMS)))
    _settle(
        np.ascontiguousarray(amounts * 1e-3), constants_at(kelvin), slope_debye_hueckel(kelvin), ph, strength, forms
    )
    return Liquor(ph, strength * 1e3, forms * 1e3, (strength > IONIC_STRENGTH_MOST).astype(float))


def check_temperature(temperature: FloatArray) -> None:
    """Refuse a temperature outside 0 to 90 degC.

    >>> check_temperature(np.array([298.15]))

    Raises InputError when one lies outside.
    """
    inside = (temperature >= 273.15) & (temperature <= 363.15)
    if not np.all(inside):
        wrong = float(temperature[~inside][0])
        raise InputError(f"a leach is modelled from 273.15 to 363.15 K (0 to 90 degC); {wrong:g} K came")


def constants_at(temperature: FloatArray) -> FloatArray:
    """Natural logarithms of the constants at a temperature, infinite dilution, shape (draw, constant).

    Args:
        temperature: [K], shape (draw,).

    van 't Hoff with constant enthalpy.

    >>> float((constants_at(np.array([298.15]))[0, 1] / np.log(10)).round(3))
    1.988
    """
    drift = (1.0 / temperature - 1.0 / 298.15)[:, np.newaxis] / 8.314462618
    return np.asarray(np.log(10.0) * LOG_CONSTANT - ENTHALPY * drift)


def slope_debye_hueckel(temperature: FloatArray) -> FloatArray:
    """Slope of the limiting law of activity, base 10 [kg^0.5/mol^0.5].

    Args:
        temperature: [K].

    A = 0.4918 + 6.61e-4 t + 5.02e-6 t^2, t in degC: a widely used fit for water, 0-100 degC.

    >>> float(slope_debye_hueckel(np.array(298.15)).round(3))
    0.511
    """
    celsius = temperature - 273.15
    return np.asarray(0.4918 + 6.61e-4 * celsius + 5.02e-6 * celsius**2)


@njit(cache=True)
def _settle(
    parts: FloatArray,
    log_constants: FloatArray,
    slope: FloatArray,
    ph: FloatArray,
    strength: FloatArray,
    forms: FloatArray,
) -> None:
    """All draws, the ionic strength by repetition; fills the last three."""
    k = np.zeros(9)
    for d in range(parts.shape[0]):
        held, x = 0.1, -2.0
        for _ in range(30):
            conditional(log_constants[d], held, slope[d], k)
            x = search(parts[d], k, x, forms[d])
            made = min(strength_of(parts[d], forms[d]), 20.0)
            close = abs(made - held) <= 1e-11 * made
            held = made
            if close:
                break
        ph[d], strength[d] = -x / np.log(10.0), held
