"""Back-tests of the monthly model on 2010 to 2014, by two readings of that autumn, and what a quota does to prices.

One function per case, in the unit of the case; published values and bands stand in ``shocks_2010.csv``. The flow of
October and November 2010 was put into the embargo, so it is an input; what a quota lets pass is its tonnes.
"""

from functools import cache

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security.months.world import MARKETS
from kaitei.security.network.network import JAPAN, USE
from kaitei.security.nodes import ELEMENTS, STAGES
from kaitei.validation.network_2010 import PRICE_2009, network_2010, prices_2009
from kaitei.validation.shock_runs import DRAWS, NOT_BINDING, QUOTAS, embargo_2010, quotas_2010, usual_exports

BOUGHT = ("oxide", "metal")
"""What customs count as rare earths."""

DAYS = 365.25 / 12.0


def _need_2010(symbol: str) -> float:
    """Oxide that Japan's uses take in the network of 2010 [t/yr]."""
    return float(12.0 * network_2010().flow[ELEMENTS.index(symbol), _japan_uses()].sum())


def _japan_uses() -> BoolArray:
    network = network_2010().network
    return np.asarray((network.kind == USE) & (network.tail // len(STAGES) == JAPAN))


def neodymium_2010() -> float:
    """t."""
    return _need_2010("Nd")


def dysprosium_2010() -> float:
    """t."""
    return _need_2010("Dy")


@cache
def _from_china() -> FloatArray:
    """Of the months from September 2010 on [t oxide], (month,)."""
    return np.asarray(embargo_2010().sold(BOUGHT, "japan").sum(axis=1))


def october_2010() -> float:
    """Percent."""
    return float(100.0 * (_from_china()[1] / _from_china()[0] - 1.0))


def november_2010() -> float:
    """Percent."""
    return float(100.0 * (_from_china()[2] / _from_china()[0] - 1.0))


def _lost_autumn() -> float:
    return float(2.0 * _from_china()[0] - _from_china()[1:3].sum())


def lost_days() -> float:
    """d of Japan's imports from all."""
    return _lost_autumn() / float(embargo_2010().sold(BOUGHT, "japan", "")[0].sum()) * DAYS


def december_2010() -> float:
    """December beyond September over what was lost [1]."""
    return float((_from_china()[3] - _from_china()[0]) / _lost_autumn())


def stopped_2010() -> float:
    """Largest share of any use's firms that stand still in a month, mean over draws [%]."""
    return float(100.0 * embargo_2010(DRAWS).months.stopped.mean(axis=0).max())


def quota_first_stop() -> float:
    """Months from July 2010 until more than a twentieth of some use's firms stand still."""
    stopped = quotas_2010().months.stopped[0].max(axis=1)
    return float(np.argmax(stopped > 0.05) - quotas_2010().at("2010-07"))


def _abroad(symbol: str) -> FloatArray:
    """Price outside China over that of the base year [1], (month,)."""
    return quotas_2010().months.price[0, :, MARKETS.index("abroad"), ELEMENTS.index(symbol)]


def peak_la() -> float:
    """1."""
    return float(_abroad("La").max())


def peak_ce() -> float:
    """1."""
    return float(_abroad("Ce").max())


def peak_nd() -> float:
    """1."""
    return float(_abroad("Nd").max())


def peak_sm() -> float:
    """1."""
    return float(_abroad("Sm").max())


def peak_dy() -> float:
    """1."""
    return float(_abroad("Dy").max())


def cheap_rose_most() -> float:
    """Least peak of La, Ce and Sm over that of Dy [1]."""
    return min(peak_la(), peak_ce(), peak_sm()) / peak_dy()


def unit_price_2011() -> float:
    """Price of a kilogram delivered in 2011 over that of the base year [1]; the elements' prices of 2024 weigh."""
    story = quotas_2010()
    year = slice(story.at("2011-01"), story.at("2012-01"))
    price, usual = prices_2009(), network_2010().flow[:, _japan_uses()].sum(axis=1)
    brought = story.months.delivered[0, year]
    dear = story.months.price[0, year, MARKETS.index("abroad")] * price
    return float((brought * dear).sum() / brought.sum() / ((usual * price).sum() / usual.sum()))


def half_life_dy() -> float:
    """Months from the peak of Dy until half of it is left."""
    price = _abroad("Dy")
    peak = int(np.argmax(price))
    return float(np.argmax(price[peak:] <= 0.5 * price[peak]))


def dy_after_four_years() -> float:
    """Percent of the peak that the price of Dy abroad has four years later."""
    price = _abroad("Dy")
    return float(100.0 * price[int(np.argmax(price)) + 48] / price.max())


def export_over_home() -> float:
    """Price of La abroad over that in China in September 2011 [1]."""
    story = quotas_2010()
    china, abroad = story.months.price[0, story.at("2011-09"), :, ELEMENTS.index("La")]
    return float(abroad / china)


def demand_2012() -> float:
    """Percent."""
    need = quotas_2010().months.need[0].sum(axis=1)
    here = quotas_2010().at("2012-01")
    return float(100.0 * (need[here : here + 12].sum() / need[here - 12 : here].sum() - 1.0))


def _quota_used(year: int) -> float:
    first, end = f"{year}-01", f"{year + 1}-01"
    here = quotas_2010().at(first)
    sold = quotas_2010().sold(BOUGHT)[here : here + 12].sum()
    return float(100.0 * sold / (usual_exports() * QUOTAS[(first, end)] / NOT_BINDING))


def quota_used_2011() -> float:
    """Percent."""
    return _quota_used(2011)


def quota_used_2012() -> float:
    """Percent."""
    return _quota_used(2012)


def recycling_2012() -> float:
    """What recycling in Japan has grown by until the end of 2012, percent of the need."""
    story, home = quotas_2010(), quotas_2010().world.project_arc
    grown = story.flow[story.at("2012-12"), :, home] - story.flow[0, :, home]
    return float(100.0 * grown.sum() / story.months.need[0, 0].sum())


def _china_share(month: str) -> float:
    story = quotas_2010()
    bought, whole = (story.sold(BOUGHT, "japan", origin)[story.at(month)].sum() for origin in ("china", ""))
    return float(100.0 * bought / whole)


def china_share_2014() -> float:
    """Percent."""
    return _china_share("2014-12")


def foreign_speed() -> float:
    """Percent of Japan's imports a year that others took over from China, 2012 to 2014."""
    return (_china_share("2011-12") - _china_share("2014-12")) / 3.0


LA_2011, HOME_2011 = 135.0, {"La": 20.6, "Sm": 17.1}
"""Export price of La in the second quarter of 2011, and prices in China in September 2011 [USD/kg] (Lynas)."""


def rent_ratio(symbol: str) -> float:
    """Export price of spring 2011 over that of 2009, if a quota in tonnes puts one rent on every kilogram [1].

    A seller with a quota of tonnes sells what earns most per tonne beyond the price at home, until all earn the same:
    export price = home price + rent. The home price is that of 2009 times what La and Sm had risen by (4.6); the rent
    is what La fetched above its home price.
    """
    rose = sum(HOME_2011[known] / PRICE_2009[known] for known in HOME_2011) / len(HOME_2011)
    rent = LA_2011 - HOME_2011["La"]
    return rose + rent / PRICE_2009[symbol]


def rent_ce() -> float:
    """1."""
    return rent_ratio("Ce")


def rent_sm() -> float:
    """1."""
    return rent_ratio("Sm")


def rent_nd() -> float:
    """1."""
    return rent_ratio("Nd")


def rent_dy() -> float:
    """1."""
    return rent_ratio("Dy")


def rent_dy_peak() -> float:
    """1."""
    return rent_ratio("Dy")
