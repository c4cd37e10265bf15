"""A network of 2010 for back-tests: the tables of 2024 moved to what is known of 2010, and balanced anew.

Known of 2010 are Japan's imports by product and origin and what was mined in China and elsewhere. All else is as in
2024 but for its size, which is an assumption: stages and routes, the elements in each product (whatever its origin, for
the Chinese metal of 2010 was what Vietnam sells today), the uses of each element, costs as shares of the price.
"""

from functools import cache
from typing import Any

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security.network import arcs, japan
from kaitei.security.network.agreement import Tables
from kaitei.security.network.balance import least_change
from kaitei.security.network.base_year import base_year, conditions
from kaitei.security.network.customs import YEAR, gross_imports
from kaitei.security.network.ledger import SMALLEST, Ledger
from kaitei.security.network.network import JAPAN, MINE, ROOT, USE
from kaitei.security.network.rows import Row
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES

MINED: dict[str, float] = {"china": 118_900.0, "india": 2_660.0, "russia": 2_440.0}
"""Mine output of 2010 [t REO]. China: BGS2026. The world mined 124,000 t (Kingsnorth2011); the 5,100 t
outside China are shared by India and Russia as their output of 2018 to 2020, for neither Mount Weld nor Mountain Pass
nor Myanmar mined (assumption)."""

PRICE_2009 = {"La": 4.9, "Ce": 3.9, "Nd": 19.1, "Sm": 3.4, "Eu": 493.0, "Tb": 362.0, "Dy": 116.0}
"""Export price of the oxide [USD/kg] (Lynas)."""

REST = "rest"


def prices_2009() -> FloatArray:
    """Price of each oxide in 2009 [USD/kg], (element,).

    Pr is taken at the price of Nd, as since; elements without a price of 2009 stand at that of 2024 (both assumptions).
    """
    price = arcs.prices(base_year().tables)
    for symbol, known in {**PRICE_2009, "Pr": PRICE_2009["Nd"]}.items():
        price[ELEMENTS.index(symbol)] = known
    return price


@cache
def network_2010() -> arcs.Arcs:
    """The network of 2010 and its flow [t oxide/month].

    Raises InputError when it cannot be made to close.
    """
    base = base_year()
    moved, totals = _moved(base.ledger, base.amount, base.tables)
    kept = _fed(moved)
    ledger = _part(moved, kept)
    free = ~ledger.fixed
    matrix, right = conditions(ledger, free, totals)
    amount = ledger.seed.copy()
    amount[free] = least_change(ledger.seed[free], ledger.stiffness[free], matrix, right).flow
    return arcs.build(base.tables, ledger, amount, prices_2009())


def _moved(ledger: Ledger, amount: FloatArray, read: Tables) -> tuple[Ledger, FloatArray]:
    """The balanced cells of 2024 at the size of 2010, and Japan's imports by row [t oxide/yr], (row,)."""
    seed, mine = amount * sum(MINED.values()) / _mined_2024(read), ledger.kind == MINE
    for row in read["mine_output"]:
        if row["product"] == "rare_earths":
            here = mine & (ledger.head // len(STAGES) == COUNTRIES.index(row["country"]))
            seed[here] = amount[here] * MINED.get(row["country"], 0.0) / row.number("tonnes")
    gross = gross_imports(2010)
    used = (ledger.kind == USE) & (ledger.tail // len(STAGES) == JAPAN)
    seed[used] = amount[used] * sum(gross.values()) / sum(gross_imports(YEAR).values())
    rows = read["imports_by_element"]
    totals = _import_totals(gross, rows)
    product = np.array([row["product"] for row in rows])
    bought = japan.import_split(read) * japan.import_totals(read)[:, np.newaxis]
    for cell in np.flatnonzero(ledger.total >= 0):
        i = ledger.total[cell]
        whole = bought[product == product[i]].sum(axis=0)
        seed[cell] = totals[i] * whole[ledger.element[cell]] / whole.sum()
    return ledger._replace(seed=seed), totals


def _import_totals(gross: dict[tuple[str, str], float], rows: list[Row]) -> FloatArray:
    """Oxide in Japan's imports by row of 2024 [t/yr], (row,); origins without a row of their own join the rest."""
    named = {(row["product"], row["origin"]) for row in rows}
    joined: dict[tuple[str, str], float] = {}
    for (product, origin), tonnes in gross.items():
        key = (product, origin if (product, origin) in named else REST)
        joined[key] = joined.get(key, 0.0) + tonnes
    return np.array([joined.get((row["product"], row["origin"]), 0.0) * row.number("factor") for row in rows])


def _mined_2024(read: Tables) -> float:
    return sum(row.number("tonnes") for row in read["mine_output"] if row["product"] == "rare_earths")


def _part(ledger: Ledger, kept: BoolArray) -> Ledger:
    arrays: Any = ledger[:-1]
    parts: Any = (*(array[kept] for array in arrays), tuple(np.array(ledger.table)[kept].tolist()))
    return Ledger(*parts)


def _fed(ledger: Ledger) -> BoolArray:
    """Cells through which something can pass from the root to the root, (cell,)."""
    kept: BoolArray = ledger.seed > SMALLEST
    while True:
        reached = set(zip(ledger.element[kept], ledger.head[kept], strict=True))
        left = set(zip(ledger.element[kept], ledger.tail[kept], strict=True))
        now = kept & np.array(
            [
                (tail == ROOT or (e, tail) in reached) and (head == ROOT or (e, head) in left)
                for e, tail, head in zip(ledger.element, ledger.tail, ledger.head, strict=True)
            ]
        )
        if np.array_equal(now, kept):
            return kept
        kept = now
