"""Options as they stand in the program: what a unit costs, from when on it gives, and what."""

from dataclasses import dataclass

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.security.nodes import ELEMENTS
from kaitei.security.portfolio.episodes import Episodes, quarters_short
from kaitei.security.portfolio.options import OXIDE, Option, Terms, present, yearly_cost
from kaitei.security.shocks.month import month_number

QUARTERS = 4
MONTHS = 12
DAYS = 365.25

STOCK, OPTION, SEABED = "stock", "option", "seabed"


@dataclass(frozen=True)
class Offer:
    """One option; its size counts tonnes of a stock, or parts of the whole (0 to 1) of any other."""

    name: str
    kind: str
    """``STOCK``, ``OPTION`` or ``SEABED``."""
    cost: float
    """Of a size of 1 [GJPY/yr]."""
    most: float
    """Largest size."""
    years: tuple[float, ...]
    """Time at which each step of its flow begins [yr from the start of the horizon], rising; the last has no end."""
    tonnes: FloatArray
    """Flow of each step [t/yr], (step, element); of a stock nothing."""
    element: int = -1
    """Of a stock, its place in ELEMENTS."""
    refined: bool = False
    """Whether what it gives is oxide, which plants at home must first make into what uses take."""


def stocks(price: FloatArray, need: FloatArray, wanted: BoolArray, yen: float, terms: Terms) -> list[Offer]:
    """A stock of each wanted element.

    price: [USD/kg], (element,). need: [t/month], (element,). wanted: (element,). yen: [GJPY] for a million dollars.
    """
    flow = np.zeros((1, len(ELEMENTS)))
    most = terms.stock_most / DAYS * MONTHS * need
    return [
        Offer(
            f"stock_{ELEMENTS[e]}", STOCK, terms.holding * float(price[e]) / 1e3 * yen, float(most[e]),
            (terms.stock_lead / MONTHS,), flow, e,
        )
        for e in np.flatnonzero(wanted).tolist()
    ]  # fmt: skip


def plain(option: Option, first_month: str, years: int, yen: float, terms: Terms) -> Offer:
    """An option of the table over a horizon."""
    start = max(option.lead, (option.ready - month_number(first_month)) / MONTHS, 0.0)
    cost = yen * yearly_cost(option.once, option.yearly, start, float(years), terms)
    oxide = option.form == OXIDE
    return Offer(option.name, OPTION, cost, 1.0, (start,), option.tonnes[np.newaxis], refined=oxide)


def seabed(
    oxide: FloatArray, year: IntArray, npv: float, later: int, first_month: str, years: int, yen: float, terms: Terms
) -> Offer:
    """The sea-bed project begun some years later than its scenario says.

    Its cost is what the public would have to add when it begins so that its net present value is nil; the part that
    belongs to oxide made after the horizon does not count (by discounted tonnes). A project that pays costs nothing.

    Args:
        oxide: [t/yr], (year, element). year: calendar years of it, building included, (year,).
        npv: [MUSD] at the start of the first year.
        later: [yr]. years: of the horizon. yen: [GJPY] for a million dollars.
    """
    begins = year + later - month_number(first_month) / MONTHS
    worth = oxide.sum(axis=1) * (1.0 + terms.rate) ** -begins
    within = float(worth[begins < years].sum() / worth.sum()) if worth.sum() > 0.0 else 0.0
    support = max(-npv, 0.0) * (1.0 + terms.rate) ** -float(begins[0]) * within
    cost = yen * support / present(0.0, float(years), terms.rate)
    made = int(np.argmax(oxide.sum(axis=1) > 0.0))
    steps, flow = (*begins[made:].tolist(), float(begins[-1]) + 1.0), np.vstack([oxide[made:], 0.0 * oxide[:1]])
    return Offer(f"seabed_{int(year[made]) + later}", SEABED, cost, 1.0, steps, flow, refined=True)


def given(offer: Offer, gap: FloatArray, cut: Episodes) -> FloatArray:
    """What a size of 1 gives in the short quarters of each episode [t], (episode, element)."""
    starts = [max(int(np.ceil(QUARTERS * when - 1e-9)), 0) for when in offer.years]
    left = [quarters_short(gap, cut, start) for start in starts]
    left.append(np.zeros_like(left[0]))
    flow = np.zeros_like(cut.gap)
    for tonnes, here, after in zip(offer.tonnes, left[:-1], left[1:], strict=True):
        flow += (here - after) * tonnes / QUARTERS
    return flow
