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
    line, plane, vector = room.line, room.plane, room.vector
    stages, elements = np.uint64(line.shape[1]), np.uint64(room.elements)
    for i in range(ro.SHARE, ro.START + ro.WIDTH):
        vector[i] = 0.0
    for i in range(elements):
        vector[ro.X + i] = 0.0
    enters, drawn_below = 0.0, 0.0
    for j in range(stages):
        organic, e = line[ro.ORGANIC_OUT, j], line[ro.EFFICIENCY, j]
        down = line[ro.AQUEOUS_PASSED, j] if j > _NONE else 0.0
        above = line[ro.AQUEOUS_PASSED, j + _ONE] if j + _ONE < stages else 0.0
        drawn, bypass = line[ro.AQUEOUS_OUT, j] - down, (1.0 - e) / organic
        for i in range(elements):
            back = vector[ro.RETURN + i]
            lost = drawn + down * (vector[ro.LOST + i] + drawn_below * back) * vector[ro.SHARE + i]
            arriving = vector[ro.OFFSET + i] + back * vector[ro.START + i]
            arriving = enters * arriving + plane[j, ro.FED_ORGANIC + i]
            back = e * plane[j, ro.RATIO + i] + bypass * enters * back * vector[ro.GAIN + i]
            share = 1.0 / (lost + organic * back)
            gain, offset = above * share, bypass * arriving + plane[j, ro.SHIFT + i]
            start = (plane[j, ro.FED + i] + e * arriving - organic * plane[j, ro.SHIFT + i]) * share
            vector[ro.SHARE + i] = share
            plane[j, ro.LOST + i] = vector[ro.LOST + i] = lost
            plane[j, ro.RETURN + i] = vector[ro.RETURN + i] = back
            plane[j, ro.GAIN + i] = vector[ro.GAIN + i] = gain
            plane[j, ro.OFFSET + i] = vector[ro.OFFSET + i] = offset
            plane[j, ro.START + i] = vector[ro.START + i] = start
        enters = line[ro.ORGANIC_PASSED, j]
        drawn_below = organic - enters
    for n in range(stages):
        at = stages - _ONE - n
        for i in range(elements):
            x = plane[at, ro.START + i] + plane[at, ro.GAIN + i] * vector[ro.X + i]
            plane[at, ro.X + i] = vector[ro.X + i] = x
            plane[at, ro.Y + i] = plane[at, ro.OFFSET + i] + plane[at, ro.RETURN + i] * x


@njit(cache=True, error_model="numpy", inline="always")
def _eliminate_from_top(room: ro.Room) -> None:
    """What the stages above a stage take of its organic, x_(j+1) = t y_j, and pass on, y_(j+1) = w y_j."""
    line, plane, vector = room.line, room.plane, room.vector
    stages, elements = np.uint64(line.shape[1]), np.uint64(room.elements)
    for i in range(elements):
        vector[ro.FREE + i] = vector[ro.TAKEN + i] = vector[ro.ONWARD + i] = 0.0
    drawn_above, falls = 0.0, 0.0
    for n in range(stages):
        j = stages - _ONE - n
        out, organic, e = line[ro.AQUEOUS_OUT, j], line[ro.ORGANIC_OUT, j], line[ro.EFFICIENCY, j]
        enters = line[ro.ORGANIC_PASSED, j - _ONE] if j > _NONE else 0.0
        stays, bypass = organic - falls * line[ro.ORGANIC_PASSED, j], (1.0 - e) / organic
        for i in range(elements):
            free = falls * vector[ro.FREE + i] * vector[ro.ONWARD + i]
            free = stays + drawn_above * vector[ro.TAKEN + i] + free
            back = e * plane[j, ro.RATIO + i]
            taken = enters * (1.0 - bypass * free) / (out + free * back)
            onward = back * taken + bypass * enters
            plane[j, ro.FREE + i] = vector[ro.FREE + i] = free
            plane[j, ro.TAKEN + i] = vector[ro.TAKEN + i] = taken
            plane[j, ro.ONWARD + i] = vector[ro.ONWARD + i] = onward
            plane[j, ro.PUSH + i] /= plane[j, ro.LOST + i] + free * plane[j, ro.RETURN + i]
        drawn_above, falls = out - line[ro.AQUEOUS_PASSED, j], 1.0


