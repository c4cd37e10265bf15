"""The equipment list: every row can be trusted, and gives back the published correlation it came from."""

import csv
from collections.abc import Callable
from importlib.resources import files
from math import exp, log

import numpy as np
import pytest

from kaitei.economics.capital import plant_cost_index_cepci
from kaitei.errors import InputError
from kaitei.refinery.equipment.catalogue import MONEY_INDEX, MONEY_YEAR, Machine, catalogue, machine_named
from kaitei.source import references

GALLON, SQUARE_FOOT, CUBIC_FOOT, HORSEPOWER = 3.785411784e-3, 0.09290304, 0.028316846592, 745.699872
SHORT_TON_PER_HOUR, GALLON_PER_MINUTE, BTU_PER_HOUR = 907.18474 / 3600.0, GALLON / 60.0, 0.29307107
PRESS_AREA = CUBIC_FOOT * 2.0 / 0.04
"""Cloth area of a cubic foot of cake of 40 mm, filtered from both sides [m2]."""

INDEX_BEFORE_2013 = {2010: 550.8}


def table() -> list[dict[str, str]]:
    text = files("kaitei.refinery.equipment").joinpath("equipment.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def cost_at(machine: Machine, size: float) -> float:
    """Purchase cost of one machine of a size in SI [USD of MONEY_YEAR]."""
    return machine.cost * (size / machine.reference_size) ** machine.exponent


def in_money_of_2022(cost: float, index: float) -> float:
    return cost * MONEY_INDEX / index


@pytest.mark.parametrize("row", table(), ids=lambda row: row["machine"])
def test_every_row_is_whole(row: dict[str, str]) -> None:
    numbers = {key: float(row[key]) for key in ("reference_size", "smallest", "largest", "cost", "exponent")}
    assert all(value > 0.0 for value in numbers.values())
    assert numbers["smallest"] < numbers["largest"]
    assert 0.2 < numbers["exponent"] < 1.0
    assert row["grade"] in {"A", "A2", "B", "C"}
    assert set(row["source"].split()) <= set(references())
    assert row["where"]
    assert row["note"].endswith(".")


@pytest.mark.parametrize("row", table(), ids=lambda row: row["machine"])
def test_the_index_is_that_of_the_year(row: dict[str, str]) -> None:
    year = int(row["cost_year"])
    known = INDEX_BEFORE_2013.get(year) or float(plant_cost_index_cepci(np.array(float(year))))
    assert float(row["cost_index"]) == known


def test_the_money_year_has_the_index_of_economics() -> None:
    assert float(plant_cost_index_cepci(np.array(float(MONEY_YEAR)))) == MONEY_INDEX


def test_names_are_unique_and_sizes_are_in_si() -> None:
    assert len(catalogue()) == len(table())
    assert machine_named("pump").largest == pytest.approx(2495.4 / 3600.0)
    assert machine_named("calciner").smallest == pytest.approx(17.6e3)
    assert machine_named("decanter").reference_size == pytest.approx(9.07e3 / 3600.0)


def test_an_unknown_machine_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match=r"machine 'hydrocylone' is not in the equipment list; did you mean hydrocyc"):
        machine_named("hydrocylone")


def drum_filter(area: float) -> float:
    return exp(11.796 - 0.1905 * log(area) + 0.0554 * log(area) ** 2)


def box(volume: float) -> float:
    """Glass-fibre tank times two and a turbine of 1.5 kW/m3 in a quarter of the volume [USD of 2013]."""
    horsepower = 1.5e3 * volume * GALLON / 4.0 / HORSEPOWER
    return float(2.0 * 18.0 * volume**0.73 + 3730.0 * horsepower**0.54)


