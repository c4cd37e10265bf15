"""The security study: laws of stock and project, measures of known datasets, identities that can fail."""

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from kaitei.scenario import Scenario
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES
from kaitei.study import import_dependence as imports
from kaitei.study import supply_measures as measures
from kaitei.study.security_study import SecurityStudy
from kaitei.study.shock_story import Story, tell
from kaitei.study.stock_value import HOLDERS, stock_value
from kaitei.study.supply_shock import Supply

NONE = np.zeros((24, len(ELEMENTS)))


@pytest.fixture(scope="module")
def story(reference: Scenario) -> Story:
    return tell(["2026-ban"], reference, months=24)


def test_the_project_counts_within_its_years_alone(told: SecurityStudy, alone: SecurityStudy) -> None:
    assert told.counts
    assert told.cases == ("without", "with")
    assert not alone.counts
    assert alone.silence == "The project is left out, as asked."
    early = replace(told, supply=_with(told.supply, project=told.supply.draws["project"] * 0.0))
    assert "makes nothing in the months told (2031-07 to 2033-06): it produces from 2030 to 2049" in early.silence


def test_the_project_never_raises_the_loss_and_its_absence_changes_nothing(
    told: SecurityStudy, alone: SecurityStudy
) -> None:
    avoided = measures.avoided_loss(told.supply).to_numpy()
    assert (avoided >= 0.0).all()
    assert avoided.max() > 0.0
    one, other = (measures.total_loss(s.supply).sel(case="without") for s in (told, alone))
    assert one.to_numpy().tolist() == other.to_numpy().tolist()
    assert measures.avoided_loss(alone.supply).max() == 0.0


def test_more_stock_never_raises_the_loss(told: SecurityStudy) -> None:
    avoided = told.stock["avoided"]
    assert float(avoided.min()) > -1e-6
    assert float(avoided.sel(case="without", element="Dy").min()) > 1.0
    assert avoided.sizes == {"case": 2, "holder": len(HOLDERS), "element": 4}


def test_the_first_loss_of_the_stock_study_is_that_of_the_central_case(
    told: SecurityStudy, reference: Scenario
) -> None:
    lost = float(told.supply.central["loss"].sel(case="without").sum())
    most = float(stock_value(reference, told.story, NONE, ("Dy",))["avoided"].sel(case="without").max())
    assert 0.0 < most < lost


def test_stock_is_worth_nothing_without_a_shock(reference: Scenario, story: Story) -> None:
    still = tuple(event.model_copy(update={"end": event.start}) for event in story.events)
    made = stock_value(reference, replace(story, events=still), NONE, ("Dy", "Y"))
    assert float(abs(made["avoided"]).max()) == 0.0
    assert float(made["stored"].sel(element="Dy")) == pytest.approx(50.5, rel=0.01)


def test_what_comes_in_is_what_is_used_or_sent_on(told: SecurityStudy) -> None:
    central = told.supply.central
    entered, used = central["brought"].sum("country"), central["by_origin"].sum("origin")
    assert bool((entered >= used - 1e-6).all())
    gained = (central["brought"].sel(case="with") - central["brought"].sel(case="without")).sel(country="japan")
    project = central["project"]
    assert bool((gained.sel(element="Dy") <= project.sel(element="Dy") + 1e-6).all())
    assert float(gained.sel(element="Y").sum()) > 0.5 * float(project.sel(element="Y").sum())


def _with(supply: Supply, **changes: xr.DataArray) -> Supply:
    return replace(supply, draws=supply.draws.assign(changes))


def test_checks_hold_and_can_fail(told: SecurityStudy) -> None:
    assert told.holds
    unmet = told.supply.draws["unserved"] + 1.0
    bad = {c.name: c.passed for c in measures.checks(_with(told.supply, unserved=unmet))}
    assert bad == {"need_is_met_or_not": False, "origin_is_whole": True, "stock_not_negative": True}
    stock = told.supply.draws["stock"] - 1e6
    assert not replace(told, supply=_with(told.supply, stock=stock)).holds
    central = told.supply.central.assign(by_origin=told.supply.central["by_origin"] * 1.01)
    assert not replace(told, supply=replace(told.supply, central=central)).holds


