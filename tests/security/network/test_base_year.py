"""The base year closes, stays near its tables, and is what least cost gives."""

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from kaitei.errors import InputError
from kaitei.security.network import base_year as module
from kaitei.security.network import japan, origin
from kaitei.security.network.network import (
    CONTRACT,
    GROUPS,
    JAPAN,
    MINE,
    PROCESS,
    ROOT,
    SPOT,
    USE,
    USES,
    members,
    node,
    place,
)
from kaitei.security.network.published import made_by_country
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES

CHINA = COUNTRIES.index("china")
HEAVY_MAGNET = [ELEMENTS.index("Tb"), ELEMENTS.index("Dy")]


def incidence(network):
    arcs = np.arange(len(network.tail))
    entries = np.concatenate((np.ones(len(arcs)), -np.ones(len(arcs))))
    return csr_array((entries, (np.concatenate((network.head, network.tail)), np.concatenate((arcs, arcs)))))


def least_cost(network, upper):
    """Flow of least cost for every element, by HiGHS, (element, arc)."""
    matrix = incidence(network)
    flow = np.zeros(upper.shape)
    for e in range(len(upper)):
        bounds = np.stack((np.zeros(len(network.tail)), upper[e]), axis=1)
        found = linprog(network.cost[e], A_eq=matrix, b_eq=np.zeros(ROOT + 1), bounds=bounds, method="highs")
        assert found.status == 0
        flow[e] = found.x
    return flow


@pytest.fixture(scope="module")
def cheapest(base):
    return least_cost(base.network, base.network.upper)


