"""Back-tests of the monthly model on 2025 and 2026: licences, the ban on Japan, and published losses of a full cut.

One function per case, in the unit of the case; published values and bands stand in ``shocks_2025.csv``. Months of
magnet exports to the world were put into the event, so they are inputs; a price after so many months is that at the
end of the last of them.
"""

from functools import cache

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.security.months.world import MARKETS
from kaitei.security.nodes import ELEMENTS
from kaitei.security.uses import USES
from kaitei.validation.shock_runs import DRAWS, Story, ban_2026, full_cut, licences

MAGNET_OXIDE = 0.35
"""Oxide in a tonne of magnets [1], as in the table of trade."""

RULE = "2025-04"
GROSS_PRODUCT = 2600.0 / 0.0043
"""Japan's [GJPY]: 2.6 tn yen are 0.43 % of it (NRI)."""

DAIWA_A_DAY = 7000.0 / 365.25
"""Loss of a full cut [GJPY/d]: 7 tn yen in a year."""

NO_ANSWER: dict[str, object] = {
    "state_cover": 0, "panic_stock": 0, "thrift_speed": 0, "elasticity_short": 0, "elasticity_long": 0,
    "reroute_most": 0, "firm_cover_spread": 0.01,
}  # fmt: skip
"""Neither state stock nor substitution; all firms alike."""


def _magnets(to: str = "") -> FloatArray:
    """China's magnet exports [t/month], (month,)."""
    return np.asarray(licences().sold(("magnet",), to).sum(axis=1) / MAGNET_OXIDE)


def _over_usual() -> FloatArray:
    """Magnet exports to the world over those before the rule, from April 2025 on [1]."""
    sold = _magnets()
    return np.asarray(sold[licences().at(RULE) :] / sold[0])


def magnets_world_may() -> float:
    """1."""
    return float(_over_usual()[1] - 1.0)


def magnets_world_back() -> float:
    """Months from April to the first that is as before."""
    return float(np.argmax(_over_usual()[1:] >= 1.0) + 1.0)


def magnets_world_caught_up() -> float:
    """1."""
    change = _over_usual() - 1.0
    return float(change[3:].sum() / -change[:3].sum())


def _magnets_japan(month: str) -> float:
    return float(_magnets("japan")[licences().at(month)])


def magnets_japan_may() -> float:
    """t."""
    return _magnets_japan("2025-05")


def magnets_japan_june() -> float:
    """t."""
    return _magnets_japan("2025-06")


def magnets_japan_july() -> float:
    """t."""
    return _magnets_japan("2025-07")


def magnets_japan_september() -> float:
    """t."""
    return _magnets_japan("2025-09")


def magnets_japan_october() -> float:
    """t."""
    return _magnets_japan("2025-10")


def magnets_japan_november() -> float:
    """t."""
    return _magnets_japan("2025-11")


def magnets_japan_december() -> float:
    """t."""
    return _magnets_japan("2025-12")


def _stopped_motors() -> FloatArray:
    """Share of makers of heat-bearing magnets that stand still, mean over draws [1], (month,)."""
    return np.asarray(licences(DRAWS).months.stopped[:, :, USES.index("magnet_heat")].mean(axis=0))


def first_stop() -> float:
    """Days from 4 April 2025 to the middle of the first month in which a hundredth of firms stands still.

    Months are the model's step: within one it knows no days, so the answer is right to half a month at best.
    """
    month = int(np.argmax(_stopped_motors() >= 0.01))
    return float((month - licences().at(RULE) + 0.5) * 30.44 - 3.0)


def stopped_in_june() -> float:
    """Percent."""
    return float(100.0 * _stopped_motors()[licences().at("2025-06")])


def _price(story: Story, symbol: str, market: str, month: str) -> float:
    return float(story.months.price[0, story.at(month), MARKETS.index(market), ELEMENTS.index(symbol)])


def _apart(symbol: str, month: str) -> float:
    return _price(licences(), symbol, "abroad", month) / _price(licences(), symbol, "china", month)


def dysprosium_apart() -> float:
    """1."""
    return _apart("Dy", "2025-06")


def terbium_apart() -> float:
    """1."""
    return _apart("Tb", "2025-06")


def yttrium_apart() -> float:
    """1."""
    return _apart("Y", "2025-11")


def _rise_at_home(symbol: str) -> float:
    return _price(licences(), symbol, "china", "2025-06") / _price(licences(), symbol, "china", "2025-01") - 1.0


def home_price_sign() -> float:
    """Least rise of Dy, Tb and Nd in China [1]."""
    return min(_rise_at_home(symbol) for symbol in ("Dy", "Tb", "Nd"))


def home_price_order() -> float:
    """How much more Tb rose in China than Dy [1]."""
    return _rise_at_home("Tb") - _rise_at_home("Dy")


@cache
def _from_china() -> FloatArray:
    """Oxide and metal that Japan buys from China over December 2025 [1], (month, element), and all of it in front."""
    bought = ban_2026().sold(("oxide", "metal"), "japan")
    whole = np.column_stack([bought.sum(axis=1), bought])
    return np.asarray(whole / whole[0])


def japan_january_2026() -> float:
    """Percent."""
    return float(100.0 * (_from_china()[1, 0] - 1.0))


def dysprosium_march_2026() -> float:
    """Percent."""
    return float(100.0 * _from_china()[ban_2026().at("2026-03"), 1 + ELEMENTS.index("Dy")])


def _lost(months: int, origin: str, **changes: object) -> float:
    """[GJPY]."""
    return float(full_cut(months, origin, **changes).months.loss.sum() / 1e9)


def loss_nri_year() -> float:
    """GJPY."""
    return _lost(12, "all", **NO_ANSWER, firm_cover=0, full_cut_loss=7.2)


def loss_nri_quarter() -> float:
    """GJPY."""
    return _lost(3, "all", **NO_ANSWER, firm_cover=0, full_cut_loss=7.2)


def loss_nri_china() -> float:
    """GJPY."""
    return _lost(12, "china", **NO_ANSWER, firm_cover=0, full_cut_loss=7.2)


def loss_daiwa() -> float:
    """GJPY."""
    return _lost(12, "all", **NO_ANSWER, firm_cover=0, full_cut_loss=DAIWA_A_DAY)


def loss_mizuho() -> float:
    """Percent of GDP."""
    return 100.0 / GROSS_PRODUCT * _lost(12, "all", **NO_ANSWER, firm_cover=60, full_cut_loss=DAIWA_A_DAY)


def loss_own() -> float:
    """Percent of GDP."""
    return 100.0 / GROSS_PRODUCT * _lost(12, "china")
