"""Japan's side of the base year: imports by product and origin, need by element, uses."""

import csv
from importlib.resources import files

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.network.network import ELEMENTS, USES
from kaitei.security.network.tables import Tables

YEAR = 2024
MAGNET_USES = ("magnet_heat", "magnet_general", "samarium_cobalt")


def gross_imports() -> dict[tuple[str, str], float]:
    """Gross tonnes of the base year by product and country of the network; what is not named there is the rest."""
    text = files("kaitei.security").joinpath("imports.csv").read_text("utf-8")
    found: dict[tuple[str, str], float] = {}
    for row in csv.DictReader(text.splitlines()):
        if int(row["year"]) != YEAR:
            continue
        product, tonnes = row["product"], float(row["tonnes"])
        key, sign = (product, "rest"), -1.0
        if row["origin"] == "all":
            sign = 1.0
        else:
            found[(product, row["origin"].lower())] = tonnes
        found[key] = found.get(key, 0.0) + sign * tonnes
    return found


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
    return np.asarray(use_shares(tables)[[USES.index(use) for use in MAGNET_USES]].sum(axis=0))
