"""Clay that sea water has coagulated: fines bound in flocs follow the floc's size and density, not their own."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray


class Flocs(NamedTuple):
    """Flocs as they live in the shear of a cyclone, (draw,)."""

    bound: FloatArray
    """Share of the fines that sits in flocs in sea water as it comes [1]."""
    dispersed: FloatArray
    """Share of those flocs that washing with a dispersant takes apart [1]."""
    largest_grain: FloatArray
    """Grains below this size count as fines [m]."""
    median: FloatArray
    """d50 of the flocs by mass [m]."""
    spread: FloatArray
    """d84 / d50 of the flocs [1], above 1."""
    porosity: FloatArray
    """Water in a floc, by volume [1]."""


def bound_share(sizes: FloatArray, flocs: Flocs) -> FloatArray:
    """Share of each bin that is bound in flocs [1], (draw, bin).

    sizes of the bins [m], (bin,).

    >>> one = Flocs(*(np.array([v]) for v in (0.8, 0.5, 10e-6, 20e-6, 1.8, 0.85)))
    >>> bound_share(np.array([2e-6, 8e-6, 20e-6]), one).tolist()
    [[0.4, 0.4, 0.0]]
    """
    share = flocs.bound * (1.0 - flocs.dispersed)
    return np.where(sizes < flocs.largest_grain[:, np.newaxis], share[:, np.newaxis], 0.0)


def floc_solids_fraction_kranenburg_1994(
    floc: FloatArray, grain: FloatArray, fractal_dimension: FloatArray
) -> FloatArray:
    """Solids in a fractal floc by volume [1]: one less its porosity.

    Args:
        floc: size of the floc [m].
        grain: size of the grains it is built of [m]; a floc no larger is one grain.
        fractal_dimension: [1], 1.7 for loose to 2.5 for sheared flocs.

    phi = (d_p / d_f)^(3 - n)

    >>> round(float(floc_solids_fraction_kranenburg_1994(np.array(20e-6), np.array(2e-6), np.array(2.2))), 3)
    0.158

    Reference: Kranenburg 1994, Estuar. Coast. Shelf Sci. 39, 451-460, doi 10.1006/ecss.1994.1075.
    """
    return np.asarray(np.minimum(grain / floc, 1.0) ** (3.0 - fractal_dimension))
