"""Elements along a counter-current cascade whose distribution ratios are given, and how they answer to a change.

The organic enters stage 0 and rises, the aqueous enters the last stage and falls; feeds and draws at any stage.
Per element, with A and O the flows out of stage j and Q the flows that pass on to the next stage:

    A_j x_j + O_j y_j = Q_(j+1) x_(j+1) + Q'_(j-1) y_(j-1) + feeds                      (balance)
    y_j = e D_j x_j + (1 - e) (Q'_(j-1) y_(j-1) + organic feed) / O_j + shift_j          (Murphree efficiency e)

The elimination starts at stage 0, x_j = c_j + g_j x_(j+1). Its pivots are written with the share that is lost from
the stages below instead of one minus the share returned: without shifts there is no subtraction anywhere, no amount
can turn negative, and traces keep their digits however large the ratios are.
"""

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction import room as ro

# NOTE: unsigned counters spare the test for negative indices, without which the inner loops run in vector units.
_ONE = np.uint64(1)


@njit(cache=True, error_model="numpy")
def eliminate(room: ro.Room) -> None:
    """Concentrations of all elements in both phases, planes ``X`` and ``Y``, for the ratios, feeds and shifts."""
    line, plane = room.line, room.plane
    stages, elements = plane.shape[1:]
    for i in range(elements):
        for k in (ro.SHARE, ro.LOST, ro.RETURN, ro.OFFSET, ro.GAIN, ro.START):
            plane[k, 0, i] = 0.0
        plane[ro.X, stages - 1, i] = 0.0
    for j in range(stages):
        b, rises = max(j - 1, 0), 1.0 if j > 0 else 0.0
        organic, e = line[ro.ORGANIC_OUT, j], line[ro.EFFICIENCY, j]
        down, enters = rises * line[ro.AQUEOUS_PASSED, j], rises * line[ro.ORGANIC_PASSED, b]
        drawn, drawn_below = line[ro.AQUEOUS_OUT, j] - down, line[ro.ORGANIC_OUT, b] - line[ro.ORGANIC_PASSED, b]
        above = line[ro.AQUEOUS_PASSED, j + 1] if j + 1 < stages else 0.0
        bypass = (1.0 - e) / organic
        for i in range(elements):
            back = plane[ro.RETURN, b, i]
            lost = drawn + down * (plane[ro.LOST, b, i] + drawn_below * back) * plane[ro.SHARE, b, i]
            arriving = enters * (plane[ro.OFFSET, b, i] + back * plane[ro.START, b, i]) + plane[ro.FED_ORGANIC, j, i]
            back = e * plane[ro.RATIO, j, i] + bypass * enters * back * plane[ro.GAIN, b, i]
            share = 1.0 / (lost + organic * back)
            plane[ro.SHARE, j, i], plane[ro.LOST, j, i], plane[ro.RETURN, j, i] = share, lost, back
            plane[ro.GAIN, j, i] = above * share
            plane[ro.OFFSET, j, i] = bypass * arriving + plane[ro.SHIFT, j, i]
            plane[ro.START, j, i] = (plane[ro.FED, j, i] + e * arriving - organic * plane[ro.SHIFT, j, i]) * share
    for j in range(stages - 1, -1, -1):
        n = min(j + 1, stages - 1)
        for i in range(elements):
            plane[ro.X, j, i] = plane[ro.START, j, i] + plane[ro.GAIN, j, i] * plane[ro.X, n, i]
            plane[ro.Y, j, i] = plane[ro.OFFSET, j, i] + plane[ro.RETURN, j, i] * plane[ro.X, j, i]


