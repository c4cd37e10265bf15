"""What Japan would buy against shocks of supply: stocks, rights, programmes and the sea bed, at least cost for a limit
on the tail of the loss."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from kaitei.chain import Progress
from kaitei.errors import StudyError
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.result import Result
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.security.months.numbers import PLACES, numbers_of
from kaitei.security.months.plants import new_plants
from kaitei.security.months.world import Numbers, World, world_of
from kaitei.security.network.base_year import base_year
from kaitei.security.portfolio import gaps
from kaitei.security.portfolio.episodes import Episodes, episodes
from kaitei.security.portfolio.frontier import SHARES, Point, frontier, losses_of, tail_mean
from kaitei.security.portfolio.offers import QUARTERS, Offer, plain, seabed, stocks
from kaitei.security.portfolio.options import Option, Terms, load
from kaitei.security.portfolio.pose import pose
from kaitei.security.portfolio.problem import Portfolio
from kaitei.security.shocks.family import Family
from kaitei.security.shocks.generator import draw, packaged_families
from kaitei.security.stage import allocate
from kaitei.stage import Inputs

STARTS = (0, 3, 6)
"""Years after the scenario's own first year in which the sea-bed project may be begun instead."""

TAIL = 0.1
"""Share of the worst futures whose mean loss is bounded (our choice)."""


@dataclass(frozen=True)
class Judged:
    """A point on futures that it was not chosen for; money in GJPY a year."""

    tail: float
    loss: float


@dataclass(frozen=True)
class PortfolioStudy:
    """What a page prints: money in GJPY a year over the horizon."""

    offers: tuple[Offer, ...]
    points: tuple[Point, ...]
    """Buying nothing first, then ever lower limits."""
    judged: tuple[Judged, ...]
    """Each point on other futures; empty where none were drawn."""
    futures: int
    seed: int
    first_month: str
    years: int
    tail: float
    """Share of the worst futures [1]."""
    kept: float
    """Share of all that watched elements lack which lies in episodes, the rest being too thin to count [1]."""
    spell: FloatArray
    """How long the episodes last in which an element lacks, weighted by what lacks [yr], (element,); 0 without any."""
    seconds: dict[str, float] = field(compare=False)
    """Time taken: by the futures in the monthly model, by the frontier, and by other futures."""

    @property
    def cheapest(self) -> int:
        """The point with the least cost and mean loss together: where who takes risks as they come would stop."""
        return int(np.argmin([point.cost + point.loss for point in self.points]))


