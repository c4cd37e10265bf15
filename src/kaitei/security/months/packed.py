"""Numbers, shocks and results as the compiled loop takes them: one array of records or of named layers each.

NOTE: numba passes a tuple of arrays member by member to every function; with a hundred of them it compiles for minutes.
"""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray, RecordArray
from kaitei.security.months.world import Months, Numbers
from kaitei.security.network.network import USES
from kaitei.security.nodes import ELEMENTS, STAGES
from kaitei.security.shocks.flat import Shocks

NEED, DELIVERED, RELEASED, CONSUMED, UNSERVED, STOCK, STATE_STOCK, PRICE_CHINA, PRICE_ABROAD = range(9)
"""Layers of ``Out.element``, in the order of ``Months``."""
ACTIVITY, STOPPED = range(2)
"""Layers of ``Out.use``."""
LOSS, EXACT = range(2)
"""Layers of ``Out.month``."""


class Out(NamedTuple):
    """Room for results, F futures."""

    element: FloatArray
    """(layer, F, month, element)."""
    use: FloatArray
    """(layer, F, month, use)."""
    month: FloatArray
    """(layer, F, month)."""
    worth: FloatArray
    """(F, month, element, stage)."""


def records(values: Numbers | Shocks) -> RecordArray:
    """The members of a tuple of arrays as one array of records, with the shape that all members share first.

    Members with more dimensions than that become arrays within the records.
    """
    arrays = [np.asarray(value) for value in values]
    depth = min(array.ndim for array in arrays)
    dtype = [(name, array.dtype.str, array.shape[depth:]) for name, array in zip(values._fields, arrays, strict=True)]
    made = np.zeros(arrays[0].shape[:depth], dtype)
    for name, array in zip(values._fields, arrays, strict=True):
        made[name] = array
    return made


def empty_out(futures: int, months: int) -> Out:
    """Room for results, all zero."""
    elements = len(ELEMENTS)
    return Out(
        np.zeros((9, futures, months, elements)),
        np.zeros((2, futures, months, len(USES) - 1)),
        np.zeros((2, futures, months)),
        np.zeros((futures, months, elements, len(STAGES))),
    )


def months_of(out: Out) -> Months:
    """The results by name."""
    price = np.moveaxis(out.element[[PRICE_CHINA, PRICE_ABROAD]], 0, 2)
    return Months(
        need=out.element[NEED],
        delivered=out.element[DELIVERED],
        released=out.element[RELEASED],
        consumed=out.element[CONSUMED],
        unserved=out.element[UNSERVED],
        stock=out.element[STOCK],
        state_stock=out.element[STATE_STOCK],
        activity=out.use[ACTIVITY],
        stopped=out.use[STOPPED],
        loss=out.month[LOSS],
        price=price,
        worth=out.worth,
        exact=out.month[EXACT],
    )
