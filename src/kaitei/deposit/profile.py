"""Grade down a column: a background with one Gaussian peak, and what an interval of it holds."""

import math

import numpy as np
from scipy.special import erf

from kaitei.physics.arrays import FloatArray

WIDTHS_PER_SIGMA = 2.0 * math.sqrt(2.0 * math.log(2.0))
"""Full width at half height of a Gaussian over its standard deviation."""


def peak_integral(top: FloatArray, bottom: FloatArray, centre: FloatArray, width: FloatArray) -> FloatArray:
    """Integral of a Gaussian of height 1 between two depths [m].

    top, bottom: depths below the sea floor [m]
    centre: depth of the peak [m]
    width: full width at half height w [m], > 0

    sigma sqrt(pi/2) (erf((bottom - c)/(sqrt2 sigma)) - erf((top - c)/(sqrt2 sigma))), sigma = w / 2.3548.

    >>> round(float(peak_integral(*np.array([0.0, 10.0, 5.0, 2.0]))), 4)
    2.1289
    """
    sigma = width / WIDTHS_PER_SIGMA
    scale = math.sqrt(2.0) * sigma
    return sigma * math.sqrt(math.pi / 2.0) * (erf((bottom - centre) / scale) - erf((top - centre) / scale))


def profile(
    mean: FloatArray,
    background: FloatArray,
    centre: FloatArray,
    width: FloatArray,
    highest: FloatArray,
    depth: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Background and height of the peak above it, so that the column has its mean [kg/kg].

    mean: mean grade of the column [kg/kg]
    background: grade away from the peak as far as known [kg/kg], <= mean
    centre: depth of the peak [m]
    width: full width of the peak at half height [m]
    highest: grade that no point of the column exceeds [kg/kg]
    depth: of the column [m]

    With f = peak integral / depth: mean = background + height f. A peak that would exceed ``highest`` is cut to
    it, and what it cannot hold lies in the background (the minor layers): b = (mean - highest f) / (1 - f).

    >>> low, height = profile(*np.array([1720.0, 500.0, 5.5, 2.0, 8000.0, 10.0]))
    >>> float(low), round(float(height), 0)
    (500.0, 5731.0)
    """
    share = peak_integral(np.zeros_like(depth), depth, centre, width) / depth
    ceiling = np.maximum(highest, mean)
    height = (mean - background) / share
    held = (mean - ceiling * share) / (1.0 - share)
    cut = background + height > ceiling
    return np.where(cut, held, background), np.where(cut, ceiling - held, height)


def layer_bounds(centre: FloatArray, thickness: FloatArray, depth: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Top and bottom of a layer centred on the peak, clipped to the column [m].

    centre: depth of the peak [m]
    thickness: wished thickness [m]
    depth: of the column [m]

    >>> [float(edge) for edge in layer_bounds(*np.array([1.0, 3.0, 10.0]))]
    [0.0, 2.5]
    """
    return np.maximum(centre - 0.5 * thickness, 0.0), np.minimum(centre + 0.5 * thickness, depth)


def interval_grade(
    top: FloatArray,
    bottom: FloatArray,
    background: FloatArray,
    height: FloatArray,
    centre: FloatArray,
    width: FloatArray,
) -> FloatArray:
    """Mean grade between two depths [kg/kg].

    top, bottom: depths below the sea floor [m], top < bottom
    background, height: of the profile [kg/kg]
    centre, width: depth of the peak and its full width at half height [m]

    >>> round(float(interval_grade(*np.array([4.0, 7.0, 500.0, 5731.0, 5.5, 2.0]))), 0)
    4252.0
    """
    return background + height * peak_integral(top, bottom, centre, width) / (bottom - top)


def diluted_layer(
    grade: FloatArray, thickness: FloatArray, dilution: FloatArray, mean: FloatArray, depth: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Grade and thickness of what is taken when lean mud of the same column comes along [kg/kg], [m].

    grade, thickness: of the layer [kg/kg], [m]
    dilution: share of lean mud in what is taken [1], 0 <= dilution < 1
    mean, depth: of the whole column [kg/kg], [m]

    Lean mud has the mean grade of the rest of the column, so that taking all of it gives the column's mean; it
    cannot be thicker than the rest of the column.

    >>> [round(float(x), 2) for x in diluted_layer(*np.array([4252.0, 3.0, 0.4, 1720.0, 10.0]))]
    [2805.14, 5.0]
    """
    rest = depth - thickness
    lean = np.minimum(thickness * dilution / (1.0 - dilution), rest)
    lean_grade = (mean * depth - grade * thickness) / np.where(rest > 0.0, rest, 1.0)
    total = thickness + lean
    return (grade * thickness + lean_grade * lean) / total, total
