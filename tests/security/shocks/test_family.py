"""Families of shocks that may come: each wrong thing is named, each packaged number has a source or reason."""

import re

import pytest

from kaitei.errors import InputError
from kaitei.security.shocks.generator import packaged_families, parse_families
from kaitei.source import references

OUTAGE = {
    "kind": "outage", "origin": "myanmar", "hazard": "0.2", "duration": "6", "lost": "0.5", "most": "3",
    "scopes": "[{weight: 1, targets: [{elements: all, stages: ore}]}]",
}  # fmt: skip


def _text(**fields: str) -> str:
    return "families:\n  mine: {" + ", ".join(f"{k}: {v}" for k, v in {**OUTAGE, **fields}.items()) + "}\n"


def test_every_packaged_number_has_a_source_or_a_reason() -> None:
    families = packaged_families()
    assert [family.name for family in families] == ["ban_on_japan", "licences", "myanmar"]
    for family in families:
        assert family.source
        assert family.sources() <= set(references())
        weights = [scope.weight for scope in family.scopes]
        for datum in (*weights, *(datum for _, datum in family.numbers())):
            assert datum.source or "left out" not in datum.assumption or datum.value == 0.0
            assert "without a source" not in datum.assumption


def test_the_source_of_a_weight_is_among_the_sources() -> None:
    weight = "{value: 1, unit: '1', grade: A, source: Tse2011}"
    scopes = f"[{{weight: {weight}, targets: [{{elements: all, stages: ore}}]}}]"
    (family,) = parse_families(_text(scopes=scopes), "mine.yaml")
    assert family.sources() == {"Tse2011"}


def test_the_hazards_are_the_counts_of_history() -> None:
    from scipy.stats import gamma

    for family, events, years in zip(packaged_families(), (2, 1, 2), (16, 16, 8), strict=True):
        posterior = gamma(events + 0.5, scale=1.0 / years)
        spread = family.hazard.spread
        assert spread is not None
        wanted = posterior.ppf([0.5, 0.1, 0.9])
        assert [family.hazard.value, spread.p10, spread.p90] == pytest.approx(wanted, rel=0.01)


WRONG = [
    (_text(kind="quota"), "families.mine.kind: 'quota' is not a kind of shock; "),
    (_text(hazard="-1"), "families.mine.hazard: value must lie in 0 to 12 1/yr; -1 does not"),
    (_text(hazard="2 t"), "families.mine.hazard: unit t cannot be turned into 1/yr"),
    (_text(most="0"), "families.mine.most: must be at least 1, not 0"),
    (_text(most="65"), "families.mine.most: must be at most 64, not 65"),
    (_text(most="2.5"), "families.mine.most: must be a whole number, not 2.5"),
    (_text(scopes="[]"), "families.mine.scopes: Tuple should have at least 1 item"),
    (_text(scopes="[{weight: 0.5, targets: [{elements: all, stages: ore}]}]"), "scopes must sum to 1, not 0.5"),
    (_text(scopes="[{weight: 1, targets: [{elements: Dyy, stages: ore}]}]"), "targets.0.elements.0: 'Dyy' is not"),
    (_text(scopes="[{weight: {value: 1, unit: '1', grade: C, assumption: x, spread: {kind: uniform, low: 0, high: 1}}, "
                  "targets: [{elements: all, stages: ore}]}]"), "a weight of a scope takes no spread"),
    (_text(lost="{value: 0.5, unit: '1', grade: C, assumption: x, spread: {kind: uniform, low: 0, high: 2}}"),
     "families.mine.lost: spread must stay inside 0 to 1"),
    (_text(durashun="1"), "families.mine.durashun: is not a known key here; did you mean duration"),
    ("families: 5", "families: must be a mapping of names to what happens"),
    ("famillies: {}", r"famillies: is not a known key here; did you mean families\?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_each_wrong_thing_is_named(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_families(text, "mine.yaml")
    assert re.search(message, str(caught.value)), str(caught.value)
