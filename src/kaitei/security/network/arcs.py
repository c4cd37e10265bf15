"""From flows that close to arcs of a month: what each may carry and what it costs."""

from typing import NamedTuple

import numpy as np

from kaitei.datum_check import price_decks
from kaitei.physics.arrays import FloatArray
from kaitei.security.network import japan
from kaitei.security.network.agreement import Tables
from kaitei.security.network.ledger import Ledger
from kaitei.security.network.network import (
    ABROAD,
    CONTRACT,
    JAPAN,
    MINE,
    PROCESS,
    RECYCLE,
    ROOT,
    SPOT,
    STEPS,
    STORE,
    USE,
    USES,
    Network,
    members,
    node,
)
from kaitei.security.network.tables import rules
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES

MONTHS = 12.0
DECK = "china_2024"

EDGES = (1.0, 0.95, 0.9, 0.75, 0.5, 0.0)
"""Shares of a demand between which it is worth the same: five steps, fine where little is missing."""


class Arcs(NamedTuple):
    """The network of a month and the flow of the base year on it."""

    network: Network
    flow: FloatArray
    """[t oxide/month], (element, arc)."""


class _Column(NamedTuple):
    tail: int
    head: int
    kind: int
    use: int
    flow: FloatArray
    upper: FloatArray
    cost: FloatArray


def prices(tables: Tables) -> FloatArray:
    """Price of the oxide of each element in the base year, not below the floor [USD/kg], (element,)."""
    deck = price_decks()[DECK]
    quoted = np.array([float(deck[symbol]["price"]) for symbol in ELEMENTS])
    return np.asarray(np.maximum(quoted, rules(tables)["price_floor"]))


def worth(price: FloatArray, elasticity: float, choke: float) -> FloatArray:
    """What a kilogram is worth to those who lose it, in steps from the last wanted to the first [USD/kg].

    A demand of constant elasticity e takes the share q at a price p0 q^(1/e); each step has the price in its middle,
    never above ``choke`` times p0.

    price: price at which all is taken p0 [USD/kg], (element,). Returns (step, element).

    >>> worth(np.array([1.0]), -0.15, 100.0).round(2).ravel().tolist()
    [1.18, 1.68, 3.61, 22.95, 100.0]
    """
    middle = 0.5 * (np.array(EDGES[:-1]) + np.array(EDGES[1:]))
    return np.asarray(price * np.minimum(middle ** (1.0 / elasticity), choke)[:, np.newaxis])


def build(tables: Tables, ledger: Ledger, amount: FloatArray, price: FloatArray) -> Arcs:
    """Arcs of the network from the flows of a year.

    amount: flows that close [t/yr], (cell,). price: of the oxides [USD/kg], (element,).
    """
    flows = _flows(ledger, amount / MONTHS)
    columns = [
        *_sources(flows),
        *_plants(tables, flows, price),
        *_routes(tables, flows, price),
        *_uses(tables, flows, price),
        *_stores(tables, flows, price),
    ]
    tail, head, kind, use = (np.array([column[i] for column in columns], np.int32) for i in range(4))
    flow, upper, cost = (np.array([column[i] for column in columns]).T.copy() for i in (4, 5, 6))
    return Arcs(Network(tail, head, kind, use, upper, cost, price), flow)


_Flows = dict[tuple[int, int, int], FloatArray]


def _flows(ledger: Ledger, monthly: FloatArray) -> _Flows:
    found: _Flows = {}
    for kind, tail, head, element, amount in zip(
        ledger.kind, ledger.tail, ledger.head, ledger.element, monthly, strict=True
    ):
        key = (int(kind), int(tail), int(head))
        found.setdefault(key, np.zeros(len(ELEMENTS)))[element] += amount
    return found


def _of(flows: _Flows, kind: int, tail: int, head: int) -> FloatArray:
    return flows.get((kind, tail, head), np.zeros(len(ELEMENTS)))


def _sources(flows: _Flows) -> list[_Column]:
    free = np.zeros(len(ELEMENTS))
    columns = []
    for kind, stages in ((MINE, ("ore",)), (RECYCLE, ("oxide", "metal"))):
        for country in COUNTRIES:
            for stage in stages:
                flow = _of(flows, kind, ROOT, node(country, stage))
                columns.append(_Column(ROOT, node(country, stage), kind, -1, flow, flow, free))
    return columns


