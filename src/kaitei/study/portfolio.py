"""What Japan would buy against shocks of supply: stocks, rights, programmes and the sea bed, at least cost for a limit on
the tail of the loss."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kaitei.errors import StudyError
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.result import Result
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.security.months.firms import WEIGHTS
from kaitei.security.months.numbers import PLACES, numbers_of
from kaitei.security.months.plants import new_plants
from kaitei.security.months.run import run_months
from kaitei.security.months.world import PAIR_ELEMENT, PAIR_ESSENTIAL, PAIR_USE, Numbers, World, world_of
from kaitei.security.network.base_year import base_year
from kaitei.security.nodes import ELEMENTS
from kaitei.security.portfolio import problem
from kaitei.security.portfolio.episodes import Episodes, episodes, quarters_short
from kaitei.security.portfolio.frontier import SHARES, Point, frontier
from kaitei.security.portfolio.options import Option, Terms, load, present, yearly_cost
from kaitei.security.shocks.family import Family
from kaitei.security.shocks.generator import draw, packaged_families
from kaitei.security.shocks.month import month_number
from kaitei.security.stage import allocate
from kaitei.security.uses import USES
from kaitei.stage import Inputs

QUARTERS = 4
MONTHS = 12
YEN = 1e9
STARTS = (0, 3, 6)
"""Years after the scenario's own first year at which the sea-bed project may be begun instead."""

TAIL = 0.1
"""Share of the worst futures whose mean loss is bounded."""


@dataclass(frozen=True)
class Offer:
    """An option as it stands in the program."""

    name: str
    kind: str
    """"stock", "option" or "seabed"."""
    unit: str
    """What a size of 1 is: "t" of a stock, "1" for the whole of any other."""
    cost: float
    """Of a size of 1 [GJPY/yr]."""
    most: float
    start: float
    """Years from the beginning of the horizon to its first tonnes."""
    element: str
    """Of a stock; else empty."""


@dataclass(frozen=True)
class PortfolioStudy:
    """What a page prints: money in GJPY a year over the horizon."""

    offers: tuple[Offer, ...]
    points: tuple[Point, ...]
    """Buying nothing first, then ever lower limits."""
    futures: int
    first_month: str
    years: int
    tail: float
    kept: FloatArray
    """Share of each element's gap that lies in episodes, the rest being too thin to count [1], (element,)."""
    seconds: dict[str, float]

    @property
    def cheapest(self) -> int:
        """The point with the least cost and mean loss together: what is bought by who bears no grudge against risk."""
        return int(np.argmin([point.cost + point.loss for point in self.points]))

    def entry(self, offer: int, point: int) -> float:
        """Cost of a size of 1 from which an option is bought at a point [GJPY/yr]."""
        return float(self.points[point].worth[offer])


def portfolio_of(
    scenario: Scenario,
    made: Result | None = None,
    first_month: str = "2027-01",
    years: int = 20,
    futures: int = 200,
    seed: int = 1,
    families: Sequence[Family] | None = None,
    shares: FloatArray = SHARES,
    options: tuple[tuple[Option, ...], Terms] | None = None,
) -> PortfolioStudy:
    """Draws futures, runs the monthly model through them with nothing bought, and finds the frontier.

    Args:
        scenario: whose security numbers, prices and rate of exchange hold.
        made: a run of the chain; its project is an option. None leaves it out.
        first_month: of the horizon. years: of the horizon.
        futures: drawn. seed: of them.
        families: of shocks; the packaged ones if None.
        shares: limits as shares of the tail when nothing is bought [1].
        options: on offer and their terms; the packaged ones if None.

    Raises StudyError for a horizon or a number of futures that cannot be.
    """
    if years < 1 or futures < 1:
        raise StudyError(f"needs a year and a future at least, not {years} years and {futures} futures")
    began = time.perf_counter()
    offered, terms = options or load()
    numbers = _numbers(scenario, futures, seed)
    world = _world(first_month, offered)
    chosen = packaged_families() if families is None else tuple(families)
    gap, need = _gaps(world, numbers, chosen, years * MONTHS, seed)
    watched = _watched(world)
    cut = episodes(gap, need * 3.0, watched)
    offers, flow = _offers(scenario, made, offered, terms, gap, cut, need, watched, first_month, years)
    posed = _pose(world, numbers, terms, cut, offers, flow, years, need)
    drawn = time.perf_counter()
    points = frontier(posed, shares)
    solved = time.perf_counter()
    whole = gap.sum(axis=(0, 1))
    kept = np.divide(cut.gap.sum(axis=0), whole, out=np.ones_like(whole), where=whole > 0.0)
    seconds = {"futures": drawn - began, "frontier": solved - drawn}
    return PortfolioStudy(tuple(offers), tuple(points), futures, first_month, years, TAIL, kept, seconds)


