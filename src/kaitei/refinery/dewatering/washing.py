"""Washing: what salt a cake holds, and what a displacement, a re-pulp or a counter-current wash leaves of it."""

from typing import NamedTuple

import numpy as np
from scipy.special import erfc, erfcx

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.dewatering.slurry import liquor_per_solids


def solute_in_cake(solids: FloatArray, solids_fraction: FloatArray, content: FloatArray) -> FloatArray:
    """Solute that the liquor of a cake holds [kg].

    Args:
        solids: dry solids [kg].
        solids_fraction: mass of dry solids over mass of cake, above 0, at most 1 [1].
        content: solute per mass of liquor [kg/kg]; sea water 0.035.

    m = m_s (1 - w)/w x

    >>> round(float(solute_in_cake(np.array(600.0), np.array(0.60), np.array(0.035))), 1)
    14.0
    """
    return solids * liquor_per_solids(solids_fraction) * content


def _not_negative(ratio: FloatArray) -> None:
    if not np.all(np.asarray(ratio) >= 0.0):
        raise InputError(f"a wash ratio must not be negative; {np.min(ratio)} came: give wash over liquor held")


def solute_left_kreft_zuber_1978(ratio: FloatArray, peclet: FloatArray) -> FloatArray:
    """Share of the solute left in a saturated cake after a displacement wash [1].

    Args:
        ratio: volume of wash over volume of liquor in the cake, not negative [1].
        peclet: speed x thickness / axial dispersion, above 0 [1]; infinite is plug flow. Cakes of a press: 5-50.

    With the breakthrough of a semi-infinite column, flux concentrations (their eq. 11),
    F(W) = 1/2 erfc((1-W)/(2 sqrt(W/Pe))) + 1/2 exp(Pe) erfc((1+W)/(2 sqrt(W/Pe))), what has left is W - I(W) with
    I(W) = 1/2 (W-1) erfc((1-W)/(2 sqrt(W/Pe))) + 1/2 (W+1) exp(Pe) erfc((1+W)/(2 sqrt(W/Pe))), its exact integral.

    No sorption, no cracks, no dead pores: a real clay cake cracks and channels, which a small Peclet number stands for.

    >>> [round(float(solute_left_kreft_zuber_1978(np.array(w), np.array(10.0))), 3) for w in (0.5, 1.0, 2.0)]
    [0.506, 0.171, 0.013]

    Reference: Kreft and Zuber 1978, Chem. Eng. Sci. 33, 1471-1480, doi 10.1016/0009-2509(78)85196-3.

    Raises InputError when the wash ratio is negative.
    """
    _not_negative(ratio)
    wash = np.maximum(ratio, 1e-12)
    spread = 2.0 * np.sqrt(wash / peclet)
    ahead, behind = (1.0 - wash) / spread, (1.0 + wash) / spread
    # NOTE: exp(Pe) erfc(b) = exp(-a^2) erfcx(b), which does not overflow.
    back = np.exp(-(ahead**2)) * erfcx(behind)
    through = 0.5 * (wash - 1.0) * erfc(ahead) + 0.5 * (wash + 1.0) * back
    return np.clip(1.0 - (wash - through), 0.0, 1.0)


def solute_left_choudhury_dahlstrom_1957(ratio: FloatArray, efficiency: FloatArray) -> FloatArray:
    """Share of the solute left in a cake after a displacement wash, by the plant engineer's rule [1].

    Args:
        ratio: volume of wash over volume of liquor in the cake, not negative [1].
        efficiency: share that one volume of wash takes out [1]; 0.35-0.86 in their tests, 0.7 for design.

    R = (1 - E)^W

    >>> round(float(solute_left_choudhury_dahlstrom_1957(np.array(2.0), np.array(0.7))), 2)
    0.09

    Reference: Choudhury and Dahlstrom 1957, AIChE J. 3, 433-438.

    Raises InputError when the wash ratio is negative.
    """
    _not_negative(ratio)
    return np.asarray((1.0 - efficiency) ** ratio)


def solute_left_repulp(ratio: FloatArray, times: FloatArray) -> FloatArray:
    """Share of the solute left after mixing a cake with fresh wash and dewatering it again, several times [1].

    Args:
        ratio: wash over liquor held by the cake, each time, not negative [1].
        times: how often [1].

    R = 1 / (1 + W)^n

    >>> round(float(solute_left_repulp(np.array(2.0), np.array(2))), 3)
    0.111

    Raises InputError when the wash ratio is negative.
    """
    _not_negative(ratio)
    return np.asarray((1.0 + ratio) ** -np.asarray(times, dtype=float))


class Decantation(NamedTuple):
    """Counter-current decantation: where the solute goes."""

    left: FloatArray
    """Share of the fed solute that leaves with the washed solids [1]."""
    strength: FloatArray
    """Solute of the overflow that leaves, over that of the fed liquor, per volume [1]."""


def counter_current_decantation(ratio: FloatArray, fed: FloatArray, stages: FloatArray) -> Decantation:
    """Counter-current decantation of equal, ideal stages in closed form.

    Args:
        ratio: wash over liquor in an underflow, not negative [1].
        fed: liquor in the feed over liquor in an underflow, above 0 [1]; 1 when the feed is as thick as an underflow.
        stages: number of stages, 1 or more [1].

    With the liquor of the last stage as 1, the stage balances c(k-1) + W c(k+1) = (1 + W) c(k) give
    c(1) = s = 1 + W + ... + W^(n-1), and the whole balance F c_f = 1 + (F - 1 + W) s:

    left = 1 / (1 + (F - 1 + W) s),  strength = F s left

    With F = 1 it is the well-known (W - 1) / (W^(n+1) - 1), and 1 / (n + 1) at W = 1.

    >>> made = counter_current_decantation(np.array(2.0), np.array(1.0), np.array(4))
    >>> round(float(made.left), 4), round(float(made.strength), 4)
    (0.0323, 0.4839)

    Raises InputError when the wash ratio is negative, or wash and feed hold less liquor than the underflow takes.
    """
    _not_negative(ratio)
    if not np.all(np.asarray(ratio) + fed >= 1.0):
        raise InputError("wash and feed hold less liquor than an underflow takes: add wash or thin the feed")
    wash, count = np.asarray(ratio, dtype=float), np.asarray(stages, dtype=float)
    # NOTE: the sum is written so that it has no 0/0 at W = 1.
    same = np.abs(wash - 1.0) < 1e-7
    apart = np.where(same, 2.0, wash)
    series = np.where(same, count, (apart**count - 1.0) / (apart - 1.0))
    left = 1.0 / (1.0 + (fed - 1.0 + wash) * series)
    return Decantation(left, left * series * fed)
