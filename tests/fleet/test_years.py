"""How the simulated years come to the years of production: pieces, repeats, shortened studies."""

import numpy as np
import pytest
import xarray as xr

from kaitei.fleet import years
from kaitei.fleet.simulation.run import run
from kaitei.reference import REFERENCE
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.scenario_file import load
from kaitei.study.brief import in_brief
from kaitei.study.event_log import logs

CHAIN = REFERENCE.upto(["mud_landed"])


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("minamitorishima")


def evaluated(scenario: Scenario, draws: int, **attributes: int) -> xr.Dataset:
    return CHAIN.evaluate(inputs(scenario, 0, draws, 1).assign_attrs(attributes))


def test_a_shortened_study_keeps_the_balance_and_the_mean(scenario: Scenario) -> None:
    full, brief = evaluated(scenario, 60), evaluated(scenario, 60, brief=1)
    assert np.abs(brief["mud_balance"]).max() < 1e-9
    assert np.abs(brief["hours_balance"]).max() < 1e-12
    late = slice(2036, 2048)
    means = [float(made["mud_lifted"].sel(year=late).mean()) for made in (full, brief)]
    assert means[1] == pytest.approx(means[0], rel=0.05)


def test_a_study_of_several_vessels_simulates_them_together(scenario: Scenario) -> None:
    three = scenario.with_({"fleet.mining_vessels": "3 1"})
    whole = evaluated(three, 40)["mud_lifted"].sel(year=slice(2036, 2048))
    study = in_brief(inputs(three, 0, 40, 1), three)
    short = CHAIN.evaluate(study)["mud_lifted"].sel(year=slice(2036, 2048))
    assert float(short.mean()) == pytest.approx(float(whole.mean()), rel=0.05)


def test_more_vessels_than_the_scenario_has_are_fleets_like_its_own(scenario: Scenario) -> None:
    one, four = scenario, scenario.with_({"fleet.mining_vessels": "4 1"})
    single, many = (CHAIN.evaluate(in_brief(inputs(made, 0, 5, 1), scenario))["mud_lifted"] for made in (one, four))
    np.testing.assert_allclose(many, 4.0 * single)


def test_a_shortened_study_repeats_its_years(scenario: Scenario) -> None:
    brief = evaluated(scenario, 3, brief=1)["mud_lifted"]
    period = years.BRIEF_YEARS - 2
    first = brief.sel(year=2036).to_numpy()
    np.testing.assert_array_equal(first, brief.sel(year=2036 + period).to_numpy())


def test_short_projects_are_simulated_whole_in_studies_too() -> None:
    trial = load("trial-2026")
    xr.testing.assert_equal(evaluated(trial, 3)["mud_lifted"], evaluated(trial, 3, brief=1)["mud_lifted"])


def test_draws_that_differ_in_nothing_the_fleet_knows_are_simulated_once(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulated = []

    def counting(plans: np.ndarray, *rest: object) -> np.ndarray:
        simulated.append(len(plans))
        return run(plans, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(years, "run", counting)
    dataset = inputs(scenario, 0, 7, 0, central=True).assign_attrs(central=0)
    made = CHAIN.evaluate(dataset)
    assert set(simulated) == {1}
    assert (made["mud_lifted"] == made["mud_lifted"].isel(draw=0)).all()


def test_neither_threads_nor_neighbours_change_a_book(scenario: Scenario) -> None:
    case, log = logs(CHAIN, scenario, 6, 1)
    del log
    alone = run(case.plans, case.shares, case.weather, threads=1)
    assert (run(case.plans, case.shares, case.weather, threads=3) == alone).all()
    weather = case.weather
    some = weather._replace(
        years=weather.years[2:4], limits=weather.limits[2:4], table=weather.table[2:4], counts=weather.counts[2:4]
    )
    assert (run(case.plans[2:4], case.shares[2:4], some) == alone[2:4]).all()
