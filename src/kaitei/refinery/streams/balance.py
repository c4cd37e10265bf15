"""Whether a unit's streams balance: every element in against out, and every liquor's charge."""

from collections.abc import Sequence

import numpy as np

from kaitei.physics import elements as followed
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.streams import matter
from kaitei.refinery.streams.stream import Stream, total


def element_residual(into: Sequence[Stream], out: Sequence[Stream]) -> FloatArray:
    """Out less in of each major element, of the matrix and of each followed element, relative [1].

    Shape (draw, major + 1 + element); relative to the larger of the two, so what comes out of nothing counts whole.

    >>> from kaitei.refinery.streams.stream import liquor
    >>> float(np.abs(element_residual([liquor(1, chloride=2.0)], [liquor(1, chloride=1.0)])).max())
    0.5
    """
    enters, leaves = (_counted(total(*side)) for side in (into, out))
    largest = np.maximum(np.abs(enters), np.abs(leaves))
    return np.asarray((leaves - enters) / np.where(largest > 0.0, largest, 1.0))


def charge_residual(stream: Stream) -> FloatArray:
    """Charge of a liquor over all charges in it, both signs counted positive [1], (draw,).

    >>> from kaitei.refinery.streams.stream import liquor
    >>> float(charge_residual(liquor(1, sodium=1.0, chloride=1.0))[0])
    0.0
    """
    traces = matter.TRACE_CHARGE * (stream.dissolved / followed.ATOMIC_WEIGHT).sum(axis=1)
    charges = stream.ions * matter.CHARGE
    net, gross = charges.sum(axis=1) + traces, np.abs(charges).sum(axis=1) + traces
    return np.asarray(net / np.where(gross > 0.0, gross, 1.0))


def _counted(stream: Stream) -> FloatArray:
    return np.concatenate((stream.majors, stream.matrix[:, np.newaxis], stream.followed), axis=1)