def served(network, flow, country=JAPAN):
    """Share of the demand of a country that is met, (element,)."""
    arcs = (network.kind == USE) & (network.tail // len(STAGES) == country)
    wanted = network.upper[:, arcs].sum(axis=1)
    return flow[:, arcs].sum(axis=1) / wanted


def test_the_network_has_the_shape_that_it_says(base):
    network = base.network
    arcs = len(network.tail)
    assert network.upper.shape == network.cost.shape == base.flow.shape == (len(ELEMENTS), arcs)
    assert network.tail.dtype == network.head.dtype == network.kind.dtype == network.use.dtype == np.int32
    assert ((network.use >= 0) == (network.kind == USE)).all()
    assert (network.head[network.kind == USE] == ROOT).all()
    assert (network.tail[network.kind == MINE] == ROOT).all()
    assert (network.cost[:, network.kind == USE] <= 0.0).all()
    assert (network.cost[:, network.kind != USE] >= 0.0).all()
    assert (network.tail != network.head).all()


def test_only_japan_has_more_than_one_use(base):
    network = base.network
    japanese = (network.kind == USE) & (network.tail // len(STAGES) == JAPAN)
    assert set(network.use[japanese]) == set(range(len(USES) - 1))
    assert set(network.use[(network.kind == USE) & ~japanese]) == {USES.index("abroad")}


def test_every_element_closes_at_every_node(base):
    through = abs(incidence(base.network)) @ base.flow.T
    assert (abs(incidence(base.network) @ base.flow.T) <= 1e-9 * through + 1e-12).all()
    assert base.residual < 1e-10


def test_what_is_mined_is_used(base):
    network = base.network
    used = base.flow[:, network.kind == USE].sum(axis=1)
    entered = base.flow[:, network.tail == ROOT].sum(axis=1)
    np.testing.assert_allclose(used, entered, rtol=1e-9)


def test_the_flow_of_the_year_is_within_what_arcs_carry_and_serves_all(base):
    assert (base.flow <= base.network.upper * (1.0 + 1e-12)).all()
    assert served(base.network, base.flow) == pytest.approx(1.0)
    assert base.flow[:, base.network.kind == SPOT].sum() == 0.0


def test_mine_output_does_not_move_and_tables_move_as_said(base):
    moved = {entry.table: entry for entry in base.moved()}
    assert moved["mine_output"].moved == 0.0
    assert moved["recycling"].moved == 0.0
    assert moved["separation"].moved < 0.001 * moved["separation"].tonnes
    assert moved["trade"].moved < 0.01 * moved["trade"].tonnes
    assert moved["imports_by_element"].moved < 0.08 * moved["imports_by_element"].tonnes
    assert moved["need"].moved < 0.10 * moved["need"].tonnes
    assert moved["abroad"].moved < 0.01 * moved["abroad"].tonnes
    assert sum(entry.cells for entry in moved.values()) == len(base.amount)


def test_better_known_needs_move_less(base):
    change = abs(np.log(base.amount / base.ledger.seed))
    cerium = base.ledger.of("need") & (base.ledger.element == ELEMENTS.index("Ce"))
    named, unnamed = change[cerium & (base.ledger.stiffness > 1.0)], change[cerium & (base.ledger.stiffness == 1.0)]
    assert len(named) == len(unnamed) == 1
    assert named[0] == pytest.approx(unnamed[0] / 16.0, rel=1e-6)


def test_imports_by_product_and_origin_are_as_declared(base):
    part = base.ledger.total >= 0
    balanced = np.bincount(base.ledger.total[part], base.amount[part])
    np.testing.assert_allclose(balanced, japan.import_totals(base.tables), rtol=1e-9)


def test_least_cost_serves_all_and_costs_no_more_than_the_year(base, cheapest):
    network = base.network
    assert served(network, cheapest) == pytest.approx(1.0)
    for e in range(len(ELEMENTS)):
        year, least = network.cost[e] @ base.flow[e], network.cost[e] @ cheapest[e]
        assert least <= year + 1e-9 * abs(year)
        assert least == pytest.approx(year, rel=2e-4)


def test_least_cost_differs_from_the_year_by_round_trips_alone(base, cheapest):
    network, gap = base.network, base.flow - cheapest
    elsewhere = network.kind != CONTRACT
    assert abs(gap[:, elsewhere]).max() < 1e-6 * base.flow.max()
    assert gap.min() > -1e-6 * base.flow.max()
    assert gap.sum() < 0.015 * base.flow[:, ~elsewhere].sum()


def test_least_cost_reproduces_japans_imports_by_stage_and_origin(base, cheapest):
    network = base.network
    to_japan = np.isin(network.kind, (CONTRACT, SPOT)) & (network.head // len(STAGES) == JAPAN)
    declared = [tail for tail in np.unique(network.tail[to_japan]) if place(int(tail))[0] != "rest"]
    for tail in declared:
        arcs = to_japan & (network.tail == tail)
        year, least = 12.0 * base.flow[:, arcs].sum(), 12.0 * cheapest[:, arcs].sum()
        # NOTE: what Vietnam and Japan sell each other of the same oxide is a round trip, and falls out.
        assert least == pytest.approx(year, rel=0.005, abs=90.0), place(int(tail))


def test_without_china_japan_has_no_dysprosium_but_some_neodymium(base):
    network = base.network
    abroad = (network.tail // len(STAGES) == CHINA) & (network.head // len(STAGES) != CHINA) & (network.head != ROOT)
    upper = network.upper.copy()
    upper[:, abroad] = 0.0
    met = served(network, least_cost(network, upper))
    assert (met[HEAVY_MAGNET] < 0.10).all()
    assert 0.3 < met[ELEMENTS.index("Nd")] < 1.0
    assert met[ELEMENTS.index("Y")] < 0.10


def test_a_closed_month_serves_nobody(base):
    network = base.network
    upper = network.upper.copy()
    upper[:, network.kind == MINE] = 0.0
    assert served(network, least_cost(network, upper)).max() < 0.02


def test_separation_follows_the_shares_that_are_published(base):
    made = made_by_country(base, "ore", "oxide")
    assert made[members("magnet"), CHINA].sum() / made[members("magnet")].sum() == pytest.approx(0.91, abs=0.03)
    assert made[HEAVY_MAGNET, CHINA].sum() / made[HEAVY_MAGNET].sum() > 0.97


def test_japans_dysprosium_is_chinese_in_the_end_though_much_is_mined_in_myanmar(base):
    network, flow = base.network, base.flow
    passed = origin.share_in_use(network, flow, origin.passed_through(network, flow), JAPAN)
    mines = origin.share_in_use(network, flow, origin.mine_origin(network, flow), JAPAN)
    assert (passed[HEAVY_MAGNET, CHINA] > 0.97).all()
    myanmar = COUNTRIES.index("myanmar")
    assert mines[ELEMENTS.index("Dy"), myanmar] > 0.25
    assert mines[ELEMENTS.index("Dy"), CHINA] < 0.65


def test_declared_origin_understates_chinese_neodymium(base):
    network, flow, nd = base.network, base.flow, ELEMENTS.index("Nd")
    passed = origin.share_in_use(network, flow, origin.passed_through(network, flow), JAPAN)[nd, CHINA]
    bought = np.isin(network.kind, (CONTRACT, SPOT)) & (network.head // len(STAGES) == JAPAN)
    declared = flow[nd, bought & (network.tail // len(STAGES) == CHINA)].sum() / flow[nd, bought].sum()
    assert passed > declared + 0.1


def test_malaysia_has_room_for_more_didymium_and_none_for_dysprosium(base):
    network = base.network
    arcs = (network.kind == PROCESS) & (network.tail == node("malaysia", "ore"))
    upper = 12.0 * network.upper[:, arcs].sum(axis=1)
    assert upper[members("magnet")].sum() == pytest.approx(10_500.0, rel=0.01)
    assert upper[HEAVY_MAGNET].sum() == 0.0


def test_groups_hold_every_element_once():
    parts = [symbol for name in ("light", "magnet", "heavy", "scandium") for symbol in GROUPS[name]]
    assert sorted(parts) == sorted(ELEMENTS)


def test_tables_that_cannot_close_are_refused(folder):
    # All yttrium that Japan is said to buy would have to come from a country that has none.
    text = (folder / "trade.csv").read_text("utf-8").splitlines()
    kept = [line for line in text if not line.startswith("russia,estonia") and not line.startswith("china,estonia")]
    (folder / "trade.csv").write_text(
        "\n".join(line.replace("russia,china,ore,all,0.2", "russia,china,ore,all,1") for line in kept) + "\n", "utf-8"
    )
    with pytest.raises(InputError, match="the table cannot be balanced"):
        module.balanced(folder)


def test_a_larger_mine_moves_the_uses_abroad_and_not_japan(base, folder, spoil):
    spoil("mine_output", "china,rare_earths,270000", "china,rare_earths,300000")
    larger = module.balanced(folder)
    assert larger.flow[:, larger.network.kind == MINE].sum() > base.flow[:, base.network.kind == MINE].sum() + 2000.0
    here = (base.network.kind == USE) & (base.network.tail // len(STAGES) == JAPAN)
    assert larger.flow[:, here].sum() == pytest.approx(base.flow[:, here].sum(), rel=0.01)
