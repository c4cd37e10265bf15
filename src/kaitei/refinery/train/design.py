"""Design of a train at the central case: order of cuts, then stages so that every product meets purity and recovery."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kaitei.errors import InputError, Problem
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery.train.circuit import MET, Limits, build, sides
from kaitei.refinery.train.extractants import Extractant
from kaitei.refinery.train.ideal_cascade import TRACE
from kaitei.refinery.train.operation import Circuit, Operation, operate, part
from kaitei.refinery.train.order import Cut, best_order
from kaitei.refinery.train.slate import Product, membership

ROUNDS = 8
"""Times a design is tightened where traces that pass several circuits spoil a product."""
MARGIN = 0.9
"""Share of what a product allows that a tightened design aims at [1]."""


@dataclass(frozen=True)
class Train:
    """A built train: structure and stages, good for any feed and any draw of the factors."""

    elements: tuple[str, ...]
    slate: tuple[Product, ...]
    members: BoolArray
    """Which element belongs to which product, (product, element)."""
    extractants: tuple[Extractant, ...]
    circuits: tuple[Circuit, ...]
    """In the order in which the feed meets them."""
    limits: Limits
    central: Operation
    """The central case, one draw."""
    verdicts: tuple[str, ...]
    """Per product ``met``, or what binds and the best that can be done, (product,)."""

    @property
    def stages(self) -> int:
        """Stages of extraction and scrub in all circuits."""
        return sum(c.built.extraction_stages + c.built.scrub_stages for c in self.circuits)


def design(
    feed: FloatArray,
    elements: tuple[str, ...],
    slate: Sequence[Product],
    extractants: Sequence[Extractant],
    limits: Limits | None = None,
) -> Train:
    """A train for a feed.

    Args:
        feed: rare earths fed in the central case [mol/s], shape (element,).
        elements: symbols of the elements fed.
        slate: products; every element in just one.
        extractants: that may be used; the first draw of their factors is the central case.
        limits: excess of the flows, caps of stages and flows.

    >>> from kaitei.refinery.train.extractants import P507
    >>> train = design(np.array([0.6, 0.4]), ("Nd", "Sm"), [Product(("Nd",)), Product(("Sm",))], [P507])
    >>> train.stages, train.verdicts
    (7, ('met', 'met'))
    """
    bounds = Limits() if limits is None else limits
    amount = np.asarray(feed, dtype=float)
    _check(amount, elements, bounds)
    members = membership(slate, elements)
    ratios = [e.ratios(elements)[:1] for e in extractants]
    taken = [np.array([not e.takes_out or set(p.elements) <= set(e.takes_out) for p in slate]) for e in extractants]
    cuts, _ = best_order(amount / amount.sum(), members, [r[0] for r in ratios], taken)
    circuits, central = _tighten(amount, ratios, cuts, members, slate, bounds)
    started = tuple(c._replace(start=s[0]) for c, s in zip(circuits, central.log_odds, strict=True))
    verdicts = tuple(_verdict(p, elements, slate, central, started) for p in range(len(slate)))
    return Train(elements, tuple(slate), members, tuple(extractants), started, bounds, central, verdicts)


def _tighten(
    feed: FloatArray,
    ratios: Sequence[FloatArray],
    cuts: Sequence[Cut],
    members: BoolArray,
    slate: Sequence[Product],
    limits: Limits,
) -> tuple[list[Circuit], Operation]:
    """Circuits built one after the other, again with tighter leaks where traces of several circuits add up."""
    asked = np.array([[(1.0 - p.purity) / p.purity, 1.0 - p.recovery] for p in slate]).T
    amounts = (members * feed).sum(axis=1)
    borders = [p for c in cuts for p in (c.light[-1], c.heavy[0])]
    share = asked * amounts / np.maximum(np.bincount(borders, minlength=len(slate)), 1)
    for n in range(ROUNDS):
        circuits, stream = [], {frozenset(range(len(slate))): feed}
        for cut in cuts:
            entering, ratio = stream[cut.fed], ratios[cut.extractant]
            sort = sides(np.any(members[list(cut.light)], axis=0), np.any(members[list(cut.heavy)], axis=0), ratio[0])
            light, heavy = cut.light[-1], cut.heavy[0]
            up, down = min(share[0, heavy], share[1, light]), min(share[0, light], share[1, heavy])
            totals = (entering * ~sort.up).sum(), (entering * sort.up).sum()
            leaks = [float(min(a / t, 0.5)) if t > 0.0 else 0.0 for a, t in zip((up, down), totals, strict=True)]
            mixture = entering / max(float(entering.sum()), TRACE)
            circuits.append(Circuit(cut, sort, build(mixture, ratio[0], sort, (leaks[0], leaks[1]), limits)))
            made = part(circuits[-1], entering[None], ratio, limits)
            stream[frozenset(cut.light)], stream[frozenset(cut.heavy)] = made.light[0], made.heavy[0]
        central = operate(feed[None], ratios, circuits, members, limits)
        bound = [p for c in circuits if c.built.binding != MET for p in (c.cut.light[-1], c.cut.heavy[0])]
        over = _shortfall(central, amounts, members) / asked
        over[:, bound] = 0.0
        if n + 1 == ROUNDS or not np.any(over > 1.0):
            break
        share = np.where(over > 1.0, share * MARGIN / np.maximum(over, 1.0), share)
    return circuits, central


def _shortfall(central: Operation, amounts: FloatArray, members: BoolArray) -> FloatArray:
    """Foreign over own elements of each product, and what is lost of its own [1], (2, product)."""
    own = (central.product[0] * members).sum(axis=1)
    foreign = (central.product[0] * ~members).sum(axis=1)
    made, fed = np.where(own > 0.0, own, 1.0), np.where(amounts > 0.0, amounts, 1.0)
    return np.stack([np.where(own > 0.0, foreign, 0.0) / made, np.where(amounts > 0.0, 1.0 - own / fed, 0.0)])


def _verdict(
    product: int, elements: tuple[str, ...], slate: Sequence[Product], central: Operation, circuits: Sequence[Circuit]
) -> str:
    """``met``, or what a product gets instead and why."""
    wanted = slate[product]
    made = central.product[0, product]
    own = np.isin(elements, wanted.elements)
    fed = float(central.product[0][:, own].sum())
    if fed <= 0.0:
        return "nothing fed"
    purity = float(central.purity[0, product])
    recovery = float(made[own].sum()) / fed
    if purity >= wanted.purity and recovery >= wanted.recovery:
        return MET
    got = f"purity {purity:.6g} of {wanted.purity:g}, recovery {recovery:.6g} of {wanted.recovery:g}"
    binding = [
        f"{c.built.binding} in the cut {slate[c.cut.light[-1]].name} | {slate[c.cut.heavy[0]].name}"
        for c in circuits
        if c.built.binding != MET and product in (c.cut.light[-1], c.cut.heavy[0])
    ]
    stray = elements[int(np.argmax(np.where(own, -1.0, made)))]
    return f"{got}: {'; '.join(binding) or f'strays of {stray} from other cuts'}"


def _check(feed: FloatArray, elements: tuple[str, ...], limits: Limits) -> None:
    found = []
    if feed.shape != (len(elements),):
        found.append(Problem(f"{len(elements)} elements need as many amounts, shape {feed.shape} came", path="feed"))
    elif not np.all(np.isfinite(feed)) or np.any(feed < 0.0) or feed.sum() <= 0.0:
        found.append(Problem("amounts must be finite, not negative, and some above 0 [mol/s]", path="feed"))
    if not 1.0 < limits.excess < np.inf:
        message = f"extraction over the least must be above 1 (plants: 1.1-1.3), {limits.excess:g} came"
        found.append(Problem(message, path="excess"))
    if limits.most_stages < 2:
        found.append(
            Problem(f"a circuit needs room for 2 stages or more, {limits.most_stages} came", path="most_stages")
        )
    if found:
        raise InputError(found)
