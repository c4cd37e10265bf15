"""Events are frozen, closed, and can be moved in time together."""

import pytest
from pydantic import ValidationError

from kaitei.security.shocks.event import Outage, starting
from kaitei.security.shocks.shock_file import load


def test_an_old_story_can_be_told_at_another_time() -> None:
    old = load("2026-ban").events
    new = starting(old, "2031-11")
    assert [(event.start, event.end) for event in new] == [("2031-11", "2032-01"), ("2032-01", "open")]
    assert starting(new, "2026-01") == old
    assert starting((), "2026-01") == ()
    with pytest.raises(ValueError, match="must be a month"):
        starting(old, "soon")


def test_an_event_is_frozen_and_closed() -> None:
    (event,) = load("myanmar-outage").events
    assert isinstance(event, Outage)
    with pytest.raises(ValidationError, match="frozen"):
        event.start = "2020-01"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Outage.model_validate({**event.model_dump(), "severity": 1})
    assert Outage.model_validate(event.model_dump()) == event
