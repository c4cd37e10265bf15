"""Ultimate origin: identities on any flow, and small cases worked by hand."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security import concentration
from kaitei.security.network import origin
from kaitei.security.network.base_year import base_year
from kaitei.security.network.network import JAPAN, MINE, PROCESS, RECYCLE, ROOT, USE, Network, node
from kaitei.security.nodes import COUNTRIES

CHINA, VIETNAM, AUSTRALIA = (COUNTRIES.index(name) for name in ("china", "vietnam", "australia"))


def small(*arcs):
    """Network and flow of one element from (kind, tail, head, flow)."""
    kind, tail, head, flow = zip(*arcs, strict=True)
    whole = [np.array(column, np.int32) for column in (tail, head, kind)]
    amount = np.array([flow], float)
    use = np.where(whole[2] == USE, 0, -1).astype(np.int32)
    return Network(*whole, use, amount, np.zeros(amount.shape), np.ones(len(amount))), amount


def chain(country, last, amount):
    stages = ("ore", "oxide", "metal", "magnet")
    steps = [(PROCESS, node(country, a), node(country, b), amount) for a, b in pairwise(stages)]
    return [(MINE, ROOT, node(country, "ore"), amount), *steps[: stages.index(last)]]


VIETNAMESE = (
    *chain("china", "oxide", 6.0),
    *chain("australia", "oxide", 2.0),
    (2, node("china", "oxide"), node("vietnam", "oxide"), 6.0),
    (2, node("australia", "oxide"), node("vietnam", "oxide"), 2.0),
    (PROCESS, node("vietnam", "oxide"), node("vietnam", "metal"), 8.0),
    (2, node("vietnam", "metal"), node("japan", "metal"), 8.0),
    (RECYCLE, ROOT, node("japan", "metal"), 2.0),
    (PROCESS, node("japan", "metal"), node("japan", "magnet"), 10.0),
    (USE, node("japan", "magnet"), ROOT, 10.0),
)


def test_metal_made_in_vietnam_of_chinese_oxide_is_chinese():
    network, flow = small(*VIETNAMESE)
    mines = origin.share_in_use(network, flow, origin.mine_origin(network, flow), JAPAN)[0]
    assert mines[[CHINA, AUSTRALIA, origin.RECYCLED]] == pytest.approx([0.6, 0.2, 0.2])
    passed = origin.share_in_use(network, flow, origin.passed_through(network, flow), JAPAN)[0]
    assert passed[[CHINA, AUSTRALIA, VIETNAM, JAPAN]] == pytest.approx([0.6, 0.2, 0.8, 1.0])


def test_a_round_trip_between_two_countries_is_solved_exactly():
    network, flow = small(
        *chain("china", "oxide", 1.0),
        *chain("vietnam", "oxide", 1.0),
        (2, node("china", "oxide"), node("vietnam", "oxide"), 3.0),
        (2, node("vietnam", "oxide"), node("china", "oxide"), 3.0),
        (PROCESS, node("china", "oxide"), node("china", "material"), 1.0),
        (USE, node("china", "material"), ROOT, 1.0),
        (PROCESS, node("vietnam", "oxide"), node("vietnam", "material"), 1.0),
        (USE, node("vietnam", "material"), ROOT, 1.0),
    )
    mines = origin.mine_origin(network, flow)[0]
    # By hand: 4 x = 1 + 3 y and 4 y = 3 x for the Chinese share in China x and in Vietnam y.
    assert mines[CHINA, node("china", "oxide")] == pytest.approx(4.0 / 7.0)
    assert mines[CHINA, node("vietnam", "oxide")] == pytest.approx(3.0 / 7.0)


def mixed_flow(seed):
    """The base year with every element's flow a mixture of the flows of all: it closes, and is any flow otherwise."""
    rng = np.random.default_rng(seed)
    base = base_year()
    weight = rng.dirichlet(np.full(len(base.flow), 0.3), len(base.flow))
    return base.network, weight @ base.flow


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10**6))
def test_shares_are_shares_and_mines_are_passed_through(seed):
    network, flow = mixed_flow(seed)
    mines, passed = origin.mine_origin(network, flow), origin.passed_through(network, flow)
    total = mines.sum(axis=1)
    assert np.all((abs(total - 1.0) < 1e-9) | (total == 0.0))
    assert passed.min() > -1e-12
    assert passed.max() < 1.0 + 1e-9
    assert (passed - mines[:, : len(COUNTRIES)]).min() > -1e-9


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10**6))
def test_what_is_used_of_a_mine_country_is_what_it_mined(seed):
    network, flow = mixed_flow(seed)
    mines = origin.mine_origin(network, flow)
    used = np.zeros((len(flow), len(COUNTRIES) + 1))
    for arc in np.flatnonzero(network.use >= 0):
        used += flow[:, [arc]] * mines[:, :, network.tail[arc]]
    mined = np.zeros(used.shape)
    for arc in np.flatnonzero(network.kind == MINE):
        mined[:, network.head[arc] // 5] += flow[:, arc]
    mined[:, origin.RECYCLED] = flow[:, network.kind == RECYCLE].sum(axis=1)
    np.testing.assert_allclose(used, mined, rtol=1e-7, atol=1e-7)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10**6))
def test_shares_do_not_depend_on_the_unit_and_their_index_is_bounded(seed):
    network, flow = mixed_flow(seed)
    shares = origin.share_in_use(network, flow, origin.mine_origin(network, flow), JAPAN)
    again = origin.share_in_use(network, flow * 7.0, origin.mine_origin(network, flow * 7.0), JAPAN)
    np.testing.assert_allclose(shares, again, rtol=1e-9, atol=1e-12)
    index = concentration.herfindahl_index(shares)
    assert (index >= 1.0 / shares.shape[1] - 1e-12).all()
    assert (index <= 1.0 + 1e-9).all()


def test_an_empty_network_has_no_origin():
    network, flow = small(*VIETNAMESE)
    assert origin.mine_origin(network, 0.0 * flow).sum() == 0.0
    assert origin.passed_through(network, 0.0 * flow).sum() == 0.0
    nothing = origin.share_in_use(network, 0.0 * flow, origin.mine_origin(network, 0.0 * flow), JAPAN)
    assert nothing.sum() == 0.0
