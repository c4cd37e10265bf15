"""What the network does not bring under shocks when nobody holds a stock: the gaps that options are bought for."""

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security.months.run import run_months
from kaitei.security.months.world import PAIR_ELEMENT, PAIR_ESSENTIAL, Numbers, World
from kaitei.security.network.network import PROCESS, Network, node
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.flat import Shocks

MONTHS = 3
"""Of a quarter."""

NOTHING = 1e-9
"""Share of a need below which a gap is rounding [1]."""


def gaps(world: World, numbers: Numbers, shocks: Shocks, quarters: int) -> FloatArray:
    """What each element lacks [t/quarter], (future, quarter, element).

    Firms and the state hold no stock in this run of the monthly model; prices, thrift, new routes and new supply answer
    what is lacking.
    """
    bare = numbers._replace(target=np.zeros_like(numbers.target), state=np.zeros_like(numbers.state))
    futures, months = len(numbers.full_cut_loss), quarters * MONTHS
    made, _ = run_months(world, bare, shocks, np.zeros((futures, months, len(ELEMENTS))))
    # NOTE: what the scarcest element of a use leaves over of its others is at hand, and nobody lacks it.
    lacking = np.maximum(made.need - made.consumed - made.stock, 0.0)
    lacking[lacking < NOTHING * made.need] = 0.0
    return np.asarray(lacking.reshape(futures, quarters, MONTHS, len(ELEMENTS)).sum(axis=2))


def need_of(world: World) -> FloatArray:
    """Need of the base year [t/month], (element,)."""
    need = np.zeros(len(ELEMENTS))
    np.add.at(need, world.pairs[PAIR_ELEMENT], world.need)
    return need


def room_of(network: Network) -> FloatArray:
    """Most oxide that Japan's plants make into metal and other material [t/month], (element,)."""
    home = (network.kind == PROCESS) & (network.tail == node("japan", "oxide"))
    return np.asarray(network.upper[:, home].sum(axis=1))


def watched(world: World) -> BoolArray:
    """Elements that some use stands still without, (element,)."""
    found = np.zeros(len(ELEMENTS), dtype=bool)
    found[world.pairs[PAIR_ELEMENT, world.pairs[PAIR_ESSENTIAL] == 1]] = True
    return found
