"""Fuel of ships and generators as mass."""

from kaitei.physics.arrays import FloatArray


def fuel_at_rates(*parts: tuple[FloatArray, FloatArray]) -> FloatArray:
    """Fuel of a ship that spends times at constant rates.

    parts: pairs of time [s] and fuel rate [kg/s].

    sum of t x q.

    >>> float(fuel_at_rates((50.0, 40.0), (10.0, 45.0)))
    2450.0
    """
    total, *rest = (time * rate for time, rate in parts)
    for part in rest:
        total = total + part
    return total


def generator_fuel(energy: FloatArray, consumption: FloatArray) -> FloatArray:
    """Fuel of a diesel generator.

    energy: electric energy [J]. consumption: specific fuel consumption, per electric energy [kg/J].

    E x b.

    >>> kwh = 3.6e6
    >>> round(float(generator_fuel(1000 * kwh, 0.21 / kwh)), 6)
    210.0
    """
    return energy * consumption
