"""Scaling, indices, presses and the schedule of spending."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.economics import capital

SIZE = st.floats(1e-3, 1e6)


@pytest.mark.parametrize(("year", "index"), [(2013, 567.3), (2016, 541.7), (2021, 708.8), (2024, 800.0)])
def test_the_index_is_that_of_the_table(year, index):
    assert capital.plant_cost_index_cepci(np.array(float(year))) == index


def test_the_index_is_linear_between_years():
    assert capital.plant_cost_index_cepci(np.array(2017.5)) == pytest.approx((541.7 + 607.5) / 2)


@pytest.mark.parametrize("year", [2012.0, 2025.0])
def test_the_index_refuses_years_outside_its_table(year):
    with pytest.raises(ValueError, match="tabulated from 2013 to 2024"):
        capital.plant_cost_index_cepci(np.array([2020.0, year]))


def test_escalating_there_and_back_changes_nothing():
    there = capital.cost_escalated(np.array(7.0), np.array(2016.0), np.array(2022.0))
    assert there > 7.0
    assert capital.cost_escalated(there, np.array(2022.0), np.array(2016.0)) == pytest.approx(7.0)


@settings(deadline=None)
@given(SIZE, SIZE, st.floats(0.3, 1.0))
def test_a_larger_plant_costs_more_but_less_per_tonne(size, growth, exponent):
    small = capital.cost_scaled(*np.array([10.0, 100.0, size, exponent]))
    large = capital.cost_scaled(*np.array([10.0, 100.0, size + growth, exponent]))
    assert large >= small
    assert large / (size + growth) <= small / size * (1.0 + 1e-12)


def test_the_reference_plant_costs_its_reference():
    assert capital.cost_scaled(*np.array([225.0, 3000.0, 3000.0, 0.65])) == 225.0


def test_no_plant_costs_nothing():
    assert capital.cost_scaled(*np.array([225.0, 3000.0, 0.0, 0.65])) == 0.0


def test_presses_for_the_design_rate_cover_a_hectare_and_a_half():
    area = capital.press_area(np.array(3500e3 / 86400.0), np.array(10.0 / 3600.0))
    assert area == pytest.approx(14583.3, rel=1e-5)


@settings(deadline=None)
@given(st.integers(0, 5), st.integers(1, 20))
def test_all_initial_capital_is_spent_before_production_or_at_once(building, working):
    producing = np.array([[False] * building + [True] * working])
    schedule = capital.even_schedule(capital.before_first_production(producing))
    assert schedule.sum() == pytest.approx(1.0)
    assert (schedule[0, max(building, 1) :] == 0.0).all()


def test_a_pause_in_production_is_not_construction():
    producing = np.array([[False, True, False, True]])
    assert capital.before_first_production(producing).tolist() == [[True, False, False, False]]
