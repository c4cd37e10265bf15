"""Stage after stage brought into equilibrium with what arrives, up or down the cascade.

Each is a single rising function of its drive ln r: acidity and extractant close over the elements shared out.
"""

import numpy as np
from numba import njit

from kaitei.refinery.extraction import room as ro
from kaitei.refinery.extraction.closure import LARGEST, misfit, power

FARTHEST = 60.0
"""Bound of ln r [1]."""
GOOD = 1e-4
"""Misfit from which one more step brings a stage into equilibrium [1]."""


@njit(cache=True, error_model="numpy", inline="always")
def _set_back(room: ro.Room, j: int, move: float, growth: float) -> None:
    """Ratios of stage j once its drive has moved, vector ``BACK``; growth = exp(move)."""
    plane, vector, last, times = room.plane, room.vector, 0.0, 1.0
    for i in range(np.uint64(room.elements)):
        if vector[ro.POWERS + i] != last:
            last = vector[ro.POWERS + i]
            times = power(last, move, growth)
        vector[ro.BACK + i] = min(max(plane[j, ro.RATIO + i] * times, 1.0 / LARGEST), LARGEST)


@njit(cache=True, error_model="numpy", inline="always")
def _share_out(room: ro.Room, aqueous: float, organic: float) -> tuple[float, float, float]:
    """Loads of a stage at the ratios ``BACK``, and what the organic one gains with the drive, over the flows."""
    vector, elements = room.vector, np.uint64(room.elements)
    for i in range(elements):
        share = 1.0 / (aqueous + organic * vector[ro.BACK + i])
        vector[ro.LEFT + i] = vector[ro.MOLES + i] * share
        vector[ro.TAKES + i] = vector[ro.LEFT + i] * vector[ro.BACK + i]
        vector[ro.FALL + i] = vector[ro.TAKES + i] * vector[ro.POWERS + i] * share
    left, takes, fall = 0.0, 0.0, 0.0
    for i in range(elements):
        left, takes, fall = left + vector[ro.LEFT + i], takes + vector[ro.TAKES + i], fall + vector[ro.FALL + i]
    return left, takes, fall


@njit(cache=True, error_model="numpy", inline="always")
def _flash(room: ro.Room, j: int) -> None:
    """Equilibrium of stage j with the amounts in ``X`` [mol/s]: its drive, ratios and concentrations."""
    line, plane, law, vector = room.line, room.plane, room.law, room.vector
    elements, efficiency = np.uint64(room.elements), line[ro.EFFICIENCY, j]
    aqueous, organic = line[ro.AQUEOUS_OUT, j], line[ro.ORGANIC_OUT, j] * efficiency
    charge, sulfate, total = line[ro.CHARGE, j], line[ro.SULFATE, j], line[ro.EXTRACTANT, j]
    percent, start, kept = line[ro.LAGGED, j] * room.dosage, line[ro.DRIVE, j], 0.0
    for i in range(elements):
        kept += law[ro.VALENCE + i] * plane[j, ro.SHIFT + i]
        vector[ro.POWERS + i] = law[ro.SLOPE + i] + law[ro.SLOPE_DOSAGE + i] * percent
        vector[ro.MOLES + i] = law[ro.VALENCE + i] * plane[j, ro.X + i]
        vector[ro.BACK + i] = plane[j, ro.RATIO + i]
    drive, low, high, growth, r = start, -FARTHEST, FARTHEST, 1.0, line[ro.POWER, j]
    for _ in range(40):
        left, takes, fall = _share_out(room, aqueous, organic)
        found = misfit(room.kind, drive, r * growth, charge - left, sulfate, total, kept + efficiency * takes)
        if found[0] > 0.0:
            high = drive
        else:
            low = drive
        slope = found[1] + fall * (organic * found[2] + aqueous * efficiency * found[3])
        drive -= found[0] / max(slope, 1e-12)
        inside = low <= drive <= high
        if not inside:
            drive = 0.5 * (low + high)
        growth = np.exp(drive - start)
        _set_back(room, j, drive - start, growth)
        if inside and abs(found[0]) <= GOOD:
            break
    line[ro.DRIVE, j], line[ro.POWER, j] = drive, r * growth
    for i in range(elements):
        plane[j, ro.RATIO + i] = vector[ro.BACK + i]
        plane[j, ro.X + i] /= aqueous + organic * vector[ro.BACK + i]
        plane[j, ro.Y + i] = efficiency * vector[ro.BACK + i] * plane[j, ro.X + i] + plane[j, ro.SHIFT + i]
        plane[j, ro.SHIFT + i] = 0.0


@njit(cache=True, error_model="numpy")
def sweep(room: ro.Room, upward: bool) -> None:
    """Bring stage after stage into equilibrium with what arrives."""
    line, plane = room.line, room.plane
    stages, elements = line.shape[1], np.uint64(room.elements)
    for n in range(stages):
        j = n if upward else stages - 1 - n
        b, a, bypass = max(j - 1, 0), min(j + 1, stages - 1), 1.0 - line[ro.EFFICIENCY, j]
        enters = line[ro.ORGANIC_PASSED, b] if j > 0 else 0.0
        above = line[ro.AQUEOUS_PASSED, a] if a > j else 0.0
        for i in range(elements):
            rising = enters * plane[b, ro.Y + i] + plane[j, ro.FED_ORGANIC + i]
            plane[j, ro.SHIFT + i] = bypass * rising / line[ro.ORGANIC_OUT, j]
            plane[j, ro.X + i] = (1.0 - bypass) * rising + above * plane[a, ro.X + i] + plane[j, ro.FED + i]
        _flash(room, j)
