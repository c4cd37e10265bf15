"""The security page: what Japan would buy against shocks that may come, and what each option is worth."""

import numpy as np

from kaitei.report import insurance_sentences as sentences
from kaitei.report.charts import insurance as charts
from kaitei.report.numerals import number, percent, plural
from kaitei.report.pieces import Block, Figure, Heading, Key, Listing, Prose, Section, Table
from kaitei.report.sections.insurance import basis
from kaitei.report.shock_sentences import LITTLE
from kaitei.report.shock_words import element_words, option_words
from kaitei.security.nodes import ELEMENTS
from kaitei.security.portfolio.offers import STOCK, Offer
from kaitei.security.portfolio.options import load
from kaitei.study.insurance import standard_error
from kaitei.study.portfolio import PortfolioStudy
from kaitei.study.security_futures import FuturesStudy, bought, off_the_tail, refining_room, stock_of
from kaitei.study.security_study import SecurityStudy
from kaitei.study.stock_in_futures import HELPS

MILLIONS = 1e3
"""Millions in a billion."""

AT = (0.8, 0.4, 0.2)
"""Limits at which options are valued, as shares of the tail when nothing is bought [1]."""

PRICES = (
    "Stocks cost 6.5 % of their value a year at the scenario's prices. Of the costs only Caremag's is read in a "
    "source; all others are grade C: half of a plan of 2012, a price carried over, a rule of six tenths."
)

CAVEATS = (
    "Quarters and episodes, not months: within a shortage no firm refills and no price answers what is bought, which "
    "makes it too dark by about half in the mean; tonnes count whenever in the shortage they come.",
    "Rights and programmes come in full, every tonne of them, and options are divisible.",
    "Least cost for a limit on the tail, not most benefit: an option may pay and still not be bought, because another "
    "takes more off the tail for the same yen.",
    "Which element stops which use is our judgement; lanthanum, cerium and samarium lead because they are cheap and "
    "little else serves their uses in that table.",
)


def buying(study: SecurityStudy) -> Section | None:
    """The frontier, what its points buy, what a unit of each option is worth, and why a stock that pays is left out."""
    found = study.futures
    if found is None:
        return None
    made = found.portfolio
    blocks: list[Block] = [
        _frontier(found),
        _points(made),
        Prose(
            f"Judged: the same portfolio on {plural(len(made.judged) and found.count, 'other future')}. The last yen: "
            "what one more yen of yearly cost takes off the tail at that limit (the dual value of the limit). A limit "
            "is missed where a yen of the tail would cost more than ten.",
            "note",
        ),
        Heading("What one more unit is worth at a limit, and when each option enters"),
        _options(made),
        Prose(
            "Alone: yen taken off the tail by a yen a year where nothing else is bought. Behind it, at limits of "
            f"{', '.join(percent(share) for share in AT)} of the tail: bought, or the share of its cost at which the "
            "option would enter, which is what a unit is worth there (its cost less its reduced cost).",
            "note",
        ),
        *_reconciled(study, found),
        Listing(CAVEATS),
    ]
    return Section("buying", "What to buy", blocks)


def _frontier(found: FuturesStudy) -> Figure:
    made = found.portfolio
    points = made.points
    kept = [p for p in points[1:] if p.missed <= LITTLE * points[0].tail] or list(points[:1])
    first = points[min(1, len(points) - 1)]
    title = sentences.buying(points[0].tail, (first.cost, first.tail), (kept[-1].cost, kept[-1].tail))
    last = made.first_month[:4], int(made.first_month[:4]) + made.years - 1
    return Figure(
        "frontier",
        title,
        "Mean loss of the worst tenth of futures, what is bought included, against its cost a year: the least-cost "
        "portfolios of ever lower limits, on the futures they were chosen for and on others.",
        charts.frontier([p.cost for p in points], [p.tail for p in points], [j.tail for j in made.judged]),
        f"{title}.",
        f"{basis(found, 'gap', 'size')} Horizon {last[0]} to {last[1]}. {PRICES}",
        None,
        [Key([(charts.CHOSEN, "futures chosen for"), (charts.JUDGED, "other futures")])],
    )


def _points(made: PortfolioStudy) -> Table:
    terms, rows = load()[1], []
    for i, point in enumerate(made.points):
        if i and np.array_equal(point.size, made.points[i - 1].size):
            continue
        held = bought(made, i)
        things = [
            sentences.size_words(
                option_words(offer.name), size, size / offer.most * terms.stock_most if offer.kind == STOCK else None
            )
            for offer, size in held
        ]
        share = point.limit / made.points[0].tail if made.points[0].tail > 0.0 else 1.0
        same = i + 1 < len(made.points) and np.array_equal(point.size, made.points[i + 1].size)
        rows.append(
            (
                f"{percent(share)}{' and less' if same else ''}" if i else "nothing",
                number(point.cost),
                number(point.tail),
                number(made.judged[i].tail) if made.judged else "",
                number(point.loss),
                sentences.last_yen(point.price, point.missed > 0.0),
                "; ".join(things) or "nothing",
            )
        )
    head = ("Limit", "Cost", "Tail", "Judged", "Mean loss", "The last yen takes off", "Bought")
    widths = (8, 8, 8, 8, 8, 14, 46)
    return Table("Least-cost portfolios, billion JPY a year", head, rows, (1, 2, 3, 4), wide=True, widths=widths)


