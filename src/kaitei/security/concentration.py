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


def effective_suppliers(leader: FloatArray, index: FloatArray) -> FloatArray:
    """Number of equal suppliers that stand for all but the leader [1].

    n = (1 - s)^2 / (HHI - s^2). Holds where others supply something, so that HHI is above s^2.

    leader: share of the leading supplier s [1]
    index: Herfindahl-Hirschman index of all suppliers [1]

    >>> round(float(effective_suppliers(np.array(0.66), np.array(0.4632))), 2)
    4.19
    """
    return (1.0 - leader) ** 2 / (index - leader**2)


def herfindahl_of_parts(leader: FloatArray, project: FloatArray, suppliers: FloatArray) -> FloatArray:
    """Herfindahl-Hirschman index of a leader, a project and n equal others [1].

    s_l^2 + s_p^2 + (1 - s_l - s_p)^2 / n. The project counts as one supplier, though it is at home.

    leader: share of the leading supplier [1]
    project: share of the project [1]
    suppliers: number of equal suppliers that share the rest, at least 1 [1]

    >>> float(herfindahl_of_parts(np.array(0.5), np.array(0.25), np.array(1.0)))
    0.375
    """
    rest = 1.0 - leader - project
    return leader**2 + project**2 + rest**2 / suppliers
