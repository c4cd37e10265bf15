"""One circuit: flows and fewest stages."""

import numpy as np
import pytest

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.separation import P507_FACTORS
from kaitei.refinery.train.circuit import FACTOR, MET, NO_FEED, STAGES, Build, Limits, Sides, build, flows, sides
from kaitei.refinery.train.extractants import NAPHTHENIC_ACID
from kaitei.refinery.train.ideal_cascade import split

RATIO = np.concatenate([[1.0], np.cumprod(P507_FACTORS)])
FEED = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
FEED /= FEED.sum()
LEAKS = (1e-3, 1e-3)


def cut(at: int, count: int = 15) -> Sides:
    heavy = np.arange(count) >= at
    return Sides(~heavy, heavy, heavy)


def leaked(part: Sides, built: Build, n: int, m: int, ratio: FloatArray = RATIO) -> float:
    """Light in the extract, of the light fed."""
    flow, _ = flows(FEED[None], ratio[None], part, LEAKS, Limits())
    made = split(FEED[None], ratio[None], flow.wash, flow.extract, n, m)
    return float((FEED * ~part.up * made.extracted[0]).sum() / FEED[~part.up].sum())


@pytest.mark.parametrize("at", [1, 2, 4, 7, 10])
def test_the_stages_meet_the_leak_and_one_fewer_does_not(at: int) -> None:
    part = cut(at)
    built = build(FEED, RATIO, part, LEAKS, Limits())
    n, m = built.extraction_stages, built.scrub_stages
    assert built.binding == MET
    assert leaked(part, built, n, m) <= LEAKS[0]
    assert min(leaked(part, built, k, n + m - 1 - k) for k in range(1, n + m)) > LEAKS[0]


def test_no_feed_stage_is_better() -> None:
    part = cut(4)
    built = build(FEED, RATIO, part, LEAKS, Limits())
    total = built.extraction_stages + built.scrub_stages
    best = min(range(1, total + 1), key=lambda k: leaked(part, built, k, total - k))
    assert built.extraction_stages == best


def test_more_stages_never_lower_purity_at_equal_recovery() -> None:
    part = cut(3)
    leaks = [min(leaked(part, Build(1, 0, *LEAKS, MET), k, n - k) for k in range(1, n + 1)) for n in range(2, 30, 3)]
    assert np.all(np.diff(leaks) < 0.0)


def test_both_leaks_are_met_together() -> None:
    part = cut(7)
    built = build(FEED, RATIO, part, (1e-3, 4e-3), Limits())
    flow, _ = flows(FEED[None], RATIO[None], part, (1e-3, 4e-3), Limits())
    made = split(FEED[None], RATIO[None], flow.wash, flow.extract, built.extraction_stages, built.scrub_stages)
    heavy = part.up
    assert (FEED * made.left[0])[heavy].sum() / FEED[heavy].sum() <= 4e-3
    assert (FEED * made.extracted[0])[~heavy].sum() / FEED[~heavy].sum() <= 1e-3


def test_a_circuit_at_the_cap_of_its_stages_says_so_and_keeps_the_best() -> None:
    built = build(FEED, RATIO, cut(3), LEAKS, Limits(most_stages=20))
    assert built.binding == STAGES
    assert built.extraction_stages + built.scrub_stages == 20


def test_a_factor_too_close_to_one_is_said() -> None:
    feed, ratio = np.array([0.5, 0.5]), np.array([1.0, 1.01])
    assert build(feed, ratio, cut(1, 2), LEAKS, Limits()).binding == FACTOR


def test_a_side_that_is_not_fed_needs_no_stages() -> None:
    assert build(np.array([0.0, 1.0]), np.array([1.0, 2.0]), cut(1, 2), LEAKS, Limits()).binding == NO_FEED


def test_flows_follow_feed_and_factors() -> None:
    part = cut(1, 2)
    feed = np.array([[0.5, 0.5], [0.2, 0.8]])
    flow, capped = flows(feed, np.array([[1.0, 3.0], [1.0, 2.0]]), part, (0.0, 0.0), Limits(excess=1.25))
    assert flow.extract == pytest.approx([0.5, 0.8])
    assert flow.organic == pytest.approx([1.25 * 1.0, 1.25 * 1.8])
    assert flow.wash == pytest.approx(flow.organic - flow.extract)
    assert not capped.any()


def test_yttrium_with_lanthanum_is_left_as_a_patent_describes_it() -> None:
    elements = ("La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Y")
    # An ion-adsorption ore of medium yttrium, rich in lanthanum; the patent gives 20-50 % yttrium oxide only.
    oxide = np.array([30.0, 2.0, 6.0, 22.0, 4.0, 0.6, 4.0, 0.6, 3.5, 0.7, 2.0, 0.3, 1.5, 0.2, 22.0])
    weight = [163, 164, 165, 168, 174, 176, 181, 183, 186, 189, 191, 193, 197, 199, 113]
    feed = oxide / weight / (oxide / weight).sum()
    ratio = NAPHTHENIC_ACID.ratios(elements)
    light = np.isin(elements, ("La", "Y"))
    part = sides(light, ~light, ratio[0])
    leaks = (1e-3, 5e-5)
    built = build(feed, ratio[0], part, leaks, Limits())
    flow, _ = flows(feed[None], ratio, part, leaks, Limits())
    assert 1.5 <= flow.wash[0] <= 2.4
    assert 60 <= built.extraction_stages <= 100
    assert 20 <= built.scrub_stages <= 40


def test_strays_go_to_the_nearer_side() -> None:
    light, heavy = np.array([False, True, False, False, False]), np.array([False, False, False, True, False])
    part = sides(light, heavy, np.array([1.0, 2.0, 3.0, 8.0, 9.0]))
    assert part.up.tolist() == [False, False, False, True, True]
