"""The frontier against closed forms, against the same problem written again, and what must hold of every one."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.security.portfolio.frontier import GIVEN_UP, Point, frontier, losses_of, tail_mean
from kaitei.security.portfolio.problem import Portfolio
from kaitei.security.portfolio.program import DEFINITE

from .small import least_cost, one_use, random

SEEDS = range(30)
SHARES: FloatArray = np.array([0.75, 0.5, 0.25, 0.0])


def test_one_future_buys_what_the_limit_asks():
    """A gap of 8 months at 5 a month: each tonne takes 5 off and costs 2."""
    nothing, *points = frontier(one_use([8.0]), SHARES)
    assert nothing.tail == pytest.approx(40.0)
    assert nothing.worth[0] == pytest.approx(5.0, rel=1e-5)
    for point, share in zip(points, SHARES, strict=True):
        assert point.size[0] == pytest.approx(8.0 * (1.0 - share), abs=1e-6)
        assert point.cost == pytest.approx(16.0 * (1.0 - share), abs=1e-6)
        assert point.price == pytest.approx(0.4, rel=1e-4)
        assert point.worth[0] == pytest.approx(2.0, rel=1e-4)


def test_the_tail_counts_the_worst_futures_only():
    """Of gaps 2, 4, 6, 8 the worst half: a stock of 4 leaves 2 and 4 of them, a mean of 3 months at 5."""
    points = frontier(one_use([2.0, 4.0, 6.0, 8.0], tail=0.5), np.array([15.0 / 35.0]))
    assert points[0].tail == pytest.approx(35.0)
    assert points[1].size[0] == pytest.approx(4.0)
    assert points[1].loss == pytest.approx(5.0 * (2.0 + 4.0) / 4.0)


def test_firms_live_on_their_own_stock_first():
    """Half the firms hold 3 months, half 6: a gap of 8 stops them for 5 and 2, a mean of 3.5; the first tonne saves the
    whole of its month."""
    p = one_use([8.0], share=np.array([0.5, 0.5]), cover=np.array([[[3.0, 6.0]]]))
    nothing, half = frontier(p, np.array([0.75 / 3.5]))
    assert nothing.loss == pytest.approx(5.0 * 3.5)
    # NOTE: 2 months less bring 3.5 to 1.5, and every further month half a month.
    assert half.size[0] == pytest.approx(2.0 + 2.0 * (1.5 - 0.75))


def test_two_episodes_use_one_stock_twice_if_it_is_bought_back():
    base = one_use([4.0, 4.0], future=np.zeros(2, np.int64), weight=np.ones(1), cover=np.zeros((1, 1, 1)))
    for refill, size in ((1.0, 4.0), (0.5, 8.0 / 1.5), (0.0, 8.0)):
        point = frontier(base._replace(refill=np.full(2, refill)), np.array([0.0]))[1]
        assert point.size[0] == pytest.approx(size)


def test_a_stock_gives_no_faster_than_it_can():
    point = frontier(one_use([4.0], release=np.array([0.25])), np.array([0.0]))[1]
    assert point.size[0] == pytest.approx(16.0)


def test_a_limit_out_of_reach_is_missed_by_what_is_left():
    point = frontier(one_use([8.0], most=3.0), np.array([0.0]))[1]
    assert (point.size[0], point.missed, point.tail) == pytest.approx((3.0, 25.0, 25.0))
    assert point.price == pytest.approx(GIVEN_UP)
    assert point.worth[0] == pytest.approx(5.0 * GIVEN_UP, rel=1e-4)


def test_a_limit_that_costs_too_much_is_given_up():
    point = frontier(one_use([8.0], cost=5.0 * GIVEN_UP * 1.01), np.array([0.5]))[1]
    assert point.size[0] == 0.0
    assert point.missed == pytest.approx(20.0)


def test_an_option_enters_at_what_it_is_worth():
    """A right of 2 t costs 7 where a stock of 2 t costs 4: it enters below 4."""
    for cost, bought in ((4.01, 0.0), (3.99, 1.0)):
        flow = np.array([0.0, 2.0]).reshape(2, 1, 1)
        p = one_use([8.0])._replace(
            cost=np.array([2.0, cost]), most=np.array([10.0, 1.0]), group=np.array([-1, -1]), stock=np.array([0, -1]),
            flow=flow,
        )  # fmt: skip
        point = frontier(p, np.array([0.0]))[1]
        assert point.size[1] == pytest.approx(bought)
        assert bought or point.worth[1] == pytest.approx(4.0, rel=1e-4)


def test_no_shock_buys_nothing():
    few = one_use([8.0, 8.0])
    none = few._replace(
        room=np.zeros((0, 1)),
        flow=few.flow[:, :0],
        **{name: getattr(few, name)[:0] for name in ("future", "gap", "months", "release", "refill", "loss")},
    )
    for point in frontier(none):
        assert point.size[0] == point.cost == point.tail == point.missed == 0.0


def test_oxide_beyond_the_room_of_plants_at_home_helps_nobody():
    """A right to 10 t of which 3 can be refined takes 3 months off the gap of 8, whole or in three tenths."""
    p = one_use([8.0])._replace(
        stock=np.array([-1]),
        most=np.ones(1),
        flow=np.full((1, 1, 1), 10.0),
        refined=np.ones(1, bool),
        room=np.full((1, 1), 3.0),
    )
    whole, part = (tail_mean(loss, p.weight, p.tail) for loss in losses_of(p, [np.ones(1), np.full(1, 0.3)]))
    assert whole == pytest.approx(25.0)
    assert part == pytest.approx(25.0)
    point = frontier(p, np.array([0.0]))[1]
    assert point.size[0] == pytest.approx(0.3)
    assert point.missed == pytest.approx(25.0)


def test_the_same_problem_written_again_costs_the_same():
    for seed in SEEDS:
        p = random(np.random.default_rng(seed))
        points = frontier(p, SHARES)
        for point in points[1:]:
            objective = point.cost + GIVEN_UP * point.missed + DEFINITE * point.loss
            assert objective == pytest.approx(least_cost(p, point.limit, GIVEN_UP, DEFINITE), rel=1e-6, abs=1e-6)


def test_the_frontier_falls_and_is_convex():
    for seed in SEEDS:
        points = frontier(random(np.random.default_rng(seed)), np.linspace(0.9, 0.0, 10))
        reached = [point for point in points if point.missed < 1e-9]
        cost, limit = (np.array([getattr(point, name) for point in reached]) for name in ("cost", "limit"))
        assert (np.diff(cost) >= -1e-6).all()
        slope = -np.diff(cost) / np.diff(limit)
        assert (np.diff(slope) >= -1e-4 * max(slope.max(initial=0.0), 1.0)).all()


def test_what_the_tail_is_said_to_be_it_is():
    for seed in SEEDS:
        p = random(np.random.default_rng(seed))
        points = frontier(p, SHARES)
        for point, loss in zip(points, losses_of(p, [point.size for point in points]), strict=True):
            assert tail_mean(loss, p.weight, p.tail) == pytest.approx(point.tail, rel=1e-6, abs=1e-6)
            assert p.weight @ loss == pytest.approx(point.loss, rel=1e-6, abs=1e-6)
            assert point.tail <= point.limit + point.missed + 1e-6


def test_more_stock_never_raises_the_tail():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        p, sizes = random(rng), [np.zeros(7)]
        for _ in range(4):
            sizes.append(sizes[-1] + np.where(p.stock >= 0, rng.uniform(0.0, 4.0, 7), 0.0))
        tails = [tail_mean(loss, p.weight, p.tail) for loss in losses_of(p, sizes)]
        assert (np.diff(tails) <= 1e-7).all()


def test_a_cheaper_option_never_leaves():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        p, option = random(rng), int(rng.integers(7))
        before = _at(p, 0.5)
        assert _at(_at_cost(p, option, 0.5 * p.cost[option]), 0.5).size[option] >= before.size[option] - 1e-6


def test_worth_is_the_cost_at_which_an_option_enters():
    """A hair above its worth an option stays out and nothing else moves; a little below it is bought."""
    entered = 0
    for seed in SEEDS:
        p = random(np.random.default_rng(seed))
        point = _at(p, 0.5)
        assert (point.worth[point.size < 1e-9] <= p.cost[point.size < 1e-9] * (1.0 + 1e-6)).all()
        for option in np.flatnonzero((point.size < 1e-9) & (point.worth > 1e-3)).tolist():
            above, below = (_at(_at_cost(p, option, part * point.worth[option]), 0.5) for part in (1.001, 0.95))
            assert above.size[option] == pytest.approx(0.0, abs=1e-7)
            assert above.cost == pytest.approx(point.cost, rel=1e-4)
            assert below.size[option] > 1e-6
            entered += 1
    assert entered > len(SEEDS)


def _at_cost(p: Portfolio, option: int, cost: float) -> Portfolio:
    costs = p.cost.copy()
    costs[option] = cost
    return p._replace(cost=costs)


def _at(p: Portfolio, share: float) -> Point:
    return frontier(p, np.array([share]))[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cost": np.array([-1.0])}, "portfolio.cost: a cost must be 0 or more"),
        ({"most": np.array([-1.0])}, "portfolio.most: the most of an option must be 0 or more"),
        ({"group": np.zeros(1, np.int64)}, "portfolio.most: the most of an option in a group must be 1"),
        ({"flow": np.full((1, 1, 1), -1.0)}, "portfolio.flow: what an option gives must be 0 or more"),
        ({"gap": np.array([[-1.0]])}, "portfolio.gap: a gap must be 0 or more"),
        ({"need": np.zeros(1)}, "portfolio.need: a need must be more than 0"),
        ({"cover": np.array([[[-1.0]]])}, "portfolio.cover: covers must be 0 or more and rise"),
        ({"share": np.array([0.5])}, "portfolio.share: shares of classes must sum to 1, not 0.5"),
        ({"loss": np.array([[-5.0]])}, "portfolio.loss: a loss must be 0 or more"),
        ({"release": np.array([1.5])}, "portfolio.release: a release must lie in 0 to 1"),
        ({"refill": np.array([-0.5])}, "portfolio.refill: a refill must lie in 0 to 1"),
        ({"weight": np.array([0.9])}, "portfolio.weight: weights of futures must sum to 1, not 0.9"),
        ({"tail": 0.0}, "portfolio.tail: the tail must lie above 0 and be at most 1, not 0"),
        ({"months": np.array([np.inf])}, "portfolio: every number must be finite"),
    ],
)
def test_bad_numbers_get_one_message(changes: dict[str, FloatArray], words: str):
    with pytest.raises(InputError) as caught:
        frontier(one_use([8.0])._replace(**changes))
    assert str(caught.value) == words


def test_episodes_must_be_in_order():
    with pytest.raises(InputError, match="in the order of their futures"):
        frontier(one_use([8.0, 4.0], future=np.array([1, 0])))


def test_the_solver_greets_nobody(capfd: pytest.CaptureFixture[str]):
    frontier(one_use([8.0]))
    assert capfd.readouterr().out == ""
