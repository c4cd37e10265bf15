"""The numbers of a shock: plain, as text, or in full with source and grade."""

import csv
from importlib.resources import files

import pytest

from kaitei.datum import Datum
from kaitei.security.shocks.event import KINDS, Ban
from kaitei.security.shocks.family import FAMILIES
from kaitei.security.shocks.numbers import left_out, numbers, value_of


def _leakage(raw: object) -> float:
    made = Ban.model_validate(
        {"name": "x", "kind": "ban", "origin": "china", "destination": "japan", "stages": "ore", "elements": "all",
         "start": "2026-01", "end": "open", "leakage": raw}
    )  # fmt: skip
    return value_of("leakage", made.leakage)


@pytest.mark.parametrize("raw", [0.25, "25 %", "0.25", {"value": 25, "unit": "%", "grade": "C", "assumption": "x"}])
def test_a_share_can_be_written_in_several_ways(raw: object) -> None:
    assert _leakage(raw) == pytest.approx(0.25)
    assert _leakage(Datum(value=0.5, unit="1", grade="C", assumption="x")) == 0.5


def test_every_number_is_described_and_used() -> None:
    rows = list(csv.DictReader(files("kaitei.security.shocks").joinpath("numbers.csv").read_text("utf-8").splitlines()))
    assert len(rows) == len(numbers())
    fields = {name for model in (*KINDS.values(), *FAMILIES.values()) for name in model.model_fields}
    assert set(numbers()) - fields == {"weight"}
    for row in rows:
        assert row["description"].endswith(".")
        if row["default"]:
            assert value_of(row["name"], left_out(row["name"])) == float(row["default"])
