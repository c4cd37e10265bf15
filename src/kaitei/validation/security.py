"""Validation of the security stage: concentration of imports and what a mine could add, against published numbers.

One function per case, in the unit of the case; the published value, its band and its source stand beside it in
``security.csv``.
"""

import csv
from importlib.resources import files

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.security import concentration, supply
from kaitei.security.calm.read import Senders, senders_of
from kaitei.security.calm.table import calm_year
from kaitei.security.network import arcs
from kaitei.security.network.base_year import base_year
from kaitei.security.nodes import ELEMENTS
from kaitei.validation.economics import oxide_of_split


def imports_by_origin(year: int) -> dict[str, float]:
    """Japan's imports of all rare earths by origin [t]; "rest" is what the table does not name."""
    text = files("kaitei.security").joinpath("imports.csv").read_text("utf-8")
    found: dict[str, float] = {}
    for row in csv.DictReader(text.splitlines()):
        if int(row["year"]) == year:
            found[row["origin"]] = found.get(row["origin"], 0.0) + float(row["tonnes"])
    named = sum(tonnes for origin, tonnes in found.items() if origin != "all")
    return {**{o: t for o, t in found.items() if o != "all"}, "rest": found["all"] - named}


def _import_index(year: int) -> float:
    origins = imports_by_origin(year)
    named = np.array([tonnes for origin, tonnes in origins.items() if origin != "rest"])
    # NOTE: the rest comes from many places whose squares are small; it counts in the total only.
    covered = named.sum() / sum(origins.values())
    return float(concentration.herfindahl_index(named) * covered**2)


def import_index_2008() -> float:
    """1."""
    return _import_index(2008)


def import_index_2010() -> float:
    """1."""
    return _import_index(2010)


def import_index_2012() -> float:
    """1."""
    return _import_index(2012)


def import_index_2018() -> float:
    """1."""
    return _import_index(2018)


def import_index_2024() -> float:
    """1."""
    return _import_index(2024)


def china_share_2024() -> float:
    """1."""
    origins = imports_by_origin(2024)
    return origins["China"] / sum(origins.values())


def _made() -> FloatArray:
    return oxide_of_split(3500.0 * 300.0 * 2652e-6)


def dysprosium_made() -> float:
    """t."""
    return float(_made()[elements.index("Dy")])


def terbium_made() -> float:
    """t."""
    return float(_made()[elements.index("Tb")])


def yttrium_made() -> float:
    """t."""
    return float(_made()[elements.index("Y")])


def didymium_made() -> float:
    """t."""
    return float(_made()[[elements.index("Pr"), elements.index("Nd")]].sum())


def _share(made: float, need: float) -> float:
    return float(supply.share_of(np.array(made), np.array(need)))


def dysprosium_share() -> float:
    """1."""
    return _share(dysprosium_made(), 550.0)


def yttrium_share() -> float:
    """1."""
    return _share(yttrium_made(), 1160.0)


def didymium_share() -> float:
    """1."""
    return _share(didymium_made(), 5500.0)


def _declared(symbol: str) -> float:
    """China's share of what comes into Japan in the calm year, by sender, without the project."""
    return float(senders_of(calm_year().brought[elements.index(symbol), 0]).declared)


def lanthanum_declared() -> float:
    """1."""
    return _declared("La")


def cerium_declared() -> float:
    """1."""
    return _declared("Ce")


def neodymium_declared() -> float:
    """1."""
    return _declared("Nd")


neodymium_declared_value = neodymium_declared


def terbium_declared() -> float:
    """1."""
    return _declared("Tb")


def dysprosium_declared() -> float:
    """1."""
    return _declared("Dy")


def dysprosium_through() -> float:
    """1."""
    return float(calm_year().through_china[elements.index("Dy"), 0])


def yttrium_declared() -> float:
    """1."""
    return _declared("Y")


def _together(by_value: bool) -> Senders:
    """All elements as the network uses them, by tonnes of oxide or at the prices of the base year."""
    calm, price = calm_year(), np.zeros(len(elements.ELEMENTS))
    price[[elements.index(symbol) for symbol in ELEMENTS]] = arcs.prices(base_year().tables)
    weight = calm.used * (price if by_value else 1.0)
    return senders_of((calm.brought[:, 0] * weight[:, np.newaxis]).sum(axis=0))


def network_china_tonnes() -> float:
    """1."""
    return float(_together(by_value=False).declared)


def network_china_value() -> float:
    """1."""
    return float(_together(by_value=True).declared)


def network_index_tonnes() -> float:
    """1."""
    return float(_together(by_value=False).concentration)


def network_index_value() -> float:
    """1."""
    return float(_together(by_value=True).concentration)
