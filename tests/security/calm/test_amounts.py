"""The network of the base year followed through every amount of oxide made at home."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.errors import StudyError
from kaitei.security.calm import amounts
from kaitei.security.flow.by_highs import ByHighs
from kaitei.security.flow.min_cost_flow import min_cost_circulation
from kaitei.security.network.base_year import base_year
from kaitei.security.network.network import CONTRACT, JAPAN, RECYCLE, ROOT, node, place
from kaitei.security.nodes import ELEMENTS, STAGES

NETWORK = base_year().network
BENDS = amounts.bends(NETWORK)
USED = amounts.use_of_japan(NETWORK)
ARC = amounts.home_arc(NETWORK)


def flow_at(e, ratio):
    """Flow of an element between two bends."""
    found = BENDS[e]
    return np.array([np.interp(ratio, found.ratio, found.flow[:, a]) for a in range(found.flow.shape[1])])


def room_at(e, ratio):
    upper = NETWORK.upper[e].copy()
    upper[ARC] += ratio * USED[e]
    return upper


def test_oxide_made_at_home_enters_at_japans_oxide():
    assert NETWORK.kind[ARC] == RECYCLE
    assert place(int(NETWORK.head[ARC])) == ("japan", "oxide")


def test_japan_uses_somewhat_more_than_its_makers_need():
    """Magnets bought ready made come on top of what makers need."""
    used = dict(zip(ELEMENTS, USED * 12.0, strict=True))
    assert 4400.0 * 1.08 < used["Nd"] < 1.1 * 4400.0 * 1.08
    assert used["Y"] == pytest.approx(1160.0, rel=0.01)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(ELEMENTS) - 1), st.floats(0.0, 3.0))
def test_between_bends_the_flow_is_feasible_and_as_cheap_as_solved_from_cold(e, ratio):
    flow, upper = flow_at(e, ratio), room_at(e, ratio)
    assert flow.min() >= 0.0
    assert (flow - upper).max() <= 1e-9 * USED[e]
    through = np.bincount(NETWORK.head, flow, ROOT + 1) - np.bincount(NETWORK.tail, flow, ROOT + 1)
    assert abs(through).max() <= 1e-9 * NETWORK.upper[e].max()
    cold = min_cost_circulation(NETWORK.tail, NETWORK.head, ROOT + 1, upper, NETWORK.cost[e])
    # NOTE: a bend is passed with a step of 1e-7 of the use, so a cost may be off by as much at a price of 1.
    assert NETWORK.cost[e] @ flow == pytest.approx(float(cold.objective), rel=1e-8)


@pytest.mark.parametrize("symbol", ["Ce", "Nd", "Dy", "Y"])
def test_highs_finds_no_cheaper_flow_at_any_bend(symbol):
    e = ELEMENTS.index(symbol)
    check = ByHighs(NETWORK.tail, NETWORK.head, ROOT + 1)
    for ratio, flow in zip(BENDS[e].ratio, BENDS[e].flow, strict=True):
        found = check.solve(room_at(e, ratio), NETWORK.cost[e])
        assert NETWORK.cost[e] @ flow == pytest.approx(float(found.objective), rel=1e-8)


@pytest.mark.parametrize("e", range(len(ELEMENTS)), ids=ELEMENTS)
def test_amounts_rise_from_nothing_and_all_is_served(e):
    ratio, flow = BENDS[e]
    assert ratio[0] == 0.0
    assert (np.diff(ratio) > 0.0).all()
    use = (NETWORK.use >= 0) & (NETWORK.tail // len(STAGES) == JAPAN)
    np.testing.assert_allclose(flow[:, use].sum(axis=1), USED[e], rtol=1e-12)


@pytest.mark.parametrize("e", range(len(ELEMENTS)), ids=ELEMENTS)
def test_without_limit_japan_buys_no_oxide_that_the_project_makes(e):
    """What still comes in is metal and magnets that Japan's plants do not make."""
    bought = (NETWORK.head == node("japan", "oxide")) & (NETWORK.kind == CONTRACT)
    assert BENDS[e].ratio[-1] < amounts.MOST
    assert BENDS[e].flow[-1, bought].sum() <= 1e-9 * USED[e]


def test_a_network_that_is_not_solved_is_said(monkeypatch):
    monkeypatch.setattr(amounts, "_follow", lambda *given: 0)
    with pytest.raises(StudyError, match="has no least-cost flow for some amount"):
        amounts.bends(NETWORK)
