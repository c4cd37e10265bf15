"""What the calm year says for each amount: laws, and how well it is read between amounts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.physics import elements
from kaitei.security.calm.amounts import bends, use_of_japan
from kaitei.security.calm.table import CHINA, ERROR, SOURCES, calm_year, supply
from kaitei.security.network import tables
from kaitei.security.network.base_year import base_year
from kaitei.security.network.network import JAPAN
from kaitei.security.network.origin import passed_through, share_in_use
from kaitei.security.nodes import ELEMENTS

TABLE = calm_year()
NETWORK = base_year().network
BENDS = bends(NETWORK)
USED = use_of_japan(NETWORK)
PLACES = [elements.index(symbol) for symbol in ELEMENTS]
AT_SEA = ("mined", "project", "recycled", "through_china", "brought")


def of(symbol):
    return elements.index(symbol)


def test_shares_of_what_japan_uses_sum_to_one():
    total = TABLE.mined.sum(axis=2) + TABLE.project + TABLE.recycled
    np.testing.assert_allclose(total[PLACES], 1.0, atol=1e-12)
    assert min(TABLE.mined.min(), TABLE.project.min(), TABLE.recycled.min()) >= 0.0


def test_thorium_and_uranium_have_no_network():
    rest = [i for i in range(len(elements.ELEMENTS)) if i not in PLACES]
    assert len(rest) == 2
    assert not any(getattr(TABLE, name)[rest].any() for name in ("used", *AT_SEA))


def test_no_project_is_the_base_year():
    """But for round trips between Japan and others, which least cost leaves out."""
    base = base_year()
    shares = share_in_use(NETWORK, base.flow, passed_through(NETWORK, base.flow), JAPAN)[:, CHINA]
    np.testing.assert_allclose(TABLE.through_china[PLACES, 0], shares, atol=0.02)
    assert not TABLE.project[:, 0].any()


def test_more_from_the_project_never_raises_what_passed_through_china():
    assert np.diff(TABLE.through_china, axis=1).max() <= 1e-12


def test_more_from_the_project_hardly_raises_what_was_mined_in_china():
    """It does by up to two points where plants are full: the mines that close first are not China's."""
    least = np.minimum.accumulate(TABLE.mined[:, :, CHINA], axis=1)
    assert (TABLE.mined[:, :, CHINA] - least).max() < 0.03


def test_the_project_never_meets_less_than_before_nor_more_than_it_makes():
    assert np.diff(TABLE.project, axis=1).min() >= -1e-12
    assert (TABLE.project - TABLE.ratio).max() <= 1e-12


@pytest.mark.parametrize("symbol", ["Y", "Eu", "Tm", "Yb", "Lu", "Sc"])
def test_without_limit_all_is_home_where_japan_buys_nothing_but_oxide(symbol):
    home = TABLE.project[of(symbol), -1] + TABLE.recycled[of(symbol), -1]
    assert home == pytest.approx(1.0, abs=1e-9)
    assert TABLE.brought[of(symbol), -1].sum() == pytest.approx(TABLE.brought[of(symbol), -1, JAPAN])


def test_without_limit_the_metal_plants_of_the_base_year_hold_the_magnet_elements_back():
    assert TABLE.project[of("Nd"), -1] == pytest.approx(0.405, abs=0.005)
    assert TABLE.project[of("Dy"), -1] == pytest.approx(0.390, abs=0.005)


def test_what_comes_in_is_what_is_used_and_sold_on():
    total = TABLE.brought[PLACES].sum(axis=2)
    assert total.min() >= 1.0 - 1e-9
    assert TABLE.brought[of("Dy"), 0].sum() == pytest.approx(1.02, abs=0.01)


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(ELEMENTS) - 1), st.floats(0.0, 3.0))
def test_a_share_read_between_amounts_is_that_of_the_network_there(e, ratio):
    found = BENDS[e]
    flow = np.array([np.interp(ratio, found.ratio, found.flow[:, a]) for a in range(len(NETWORK.tail))])
    both = np.stack([found.flow[0], flow])
    for name, exact in zip(AT_SEA, supply(NETWORK, both, USED[e]), strict=True):
        column = getattr(TABLE, name)[PLACES[e]].reshape(TABLE.ratio.shape[1], -1)
        read = [np.interp(ratio, TABLE.ratio[PLACES[e]], part) for part in column.T]
        np.testing.assert_allclose(read, np.ravel(exact[1]), atol=ERROR, err_msg=name)


def test_dysprosium_falls_by_what_the_project_brings_until_no_chinese_oxide_is_left():
    ratio, through = TABLE.ratio[of("Dy")], TABLE.through_china[of("Dy")]
    fall = (through[0] - np.interp(0.2, ratio, through)) / 0.2
    assert fall == pytest.approx(0.95, abs=0.02)


def test_it_is_solved_once_in_a_process():
    assert calm_year() is calm_year()


def test_sources_are_those_of_the_tables_that_make_the_flows():
    read = tables.load(None)
    rows = [row for name, rows in read.items() if name not in ("published", "plants") for row in rows]
    assert sorted({key for row in rows for key in row.sources}) == sorted(SOURCES)
