"""What the calm year says about Japan's supply for every amount of the project's oxide."""

from functools import cache
from typing import NamedTuple

import numpy as np

from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.security.calm.amounts import Amounts, bends, home_arc, use_of_japan
from kaitei.security.network.base_year import base_year
from kaitei.security.network.network import JAPAN, ROOT, Network
from kaitei.security.network.origin import RECYCLED, mine_origin, share_in_use, through_country
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES

CHINA = COUNTRIES.index("china")

WIDEST = 0.2
"""Widest gap between amounts of a table, over what Japan uses [1]: flows are linear between bends, their mixtures
nearly so."""

ERROR = 1e-3
"""Largest error of a share read between two amounts [1]; the tests hold it against the network solved there."""

MONTHS = 12.0

SOURCES = (
    "AclaraCarina2025", "Adamas2025", "AdamasMyanmar2019", "Argus2026", "BACI2024", "BrazilOfftake2026",
    "ChinaTrade2024", "Comtrade2024", "Fastmarkets2024", "JSNM2024", "JapanMetalDaily2025", "Lynas2024",
    "METIRareMetal2012", "MP2024", "MagnetExports2025", "RareEarthVietnam2023", "Reuters2024", "Silmet2025", "TREO2025",
    "USGS2025", "USGS2026", "USGSYearbook2022", "WMD2026",
)  # fmt: skip
"""Sources of the tables that make the base year."""


class CalmYear(NamedTuple):
    """Japan's supply by amount; elements as in the chain, those without a network all 0.

    An element with fewer amounts than others repeats its last.
    """

    used: FloatArray
    """What Japan uses in the base year, magnets bought ready made among it [t oxide/yr], (element,)."""
    ratio: FloatArray
    """Oxide of the project over what Japan uses [1], rising, (element, amount)."""
    mined: FloatArray
    """Share of each mine country in what Japan's uses take [1], (element, amount, country)."""
    project: FloatArray
    """Share of the project in it [1], (element, amount)."""
    recycled: FloatArray
    """Share of Japan's recycling in it [1], (element, amount); with the two above it sums to 1."""
    through_china: FloatArray
    """Share of it that was in China at any stage [1], (element, amount)."""
    brought: FloatArray
    """What comes into Japan at any stage by the country that sends it, over what Japan uses [1], (element, amount,
    country); under Japan the project's oxide and recycling. Part of it is sold on, so the sum may be above 1."""


@cache
def calm_year() -> CalmYear:
    """The calm year of the packaged network, solved once in a process."""
    return calm_year_of(base_year().network)


def calm_year_of(network: Network) -> CalmYear:
    """The calm year of a network. Raises StudyError when it is not solved to its optimum."""
    used = use_of_japan(network)
    amounts = [_filled(found) for found in bends(network)]
    count = max(len(found.ratio) for found in amounts)
    each = [(found.ratio, *supply(network, found.flow, own)) for found, own in zip(amounts, used, strict=True)]
    columns = (np.stack([_repeated(part, count) for part in parts]) for parts in zip(*each, strict=True))
    return CalmYear(*map(_in_chain, (used * MONTHS, *columns)))


def supply(network: Network, flow: FloatArray, used: float) -> tuple[FloatArray, ...]:
    """Mined, project, recycled, through China and brought of one element, as in ``CalmYear`` but for the element.

    flow: [t oxide/month], (amount, arc), the first without the project. used: [t oxide/month].
    """
    arc = home_arc(network)
    origin = share_in_use(network, flow, mine_origin(network, flow), JAPAN)
    through = share_in_use(network, flow, through_country(network, flow, CHINA)[:, np.newaxis], JAPAN)[:, 0]
    # NOTE: recycled and sea-bed oxide share an arc; what is on it is taken to be recycled first.
    recycled = np.minimum(flow[:, arc], flow[0, arc])
    part = origin[:, RECYCLED] / np.where(flow[:, arc] > 0.0, flow[:, arc], 1.0)
    project = part * (flow[:, arc] - recycled)
    return origin[:, :RECYCLED], project, part * recycled, through, brought_by_sender(network, flow) / used


def brought_by_sender(network: Network, flow: FloatArray) -> FloatArray:
    """What crosses into Japan at any stage by sender; what is recycled and made at home stands under Japan.

    flow: [any one unit], (amount, arc). Returns (amount, country).
    """
    into = (network.head // len(STAGES) == JAPAN) & (network.head != ROOT)
    sender = np.where(network.tail == ROOT, JAPAN, network.tail // len(STAGES))
    outside = into & ((sender != JAPAN) | (network.tail == ROOT))
    return np.stack([flow[:, outside & (sender == c)].sum(axis=1) for c in range(len(COUNTRIES))], axis=1)


def _filled(found: Amounts) -> Amounts:
    """The same with amounts put between those that are far apart."""
    whole = np.arange(len(found.ratio))
    parts = np.maximum(np.ceil(np.diff(found.ratio) / WIDEST).astype(int), 1)
    place = np.concatenate([k + np.arange(n) / n for k, n in enumerate(parts)] + [whole[-1:]])
    low = np.minimum(place.astype(int), max(len(whole) - 2, 0))
    high, part = np.minimum(low + 1, len(whole) - 1), place - low
    flow = found.flow[low] + part[:, np.newaxis] * (found.flow[high] - found.flow[low])
    return Amounts(np.interp(place, whole, found.ratio), flow)


def _repeated(values: FloatArray, count: int) -> FloatArray:
    """Rows with the last one repeated."""
    return np.concatenate([values, np.repeat(values[-1:], count - len(values), axis=0)])


def _in_chain(values: FloatArray) -> FloatArray:
    """Rows of ``ELEMENTS`` at their places among the chain's elements."""
    made = np.zeros((len(elements.ELEMENTS), *values.shape[1:]))
    made[[elements.index(symbol) for symbol in ELEMENTS]] = values
    return made
