"""Need by year and who meets it: the project first, at the cost of the leading supplier."""

import numpy as np

from kaitei.physics.arrays import FloatArray


def need_in_year(need: FloatArray, growth: FloatArray, years: FloatArray) -> FloatArray:
    """Need that grows at a steady rate [kg].

    need x (1 + growth)^years. Trust it over a decade or two.

    need: need in the reference year [kg]
    growth: growth a year [1], above -1
    years: years after the reference year [1]

    >>> float(need_in_year(np.array(100.0), np.array(0.1), np.array(2.0)))
    121.00000000000001
    """
    return need * (1.0 + growth) ** years


def used_at_home(made: FloatArray, need: FloatArray) -> FloatArray:
    """What of the project's product is used in Japan [kg]; the rest is exported.

    min(made, need): the project comes first, capped at the need.

    made: product of the project [kg]
    need: need of Japan [kg]

    >>> used_at_home(np.array([150.0, 900.0]), np.array([600.0, 800.0])).tolist()
    [150.0, 800.0]
    """
    return np.minimum(made, need)


def exported(made: FloatArray, need: FloatArray) -> FloatArray:
    """What of the project's product Japan does not need [kg].

    max(made - need, 0).

    made: product of the project [kg]
    need: need of Japan [kg]

    >>> exported(np.array([150.0, 900.0]), np.array([600.0, 800.0])).tolist()
    [0.0, 100.0]
    """
    return np.maximum(made - need, 0.0)


def share_of(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Share of a part in a whole [1], 0 where there is no whole.

    part: part [kg]
    whole: whole [kg]

    >>> share_of(np.array([1.0, 0.0]), np.array([4.0, 0.0])).tolist()
    [0.25, 0.0]
    """
    exists = whole > 0.0
    return np.where(exists, part / np.where(exists, whole, 1.0), 0.0)


def leader_after(leader: FloatArray, project: FloatArray) -> FloatArray:
    """Share of the leading supplier when the project displaces it first [1].

    max(s_l - s_p, 0); what is left of the project then displaces the others.

    leader: share of the leading supplier before [1]
    project: share of the project [1]

    >>> leader_after(np.array([0.99, 0.3]), np.array([0.25, 0.5])).tolist()
    [0.74, 0.0]
    """
    return np.maximum(leader - project, 0.0)
