"""One stream: solids by kind, liquor by ion, the followed elements in both, water and gas."""

from typing import NamedTuple

import numpy as np

from kaitei.physics import elements as followed
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.streams import matter


class Stream(NamedTuple):
    """Amounts in a stream, N draws; they add."""

    solids: FloatArray
    """Dry solids of each kind without the followed elements [kg], (draw, solid)."""
    held: FloatArray
    """Followed elements in the solids [kg], (draw, element)."""
    ions: FloatArray
    """Ions in the liquor [mol], (draw, ion)."""
    dissolved: FloatArray
    """Followed elements in the liquor [kg], (draw, element)."""
    carbon: FloatArray
    """Carbon that leaves as gas [mol], (draw,)."""

    @property
    def dry(self) -> FloatArray:
        """Dry solids with the elements they hold [kg], (draw,); oxygen bound to these is not weighed."""
        return np.asarray(self.solids.sum(axis=1) + self.held.sum(axis=1))

    @property
    def followed(self) -> FloatArray:
        """Followed elements in solids and liquor [kg], (draw, element)."""
        return self.held + self.dissolved

    @property
    def majors(self) -> FloatArray:
        """Major elements in solids, liquor and gas [mol], (draw, major)."""
        made = weighted(self.solids[:, :-1], matter.SOLID_MAJORS) + weighted(self.ions, matter.ION_MAJORS)
        made[:, matter.MAJORS.index("C")] += self.carbon
        return np.asarray(made)

    @property
    def matrix(self) -> FloatArray:
        """What is left of clay, zeolite and oxide [kg], (draw,)."""
        return self.solids[:, -1]

    def part(self, share: FloatArray) -> "Stream":
        """A share of everything [1], (draw,)."""
        return Stream(*(value * (share if value.ndim == 1 else share[:, np.newaxis]) for value in self))


def weighted(amounts: FloatArray, content: FloatArray) -> FloatArray:
    """Sum over what there is of its content, (draw, n) and (n, m) to (draw, m)."""
    # NOTE: no matrix product, which rounds differently for one draw than for many.
    return np.asarray((amounts[:, :, np.newaxis] * content).sum(axis=1))


def total(*streams: Stream) -> Stream:
    """Streams joined.

    >>> tank = total(liquor(1, chloride=2.0), liquor(1, chloride=1.0, acid=3.0))
    >>> float(tank.ions[0, matter.ion("chloride")])
    3.0
    """
    return Stream(*(np.asarray(sum(values)) for values in zip(*streams, strict=True)))


def nothing(draws: int) -> Stream:
    """A stream of nothing."""
    return Stream(
        np.zeros((draws, len(matter.SOLIDS))),
        np.zeros((draws, len(followed.ELEMENTS))),
        np.zeros((draws, len(matter.IONS))),
        np.zeros((draws, len(followed.ELEMENTS))),
        np.zeros(draws),
    )


def liquor(draws: int, dissolved: FloatArray | None = None, **ions: FloatArray | float) -> Stream:
    """A stream of ions [mol] by name and, if given, followed elements [kg].

    Raises ValueError for an ion that no liquor has.
    """
    made = nothing(draws)
    for name, amount in ions.items():
        made.ions[:, matter.ion(name)] = amount
    return made if dissolved is None else made._replace(dissolved=dissolved)


def cake(draws: int, held: FloatArray | None = None, **solids: FloatArray | float) -> Stream:
    """A stream of solids [kg] by name and, if given, followed elements [kg].

    Raises ValueError for a solid that no stream has.
    """
    made = nothing(draws)
    for name, amount in solids.items():
        made.solids[:, matter.solid(name)] = amount
    return made if held is None else made._replace(held=held)


def moles(name: str, amount: FloatArray) -> FloatArray:
    """Mass of a solid from its amount [kg]; ``amount`` in mol of its formula.

    >>> float(moles("gypsum", np.array(1000.0)).round(2))
    172.16
    """
    return np.asarray(amount * matter.MOLAR_MASS[matter.solid(name)])
