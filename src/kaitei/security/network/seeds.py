"""From tables to flows: stage by stage, what each country has, sells, makes on and uses, before anything closes."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.network import japan, mines
from kaitei.security.network.agreement import Tables
from kaitei.security.network.ledger import Book, Ledger
from kaitei.security.network.network import CONTRACT, JAPAN, MINE, PROCESS, RECYCLE, ROOT, USE, members, node
from kaitei.security.network.rows import Row
from kaitei.security.network.tables import given
from kaitei.security.nodes import COUNTRIES, ELEMENTS

PASSES = 6
"""Times that trade is worked out anew, as what a country sells depends on what it buys."""

LEAST = 1e-4
"""Part of what a country has that it keeps at a stage when the tables would have it sell all [1]."""

_SHAPE = (len(ELEMENTS), len(COUNTRIES))


def seed(tables: Tables) -> Ledger:
    """All flows as the tables give them, in a ledger whose cells need not close."""
    book = Book()
    mine = mines.mined(tables)
    separated, ore = mines.to_plants(tables, mine)
    for c, country in enumerate(COUNTRIES):
        book.add(MINE, ROOT, node(country, "ore"), mine[:, c], "A", "mine_output", fixed=True)
        _separate(tables, book, country, separated[:, c])
        for d, other in enumerate(COUNTRIES):
            book.add(CONTRACT, node(country, "ore"), node(other, "ore"), ore[:, c, d], "C", "trade")
    oxide = _left(tables, book, "oxide", separated)
    metal_made, oxide_rest = _split(tables, "metal", oxide)
    metal_made, oxide_rest = _japan_metal(tables, oxide, metal_made, oxide_rest)
    metal = _left(tables, book, "metal", metal_made)
    magnet_made, metal_rest = _split(tables, "magnet", metal)
    magnet_made, metal_rest = _japan_magnets(tables, metal, magnet_made, metal_rest)
    magnet = _left(tables, book, "magnet", magnet_made)
    for c, country in enumerate(COUNTRIES):
        at = {stage: node(country, stage) for stage in ("oxide", "metal", "magnet", "material")}
        book.add(PROCESS, at["oxide"], at["metal"], metal_made[:, c], "C", "derived")
        book.add(PROCESS, at["metal"], at["magnet"], magnet_made[:, c], "C", "derived")
        book.add(PROCESS, at["oxide"], at["material"], oxide_rest[:, c], "C", "derived")
        book.add(PROCESS, at["metal"], at["material"], metal_rest[:, c], "C", "derived")
        if c != JAPAN:
            book.add(USE, at["magnet"], ROOT, magnet[:, c], "C", "abroad")
            book.add(USE, at["material"], ROOT, oxide_rest[:, c] + metal_rest[:, c], "C", "abroad")
    _japan_uses(tables, book, magnet[:, JAPAN] - magnet_made[:, JAPAN])
    return book.close()


def _separate(tables: Tables, book: Book, country: str, made: FloatArray) -> None:
    """Enter what plants separate, with the grade of their row where one says how much."""
    ends, rest = (node(country, "ore"), node(country, "oxide")), made.copy()
    for row in tables["separation"]:
        if row["country"] == country and given(row.number("output")):
            known = np.zeros(_SHAPE[0])
            group = members(row["elements"])
            known[group], rest[group] = made[group], 0.0
            book.add(PROCESS, *ends, known, row.grade, "separation")
    book.add(PROCESS, *ends, rest, "C", "derived")


def _left(tables: Tables, book: Book, stage: str, made: FloatArray) -> FloatArray:
    """Enter recycling and trade of a stage in the book; gives what each country then has, (element, country)."""
    fixed = made + _recycled(tables, book, stage)
    rows = [row for row in tables["trade"] if row["stage"] == stage and row.number("amount") > 0.0]
    imports = [row for row in tables["imports_by_element"] if row["stage"] == stage]
    brought = japan.import_split(tables) * japan.import_totals(tables)[:, np.newaxis]
    index = [tables["imports_by_element"].index(row) for row in imports]
    flows = [(row["from"], row["to"], np.zeros(_SHAPE[0]), row) for row in rows]
    have = fixed
    for _ in range(PASSES):
        flows = [(row["from"], row["to"], _spread(row, have), row) for row in rows]
        have = fixed.copy()
        for _, to, amount, _ in flows:
            have[:, COUNTRIES.index(to)] += amount
        for i in index:
            have[:, JAPAN] += brought[i]
    left = have.copy()
    for source, to, amount, row in flows:
        left[:, COUNTRIES.index(source)] -= amount
        book.add(CONTRACT, node(source, stage), node(to, stage), amount, row.grade, "trade")
    for i, row in zip(index, imports, strict=True):
        left[:, COUNTRIES.index(row["origin"])] -= brought[i]
        ends = (node(row["origin"], stage), node("japan", stage))
        book.add(CONTRACT, *ends, brought[i], row.grade, "imports_by_element", total=i)
    return np.maximum(left, LEAST * have)


def _recycled(tables: Tables, book: Book, stage: str) -> FloatArray:
    made = np.zeros(_SHAPE)
    for row in tables["recycling"]:
        if row["stage"] == stage and row.number("tonnes") > 0.0:
            amount = np.zeros(_SHAPE[0])
            amount[members(row["elements"])] = row.number("tonnes") / len(members(row["elements"]))
            made[:, COUNTRIES.index(row["country"])] += amount
            book.add(RECYCLE, ROOT, node(row["country"], stage), amount, row.grade, "recycling", fixed=True)
    return made


def _spread(row: Row, have: FloatArray) -> FloatArray:
    """A row's amount over its elements as the seller has them [t oxide/yr], (element,)."""
    group, amount = members(row["elements"]), np.zeros(_SHAPE[0])
    part = have[group, COUNTRIES.index(row["from"])]
    if part.sum() > 0.0:
        amount[group] = row.number("amount") * row.number("factor") * part / part.sum()
    return amount


