"""The tables of the record, and how the run is repeated."""

from collections.abc import Callable
from typing import Any

import pytest

from kaitei.datum import Datum
from kaitei.report import tables
from kaitei.report.pieces import Cell, Command, Fold, Prose, Section, Table
from kaitei.report.run import Run
from kaitei.report.sections import record
from kaitei.result import Result
from kaitei.scenario import Correlation, Scenario
from kaitei.scenario_file import load
from kaitei.source import Source
from kaitei.spread import Spread

Maker = Callable[..., Result]


def blocks(section: Section | None, kind: type) -> list[Any]:
    """The blocks of a section that are of a kind."""
    assert section is not None
    return [block for block in section.blocks if isinstance(block, kind)]


def test_a_table_of_months_names_them() -> None:
    text = tables.entries_text([float(i) for i in range(12)])
    assert text.startswith("Jan 0, Feb 1")
    assert tables.entries_text([5.0, 6.0]) == "1 5, 2 6"


@pytest.mark.parametrize(
    ("spread", "text"),
    [
        (Spread(kind="normal", p10=1.0, p90=2.0), "normal, P10 to P90 1 to 2 m"),
        (Spread(kind="uniform", low=0.5, high=1.5, relative=True), "uniform, 0.5 to 1.5 times the value"),
        (
            Spread(kind="uniform", low={"Nd": 0.5}, high={"Nd": 2.0}, relative=True, common=True),
            "uniform, Nd 0.5 to Nd 2 times the value, all entries together",
        ),
    ],
)
def test_spreads_are_said_in_words(spread: Spread, text: str) -> None:
    assert tables.spread_text(spread, "m") == text


def test_every_input_stands_in_its_section_with_value_spread_grade_and_source(full: Result) -> None:
    made = tables.inputs(Run(full))
    assert list(made) == ["lift", "site", "market", "economics", "fleet"]
    assert sum(len(table.rows) for table in made.values()) == len(full.scenario.data)
    name, value, spread, grade, source, _ = made["market"].rows[1]
    assert (name, value, spread, grade) == (Cell("price_level"), "1", "uniform, 0.5 to 2", "C")
    assert source == (Cell("assumption"),)
    cited = made["lift"].rows[0][4]
    assert cited == (Cell("Takaya2018", href="#ref-Takaya2018"), Cell("design"))


def test_a_grade_of_the_spread_is_said_where_it_differs(full: Result) -> None:
    spread = Spread(kind="uniform", low=1.0, high=2.0, grade="C", note="range ours")
    datum = Datum(value=1.5, unit="m", grade="A", source="Takaya2018", spread=spread)
    scenario = full.scenario.model_copy(update={"data": {"site.depth": datum}})
    table = tables.inputs(Run(Result(**{**vars(full), "scenario": scenario})))["site"]
    assert table.rows[0][3] == "A, spread C"
    assert "range ours" in str(table.rows[0][5])


def test_checks_are_said_in_words_and_not_only_in_colour(making: Maker) -> None:
    result = making()
    result.dataset["mud_balance"][:] = 0.5
    verdicts = {row[0]: row[4] for row in tables.checks(Run(result)).rows}
    assert verdicts["mud balance"] == Cell("failed", mark="bad")
    assert verdicts["hours balance"] == Cell("holds", mark="good")
    assert verdicts["failed draws"] == Cell("holds", mark="good")


def test_failures_are_listed_with_their_number(making: Maker) -> None:
    table = tables.failures(Run(making(draws=4, failed={0: "riser.lift: x", 2: "riser.lift: x"})))
    assert table is not None
    assert list(table.rows) == [("riser.lift: x", "2")]
    assert tables.failures(Run(making(draws=2))) is None


def test_options_name_what_else_could_be_chosen(full: Result) -> None:
    rows = {row[0]: row for row in tables.options(Run(full)).rows}
    assert rows["lift.basis"][1] == "dry"
    assert rows["lift.basis"][2] == "wet, slurry"


def test_a_missed_case_keeps_its_reason(full: Result) -> None:
    table = tables.validation(full.studies["validation"])
    assert table.rows[1][5] == Cell("missed: another year", mark="bad")
    unknown = tables.validation([{**full.studies["validation"][1], "missed": "", "source": "Nobody1900"}])
    assert unknown.rows[0][5] == Cell("missed: no reason known", mark="bad")
    assert unknown.rows[0][6] == Cell("Nobody1900")


