"""Permits one by one: what the expectation of profile.py is the mean of."""

import numpy as np
from scipy.special import gammaincinv

from kaitei.physics.arrays import FloatArray
from kaitei.security.shocks.flat import Shocks
from kaitei.streams import uniforms


def drawn_permits(shocks: Shocks, shock: int, months: int, applications: int, seed: int, future: int = 0) -> FloatArray:
    """Permits that arrive in each month over the applications of a month [1], shape (month,).

    applications: so many a month, evenly from the start of the licence on, each for the same amount [1].

    Each application is approved or not, and decided after its own delay: the shortest plus a gamma variable. A longer
    horizon changes no month. The mean over seeds is approval x decided_in_month.
    """
    place = future, shock
    start = float(shocks.start[place] + shocks.lead[place])
    months_of_applying = max(int(np.ceil(months - start)), 0)
    u = uniforms(seed, f"security.shocks.permits.{future}.{shock}", 0, months_of_applying, 2 * applications)
    fate = u.reshape(months_of_applying, 2, applications)
    scale = max(float(shocks.delay[place] - shocks.first[place]), 0.0) / shocks.shape[place]
    delay = shocks.first[place] + scale * gammaincinv(shocks.shape[place], fate[:, 1])
    applied = np.arange(months_of_applying)[:, np.newaxis] + (np.arange(applications) + 0.5) / applications
    month = np.floor(start + applied + delay)
    heard = (fate[:, 0] < shocks.approval[place]) & (month >= 0.0) & (month < months)
    return np.bincount(month[heard].astype(np.int64), minlength=months)[:months] / applications
