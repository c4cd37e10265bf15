"""What a kilogram is worth, in steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.security.network import arcs, tables
from kaitei.security.network.network import CONTRACT, PROCESS, SPOT, STEPS, USE, USES, node
from kaitei.security.nodes import ELEMENTS

PRICE = st.floats(0.1, 5000.0)
ELASTICITY = st.floats(-2.0, -0.02)


@given(PRICE, ELASTICITY)
def test_worth_rises_from_the_last_wanted_to_the_first_and_stays_below_the_choke(price, elasticity):
    steps = arcs.worth(np.array([price]), elasticity, 100.0)[:, 0]
    assert (np.diff(steps) >= 0.0).all()
    assert steps[0] > price
    assert steps[-1] <= 100.0 * price * (1.0 + 1e-12)


@given(PRICE)
def test_magnets_are_given_up_later_than_polish(price):
    assert (arcs.worth(np.array([price]), -0.05, 100.0) >= arcs.worth(np.array([price]), -0.15, 100.0)).all()


@given(st.floats(-1.0, -0.3))
def test_steps_follow_the_curve_of_constant_elasticity(elasticity):
    # The price in the middle of a step, put back into the curve, gives the middle.
    steps = arcs.worth(np.array([1.0]), elasticity, 1e9)[:, 0]
    middle = 0.5 * (np.array(arcs.EDGES[:-1]) + np.array(arcs.EDGES[1:]))
    assert steps**elasticity == pytest.approx(middle)


def test_thulium_has_the_floor_price_and_dysprosium_the_quoted():
    price = dict(zip(ELEMENTS, arcs.prices(tables.load()), strict=True))
    assert price["Tm"] == 1.0
    assert price["Dy"] == 257.0


def test_no_way_through_a_country_is_cheaper_than_another(base):
    network = base.network
    cost = {}
    for a, b in STEPS:
        here = (network.kind == PROCESS) & (network.tail == node("japan", a)) & (network.head == node("japan", b))
        assert here.sum() == 2
        cost[(a, b)] = network.cost[:, here].min(axis=1)
    straight = cost[("oxide", "material")]
    np.testing.assert_allclose(straight, cost[("oxide", "metal")] + cost[("metal", "material")])


def test_the_last_buyer_pays_for_every_stage_on_the_way(base):
    network = base.network
    least = (-network.cost[:, network.kind == USE]).min(axis=1)
    stages = [base.network.cost[:, network.kind == PROCESS].max(axis=1)]
    assert (least > 2.0 * stages[0]).all()


def test_a_route_can_carry_a_quarter_of_what_its_busier_end_handles(base):
    network, flow = base.network, base.flow
    route = node("china", "oxide"), node("japan", "oxide")
    spot = np.flatnonzero((network.kind == SPOT) & (network.tail == route[0]) & (network.head == route[1]))
    assert len(spot) == 1
    handled = [flow[:, network.head == end].sum(axis=1) for end in route]
    np.testing.assert_allclose(network.upper[:, spot[0]], 0.25 * np.maximum(*handled))


def test_every_usual_route_can_be_used_beyond_the_usual_at_a_premium(base):
    network = base.network
    usual, spot = (np.flatnonzero(network.kind == kind) for kind in (CONTRACT, SPOT))
    np.testing.assert_array_equal(network.tail[usual], network.tail[spot])
    np.testing.assert_array_equal(network.head[usual], network.head[spot])
    assert (network.cost[:, spot] > network.cost[:, usual]).all()


def test_a_new_plant_finds_a_route_to_japan(base):
    network = base.network
    for country, stage in (
        ("malaysia", "oxide"),
        ("france", "oxide"),
        ("united_states", "metal"),
        ("australia", "ore"),
    ):
        ends = (network.tail == node(country, stage)) & (network.head == node("japan", stage))
        assert (ends & (network.kind == SPOT)).sum() == 1, country
    assert network.upper[:, (network.kind == SPOT) & (network.tail == node("france", "oxide"))].max(axis=1).min() > 0.0


def test_plants_run_at_the_usual_rate_first(base):
    network = base.network
    plants = np.flatnonzero(network.kind == PROCESS)
    usual, spare = plants[::2], plants[1::2]
    np.testing.assert_allclose(base.flow[:, usual], network.upper[:, usual])
    assert base.flow[:, spare].sum() == 0.0
    assert (network.cost[:, spare] > network.cost[:, usual]).all()


def test_use_steps_add_up_to_the_demand(base):
    network = base.network
    cerium = network.upper[ELEMENTS.index("Ce")]
    for use, share in (("polishing", 0.40), ("catalyst", 0.25)):
        steps = cerium[(network.kind == USE) & (network.use == USES.index(use))]
        assert len(steps) == len(arcs.EDGES)
        assert steps[-1] == 0.0
        whole = cerium[(network.kind == USE) & (network.tail == node("japan", "material"))].sum()
        assert steps.sum() == pytest.approx(share * whole)
        np.testing.assert_allclose(steps[:-1] / steps.sum(), -np.diff(arcs.EDGES))
