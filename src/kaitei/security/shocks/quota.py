"""Quotas month by month: tonnes that are issued, carried within a period, and lapse at its end.

A quota is one sum over its elements, origins, destinations and products, so it is no upper bound of an arc; who may
sell how much of what under it is the business of the market (see ``months/rent.py``).
"""

import numpy as np
from numba import njit


@njit(cache=True)
def grant(
    month: float, start: float, end: float, carry: float, tranche: float, tonnes: float
) -> tuple[bool, bool, float]:
    """Whether a quota is in force in a month, whether what was left of it lapses before, and what is issued [t].

    month: whole number [month]. start, end: where it is felt [month]; it is in force in whole months, and its periods
    run from its own start. carry, tranche: length of a period and of a tranche [month]. tonnes: [t/month].

    A quota older than the horizon begins with what its tranche still holds for the months to come, used evenly so far;
    one that ends within a tranche issues no more than the months it lasts.

    >>> grant(3.0, 0.0, 12.0, 6.0, 3.0, 100.0)
    (True, False, 300.0)
    """
    age, length = month - np.floor(start), np.floor(end) - np.floor(start)
    if age < 0.0 or age >= length:
        return False, False, 0.0
    within = age % tranche
    issued = tonnes * min(tranche - within, length - age) if within == 0.0 or month == 0.0 else 0.0
    return True, age % carry == 0.0, issued
