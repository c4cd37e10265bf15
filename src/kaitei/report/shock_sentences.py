"""What the security page says in titles: sentences that follow from the numbers."""

from calendar import month_name
from collections.abc import Mapping, Sequence

import numpy as np

from kaitei.report.numerals import number, percent, plural, sentence
from kaitei.report.shock_words import element_words, use_words

LITTLE = 0.01
"""Share below which a difference is called none."""


def yen(value: float | None) -> str:
    """Billions of yen as one says them.

    >>> yen(2455.0), yen(31.0), yen(0.0595), yen(0.0)
    ('2.46 trillion JPY', '31 billion JPY', '59.5 million JPY', '0 billion JPY')
    """
    if value is not None and np.isfinite(value) and abs(value) >= 1000.0:
        return f"{number(value / 1000.0)} trillion JPY"
    if value is not None and 0.0 < abs(value) < 0.1:
        return f"{number(value * 1000.0)} million JPY"
    return f"{number(value)} billion JPY"


def month_words(month: str) -> str:
    """A month as one says it.

    >>> month_words("2032-01")
    'January 2032'
    """
    return f"{month_name[int(month[5:])]} {month[:4]}"


def verdict(title: str, moved_to: str, months: int, loss: float, avoided: float | None, reached: bool = True) -> str:
    """What the story costs Japan in the median, and what the project spares it.

    moved_to: month to which the story was moved, or empty. reached: whether the months hold the first shock.

    >>> verdict("A ban", "", 48, 2455.0, 490.0)
    'A ban: in the median Japan loses 2.46 trillion JPY in 48 months, 490 billion JPY less with the project'
    >>> verdict("A ban", "2032-01", 48, 0.0, None)
    'A ban, moved to January 2032: Japan loses nothing in 48 months'
    >>> verdict("A ban", "", 3, 0.0, None, reached=False)
    'A ban: Japan loses nothing in 3 months, which end before the first shock'
    """
    lead = f"{title}, moved to {month_words(moved_to)}" if moved_to else title
    if loss <= 0.0:
        early = "" if reached else ", which end before the first shock"
        return f"{lead}: Japan loses nothing in {plural(months, 'month')}{early}"
    first = f"{lead}: in the median Japan loses {yen(loss)} in {plural(months, 'month')}"
    if avoided is None:
        return first
    if avoided <= LITTLE * loss:
        return f"{first}, and the project hardly changes that"
    return f"{first}, {yen(avoided)} less with the project"


def supply(symbol: str, got: float, through: float, case: str) -> str:
    """How much of the need comes in during the first year, and how much of it has been in China.

    got: deliveries over need. through: share of the deliveries that passed through China; NaN where nothing came.
    case: such as "with the project".

    >>> supply("Dy", 0.45, 0.9, "with the project")[:78]
    'Dysprosium with the project: deliveries cover 45 % of the need in the first ye'
    >>> supply("Nd", 1.0, 0.5, "without the project")[:78]
    'Neodymium without the project: deliveries cover the need in the first year, an'
    """
    name = f"{sentence(element_words(symbol))} {case}"
    if got <= 0.0:
        return f"{name}: nothing comes in during the first year"
    covered = "cover the need" if got > 1.0 - LITTLE else f"cover {percent(got)} of the need"
    return f"{name}: deliveries {covered} in the first year, and {percent(through)} of them have passed through China"


def cover(start: Mapping[str, float], lowest: Mapping[str, float]) -> str:
    """Which stock is drawn down furthest.

    start, lowest: days of need in store by element.

    >>> cover({"Dy": 178.0, "Y": 53.0}, {"Dy": 90.0, "Y": 2.0})
    'Stocks of yttrium fall furthest, from 53 days of need to 2'
    """
    known = {symbol: lowest[symbol] / days for symbol, days in start.items() if days > 0.0}
    if not known:
        return "No stock is held of the elements shown"
    symbol = min(known, key=lambda key: (known[key], key))
    if known[symbol] > 1.0 - LITTLE:
        return "No stock of the elements shown is drawn down"
    return (
        f"Stocks of {element_words(symbol)} fall furthest, from {number(start[symbol], 2)} days of need to "
        f"{number(lowest[symbol], 2)}"
    )


