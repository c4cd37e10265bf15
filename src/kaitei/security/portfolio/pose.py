"""The arrays of the program from the monthly model's world and numbers, the episodes and the offers."""

from collections.abc import Sequence

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.months.firms import BY_STOCK
from kaitei.security.months.world import PAIR_ELEMENT, PAIR_ESSENTIAL, PAIR_USE, Numbers, World
from kaitei.security.portfolio.episodes import Episodes, quarters_short
from kaitei.security.portfolio.gaps import MONTHS, need_of
from kaitei.security.portfolio.offers import QUARTERS, SEABED, Offer, given
from kaitei.security.portfolio.options import Terms, present
from kaitei.security.portfolio.problem import Portfolio

YEN = 1e9
"""Money is told in billions of yen."""


def pose(
    world: World,
    numbers: Numbers,
    gap: FloatArray,
    cut: Episodes,
    offers: Sequence[Offer],
    room: FloatArray,
    terms: Terms,
    years: int,
    tail: float,
) -> Portfolio:
    """The portfolio problem of some futures.

    gap: [t/quarter], (future, quarter, element). cut: its episodes. room: what plants at home make of oxide [t/month],
    (element,). years: of the horizon. tail: share of the worst futures [1].
    """
    need, essential = need_of(world), np.flatnonzero(world.pairs[PAIR_ESSENTIAL] == 1)
    months = np.asarray(MONTHS * (cut.last - cut.first), np.float64)
    release = np.minimum(numbers.state_release[cut.future] * months, 1.0)
    # NOTE: what the state holds today serves first; it is small and bought back like any stock.
    held = np.minimum(cut.gap, release[:, np.newaxis] * numbers.state[cut.future] * need)
    futures = len(numbers.full_cut_loss)
    return Portfolio(
        cost=np.array([offer.cost for offer in offers]),
        most=np.array([offer.most for offer in offers]),
        group=np.array([0 if offer.kind == SEABED else -1 for offer in offers], np.int64),
        stock=np.array([offer.element for offer in offers], np.int64),
        flow=np.array([given(offer, gap, cut) for offer in offers]).reshape(len(offers), *cut.gap.shape),
        refined=np.array([offer.refined for offer in offers], bool),
        room=MONTHS * quarters_short(gap, cut, 0) * room,
        future=cut.future,
        gap=cut.gap - held,
        months=months,
        release=np.where(MONTHS * cut.first < terms.stock_lead, 0.0, release),
        refill=np.minimum(MONTHS * cut.calm / terms.stock_calm, 1.0),
        need=world.need[essential],
        use=world.pairs[PAIR_USE, essential],
        element=world.pairs[PAIR_ELEMENT, essential],
        cover=numbers.target,
        share=BY_STOCK,
        loss=_loss(numbers, cut, terms, years),
        weight=np.full(futures, 1.0 / futures),
        tail=tail,
    )


def _loss(numbers: Numbers, cut: Episodes, terms: Terms, years: int) -> FloatArray:
    """Loss of a month's standstill of each use, brought to an even yearly sum [GJPY/yr], (episode, use)."""
    full = (numbers.full_cut_loss / YEN)[:, np.newaxis] * numbers.loss_share
    middle = 0.5 * (cut.first + cut.last) / QUARTERS
    even = (1.0 + terms.rate) ** -middle / present(0.0, float(years), terms.rate)
    return np.asarray(full[cut.future] * even[:, np.newaxis])
