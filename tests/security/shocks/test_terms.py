"""What each kind must and must not say."""

import pytest
from pydantic import ValidationError

from kaitei.security.shocks.event import Licence, Quota
from kaitei.security.shocks.terms import with_kind

COMMON = {
    "name": "x", "origin": "china", "destination": "all", "stages": "all", "elements": "all", "start": "2026-01",
    "end": "open",
}  # fmt: skip


def test_all_countries_and_products_are_one_word() -> None:
    made = Licence.model_validate({**COMMON, "kind": "licence", "approval": 0.5, "delay": "2 month"})
    assert len(made.destination) == 16
    assert made.stages == ("ore", "oxide", "metal", "magnet")


def test_sources_of_an_event_and_of_its_numbers_are_gathered() -> None:
    tonnes = {"value": 1, "unit": "t/yr", "grade": "A", "source": "Tse2011"}
    made = Quota.model_validate({**COMMON, "kind": "quota", "tonnes": tonnes, "source": "ChinaDaily2011"})
    assert made.sources() == {"Tse2011", "ChinaDaily2011"}
    assert [name for name, _ in made.numbers()] == ["leakage", "lead", "panic", "tonnes", "carry", "tranche"]


def test_the_half_year_is_the_period_of_a_quota_that_names_none() -> None:
    made = Quota.model_validate({**COMMON, "kind": "quota", "tonnes": 1})
    assert (made.carry.value, made.tranche.value) == (6, 1)


def test_a_kind_is_looked_up_by_its_word() -> None:
    assert with_kind({"kind": "ban"}, {"ban": 1}) == 1
    assert "is not a kind of shock" in with_kind({"kind": 7}, {"ban": 1})
    with pytest.raises(ValidationError, match="kind"):
        Quota.model_validate({**COMMON, "kind": "ban", "tonnes": 1})
