"""Quotas: tonnes issued, carried, lapsed, and never overdrawn."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.security.nodes import COUNTRIES
from kaitei.security.shocks.event import Quota
from kaitei.security.shocks.flat import of_events
from kaitei.security.shocks.quota import Quotas, available, drawn_down, quota_factors, quotas
from kaitei.security.shocks.schedule import Arcs

CHINA, JAPAN, FRANCE = (COUNTRIES.index(name) for name in ("china", "japan", "france"))
ARCS = Arcs(np.array([CHINA, CHINA, FRANCE]), np.array([JAPAN, FRANCE, JAPAN]), np.array([1, 1, 1]))


TERMS = st.tuples(
    st.floats(0.0, 3000.0),
    st.sampled_from(["japan", "france", "all"]),
    st.sampled_from(["all", "Dy"]),
    st.floats(0.0, 1.0),
)
"""Tonnes a year, destination, elements, leakage."""


def _quota(**fields: Any) -> Quota:
    common: dict[str, Any] = {
        "name": "x", "kind": "quota", "origin": "china", "destination": "all", "stages": "oxide", "elements": "all",
        "start": "2026-01", "end": "2027-01", "tonnes": 1200,
    }  # fmt: skip
    return Quota.model_validate({**common, **fields})


def _plan(*events: Quota, months: int = 14) -> Quotas:
    return quotas(of_events(events, "2026-01"), ARCS, months)


def test_a_tranche_is_issued_at_its_start_and_lapses_with_its_period() -> None:
    plan = _plan(_quota(tranche=3))
    assert np.flatnonzero(plan.issued[0]).tolist() == [0, 3, 6, 9]
    assert plan.issued[0, 0] == pytest.approx(300.0)
    assert np.flatnonzero(plan.lapses[0]).tolist() == [0, 6]
    assert plan.binds[0].tolist() == [True] * 12 + [False] * 2
    left = np.array([70.0])
    assert available(plan, left, 2) == pytest.approx([70.0])
    assert available(plan, left, 3) == pytest.approx([370.0])
    assert available(plan, left, 6) == pytest.approx([300.0])


@given(st.integers(1, 30), st.sampled_from([(1, 6), (2, 6), (6, 6), (3, 12)]), st.floats(0.0, 1e5))
def test_all_that_is_granted_is_issued_and_no_more(length: int, steps: tuple[int, int], tonnes: float) -> None:
    end = f"{2026 + length // 12}-{length % 12 + 1:02d}"
    plan = _plan(_quota(end=end, tranche=steps[0], carry=steps[1], tonnes=tonnes), months=40)
    assert plan.issued.sum() == pytest.approx(tonnes * length / 12)


def test_a_quota_older_than_the_horizon_begins_with_the_rest_of_its_tranche() -> None:
    plan = quotas(of_events([_quota(tranche=6)], "2026-03"), ARCS, 12)
    assert plan.issued[0, [0, 4]] == pytest.approx([400.0, 600.0])


def test_one_of_no_length_issues_and_binds_nothing() -> None:
    plan = _plan(_quota(end="2026-01"))
    assert not plan.binds.any()
    assert (quota_factors(plan, available(plan, np.zeros(1), 0), np.ones((16, 3)), 0) == 1.0).all()


def test_none_at_all_is_a_sound_plan() -> None:
    plan = quotas(of_events((), "2026-01"), ARCS, 5)
    wanted = np.ones((16, 3))
    assert (quota_factors(plan, available(plan, np.zeros(0), 0), wanted, 0) == 1.0).all()
    assert drawn_down(plan, np.zeros(0), wanted, wanted).shape == (0,)


@given(
    st.lists(TERMS, min_size=1, max_size=3),
    st.lists(st.floats(0.0, 40.0), min_size=48, max_size=48),
)  # fmt: skip
def test_the_smallest_share_counts_and_no_quota_is_overdrawn(
    terms: list[tuple[float, str, str, float]], amounts: list[float]
) -> None:
    events = [
        _quota(tonnes=tonnes, destination=destination, elements=symbols, leakage=leakage)
        for tonnes, destination, symbols, leakage in terms
    ]
    wanted = np.array(amounts).reshape(16, 3)
    plan = _plan(*events)
    stock = available(plan, np.zeros(len(events)), 0)
    factor = quota_factors(plan, stock, wanted, 0)
    assert ((factor >= 0.0) & (factor <= 1.0)).all()
    alone = [quota_factors(_plan(event), available(_plan(event), np.zeros(1), 0), wanted, 0) for event in events]
    assert factor == pytest.approx(np.min(alone, axis=0), abs=1e-12)
    assert (factor[:, 2] == 1.0).all()
    for q in range(len(events)):
        scope = np.ix_(plan.elements[q], plan.arcs[q])
        counted = (factor * wanted)[scope].sum() - plan.leakage[q] * wanted[scope].sum()
        assert counted <= stock[q] + 1e-9
    left = drawn_down(plan, stock, wanted, factor * wanted)
    assert ((left >= 0.0) & (left <= stock)).all()


def test_half_a_year_runs_out_before_its_end() -> None:
    """600 t from the first day last four months at 150 t a month; month by month they last all six at 100."""
    wanted = np.zeros((16, 3))
    wanted[8, 0] = 150.0
    for tranche, expected in ((6, [150.0] * 4 + [0.0] * 2), (1, [100.0] * 6)):
        plan, left, flows = _plan(_quota(tranche=tranche)), np.zeros(1), []
        for month in range(6):
            stock = available(plan, left, month)
            flow = wanted * quota_factors(plan, stock, wanted, month)
            left = drawn_down(plan, stock, wanted, flow)
            flows.append(flow.sum())
        assert flows == pytest.approx(expected)