def test_the_first_standstill_is_the_first_month_at_the_share() -> None:
    stopped = xr.DataArray([[0.0, 0.05, 0.5], [0.0, 0.02, 0.0]], dims=("use", "month"))
    dataset = xr.Dataset({"stopped": stopped})
    assert measures.first_standstill(dataset).to_numpy()[0] == 1.0
    assert np.isnan(measures.first_standstill(dataset).to_numpy()[1])
    assert measures.first_standstill(dataset, 0.02).to_numpy()[1] == 1.0


def test_the_summary_says_what_was_told(told: SecurityStudy, alone: SecurityStudy) -> None:
    made = told.summary()
    assert made["story"]["events"] == ["2026-ban"]
    head = made["headline"]
    assert head["loss_without"]["p10"] <= head["loss_without"]["p50"] <= head["loss_without"]["p90"]
    assert head["loss_avoided"]["unit"] == "GJPY"
    assert made["first_standstill"]["without"]["samarium_cobalt"]["share_of_draws"] > 0.5
    assert made["first_standstill"]["without"]["polishing"] == {"median": "none", "share_of_draws": 0.0}
    assert "loss_with" not in alone.summary()["headline"]
    assert {"NRI2025", "MOFCOM2026"} <= set(made["sources"])


def _months(brought: dict[str, float]) -> xr.Dataset:
    """One month of dysprosium that comes from some countries and is used as it comes, half of it through China."""
    sent = np.array([[[brought.get(c, 0.0) if e == "Dy" else 0.0 for c in COUNTRIES] for e in ELEMENTS]])
    dims = ("month", "element")
    through = np.full((1, len(ELEMENTS), len(COUNTRIES)), 0.5)
    made = {
        "brought": ((*dims, "country"), sent),
        "by_origin": ((*dims, "origin"), sent),
        "through": ((*dims, "country"), through),
    }
    return xr.Dataset(made)


def test_dependence_of_a_known_month() -> None:
    found = imports.dependence(_months({"china": 3.0, "australia": 1.0, "japan": 4.0}), False)
    assert (found.imported, found.declared, found.through, found.index) == (0.5, 0.75, 0.5, 0.625)


def test_the_unnamed_rest_counts_in_the_total_only() -> None:
    found = imports.dependence(_months({"china": 1.0, "rest": 1.0}), True, "Dy")
    assert found.index == pytest.approx(0.25)
    assert imports.dependence(_months({"rest": 1.0}), False).index == 0.0


def test_nothing_that_comes_in_has_no_shares() -> None:
    found = imports.dependence(_months({}), False, "Nd")
    assert np.isnan([found.imported, found.declared, found.through, found.index]).all()


def test_dependence_before_the_shock_is_the_base_years(told: SecurityStudy) -> None:
    before = told.supply.central.sel(case="without").isel(month=told.story.before)
    dysprosium = imports.dependence(before, False, "Dy")
    assert dysprosium.through == pytest.approx(0.991, abs=0.002)
    assert dysprosium.declared > 0.9
    assert imports.dependence(before, True).declared < imports.dependence(before, False).declared
    during = told.supply.central.sel(case="without").isel(month=told.story.during)
    assert imports.dependence(during, False, "Dy").declared < 0.5


def test_duals_rise_under_the_shock(told: SecurityStudy) -> None:
    worth = told.supply.central["worth"].sel(case="without", element="Dy", stage="metal")
    assert float(worth.isel(month=told.story.during).mean()) > 10.0 * float(worth.isel(month=told.story.before).mean())
    assert list(worth["month"].to_numpy()) == list(told.supply.draws["month"].to_numpy())
    assert len(STAGES) == told.supply.central.sizes["stage"]
