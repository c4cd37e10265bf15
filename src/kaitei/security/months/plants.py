"""New plants outside China by date: what they add to the network's arcs."""

import numpy as np

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.network import tables
from kaitei.security.network.network import ELEMENTS, MINE, PROCESS, ROOT, Network, members, node
from kaitei.security.shocks.month import month_number

MONTHS = 12.0
BEFORE = {"ore": None, "oxide": "ore", "metal": "oxide", "magnet": "metal"}
"""What each product is made of; ore is mined."""

SURE = ("running", "building")
"""Plants that are counted; one that is only planned is not."""


def new_plants(network: Network, usual: FloatArray, first_month: str) -> tuple[IntArray, FloatArray, FloatArray]:
    """Arc, start [month from ``first_month``] and room [t oxide/month] of each plant that runs or is being built.

    usual: flow of the base year [t/month], (element, arc). A plant's tonnes are shared among its elements as they pass
    the place it draws from: what is mined in the country, or what is used in the world where nothing passes there yet.
    """
    rows = [row for row in tables.load(None)["plants"] if row["certainty"] in SURE]
    arcs, starts = np.zeros(len(rows), np.int64), np.zeros(len(rows))
    room = np.zeros((len(rows), len(ELEMENTS)))
    for i, row in enumerate(rows):
        arcs[i] = _arc(network, row["country"], row["stage"])
        starts[i] = month_number(row["start"]) - month_number(first_month)
        group = members(row["elements"])
        mixture = _mixture(network, usual, row["country"])[group]
        room[i, group] = row.number("tonnes") / MONTHS * mixture / mixture.sum()
    return arcs, starts, room


def _arc(network: Network, country: str, stage: str) -> int:
    """The arc that a plant widens: the last of those between its nodes, which is the one above the usual rate."""
    before = BEFORE[stage]
    tail, kind = (ROOT, MINE) if before is None else (node(country, before), PROCESS)
    found = np.flatnonzero((network.tail == tail) & (network.head == node(country, stage)) & (network.kind == kind))
    return int(found[-1])


def _mixture(network: Network, usual: FloatArray, country: str) -> FloatArray:
    """Amounts of the elements that pass the country's ore, or the world's where none does [t/month], (element,)."""
    here = usual[:, network.head == node(country, "ore")].sum(axis=1)
    world = usual[:, network.kind == MINE].sum(axis=1)
    return np.where(here.sum() > 0.0, here + 1e-9 * world, world)
