"""A built train at work: every draw has its own feed and factors, the stages stay."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery.train.circuit import Build, Flows, Limits, Sides, flows
from kaitei.refinery.train.ideal_cascade import split
from kaitei.refinery.train.order import Cut


class Circuit(NamedTuple):
    """A circuit in its train."""

    cut: Cut
    sides: Sides
    built: Build
    start: FloatArray | None = None
    """Log odds of the central case [1], (element,), where every draw starts."""


class Operation(NamedTuple):
    """What a train makes and moves. D draws, P products, C circuits, N elements."""

    product: FloatArray
    """Elements in each product [mol/s], (D, P, N)."""
    purity: FloatArray
    """Mole fraction of its own elements in a product [1], (D, P); 0 where nothing is made."""
    recovery: FloatArray
    """Share of each element fed that ends in its own product [1], (D, N); 0 where nothing is fed."""
    fed: FloatArray
    """Fed to each circuit [mol/s], (D, C, N)."""
    flow: tuple[Flows, ...]
    """Flows of each circuit [mol per mol fed to it]."""
    extracted: FloatArray
    """Taken into the organic of each circuit [mol/s], (D, C)."""
    log_odds: tuple[FloatArray, ...]
    """Solution of each circuit [1], (D, N) each."""
    converged: BoolArray
    """Every circuit is solved, (D,)."""


class Parted(NamedTuple):
    """What one circuit does to its feed."""

    light: FloatArray
    """Raffinate [mol/s], (draw, element)."""
    heavy: FloatArray
    """Extract [mol/s], (draw, element)."""
    flow: Flows
    log_odds: FloatArray
    converged: BoolArray


def part(circuit: Circuit, entering: FloatArray, ratio: FloatArray, limits: Limits) -> Parted:
    """One circuit at work.

    Args:
        circuit: stages, leaks its flows are set to, and where to start.
        entering: fed to it [mol/s], (draw, element).
        ratio: distribution ratios [1], (draw, element) or (1, element).
        limits: excess and cap of the extraction.

    Organic, wash and extract follow the draw's feed and factors, as an operator would set them (``circuit.flows``).
    """
    built, amount = circuit.built, entering.sum(axis=1, keepdims=True)
    mixture = entering / np.where(amount > 0.0, amount, 1.0)
    each = np.ascontiguousarray(np.broadcast_to(ratio, entering.shape))
    flow, _ = flows(mixture, each, circuit.sides, (built.light_leak, built.heavy_leak), limits)
    stages = built.extraction_stages, built.scrub_stages
    made = split(mixture, each, flow.wash, flow.extract, *stages, circuit.start)
    solved = made.converged | (amount[:, 0] <= 0.0)
    return Parted(entering * made.left, entering * made.extracted, flow, made.log_odds, solved)


def operate(
    feed: FloatArray,
    ratios: Sequence[FloatArray],
    circuits: Sequence[Circuit],
    members: BoolArray,
    limits: Limits,
) -> Operation:
    """Products of a train.

    Args:
        feed: rare earths fed [mol/s], (draw, element).
        ratios: distribution ratios in each extractant [1], (draw, element) or (1, element) each.
        circuits: in the order in which the feed meets them.
        members: which element belongs to which product, (product, element).
        limits: excess and cap of the extraction.
    """
    stream, fed = {frozenset(range(len(members))): feed}, []
    parted = []
    for circuit in circuits:
        cut = circuit.cut
        fed.append(stream[cut.fed])
        made = part(circuit, fed[-1], ratios[cut.extractant], limits)
        stream[frozenset(cut.light)], stream[frozenset(cut.heavy)] = made.light, made.heavy
        parted.append(made)
    product = np.stack([stream[frozenset([p])] for p in range(len(members))], axis=1)
    own, total = (product * members).sum(axis=2), product.sum(axis=2)
    draws = len(feed)
    moved = [m.flow.organic * f.sum(axis=1) for m, f in zip(parted, fed, strict=True)]
    return Operation(
        product=product,
        purity=own / np.where(total > 0.0, total, 1.0),
        recovery=(product * members).sum(axis=1) / np.where(feed > 0.0, feed, 1.0),
        fed=np.stack(fed, axis=1) if fed else np.zeros((draws, 0, feed.shape[1])),
        flow=tuple(m.flow for m in parted),
        extracted=np.stack(moved, axis=1) if moved else np.zeros((draws, 0)),
        log_odds=tuple(m.log_odds for m in parted),
        converged=np.all([m.converged for m in parted], axis=0) if parted else np.ones(draws, dtype=bool),
    )
