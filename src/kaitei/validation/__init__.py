"""Published and derived cases the model is compared with: one CSV and one module of functions for each subject.

A case that the model misses stays in the table, with the reason.
"""

import csv
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.resources import files
from typing import Any

from kaitei.variable import PLACES

SUBJECTS = (
    *(place for place in PLACES if place != "mine"),
    *("units", "uky", "weather", "ships", "chain", "shocks_2010", "shocks_2025"),
)
"""Places, then units of the refinery, a whole plant of a peer, made weather, simulated ships, the chain, and what the
monthly supply of Japan makes of 2010 and 2025."""


@dataclass(frozen=True)
class Case:
    """One published or closed-form number, and the band in which the model counts as agreeing."""

    subject: str
    case: str
    quantity: str
    unit: str
    published: float
    low: float
    high: float
    source: str
    where: str
    missed: str


def cases() -> list[Case]:
    """All cases, by subject in the order of the chain."""
    made = []
    for subject in SUBJECTS:
        text = files("kaitei.validation").joinpath(f"{subject}.csv").read_text("utf-8")
        for row in csv.DictReader(text.splitlines()):
            numbers = {key: float(row[key]) for key in ("published", "low", "high")}
            words = {key: row[key] for key in ("case", "quantity", "unit", "source", "where", "missed")}
            made.append(Case(subject, **words, **numbers))  # type: ignore[arg-type]
    return made


def model_value(case: Case) -> float:
    """What the model gives for a case, in the case's unit."""
    return float(getattr(import_module(f"kaitei.validation.{case.subject}"), case.case)())


def run_case(case: Case) -> dict[str, Any]:
    """The case as a row with the model's value and whether it lies in the band."""
    model = model_value(case)
    return {**asdict(case), "model": model, "passed": case.low <= model <= case.high}


def run_cases() -> list[dict[str, Any]]:
    """All cases with the model's values."""
    return [run_case(case) for case in cases()]