@pytest.mark.parametrize(
    ("name", "published", "unit", "smallest", "largest", "index", "within"),
    [
        ("hydrocyclone", lambda q: 275.0 * q**0.50, GALLON_PER_MINUTE, 8.0, 1200.0, 567.3, 0.001),
        ("steel_tank", lambda v: 265.0 * v**0.513, GALLON, 1e4, 1e6, 567.3, 0.001),
        ("liquor_agitator", lambda p: 3730.0 * p**0.54, HORSEPOWER, 2.0, 60.0, 567.3, 0.001),
        ("thickener_steel", lambda a: 3810.0 * a**0.58, SQUARE_FOOT, 80.0, 8000.0, 567.3, 0.001),
        ("thickener_lined", lambda a: 1.5 * 3810.0 * a**0.58, SQUARE_FOOT, 80.0, 8000.0, 567.3, 0.001),
        ("thickener_concrete", lambda a: 2720.0 * a**0.58, SQUARE_FOOT, 8000.0, 125000.0, 567.3, 0.001),
        ("decanter", lambda s: 68040.0 * s**0.50, SHORT_TON_PER_HOUR, 2.0, 40.0, 567.3, 0.001),
        ("drum_filter", drum_filter, SQUARE_FOOT, 100.0, 800.0, 567.3, 0.065),
        ("dryer", lambda a: 15000.0 + 10500.0 * a**0.9, 1.0, 11.0, 180.0, 550.8, 0.04),
        ("mixer_settler_box", box, GALLON, 4.0 / GALLON, 100.0 / GALLON, 567.3, 0.03),
    ],
)
def test_a_row_gives_back_its_correlation_over_its_range(
    name: str,
    published: Callable[[float], float],
    unit: float,
    smallest: float,
    largest: float,
    index: float,
    within: float,
) -> None:
    machine = machine_named(name)
    assert machine.smallest == pytest.approx(smallest * unit, rel=0.003)
    assert machine.largest == pytest.approx(largest * unit, rel=0.003)
    for size in np.geomspace(smallest, largest, 7):
        wanted = in_money_of_2022(published(float(size)), index)
        assert cost_at(machine, float(size) * unit) == pytest.approx(wanted, rel=within)


@pytest.mark.parametrize(
    ("name", "size", "published"),
    [
        ("pump", 10987.0 * GALLON_PER_MINUTE, 149645.0),
        ("pump", 7027.0 * GALLON_PER_MINUTE, 126192.0),
        ("pump", 70.0 * GALLON_PER_MINUTE, 21757.0),
        ("plastic_tank", 35136.0 * GALLON, 28516.0),
        ("plastic_tank", 1405.0 * GALLON, 1343.2),
        ("lined_tank", 49950.0 * GALLON, 117750.75),
        ("slurry_agitator", 25.0 * HORSEPOWER, 66003.0),
        ("slurry_agitator", 0.61 * HORSEPOWER, 8023.0),
        ("filter_press", 3600.0 * PRESS_AREA, 2183148.0),
        ("filter_press", 469.0 * PRESS_AREA, 506968.0),
        ("filter_press", 52.0 * PRESS_AREA, 104411.0),
        ("filter_press", 0.18 * PRESS_AREA, 1750.0),
        ("belt_filter", 194.0 * SHORT_TON_PER_HOUR, 772061.5),
        ("mixer_settler_single", 18332.0 * GALLON, 749135.0),
        ("mixer_settler_single", 2444.0 * GALLON, 303517.0),
        ("calciner", 0.35e6 * BTU_PER_HOUR, 235395.0),
        ("calciner", 737e6 * BTU_PER_HOUR, 9275229.0),
    ],
)
def test_other_accounts_of_prommis_lie_on_the_same_curve(name: str, size: float, published: float) -> None:
    assert cost_at(machine_named(name), size) == pytest.approx(in_money_of_2022(published, 541.7), rel=0.015)


@pytest.mark.parametrize(
    ("name", "size", "other", "index", "ratio"),
    [
        ("thickener_concrete", 22590.0 * SQUARE_FOOT, 870880.0, 541.7, 1.00),
        ("thickener_steel", 1444.0 * SQUARE_FOOT, 95889.3, 541.7, 2.58),
        ("plastic_tank", 3e4 * GALLON, 18.0 * 3e4**0.73, 567.3, 1 / 1.30),
        ("filter_press", 800.0 * SQUARE_FOOT, 5445.0 * 800.0**0.52, 567.3, 0.62),
        ("slurry_agitator", 25.0 * HORSEPOWER, 3730.0 * 25.0**0.54, 567.3, 3.2),
        ("lined_tank", 50862.0 * GALLON, 79303.3, 541.7, 1.5),
        ("pump", 50.0 / 3600.0, 8000.0 + 240.0 * (50.0 / 3.6) ** 0.9, 550.8, 3.15),
    ],
)
def test_a_second_source_stands_as_far_off_as_the_note_says(
    name: str, size: float, other: float, index: float, ratio: float
) -> None:
    assert cost_at(machine_named(name), size) / in_money_of_2022(other, index) == pytest.approx(ratio, rel=0.03)


@pytest.mark.parametrize("volume", [9.3, 30.0, 100.0])
def test_a_stand_alone_mixer_settler_costs_ten_to_sixteen_boxes(volume: float) -> None:
    single, boxed = (cost_at(machine_named(f"mixer_settler_{kind}"), volume) for kind in ("single", "box"))
    assert 10.0 < single / boxed < 16.5
