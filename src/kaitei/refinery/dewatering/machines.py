"""How many whole machines of a largest size carry a duty."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray


class Machines(NamedTuple):
    """Equal machines that share a duty."""

    number: FloatArray
    """Whole machines [1]; 0 where there is no duty."""
    size: FloatArray
    """Duty of each, in the unit of the duty; 0 where there is none."""


def whole_machines(duty: FloatArray, largest: FloatArray) -> Machines:
    """Number and size of equal machines that share a duty.

    Args:
        duty: total duty, not negative, any unit (area, volume, flow).
        largest: largest duty of one machine, above 0, same unit.

    n = ceil(duty / largest), each takes duty / n

    >>> made = whole_machines(np.array(250.0), np.array(100.0))
    >>> float(made.number), round(float(made.size), 1)
    (3.0, 83.3)

    Raises InputError when the largest machine is not above 0.
    """
    if not np.all(np.asarray(largest) > 0.0):
        raise InputError(f"the largest machine must be above 0; {np.min(largest)} came: give the size of one machine")
    # NOTE: a duty a rounding error above a whole number must not buy one machine more.
    number = np.ceil(duty / largest * (1.0 - 1e-12))
    return Machines(number, np.where(number > 0.0, duty / np.maximum(number, 1.0), 0.0))
