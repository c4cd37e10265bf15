"""The plume of a continuous point source of settling particles over a bed that takes them (Ermak 1977).

The current is uniform and the eddy diffusivities are constant, so the solution is a Gaussian across the current
times a function of height z and travel time t = x / U. Diffusion along the current is neglected beside advection.
Vertically the particles obey

    dc/dt = w dc/dz + K d2c/dz2,   K dc/dz + w c = v c at the bed z = 0,   all at z = h at t = 0

with settling speed w and deposition speed v. ``v = w`` means that everything that touches the bed stays.
"""

import numpy as np
from scipy.special import erfc, erfcx

from kaitei.physics.arrays import FloatArray

CLOSE = 1e-4
"""Below this step a divided difference of erfcx is taken as its derivative at the middle (error 1e-9)."""

EARLY_EDDIES, EARLY_FALL = 1e-5, 1e-2
"""Parts of the times h^2 / K and h / w before which nothing has reached the bed (e^-20000)."""


def _after_release(time: FloatArray, height: FloatArray, settling: FloatArray, diffusivity: FloatArray) -> FloatArray:
    early = np.minimum(EARLY_EDDIES * height**2 / diffusivity, EARLY_FALL * height / settling)
    return np.maximum(time, early)


def vertical_density_ermak_1977(
    level: FloatArray,
    time: FloatArray,
    height: FloatArray,
    settling: FloatArray,
    deposition: FloatArray,
    diffusivity: FloatArray,
) -> FloatArray:
    """Vertical density of the released mass that is still in the water [1/m].

    level above the bed [m], time since release [s], height of the release [m], settling speed [m/s],
    deposition speed [m/s], diffusivity, vertical [m2/s].

    c = e^(-(z-h+wt)^2/4Kt) / sqrt(4 pi K t) + G (1 / sqrt(4 pi K t) - W/K erfcx((z+h)/2s + W s/K)), with
    s = sqrt(K t), W = v - w/2 and G = e^(-((z-h+wt)^2 + 4zh)/4Kt): Ermak's eq. 5 without its crosswind
    part, its exponential and erfc written as one scaled function so that nothing overflows. Holds for v >= w/2.

    >>> c = vertical_density_ermak_1977(*map(np.array, (0.0, 1e4, 5.0, 3e-4, 3e-4, 1e-3)))
    >>> round(float(c), 5)
    0.11193

    Reference: Ermak 1977, Atmos. Environ. 11, 231-237, doi 10.1016/0004-6981(77)90140-8.
    """
    t = _after_release(time, height, settling, diffusivity)
    s = np.sqrt(diffusivity * t)
    drift = level - height + settling * t
    direct = np.exp(-((drift / (2.0 * s)) ** 2))
    image = np.exp(-(drift**2 + 4.0 * level * height) / (4.0 * s**2))
    uptake = deposition - 0.5 * settling
    absorbed = uptake / diffusivity * erfcx((level + height) / (2.0 * s) + uptake * s / diffusivity)
    return np.asarray((direct + image) / (2.0 * s * np.sqrt(np.pi)) - image * absorbed)


def suspended_share_ermak_1977(
    time: FloatArray,
    height: FloatArray,
    settling: FloatArray,
    deposition: FloatArray,
    diffusivity: FloatArray,
) -> FloatArray:
    """Share of the released mass that has not yet reached the bed [1].

    time since release [s] (zero or less: all of it), height of the release [m], settling speed [m/s],
    deposition speed [m/s], diffusivity, vertical [m2/s].

    The integral of the Ermak density over the water column, in closed form:
    S = erfc((wt-h)/2s)/2 + G (erfcx(a)/2 + W s/K (erfcx(b) - erfcx(a))/(b - a)), a = (h+wt)/2s,
    b = (h+(2v-w)t)/2s, G = e^(-((h-wt)/2s)^2). Its slope is -v c(0, t). Holds for v >= w/2.

    >>> share = suspended_share_ermak_1977(*map(np.array, (1e4, 5.0, 3e-4, 3e-4, 1e-3)))
    >>> round(float(share), 4)
    0.7494

    Reference: integral by us of Ermak 1977, Atmos. Environ. 11, 231-237, doi 10.1016/0004-6981(77)90140-8.
    """
    t = _after_release(time, height, settling, diffusivity)
    s = np.sqrt(diffusivity * t)
    start = 0.5 * (height + settling * t) / s
    step = (deposition - settling) * s / diffusivity
    ahead = 0.5 * (settling * t - height) / s
    image = np.exp(-(ahead**2))
    uptake = (deposition - 0.5 * settling) * s / diffusivity
    scaled = erfcx(start)
    return np.asarray(0.5 * erfc(ahead) + image * (0.5 * scaled + uptake * _erfcx_slope(start, step, scaled)))


