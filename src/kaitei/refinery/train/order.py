"""The order of cuts: which circuit parts which products first, and in which extractant."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery.train.least_flow import extraction_least_underwood_1948

ORGANIC_STAGE, AQUEOUS_STAGE = 0.016, 0.003
"""What sending a mole through one stage costs, in the organic and in the aqueous, over what extracting it costs [1].

Estimate: 3 mol of base and acid per mole extracted are about 0.08 USD; a stage with its fill about 12,000 USD per
m3/h, at 15 % a year 0.23 USD per m3; 180 mol/m3 in the organic, 1,000 in the aqueous.
"""
SPARE_STAGES, LOG_ODDS = 2.0, 13.8
"""Stages over those of total reflux, and ln of the product of both odds (99.9 % either side), for that cost [1]."""


class Cut(NamedTuple):
    """One circuit of the train: it parts a group of products in two."""

    extractant: int
    """Index of the extractant."""
    light: tuple[int, ...]
    """Products that leave with the raffinate, weakest extracted first."""
    heavy: tuple[int, ...]
    """Products that leave with the organic, weakest extracted first."""

    @property
    def fed(self) -> frozenset[int]:
        """Products in the feed of the circuit."""
        return frozenset(self.light + self.heavy)


def best_order(
    feed: FloatArray, members: BoolArray, ratios: Sequence[FloatArray], taken: Sequence[BoolArray]
) -> tuple[tuple[Cut, ...], float]:
    """Cuts that cost least in all, in the order in which the feed meets them, and their least extraction [mol/mol].

    Args:
        feed: mole fractions of the elements [1], shape (element,).
        members: elements of each product, (product, element).
        ratios: distribution ratios in each extractant, (element,) each.
        taken: products each extractant may leave in the raffinate, (product,) each.

    C(P) = min over extractants and cuts of n(P) [S (1 + o N) + a N (1 + W)] + C(light) + C(heavy), over all groups P
    that can arise; S least extraction, W its wash, N stages, o and a the cost of a stage. A cut is possible where no
    element of the light side is extracted better than one of the heavy side.

    >>> members, ratio = np.eye(3, dtype=bool), np.array([1.0, 1.5, 15.0])
    >>> cuts, duty = best_order(np.full(3, 1 / 3), members, [ratio], [np.ones(3, dtype=bool)])
    >>> [(c.light, c.heavy) for c in cuts], round(duty, 2)
    ([((0, 1), (2,)), ((0,), (1,))], 2.09)
    """
    everything = frozenset(range(len(members)))

    @cache
    def cheapest(group: frozenset[int]) -> tuple[float, float, tuple[Cut, ...]]:
        if len(group) == 1:
            return 0.0, 0.0, ()
        best: tuple[float, float, tuple[Cut, ...]] = (np.inf, np.inf, ())
        for cut, cost, duty in _cuts(group, feed, members, ratios, taken):
            light, heavy = cheapest(frozenset(cut.light)), cheapest(frozenset(cut.heavy))
            total = cost + light[0] + heavy[0]
            if total < best[0]:
                best = (total, duty + light[1] + heavy[1], (cut, *light[2], *heavy[2]))
        return best

    cost, duty, cuts = cheapest(everything)
    if not np.isfinite(cost):
        message = "no order of cuts parts the products: some overlap in every extractant; join them into one product"
        raise InputError(message)
    return cuts, float(duty)


def _cuts(
    group: frozenset[int],
    feed: FloatArray,
    members: BoolArray,
    ratios: Sequence[FloatArray],
    taken: Sequence[BoolArray],
) -> list[tuple[Cut, float, float]]:
    """Cuts that a group allows, what each costs, and what it extracts at least [mol/mol]."""
    found = []
    for which, ratio in enumerate(ratios):
        ordered = sorted(group, key=lambda p: float(ratio[members[p]].min()))
        for at in range(1, len(ordered)):
            light, heavy = ordered[:at], ordered[at:]
            own, above = np.any(members[light], axis=0), np.any(members[heavy], axis=0)
            if taken[which][light].all() and ratio[own].max() < ratio[above].min():
                least = float(extraction_least_underwood_1948(feed[None], ratio[None], own, above)[0])
                stages = SPARE_STAGES * LOG_ODDS / np.log(ratio[above].min() / ratio[own].max())
                through = float(feed[own].sum()) + least
                cost = least * (1.0 + ORGANIC_STAGE * stages) + through * AQUEOUS_STAGE * stages
                found.append((Cut(which, tuple(light), tuple(heavy)), float(cost), least))
    return found
