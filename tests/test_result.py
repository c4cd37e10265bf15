"""A result is one file that opens again equal."""

import signal
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kaitei.errors import InputError, KaiteiError
from kaitei.measure import MEASURES, headline, measure, spread_of
from kaitei.reference import REFERENCE
from kaitei.result import Result, open_result
from kaitei.scenario import Scenario
from kaitei.variable import vocabulary


@pytest.fixture(scope="module")
def result(reference: Scenario) -> Result:
    return replace(REFERENCE.run(reference, draws=12, seed=3), studies={"drivers": [{"name": "a", "x": 1.5}]})


def test_it_opens_again_equal(result: Result, tmp_path: Path) -> None:
    again = open_result(result.save(tmp_path / "result.nc"))
    assert again == result
    assert again.digest() == result.digest()
    assert again.timings == result.timings
    assert open_result(tmp_path) == result


def test_equality_sees_a_changed_number(result: Result) -> None:
    changed = result.dataset.copy(deep=True)
    changed["npv"][0] += 1e-9
    assert replace(result, dataset=changed) != result
    assert replace(result, dataset=changed).digest() != result.digest()
    assert result != "result"


def test_units_stand_in_the_file(result: Result) -> None:
    assert result.dataset["npv"].attrs["units"] == "MUSD"
    assert all("units" in result.dataset[name].attrs for name in REFERENCE.stages[0].gives)


def test_saving_into_nowhere_is_named_and_leaves_nothing(result: Result, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        result.save(tmp_path / "none" / "result.nc")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_disk_that_fills_up_is_named_and_leaves_nothing(result: Result, tmp_path: Path) -> None:
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, old[0][1]))
    try:
        with pytest.raises(InputError, match="cannot be written"):
            result.save(tmp_path / "result.nc")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old[0])
        signal.signal(signal.SIGXFSZ, old[1])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.99])
def test_half_a_result_is_none(result: Result, tmp_path: Path, kept: float) -> None:
    whole = result.save(tmp_path / "result.nc").read_bytes()
    (tmp_path / "result.nc").write_bytes(whole[: int(kept * len(whole))])
    with pytest.raises(KaiteiError, match="is not a result of kaitei"):
        open_result(tmp_path)


def test_a_result_damaged_inside_opens_or_is_refused(result: Result, tmp_path: Path) -> None:
    file = result.save(tmp_path / "result.nc")
    whole, refused = file.read_bytes(), 0
    for place in np.linspace(0, len(whole), 20, endpoint=False).astype(int):
        file.write_bytes(whole[:place] + b"\xff" * 400 + whole[place + 400 :])
        try:
            open_result(tmp_path)
        except KaiteiError:
            refused += 1
    assert refused > 0


def test_other_files_are_not_results(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no result"):
        open_result(tmp_path)
    (tmp_path / "result.nc").write_bytes(b"not netcdf")
    with pytest.raises(KaiteiError, match="is not a result of kaitei"):
        open_result(tmp_path)


def test_a_result_of_a_former_version_opens_without_what_nothing_describes_any_more(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = result.save(tmp_path / "result.nc")
    gone = ("security.need_growth", "security.firm_cover_spread", "security.state_release", "supply_project")
    monkeypatch.setattr("kaitei.result.vocabulary", lambda: {n: v for n, v in vocabulary().items() if n not in gone})
    again = open_result(path)
    assert not {*gone[:3]} & {*again.dataset.data_vars, *again.scenario.data}
    assert len(again.scenario.data) == len(result.scenario.data) - 3
    np.testing.assert_array_equal(again.dataset["npv"], result.dataset["npv"])
    np.testing.assert_array_equal(again.dataset["supply_project"], result.dataset["supply_project"])


def test_sources_are_those_of_this_run(result: Result) -> None:
    assert "Takaya2018" in result.sources
    assert set(result.scenario.sources()) <= set(result.sources)


def test_every_measure_is_in_the_headline_with_its_range(result: Result) -> None:
    made = headline(result)
    assert set(made) == {m.name for m in MEASURES}
    for name, item in made.items():
        found = [item[key] for key in ("p10", "p50", "p90") if item[key] is not None]
        assert found == sorted(found)
        assert found or name == "irr", f"{name} has no percentile"


def test_a_variable_with_one_number_per_draw_is_a_measure(result: Result) -> None:
    np.testing.assert_array_equal(measure("lift_power").compute(result.dataset), result.dataset["lift_power"])
    with pytest.raises(InputError, match="no measure 'mud_lift'; did you mean mud_lifted"):
        measure("mud_lift")


def test_percentiles_that_are_infinite_are_none() -> None:
    made = spread_of(np.array([1.0, 2.0, np.inf, np.inf]))
    assert made["p10"] == 1.0
    assert made["p90"] is None
    assert made["mean"] is None
    assert spread_of(np.array([]))["p50"] is None


def test_the_package_names_what_it_does_not_have() -> None:
    import kaitei

    with pytest.raises(AttributeError, match="module 'kaitei' has no attribute 'nothing'"):
        kaitei.nothing  # noqa: B018
    assert set(kaitei.__all__) <= {*dir(kaitei), *kaitei._HOMES}


def test_a_stage_that_lacks_inputs_says_which_scenario_cannot_give_them() -> None:
    from kaitei.errors import StageError
    from kaitei.riser.stage import lift
    from kaitei.testing import run_stage

    with pytest.raises(StageError, match="and nowhere cannot give them: no scenario 'nowhere'"):
        run_stage(lift, {}, scenario="nowhere")
