"""The flows of the base year as the tables give them, before they close."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security.network.network import NodeArray

STIFFNESS = {"A": 16.0, "A2": 16.0, "B": 4.0, "C": 1.0}
"""Weight of a number by its grade [1], as one over the square of its error: 10, 20 and 40 %, which is an assumption."""

SMALLEST = 1e-9
"""Flows below this are none [t/yr]."""


class Ledger(NamedTuple):
    """Flows [t oxide/yr], one cell for an element on an arc."""

    kind: NodeArray  # (cell,) code of the arc's kind
    tail: NodeArray  # (cell,)
    head: NodeArray  # (cell,)
    element: NodeArray  # (cell,)
    seed: FloatArray  # (cell,) as the tables give it
    stiffness: FloatArray  # (cell,)
    fixed: BoolArray  # (cell,) a number that does not move
    total: NodeArray  # (cell,) row of Japan's imports it is part of, else -1
    table: tuple[str, ...]  # (cell,) the table it comes from

    def of(self, *tables: str) -> BoolArray:
        """Cells that come from these tables, (cell,)."""
        return np.isin(np.array(self.table), tables)


class Book:
    """Gathers the cells of a ledger."""

    def __init__(self) -> None:
        self._cells: list[tuple[int, int, int, int, float, float, bool, int, str]] = []

    def add(
        self,
        kind: int,
        tail: int,
        head: int,
        amounts: FloatArray,
        grade: str,
        table: str,
        *,
        fixed: bool = False,
        total: int = -1,
    ) -> None:
        """Add a flow of every element, ``amounts`` [t/yr] of shape (element,); nothing is added where there is none."""
        for element, amount in enumerate(amounts):
            if amount > SMALLEST:
                cell = (kind, tail, head, element, float(amount), STIFFNESS[grade], fixed, total, table)
                self._cells.append(cell)

    def close(self) -> Ledger:
        """The ledger of all that was added."""
        kind, tail, head, element, seed, stiffness, fixed, total, table = zip(*self._cells, strict=True)
        return Ledger(
            kind=np.array(kind, np.int32),
            tail=np.array(tail, np.int32),
            head=np.array(head, np.int32),
            element=np.array(element, np.int32),
            seed=np.array(seed),
            stiffness=np.array(stiffness),
            fixed=np.array(fixed),
            total=np.array(total, np.int32),
            table=tuple(table),
        )
