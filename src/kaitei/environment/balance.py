"""Whether the plume keeps its mass: the flux into the bed, summed along the current, against what is left."""

import numpy as np

from kaitei.environment.plume import suspended_share_ermak_1977, vertical_density_ermak_1977
from kaitei.physics.arrays import FloatArray

NODES = 64
"""Gauss-Legendre nodes of the sum along the current."""

TAIL = 7.0
"""Landing further than this many scaled lengths from the arrival is nil (e^-49)."""


def deposited_share(
    time: FloatArray,
    height: FloatArray,
    settling: FloatArray,
    deposition: FloatArray,
    diffusivity: FloatArray,
) -> FloatArray:
    """Share of the release that the bed has taken up to a time, by quadrature of the flux v c(0, t) [1].

    time since release [s], height of the release [m], settling, deposition speed [m/s], diffusivity [m2/s]; one
    shape.

    The variable is u = ln(t w / h) / 2, in which the landing is smooth: its Gaussian part is
    e^-(Pe sinh(u)^2) with Pe = w h / K. Error below 1e-8 for Pe from 1e-4 to 1e7.

    >>> share = deposited_share(*map(np.array, (1e4, 5.0, 3e-4, 3e-4, 1e-3)))
    >>> round(float(share), 4)
    0.2506
    """
    far = np.arcsinh(TAIL / np.sqrt(settling * height / diffusivity))
    last = np.clip(0.5 * np.log(time * settling / height), -far, far)
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    half = 0.5 * (last + far)[..., np.newaxis]
    t = (
        height[..., np.newaxis]
        / settling[..., np.newaxis]
        * np.exp(2.0 * (half * (nodes + 1.0) - far[..., np.newaxis]))
    )
    h, w, v, k = (part[..., np.newaxis] for part in (height, settling, deposition, diffusivity))
    flux = v * vertical_density_ermak_1977(np.zeros_like(t), t, h, w, v, k)
    return np.asarray((flux * 2.0 * t * half * weights).sum(axis=-1))


def plume_residual(
    time: FloatArray,
    height: FloatArray,
    settling: FloatArray,
    share: FloatArray,
    probability: FloatArray,
    diffusivity: FloatArray,
) -> FloatArray:
    """Deposited by quadrature plus suspended in closed form, less released, per released mass [1]; shape (draw).

    time since release [s] (draw), height of the release [m] (draw), settling speed [m/s] and share [1]
    (draw, class), probability of staying at the bed [1] (draw), diffusivity, vertical [m2/s] (draw).

    >>> one = np.ones(1)
    >>> r = plume_residual(1e7 * one, 5 * one, np.array([[1e-5, 3e-4]]), np.array([[0.5, 0.5]]), one, 1e-3 * one)
    >>> bool(abs(r[0]) < 1e-8)
    True
    """
    t, h, p, k = (
        np.broadcast_to(part[:, np.newaxis], settling.shape) for part in (time, height, probability, diffusivity)
    )
    landed = deposited_share(t, h, settling, p * settling, k)
    left = suspended_share_ermak_1977(t, h, settling, p * settling, k)
    return np.asarray((share * (landed + left)).sum(axis=-1) / share.sum(axis=-1) - 1.0)
