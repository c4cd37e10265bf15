"""Activity of ions in chloride liquors of leach and strip strength."""

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray, IntArray

DEBYE_HUCKEL = 0.509
"""Slope at 25 degC [kg^0.5/mol^0.5]."""

INTERACTION: FloatArray = np.array([-0.10, -0.08, -0.08, 0.0, 0.12, 0.16, 0.23, 0.25])
"""Interaction of an ion with the ions of a chloride brine [kg/mol], charges -3 to +4.

Rounded from ThermoChimie 10a: H+ 0.12; Ca 0.14, Mg 0.19, Mn 0.13; Sm, Eu, Ho 0.23 (Al 0.33); Th 0.25 with chloride;
H2PO4-, C2O4-- and HC2O4- -0.08 to -0.07 with sodium; -3 taken like the rest.
"""

STRONGEST = 3.0
"""Ionic strength up to which the law is used [mol/L]."""


def log_activity_sit(charge: IntArray, ionic_strength: FloatArray) -> FloatArray:
    """Logarithm (base 10) of the activity coefficient of an ion [1].

    Args:
        charge: whole number from -3 to +4.
        ionic_strength: of the liquor, 0 to 3 [mol/L].

    log gamma = -z^2 A sqrt(I) / (1 + 1.5 sqrt(I)) + epsilon(z) I   (specific ion interaction, 25 degC)

    One interaction number per charge: within about 0.1 of the salt's own value times z^2 at 1 mol/L.

    >>> round(float(log_activity_sit(np.array(3), np.array(0.5))), 2)
    -1.46

    Reference: Grenthe, Plyasunov and Spahiu 1997, in Modelling in Aquatic Chemistry, OECD/NEA, chapter IX.

    Raises InputError when the ionic strength lies outside 0 to 3 mol/L.
    """
    strength = np.asarray(ionic_strength, dtype=float)
    if not np.all((strength >= 0.0) & (strength <= STRONGEST)):
        wrong = strength[~((strength >= 0.0) & (strength <= STRONGEST))].ravel()[0]
        raise InputError(f"ionic strength must lie between 0 and {STRONGEST:g} mol/L; {wrong} came: dilute the liquor")
    root = np.sqrt(strength)
    whole = np.asarray(charge)
    return np.asarray(-DEBYE_HUCKEL * whole**2 * root / (1.0 + 1.5 * root) + INTERACTION[whole + 3] * strength)


def conditional(log_constant: FloatArray, left: FloatArray, right: FloatArray) -> FloatArray:
    """Equilibrium constant in concentrations, from one in activities, as logarithm (base 10).

    Args:
        log_constant: at infinite dilution.
        left: sum of log gamma over what the reaction takes, hydrogen ions left as activity.
        right: sum of log gamma over what it makes.

    log K' = log K + sum log gamma (taken) - sum log gamma (made)

    >>> float(conditional(np.array(-8.73), np.array(0.0), np.array(-1.2)).round(2))
    -7.53
    """
    return log_constant + left - right
