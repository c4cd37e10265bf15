"""HiGHS without its greeting, and its answers in arrays."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import highspy
import numpy as np
from scipy.sparse import csr_array

from kaitei.errors import StudyError
from kaitei.physics.arrays import FloatArray

TOLERANCE = 1e-9
"""Of rows and of reduced costs."""


class Answer(NamedTuple):
    """Of a linear program."""

    value: FloatArray
    """Of each column."""
    reduced_cost: FloatArray
    """What one more unit of a column would add to the objective, (column,)."""
    dual: FloatArray
    """What one more unit on the right side of a row would add to the objective, (row,)."""
    objective: float


@contextmanager
def _standard_output_elsewhere() -> Iterator[None]:
    """NOTE: the first Highs of a process greets on the descriptor itself, past ``sys.stdout``."""
    sys.stdout.flush()
    kept = os.dup(1)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


class Highs:
    """One linear program that is solved again and again from its last basis."""

    def __init__(
        self, cost: FloatArray, upper: FloatArray, matrix: csr_array, row_lower: FloatArray, row_upper: FloatArray
    ) -> None:
        """Columns from 0 to ``upper``; rows of ``matrix`` between their bounds."""
        with _standard_output_elsewhere():
            self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
            self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self.highs.setOptionValue(name, TOLERANCE)
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrix.shape
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), upper
        lp.row_lower_, lp.row_upper_ = row_lower, row_upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = matrix.indptr.astype(np.int32)
        lp.a_matrix_.index_ = matrix.indices.astype(np.int32)
        lp.a_matrix_.value_ = matrix.data
        self.highs.passModel(lp)

    def bound(self, column: int, lower: float, upper: float) -> None:
        """Sets the bounds of a column."""
        self.highs.changeColBounds(column, lower, upper)

    def limit(self, row: int, upper: float) -> None:
        """Sets the upper bound of a row without a lower one."""
        self.highs.changeRowBounds(row, -highspy.kHighsInf, upper)

    def solve(self) -> Answer:
        """Raises StudyError if no optimum is found, which only numbers without bounds can bring about."""
        self.highs.run()
        status = self.highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise StudyError(f"HiGHS found no best portfolio: {self.highs.modelStatusToString(status)}")
        found = self.highs.getSolution()
        value, dual, row_dual = (np.array(part) for part in (found.col_value, found.col_dual, found.row_dual))
        return Answer(value, dual, row_dual, float(self.highs.getInfo().objective_function_value))
