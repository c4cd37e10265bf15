"""The flat form: what it holds of an event, and that the order of events is not among it."""

import numpy as np
import pytest

from kaitei.security.nodes import COUNTRIES
from kaitei.security.shocks.flat import Shocks, empty, joined, of_events
from kaitei.security.shocks.profile import BAN, NONE, OUTAGE, QUOTA
from kaitei.security.shocks.shock_file import load, packaged


def _equal(a: Shocks, b: Shocks) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_an_event_stands_in_the_arrays_as_written() -> None:
    made = of_events(load("2010-embargo").events, "2010-01")
    assert made.kind.tolist() == [[BAN]]
    assert (made.start.item(), made.end.item(), made.ramp.item(), made.leakage.item()) == (9.0, 11.0, 1.0, 0.28)
    assert made.origins.item() == 1 << COUNTRIES.index("china")
    assert made.destinations.item() == 1 << COUNTRIES.index("japan")
    assert made.elements.item() == (1 << 16) - 1
    assert made.stages.item() == 0b0111


def test_units_are_months_and_tonnes_a_month() -> None:
    licence = of_events(load("2025-licensing").events, "2025-04")
    assert licence.delay == pytest.approx(67.5 * 12.0 / 365.25)
    quota = of_events(load("2010-quota").events, "2010-01")
    assert set(quota.kind[0]) == {QUOTA}
    assert quota.tonnes[0] * 6 == pytest.approx([22282.0, 7976.0, 14446.0, 15738.0])


def test_an_outage_keeps_what_it_does_not_lose_and_has_no_destination() -> None:
    made = of_events(load("myanmar-outage").events, "2024-01")
    assert made.kind.item() == OUTAGE
    assert made.leakage.item() == pytest.approx(0.62)
    assert made.destinations.item() == 0


@pytest.mark.parametrize("name", packaged())
def test_the_order_of_events_does_not_matter(name: str) -> None:
    events = load(name).events
    assert _equal(of_events(events, "2010-01"), of_events(events[::-1], "2010-01"))


def test_an_open_event_does_not_end() -> None:
    made = of_events(load("2026-ban").events, "2026-01")
    assert made.end.tolist() == [[2.0, np.inf]]


def test_parts_stand_side_by_side_and_one_future_is_spread() -> None:
    today = of_events(load("2026-ban").events, "2026-01")
    made = joined(today, empty(3, 2))
    assert made.kind.shape == (3, 4)
    assert (made.kind[:, 2:] == NONE).all()
    assert _equal(Shocks(*(array[2:] for array in made)), joined(today, empty(1, 2)))
    with pytest.raises(ValueError, match="parts must have one future each, or the same number of futures"):
        joined(empty(2, 1), empty(3, 1))


def test_nothing_at_all_is_a_sound_schedule() -> None:
    assert of_events((), "2026-01").kind.shape == (1, 0)