def test_references_are_those_of_this_very_run(full: Result) -> None:
    assert tables.cited(Run(full)) == ["Ermak1977", "Takaya2018", "USGS2026"]
    rows = tables.bibliography(Run(full)).rows
    assert rows[1][0] == Cell("Takaya2018", anchor="ref-Takaya2018")
    assert any(part.href.startswith("https://doi.org/") for part in rows[1][1])


def test_a_key_without_entry_says_so(full: Result) -> None:
    lost = Result(**{**vars(full), "stage_sources": ("Nobody1900",)})
    rows = {row[0].text: row[1] for row in tables.bibliography(Run(lost)).rows}
    assert rows["Nobody1900"] == (Cell("not in the bibliography"),)


def test_a_source_links_only_to_the_web() -> None:
    plain = Source("A", "misc", {"author": "B", "title": "T", "url": "javascript:alert(1)"})
    assert all(not cell.href for cell in tables.reference_text(plain))
    web = Source("A", "misc", {"author": "B", "title": "T.", "url": "https://example.org", "note": "read"})
    assert [cell.text for cell in tables.reference_text(web)] == ["B (n.d.). T.", "https://example.org", "(read)"]


def test_entries_of_a_table_are_cells() -> None:
    table = Table("c", ("a",), [("x",), (Cell("y"),), ((Cell("z"), Cell("w")),)])
    assert table.cells == [[(Cell("x"),)], [(Cell("y"),)], [(Cell("z"), Cell("w"))]]


def repeated(scenario: Scenario, full: Result) -> str:
    """The command that repeats a run of the scenario."""
    return record.command(Run(Result(**{**vars(full), "scenario": scenario})))


def test_a_packaged_scenario_is_repeated_by_its_name(full: Result) -> None:
    scenario = load("minamitorishima")
    assert repeated(scenario, full) == "kaitei run minamitorishima --draws 60 --seed 1"


def test_changes_made_by_hand_are_typed_again(full: Result) -> None:
    scenario = load("minamitorishima").with_({"lift.rate": "2000 t/d", "lift.basis": "wet"})
    assert repeated(scenario, full) == (
        "kaitei run minamitorishima --draws 60 --seed 1 --set lift.basis=wet --set 'lift.rate=2000 t/d'"
    )


def test_a_change_that_cannot_be_typed_asks_for_the_file(full: Result) -> None:
    scenario = load("minamitorishima")
    spread = scenario.data["lift.rate"].model_copy(update={"note": "another"})
    other = scenario.model_copy(update={"data": {**scenario.data, "lift.rate": spread}})
    assert repeated(other, full).startswith("kaitei run scenario.yaml ")
    later = scenario.horizon.model_copy(update={"first_year": 2040})
    assert repeated(scenario.model_copy(update={"horizon": later}), full).startswith("kaitei run scenario.yaml ")


def test_a_packaged_scenario_that_does_not_load_asks_for_the_file(
    full: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kaitei.errors import InputError

    def broken(name: str) -> Scenario:
        raise InputError("broken")

    monkeypatch.setattr(record, "load", broken)
    assert repeated(load("minamitorishima"), full).startswith("kaitei run scenario.yaml ")


def test_a_file_scenario_says_where_its_file_is(full: Result) -> None:
    section = record.repeat(Run(full))
    assert blocks(section, Command) == [Command("kaitei run scenario.yaml --draws 60 --seed 1")]
    assert any("in the run folder" in block.text for block in blocks(section, Prose))


def test_correlations_are_listed_among_the_assumptions(full: Result) -> None:
    wish = Correlation(between=("market.price_level", "economics.charter_rate"), rank=0.5, assumption="both follow oil")
    scenario = full.scenario.model_copy(update={"correlations": (wish,)})
    section = record.assumptions(Run(Result(**{**vars(full), "scenario": scenario})))
    fold = next(f for f in blocks(section, Fold) if f.key == "inputs-correlations")
    assert fold.blocks[0].rows == [
        ("market.price_level", "economics.charter_rate", "0.5", "assumption", "both follow oil")
    ]


def test_the_report_says_what_it_is_not(full: Result) -> None:
    said = " ".join(record.LIMITS)
    for word in ("resource", "reserve", "screening", "forecast"):
        assert word in said
    assert record.limits(Run(full)).topic == "What this report is not"
