"""The thickener: area from the flux that hindered settling allows, liquor to overflow, rake."""

import numpy as np

from kaitei.physics.arrays import FloatArray


def settling_speed_vesilind_1968(volume_fraction: FloatArray, speed: FloatArray, hindrance: FloatArray) -> FloatArray:
    """Speed at which flocculated slurry settles as a zone [m/s].

    Args:
        volume_fraction: volume of solids over volume of slurry [1].
        speed: speed at which the law starts, of dilute flocs [m/s].
        hindrance: how fast solids slow it down, per volume fraction of solids [1].

    v = v0 exp(-k phi)

    Two numbers from batch settling tests of the slurry itself: v0 is near the speed of single flocs, k the smaller the
    denser the flocs. Holds between the feed and the underflow, above the concentration at which a zone forms.

    >>> round(float(settling_speed_vesilind_1968(np.array(0.03), np.array(2e-3), np.array(50.0))) * 3600, 2)
    1.61

    Reference: Vesilind 1968, Water Sewage Works 115, 302-307.
    """
    return np.asarray(speed * np.exp(-hindrance * volume_fraction))


def area_coe_clevenger_1916(
    feed_fraction: FloatArray, underflow_fraction: FloatArray, speed: FloatArray, hindrance: FloatArray
) -> FloatArray:
    """Thickener area per volume rate of solids [m2 / (m3/s)].

    Args:
        feed_fraction: volume of solids over volume of slurry in the feed, above 0 [1].
        underflow_fraction: the same in the underflow [1].
        speed: speed at which the settling law starts [m/s].
        hindrance: of the settling law, per volume fraction of solids [1].

    a = max over phi in [feed, underflow] of (1/phi - 1/phi_u) / v(phi),  v = v0 exp(-k phi)

    The largest of the function inside lies at the feed or at phi = phi_u (1 + sqrt(1 - 4 / (k phi_u))) / 2, so it is
    closed. 0 where the underflow is not thicker than the feed. No scale-up factor is in it: plants add 25-50 %.

    >>> numbers = (np.array(v) for v in (0.01, 0.1142, 2e-3, 50.0))
    >>> round(2650 / float(area_coe_clevenger_1916(*numbers)) * 3.6, 3)
    0.09

    in tonnes of solids per square metre and hour.

    Reference: Coe and Clevenger 1916, Trans. AIME 55, 356-384.
    """

    def needed(fraction: FloatArray) -> FloatArray:
        thin = 1.0 / fraction - 1.0 / underflow_fraction
        return np.asarray(thin / settling_speed_vesilind_1968(fraction, speed, hindrance))

    root = np.sqrt(np.maximum(1.0 - 4.0 / (hindrance * underflow_fraction), 0.0))
    # NOTE: without a real root the function falls all the way, and the maximum below then picks the feed.
    narrow = np.maximum(underflow_fraction * (1.0 + root) / 2.0, feed_fraction)
    most = np.maximum(needed(np.asarray(feed_fraction)), needed(narrow))
    return np.where(underflow_fraction > feed_fraction, most, 0.0)


def diameter_of_area(area: FloatArray) -> FloatArray:
    """Diameter of a round tank [m].

    Args:
        area: [m2].

    >>> round(float(diameter_of_area(np.array(706.9))), 1)
    30.0
    """
    return np.sqrt(4.0 * area / np.pi)


def rake_power(diameter: FloatArray, duty: FloatArray, tip_speed: FloatArray) -> FloatArray:
    """Power that turns the rake [W].

    Args:
        diameter: of the thickener [m].
        duty: torque over diameter squared [N/m]; about 150-300 for fine clay, 300-600 for heavy duty.
        tip_speed: at the rim [m/s], 0.1-0.2.

    torque = K D^2, P = torque x 2 v / D = 2 K D v: a few kilowatts; gear losses are not in it.

    >>> round(float(rake_power(np.array(30.0), np.array(300.0), np.array(0.15))))
    2700
    """
    return 2.0 * duty * diameter * tip_speed
