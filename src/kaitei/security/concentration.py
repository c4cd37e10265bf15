"""How concentrated supply is: the Herfindahl-Hirschman index from shares."""

import numpy as np

from kaitei.physics.arrays import FloatArray


def herfindahl_index(amount: FloatArray) -> FloatArray:
    """Herfindahl-Hirschman index of suppliers [1]: 1 for one supplier, 1/n for n equal ones.

    sum((amount / total)^2) over the last axis. Times 10,000 it is the index of competition law. Holds where
    something is supplied.

    amount: what each supplier delivers [any one unit], shape (..., supplier)

    >>> float(herfindahl_index(np.array([3.0, 1.0])))
    0.625
    """
    share = amount / amount.sum(axis=-1, keepdims=True)
    return np.asarray((share**2).sum(axis=-1))