class _Setting:
    """What all futures of a study share."""

    def __init__(
        self, scenario: Scenario, options: tuple[tuple[Option, ...], Terms], first_month: str, years: int, seed: int
    ) -> None:
        self.scenario, self.first_month, self.years, self.seed = scenario, first_month, years, seed
        self.options, self.terms = options
        base = base_year()
        rights = tuple(option.plant for option in self.options if option.plant != "none")
        self.room = gaps.room_of(base.network)
        self.world: World = world_of(base.network, base.flow, new_plants(base.network, base.flow, first_month, rights))

    def numbers(self, first: int, count: int) -> Numbers:
        """Of futures ``first`` to ``first + count - 1``."""
        dataset = inputs(self.scenario, first, count, self.seed)
        labelled = dataset.assign_coords({dim: list(labels) for dim, labels in allocate.coordinates.items()})
        return numbers_of(Inputs(allocate, labelled))

    def lacking(self, families: tuple[Family, ...], numbers: Numbers, first: int) -> FloatArray:
        """What is lacking in the futures of some numbers [t/quarter], (future, quarter, element)."""
        quarters = QUARTERS * self.years
        drawn = draw(families, first, len(numbers.full_cut_loss), quarters * gaps.MONTHS, self.seed)
        return gaps.gaps(self.world, numbers, drawn.shocks, quarters)

    def offers(self, made: Result | None, wanted: BoolArray) -> list[Offer]:
        """All that can be bought; a stock of each wanted element."""
        central = inputs(self.scenario, 0, 1, self.seed, central=True)
        price, yen = central["market.price"].to_numpy()[PLACES], float(central["market.jpy_per_usd"]) / 1e3
        found = stocks(price, gaps.need_of(self.world), wanted, yen, self.terms)
        found += [plain(option, self.first_month, self.years, yen, self.terms) for option in self.options]
        if made is not None:
            oxide = made.valid["oxide_made"].transpose("draw", "year", "element").to_numpy()[:, :, PLACES].mean(axis=0)
            year, npv = made.valid["year"].to_numpy(), float(made.valid["npv"].mean())
            found += [
                seabed(oxide, year, npv, later, self.first_month, self.years, yen, self.terms) for later in STARTS
            ]
        return found

    def cut(self, gap: FloatArray) -> Episodes:
        """Episodes of what is lacking."""
        return episodes(gap, gaps.MONTHS * gaps.need_of(self.world), gaps.watched(self.world))

    def pose(self, numbers: Numbers, gap: FloatArray, cut: Episodes, offers: Sequence[Offer]) -> Portfolio:
        """The program's arrays."""
        return pose(self.world, numbers, gap, cut, offers, self.room, self.terms, self.years, TAIL)


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
    judges: int = 0,
    progress: Progress | None = None,
) -> PortfolioStudy:
    """Draws futures, runs the monthly model through them with nothing bought, and finds the frontier.

    Args:
        scenario: whose security numbers, prices and rate of exchange hold.
        made: a run of the chain; its project is an option. None leaves it out.
        first_month: of the horizon. years: of the horizon.
        futures: drawn. seed: of them.
        families: of shocks; the packaged ones if None.
        shares: limits as shares of the tail when nothing is bought [1].
        options: on offer, and their terms; the packaged ones if None.
        judges: further futures on which every point is judged.
        progress: told of each part.

    Raises StudyError for a horizon or a number of futures that cannot be.
    """
    if years < 1 or futures < 1 or judges < 0:
        raise StudyError(
            f"a portfolio needs a year and a future at least, not {years} years, {futures} futures and {judges} judges"
        )
    parts = _Parts(progress)
    setting = _Setting(scenario, options or load(), first_month, years, seed)
    chosen = packaged_families() if families is None else tuple(families)
    numbers = setting.numbers(0, futures)
    gap = setting.lacking(chosen, numbers, 0)
    seen = gaps.watched(setting.world)
    offers = setting.offers(made, seen)
    cut = setting.cut(gap)
    posed = setting.pose(numbers, gap, cut, offers)
    parts.done("futures")
    points = frontier(posed, shares)
    parts.done("frontier")
    judged = _judge(setting, chosen, futures, judges, offers, points) if judges else ()
    if judges:
        parts.done("other futures")
    kept, spell = _of_episodes(gap, cut, seen)
    return PortfolioStudy(
        tuple(offers), tuple(points), judged, futures, seed, first_month, years, TAIL, kept, spell, parts.seconds
    )


class _Parts:
    """Time that the parts of a study take, told as they are done."""

    def __init__(self, progress: Progress | None) -> None:
        self.told, self.began, self.seconds = progress, time.perf_counter(), dict[str, float]()

    def done(self, part: str) -> None:
        """Counts the time since the part before."""
        self.seconds[part] = time.perf_counter() - self.began - sum(self.seconds.values())
        if self.told:
            self.told(f"portfolio: {part}", 1, 1, self.seconds[part])


def _of_episodes(gap: FloatArray, cut: Episodes, seen: BoolArray) -> tuple[float, FloatArray]:
    """Share of what lacks that lies in episodes [1], and how long these last, weighted by what lacks [yr]."""
    whole = float(gap[:, :, seen].sum())
    kept = float(cut.gap[:, seen].sum()) / whole if whole > 0.0 else 1.0
    lasts = (cut.last - cut.first)[:, np.newaxis] / QUARTERS
    return kept, (lasts * cut.gap).sum(axis=0) / np.maximum(cut.gap.sum(axis=0), gaps.NOTHING)


def _judge(
    setting: _Setting,
    families: tuple[Family, ...],
    first: int,
    count: int,
    offers: Sequence[Offer],
    points: Sequence[Point],
) -> tuple[Judged, ...]:
    """Every point on ``count`` futures from ``first`` on."""
    numbers = setting.numbers(first, count)
    gap = setting.lacking(families, numbers, first)
    posed = setting.pose(numbers, gap, setting.cut(gap), offers)
    found = []
    for loss in losses_of(posed, [point.size for point in points]):
        found.append(Judged(tail_mean(loss, posed.weight, posed.tail), float(posed.weight @ loss)))
    return tuple(found)