def standstill(months: Mapping[str, str]) -> str:
    """Which use stops first.

    months: by use, the month from which its thinnest-stocked firms stand still; uses where none do are left out.

    >>> standstill({"ceramics": "2032-04", "magnet_heat": "2032-07"})
    'Ceramics and coatings stop first: a twentieth of their firms stands still from 2032-04; in all 2 uses are hit'
    >>> standstill({"ceramics": "2032-03", "samarium_cobalt": "2032-03"})[:61]
    'Ceramics and coatings as well as samarium-cobalt magnets stop'
    >>> standstill({})
    'No use has a twentieth of its firms standing still in the central case'
    """
    if not months:
        return "No use has a twentieth of its firms standing still in the central case"
    first = min(months.values())
    *others, last = (use_words(use) for use in sorted(months) if months[use] == first)
    named = f"{', '.join(others)} as well as {last}" if others else last
    lead = f"{sentence(named)} stop first: a twentieth of their firms stands still from {first}"
    return f"{lead}; in all {plural(len(months), 'use is', 'uses are')} hit"


def prices(home: Mapping[str, float], abroad: Mapping[str, float]) -> str:
    """How far prices rise outside China and at home there.

    home, abroad: peaks over the price of the base year by element.

    >>> prices({"Dy": 1.0, "Y": 1.0}, {"Dy": 32.0, "Y": 19.0})
    "In the central case dysprosium rises to 32 times its price outside China, while China's own prices stay put"
    """
    top = max(abroad, key=lambda key: (abroad[key], key))
    if abroad[top] < 1.0 + LITTLE:
        return "No price outside China moves"
    own = max(home.values())
    tail = "China's own prices stay put" if own < 1.0 + LITTLE else f"China's own rise {number(own, 2)}-fold at most"
    high = f"{element_words(top)} rises to {number(abroad[top], 2)} times its price outside China"
    return f"In the central case {high}, while {tail}"


def loss(p10: float, p90: float, avoided: Sequence[float] | None) -> str:
    """The range of the loss and of what the project spares, draw by draw.

    avoided: P10 and P90, or None without the project.

    >>> loss(785.0, 4190.0, (166.0, 1042.0))[:94]
    'In four draws of five 785 billion JPY to 4.19 trillion JPY are lost; the project spares 166 bi'
    """
    if p90 <= 0.0:
        return "Nothing is lost in four of five draws"
    first = f"In four draws of five {yen(p10)} to {yen(p90)} are lost"
    return first if avoided is None else f"{first}; the project spares {yen(avoided[0])} to {yen(avoided[1])}"


def dependence(tonnes: float, value: float) -> str:
    """China's part before the shock by tonnes and by value.

    tonnes, value: shares that have passed through China.

    >>> dependence(0.81, 0.72)
    'Before the shock 81 % of what Japan takes has passed through China by tonnes, 72 % by value'
    """
    return (
        f"Before the shock {percent(tonnes)} of what Japan takes has passed through China by tonnes, "
        f"{percent(value)} by value"
    )


def stocks(avoided: Mapping[str, float]) -> str:
    """Which element's stock is worth most.

    avoided: loss avoided by one more month of stock held by the state [billion JPY] by element.

    >>> stocks({"Dy": 123.0, "Y": 20.0})[:98]
    "One more month of dysprosium in the state's stock avoids 123 billion JPY, more than of any other e"
    """
    best = max(avoided, key=lambda key: (avoided[key], key))
    if avoided[best] <= 0.0:
        return "One more month of stock of any element shown avoids nothing under this story"
    rest = ", more than of any other element shown" if len(avoided) > 1 else ""
    return f"One more month of {element_words(best)} in the state's stock avoids {yen(avoided[best])}{rest}"
