"""Japan's side of the base year: imports by product and origin, need by element, uses."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.network.agreement import Tables
from kaitei.security.network.customs import gross_imports
from kaitei.security.network.network import USES
from kaitei.security.nodes import ELEMENTS


def import_totals(tables: Tables) -> FloatArray:
    """Oxide in Japan's imports by row of ``imports_by_element.csv`` [t/yr], (row,)."""
    gross = gross_imports()
    return np.array(
        [gross[(row["product"], row["origin"])] * row.number("factor") for row in tables["imports_by_element"]]
    )


def import_split(tables: Tables) -> FloatArray:
    """Share of each element in each row of imports, (row, element)."""
    rows = tables["imports_by_element"]
    return np.array([[row.number(symbol) for symbol in ELEMENTS] for row in rows])


def need(tables: Tables) -> FloatArray:
    """Japan's need of each element [t oxide/yr], (element,)."""
    total = np.zeros(len(ELEMENTS))
    for row in tables["need"]:
        total[ELEMENTS.index(row["element"])] += row.number("tonnes") * row.number("to_oxide")
    return total


def use_shares(tables: Tables) -> FloatArray:
    """Share of Japan's need of each element that goes to each use, (use, element)."""
    share = np.zeros((len(USES), len(ELEMENTS)))
    for row in tables["uses"]:
        share[USES.index(row["use"]), ELEMENTS.index(row["element"])] = row.number("share")
    return share


def magnet_share(tables: Tables) -> FloatArray:
    """Share of Japan's need of each element that goes into magnets, (element,)."""
    magnets = [USES.index(row["use"]) for row in tables["elasticity"] if row["stage"] == "magnet"]
    return np.asarray(use_shares(tables)[magnets].sum(axis=0))
