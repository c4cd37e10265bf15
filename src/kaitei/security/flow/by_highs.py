"""The same least-cost flow by HiGHS: a check of the compiled kernel, not a part of the model."""

import highspy
import numpy as np

from kaitei.errors import StudyError
from kaitei.physics.arrays import FloatArray
from kaitei.security.flow import room as ro
from kaitei.security.flow.min_cost_flow import Flow


class ByHighs:
    """One network as a linear program that keeps its basis from solution to solution; the last node is the root."""

    def __init__(self, tail: ro.NodeArray, head: ro.NodeArray, nodes: int) -> None:
        """tail, head: node numbers, shape (arc,). nodes: their count."""
        self.arcs, self.nodes = len(tail), nodes
        self.numbers = np.arange(self.arcs, dtype=np.int32)
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self.highs.setOptionValue(name, 1e-10)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.arcs, nodes - 1
        lp.col_cost_ = lp.col_lower_ = lp.col_upper_ = np.zeros(self.arcs)
        lp.row_lower_ = lp.row_upper_ = np.zeros(nodes - 1)
        # NOTE: the root's row follows from all others, and a network without it has its potential at 0.
        ends = np.stack([tail, head], axis=1)
        kept = ends != nodes - 1
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
        lp.a_matrix_.index_ = ends[kept]
        lp.a_matrix_.value_ = np.broadcast_to([1.0, -1.0], ends.shape)[kept]
        self.highs.passModel(lp)

    def solve(self, upper: FloatArray, cost: FloatArray) -> Flow:
        """Least-cost flow of one month; upper, cost: shape (arc,)."""
        self.highs.changeColsBounds(self.arcs, self.numbers, np.zeros(self.arcs), upper)
        self.highs.changeColsCost(self.arcs, self.numbers, cost)
        self.highs.run()
        status = self.highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise StudyError(f"HiGHS found no optimum: {self.highs.modelStatusToString(status)}")
        solution = self.highs.getSolution()
        # NOTE: the dual of a row is what one more unit given at the node would add to the cost: less what it is worth.
        potential = np.append(-np.array(solution.row_dual), 0.0)
        objective = np.float64(self.highs.getInfo().objective_function_value)
        return Flow(np.array(solution.col_value), potential, np.asarray(objective), np.asarray(True))