def _split(tables: Tables, stage: str, have: FloatArray) -> tuple[FloatArray, FloatArray]:
    """What goes on to a stage and what does not, by ``stage_shares.csv``, (element, country) each."""
    share = np.zeros(_SHAPE)
    for row in tables["stage_shares"]:
        share[members(row["elements"]), COUNTRIES.index(row["country"])] = row.number(stage)
    return share * have, (1.0 - share) * have


def _japan_metal(
    tables: Tables, oxide: FloatArray, made: FloatArray, rest: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Japan makes the metal that its magnets need beyond what it buys."""
    bought = np.zeros(_SHAPE[0])
    split, totals = japan.import_split(tables), japan.import_totals(tables)
    for i, row in enumerate(tables["imports_by_element"]):
        if row["stage"] == "metal":
            bought += split[i] * totals[i]
    for row in tables["trade"]:
        if row["stage"] == "metal" and row["to"] == "japan":
            bought[members(row["elements"])] += row.number("amount") * row.number("factor")
    wanted = japan.need(tables) * japan.magnet_share(tables)
    here = oxide[:, JAPAN]
    metal = np.clip(wanted - bought, LEAST * wanted, (1.0 - LEAST) * here)
    made[:, JAPAN], rest[:, JAPAN] = metal, here - metal
    return made, rest


def _japan_magnets(
    tables: Tables, metal: FloatArray, made: FloatArray, rest: FloatArray
) -> tuple[FloatArray, FloatArray]:
    wanted = japan.need(tables) * japan.magnet_share(tables)
    made[:, JAPAN] = np.minimum(wanted, (1.0 - LEAST) * metal[:, JAPAN])
    rest[:, JAPAN] = metal[:, JAPAN] - made[:, JAPAN]
    return made, rest


def _japan_uses(tables: Tables, book: Book, magnets_bought: FloatArray) -> None:
    """What Japan uses: each stated need of its makers, and the magnets it buys ready made on top of them."""
    share = japan.magnet_share(tables)
    magnet, material = node("japan", "magnet"), node("japan", "material")
    for row in tables["need"]:
        stated = np.zeros(_SHAPE[0])
        stated[members(row["element"])] = row.number("tonnes") * row.number("to_oxide")
        book.add(USE, magnet, ROOT, stated * share, row.grade, "need")
        book.add(USE, material, ROOT, stated * (1.0 - share), row.grade, "need")
    book.add(USE, magnet, ROOT, np.where(share > 0.0, magnets_bought, 0.0), "C", "derived")
