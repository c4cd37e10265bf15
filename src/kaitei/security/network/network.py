"""Words and shape of the network: elements, countries, stages, uses, kinds of arc.

A node is a country at a stage; one more node, the root, stands for all that enters and leaves. Every stage is counted
in tonnes of oxide that the end product will still contain, so that a flow is conserved along the chain.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kaitei.physics.arrays import FloatArray
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES
from kaitei.security.uses import USES as OF_JAPAN

NodeArray = NDArray[np.int32]

STEPS = (("ore", "oxide"), ("oxide", "metal"), ("metal", "magnet"), ("oxide", "material"), ("metal", "material"))
"""What a country makes of what."""

USES = (*OF_JAPAN, "abroad")
"""Uses of Japan; the last is the one use of every other country."""
ABROAD = USES.index("abroad")

MINE, PROCESS, CONTRACT, SPOT, RECYCLE, USE, STORE = range(7)
KINDS = ("mine", "process", "contract", "spot", "recycle", "use", "store")
"""A store holds goods that a seller could not send; it is empty in the base year."""

GROUPS: dict[str, tuple[str, ...]] = {
    "light": ("La", "Ce"),
    "magnet": ("Pr", "Nd"),
    "heavy": ("Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Y"),
    "scandium": ("Sc",),
    "all": tuple(symbol for symbol in ELEMENTS if symbol != "Sc"),
}
"""Elements that plants and trade take together; "heavy" begins at samarium, "all" leaves scandium out."""

JAPAN = COUNTRIES.index("japan")
ROOT = len(COUNTRIES) * len(STAGES)
"""Number of the last node, where material enters and leaves."""


class Network(NamedTuple):
    """Arcs of the network, the same for all elements, and what each may carry in a month of the base year."""

    tail: NodeArray
    """Node an arc leaves, (arc,)."""
    head: NodeArray
    """Node an arc reaches, (arc,)."""
    kind: NodeArray
    """A code of ``KINDS``, (arc,)."""
    use: NodeArray
    """Place of the use in USES for USE arcs, else -1, (arc,)."""
    upper: FloatArray
    """Most that an arc carries [t oxide/month], (element, arc)."""
    cost: FloatArray
    """What a kilogram on the arc costs, less than 0 for what it is worth [USD/kg], (element, arc)."""
    price: FloatArray
    """Of the oxide in the base year [USD/kg], (element,)."""


def node(country: str, stage: str) -> int:
    """Number of a node.

    >>> node("china", "ore"), node("japan", "magnet")
    (0, 68)
    """
    return COUNTRIES.index(country) * len(STAGES) + STAGES.index(stage)


def place(number: int) -> tuple[str, str]:
    """Country and stage of a node, or ("root", "") for the last.

    >>> place(68)
    ('japan', 'magnet')
    """
    if number == ROOT:
        return ("root", "")
    return (COUNTRIES[number // len(STAGES)], STAGES[number % len(STAGES)])


def members(words: str) -> list[int]:
    """Places in ELEMENTS of a symbol or a group.

    >>> members("magnet"), members("Dy")
    ([2, 3], [8])
    """
    return [ELEMENTS.index(symbol) for symbol in GROUPS.get(words, (words,))]
