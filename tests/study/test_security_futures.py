"""What drawn futures say of project, stock and portfolio, and the insurance of every run."""

import json
from dataclasses import replace

import numpy as np
import pytest

from kaitei.errors import StudyError
from kaitei.measure import headline
from kaitei.reference import REFERENCE
from kaitei.report.html import page
from kaitei.result import Result
from kaitei.scenario import Scenario
from kaitei.security.shocks.flat import empty
from kaitei.study import insurance, monte_carlo
from kaitei.study.security_study import SecurityStudy
from kaitei.study.stock_in_futures import stock_in_futures


@pytest.fixture(scope="module")
def drawn(reference: Scenario) -> insurance.Futures:
    return insurance.futures_of(reference, 4, 1)


def test_more_stock_never_raises_the_loss_and_needs_a_shock_to_help(drawn: insurance.Futures) -> None:
    without = insurance.case_of(drawn)
    found = stock_in_futures(drawn, without, ("Dy", "Y"))["avoided"]
    assert float(found.min()) >= -1e-6
    assert float(found.max()) > 1.0
    calm = drawn._replace(shocks=empty(4, 1))
    still = stock_in_futures(calm, insurance.case_of(calm), ("Dy",))["avoided"]
    assert float(abs(still).max()) == 0.0


def test_a_part_of_the_futures_has_their_numbers(drawn: insurance.Futures) -> None:
    whole, part = insurance.case_of(drawn), insurance.case_of(drawn.part(2))
    assert part.loss.tolist() == whole.loss[:2].tolist()


def test_threads_change_no_number(drawn: insurance.Futures, monkeypatch: pytest.MonkeyPatch) -> None:
    together = insurance.case_of(drawn)
    monkeypatch.setattr("numba.config.NUMBA_NUM_THREADS", 1)
    assert insurance.case_of(drawn).loss.tolist() == together.loss.tolist()


def test_the_summary_keeps_both_worths_apart(told: SecurityStudy, alone: SecurityStudy) -> None:
    made = json.loads(json.dumps(told.summary(), allow_nan=False))
    assert told.futures is not None
    assert made["insurance"]["futures"] == 6
    assert made["insurance"]["worth_to_japan"]["standard_error"] > 0.0
    worth = told.futures.worth
    assert worth is not None
    assert made["insurance"]["npv"]["mean"] == pytest.approx(float(worth["npv"].mean()))
    assert made["portfolio"]["points"][0]["bought"] == {}
    assert made["one_more_month_of_stock"]["Dy"]["futures"] == 3
    assert {"JARE2023", "USGSYearbook2022"} <= set(told.sources)
    assert not {"insurance", "portfolio"} & set(alone.summary())


@pytest.fixture(scope="module")
def few(reference: Scenario) -> Result:
    return REFERENCE.run(reference, draws=2, seed=1)


def test_every_run_is_insured(few: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monte_carlo, "FUTURES", 3)
    scenario = few.scenario
    without = monte_carlo._answer(lambda: insurance.without_project(scenario, 3, 1))
    found = monte_carlo._insurance(few, without)()
    again = insurance.insurance(few, 3, 1)
    assert found["worth_to_japan"]["mean"] == float(again["worth_to_japan"].mean())
    made = headline(replace(few, studies={"insurance": found}))
    assert made["worth_to_japan"]["futures"] == 3
    assert made["worth_to_japan"]["mean"] > 0.0 > made["npv"]["mean"]
    assert "worth_to_japan" not in headline(few)
    text = page(replace(few, studies={"insurance": found}))
    assert "Million USD, not added" in text


def test_what_cannot_be_insured_is_refused(few: Result) -> None:
    bare = replace(few, dataset=few.dataset.drop_vars("npv"))
    with pytest.raises(StudyError, match="the chain makes no npv"):
        monte_carlo._insurance(bare, monte_carlo.Answer(None, "", 0.0))()
    with pytest.raises(StudyError, match="out of balance"):
        monte_carlo._insurance(few, monte_carlo.Answer(None, "out of balance", 0.0))()


def test_one_future_has_no_error() -> None:
    assert insurance.standard_error(np.ones(1)) is None
