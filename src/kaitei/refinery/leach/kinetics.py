"""How fast minerals dissolve in acid: published rate laws, and what one stirred tank makes of them."""

from typing import NamedTuple

import numpy as np
from numba import njit

from kaitei.errors import InputError, nearest
from kaitei.physics.arrays import FloatArray

GAS_CONSTANT = 8.314462618
REFERENCE_TEMPERATURE = 298.15


class RateLaw(NamedTuple):
    """Rate at 25 degC and a hydrogen activity of 1, how it rises with temperature, and its order in the activity."""

    rate: float
    """[mol/(m2 s)] for a mineral surface, [1/s] for a pool."""
    energy: float
    """Activation energy [J/mol]."""
    order: float
    """Order in the activity of hydrogen [1]."""


def _at_reference(factor: float, energy: float) -> float:
    """Rate at 25 degC from the factor of Arrhenius, both in one unit."""
    return factor * float(np.exp(-energy / (GAS_CONSTANT * REFERENCE_TEMPERATURE)))


APATITE_LAWS: dict[str, RateLaw] = {
    "oelkers": RateLaw(_at_reference(80.0, 43.0e3), 43.0e3, 0.8),
    "harouiya": RateLaw(_at_reference(40.0, 46.024e3), 46.024e3, 0.6),
}
"""Fluorapatite far from equilibrium, per surface.

``oelkers``: acid branch of the Carbfix/Kinec compilation (Kinec_v3 in PHREEQC 3). ``harouiya``: natural apatite, pH
1-6, 5-50 degC (Harouiya et al. 2007). They differ by a factor of 5 at pH 0.5.
"""

CALCITE_LAW = RateLaw(10.0**-0.30, 14.4e3, 1.0)
"""Calcite, acid branch (Palandri and Kharaka 2004)."""

MATRIX_LAW = RateLaw(7.0e-6, 50.0e3, 0.5)
"""Aluminium and iron out of clay and oxides [1/s], as d(X^2)/dt: through a leached layer that grows.

Fitted: 3 % in 3.5 minutes at 0.5 mol/L and 25 degC, itself a rule of thumb (1-10 %). Energy and order: assumptions.
"""

LABILE_LAW = RateLaw(2.0e-2, 30.0e3, 0.5)
"""Rare earths held loosely by the matrix [1/s], first order: assumption that fits extraction within 2-5 minutes."""

MANGANESE_LAW = RateLaw(5.0e-3, 20.0e3, 0.5)
"""Manganese dioxide with hydrogen peroxide [1/s], first order: assumption, done in some ten minutes at 25 degC."""


def apatite_law(name: str) -> RateLaw:
    """Rate law of apatite by name.

    >>> apatite_law("harouiya").order
    0.6

    Raises InputError for a name that is not among them.
    """
    if name not in APATITE_LAWS:
        raise InputError(f"no rate law of apatite called {name}: {nearest(name, APATITE_LAWS)}")
    return APATITE_LAWS[name]


def rate_arrhenius(law: RateLaw, temperature: FloatArray) -> FloatArray:
    """Rate at a temperature and a hydrogen activity of 1, unit of the law.

    Args:
        law: rate law.
        temperature: [K].

    k = k_25 exp(-E/R (1/T - 1/298.15))

    >>> float(rate_arrhenius(APATITE_LAWS["oelkers"], np.array(298.15)).round(9))
    2.343e-06
    """
    return np.asarray(law.rate * np.exp(-law.energy / GAS_CONSTANT * (1.0 / temperature - 1.0 / REFERENCE_TEMPERATURE)))


def dissolved_in_batch(rate: FloatArray, time: FloatArray) -> FloatArray:
    """Share of shrinking grains dissolved after a time at constant acidity [1].

    Args:
        rate: share that dissolves per time while all surface is there [1/s].
        time: [s].

    dX/dt = k (1 - X)^(2/3),  X = 1 - (1 - k t / 3)^3 until t = 3 / k. One grain size: real grains tail off.

    >>> float(dissolved_in_batch(np.array(0.01), np.array(210.0)).round(3))
    0.973
    """
    return np.asarray(1.0 - np.maximum(1.0 - rate * time / 3.0, 0.0) ** 3)


@njit(cache=True)
def cube_root_left(start: float, rate: float) -> float:
    """Cube root of the share left of shrinking grains after one stirred tank, by Newton from above [1].

    start: cube root of the share that enters
    rate: share dissolved per time times the stay [1]

    (1 - X_in) - (1 - X) = rate (1 - X)^(2/3), that is u^3 + rate u^2 = u_in^3; the grains of a tank count as one.
    """
    u = start
    target = start * start * start
    for _ in range(60):
        slope = u * (3.0 * u + 2.0 * rate)
        if slope <= 0.0:
            return 0.0
        step = (u * u * (u + rate) - target) / slope
        u -= step
        if step <= 1e-14 * u:
            break
    return u