def _numbers(scenario: Scenario, futures: int, seed: int) -> Numbers:
    dataset = inputs(scenario, 0, futures, seed)
    labelled = dataset.assign_coords({dim: list(labels) for dim, labels in allocate.coordinates.items()})
    return numbers_of(Inputs(allocate, labelled))


def _world(first_month: str, offered: tuple[Option, ...]) -> World:
    """The network with the plants that come anyway; those that an option is a right to are left out."""
    base = base_year()
    rights = tuple(option.plant for option in offered if option.plant != "none")
    return world_of(base.network, base.flow, new_plants(base.network, base.flow, first_month, rights))


def _watched(world: World) -> BoolArray:
    """Elements that some use stands still without, (element,)."""
    watched = np.zeros(len(ELEMENTS), dtype=bool)
    watched[world.pairs[PAIR_ELEMENT, world.pairs[PAIR_ESSENTIAL] == 1]] = True
    return watched


def _gaps(
    world: World, numbers: Numbers, families: tuple[Family, ...], months: int, seed: int
) -> tuple[FloatArray, FloatArray]:
    """What each element lacks [t/quarter], (future, quarter, element), and the base year's need [t/month], (element,).

    Firms and the state hold no stock in this run, so that what is lacking is what the network does not bring; prices,
    thrift, new routes and new supply answer that.
    """
    futures = len(numbers.full_cut_loss)
    shocks = draw(families, 0, futures, months, seed).shocks
    bare = numbers._replace(target=np.zeros_like(numbers.target), state=np.zeros_like(numbers.state))
    made, _ = run_months(world, bare, shocks, np.zeros((futures, months, len(ELEMENTS))))
    # NOTE: what the scarcest element leaves over of the others is at hand and lacks nobody.
    lacking = np.maximum(made.need - made.consumed - made.stock, 0.0)
    lacking[lacking < 1e-9 * made.need] = 0.0
    need = np.zeros(len(ELEMENTS))
    np.add.at(need, world.pairs[PAIR_ELEMENT], world.need)
    return lacking.reshape(futures, months // 3, 3, len(ELEMENTS)).sum(axis=2), need


def _offers(
    scenario: Scenario,
    made: Result | None,
    offered: tuple[Option, ...],
    terms: Terms,
    gap: FloatArray,
    cut: Episodes,
    need: FloatArray,
    watched: BoolArray,
    first_month: str,
    years: int,
) -> tuple[list[Offer], list[FloatArray]]:
    """Every option with its cost, and what it gives in each episode [t], (episode, element)."""
    central = inputs(scenario, 0, 1, 1, central=True)
    price = central["market.price"].to_numpy()[PLACES]
    yen = float(central["market.jpy_per_usd"]) * 1e6 / YEN
    offers, flow = [], []
    for e in np.flatnonzero(watched & (cut.gap.sum(axis=0) > 0.0)).tolist():
        cost = terms.holding * float(price[e]) * 1e3 / 1e6 * yen
        most = terms.stock_most / 365.25 * MONTHS * float(need[e])
        offers.append(Offer(f"stock_{ELEMENTS[e]}", "stock", "t", cost, most, terms.stock_lead / MONTHS, ELEMENTS[e]))
        flow.append(np.zeros_like(cut.gap))
    for option in offered:
        start = max(option.lead, (option.ready - month_number(first_month)) / MONTHS)
        cost = yen * yearly_cost(option.once, option.yearly, start, float(years), terms)
        offers.append(Offer(option.name, "option", "1", cost, 1.0, start, ""))
        short = quarters_short(gap, cut, int(np.ceil(start * QUARTERS)))
        flow.append(short * option.tonnes / QUARTERS)
    for later in STARTS if made else ():
        offer, given = _seabed(made, later, terms, gap, cut, first_month, years, yen)
        offers.append(offer)
        flow.append(given)
    return offers, flow


def _seabed(
    made: Result | None,
    later: int,
    terms: Terms,
    gap: FloatArray,
    cut: Episodes,
    first_month: str,
    years: int,
    yen: float,
) -> tuple[Offer, FloatArray]:
    """The run's project begun some years later: what it lacks to pay for itself, and its oxide.

    Its cost is what the public would have to add so that the mean net present value is nil, at the time the project
    begins; the part that belongs to oxide made after the horizon does not count. A project that pays costs nothing.
    """
    assert made is not None
    oxide = made.valid["oxide_made"].transpose("draw", "year", "element").to_numpy()[:, :, PLACES].mean(axis=0)
    begins = made.valid["year"].to_numpy() + later - month_number(first_month) / MONTHS
    worth = oxide.sum(axis=1) * (1.0 + terms.rate) ** -begins
    within = float(worth[begins < years].sum() / worth.sum()) if worth.sum() > 0.0 else 0.0
    support = max(-float(made.valid["npv"].mean()), 0.0) * (1.0 + terms.rate) ** -float(begins[0]) * within
    cost = yen * support / present(0.0, float(years), terms.rate)
    given = np.zeros_like(cut.gap)
    for begin, tonnes in zip(begins.tolist(), oxide, strict=True):
        edges = [round(max(when, 0.0) * QUARTERS) for when in (begin, begin + 1.0)]
        short = quarters_short(gap, cut, edges[0]) - quarters_short(gap, cut, edges[1])
        given += short * tonnes / QUARTERS
    year = int(made.valid["year"].to_numpy()[np.flatnonzero(oxide.sum(axis=1) > 0.0)[:1].sum()]) + later
    start = float(begins[np.flatnonzero(oxide.sum(axis=1) > 0.0)[:1].sum()])
    return Offer(f"seabed_{year}", "seabed", "1", cost, 1.0, start, ""), given


def _pose(
    world: World,
    numbers: Numbers,
    terms: Terms,
    cut: Episodes,
    offers: list[Offer],
    flow: list[FloatArray],
    years: int,
    need: FloatArray,
) -> problem.Portfolio:
    """The program's arrays."""
    essential = np.flatnonzero(world.pairs[PAIR_ESSENTIAL] == 1)
    months = 3.0 * (cut.last - cut.first)
    release = np.minimum(numbers.state_release[cut.future] * months, 1.0)
    held = np.minimum(cut.gap, release[:, np.newaxis] * numbers.state[cut.future] * need)
    middle = 0.5 * (cut.first + cut.last) / QUARTERS
    discount = (1.0 + terms.rate) ** -middle / present(0.0, float(years), terms.rate)
    loss = (numbers.full_cut_loss / YEN)[:, np.newaxis] * numbers.loss_share
    futures = len(numbers.full_cut_loss)
    return problem.Portfolio(
        cost=np.array([offer.cost for offer in offers]),
        most=np.array([offer.most for offer in offers]),
        group=np.array([0 if offer.kind == "seabed" else -1 for offer in offers]),
        stock=np.array([ELEMENTS.index(offer.element) if offer.element else -1 for offer in offers]),
        flow=np.array(flow).reshape(len(offers), *cut.gap.shape),
        future=cut.future,
        gap=cut.gap - held,
        months=months,
        release=np.where(cut.first * 3.0 < terms.stock_lead, 0.0, release),
        refill=np.minimum(3.0 * cut.calm / terms.stock_calm, 1.0),
        need=world.need[essential],
        use=world.pairs[PAIR_USE, essential],
        element=world.pairs[PAIR_ELEMENT, essential],
        cover=numbers.target,
        share=WEIGHTS,
        loss=loss[cut.future, : len(USES)] * discount[:, np.newaxis],
        weight=np.full(futures, 1.0 / futures),
        tail=TAIL,
    )

