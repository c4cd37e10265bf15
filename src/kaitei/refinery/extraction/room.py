"""One cascade as the kernels see it: rows of numbers per stage, planes of numbers per stage and element."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray

AQUEOUS_OUT, AQUEOUS_PASSED, ORGANIC_OUT, ORGANIC_PASSED = 0, 1, 2, 3
"""Flow out of a stage and flow passed on to the next stage [m3/s]."""
EFFICIENCY = 4
"""Murphree efficiency of the organic [1]."""
CHARGE, EXTRACTANT, SULFATE = 5, 6, 7
"""What travels with one phase alone: charge of the aqueous, extractant in all, sulfate [mol/m3]."""
DRIVE, STEP = 8, 9
"""ln r and its next step [1]."""
POWER = 17
"""r itself, where the law is mass action [1]."""
LAGGED = 10
"""Free extractant that the fits are taken at [mol/m3]."""
AQUEOUS_LOAD, ORGANIC_LOAD = 11, 12
"""Sum of charge times concentration over the elements [mol/m3]."""
MISFIT, BY_DRIVE, BY_AQUEOUS, BY_ORGANIC = 13, 14, 15, 16
"""Misfit [1] and its slopes in the drive [1], the aqueous load (taken negative) and the organic load [m3/mol]."""
ROWS = 18

WIDTH = 24
"""Numbers kept for the elements side by side, so the most elements.

Constant, as then compilers know where numbers lie and run loops over elements in vector units."""

FED, FED_ORGANIC = 0 * WIDTH, 1 * WIDTH
"""Amounts fed with the aqueous and the organic [mol/s]."""
X, Y = 2 * WIDTH, 3 * WIDTH
"""Aqueous and organic concentration [mol/m3]."""
X_BEFORE, Y_BEFORE = 4 * WIDTH, 5 * WIDTH
"""The same before a step [mol/m3]."""
RATIO = 6 * WIDTH
"""Distribution ratio [1]."""
SHIFT = 7 * WIDTH
"""Added to the organic whatever the aqueous holds [mol/m3]."""
ANSWER, PUSH = 8 * WIDTH, 9 * WIDTH
"""Change of the organic with the drive at a constant aqueous, and that times the charge [mol/m3]."""
SHARE, LOST, RETURN, OFFSET, GAIN, START = (
    10 * WIDTH, 11 * WIDTH, 12 * WIDTH, 13 * WIDTH, 14 * WIDTH, 15 * WIDTH,
)  # fmt: skip
"""The elimination from stage 0."""
FREE, TAKEN, ONWARD = 16 * WIDTH, 17 * WIDTH, 18 * WIDTH
"""The elimination from the last stage."""
PULL = 19 * WIDTH
"""Change of a stage's step with what the stages above it answer [m3/mol]."""
PLANES = 20

RISEN, RISES, FALLS, BEFORE, AFTER = 0 * WIDTH, 1 * WIDTH, 2 * WIDTH, 3 * WIDTH, 4 * WIDTH
"""What ``transport.respond`` carries from stage to stage, a number per element."""
POWERS, MOLES, BACK, LEFT, TAKES, FALL = 0 * WIDTH, 1 * WIDTH, 2 * WIDTH, 3 * WIDTH, 4 * WIDTH, 5 * WIDTH
"""What a stage that comes into equilibrium knows of its elements."""

SLOPE, SLOPE_DOSAGE, CONSTANT, INTERCEPT_DOSAGE, VALENCE = 0 * WIDTH, 1 * WIDTH, 2 * WIDTH, 3 * WIDTH, 4 * WIDTH
"""What the law says of the elements; the constant is ten to the power of the intercept."""

MASS_ACTION, ACIDITY_FIT, SATURATED = 0, 1, 2
"""Kinds of laws."""


class Room(NamedTuple):
    """Input, state and room to work in of one cascade of S stages and N elements; filled in place."""

    line: FloatArray  # (ROWS, S)
    plane: FloatArray  # (S, PLANES * WIDTH)
    vector: FloatArray  # (PLANES * WIDTH,): of one stage, or what an elimination carries to the next
    matrix: FloatArray  # (N, 2 * WIDTH)
    law: FloatArray  # (5 * WIDTH,)
    elements: int
    kind: int
    dosage: float  # vol % per mol/m3 of extractant


def empty_room(stages: int, elements: int, kind: int, dosage: float) -> Room:
    """Room for a cascade of ideal stages, all else zero.

    >>> empty_room(3, 2, MASS_ACTION, 0.0).line.shape[1]
    3
    """
    line, plane = np.zeros((ROWS, stages)), np.zeros((stages, PLANES * WIDTH))
    line[EFFICIENCY] = 1.0
    matrix = np.zeros((elements, 2 * WIDTH))
    return Room(line, plane, np.zeros(PLANES * WIDTH), matrix, np.zeros(5 * WIDTH), elements, kind, dosage)


def part(room: Room, name: int) -> FloatArray:
    """What a room holds of each stage and element, as a view, shape (S, N).

    >>> part(empty_room(3, 2, MASS_ACTION, 0.0), X).shape
    (3, 2)
    """
    return room.plane[:, name : name + room.elements]


def side_by_side(rows: FloatArray) -> FloatArray:
    """Rows of numbers of the elements, shape (row, N), as a room holds them: shape (row * WIDTH,).

    >>> side_by_side(np.ones((5, 3))).sum()
    np.float64(15.0)
    """
    made = np.zeros((len(rows), WIDTH))
    made[:, : np.shape(rows)[1]] = rows
    return made.ravel()
