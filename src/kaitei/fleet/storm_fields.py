"""Wind and waves of a tropical cyclone around its centre: published parametric relations, elementwise.

Winds are one-minute means 10 m above the sea, as in the best tracks of the western North Pacific. The wave height is
that of the storm alone: the background sea is the caller's.
"""

import numpy as np

from kaitei.physics.arrays import FloatArray

GRAVITY = 9.81
KNOT = 1852.0 / 3600.0
GALE = 34.0 * KNOT
SURFACE_OVER_GRADIENT = 0.9
"""One-minute wind at 10 m over the wind above the boundary layer, at sea (the value of stormwindmodel 0.1.4)."""

EYEWALL_DECAY = 25e3


def radius_maximum_wind_willoughby_2006(wind: FloatArray, latitude: FloatArray) -> FloatArray:
    """Radius of maximum wind [m].

    wind: largest wind above the boundary layer [m/s], 10 to 90. latitude [degree], its size counts. Broadcast.

    R = 46.4 km exp(-0.0155 V + 0.0169 |latitude|), eq. 7a.

    >>> round(float(radius_maximum_wind_willoughby_2006(50.0, 25.0)) / 1e3, 2)
    32.62

    Reference: Willoughby, Darling and Rahn 2006, Mon. Weather Rev. 134, 1102-1120, doi 10.1175/MWR3106.1.
    """
    return np.asarray(46.4e3 * np.exp(-0.0155 * wind + 0.0169 * np.abs(latitude)))


