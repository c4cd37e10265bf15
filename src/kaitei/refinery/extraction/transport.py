"""Elements along a counter-current cascade whose distribution ratios are given.

The organic enters stage 0 and rises, the aqueous enters the last stage and falls; feeds and draws at any stage.
Per element, with A and O the flows out of stage j and Q the flows that pass on to the next stage:

    A_j x_j + O_j y_j = Q_(j+1) x_(j+1) + Q'_(j-1) y_(j-1) + feeds            (balance)
    y_j = e D_j x_j + (1 - e) (Q'_(j-1) y_(j-1) + organic feed) / O_j          (Murphree efficiency e)

Elimination from stage 0 upwards, x_j = c_j + g_j x_(j+1). Its pivots are written with the share that is lost from
the stages below instead of one minus the share returned, so there is no subtraction anywhere: no amount can turn
negative, and traces keep their digits however large the ratios are.
"""

import numpy as np
from numba import njit

from kaitei.physics.arrays import FloatArray

PIVOT, LOST, GAIN, START, RETURN, OFFSET = 0, 1, 2, 3, 4, 5
FACTORS = 6


@njit(cache=True)
def eliminate(
    ratio: FloatArray,
    flow: FloatArray,
    efficiency: FloatArray,
    feed: FloatArray,
    factor: FloatArray,
    x: FloatArray,
    y: FloatArray,
) -> None:
    """Concentrations of all elements in both phases for given ratios; fills ``factor``, ``x`` and ``y``.

    ratio: distribution ratios [1], shape (stage, element)
    flow: aqueous out, aqueous passed down, organic out, organic passed up [m3/s], shape (4, stage)
    efficiency: Murphree efficiency of the organic [1], shape (stage,)
    feed: amounts fed with the aqueous and the organic [mol/s], shape (2, stage, element)
    factor: the elimination, kept for ``accumulate_response``, shape (FACTORS, stage, element)
    x, y: aqueous and organic concentration [mol/m3], shape (stage, element)
    """
    stages, elements = ratio.shape
    for j in range(stages):
        out, down, organic = flow[0, j], flow[1, j], flow[2, j]
        e = efficiency[j]
        enters = flow[3, j - 1] if j > 0 else 0.0
        above = flow[1, j + 1] if j + 1 < stages else 0.0
        b = max(j - 1, 0)
        drawn_below = flow[2, b] - flow[3, b]
        for i in range(elements):
            lost, below_return, below_start = down, 0.0, 0.0
            if j > 0:
                below_return = factor[RETURN, b, i] * factor[GAIN, b, i]
                below_start = factor[OFFSET, b, i] + factor[RETURN, b, i] * factor[START, b, i]
                leak = factor[LOST, b, i] + drawn_below * factor[RETURN, b, i]
                lost = down * leak / factor[PIVOT, b, i]
            arriving = enters * below_start + feed[1, j, i]
            back = e * ratio[j, i] + (1.0 - e) * enters * below_return / organic
            lost += out - down
            pivot = lost + organic * back
            factor[PIVOT, j, i] = pivot
            factor[LOST, j, i] = lost
            factor[RETURN, j, i] = back
            factor[OFFSET, j, i] = (1.0 - e) * arriving / organic
            factor[GAIN, j, i] = above / pivot
            factor[START, j, i] = (feed[0, j, i] + e * arriving) / pivot
    for j in range(stages - 1, -1, -1):
        n = min(j + 1, stages - 1)
        for i in range(elements):
            x[j, i] = factor[START, j, i] + factor[GAIN, j, i] * (x[n, i] if n > j else 0.0)
            y[j, i] = factor[OFFSET, j, i] + factor[RETURN, j, i] * x[j, i]


@njit(cache=True)
def accumulate_response(
    push: FloatArray,
    charge: FloatArray,
    flow: FloatArray,
    efficiency: FloatArray,
    factor: FloatArray,
    space: FloatArray,
    response: FloatArray,
) -> None:
    """Change of the aqueous charge of every stage per push of the organic of every stage; fills ``response``.

    push: change of y at constant x [mol/m3], shape (stage, element)
    charge: charge of the ions [1], shape (element,)
    flow, efficiency, factor: as in ``eliminate``
    space: room to work in, shape (stage + 2, stage)
    response: sum over elements of charge x dx_j / d(push of stage k) [mol/m3], shape (stage, stage)
    """
    stages, elements = push.shape
    rising, moved = space[stages], space[stages + 1]
    for j in range(stages):
        for k in range(stages):
            response[j, k] = 0.0
    for i in range(elements):
        for j in range(stages):
            organic, e, pivot = flow[2, j], efficiency[j], factor[PIVOT, j, i]
            enters = flow[3, j - 1] if j > 0 else 0.0
            taken = e * enters / pivot
            onward = (1.0 - e) * enters / organic + factor[RETURN, j, i] * taken
            for k in range(j):
                space[j, k] = taken * rising[k]
                rising[k] *= onward
            space[j, j] = -organic * push[j, i] / pivot
            rising[j] = push[j, i] * factor[LOST, j, i] / pivot
            moved[j] = 0.0
        for j in range(stages - 1, -1, -1):
            gain = factor[GAIN, j, i]
            z = charge[i]
            for k in range(j + 1):
                moved[k] = space[j, k] + gain * moved[k]
                response[j, k] += z * moved[k]
            for k in range(j + 1, stages):
                moved[k] *= gain
                response[j, k] += z * moved[k]


@njit(cache=True)
def carry(inflow: FloatArray, passed: FloatArray, out: FloatArray, upward: bool, level: FloatArray) -> None:
    """Concentration of what stays in one phase, stage by stage [mol/m3]; fills ``level``.

    inflow: amount fed [mol/s], shape (stage,)
    passed, out: flow passed to the next stage and flow out of the stage [m3/s], shape (stage,)
    upward: the phase rises
    """
    stages = inflow.shape[0]
    arriving = 0.0
    for n in range(stages):
        j = n if upward else stages - 1 - n
        level[j] = (arriving + inflow[j]) / out[j]
        arriving = level[j] * passed[j]


@njit(cache=True)
def solve_dense(matrix: FloatArray, right: FloatArray) -> bool:
    """Solution of a dense linear system in place of ``right``, by elimination with row pivots; False if singular."""
    size = right.shape[0]
    for k in range(size):
        best = k
        for r in range(k + 1, size):
            if abs(matrix[r, k]) > abs(matrix[best, k]):
                best = r
        if not abs(matrix[best, k]) > 0.0 or not np.isfinite(matrix[best, k]):
            return False
        if best != k:
            for c in range(k, size):
                matrix[k, c], matrix[best, c] = matrix[best, c], matrix[k, c]
            right[k], right[best] = right[best], right[k]
        for r in range(k + 1, size):
            share = matrix[r, k] / matrix[k, k]
            if share != 0.0:
                for c in range(k + 1, size):
                    matrix[r, c] -= share * matrix[k, c]
                right[r] -= share * right[k]
    for k in range(size - 1, -1, -1):
        total = right[k]
        for c in range(k + 1, size):
            total -= matrix[k, c] * right[c]
        right[k] = total / matrix[k, k]
    return True
