"""What the monthly loop reads and writes: network with Japan's uses on it, numbers of each future, results."""

import csv
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray, IntArray
from kaitei.security.network.network import CONTRACT, JAPAN, MINE, ROOT, SPOT, USE, USES, Network, node
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES

JAPANESE = len(USES) - 1
"""Uses of Japan; the one behind them is abroad's."""

MARKETS = ("china", "abroad")
CHINA = COUNTRIES.index("china")


ESSENTIAL: frozenset[tuple[str, str]] = frozenset(
    (row["use"], row["element"])
    for row in csv.DictReader(files("kaitei.security.months").joinpath("essential.csv").read_text("utf-8").splitlines())
)
"""Uses with an element they stand still without (our judgement, one reason a row of the table)."""


KIND, USE_OF, ORIGIN, DESTINATION, STAGE_OF, FOR_STOCK, GROWS = range(7)
"""Rows of ``World.arcs``: kind and use as in the network; countries that an arc leaves and reaches, -1 for the root;
the stage of what it carries (of its head, or of its tail where it leaves the network); 1 for what a use of Japan orders
for its stocks, else 0; 1 where supply outside China widens it as it grows, else 0."""

UPPER, COST, USUAL = range(3)
"""Layers of ``World.tables``: capacity and flow of the base year [t oxide/month], cost [USD/kg]."""

PAIR_USE, PAIR_ELEMENT, PAIR_ESSENTIAL = range(3)
"""Rows of ``World.pairs``; essential is 1 where a use stands still without the element, 0 where only that part does."""

MARKET, FOREIGN, HOME_NEED, OXIDE_PRICE = range(4)
"""Rows of ``World.supply``: what all countries take, what is mined outside China and what Japan takes [t oxide/month];
the price of the base year [USD/kg]."""

START, ARC = range(2)
"""Rows of ``World.plants``: months from the first month to the start of a new plant, and the arc it widens."""


class World(NamedTuple):
    """The network and the pairs of a use of Japan and an element it needs.

    Few arrays with named rows: compiled code takes long to pass many.
    """

    tail: IntArray
    head: IntArray
    arcs: IntArray
    """(row, arc)."""
    uses: IntArray
    """The arcs to uses, (n,)."""
    china_sells: IntArray
    """The arcs of China's usual trade with others, (n,)."""
    spot: IntArray
    """The arcs beyond usual trade, (n,)."""
    tables: FloatArray
    """(layer, element, arc)."""
    pair: IntArray
    """Pair of a use and an element, -1 where the use does not need it, (use, element)."""
    pairs: IntArray
    """(row, pair)."""
    first: IntArray
    """First pair of each use, and one beyond the last, (use + 1,)."""
    need: FloatArray
    """Of the base year [t oxide/month], (pair,)."""
    supply: FloatArray
    """(row, element)."""
    plants: FloatArray
    """(row, plant)."""
    plant_room: FloatArray
    """What a new plant adds [t oxide/month], (plant, element)."""
    project_arc: int
    """The arc on which oxide made at home enters."""


class Numbers(NamedTuple):
    """The uncertain numbers of each future, F of them; months and shares a month."""

    full_cut_loss: FloatArray
    """Loss a month when every use stands still, any currency, (F,)."""
    loss_share: FloatArray
    """(F, use)."""
    target: FloatArray
    """Stock wanted by each level of stock [month], (F, element, level)."""
    state: FloatArray
    """Stock of the state at the start [month of need], (F, element)."""
    state_release: FloatArray
    """Most that is released in a month, share of the stock at the start [1], (F,)."""
    state_delay: FloatArray
    """Time from the first shock to the first release [month], (F,)."""
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
    reversion: FloatArray
    highest: FloatArray
    """Logarithm of the highest price, (F,)."""
    reroute_most: FloatArray
    """Share of the capacity of new routes that is ever reached, (F,)."""
    reroute: FloatArray
    """Share of the way to it, a month, (F,)."""
    kept: FloatArray
    """Share of what is held back, and of orders nobody meets, that waits for better days, (F,)."""
    waits: FloatArray
    """Most that waits [month of usual trade], (F,)."""
    returns: FloatArray
    """Share of what waits that comes in a month, once it may, (F,)."""
    recycling: FloatArray
    """Growth of recycling in Japan in dear times, share of the need a month, (F,)."""
    recycling_delay: FloatArray
    recycling_ceiling: FloatArray


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
    pair_use, pair_element, need = _pairs(network, origin)
    pair = np.full((JAPANESE, len(ELEMENTS)), -1)
    pair[pair_use, pair_element] = np.arange(len(pair_use))
    essential = [(USES[u], ELEMENTS[e]) in ESSENTIAL for u, e in zip(pair_use, pair_element, strict=True)]
    taken = network.upper[:, kind == USE].sum(axis=1)
    mined = network.upper[:, (tail == ROOT) & (destination != CHINA)].sum(axis=1)
    return World(
        tail=tail,
        head=head,
        arcs=np.stack(
            [kind, use, origin, destination, stage, _for_stock(network, origin), _grows(kind, origin, destination)]
        ),
        uses=np.flatnonzero(kind == USE),
        china_sells=np.flatnonzero((kind == CONTRACT) & (origin == CHINA) & (destination != CHINA)),
        spot=np.flatnonzero(kind == SPOT),
        tables=np.stack([network.upper, network.cost, usual]),
        pair=pair,
        pairs=np.stack([pair_use, pair_element, np.array(essential, np.int64)]),
        first=np.searchsorted(pair_use, np.arange(JAPANESE + 1)),
        need=need,
        supply=np.stack([taken, mined, _at_home(pair_element, need), network.price]),
        plants=np.stack([plants[1], plants[0].astype(float)]),
        plant_room=plants[2],
        project_arc=int(np.flatnonzero((tail == ROOT) & (head == node("japan", "oxide")))[0]),
    )


def _for_stock(network: Network, origin: IntArray) -> IntArray:
    """1 for arcs of what the uses of Japan order for their stocks: worth least of each use, (arc,)."""
    found = np.zeros(len(network.kind), np.int64)
    for use in range(JAPANESE):
        steps = np.flatnonzero((network.kind == USE) & (network.use == use) & (origin == JAPAN))
        found[steps[np.argmax(network.cost[0, steps])]] = 1
    return found


def _grows(kind: IntArray, origin: IntArray, destination: IntArray) -> IntArray:
    """1 for mines, plants and trade of others than China, else 0, (arc,)."""
    maker = np.where(kind == MINE, destination, origin)
    return np.asarray((kind != USE) & (maker >= 0) & (maker != CHINA), np.int64)


def _at_home(element: IntArray, need: FloatArray) -> FloatArray:
    """Need of all uses of Japan [t/month], (element,)."""
    made = np.zeros(len(ELEMENTS))
    np.add.at(made, element, need)
    return made


def _pairs(network: Network, origin: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
    """Use, element and need [t/month] of every pair of Japan."""
    wanted = np.zeros((JAPANESE, len(ELEMENTS)))
    for arc in np.flatnonzero((network.kind == USE) & (origin == JAPAN)):
        wanted[network.use[arc]] += network.upper[:, arc]
    pair_use, pair_element = np.nonzero(wanted > 0.0)
    return pair_use, pair_element, wanted[pair_use, pair_element]
