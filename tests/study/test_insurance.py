"""Stories and drawn futures, without the project and with it."""

import numpy as np
import pytest

from kaitei.errors import StudyError
from kaitei.reference import REFERENCE
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks import shock_file
from kaitei.security.shocks.event import starting
from kaitei.study.insurance import insurance, per_tonne, worth_of
from kaitei.study.supply_shock import Supply, month_labels, project_oxide, supply_under


@pytest.fixture(scope="module")
def made(reference: Scenario) -> Result:
    return REFERENCE.run(reference, draws=3, seed=1)


@pytest.fixture(scope="module")
def story(made: Result) -> Supply:
    events = starting(shock_file.load("2026-ban").events, "2034-03")
    return supply_under(made.scenario, events, "2034-01", 18, draws=4, made=made, title="a ban in 2034")


def test_months_are_named_by_the_calendar() -> None:
    assert month_labels("2033-11", 3) == ["2033-11", "2033-12", "2034-01"]


def test_the_project_brings_a_twelfth_of_the_year_and_nothing_outside_it(made: Result) -> None:
    brought = project_oxide(made, "2029-12", 3, 5)
    oxide = made.valid["oxide_made"].sel(year=2030).transpose("draw", "element")
    assert np.all(brought[:, 0] == 0.0)
    assert brought[1, 1, ELEMENTS.index("Dy")] == pytest.approx(float(oxide.sel(element="Dy")[1]) / 12.0)
    assert brought[3] == pytest.approx(brought[0])


def test_the_project_helps_and_calm_months_lose_nothing(story: Supply) -> None:
    loss = story.draws["loss"]
    assert float(loss.isel(month=slice(0, 2)).max()) < 1e-9
    assert float(loss.sel(case="without").sum()) > 0.0
    assert np.all(loss.sel(case="with").sum("month") <= loss.sel(case="without").sum("month") + 1e-9)


def test_served_and_unserved_are_the_need(story: Supply) -> None:
    d = story.draws
    assert np.allclose(d["consumed"] + d["unserved"], d["need"])


def test_what_japan_takes_has_origins(story: Supply) -> None:
    taken = story.central["by_origin"].sum("origin").sel(case="without")
    assert np.allclose(taken, story.central["delivered"].sel(case="without"), rtol=1e-6, atol=1e-6)
    through = story.central["through"]
    assert float(through.min()) >= -1e-9
    assert float(through.max()) <= 1.0 + 1e-9
    home = story.central["by_origin"].sel(origin="home", element="Dy")
    assert float(home.sel(case="with").sum()) > float(home.sel(case="without").sum())


def test_units_are_said(story: Supply) -> None:
    assert story.draws["loss"].attrs["units"] == "GJPY/month"
    assert all("long_name" in story.draws[name].attrs for name in story.draws.data_vars)


def test_insurance_is_beside_npv_and_counts_the_avoided(made: Result) -> None:
    found = insurance(made, futures=6, seed=3)
    avoided = (found["loss"].sel(case="without") - found["loss"].sel(case="with")).sum("year")
    worth = found["worth_to_japan"]
    assert found.sizes["year"] == made.scenario.horizon.production_years
    assert np.all((np.abs(avoided.to_numpy()) > 1e-6) == (np.abs(worth.to_numpy()) > 1e-6))
    assert found["npv"].to_numpy()[:3] == pytest.approx(made.valid["npv"].to_numpy())
    mean, tail = worth_of(found)["mean"], worth_of(found)["tail"]
    assert tail.loss_without >= mean.loss_without
    assert mean.avoided == pytest.approx(mean.loss_without - mean.loss_with)
    assert per_tonne(found) * float(found["project"].sel(element="Dy").mean()) == pytest.approx(float(avoided.mean()))


def test_avoided_losses_are_discounted_when_the_cash_flow_of_the_run_is(made: Result, reference: Scenario) -> None:
    late = REFERENCE.run(reference.with_({"economics.discounting": "end_of_year"}), draws=3, seed=1)
    middle, end = (insurance(run, futures=4, seed=3)["worth_to_japan"].to_numpy() for run in (made, late))
    assert middle.max() > 0.0
    rate = float(made.valid["economics.discount_rate"])
    np.testing.assert_allclose(end, middle * (1.0 + rate) ** -0.5, rtol=1e-12)


def test_futures_in_another_number_keep_their_numbers(made: Result) -> None:
    few, more = (insurance(made, futures=count, seed=3) for count in (2, 4))
    assert few["loss"].equals(more["loss"].isel(draw=slice(0, 2)))


def test_months_that_do_not_balance_are_refused(made: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaitei.study.insurance.balance", lambda *_: np.array([1.0]))
    with pytest.raises(StudyError, match="do not balance"):
        insurance(made, futures=1)