def _plants(tables: Tables, flows: _Flows, price: FloatArray) -> list[_Column]:
    """Two arcs for each plant: its usual rate, and the room above it at a higher cost."""
    rule = rules(tables)
    share = {"oxide": rule["separation_cost"], "metal": rule["metal_cost"], "magnet": rule["magnet_cost"]}
    columns = []
    for country in COUNTRIES:
        for a, b in STEPS:
            tail, head = node(country, a), node(country, b)
            flow = _of(flows, PROCESS, tail, head)
            # NOTE: metal costs what material costs, so both ways from oxide to material cost the same.
            part = share.get(b, 0.0 if a == "metal" else rule["material_cost"])
            room = flow * rule["spare_share"] if b != "oxide" else _room(tables, country, flow, rule["spare_share"])
            columns.append(_Column(tail, head, PROCESS, -1, flow, flow, part * price))
            columns.append(_Column(tail, head, PROCESS, -1, 0.0 * flow, room, (part + rule["spare_cost"]) * price))
    return columns


def _room(tables: Tables, country: str, flow: FloatArray, spare: float) -> FloatArray:
    """Room of the separation plants of a country above the base year [t/month], (element,)."""
    room = flow * spare
    for row in tables["separation"]:
        if row["country"] == country:
            group = members(row["elements"])
            made = flow[group].sum()
            if made > 0.0:
                room[group] = flow[group] * max(row.number("capacity") / MONTHS / made - 1.0, 0.0)
    return room


def _routes(tables: Tables, flows: _Flows, price: FloatArray) -> list[_Column]:
    """Usual trade, and what could be had on the same route beyond it."""
    rule = rules(tables)
    pairs = {(tail, head) for kind, tail, head in flows if kind == CONTRACT and flows[(kind, tail, head)].any()}
    for row in tables["trade"]:
        pairs.add((node(row["from"], row["stage"]), node(row["to"], row["stage"])))
    handled = np.zeros((ROOT + 1, len(ELEMENTS)))
    for (_, _, head), amount in flows.items():
        handled[head] += amount
    usual, spot = [], []
    for tail, head in sorted(pairs):
        flow = _of(flows, CONTRACT, tail, head)
        usual.append(_Column(tail, head, CONTRACT, -1, flow, flow, rule["contract_cost"] * price))
        room = rule["spot_share"] * np.maximum(handled[tail], handled[head])
        spot.append(_Column(tail, head, SPOT, -1, 0.0 * flow, room, rule["spot_premium"] * price))
    return usual + spot


def _stores(tables: Tables, flows: _Flows, price: FloatArray) -> list[_Column]:
    """Goods that wait at sellers; at what they cost to make and a little more, so that fresh ones go first."""
    none, rule = np.zeros(len(ELEMENTS)), rules(tables)
    oxide = rule["separation_cost"] + 2.0 * rule["spare_cost"]
    metal = oxide + rule["metal_cost"] + rule["spare_cost"]
    magnet = metal + rule["magnet_cost"] + rule["spare_cost"]
    share = {"ore": rule["spare_cost"], "oxide": oxide, "metal": metal, "magnet": magnet, "material": metal}
    sellers = sorted({tail for kind, tail, _ in flows if kind == CONTRACT})
    return [_Column(ROOT, v, STORE, -1, none, none, share[STAGES[v % len(STAGES)]] * price) for v in sellers]


def _uses(tables: Tables, flows: _Flows, price: FloatArray) -> list[_Column]:
    """Demand in steps of what it is worth; in Japan one more for what is ordered for stocks, empty in the base year."""
    choke = rules(tables)["choke"]
    stage_of = {(row["use"], row["stage"]): row.number("elasticity") for row in tables["elasticity"]}
    share = japan.use_shares(tables)
    columns = []
    for c, country in enumerate(COUNTRIES):
        for (use, stage), elasticity in stage_of.items():
            u, tail = USES.index(use), node(country, stage)
            if (c == JAPAN) == (u == ABROAD):
                continue
            demand = _of(flows, USE, tail, ROOT)
            if c == JAPAN:
                peers = [USES.index(other) for other, where in stage_of if where == stage and other != "abroad"]
                whole = share[peers].sum(axis=0)
                demand = demand * np.divide(share[u], whole, out=np.zeros(len(ELEMENTS)), where=whole > 0.0)
            steps = -np.diff(np.array(EDGES))
            for step, value in zip(steps, worth(price, elasticity, choke), strict=True):
                columns.append(_Column(tail, ROOT, USE, u, step * demand, step * demand, -value))
            if c == JAPAN:
                none = np.zeros(len(ELEMENTS))
                columns.append(_Column(tail, ROOT, USE, u, none, none, -rules(tables)["stock_worth"] * price))
    return columns
