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

from kaitei.refinery.extraction import room as ro

# NOTE: unsigned counters spare the test for negative indices, without which the inner loops run in vector units.
_NONE, _ONE = np.uint64(0), np.uint64(1)


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


@njit(cache=True, error_model="numpy", inline="always")
def _pass_stage(room: ro.Room, j: int) -> bool:
    """Eliminate the step of stage j, the steps below being eliminated; False if singular."""
    line, plane, vector, matrix = room.line, room.plane, room.vector, room.matrix
    elements = np.uint64(plane.shape[2])
    below, above = elements if j > 0 else _NONE, elements if j + _ONE < np.uint64(plane.shape[1]) else _NONE
    takes, adds = line[ro.BY_AQUEOUS, j], line[ro.BY_ORGANIC, j]
    pivot, right = line[ro.BY_DRIVE, j], line[ro.STEP, j]
    for i in range(elements):
        vector[ro.BEFORE, i], vector[ro.AFTER, i] = 0.0, 0.0
        vector[ro.RISES, i] = plane[ro.PUSH, j, i] * plane[ro.LOST, j, i]
        vector[ro.FALLS, i] = -plane[ro.PUSH, j, i] * plane[ro.FREE, j, i]
    for i in range(below):
        feels, falls = adds * plane[ro.ONWARD, j, i] - takes * plane[ro.TAKEN, j, i], vector[ro.FALLS, i]
        right -= feels * vector[ro.RISEN, i]
        for k in range(elements):
            vector[ro.BEFORE, k] += feels * matrix[0, i, k]
            vector[ro.AFTER, k] += falls * matrix[1, i, k]
    for i in range(elements):
        pivot += adds * vector[ro.RISES, i] + (vector[ro.BEFORE, i] - takes) * vector[ro.FALLS, i]
    part = 1.0 / pivot
    step = right * part
    for i in range(elements):
        feels = adds * plane[ro.RETURN, j, i] - takes + vector[ro.BEFORE, i]
        plane[ro.PULL, j, i] = feels * plane[ro.GAIN, j, i] * part
        vector[ro.AFTER, i] = plane[ro.ONWARD, j, i] * vector[ro.AFTER, i] + vector[ro.RISES, i]
        vector[ro.RISEN, i] = plane[ro.ONWARD, j, i] * vector[ro.RISEN, i] + vector[ro.AFTER, i] * step
    for i in range(above):
        up, down = plane[ro.ONWARD, j, i], plane[ro.GAIN, j, i]
        after, pull = vector[ro.AFTER, i], plane[ro.PULL, j, i]
        for k in range(elements):
            matrix[0, i, k] = up * matrix[0, i, k] * plane[ro.GAIN, j, k] - after * plane[ro.PULL, j, k]
            matrix[1, i, k] = down * matrix[1, i, k] * plane[ro.ONWARD, j, k] - pull * vector[ro.AFTER, k]
    line[ro.STEP, j] = step
    return bool(0.0 < abs(pivot) < np.inf)


@njit(cache=True, error_model="numpy")
def respond(room: ro.Room) -> bool:
    """Steps of the drives that change the misfits, through the loads, by row ``STEP``, in its place; False if singular.

    Follows ``eliminate``; plane ``PUSH`` is used up. A step s_k of stage k moves p_k s_k of organic up and q_k s_k of
    aqueous down; on their way both fade. With u what rises into a stage and w what falls into it,

        u_j = f_j u_(j-1) + p_j s_j,   w_j = g_j w_(j+1) + q_j s_j,   d_j s_j + b_j u_(j-1) + c_j w_(j+1) = wanted_j

    where f and g come from the eliminations from the top and from the bottom, again without subtractions. From stage 0
    up u_(j-1) = a + B w_j is carried, B a matrix over the elements (and its transpose, so that both products with it
    run along its rows): the work is S N^2, not the S^3 of a dense system.
    """
    _eliminate_from_top(room)
    return _by_pairs(room) if room.plane.shape[1] <= room.plane.shape[2] else _by_stages(room)


