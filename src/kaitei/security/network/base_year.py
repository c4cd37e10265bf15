"""The base year: tables read, checked and balanced, and the network that carries it."""

from functools import cache
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security.network import arcs, japan, seeds, tables
from kaitei.security.network.agreement import Tables
from kaitei.security.network.balance import least_change
from kaitei.security.network.ledger import Ledger
from kaitei.security.network.network import ROOT, Network


class Moved(NamedTuple):
    """How far the balance moved the numbers of a table."""

    table: str
    cells: int
    tonnes: float
    """Sum of the table's flows before [t oxide/yr]."""
    moved: float
    """Sum of the sizes of all changes [t oxide/yr]."""
    largest: float
    """Largest change of a flow above one tonne a year, as a factor of it or its inverse [1]."""


class BaseYear(NamedTuple):
    """The year 2024 as a network whose least-cost flow is the flow of that year, but for round trips.

    Two countries may sell each other the same element at the same stage; least cost leaves that out.
    """

    network: Network
    flow: FloatArray
    """The year's flow [t oxide/month], (element, arc)."""
    tables: Tables
    """What was read."""
    ledger: Ledger
    """The flows as the tables give them."""
    amount: FloatArray
    """The same flows after they were balanced [t oxide/yr], (cell,)."""
    residual: float
    """Worst imbalance left, relative to what passes [1]."""

    def moved(self) -> list[Moved]:
        """How far each table's numbers were moved, in the order in which the tables enter.

        Flows that are not in a table but follow from others (what a plant makes, what is used abroad) stand under
        ``derived`` and ``abroad``.
        """
        names = dict.fromkeys(self.ledger.table)
        return [self._moved(name, self.ledger.of(name)) for name in names]

    def _moved(self, name: str, here: BoolArray) -> Moved:
        before, after = self.ledger.seed[here], self.amount[here]
        factor = np.exp(abs(np.log(after / before)))[before > 1.0]
        return Moved(
            name, len(before), float(before.sum()), float(abs(after - before).sum()), float(factor.max(initial=1.0))
        )


@cache
def base_year() -> BaseYear:
    """The packaged base year.

    >>> len(base_year().network.tail) > 400
    True
    """
    return balanced()


def balanced(folder: Traversable | None = None) -> BaseYear:
    """Read, check and balance the tables of a folder; the packaged ones if None.

    Raises InputError for tables that are wrong, or that cannot be made to close.
    """
    read = tables.load(folder)
    ledger = seeds.seed(read)
    free = ~ledger.fixed
    matrix, right = conditions(ledger, free, japan.import_totals(read))
    found = least_change(ledger.seed[free], ledger.stiffness[free], matrix, right)
    amount = ledger.seed.copy()
    amount[free] = found.flow
    made = arcs.build(read, ledger, amount, arcs.prices(read))
    return BaseYear(made.network, made.flow, read, ledger, amount, found.residual)


def conditions(ledger: Ledger, free: BoolArray, totals: FloatArray) -> tuple[csr_array, FloatArray]:
    """Inflow = outflow for every element at every node, and Japan's imports by product and origin as declared.

    Returns the matrix over the free cells and what the fixed ones leave on the right side.
    """
    nodes, elements = ROOT, int(ledger.element.max()) + 1
    cells = np.arange(len(ledger.seed))
    entries = []
    for ends, sign in ((ledger.head, 1.0), (ledger.tail, -1.0)):
        inside = ends != ROOT
        entries.append((ledger.element[inside] * nodes + ends[inside], cells[inside], np.full(inside.sum(), sign)))
    part = ledger.total >= 0
    entries.append((elements * nodes + ledger.total[part], cells[part], np.ones(part.sum())))
    rows, columns, signs = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    count = elements * nodes + len(totals)
    matrix = csr_array((signs, (rows, columns)), shape=(count, len(cells)))
    right = np.concatenate((np.zeros(elements * nodes), totals)) - matrix[:, ~free] @ ledger.seed[~free]
    left = csr_array(matrix[:, free])
    used = np.diff(left.indptr) > 0
    return csr_array(left[used]), right[used]
