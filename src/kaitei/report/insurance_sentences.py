"""What the pages say of insurance and portfolio: sentences that follow from the numbers."""

from kaitei.report.numerals import number, percent, plural, sentence, span
from kaitei.report.shock_sentences import LITTLE, yen
from kaitei.report.shock_words import element_words

ALL, PART = 0.999, 0.005
"""Sizes above which an option is bought whole, and below which not at all [1]."""


def insured(without: float, avoided: float, years: tuple[int, int]) -> str:
    """What the project spares on the mean of futures that may come [billion JPY a year].

    >>> insured(56.2, 17.4, (2030, 2049))[:103]
    'Over the shocks that may come from 2030 to 2049, the project spares 17.4 of 56.2 billion JPY lost a yea'
    >>> insured(0.0, 0.0, (2030, 2030))
    'No future drawn for 2030 to 2030 loses anything'
    """
    period = f"{years[0]} to {years[1]}"
    if without <= 0.0:
        return f"No future drawn for {period} loses anything"
    if avoided <= LITTLE * without:
        return f"Over the shocks that may come from {period}, the project hardly changes the {yen(without)} lost a year"
    return (
        f"Over the shocks that may come from {period}, the project spares {number(avoided)} of {yen(without)} lost a "
        "year on the mean"
    )


def two_worths(worth: float, error: float | None, npv: float, futures: int) -> str:
    """The two numbers, apart [million USD].

    >>> two_worths(1081.0, 138.0, -3729.0, 100)
    'Worth 1,080 ± 138 million USD to Japan as insurance; −3,730 million USD as a business (100 futures)'
    """
    spread = f" ± {number(error)}" if error else ""
    return (
        f"Worth {number(worth)}{spread} million USD to Japan as insurance; {number(npv)} million USD as a business "
        f"({plural(futures, 'future')})"
    )


def worth_beside(mean: float, error: float | None, low: float, high: float, futures: int) -> str:
    """What the project is worth to Japan when exports stop, for who has just read what it is worth as a business
    [million USD]. error: standard error of the mean. low, high: P10 and P90 over the futures.

    >>> worth_beside(980.0, 154.0, 111.0, 2120.0, 40)[:85]
    "Over 40 futures of shocks it spares Japan's users losses worth 980 ± 154 million USD "
    >>> worth_beside(0.0, None, 0.0, 0.0, 40)
    'In none of 40 futures of shocks does it spare Japan a loss.'
    """
    if mean <= 0.0:
        return f"In none of {plural(futures, 'future')} of shocks does it spare Japan a loss."
    spread = f" ± {number(error)}" if error else ""
    ends = f" (P10 to P90 {span(low, high)})" if futures > 1 else ""
    return (
        f"Over {plural(futures, 'future')} of shocks it spares Japan's users losses worth {number(mean)}{spread} "
        f"million USD on the mean{ends}, discounted. This stands beside net present value and is never added to it."
    )


def buying(tail: float, first: tuple[float, float], last: tuple[float, float]) -> str:
    """What the cheapest cover takes off the tail, and the dearest that keeps its limit [billion JPY a year].

    first, last: cost and tail.

    >>> buying(290.0, (0.026, 261.0), (0.94, 58.0))
    'The first 0.026 billion JPY a year bring the tail from 290 to 261; 0.94 a year bring it to 58'
    >>> buying(0.0, (0.0, 0.0), (0.0, 0.0))
    'No future drawn loses anything, so nothing is bought'
    """
    if tail <= 0.0:
        return "No future drawn loses anything, so nothing is bought"
    lead = f"The first {number(first[0])} billion JPY a year bring the tail from {number(tail)} to {number(first[1])}"
    return f"{lead}; {number(last[0])} a year bring it to {number(last[1])}"


def last_yen(price: float, missed: bool) -> str:
    """What the last yen spent takes off the tail.

    >>> last_yen(0.005, False), last_yen(10.0, True), last_yen(0.0, False)
    ('200 yen', 'missed: under 0.1 yen', 'none spent')
    """
    if price <= 0.0:
        return "none spent"
    return f"missed: under {number(1.0 / price, 2)} yen" if missed else f"{number(1.0 / price, 2)} yen"


def size_words(name: str, size: float, days: float | None) -> str:
    """How much of an option is bought; stocks in tonnes and days of need.

    >>> size_words("stock of yttrium", 364.0, 114.2), size_words("recycling", 0.25, None), size_words("it", 1.0, None)
    ('364 t stock of yttrium (114 days)', '25 % of recycling', 'all of it')
    """
    if days is not None:
        return f"{number(size)} t {name} ({number(days)} days)"
    return f"all of {name}" if size > ALL else f"{percent(size)} of {name}"


def certain(symbol: str, story: float, futures: float, error: float | None, years: int, helps: float) -> str:
    """One more month of stock in a story told for certain, and where shocks may come or not [billion JPY].

    >>> certain("Dy", 123.4, 110.0, 14.5, 20, 0.7)
    'Dysprosium: 123 billion JPY if this story comes, 110 ± 14.5 on the mean of 20 years of futures (70 % use it)'
    """
    spread = f" ± {number(error)}" if error else ""
    return (
        f"{sentence(element_words(symbol))}: {yen(story)} if this story comes, {number(futures)}{spread} on the "
        f"mean of {plural(years, 'year')} of futures ({percent(helps)} use it)"
    )


def why_not(symbol: str, alone: float, rival: str, rivals: float, left: float, spell: float) -> str:
    """Why a stock that pays is not bought: what others take off the tail first, and what is then left for it.

    alone, rivals: yen that a yen takes off the tail where nothing else is bought, of the stock and of the best option.
    left: worth over cost where the portfolio is bought. spell: length of the episodes that lack the element [yr].

    >>> text = why_not("Dy", 53.0, "stock of samarium", 700.0, 0.31, 3.5)
    >>> text.startswith("Bought alone, a yen a year in a stock of dysprosium takes 53 yen off the tail")
    True
    """
    name = element_words(symbol)
    return (
        f"Bought alone, a yen a year in a stock of {name} takes {number(alone, 2)} yen off the tail, so it pays; but a "
        f"yen in {rival} takes {number(rivals, 2)}, and a limit is met by what is cheapest first. Shortages of {name} "
        f"last {number(spell, 2)} years (weighted by what lacks), and a right or a programme gives in each of these "
        f"years what a stock gives once. What those leave is worth {percent(left)} of what the stock costs."
    )


def refining_room(symbol: str, room: float) -> str:
    """The bottleneck behind oxide [t/month].

    >>> refining_room("Dy", 18.2).startswith("Japan's plants make 18.2 t of dysprosium oxide a month into what")
    True
    """
    return (
        f"Japan's plants make {number(room)} t of {element_words(symbol)} oxide a month into what its users take, "
        f"{number(12.0 * room)} t a year at most. More oxide of rights, recycling or the sea bed helps nobody, while "
        "a stock lies in the form that firms need."
    )


def small(value: float, error: float | None = None) -> str:
    """Billions of yen with their standard error; what is next to nothing says so.

    >>> small(110.0, 14.4), small(0.0004, 0.0001), small(0.0)
    ('110 ± 14.4', 'under 0.01', '0')
    """
    if value <= 0.0:
        return "0"
    if value < 0.01:
        return "under 0.01"
    return f"{number(value)} ± {number(error)}" if error else number(value)
