"""Ships that go back and forth: time of a leg and of a round trip."""

from kaitei.physics.arrays import FloatArray


def travel_time(distance: FloatArray, speed: FloatArray) -> FloatArray:
    """Time to sail a distance.

    distance: [m]. speed: mean speed over ground [m/s], above 0.

    t = d / v.

    >>> knot = 1852 / 3600
    >>> round(float(travel_time(1026 * 1852.0, 10 * knot)) / 86400, 3)
    4.275
    """
    return distance / speed


def cycle_time(distance: FloatArray, speed: FloatArray, port_time: FloatArray) -> FloatArray:
    """Time of a round trip: two legs and both ports.

    distance: one way [m]. speed: [m/s]. port_time: loading, discharging and waiting of one round trip [s].

    t = 2 d / v + t_port.

    >>> knot = 1852 / 3600
    >>> round(float(cycle_time(1026 * 1852.0, 12 * knot, 5 * 86400.0)) / 86400, 3)
    12.125
    """
    return 2.0 * travel_time(distance, speed) + port_time