@njit(cache=True, error_model="numpy", inline="always")
def _eliminate_from_top(room: ro.Room) -> None:
    """What the stages above a stage take of its organic, x_(j+1) = t y_j, and pass on, y_(j+1) = w y_j."""
    line, plane = room.line, room.plane
    stages, elements = plane.shape[1:]
    for i in range(elements):
        for k in (ro.FREE, ro.TAKEN, ro.ONWARD):
            plane[k, stages - 1, i] = 0.0
    for j in range(stages - 1, -1, -1):
        n, falls = min(j + 1, stages - 1), 1.0 if j + 1 < stages else 0.0
        out, organic, e = line[ro.AQUEOUS_OUT, j], line[ro.ORGANIC_OUT, j], line[ro.EFFICIENCY, j]
        enters = line[ro.ORGANIC_PASSED, j - 1] if j > 0 else 0.0
        stays = organic - falls * line[ro.ORGANIC_PASSED, j]
        drawn_above = falls * (line[ro.AQUEOUS_OUT, n] - line[ro.AQUEOUS_PASSED, n])
        bypass = (1.0 - e) / organic
        for i in range(elements):
            free = stays + drawn_above * plane[ro.TAKEN, n, i] + falls * plane[ro.FREE, n, i] * plane[ro.ONWARD, n, i]
            back = e * plane[ro.RATIO, j, i]
            taken = enters * (1.0 - bypass * free) / (out + free * back)
            plane[ro.FREE, j, i], plane[ro.TAKEN, j, i], plane[ro.ONWARD, j, i] = (
                free,
                taken,
                back * taken + bypass * enters,
            )
            plane[ro.PUSH, j, i] /= plane[ro.LOST, j, i] + free * plane[ro.RETURN, j, i]


@njit(cache=True, error_model="numpy")
def respond(room: ro.Room) -> None:
    """Change of the misfit of stage j with the drive of stage k, through the loads; fills ``matrix``.

    Follows ``eliminate``; plane ``PUSH`` is used up. Seen from stage k, x_j = g_j x_(j+1) below it; above it the
    answer comes from an elimination from the top, again without subtractions.
    """
    _eliminate_from_top(room)
    line, plane, moved, matrix = room.line, room.plane, room.moved, room.matrix
    stages, elements = np.uint64(plane.shape[1]), np.uint64(plane.shape[2])
    for j in range(stages):
        takes, adds = line[ro.BY_AQUEOUS, j], line[ro.BY_ORGANIC, j]
        for k in range(stages):
            matrix[j, k] = 0.0
        matrix[j, j] = line[ro.BY_DRIVE, j]
        for i in range(elements):
            fade, push = plane[ro.ONWARD, j, i], plane[ro.PUSH, j, i]
            gain = adds * fade - takes * plane[ro.TAKEN, j, i]
            for k in range(j):
                matrix[j, k] += gain * moved[i, k]
                moved[i, k] *= fade
            moved[i, j] = push * plane[ro.LOST, j, i]
            matrix[j, j] += push * (adds * plane[ro.LOST, j, i] + takes * plane[ro.FREE, j, i])
    for n in range(stages):
        at = stages - _ONE - n
        takes, adds = line[ro.BY_AQUEOUS, at], line[ro.BY_ORGANIC, at]
        for i in range(elements):
            fade, gain = plane[ro.GAIN, at, i], adds * plane[ro.RETURN, at, i] - takes
            for k in range(at + _ONE, stages):
                moved[i, k] *= fade
                matrix[at, k] += gain * moved[i, k]
            moved[i, at] = -plane[ro.PUSH, at, i] * plane[ro.FREE, at, i]


@njit(cache=True, error_model="numpy")
def solve_dense(matrix: FloatArray, right: FloatArray) -> bool:
    """Solution of a dense linear system in place of ``right``, by elimination with row pivots; False if singular."""
    size = np.uint64(right.shape[0])
    for k in range(size):
        best = k
        for r in range(k + _ONE, size):
            if abs(matrix[r, k]) > abs(matrix[best, k]):
                best = r
        if not 0.0 < abs(matrix[best, k]) < np.inf:
            return False
        if best != k:
            for c in range(k, size):
                matrix[k, c], matrix[best, c] = matrix[best, c], matrix[k, c]
            right[k], right[best] = right[best], right[k]
        for r in range(k + _ONE, size):
            part = matrix[r, k] / matrix[k, k]
            for c in range(k + _ONE, size):
                matrix[r, c] -= part * matrix[k, c]
            right[r] -= part * right[k]
    for n in range(size):
        at = size - _ONE - n
        right[at] /= matrix[at, at]
        for r in range(at):
            right[r] -= matrix[r, at] * right[at]
    return True
