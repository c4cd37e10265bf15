"""Flows before they close: nothing is lost between tables and ledger."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.security.network import base_year, japan, mines, seeds, tables
from kaitei.security.network.balance import least_change
from kaitei.security.network.network import CONTRACT, MINE, PROCESS, ROOT, USE, members, node
from kaitei.security.nodes import ELEMENTS

TABLES = tables.load()
LEDGER = seeds.seed(TABLES)


def total(kind, tail, head, words="all"):
    """Seeded flow on an arc [t/yr]."""
    here = (LEDGER.kind == kind) & (LEDGER.tail == tail) & (LEDGER.head == head)
    return LEDGER.seed[here & np.isin(LEDGER.element, members(words))].sum()


def test_all_that_is_mined_enters():
    entered = np.bincount(LEDGER.element, LEDGER.seed * (LEDGER.kind == MINE), len(ELEMENTS))
    np.testing.assert_allclose(entered, mines.mined(TABLES).sum(axis=1))


def test_imports_enter_by_product_and_origin():
    part = LEDGER.total >= 0
    entered = np.bincount(LEDGER.total[part], LEDGER.seed[part])
    np.testing.assert_allclose(entered, japan.import_totals(TABLES))


def test_trade_enters_with_its_tonnes_and_factor():
    ends = node("malaysia", "oxide"), node("vietnam", "oxide")
    assert total(CONTRACT, *ends, "magnet") == pytest.approx(1450.0)
    ends = node("vietnam", "metal"), node("china", "metal")
    assert total(CONTRACT, *ends, "magnet") == pytest.approx(222.0 * 1.166)
    ends = node("china", "magnet"), node("japan", "magnet")
    assert total(CONTRACT, *ends) == pytest.approx(2270.0 * 0.35)


def test_chinese_magnets_sold_abroad_are_what_customs_count():
    sold = (LEDGER.kind == CONTRACT) & (LEDGER.tail == node("china", "magnet"))
    assert LEDGER.seed[sold].sum() == pytest.approx(58_152.0 * 0.35)


def test_plants_outside_china_make_what_they_report():
    assert total(PROCESS, node("united_states", "ore"), node("united_states", "oxide"), "magnet") == pytest.approx(
        1294.0
    )
    assert total(PROCESS, node("malaysia", "ore"), node("malaysia", "oxide"), "heavy") == 0.0


def test_needs_enter_apart_so_that_each_keeps_its_grade():
    cerium = LEDGER.of("need") & (LEDGER.element == ELEMENTS.index("Ce"))
    assert sorted(LEDGER.seed[cerium]) == pytest.approx([2484.0 * 0.9, 5650.0 * 0.9])
    assert len(set(LEDGER.stiffness[cerium])) == 2


def test_magnets_bought_ready_made_come_on_top_of_the_need():
    used = total(USE, node("japan", "magnet"), ROOT)
    need = (japan.need(TABLES) * japan.magnet_share(TABLES)).sum()
    assert used == pytest.approx(need + 2270.0 * 0.35, rel=1e-3)


def test_no_node_is_a_dead_end():
    for element in range(len(ELEMENTS)):
        here = LEDGER.element == element
        inside = set(LEDGER.head[here]) - {ROOT}
        assert inside == set(LEDGER.tail[here]) - {ROOT}, ELEMENTS[element]


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10**6), st.floats(0.05, 0.5))
def test_a_year_told_with_errors_still_closes_and_keeps_what_is_fixed(seed, spread):
    rng = np.random.default_rng(seed)
    factor = np.where(LEDGER.fixed, 1.0, rng.lognormal(0.0, spread, len(LEDGER.seed)))
    told = LEDGER._replace(seed=LEDGER.seed * factor)
    free = ~told.fixed
    conditions, right = base_year.conditions(told, free, japan.import_totals(TABLES))
    found = least_change(told.seed[free], told.stiffness[free], conditions, right)
    amount = told.seed.copy()
    amount[free] = found.flow
    brought = np.bincount(told.element, amount * (told.tail == ROOT), len(ELEMENTS))
    used = np.bincount(told.element, amount * (told.head == ROOT), len(ELEMENTS))
    np.testing.assert_allclose(brought, used, rtol=1e-8)
    part = told.total >= 0
    np.testing.assert_allclose(np.bincount(told.total[part], amount[part]), japan.import_totals(TABLES), rtol=1e-8)
    assert (amount > 0.0).all()