def _options(made: PortfolioStudy) -> Table:
    places = [_place(made, share) for share in AT]
    order = sorted(range(len(made.offers)), key=lambda i: -off_the_tail(made, i))
    rows = []
    for i in order:
        offer = made.offers[i]
        unit = "t" if offer.kind == STOCK else "whole"
        cells = [_entry(made, place, i) for place in places]
        alone = off_the_tail(made, i)
        cost = number(MILLIONS * offer.cost)
        rows.append((option_words(offer.name), unit, cost, number(alone, 2) if np.isfinite(alone) else "free", *cells))
    head = ("Option", "Unit", "Costs, million JPY a year", "Alone", *(f"At {percent(share)}" for share in AT))
    return Table("Options, best alone first", head, rows, (2, 3, 4, 5, 6))


def _place(made: PortfolioStudy, share: float) -> int:
    """The point whose limit is nearest to a share of the tail."""
    limits = [point.limit for point in made.points]
    return int(np.argmin(np.abs(np.array(limits) - share * limits[0])))


def _entry(made: PortfolioStudy, place: int, option: int) -> str:
    """Bought, or the share of its cost at which an option enters."""
    offer, point = made.offers[option], made.points[place]
    if any(other is offer for other, _ in bought(made, place)):
        return "bought"
    return percent(max(float(point.worth[option]), 0.0) / offer.cost) if offer.cost > 0.0 else "free"


def _reconciled(study: SecurityStudy, found: FuturesStudy) -> list[Block]:
    """One more month of stock in the story, in the futures and in the portfolio, side by side."""
    symbols = [str(symbol) for symbol in found.stock["element"].to_numpy()]
    lead = symbols[0]
    conditional, futures = _conditional(study, lead), found.stock["avoided"].sel(element=lead).to_numpy()
    title = sentences.certain(
        lead,
        conditional,
        float(futures.mean()),
        standard_error(futures),
        _years(found),
        float((futures > HELPS).mean()),
    )
    blocks: list[Block] = [
        Heading("One more month of stock: in a story, in futures, in a portfolio"),
        Prose(title + "."),
    ]
    blocks.append(_months(study, found, symbols))
    place = stock_of(found.portfolio, lead)
    if place is not None:
        blocks += _why(found, lead, place)
    blocks.append(
        Prose(
            "Story: this story comes for certain and nothing is discounted. Futures: shocks may come or not; the stock "
            f"is held from {found.stock.attrs['first_year']} on and not bought back, so it helps once at most "
            f"({plural(int(found.stock.sizes['draw']), 'future')}). Portfolio: what a month of stock takes off the "
            "tail a year where nothing else is bought; it is bought back in calm.",
            "note",
        )
    )
    return blocks


def _why(found: FuturesStudy, symbol: str, place: int) -> list[Block]:
    made = found.portfolio
    costs = [i for i, offer in enumerate(made.offers) if offer.cost > 0.0]
    if not costs or made.points[0].tail <= 0.0:
        return []
    best = max(costs, key=lambda i: off_the_tail(made, i))
    sizes = [float(point.size[place]) for point in made.points]
    if max(sizes) > sentences.PART * made.offers[place].most:
        return [Prose(f"Here the portfolio buys up to {number(max(sizes))} t of {element_words(symbol)}.")]
    middle = made.points[_place(made, AT[1])]
    text = sentences.why_not(
        symbol,
        off_the_tail(made, place),
        option_words(made.offers[best].name),
        off_the_tail(made, best),
        max(float(middle.worth[place]), 0.0) / made.offers[place].cost,
        float(made.spell[ELEMENTS.index(symbol)]),
    )
    return [Prose(text), Prose(sentences.refining_room(symbol, refining_room(symbol)))]


def _months(study: SecurityStudy, found: FuturesStudy, symbols: list[str]) -> Table:
    made, rows = found.portfolio, []
    for symbol in symbols:
        avoided, stored = (
            found.stock["avoided"].sel(element=symbol).to_numpy(),
            float(found.stock["stored"].sel(element=symbol)),
        )
        place = stock_of(made, symbol)
        offer: Offer | None = made.offers[place] if place is not None else None
        alone = float(made.points[0].worth[place]) * stored if place is not None else None
        rows.append(
            (
                f"{symbol} {element_words(symbol)}",
                number(stored),
                number(offer.cost * stored, 2) if offer else "not on offer",
                sentences.small(_conditional(study, symbol)),
                sentences.small(float(avoided.mean()), standard_error(avoided)),
                sentences.small(float(avoided.mean()) / _years(found)),
                sentences.small(alone) if alone is not None else "",
                _entry(made, _place(made, AT[1]), place) if place is not None else "",
            )
        )
    head = (
        "Element", "A month, t", "Costs a year", "Avoids in the story", f"In {_years(found)} years of futures",
        "A year of it", "Off the tail a year, alone", f"Worth over cost at {percent(AT[1])}",
    )  # fmt: skip
    return Table("One more month of stock held by the state, billion JPY", head, rows, tuple(range(1, 8)))


def _conditional(study: SecurityStudy, symbol: str) -> float:
    return float(study.stock["avoided"].sel(case="without", holder="state", element=symbol))


def _years(found: FuturesStudy) -> int:
    return int(found.stock.attrs["years"])
