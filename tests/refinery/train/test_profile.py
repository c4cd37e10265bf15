"""Stage profiles and McCabe-Thiele pictures."""

import numpy as np
import pytest

from kaitei.refinery.separation import P507_FACTORS
from kaitei.refinery.train.circuit import Build, Flows
from kaitei.refinery.train.ideal_cascade import split
from kaitei.refinery.train.profile import Profile, picture, profile

RATIO = np.concatenate([[1.0], np.cumprod(P507_FACTORS)])
FEED = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
FEED /= FEED.sum()
UP = np.arange(15) >= 4


def solved(n: int, m: int, wash: float = 0.3, extract: float = 0.48) -> Profile:
    flow = Flows(np.array([wash + extract]), np.array([wash]), np.array([extract]))
    made = split(FEED[None], RATIO[None], flow.wash, flow.extract, n, m)
    return profile(FEED, RATIO, flow, Build(n, m, 0.0, 0.0, "met"), made.log_odds[0])


@pytest.mark.parametrize(("n", "m"), [(1, 0), (1, 1), (1, 4), (6, 0), (6, 4), (40, 30)])
def test_every_stage_balances_and_is_at_equilibrium(n: int, m: int) -> None:
    made = solved(n, m)
    assert made.aqueous.sum(axis=1) == pytest.approx(1.0)
    assert made.organic.sum(axis=1) == pytest.approx(1.0)
    held = RATIO * made.aqueous
    assert made.organic == pytest.approx(held / held.sum(axis=1, keepdims=True), rel=1e-7)
    down, up = made.aqueous * made.aqueous_flow[:, None], made.organic * made.organic_flow[:, None]
    entering = np.zeros_like(down)
    entering[:-1] += down[1:]
    entering[1:] += up[:-1]
    entering[n - 1] += FEED
    assert down + up == pytest.approx(entering, rel=1e-7, abs=1e-15)


def test_heavy_elements_rise_along_the_stages() -> None:
    made = picture(solved(6, 4), UP, 0.999)
    assert np.all(np.diff(made.equilibrium[:, 0]) > 0.0)
    assert np.all(made.equilibrium[:, 1] > made.equilibrium[:, 0])


def test_the_steps_hang_together() -> None:
    made = picture(solved(6, 4), UP, 0.999)
    assert np.array_equal(made.operating[:-1, 0], made.equilibrium[1:, 0])
    assert np.array_equal(made.operating[:, 1], made.equilibrium[:, 1])
    assert made.operating[-1, 0] == 0.999
