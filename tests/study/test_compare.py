"""Runs side by side: pairs by draw, what differs, and what is printed of it."""

from dataclasses import replace

import numpy as np
import pytest

from kaitei import console
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.measure import measure
from kaitei.reference import REFERENCE
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.study.compare import changed_inputs, compare, paired, side_by_side


@pytest.fixture(scope="module")
def runs(reference: Scenario) -> list[Result]:
    """A base, two fleets with the same random numbers, and the base with other ones."""
    stated = reference.with_({"fleet.cargo_ships": "stated"})
    base = REFERENCE.run(stated, draws=12, seed=4)
    fleets = [stated.with_({"fleet.carriers": 1}), stated.with_({"fleet.typhoon_policy": "retrieve"})]
    others = [replace(base, scenario=fleet, dataset=REFERENCE.sample(fleet, 12, 4)) for fleet in fleets]
    return [base, *others, replace(base, seed=5, dataset=REFERENCE.sample(stated, 12, 5))]


def test_runs_of_one_seed_and_number_of_draws_are_paired(runs: list[Result]) -> None:
    assert paired(runs[0], runs[1])
    assert not paired(runs[0], runs[3])


def test_the_change_is_taken_draw_by_draw(runs: list[Result]) -> None:
    row = next(row for row in compare(runs[0], runs[1]) if row.name == "mud_landed")
    landed = [measure("mud_landed").compute(run.dataset) for run in runs[:2]]
    assert row.paired
    assert row.change_p50 == pytest.approx(np.median(landed[1] - landed[0]))
    assert row.change_p10 == pytest.approx(np.quantile(landed[1] - landed[0], 0.1))


def test_each_of_many_is_compared_as_it_would_be_alone(runs: list[Result]) -> None:
    assert side_by_side(*runs) == [compare(runs[0], other) for other in runs[1:]]


def test_unpaired_runs_have_no_range_of_the_change(runs: list[Result]) -> None:
    row = compare(runs[0], runs[3])[0]
    assert not row.paired
    assert row.change_p10 is None
    assert row.change_p50 == pytest.approx((row.second_p50 or 0.0) - (row.first_p50 or 0.0))


def test_a_draw_that_failed_in_one_run_is_left_out_in_all(runs: list[Result]) -> None:
    failure = runs[2].dataset["failure"].copy()
    failure[3] = "it sank"
    sunk = replace(runs[2], dataset=runs[2].dataset.assign(failure=failure))
    landed = measure("mud_landed").compute(runs[0].dataset.isel(draw=[d for d in range(12) if d != 3]))
    for rows in side_by_side(runs[0], runs[1], sunk):
        row = next(row for row in rows if row.name == "mud_landed")
        assert row.first_p50 == pytest.approx(np.median(landed))


def test_rounding_is_no_change(runs: list[Result]) -> None:
    row = next(row for row in compare(runs[0], runs[1]) if row.name == "basket_price")
    assert (row.change_p10, row.change_p50, row.change_p90) == (0.0, 0.0, 0.0)


def test_what_differs_is_named_for_every_run(runs: list[Result]) -> None:
    assert changed_inputs(*runs[:3]) == [
        ("fleet.typhoon_policy", "hang_off", "hang_off", "retrieve"),
        ("fleet.carriers", "2", "1", "2"),
    ]
    assert changed_inputs(runs[0], runs[3]) == []


def test_years_records_and_spreads_that_differ_are_named(runs: list[Result]) -> None:
    scenario = runs[0].scenario
    horizon = scenario.horizon.model_copy(update={"production_years": 5, "construction_years": 0, "ramp_up": ()})
    record = WeatherRecord(file=("buoy.csv",), format="ndbc")
    certain = scenario.with_({"fleet.storms": scenario.data["fleet.storms"].value})
    other = certain.model_copy(update={"horizon": horizon, "weather_record": record})
    assert changed_inputs(runs[0], replace(runs[0], scenario=other)) == [
        ("fleet.storms", "2.17", "2.17 (else different)"),
        ("horizon", "20 years from 2030, 3 of construction, ramp-up 0.4, 0.7", "5 years from 2030"),
        ("weather_record", "none", "buoy.csv"),
    ]


def test_a_run_that_lacks_a_name_is_still_compared(runs: list[Result]) -> None:
    scenario = runs[0].scenario
    older = scenario.model_copy(
        update={
            "options": {name: word for name, word in scenario.options.items() if name != "fleet.waves"},
            "data": {name: datum for name, datum in scenario.data.items() if name != "fleet.storms"},
        }
    )
    old = replace(runs[0], scenario=older, dataset=runs[0].dataset.drop_vars("npv"))
    for pair, place in (((runs[0], old), 2), ((old, runs[0]), 1)):
        found = {row[0]: row for row in changed_inputs(*pair)}
        assert {name: row[place] for name, row in found.items()} == {"fleet.waves": "–", "fleet.storms": "–"}
        assert {row.name for row in compare(runs[0], runs[1])} - {row.name for row in compare(*pair)} >= {"npv"}


def test_many_runs_are_printed_with_what_their_changes_rest_on(runs: list[Result]) -> None:
    text = "\n".join(console.runs_lines(["base", "one", "retrieve", "other"], runs))
    assert "measure (P50)            unit    base" in text
    assert "change from base" in text
    assert "common random numbers (seed 4, 12 draws): changes are taken draw by draw, P50 (P10 to P90)" in text
    assert "other seeds or numbers of draws than base: other; their changes are between percentiles" in text
    alone = "\n".join(console.runs_lines(["base", "other", "again"], [runs[0], runs[3], runs[3]]))
    assert "common random numbers" not in alone


def test_two_runs_are_printed_in_one_table(runs: list[Result]) -> None:
    lines = console.two_runs_lines(["base", "one"], runs[:2])
    assert lines[0].split() == ["input", "base", "one"]
    assert "measure (P50)            unit    first" in "\n".join(lines)
    assert "not draw by draw" not in "\n".join(lines)
    assert "not draw by draw" in console.two_runs_lines(["base", "other"], [runs[0], runs[3]])[-1]
