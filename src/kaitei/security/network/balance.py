"""Least change of a table of flows until it closes: the generalised RAS method.

Of all flows that meet linear conditions, the one nearest to the table in the sense of

    minimise  sum_i w_i (x_i ln(x_i / s_i) - x_i + s_i)   subject to   A x = b

with the stiffness w of each number: what is known well moves little. Iterative proportional fitting (RAS) is the case
of w = 1 and row and column sums. The answer is x_i = s_i exp(-(A' y)_i / w_i), so that no flow changes sign and none
appears where the table has none; y is found by Newton's method on the dual, which is smooth and convex.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import splu

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray

TOLERANCE = 1e-11
"""What is left of a condition, relative to what stands in it [1]."""

STEPS = 200
"""Newton steps before it is said that the table cannot close."""

RIDGE = 1e-13
"""Part of its diagonal that is added to the dual's curvature, for conditions that repeat each other [1]."""

FARTHEST = 600.0
"""Largest size of a logarithm of a change [1]: beyond it a double would overflow."""

TINY = 1e-300
HALVINGS = 60


class Balanced(NamedTuple):
    """Flows that close, and how well."""

    flow: FloatArray
    """In the unit of the table, (cell,)."""
    residual: float
    """Worst condition, relative to what stands in it [1]."""


def least_change(seed: FloatArray, stiffness: FloatArray, conditions: csr_array, right: FloatArray) -> Balanced:
    """The flows nearest to a table that meet the conditions.

    seed: the table, above 0, (cell,). stiffness: weight of each number, above 0 [1], (cell,)
    conditions: matrix A, (condition, cell). right: b, (condition,)

    Raises InputError when no flows with the signs of the table meet the conditions.

    >>> one = csr_array(np.array([[1.0, 1.0]]))
    >>> least_change(np.array([1.0, 3.0]), np.ones(2), one, np.array([8.0])).flow.round(6).tolist()
    [2.0, 6.0]
    """
    table = _Table(seed, stiffness, conditions, right)
    scale = abs(conditions) @ seed + abs(right)
    multiplier = np.zeros(len(right))
    for _ in range(STEPS):
        flow = table.flow(multiplier)
        left = conditions @ flow - right
        worst = float(np.max(abs(left) / scale, initial=0.0))
        if worst < TOLERANCE:
            return Balanced(flow, worst)
        direction = table.direction(flow, left)
        length = table.step(multiplier, direction, float(left @ direction))
        if length == 0.0:
            break
        multiplier = multiplier + length * direction
    raise InputError(f"the table cannot be balanced: a condition is still off by {worst:.1e} of what stands in it")


class _Table(NamedTuple):
    seed: FloatArray
    stiffness: FloatArray
    conditions: csr_array
    right: FloatArray

    def flow(self, multiplier: FloatArray) -> FloatArray:
        """Nearest flows for given multipliers of the conditions."""
        exponent = -(self.conditions.T @ multiplier) / self.stiffness
        return np.asarray(self.seed * np.exp(np.clip(exponent, -FARTHEST, FARTHEST)))

    def merit(self, multiplier: FloatArray) -> float:
        """The dual, convex in the multipliers; its slope is what the conditions are off by, with the sign turned."""
        return float((self.stiffness * self.flow(multiplier)).sum() + self.right @ multiplier)

    def direction(self, flow: FloatArray, left: FloatArray) -> FloatArray:
        """Newton's direction at given flows."""
        curvature = (self.conditions @ diags_array(flow / self.stiffness) @ self.conditions.T).tocsc()
        ridge = diags_array(curvature.diagonal() * RIDGE + TINY)
        return np.asarray(splu((curvature + ridge).tocsc()).solve(left))

    def step(self, multiplier: FloatArray, direction: FloatArray, slope: float) -> float:
        """Length by which the dual falls by a fair part of what its slope promises; 0 if there is none."""
        merit, length = self.merit(multiplier), 1.0
        for _ in range(HALVINGS):
            value = self.merit(multiplier + length * direction)
            # NOTE: near the end both sides agree to the last digits; the second test lets full steps finish the work.
            if value <= merit - 1e-4 * length * slope or abs(value - merit) <= 1e-13 * abs(merit):
                return length
            length *= 0.5
        return 0.0
