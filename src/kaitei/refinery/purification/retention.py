"""Tanks in which a liquor reacts: volume and stirring power."""

from kaitei.physics.arrays import FloatArray


def retention_volume(flow: FloatArray, time: FloatArray, filled: FloatArray) -> FloatArray:
    """Gross volume of tanks that hold a flow for a time [m3].

    Args:
        flow: liquor or slurry [m3/s].
        time: mean stay [s]; limestone 2-4 h in three or four tanks, lime or caustic soda 0.5-1 h, oxalate 1-2 h.
        filled: share of the tank's volume that is liquor, above 0 [1]; about 0.85.

    V = Q t / f; number and size from ``dewatering.machines.whole_machines``

    >>> import numpy as np
    >>> round(float(retention_volume(np.array(0.05), np.array(3 * 3600.0), np.array(0.85))))
    635
    """
    return flow * time / filled


def stirring_power(volume: FloatArray, filled: FloatArray, intensity: FloatArray) -> FloatArray:
    """Power of the stirrers [W].

    Args:
        volume: gross volume of the tanks [m3].
        filled: share of it that is liquor [1].
        intensity: power per volume of liquor [W/m3]; 50-200 keeps fine precipitates up, 500 and more coarse grains.

    >>> import numpy as np
    >>> round(float(stirring_power(np.array(635.0), np.array(0.85), np.array(150.0))) / 1000)
    81
    """
    return volume * filled * intensity
