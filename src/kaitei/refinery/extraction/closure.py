"""Acidity and free extractant of a stage, and the distribution ratios they give.

An ion M(z+) that is extracted takes z extractant (for rare earths three dimers (HA)2) and gives z H+. So

    S_j = h_j + HSO4_j - Kw / h_j + sum z x_j    travels with the aqueous alone,
    T_j = e_j + sum z y_j                        travels with the organic alone,

both known beforehand whatever is exchanged. Per stage one number is left, r_j; it sets every ratio D:

    mass action  r = e / h,        acidity fit  r = 1 / h (mol/L),        saturated organic: r such that e = 0.

The misfit of a stage is ln[(r h + sum z y) / T], ln(r h) and ln(sum z y / T).
"""

import numpy as np
from numba import njit

from kaitei.refinery.extraction import room as ro

WATER_PRODUCT = 1e-8
"""[H+][OH-] [mol2/m6]: keeps the acidity above zero where base is in excess."""
HYDROGEN_SULFATE_CONSTANT = 10.0**-1.99 * 1e3
"""Ka2 of sulfuric acid [mol/m3], the value of the benchmark (PrOMMiS)."""
LARGEST = 1e80
"""Bound of a distribution ratio and of its inverse [1]."""


@njit(cache=True, error_model="numpy")
def acidity_from_charge(charge: float, sulfate: float) -> tuple[float, float]:
    """Acidity h [mol/m3] and dh/du [1] of u = h + HSO4(h) - Kw/h,
    for charge u and total sulfate [mol/m3].

    u rises with h and is concave; the larger of two closed lower bounds starts a Newton that cannot overshoot.
    """
    low = charge - sulfate
    root = np.sqrt(low * low + 4.0 * WATER_PRODUCT)
    h = 0.5 * (low + root) if low > 0.0 else 2.0 * WATER_PRODUCT / (root - low)
    if sulfate <= 0.0:
        return h, 1.0 / (1.0 + WATER_PRODUCT / (h * h))
    ka, slope = HYDROGEN_SULFATE_CONSTANT, 1.0
    if charge > 0.0:
        b = ka - low
        root = np.sqrt(b * b + 4.0 * charge * ka)
        h = max(h, 2.0 * charge * ka / (b + root) if b > 0.0 else 0.5 * (root - b))
    for _ in range(60):
        over, part = 1.0 / h, 1.0 / (h + ka)
        hydroxide, held = WATER_PRODUCT * over, sulfate * part
        slope = 1.0 + held * ka * part + hydroxide * over
        change = (charge - h - held * h + hydroxide) / slope
        h += max(change, -0.5 * h)
        # NOTE: what is left of h after a change is less than the square of the change over h.
        if abs(change) <= 1e-8 * h:
            break
    return h, 1.0 / slope


@njit(cache=True, error_model="numpy")
def misfit(
    kind: int, drive: float, r: float, charge: float, sulfate: float, total: float, organic: float
) -> tuple[float, float, float, float]:
    """Misfit of a stage [1] for its drive ln r, r itself, and what its phases hold [mol/m3].

    Also its slope in the drive [1], and those in the aqueous load (taken negative) and the organic load [m3/mol].

    Args:
        kind: of the law.
        drive, r: ln r and r [1].
        charge, sulfate: of the aqueous, the charge less that of the elements.
        total, organic: extractant, free or taken, and the organic load sum z y.
    """
    if kind == ro.SATURATED:
        load = max(organic, 1e-200)
        return np.log(load / total), 0.0, 0.0, 1.0 / load
    h, slope = acidity_from_charge(charge, sulfate)
    if kind == ro.ACIDITY_FIT:
        return drive + np.log(h * 1e-3), 1.0, slope / h, 0.0
    found = r * h + organic
    part = 1.0 / found
    return np.log(found / total), r * h * part, r * slope * part, part


@njit(cache=True, error_model="numpy", inline="always")
def power(slope: float, move: float, growth: float) -> float:
    """exp(slope x move), for growth = exp(move): the slopes of mass action spare the exponential."""
    if slope == 3.0:
        return growth * growth * growth
    return growth if slope == 1.0 else np.exp(slope * move)


@njit(cache=True, error_model="numpy")
def set_ratios(room: ro.Room) -> None:
    """Distribution ratios of every stage from its drive ln r and, for the fits, the lagged free extractant."""
    line, law, plane = room.line, room.law, room.plane
    stages, elements = line.shape[1], np.uint64(room.elements)
    for j in range(stages):
        drive = line[ro.DRIVE, j]
        if room.kind == ro.ACIDITY_FIT:
            percent = max(line[ro.LAGGED, j] * room.dosage, 1e-6)
            log_percent = np.log(percent)
            for i in range(elements):
                slope = law[ro.SLOPE + i] + law[ro.SLOPE_DOSAGE + i] * percent
                move = slope * drive + law[ro.INTERCEPT_DOSAGE + i] * log_percent
                ratio = law[ro.CONSTANT + i] * np.exp(move) if move != 0.0 else law[ro.CONSTANT + i]
                plane[j, ro.RATIO + i] = min(max(ratio, 1.0 / LARGEST), LARGEST)
        else:
            line[ro.POWER, j] = np.exp(drive)
            for i in range(elements):
                plane[j, ro.RATIO + i] = law[ro.CONSTANT + i] * power(law[ro.SLOPE + i], drive, line[ro.POWER, j])


@njit(cache=True, error_model="numpy")
def measure(room: ro.Room) -> None:
    """Loads, misfit and its slopes of every stage for the present amounts and drives."""
    line, plane, law = room.line, room.plane, room.law
    for j in range(line.shape[1]):
        aqueous, organic = 0.0, 0.0
        for i in range(np.uint64(room.elements)):
            aqueous += law[ro.VALENCE + i] * plane[j, ro.X + i]
            organic += law[ro.VALENCE + i] * plane[j, ro.Y + i]
        charge, sulfate, total = line[ro.CHARGE, j] - aqueous, line[ro.SULFATE, j], line[ro.EXTRACTANT, j]
        found = misfit(room.kind, line[ro.DRIVE, j], line[ro.POWER, j], charge, sulfate, total, organic)
        line[ro.AQUEOUS_LOAD, j], line[ro.ORGANIC_LOAD, j], line[ro.MISFIT, j] = aqueous, organic, found[0]
        line[ro.BY_DRIVE, j], line[ro.BY_AQUEOUS, j], line[ro.BY_ORGANIC, j] = found[1], found[2], found[3]
