import csv
from importlib.resources import files

import pytest

from kaitei.validation import riser

ROWS = list(csv.DictReader(files("kaitei.validation").joinpath("riser.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case_lies_in_its_band_or_says_why_not(row):
    made = getattr(riser, row["case"])()
    inside = float(row["low"]) <= made <= float(row["high"])
    assert inside is (row["missed"] == "")


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_band_holds_the_published_value_and_is_justified(row):
    assert float(row["low"]) < float(row["published"]) < float(row["high"])
    assert row["where"]
    assert row["source"]


@pytest.mark.parametrize("row", [row for row in ROWS if row["missed"]], ids=lambda row: row["case"])
def test_missed_hand_figures_are_those_of_the_bingham_asymptote(row):
    dry, percent = (float(part) for part in (row["case"].split("_")[1], row["case"].split("_")[3]))
    bore = float(row["quantity"].split()[-2])
    flow = dry / 86.4 / 2650.0 / (percent / 100.0)
    velocity = 4.0 * flow / (3.141592653589793 * bore**2)
    viscosity = 1.5e-3 * 2.718281828459045 ** (0.25 * percent)
    stress = 4.0 / 3.0 * 1e4 * (percent / 100.0) ** 3 + 8.0 * viscosity * velocity / bore
    assert 4.0 * stress * 5700.0 / bore / 1e6 == pytest.approx(float(row["published"]), abs=0.06)