@njit(cache=True, error_model="numpy", inline="always")
def _pass_stage(room: ro.Room, j: int) -> bool:
    """Eliminate the step of stage j, the steps below being eliminated; False if singular."""
    line, plane, vector, matrix = room.line, room.plane, room.vector, room.matrix
    elements = np.uint64(room.elements)
    below, above = elements if j > 0 else _NONE, elements if j + _ONE < np.uint64(line.shape[1]) else _NONE
    takes, adds = line[ro.BY_AQUEOUS, j], line[ro.BY_ORGANIC, j]
    pivot, right = line[ro.BY_DRIVE, j], line[ro.STEP, j]
    for i in range(elements):
        vector[ro.BEFORE + i], vector[ro.AFTER + i] = 0.0, 0.0
        vector[ro.RISES + i] = plane[j, ro.PUSH + i] * plane[j, ro.LOST + i]
        vector[ro.FALLS + i] = -plane[j, ro.PUSH + i] * plane[j, ro.FREE + i]
    for i in range(below):
        feels, falls = adds * plane[j, ro.ONWARD + i] - takes * plane[j, ro.TAKEN + i], vector[ro.FALLS + i]
        right -= feels * vector[ro.RISEN + i]
        for k in range(elements):
            vector[ro.BEFORE + k] += feels * matrix[i, k]
            vector[ro.AFTER + k] += falls * matrix[i, ro.WIDTH + k]
    for i in range(elements):
        pivot += adds * vector[ro.RISES + i] + (vector[ro.BEFORE + i] - takes) * vector[ro.FALLS + i]
    part = 1.0 / pivot
    step = right * part
    for i in range(elements):
        feels = adds * plane[j, ro.RETURN + i] - takes + vector[ro.BEFORE + i]
        plane[j, ro.PULL + i] = feels * plane[j, ro.GAIN + i] * part
        vector[ro.AFTER + i] = plane[j, ro.ONWARD + i] * vector[ro.AFTER + i] + vector[ro.RISES + i]
        vector[ro.RISEN + i] = plane[j, ro.ONWARD + i] * vector[ro.RISEN + i] + vector[ro.AFTER + i] * step
    for i in range(above):
        up, down = plane[j, ro.ONWARD + i], plane[j, ro.GAIN + i]
        after, pull = vector[ro.AFTER + i], plane[j, ro.PULL + i]
        for k in range(elements):
            matrix[i, k] = up * matrix[i, k] * plane[j, ro.GAIN + k] - after * plane[j, ro.PULL + k]
            matrix[i, ro.WIDTH + k] = (
                down * matrix[i, ro.WIDTH + k] * plane[j, ro.ONWARD + k] - pull * vector[ro.AFTER + k]
            )
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
    run along its rows): the work is S N^2, not the S^3 of a dense system. Where there are no more stages than elements
    the dense system is less work.
    """
    _eliminate_from_top(room)
    return _by_pairs(room) if room.line.shape[1] <= room.elements else _by_stages(room)


@njit(cache=True, error_model="numpy", inline="always")
def _pair_up(room: ro.Room) -> None:
    """Answer of every stage's misfit to the step of every stage, (S, S), where the cascade is short: ``matrix``."""
    line, plane, vector, answer = room.line, room.plane, room.vector, room.matrix
    stages, elements = np.uint64(line.shape[1]), np.uint64(room.elements)
    for k in range(stages):
        own, takes, adds = line[ro.BY_DRIVE, k], line[ro.BY_AQUEOUS, k], line[ro.BY_ORGANIC, k]
        for i in range(elements):
            rises, falls = plane[k, ro.PUSH + i] * plane[k, ro.LOST + i], -plane[k, ro.PUSH + i] * plane[k, ro.FREE + i]
            vector[ro.RISES + i], vector[ro.FALLS + i] = rises, falls
            own += adds * rises - takes * falls
        answer[k, k] = own
        for j in range(k + _ONE, stages):
            takes, adds, other = line[ro.BY_AQUEOUS, j], line[ro.BY_ORGANIC, j], 0.0
            for i in range(elements):
                other += (adds * plane[j, ro.ONWARD + i] - takes * plane[j, ro.TAKEN + i]) * vector[ro.RISES + i]
                vector[ro.RISES + i] *= plane[j, ro.ONWARD + i]
            answer[j, k] = other
        for n in range(k):
            at = k - _ONE - n
            takes, adds, other = line[ro.BY_AQUEOUS, at], line[ro.BY_ORGANIC, at], 0.0
            for i in range(elements):
                vector[ro.FALLS + i] *= plane[at, ro.GAIN + i]
                other += (adds * plane[at, ro.RETURN + i] - takes) * vector[ro.FALLS + i]
            answer[at, k] = other


@njit(cache=True, error_model="numpy", inline="always")
def _by_pairs(room: ro.Room) -> bool:
    """``respond`` by a dense system of the stages; False if singular."""
    _pair_up(room)
    line, answer, stages, regular = room.line, room.matrix, room.line.shape[1], True
    for j in range(stages):
        part = 1.0 / answer[j, j]
        regular &= 0.0 < abs(part) < np.inf
        for n in range(j + 1, stages):
            share = answer[n, j] * part
            for k in range(j + 1, stages):
                answer[n, k] -= share * answer[j, k]
            line[ro.STEP, n] -= share * line[ro.STEP, j]
    for j in range(stages - 1, -1, -1):
        for k in range(j + 1, stages):
            line[ro.STEP, j] -= answer[j, k] * line[ro.STEP, k]
        line[ro.STEP, j] /= answer[j, j]
    return regular


@njit(cache=True, error_model="numpy", inline="always")
def _by_stages(room: ro.Room) -> bool:
    """``respond`` from stage to stage; False if singular."""
    line, plane, vector = room.line, room.plane, room.vector
    stages, elements = np.uint64(line.shape[1]), np.uint64(room.elements)
    for i in range(elements):
        vector[ro.RISEN + i] = 0.0
        for k in range(elements):
            room.matrix[i, k], room.matrix[i, ro.WIDTH + k] = 0.0, 0.0
    regular = True
    for j in range(stages):
        regular &= _pass_stage(room, j)
    for i in range(elements):
        vector[ro.FALLS + i] = 0.0
    for n in range(stages):
        at = stages - _ONE - n
        step = line[ro.STEP, at]
        for i in range(elements):
            step -= plane[at, ro.PULL + i] * vector[ro.FALLS + i]
        line[ro.STEP, at] = step
        for i in range(elements):
            made = plane[at, ro.PUSH + i] * plane[at, ro.FREE + i] * step
            vector[ro.FALLS + i] = plane[at, ro.GAIN + i] * vector[ro.FALLS + i] - made
    return regular
