"""Reading the table of the calm year for draws and years."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security.calm import read
from kaitei.security.nodes import COUNTRIES

AMOUNTS = np.array([[0.0, 0.1, 0.5, 0.5, 0.5], [0.0, 0.2, 0.4, 1.0, 2.0], [0.0, 0.0, 0.0, 0.0, 0.0]])
COLUMN = np.array([[1.0, 0.7, 0.2, 0.2, 0.2], [0.5, 0.6, 0.1, 0.0, 0.9], [0.0, 0.0, 0.0, 0.0, 0.0]])
RATIOS = st.lists(st.floats(0.0, 4.0), min_size=1, max_size=8)
SENT = st.lists(st.floats(0.0, 1e6), min_size=len(COUNTRIES), max_size=len(COUNTRIES)).filter(lambda s: sum(s) > 1e-3)


def cube(ratios):
    """The same ratios for each element, (1, year, element)."""
    return np.repeat(np.array(ratios)[np.newaxis, :, np.newaxis], len(AMOUNTS), axis=2)


@settings(deadline=None)
@given(RATIOS)
def test_a_reading_is_the_straight_line_between_amounts(ratios):
    found = read.at(read.place_of(cube(ratios), AMOUNTS), COLUMN)
    for e in range(2):
        np.testing.assert_allclose(found[0, :, e], np.interp(ratios, AMOUNTS[e], COLUMN[e]), atol=1e-12)
    assert not found[..., 2].any()


@settings(deadline=None)
@given(RATIOS, st.integers(0, 2**31))
def test_a_sum_over_the_table_is_the_sum_over_the_years(ratios, seed):
    amount = np.random.default_rng(seed).uniform(0.0, 10.0, (1, len(ratios), len(AMOUNTS)))
    place = read.place_of(cube(ratios), AMOUNTS)
    weights = read.weights_of(place, amount, AMOUNTS.shape[1])
    np.testing.assert_allclose(weights.sum(axis=2), amount.sum(axis=1), rtol=1e-12)
    direct = (amount * read.at(place, COLUMN)).sum(axis=1)
    np.testing.assert_allclose(read.summed(weights, COLUMN), direct, rtol=1e-9, atol=1e-12)


def test_a_column_may_have_more_dimensions():
    weights = np.array([[[1.0, 2.0], [0.0, 3.0]]])
    column = np.arange(12.0).reshape(2, 2, 3)
    expected = np.einsum("deg,egc->dec", weights, column)
    np.testing.assert_allclose(read.summed(weights, column), expected)


@settings(deadline=None)
@given(SENT)
def test_shares_of_senders_lie_in_their_bounds(sent):
    declared, imported, index = read.senders_of(np.array(sent))
    assert 0.0 <= declared <= 1.0
    assert 0.0 <= imported <= 1.0 + 1e-12
    assert declared**2 - 1e-12 <= index <= 1.0 + 1e-12


@settings(deadline=None)
@given(SENT)
def test_the_index_is_least_when_all_named_send_alike(sent):
    named = np.array(sent)
    named[read.REST] = 0.0
    if named.sum() > 0.0:
        assert read.senders_of(named).concentration >= 1.0 / (len(COUNTRIES) - 1) - 1e-12


def test_nothing_sent_has_no_shares():
    assert [float(share) for share in read.senders_of(np.zeros(len(COUNTRIES)))] == [0.0, 0.0, 0.0]


def test_all_made_at_home_is_one_supplier_and_no_import():
    sent = np.zeros(len(COUNTRIES))
    sent[read.JAPAN] = 5.0
    declared, imported, index = read.senders_of(sent)
    assert (float(declared), float(imported), float(index)) == pytest.approx((0.0, 0.0, 1.0))


def test_the_unnamed_rest_counts_in_the_total_alone():
    sent = np.zeros(len(COUNTRIES))
    sent[read.CHINA] = sent[read.REST] = 1.0
    assert read.senders_of(sent).concentration == pytest.approx(0.25)
