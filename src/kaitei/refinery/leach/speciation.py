"""One liquor at a time, compiled: its forms at an acidity, and the acidity that closes its balance of hydrogen.

Arrays run along ``liquor.PARTS`` (t) and ``liquor.FORMS`` (form), in mol/L; k holds the constants of
``liquor.LOG_CONSTANT`` in concentrations, and last the activity coefficient of H+.
"""

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray

INTERACTION = np.array([-0.08, 0.0, 0.12, 0.16, 0.23])
"""Interaction of ions of charge -1 or -2, 0, +1, +2, +3 with those of a chloride brine [kg/mol]; rounded from
ThermoChimie 10a, as ``purification.activity`` has them."""

LOG_WEAKEST, LOG_STRONGEST = -32.0, 6.0
"""Range of the logarithm of the hydrogen activity that is searched: pH 14 to -2.6."""


@njit(cache=True)
def activity(charge: int, strength: float, slope: float) -> float:
    """Natural logarithm of the activity coefficient of an ion; ``strength`` in mol/L."""
    root = np.sqrt(strength)
    held = INTERACTION[max(charge + 1, 0)] * strength
    logarithm: float = 2.302585092994046 * (held - slope * charge * charge * root / (1.0 + 1.5 * root))
    return logarithm


@njit(cache=True)
def conditional(log_constant: FloatArray, strength: float, slope: float, k: FloatArray) -> None:
    """Constants in concentrations but for the activity of hydrogen; fills ``k``, its last the coefficient of H+."""
    one, plus = activity(-1, strength, slope), activity(1, strength, slope)
    two, two_plus, three = activity(-2, strength, slope), activity(2, strength, slope), activity(3, strength, slope)
    k[0] = np.exp(log_constant[0] - one)
    k[1] = np.exp(log_constant[1] + two - one)
    k[2] = np.exp(log_constant[2] + one)
    k[3] = np.exp(log_constant[3] + one - two)
    k[4] = np.exp(log_constant[4] + one)
    k[5] = np.exp(log_constant[5] + two_plus + two)
    k[6] = np.exp(log_constant[6] + three + one - two_plus)
    k[7] = np.exp(log_constant[7] - two_plus - two)
    k[8] = np.exp(plus)


@njit(cache=True)
def _free(total: float, side: float, metal: float, bond: float) -> float:
    """Free ligand when a metal binds it one to one; ``side`` is what of it is free or protonated per free."""
    if total <= 0.0:
        return 0.0
    a, b = side * bond, side + bond * (metal - total)
    root = np.sqrt(b * b + 4.0 * a * total)
    free: float = 2.0 * total / (b + root) if b > 0.0 else (root - b) / (2.0 * a)
    return free


@njit(cache=True)
def speciate(t: FloatArray, h: float, k: FloatArray, form: FloatArray) -> float:
    """Forms of all parts at a hydrogen activity; fills ``form``, gives hydrogen found less hydrogen given [mol/L]."""
    side = 1.0 + k[1] * h
    calcium, sulfate = t[3], _free(t[8], side, t[3], k[5])
    solid = 0.0
    free = calcium / (1.0 + k[5] * sulfate)
    if free * sulfate > k[7]:
        more = t[8] - calcium
        root = np.sqrt(more * more + 4.0 * side * k[7])
        sulfate = (more + root) / (2.0 * side) if more > 0.0 else 2.0 * k[7] / (root - more)
        free = k[7] / sulfate
        solid = calcium - free - k[5] * k[7]
    phosphate = t[9] / (1.0 + k[2] * h + k[3] / h)
    fluoride = _free(t[10], 1.0 + k[4] * h, t[5], k[6])
    form[0], form[1] = h / k[8], k[0] / h
    form[2], form[3], form[4] = k[1] * h * sulfate, sulfate, k[5] * free * sulfate
    form[5], form[6], form[7] = k[2] * h * phosphate, phosphate, k[3] / h * phosphate
    form[8], form[9] = k[4] * h * fluoride, fluoride
    aluminium = t[5] / (1.0 + k[6] * fluoride)
    form[10], form[11], form[12], form[13] = t[5] - aluminium, free, aluminium, solid
    gap: float = form[0] - form[1] + form[2] + form[5] - form[7] + form[8] - t[0]
    return gap


@njit(cache=True)
def strength_of(t: FloatArray, form: FloatArray) -> float:
    """Ionic strength [mol/L]."""
    one = form[0] + form[1] + form[2] + form[6] + form[9] + t[1] + t[2]
    two = form[3] + form[7] + form[10] + form[11] + t[4]
    strength: float = 0.5 * (one + 4.0 * two + 9.0 * (form[12] + t[6] + t[7]))
    return strength


@njit(cache=True)
def buffer_of(t: FloatArray, h: float, k: FloatArray, form: FloatArray) -> float:
    """Rise of the hydrogen found with the logarithm of its activity, all parts held [mol/L]."""
    sulfate, fluoride = form[3], form[9]
    side = 1.0 + k[1] * h
    if form[13] > 0.0:
        side += k[7] / (sulfate * sulfate)
    else:
        side += k[5] * t[3] / (1.0 + k[5] * sulfate) ** 2
    rise: float = form[0] + form[1] + form[2] * (1.0 - k[1] * h / side)
    side = 1.0 + k[4] * h + k[6] * t[5] / (1.0 + k[6] * fluoride) ** 2
    rise += form[8] * (1.0 - k[4] * h / side)
    if t[9] > 0.0:
        rise += form[5] + form[7] - (form[5] - form[7]) ** 2 / t[9]
    return rise


@njit(cache=True)
def search(t: FloatArray, k: FloatArray, start: float, form: FloatArray) -> float:
    """Logarithm of the hydrogen activity that closes the balance: Newton, kept inside a bracket; fills ``form``."""
    low, high = LOG_WEAKEST, LOG_STRONGEST
    x = start
    for _ in range(80):
        h = np.exp(x)
        gap = speciate(t, h, k, form)
        if gap > 0.0:
            high = x
        else:
            low = x
        step = gap / buffer_of(t, h, k, form)
        if abs(step) <= 1e-13 or high - low <= 1e-13:
            break
        x = x - step if low < x - step < high else 0.5 * (low + high)
    return x
