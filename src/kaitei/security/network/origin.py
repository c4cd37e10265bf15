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
    shares = [_in_country(between, passing, c) for c in range(len(COUNTRIES))]
    return np.stack(shares, axis=1)


def through_country(network: Network, flow: FloatArray, country: int) -> FloatArray:
    """The share of ``passed_through`` for one country alone [1], (element, node)."""
    between, source = _matrix(network, flow)
    return _in_country(between, between.sum(axis=1) + source.sum(axis=2), country)


def _in_country(between: FloatArray, passing: FloatArray, country: int) -> FloatArray:
    """Share of what is at each node that was in a country [1], (element, node)."""
    home = np.equal(_COUNTRY, country)
    # NOTE: a node of the country itself counts in full, whatever it was fed with: its inflow becomes a source.
    feed = np.where(home, 0.0, between)
    inside = np.where(home, passing, 0.0)[:, :, np.newaxis]
    return _mixed(feed, inside, passing)[:, :, 0]


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
    # NOTE: goods that waited at a seller count as mined there.
    mine, recycle = np.isin(network.kind, (MINE, STORE)), network.kind == RECYCLE
    inside = ~mine & ~recycle & (network.head != ROOT)
    origin = np.where(mine, _COUNTRY[network.head % ROOT], RECYCLED)
    for made, place, arcs in (
        (source, network.head * (len(COUNTRIES) + 1) + origin, mine | recycle),
        (between, network.tail * ROOT + network.head, inside),
    ):
        # NOTE: several arcs may join the same nodes, and their flows add up.
        np.add.at(made.reshape(len(flow), -1).T, place[arcs], flow[:, arcs].T)
    return between, source


def _mixed(between: FloatArray, source: FloatArray, passing: FloatArray) -> FloatArray:
    """Shares in the mixture at every node, stage by stage, (element, node, origin)."""
    shares = np.zeros(source.shape)
    for stage in range(len(STAGES)):
        here, before = np.equal(_STAGE, stage), np.flatnonzero(np.less(_STAGE, stage))
        # NOTE: the links of the chain only lead to later stages, so what comes from other stages is known by now.
        links = np.swapaxes(between[:, before][:, :, here], 1, 2)
        brought = source[:, here] + np.matmul(links, shares[:, before])
        system = -np.swapaxes(between[:, here][:, :, here], 1, 2)
        count = int(here.sum())
        empty = passing[:, here] <= 0.0
        system[:, range(count), range(count)] += np.where(empty, 1.0, passing[:, here])
        shares[:, here] = np.linalg.solve(system, np.where(empty[:, :, np.newaxis], 0.0, brought))
    return shares