def _erfcx_slope(start: FloatArray, step: FloatArray, scaled: FloatArray) -> FloatArray:
    """(erfcx(start + step) - erfcx(start)) / step, also where step vanishes; scaled is erfcx(start)."""
    close = np.abs(step) < CLOSE
    slope = np.asarray((erfcx(start + step) - scaled) / np.where(close, 1.0, step))
    if close.any():
        middle = (start + 0.5 * step)[close]
        slope[close] = 2.0 * middle * erfcx(middle) - 2.0 / np.sqrt(np.pi)
    return slope


def concentration_ermak_1977(
    along: FloatArray,
    across: FloatArray,
    level: FloatArray,
    rate: FloatArray,
    current: FloatArray,
    spread_across: FloatArray,
    height: FloatArray,
    settling: FloatArray,
    deposition: FloatArray,
    diffusivity: FloatArray,
) -> FloatArray:
    """Concentration in the plume [kg/m3].

    along, across the current [m] and level above the bed [m]; rate of release [kg/s]; current [m/s];
    spread_across: standard deviation across the current at that distance [m]; height of the release [m];
    settling, deposition speed [m/s]; diffusivity, vertical [m2/s].

    C = Q / (sqrt(2 pi) sigma_y U) e^(-y^2 / 2 sigma_y^2) c(z, x/U); zero upstream. Holds where U x is large
    beside the diffusivity along the current.

    >>> c = concentration_ermak_1977(
    ...     *map(np.array, (300.0, 0.0, 0.0, 0.16, 0.03, 77.5, 5.0, 3e-4, 3e-4, 1e-3))
    ... )
    >>> round(float(c) * 1e6, 1)  # mg per m3
    3073.0

    Reference: Ermak 1977, Atmos. Environ. 11, 231-237, doi 10.1016/0004-6981(77)90140-8.
    """
    time = np.maximum(along, 0.0) / current
    vertical = vertical_density_ermak_1977(level, time, height, settling, deposition, diffusivity)
    lateral = np.exp(-0.5 * (across / spread_across) ** 2) / (np.sqrt(2.0 * np.pi) * spread_across)
    return np.where(along > 0.0, rate / current * lateral * vertical, 0.0)


def spread_of_eddies(distance: FloatArray, diffusivity: FloatArray, current: FloatArray) -> FloatArray:
    """Standard deviation that eddies give a plume after a distance [m].

    distance [m], diffusivity [m2/s], current [m/s].

    sigma = sqrt(2 K x / U).

    >>> float(spread_of_eddies(np.array(300.0), np.array(0.3), np.array(0.03)))
    77.45966692414834
    """
    return np.sqrt(2.0 * diffusivity * np.maximum(distance, 0.0) / current)


def puff_peak(
    mass: FloatArray, time: FloatArray, along: FloatArray, across: FloatArray, vertical: FloatArray
) -> FloatArray:
    """Concentration at the centre of an instantaneous release in open water [kg/m3].

    mass [kg], time [s]; along, across, vertical: eddy diffusivities [m2/s].

    C = M / ((4 pi t)^1.5 sqrt(Kx Ky Kz)).

    >>> round(float(puff_peak(*map(np.array, (1.0, 1000.0, 1.0, 1.0, 1e-3)))) * 1e5, 3)
    2.245
    """
    return mass / ((4.0 * np.pi * time) ** 1.5 * np.sqrt(along * across * vertical))


def landing_distance(height: FloatArray, settling: FloatArray, current: FloatArray) -> FloatArray:
    """Mean distance a particle drifts before it lands [m].

    height of the release [m], settling speed [m/s], current [m/s].

    x = U h / w for settling alone. Vertical eddies add U K / w^2 when the bed takes particles only as fast as
    they settle (v = w): some are stirred up again before they land.

    >>> round(float(landing_distance(np.array(10.0), np.array(3e-4), np.array(0.05))))
    1667
    """
    return current * height / settling


def landing_variance(height: FloatArray, settling: FloatArray, along: FloatArray) -> FloatArray:
    """Variance of the landing distance that eddies along the current cause [m2].

    height of the release [m], settling speed [m/s], along: diffusivity along the current [m2/s].

    var = 2 Kx h / w for settling alone.

    >>> round(float(landing_variance(np.array(10.0), np.array(3e-4), np.array(0.1))))
    6667
    """
    return 2.0 * along * height / settling