def wind_decay_willoughby_2006(wind: FloatArray, latitude: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Outer decay length [m] and share of the fast decay [1] of the dual-exponential profile.

    wind: largest wind above the boundary layer [m/s], 10 to 90. latitude [degree]. Broadcast.

    X1 = 317.1 km - 2.026 V + 1.915 |latitude|, A = 0.0696 + 0.0049 V - 0.0064 |latitude| and at least 0:
    eq. 10a and 10c.

    >>> outer, share = wind_decay_willoughby_2006(50.0, 25.0)
    >>> round(float(outer) / 1e3, 3), round(float(share), 4)
    (263.675, 0.1546)

    Reference: Willoughby, Darling and Rahn 2006, Mon. Weather Rev. 134, 1102-1120, doi 10.1175/MWR3106.1.
    """
    size = np.abs(latitude)
    outer = 1e3 * (317.1 - 2.026 * np.asarray(wind) + 1.915 * size)
    return outer, np.maximum(0.0696 + 0.0049 * np.asarray(wind) - 0.0064 * size, 0.0)


def wind_ratio_willoughby_2006(
    distance: FloatArray, radius: FloatArray, wind: FloatArray, latitude: FloatArray
) -> FloatArray:
    """Wind over the largest wind of the storm [1], without the part of its motion.

    distance from the centre [m], radius of maximum wind [m], wind: largest wind above the boundary layer [m/s],
    latitude [degree]. Broadcast.

    (r/R)^n inside R with n = 0.4067 + 0.0144 V - 0.0038 |latitude| (eq. 10b); outside
    (1 - A) exp(-(r - R)/X1) + A exp(-(r - R)/25 km). The blend across the eyewall is left out, so the peak is sharp.

    >>> at = [wind_ratio_willoughby_2006(r, 32.6e3, 50.0, 25.0) for r in (0.0, 32.6e3, 100e3, 300e3)]
    >>> [round(float(ratio), 4) for ratio in at]
    [0.0, 1.0, 0.6651, 0.3066]

    Reference: Willoughby, Darling and Rahn 2006, Mon. Weather Rev. 134, 1102-1120, doi 10.1175/MWR3106.1.
    """
    outer, share = wind_decay_willoughby_2006(wind, latitude)
    power = 0.4067 + 0.0144 * wind - 0.0038 * np.abs(latitude)
    beyond = np.maximum(np.asarray(distance) - radius, 0.0)
    outside = (1.0 - share) * np.exp(-beyond / outer) + share * np.exp(-beyond / EYEWALL_DECAY)
    return np.where(beyond > 0.0, outside, np.minimum(np.asarray(distance) / radius, 1.0) ** power)


def gale_radius_willoughby_2006(radius: FloatArray, wind: FloatArray, latitude: FloatArray) -> FloatArray:
    """Distance from the centre at which the wind has fallen to 34 knots [m]; the radius of maximum wind if none has.

    radius of maximum wind [m], wind: largest wind at 10 m [m/s], latitude [degree]. Broadcast.

    R + X1 ln((1 - A) V / 17.49 m/s): the outer exponential alone, since the inner one is gone at such distances.

    >>> round(float(gale_radius_willoughby_2006(30e3, 50.0, 25.0)) / 1e3, 1)
    244.5

    Reference: our inverse of Willoughby, Darling and Rahn 2006, doi 10.1175/MWR3106.1.
    """
    outer, share = wind_decay_willoughby_2006(np.asarray(wind) / SURFACE_OVER_GRADIENT, latitude)
    beyond = outer * np.log(np.maximum((1.0 - share) * wind / GALE, 1.0))
    return np.asarray(radius + beyond)


def wind_asymmetry_schwerdt_1979(speed: FloatArray) -> FloatArray:
    """What the motion of a storm adds to its wind on one side and takes on the other [m/s].

    speed: translation speed [m/s], 0 to 30.

    1.5 T^0.63 with both in knots.

    >>> round(float(wind_asymmetry_schwerdt_1979(np.float64(10.0))) / KNOT, 3)
    9.726

    Reference: Schwerdt, Ho and Watkins 1979, NOAA Technical Report NWS 23 (coefficients from memory of the
    literature).
    """
    return np.asarray(1.5 * KNOT * (np.asarray(speed) / KNOT) ** 0.63)


def wave_height_grossmann_matheson_2025(
    wind: FloatArray, speed: FloatArray, radius: FloatArray, gale_radius: FloatArray
) -> FloatArray:
    """Largest significant wave height in a tropical cyclone [m], in deep water.

    wind: largest wind at 10 m [m/s], 17 to 78; speed: translation speed [m/s], 0 to 15; radius of maximum wind [m],
    15 to 60 km; gale_radius: radius of 34 knots [m], 200 to 400 km. In the fetch each is taken no further than its
    range; below 17 m/s the height falls in proportion to the wind. The height rises with the wind to 63 m/s; beyond,
    the published fetch shrinks faster than the wind grows (13 % lower at 78 m/s). Broadcast.

    Hs = 0.89 x 0.0016 sqrt(g F) V / g with the fetch
    F = (0.54 V^3 - 169 V^2 - 1442 T^2 + 0.3 V^2 T + 14.3 V T^2 - 43 V T + 9600 V + 4470 T + 100000) e^(0.1 T)
    x (1 + 0.85 log10(R / 30 km)) x (1 + 0.65 log10(R34 / 300 km)).

    >>> height = wave_height_grossmann_matheson_2025(50.0, 5.0, 30e3, 300e3)
    >>> round(float(height), 2)
    13.76

    Reference: Grossmann-Matheson et al. 2025, Ocean Eng. 317, 120091, doi 10.1016/j.oceaneng.2024.120091, as coded
    by its authors in the repository GuiselaGM/PWModel.
    """
    v, t = np.clip(wind, 17.0, 78.0), np.clip(speed, 0.0, 15.0)
    still = (0.54 * v - 169.0) * v * v + 9600.0 * v + 100000.0
    moving = ((0.3 * v - 43.0) * v + 4470.0 + (14.3 * v - 1442.0) * t) * t
    size = 1.0 + 0.85 * np.log10(np.clip(radius, 15e3, 60e3) / 30e3)
    reach = 1.0 + 0.65 * np.log10(np.clip(gale_radius, 200e3, 400e3) / 300e3)
    fetch = (still + moving) * np.exp(0.1 * t) * size * reach
    return np.asarray(0.89 * 0.0016 * np.sqrt(GRAVITY * fetch) * np.minimum(wind, 78.0) / GRAVITY)


def wave_ratio(
    distance: FloatArray, radius: FloatArray, gale_radius: FloatArray, wind: FloatArray, wind_ratio: FloatArray
) -> FloatArray:
    """Significant wave height over the largest of the storm [1].

    distance from the centre [m], radius of maximum wind [m], gale_radius: radius of 34 knots [m], wind: largest wind
    at 10 m [m/s], wind_ratio: wind at that distance over the largest wind [1]. Broadcast.

    The larger of wind sea and swell. Wind sea: the ratio of the winds, as in fetch-limited growth over the same fetch
    (height in proportion to wind); the full height inside R. Swell: what is left at the gale radius, 17.49 / V,
    then falling as 1/r, the law of a point source with spreading by direction and by frequency.

    >>> round(float(wave_ratio(500e3, 30e3, 250e3, 50.0, 0.1)), 4)
    0.1749

    Reference: ours; the 1/r after Collard, Ardhuin and Chapron 2009, J. Geophys. Res. 114, C07023,
    doi 10.1029/2008JC005215 (from memory of the literature).
    """
    swell = GALE / np.maximum(wind, GALE) * gale_radius / np.maximum(distance, gale_radius)
    return np.where(np.asarray(distance) <= radius, 1.0, np.maximum(wind_ratio, swell))


def storm_at_site(
    intensity: FloatArray, distance: FloatArray, latitude: FloatArray, speed: FloatArray, side: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Wind [m/s] and significant wave height [m] that a storm brings to a site.

    intensity: largest wind of the storm [m/s], above 0. distance of the centre from the site [m]. latitude of the
    centre [degree]. speed: translation speed [m/s]. side: sine of the angle from the motion clockwise to the site [1],
    1 right of the track, -1 left. All of one shape. Northern hemisphere.

    The largest wind V is that of the right side. The motion's part a of it, V / 2 at most, is taken off before the
    profile above the boundary layer is built, and V - a (1 - side) is what a place feels in proportion to the profile.

    >>> right = storm_at_site(*map(np.float64, (50.0, 200e3, 24.0, 5.0, 1.0)))
    >>> left = storm_at_site(*map(np.float64, (50.0, 200e3, 24.0, 5.0, -1.0)))
    >>> [round(float(value), 1) for value in (*right, *left)]
    [21.5, 5.8, 18.8, 5.0]
    """
    motion = np.minimum(wind_asymmetry_schwerdt_1979(speed) / intensity, 0.5)
    above = intensity * (1.0 - motion) / SURFACE_OVER_GRADIENT
    radius = radius_maximum_wind_willoughby_2006(above, latitude)
    gale = gale_radius_willoughby_2006(radius, intensity, latitude)
    ratio = wind_ratio_willoughby_2006(distance, radius, above, latitude) * (1.0 - motion * (1.0 - side))
    height = wave_height_grossmann_matheson_2025(intensity, speed, radius, gale)
    return intensity * ratio, height * wave_ratio(distance, radius, gale, intensity, ratio)