@njit(cache=True, error_model="numpy", inline="always")
def _pair_up(room: ro.Room) -> None:
    """Answer of every stage's misfit to the step of every stage, (S, S), where the cascade is short: ``matrix``."""
    line, plane, vector, answer = room.line, room.plane, room.vector, room.matrix[0]
    stages, elements = np.uint64(plane.shape[1]), np.uint64(plane.shape[2])
    for k in range(stages):
        own, takes, adds = line[ro.BY_DRIVE, k], line[ro.BY_AQUEOUS, k], line[ro.BY_ORGANIC, k]
        for i in range(elements):
            rises, falls = plane[ro.PUSH, k, i] * plane[ro.LOST, k, i], -plane[ro.PUSH, k, i] * plane[ro.FREE, k, i]
            vector[ro.RISES, i], vector[ro.FALLS, i] = rises, falls
            own += adds * rises - takes * falls
        answer[k, k] = own
        for j in range(k + _ONE, stages):
            takes, adds, other = line[ro.BY_AQUEOUS, j], line[ro.BY_ORGANIC, j], 0.0
            for i in range(elements):
                other += (adds * plane[ro.ONWARD, j, i] - takes * plane[ro.TAKEN, j, i]) * vector[ro.RISES, i]
                vector[ro.RISES, i] *= plane[ro.ONWARD, j, i]
            answer[j, k] = other
        for n in range(k):
            j = k - _ONE - n
            takes, adds, other = line[ro.BY_AQUEOUS, j], line[ro.BY_ORGANIC, j], 0.0
            for i in range(elements):
                vector[ro.FALLS, i] *= plane[ro.GAIN, j, i]
                other += (adds * plane[ro.RETURN, j, i] - takes) * vector[ro.FALLS, i]
            answer[j, k] = other


@njit(cache=True, error_model="numpy", inline="always")
def _by_pairs(room: ro.Room) -> bool:
    """``respond`` by a dense system of the stages; False if singular."""
    _pair_up(room)
    step, answer, stages, regular = room.line[ro.STEP], room.matrix[0], np.uint64(room.plane.shape[1]), True
    for j in range(stages):
        part = 1.0 / answer[j, j]
        regular &= 0.0 < abs(part) < np.inf
        for n in range(j + _ONE, stages):
            share = answer[n, j] * part
            for k in range(j + _ONE, stages):
                answer[n, k] -= share * answer[j, k]
            step[n] -= share * step[j]
    for n in range(stages):
        j = stages - _ONE - n
        for k in range(j + _ONE, stages):
            step[j] -= answer[j, k] * step[k]
        step[j] /= answer[j, j]
    return regular


@njit(cache=True, error_model="numpy", inline="always")
def _by_stages(room: ro.Room) -> bool:
    """``respond`` from stage to stage; False if singular."""
    line, plane, vector = room.line, room.plane, room.vector
    stages, elements = np.uint64(plane.shape[1]), np.uint64(plane.shape[2])
    for i in range(elements):
        vector[ro.RISEN, i] = 0.0
        for k in range(elements):
            room.matrix[0, i, k], room.matrix[1, i, k] = 0.0, 0.0
    regular = True
    for j in range(stages):
        regular &= _pass_stage(room, j)
    for i in range(elements):
        vector[ro.FALLS, i] = 0.0
    for n in range(stages):
        at = stages - _ONE - n
        step = line[ro.STEP, at]
        for i in range(elements):
            step -= plane[ro.PULL, at, i] * vector[ro.FALLS, i]
        line[ro.STEP, at] = step
        for i in range(elements):
            made = plane[ro.PUSH, at, i] * plane[ro.FREE, at, i] * step
            vector[ro.FALLS, i] = plane[ro.GAIN, at, i] * vector[ro.FALLS, i] - made
    return regular
