"""Quotas in the months: never overdrawn, one rent on every kilogram, and nothing where they do not bind."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.security.months.stories import FIRST, ban, calm, drawn, run, world

from kaitei.security.months import world as wo
from kaitei.security.months.run import run_months
from kaitei.security.months.world import MARKETS
from kaitei.security.network.network import CONTRACT, SPOT
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES
from kaitei.security.shocks.event import Event, Quota
from kaitei.security.shocks.flat import of_events

MONTHS = 12
CHINA = COUNTRIES.index("china")


def quota(tonnes: float, **words: Any) -> Quota:
    """China's quota on oxide and metal for all, tonnes a year, from the third month on."""
    usual = {
        "kind": "quota", "name": "quota", "assumption": "made up", "origin": "china", "destination": "all",
        "stages": ["oxide", "metal"], "elements": "all", "start": "2026-03", "end": "2026-11",
        "tonnes": {"value": tonnes, "unit": "t/yr", "grade": "C", "assumption": "made up"},
    }  # fmt: skip
    return Quota.model_validate({**usual, **words})


def sold(story: tuple[Event, ...]) -> np.ndarray:
    """Oxide and metal that China sells [t/month], (month, element)."""
    nothing = np.zeros((MONTHS, len(ELEMENTS)))
    flow = run_months(world(), drawn(), of_events(story, FIRST), nothing, 1)[1][0]
    kind, _, seller, buyer, stage, _ = world().arcs[:6]
    out = np.isin(kind, (CONTRACT, SPOT)) & (seller == CHINA) & (buyer != CHINA)
    return np.asarray(flow[:, :, out & np.isin(stage, [STAGES.index(s) for s in ("oxide", "metal")])].sum(axis=2))


def usual() -> float:
    """What China sells without a quota [t/yr]."""
    return 12.0 * float(sold(())[0].sum())


@settings(max_examples=6)
@given(st.floats(0.0, 1.2), st.sampled_from([(1.0, 6.0), (2.0, 6.0), (6.0, 6.0)]), st.floats(0.0, 0.5))
def test_no_more_leaves_than_was_granted(part: float, steps: tuple[float, float], leakage: float) -> None:
    tonnes, (tranche, carry) = part * usual(), steps
    length = {"unit": "month", "grade": "C", "assumption": "made up"}
    event = quota(
        tonnes,
        tranche={**length, "value": tranche},
        carry={**length, "value": carry},
        leakage={"value": leakage, "unit": "1", "grade": "C", "assumption": "made up"},
    )
    under = (1.0 - leakage) * np.cumsum(sold((event,))[2:10].sum(axis=1))
    granted = np.cumsum([tonnes / 12.0 * tranche if m % tranche == 0 else 0.0 for m in range(8)])
    assert np.all(under <= granted * (1.0 + 1e-9) + 1e-9)


def test_a_quota_that_does_not_bind_changes_nothing() -> None:
    with_it, without = run((quota(3.0 * usual()),), calm()), run((), calm())
    for name, values in with_it._asdict().items():
        assert np.array_equal(values, getattr(without, name)), name


def test_a_binding_quota_is_used_up_and_lifts_the_price_of_the_cheapest_most() -> None:
    event = quota(0.6 * usual())
    assert 12.0 * sold((event,))[2].sum() == pytest.approx(0.6 * usual(), rel=1e-6)
    rise = run((event,), months=5).price[:, 2, MARKETS.index("abroad")]
    cost = world().supply[wo.OXIDE_PRICE]
    la, nd, dy = (ELEMENTS.index(symbol) for symbol in ("La", "Nd", "Dy"))
    assert cost[la] < cost[nd] < cost[dy]
    assert np.all(rise[:, la] >= rise[:, nd])
    assert np.all(rise[:, nd] >= rise[:, dy])


def test_the_rent_is_the_same_on_every_kilogram() -> None:
    """But where a price stood higher before, or at its bound."""
    rise = run((quota(0.9 * usual()),), months=4).price[:, 2, MARKETS.index("abroad")]
    rent = (rise - 1.0) * world().supply[wo.OXIDE_PRICE]
    for future in range(len(rent)):
        some = rent[future][rise[future] < 19.0]
        same = np.isclose(some, np.median(some), rtol=1e-6)
        assert same.sum() >= 12
        assert np.all(some >= np.median(some) * (1.0 - 1e-6))


def test_of_two_quotas_on_the_same_goods_neither_is_overdrawn() -> None:
    wide, heavy = quota(0.7 * usual()), quota(0.2 * usual(), name="heavy", elements=["Dy", "Tb", "Y"])
    made = 12.0 * np.cumsum(sold((wide, heavy))[2:10], axis=0)
    month = np.arange(1.0, 9.0) * (1.0 + 1e-9)
    assert np.all(made.sum(axis=1) <= 0.7 * usual() * month)
    places = [ELEMENTS.index(symbol) for symbol in ("Dy", "Tb", "Y")]
    assert np.all(made[:, places].sum(axis=1) <= 0.2 * usual() * month)


def test_a_quota_beside_a_ban_gives_numbers() -> None:
    made = run((quota(0.3 * usual()), ban(4, 3)))
    assert made.exact.all()
    for name, values in made._asdict().items():
        assert np.isfinite(values).all(), name
