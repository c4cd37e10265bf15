"""Where material comes from in the end: tracing flows through trade and plants.

Whatever enters a node is mixed, and all that leaves it is the mixture. The share of a mine country in a node is then
the flow-weighted mean of its shares where the inflow comes from, which is one linear system per stage: countries trade
within a stage, stages follow one another. Nothing is iterated and nothing is lost.
"""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.network.network import MINE, RECYCLE, ROOT, STORE, Network
from kaitei.security.nodes import COUNTRIES, STAGES

RECYCLED = len(COUNTRIES)
"""Place of recycled material in the shares of ``mine_origin``, after the countries."""

_COUNTRY = np.arange(ROOT) // len(STAGES)
_STAGE = np.arange(ROOT) % len(STAGES)


def mine_origin(network: Network, flow: FloatArray) -> FloatArray:
    """Share of each mine country, and of recycling, in what is at each node [1], (element, origin, node).

    Origins are the countries in their order and RECYCLED. Where nothing passes all shares are 0, else they sum to 1.

    flow: [any one unit], (element, arc)
    """
    between, source = _matrix(network, flow)
    passing = between.sum(axis=1) + source.sum(axis=2)
    return np.moveaxis(_mixed(between, source, passing), 2, 1)


def passed_through(network: Network, flow: FloatArray) -> FloatArray:
    """Share of what is at each node that was in a country at any stage before or now [1], (element, country, node).

    Metal made in Vietnam of Chinese oxide counts for both. The shares of countries overlap, so they do not sum to 1;
    for a node's own country the share is 1 where anything passes.

    flow: [any one unit], (element, arc)
    """
    between, source = _matrix(network, flow)
    passing = between.sum(axis=1) + source.sum(axis=2)
    shares = np.zeros((len(flow), len(COUNTRIES), ROOT))
    for c in range(len(COUNTRIES)):
        home = np.equal(_COUNTRY, c)
        # NOTE: a node of the country itself counts in full, whatever it was fed with: its inflow becomes a source.
        feed = np.where(home, 0.0, between)
        inside = np.where(home, passing, 0.0)[:, :, np.newaxis]
        shares[:, c] = _mixed(feed, inside, passing)[:, :, 0]
    return shares


def share_in_use(network: Network, flow: FloatArray, shares: FloatArray, country: int) -> FloatArray:
    """Share of origins in what a country uses, over all its uses [1], (element, origin); 0 where it uses nothing.

    shares: of nodes, as from ``mine_origin`` or ``passed_through``, (element, origin, node)
    """
    arcs = (network.use >= 0) & (network.tail // len(STAGES) == country)
    used = flow[:, arcs]
    part = (shares[:, :, network.tail[arcs]] * used[:, np.newaxis]).sum(axis=2)
    total = used.sum(axis=1)[:, np.newaxis]
    return np.asarray(np.divide(part, total, out=np.zeros(part.shape), where=total > 0.0))


def _matrix(network: Network, flow: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Flow between nodes, (element, from, to), and what mines and recycling bring, (element, node, origin)."""
    between = np.zeros((len(flow), ROOT, ROOT))
    source = np.zeros((len(flow), ROOT, len(COUNTRIES) + 1))
    for arc, (tail, head) in enumerate(zip(network.tail, network.head, strict=True)):
        if network.kind[arc] in (MINE, STORE):
            # NOTE: goods that waited count as mined where they waited.
            source[:, head, _COUNTRY[head]] += flow[:, arc]
        elif network.kind[arc] == RECYCLE:
            source[:, head, RECYCLED] += flow[:, arc]
        elif head != ROOT:
            between[:, tail, head] += flow[:, arc]
    return between, source


def _mixed(between: FloatArray, source: FloatArray, passing: FloatArray) -> FloatArray:
    """Shares in the mixture at every node, stage by stage, (element, node, origin)."""
    shares = np.zeros(source.shape)
    for stage in range(len(STAGES)):
        here = np.equal(_STAGE, stage)
        # NOTE: the links of the chain only lead to later stages, so what comes from other stages is known by now.
        brought = source[:, here] + np.einsum("ekn,eko->eno", between[:, :, here], shares)
        system = -np.swapaxes(between[:, here][:, :, here], 1, 2)
        count = int(here.sum())
        empty = passing[:, here] <= 0.0
        system[:, range(count), range(count)] += np.where(empty, 1.0, passing[:, here])
        shares[:, here] = np.linalg.solve(system, np.where(empty[:, :, np.newaxis], 0.0, brought))
    return shares
