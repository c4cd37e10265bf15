"""What a train is to make: groups of elements with the purity and recovery asked of each."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError, Problem, nearest
from kaitei.physics.arrays import BoolArray

MOST_PURE = 0.999999
"""Purity that mixer-settlers are sold for at most (six nines) [1]."""


class Product(NamedTuple):
    """A product of the train."""

    elements: tuple[str, ...]
    """Symbols of the elements it is made of."""
    purity: float = 0.99
    """Least mole fraction of its own elements among all rare earths in it [1]."""
    recovery: float = 0.98
    """Least share of its elements, as fed to the train, that ends in it [1]."""

    @property
    def name(self) -> str:
        """Symbols joined.

        >>> Product(("Pr", "Nd")).name
        'Pr+Nd'
        """
        return "+".join(self.elements)


def membership(slate: Sequence[Product], elements: tuple[str, ...]) -> BoolArray:
    """Which element belongs to which product, shape (product, element); refuses a slate that does not fit the feed.

    Args:
        slate: all products.
        elements: symbols of the elements fed.

    >>> membership([Product(("La",)), Product(("Pr", "Nd"))], ("La", "Pr", "Nd")).astype(int).tolist()
    [[1, 0, 0], [0, 1, 1]]
    """
    wanted = [e for product in slate for e in product.elements]
    found = []
    for e in dict.fromkeys(wanted):
        if e not in elements:
            found.append(Problem(f"{e} is not fed: {nearest(e, elements)}", path="slate"))
        elif wanted.count(e) > 1:
            found.append(Problem(f"{e} stands in {wanted.count(e)} products; name each element once", path="slate"))
    missing = [e for e in elements if e not in wanted]
    if missing:
        message = f"no product takes {', '.join(missing)}; add a group for the rest"
        found.append(Problem(message, path="slate"))
    for product in slate:
        if not 0.5 < product.purity <= MOST_PURE:
            message = f"purity must lie above 0.5 and not above {MOST_PURE}, {product.purity:g} came"
            found.append(Problem(message, path=product.name))
        if not 0.5 < product.recovery <= MOST_PURE:
            message = f"recovery must lie above 0.5 and not above {MOST_PURE}, {product.recovery:g} came"
            found.append(Problem(message, path=product.name))
    if found:
        raise InputError(found)
    return np.array([[e in product.elements for e in elements] for product in slate])
