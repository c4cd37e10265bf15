"""New plants outside China by date: what they add to the network's arcs."""

from collections.abc import Collection

import numpy as np

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.network import plants, tables
from kaitei.security.network.network import MINE, PROCESS, ROOT, STEPS, Network, node, place
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.month import month_number

MONTHS = 12.0

SURE = ("running", "building")
"""Plants that are counted; one that is only planned is not."""


def new_plants(
    network: Network, usual: FloatArray, first_month: str, without: Collection[str] = ()
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Arc, start [month from ``first_month``] and room [t oxide/month] of each plant that runs or is being built.

    without: names of plants that are left out.

    usual: flow of the base year [t/month], (element, arc). A plant's tonnes are shared among its elements as they pass
    the place it draws from: what is mined or brought there, or what the world mines where nothing passes there yet.
    """
    known = [
        plant for plant in plants.plants(tables.load(None)) if plant.certainty in SURE and plant.name not in without
    ]
    arcs, starts = np.zeros(len(known), np.int64), np.zeros(len(known))
    room = np.zeros((len(known), len(ELEMENTS)))
    for i, plant in enumerate(known):
        country, stage = place(plant.node)
        arcs[i] = _arc(network, country, stage)
        starts[i] = plant.start - month_number(first_month)
        mixture = _mixture(network, usual, country)[plant.elements]
        room[i, plant.elements] = plant.tonnes / MONTHS * mixture / mixture.sum()
    return arcs, starts, room


def _arc(network: Network, country: str, stage: str) -> int:
    """The arc that a plant widens: the last of those between its nodes, which is the one above the usual rate."""
    before = next((a for a, b in STEPS if b == stage), None)
    tail, kind = (ROOT, MINE) if before is None else (node(country, before), PROCESS)
    found = np.flatnonzero((network.tail == tail) & (network.head == node(country, stage)) & (network.kind == kind))
    return int(found[-1])


def _mixture(network: Network, usual: FloatArray, country: str) -> FloatArray:
    """Amounts of the elements that pass the country's ore, or the world's where none does [t/month], (element,)."""
    here = usual[:, network.head == node(country, "ore")].sum(axis=1)
    world = usual[:, network.kind == MINE].sum(axis=1)
    return np.asarray(here + 1e-9 * world if here.sum() > 0.0 else world)
