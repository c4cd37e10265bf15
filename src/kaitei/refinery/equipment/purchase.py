"""Purchase cost of a list of machines, by section of the plant."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.dewatering.machines import Machines, whole_machines
from kaitei.refinery.equipment.catalogue import machine_named

Section = Literal["concentrator", "leach_plant", "separation_plant"]


class Item(NamedTuple):
    """Equal machines, as a unit model sizes them."""

    section: Section
    machine: str
    """Name in the catalogue."""
    number: FloatArray
    """Machines of that size [1], standby among them; any shape."""
    size: FloatArray
    """Size of each, in SI units; any shape that broadcasts with the number."""


class Purchase(NamedTuple):
    """What machines cost to buy [USD of ``catalogue.MONEY_YEAR``]."""

    cost: FloatArray
    extrapolated: FloatArray
    """The part of it for machines smaller than their correlation holds for."""


def purchase_cost_williams_1947(
    number: FloatArray, size: FloatArray, reference_size: float, cost: float, exponent: float
) -> FloatArray:
    """Purchase cost of equal machines [USD].

    C = n c (s / s0)^e; a machine of size 0 costs nothing. Equal machines bring no discount.

    Args:
        number: machines [1].
        size: size of each, not negative, in the unit of the reference size.
        reference_size: size s0 of a machine whose cost is known.
        cost: its cost c [USD].
        exponent: scaling exponent e [1], 0.6 in the rule of thumb and 0.25 to 0.95 by kind of machine.

    Holds over the range of sizes the exponent was found for, which each machine of the catalogue states.

    >>> round(float(purchase_cost_williams_1947(np.array(2.0), np.array(200.0), 100.0, 1000.0, 0.6)), 1)
    3031.4

    Reference: Williams, R. (1947). Six-tenths factor aids in approximating costs. Chemical Engineering 54(12), 124-125.
    """
    return np.asarray(number * cost * (size / reference_size) ** exponent)


def buildable(item: Item) -> Machines:
    """The machines of an item, with those too large for one machine taken as several.

    >>> buildable(Item("leach_plant", "decanter", np.array(2.0), np.array(15.0)))  # 54 t/h each
    Machines(number=array(4.), size=array(7.5))

    Raises InputError for a machine that is not in the catalogue.
    """
    pieces = whole_machines(item.size, np.array(machine_named(item.machine).largest))
    return Machines(np.asarray(item.number * pieces.number), np.asarray(pieces.size))


def purchase(item: Item) -> Purchase:
    """Purchase cost of one item.

    Raises InputError for a machine that is not in the catalogue.
    """
    machine, made = machine_named(item.machine), buildable(item)
    cost = purchase_cost_williams_1947(made.number, made.size, machine.reference_size, machine.cost, machine.exponent)
    return Purchase(cost, np.where(made.size < machine.smallest, cost, 0.0))


def purchase_of_section(items: Sequence[Item], section: Section) -> Purchase:
    """Purchase cost of all items of a section; 0 if it has none.

    Raises InputError for a machine that is not in the catalogue.
    """
    bought = [purchase(item) for item in items if item.section == section]
    nothing = np.array(0.0)
    # NOTE: added one after the other, so that draws in pieces give the same digits as all at once.
    cost, extrapolated = nothing, nothing
    for one in bought:
        cost, extrapolated = cost + one.cost, extrapolated + one.extrapolated
    return Purchase(np.asarray(cost), np.asarray(extrapolated))
