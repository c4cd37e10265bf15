"""What the monthly loop reads and writes: the network with Japan's uses on it, the numbers of each future, the results."""

import csv
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.network.network import (
    COUNTRIES,
    ELEMENTS,
    JAPAN,
    ROOT,
    STAGES,
    USE,
    USES,
    Network,
    node,
)

JAPANESE = len(USES) - 1
"""Uses of Japan; the one behind them is abroad's."""

MARKETS = ("china", "abroad")
CHINA = COUNTRIES.index("china")


ESSENTIAL: frozenset[tuple[str, str]] = frozenset(
    (row["use"], row["element"])
    for row in csv.DictReader(files("kaitei.security.months").joinpath("essential.csv").read_text("utf-8").splitlines())
)
"""Uses with an element they stand still without (our judgement, one reason a row of the table)."""


class World(NamedTuple):
    """The network and the pairs of a use of Japan and an element it needs."""

    tail: IntArray
    head: IntArray
    kind: IntArray
    use: IntArray
    origin: IntArray
    """Country that an arc leaves, -1 for the root, (arc,)."""
    destination: IntArray
    """Country that an arc reaches, -1 for the root, (arc,)."""
    stage: IntArray
    """Stage of what an arc carries: of its head, or of its tail where it leaves the network, (arc,)."""
    upper: FloatArray
    """[t oxide/month], (element, arc)."""
    cost: FloatArray
    """[USD/kg], (element, arc)."""
    pair: IntArray
    """Pair of a use and an element, -1 where the use does not need it, (use, element)."""
    pair_use: IntArray
    pair_element: IntArray
    first: IntArray
    """First pair of each use, and one beyond the last, (use + 1,)."""
    essential: IntArray
    """1 where a use stands still without the element, 0 where only that part of it does, (pair,)."""
    need: FloatArray
    """Of the base year [t oxide/month], (pair,)."""
    market: FloatArray
    """What all countries take [t oxide/month], (element,)."""
    foreign: FloatArray
    """What is mined outside China [t oxide/month], (element,)."""
    usual: FloatArray
    """Flow of the base year [t oxide/month], (element, arc)."""
    project_arc: int
    """The arc on which oxide made at home enters."""
    plant_arc: IntArray
    """Where each new plant stands, (plant,)."""
    plant_start: FloatArray
    """Months from the first month of the horizon to its start, (plant,)."""
    plant_room: FloatArray
    """What it adds [t oxide/month], (plant, element)."""


class Numbers(NamedTuple):
    """The uncertain numbers of each future, F of them; months and shares a month."""

    full_cut_loss: FloatArray
    """Loss a month when every use stands still, any currency, (F,)."""
    loss_share: FloatArray
    """(F, use)."""
    target: FloatArray
    """Stock wanted by each class [month], (F, element, class)."""
    state: FloatArray
    """Stock of the state at the start [month of need], (F, element)."""
    state_release: FloatArray
    refill: FloatArray
    panic: FloatArray
    short: FloatArray
    """Elasticity within the month, (F, use)."""
    long: FloatArray
    adjust: FloatArray
    thrift_speed: FloatArray
    thrift_ceiling: FloatArray
    """(F, use)."""
    dear: FloatArray
    """Logarithm of the price from which thrift and new supply set in, (F,)."""
    growth: FloatArray
    growth_delay: FloatArray
    growth_ceiling: FloatArray
    push: FloatArray
    kept: FloatArray
    highest: FloatArray
    """Logarithm of the highest price, (F,)."""
    reroute: FloatArray
    """Share of the way to all that can be re-routed, a month, (F,)."""


class Months(NamedTuple):
    """What the months of each future brought; tonnes of oxide a month."""

    need: FloatArray
    """(F, month, element)."""
    delivered: FloatArray
    released: FloatArray
    """By the state, (F, month, element)."""
    consumed: FloatArray
    unserved: FloatArray
    """Need that no stock and no delivery met, (F, month, element)."""
    stock: FloatArray
    """Of all firms at the end of the month [t], (F, month, element)."""
    state_stock: FloatArray
    activity: FloatArray
    """Pace of each use [1], (F, month, use)."""
    stopped: FloatArray
    """Share of a use's firms that stand still [1], (F, month, use)."""
    loss: FloatArray
    """Unit of ``full_cut_loss``, (F, month)."""
    price: FloatArray
    """Over that of the base year [1], (F, month, market, element)."""
    worth: FloatArray
    """What one more kilogram is worth in Japan [USD/kg], (F, month, element, stage)."""
    exact: FloatArray
    """1 where every network of the month was solved to its optimum, (F, month)."""


NO_PLANTS = (np.zeros(0, np.int64), np.zeros(0), np.zeros((0, len(ELEMENTS))))


def world_of(network: Network, usual: FloatArray, plants: tuple[IntArray, FloatArray, FloatArray] = NO_PLANTS) -> World:
    """The world of a network and the flow of its base year.

    plants: arc, start [month] and room [t oxide/month] of each new plant.

    Pairs run in the order of the uses; a use that needs nothing has none.
    """
    stages = len(STAGES)
    tail, head = (np.asarray(ends, np.int64) for ends in (network.tail, network.head))
    origin, destination = (np.where(ends == ROOT, -1, ends // stages) for ends in (tail, head))
    stage = np.where(head == ROOT, tail, head) % stages
    kind, use = np.asarray(network.kind, np.int64), np.asarray(network.use, np.int64)
    wanted = np.zeros((JAPANESE, len(ELEMENTS)))
    here = np.flatnonzero((kind == USE) & (origin == JAPAN))
    for arc in here:
        wanted[use[arc]] += network.upper[:, arc]
    pair_use, pair_element = np.nonzero(wanted > 0.0)
    pair = np.full(wanted.shape, -1)
    pair[pair_use, pair_element] = np.arange(len(pair_use))
    mined = np.asarray(network.upper[:, (tail == ROOT) & (destination != CHINA)].sum(axis=1))
    return World(
        tail=tail,
        head=head,
        kind=kind,
        use=use,
        origin=origin,
        destination=destination,
        stage=stage,
        upper=np.ascontiguousarray(network.upper),
        cost=np.ascontiguousarray(network.cost),
        pair=pair,
        pair_use=pair_use,
        pair_element=pair_element,
        first=np.searchsorted(pair_use, np.arange(JAPANESE + 1)),
        essential=np.array(
            [(USES[u], ELEMENTS[e]) in ESSENTIAL for u, e in zip(pair_use, pair_element, strict=True)], np.int64
        ),
        need=wanted[pair_use, pair_element],
        market=np.asarray(network.upper[:, kind == USE].sum(axis=1)),
        foreign=mined,
        usual=np.ascontiguousarray(usual),
        plant_arc=plants[0],
        plant_start=plants[1],
        plant_room=plants[2],
        project_arc=int(np.flatnonzero((tail == ROOT) & (head == node("japan", "oxide")))[0]),
    )


def empty_months(futures: int, months: int) -> Months:
    """Room for results, all zero."""
    elements, stages = len(ELEMENTS), len(STAGES)
    by_element = [np.zeros((futures, months, elements)) for _ in range(7)]
    return Months(
        *by_element,
        activity=np.zeros((futures, months, JAPANESE)),
        stopped=np.zeros((futures, months, JAPANESE)),
        loss=np.zeros((futures, months)),
        price=np.zeros((futures, months, len(MARKETS), elements)),
        worth=np.zeros((futures, months, elements, stages)),
        exact=np.zeros((futures, months)),
    )
