"""Unit costs and working capital."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.economics import operating

DAY = 86_400.0


def test_the_vessel_alone_costs_1043_dollars_a_dry_tonne_at_the_pilot_rate():
    cost = operating.charter_cost_per_mud(np.array(300e3 / DAY), np.array(365 * DAY), np.array(350e3 * 300))
    assert cost * 1000 == pytest.approx(1043, abs=0.5)


@settings(deadline=None)
@given(st.floats(1e3, 1e6), st.floats(1.0, 365.0), st.floats(1e6, 1e10))
def test_hire_per_tonne_times_tonnes_is_the_hire(rate, days, mud):
    cost = operating.charter_cost_per_mud(np.array(rate / DAY), np.array(days * DAY), np.array(mud))
    assert cost * mud == pytest.approx(rate * days)


def test_a_voyage_to_the_mainland_and_back_takes_twelve_days():
    voyage = operating.carrier_round_trip(np.array(1026 * 1852.0), np.array(12 * 1852.0 / 3600.0), np.array(5 * DAY))
    assert voyage / DAY == pytest.approx(12.125)


@settings(deadline=None)
@given(st.floats(0.2, 0.9), st.floats(0.01, 0.09))
def test_drier_cake_is_cheaper_to_carry_in_proportion(solids, drier):
    fixed = np.array([12 * DAY, 7 * DAY, 13e3 / DAY, 22e3 / DAY, 0.52, 60e3, 27e6])
    wet = operating.shipping_cost_per_mud(*fixed, np.array(solids))
    dry = operating.shipping_cost_per_mud(*fixed, np.array(solids + drier))
    assert dry / wet == pytest.approx(solids / (solids + drier))


def test_reagents_are_paid_by_their_own_price():
    used = np.array([[[1.0, 10.0], [0.0, 5.0]], [[2.0, 0.0], [0.0, 0.0]]])
    price = np.array([[3.0, 0.5], [7.0, 100.0]])
    assert operating.reagent_cost(used, price).tolist() == [[8.0, 2.5], [14.0, 0.0]]


@settings(deadline=None)
@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=23), st.floats(0.0, 365.0))
def test_working_capital_comes_back_whole(cost, days):
    producing = np.array([[c > 10.0 for c in cost]])
    change = operating.working_capital_change(np.array([cost]), np.array([days * DAY]), producing)
    assert change.sum() == pytest.approx(0.0, abs=1e-6)


def test_sixty_days_of_cost_are_tied_up_in_the_first_year():
    change = operating.working_capital_change(np.full((1, 3), 365.25), np.array([60 * DAY]), np.full((1, 3), True))
    assert change[0].tolist() == pytest.approx([60.0, 0.0, -60.0])


def test_a_campaign_of_one_year_ties_up_nothing():
    assert operating.working_capital_change(np.ones((1, 1)), np.array([60 * DAY]), np.full((1, 1), True)).tolist() == [
        [0.0]
    ]


def test_yen_become_dollars_by_the_rate():
    assert operating.charge_in_dollars(np.array(17_000.0), np.array(125.0)) == 136.0
