"""Scenario files: every wrong thing is named by file, line and path, all at once; nothing is guessed."""

from pathlib import Path

import pytest

from kaitei import scenario_file
from kaitei.datum import Datum
from kaitei.errors import InputError
from kaitei.scenario import Scenario
from kaitei.scenario_file import load, packaged, template, to_yaml


def _problems(tmp_path: Path, text: str) -> str:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(file)
    return str(caught.value).replace(str(tmp_path) + "/", "")


@pytest.mark.parametrize("name", packaged())
def test_packaged_scenarios_load_and_come_back_equal(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    file = tmp_path / f"{name}.yaml"
    file.write_text(to_yaml(scenario), encoding="utf-8")
    assert load(file) == scenario


def test_the_five_scenarios_are_shipped() -> None:
    wanted = {"minamitorishima", "minamitorishima-wet", "pilot-2027", "trial-2026", "meti-2016"}
    assert wanted <= set(packaged())


BASIC = "extends: minamitorishima\n"

GRADE, SPLIT = "deposit: {mean_grade: {", "deposit: {element_split: {"

WRONG = [
    ("lift: {rat: 3 t/d}", r"mine.yaml:2: lift.rat: is not known; did you mean rate\?"),
    ("liftt: {rate: 3 t/d}", r"mine.yaml:2: liftt: is not a section; did you mean lift\?"),
    ("lift: 3", "mine.yaml:2: lift: must be a mapping"),
    ("lift: {rate: 3500 kg}", r"lift.rate.unit: .*cannot be turned into t/d"),
    ("lift: {rate: 3500 zz}", r"lift.rate.unit: unit 'zz' is not known"),
    ("lift: {rate: -3 t/d}", r"lift.rate.value: must lie in 0.1 to .*; -3 does not"),
    ("lift: {rate: lots}", r"lift.rate: 'lots' is not a number with a unit"),
    ("lift: {rate: 3500}", r"lift.rate: must be a mapping with value, unit and source, or text such as '5 t/d'"),
    ("lift: {basis: moist}", r"lift.basis: must be one of dry, wet, slurry, not 'moist'"),
    (GRADE + "value: 1, unit: g/t, grade: A}}", "deposit.mean_grade: needs a source .* or an assumption"),
    (GRADE + "value: 900, unit: g/t, grade: D, assumption: x}}", r"grade: must be 'A', 'A2', 'B' or 'C'"),
    (GRADE + "value: .nan, unit: g/t, grade: C, assumption: x}}", r"mean_grade.value: must be finite"),
    (GRADE + "value: yes, unit: g/t, grade: C, assumption: x}}", r"mean_grade.value: must be a number"),
    (GRADE + "unit: g/t, grade: C, assumption: x}}", r"mean_grade.value: is missing"),
    (GRADE + "value: 900, unit: g/t, grade: C, source: Nobody1900}}", "Nobody1900 is not in references.bib"),
    (GRADE + "value: 900, unit: g/t, grade: C, assumption: x, sorce: y}}",
     r"mean_grade.sorce: is not a known key here; did you mean source\?"),
    (GRADE + "value: 900, unit: g/t, grade: C, assumption: x, spread: {kind: uniform, low: 850, high: 950, hihg: 1}}}",
     r"mean_grade.spread.hihg: is not a known key here; did you mean high\?"),
    ("correlations: [{betwen: [deposit.mean_grade, lift.rate], rank: 0.5, source: x}]",
     r"correlations.0.betwen: is not a known key here; did you mean between\?"),
    ("horizon: {frist_year: 2030}", r"horizon.frist_year: is not a known key here; did you mean first_year\?"),
    ("weather_recrod: {file: a.csv}", r"mine.yaml:2: weather_recrod: is not a section; did you mean weather_record\?"),
    ("weather_record: {file: none.csv, format: ndbc}", "mine.yaml:2: weather_record.file: none.csv does not exist"),
    ("fleet: {weather: record}", "mine.yaml:2: fleet.weather: the word record needs the user's own weather"),
    (SPLIT + "value: {Xx: 1}, unit: '%', grade: C, assumption: x}}", "element_split.value: Xx is not known"),
    (SPLIT + "value: 5, unit: '%', grade: C, assumption: x}}", "element_split.value: must be a table"),
    (GRADE + "value: {La: 1}, unit: g/t, grade: C, assumption: x}}", "must be one number, not a table"),
    ("market: {price: {deck: mars_2099}}", "market.price: no price deck 'mars_2099'"),
    ("extends: mars", "stands twice"),
    ("horizon: {first_year: 2030}", "horizon.production_years: is missing"),
    ("horizon: {first_year: 2030, production_years: 0}", "horizon.production_years: must be at least 1, not 0"),
    ("horizon: {first_year: 2030, production_years: 2, ramp_up: [1.2]}", "horizon.ramp_up: each must lie above 0"),
    ("correlations: [{between: [lift.rate, lift.rat], rank: 0.5, source: x}]", "lift.rat is not a datum with"),
    ("correlations: [{between: [deposit.mean_grade, lift.rate], rank: 1.5, source: x}]", "correlations.0.rank"),
    ("title: [a]", "title: must be text"),
    ('title: "a\\0b"', "title: holds a control character"),
    ("market: {price: {deck: [1]}}", r"market.price: no price deck \[1\]"),
    (GRADE + "value: 1" + "0" * 400 + ", unit: g/t, grade: C, assumption: x}}", "mean_grade.value: must be finite"),
    ("correlations: [{between: [lift.rate, lift.rate], rank: 0.5, source: x}]", "correlated with itself"),
    ("correlations: [{between: [market.price, deposit.mean_grade], rank: 0.5, source: x}]", "is a table; only single"),
    ("correlations: [{between: [deposit.best_grade, deposit.mean_grade], rank: 0.5, source: x}]", "x is not in ref"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_each_wrong_thing_is_named(text: str, message: str, tmp_path: Path) -> None:
    found = _problems(tmp_path, BASIC + text + "\n")
    import re

    assert re.search(message, found), found


SPREADS = [
    ("{kind: uniform, low: 950, high: 900}", "spread.low: lies above high"),
    ("{kind: uniform, low: 910, high: 950}", "spread: the value must lie between low and high"),
    ("{kind: lognormal, p10: -1, p90: 950}", "spread.p10: must be above 0"),
    ("{kind: triangular, low: -5, high: 950}", "spread: must stay inside"),
    ("{kind: cauchy, low: 1, high: 2}", "spread.kind: must be 'uniform'"),
    ("{kind: uniform, low: 1}", "spread: spread uniform needs low and high"),
    ("{kind: normal, p10: .nan, p90: 950}", "spread.p10: must be finite"),
    ("{kind: uniform, low: true, high: 950}", "spread.low: must be a number"),
]


@pytest.mark.parametrize(("spread", "message"), SPREADS)
def test_spreads_are_checked(spread: str, message: str, tmp_path: Path) -> None:
    datum = f"{{value: 900, unit: g/t, grade: C, assumption: x, spread: {spread}}}"
    assert message in _problems(tmp_path, f"{BASIC}deposit:\n  mean_grade: {datum}\n")


def test_all_problems_come_at_once_with_their_lines(tmp_path: Path) -> None:
    text = BASIC + "lift:\n  basis: moist\n  rate: -3 t/d\ndeposit:\n  mean_grad: 3 g/t\nfleet: 1\n"
    found = _problems(tmp_path, text)
    assert found.startswith("4 problems in the input")
    assert [n for n in range(1, 9) if f"mine.yaml:{n}:" in found] == [3, 4, 6, 7]


def test_a_scenario_without_parent_names_what_is_missing(tmp_path: Path) -> None:
    found = _problems(tmp_path, "title: bare\nlift:\n  rate: 3500 t/d\n")
    assert "lift.basis: must be chosen: dry, wet, slurry" in found
    assert "horizon: is missing" in found
    assert "money: is missing: say currency and year" in found
    assert "deposit.mean_grade: is missing [g/t]" in found


def test_a_scenario_cannot_extend_itself(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("extends: mine.yaml\n", encoding="utf-8")
    found = _problems(tmp_path, "extends: b.yaml\n")
    assert "cannot extend itself: mine.yaml -> b.yaml -> mine.yaml" in found


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        load(tmp_path)
    big = tmp_path / "big.yaml"
    big.write_bytes(b"# " + b"x" * 10_000_000)
    with pytest.raises(InputError, match=r"has 10.0 MB; a scenario has at most 1 MB"):
        load(big)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("title: süß\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"is not UTF-8 text \(byte 8\)"):
        load(latin)
    with pytest.raises(InputError, match=r"cannot be read: No such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(InputError, match=r"did you mean minamitorishima\?"):
        load("minamitorisima")
    listed = tmp_path / "list.yaml"
    listed.write_text("- a\n", encoding="utf-8")
    with pytest.raises(InputError, match="must be a mapping of sections"):
        load(listed)
    number = tmp_path / "number.yaml"
    number.write_text("extends: 5\n", encoding="utf-8")
    with pytest.raises(InputError, match="must name one scenario or file"):
        load(number)
    flat = tmp_path / "flat.yaml"
    flat.write_text("extends: minamitorishima\ncorrelations: 5\n", encoding="utf-8")
    with pytest.raises(InputError, match="correlations: must be a list"):
        load(flat)


def test_the_template_is_a_sound_scenario(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    file.write_text(template("minamitorishima"), encoding="utf-8")
    assert load(file).data["lift.rate"].value == 3500


def test_changes_make_a_new_scenario_and_say_who_set_them(reference: Scenario) -> None:
    made = reference.with_({"lift.rate": "2000 t/d", "lift.basis": "wet", "deposit.mean_grade": 900})
    assert made.options["lift.basis"] == "wet"
    assert made.data["lift.rate"].value == 2000
    assert made.data["deposit.mean_grade"].unit == reference.data["deposit.mean_grade"].unit
    assert made.data["deposit.mean_grade"].spread is None
    assert "set by the user" in made.data["deposit.mean_grade"].assumption
    assert reference.options["lift.basis"] == "dry"


def test_a_whole_datum_can_be_put_in(reference: Scenario) -> None:
    datum = Datum(value=1.0, unit="kt/d", grade="C", assumption="test")
    assert reference.with_({"lift.rate": datum}).data["lift.rate"] == datum


def test_wrong_changes_come_all_at_once(reference: Scenario) -> None:
    with pytest.raises(InputError) as caught:
        reference.with_({"lift.rat": 5, "lift.basis": "moist", "lift.rate": "many", "deposit.mean_grade": "-1 g/t"})
    text = str(caught.value)
    assert text.startswith("4 problems")
    assert "did you mean lift.rate?" in text


def test_a_fixed_datum_leaves_its_correlations(reference: Scenario) -> None:
    from kaitei.scenario import Correlation

    pair = Correlation(between=("deposit.mean_grade", "deposit.best_grade"), rank=0.5, assumption="test")
    correlated = reference.model_copy(update={"correlations": (pair,)})
    assert correlated.with_({"deposit.mean_grade": 900}).correlations == ()
    assert correlated.with_({"lift.rate": "900 t/d"}).correlations == (pair,)


def test_shorthand_says_that_it_has_no_source(tmp_path: Path) -> None:
    file = tmp_path / "short.yaml"
    file.write_text("extends: minamitorishima\nlift:\n  rate: 2 kt/d\n", encoding="utf-8")
    datum = scenario_file.load(file).data["lift.rate"]
    assert (datum.value, datum.unit, datum.grade) == (2.0, "kt/d", "C")
    assert "without a source" in datum.assumption
