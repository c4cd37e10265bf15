"""The base year beside what is published about it: what agrees and what is missed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security import concentration
from kaitei.security.network import arcs, mines, origin
from kaitei.security.network.base_year import BaseYear
from kaitei.security.network.customs import gross_imports
from kaitei.security.network.network import JAPAN, PROCESS, members, node
from kaitei.security.nodes import COUNTRIES, ELEMENTS

CHINA = COUNTRIES.index("china")


@dataclass(frozen=True)
class Comparison:
    """A published number, its band and the model's."""

    quantity: str
    published: float
    low: float
    high: float
    model: float

    @property
    def agrees(self) -> bool:
        """Whether the model lies in the band."""
        return self.low <= self.model <= self.high


def comparisons(base: BaseYear) -> list[Comparison]:
    """Every published number of ``published.csv`` beside the model's."""
    made = []
    for row in base.tables["published"]:
        numbers = (row.number("value"), row.number("low"), row.number("high"))
        made.append(Comparison(row["quantity"], *numbers, _MODEL[row["quantity"]](base)))
    return made


def made_by_country(base: BaseYear, before: str, after: str) -> FloatArray:
    """What each country makes of one stage at the next [t oxide/month], (element, country)."""
    network, flow = base.network, base.flow
    made = np.zeros((len(ELEMENTS), len(COUNTRIES)))
    for c, country in enumerate(COUNTRIES):
        ends = (network.tail == node(country, before)) & (network.head == node(country, after))
        made[:, c] = flow[:, ends & (network.kind == PROCESS)].sum(axis=1)
    return made


def imports_by_tonnes() -> dict[str, float]:
    """Japan's imports of the base year by country [t gross]."""
    found: dict[str, float] = {}
    for (_, country), tonnes in gross_imports().items():
        found[country] = found.get(country, 0.0) + tonnes
    return found


def imports_by_value(base: BaseYear) -> dict[str, float]:
    """Japan's imports by country at the prices of the oxides in them [USD], whatever the product."""
    read = base.tables
    price, ledger = arcs.prices(read), base.ledger
    part = ledger.total >= 0
    worth = base.amount[part] * price[ledger.element[part]] * 1e3
    found: dict[str, float] = {}
    for i, value in zip(ledger.total[part], worth, strict=True):
        country = read["imports_by_element"][int(i)]["origin"]
        found[country] = found.get(country, 0.0) + float(value)
    return found


def _china(amounts: dict[str, float]) -> float:
    return amounts["china"] / sum(amounts.values())


def _index(amounts: dict[str, float]) -> float:
    named = np.array([amount for country, amount in amounts.items() if country != "rest"])
    # NOTE: the rest comes from many places whose squares are small; it counts in the total only.
    return float(concentration.herfindahl_index(named) * (named.sum() / sum(amounts.values())) ** 2)


def _separated(base: BaseYear, *words: str) -> float:
    made = made_by_country(base, "ore", "oxide")[[e for word in words for e in members(word)]]
    return float(made[:, CHINA].sum() / made.sum())


def _magnets(base: BaseYear) -> float:
    made = made_by_country(base, "metal", "magnet")
    return float(made[:, CHINA].sum() / made.sum())


def _dependence(base: BaseYear) -> float:
    passed = origin.passed_through(base.network, base.flow)
    shares = origin.share_in_use(base.network, base.flow, passed, JAPAN)
    return float(shares[[*members("Dy"), *members("Tb")], CHINA].min())


def _mined(base: BaseYear, words: str) -> float:
    return float(mines.contained(base.tables)[members(words)].sum())


_MODEL: dict[str, Callable[[BaseYear], float]] = {
    "china_separation_magnet": lambda base: _separated(base, "magnet"),
    "china_separation_heavy_magnet": lambda base: _separated(base, "Dy", "Tb"),
    "china_magnets": _magnets,
    "china_import_tonnes": lambda base: _china(imports_by_tonnes()),
    "china_import_value": lambda base: _china(imports_by_value(base)),
    "index_import_tonnes": lambda base: _index(imports_by_tonnes()),
    "index_import_value": lambda base: _index(imports_by_value(base)),
    "yttrium_world": lambda base: _mined(base, "Y"),
    "dysprosium_world": lambda base: _mined(base, "Dy"),
    "china_dysprosium_terbium_dependence": _dependence,
}
