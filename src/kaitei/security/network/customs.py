"""Japan's imports as customs count them."""

import csv
from functools import cache
from importlib.resources import files

YEAR = 2024
PRODUCTS = ("metals", "cerium_compounds", "other_compounds")


@cache
def gross_imports(year: int = YEAR) -> dict[tuple[str, str], float]:
    """Gross tonnes of a year by product and country of the network; what is not named there is the rest."""
    text = files("kaitei.security").joinpath("imports.csv").read_text("utf-8")
    found: dict[tuple[str, str], float] = {}
    for row in csv.DictReader(text.splitlines()):
        if int(row["year"]) != year:
            continue
        product, tonnes = row["product"], float(row["tonnes"])
        key, sign = (product, "rest"), -1.0
        if row["origin"] == "all":
            sign = 1.0
        else:
            found[(product, row["origin"].lower())] = tonnes
        found[key] = found.get(key, 0.0) + sign * tonnes
    return found
