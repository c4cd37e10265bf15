"""The laws of the whole chain: reproducible to the last bit, whatever the pieces, the workers or the machine's mood."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from kaitei import chain as chain_module
from kaitei.chain import Chain, join
from kaitei.errors import ChainError
from kaitei.reference import REFERENCE
from kaitei.result import Result
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.scenario_file import load, packaged
from kaitei.variable import data, vocabulary


@pytest.fixture(scope="module")
def result(reference: Scenario) -> Result:
    return REFERENCE.run(reference, draws=60, seed=5)


def test_the_chain_holds_together() -> None:
    REFERENCE.check()


def test_pieces_of_draws_give_the_same_hash(
    reference: Scenario, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain_module, "PIECE", 17)
    assert REFERENCE.run(reference, draws=60, seed=5).digest() == result.digest()


def test_more_draws_change_no_draw_that_was_there(reference: Scenario, result: Result) -> None:
    fewer = REFERENCE.run(reference, draws=20, seed=5).dataset
    for name in fewer.data_vars:
        if "draw" in fewer[name].dims:
            np.testing.assert_array_equal(fewer[name], result.dataset[name].isel(draw=slice(20)), err_msg=str(name))


@pytest.mark.heavy
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_workers_give_the_same_hash(
    workers: int, reference: Scenario, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain_module, "PIECE", 15)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as executor:
        shared = REFERENCE.run(reference, draws=60, seed=5, executor=executor)
    assert shared.digest() == result.digest()


def test_another_seed_gives_other_numbers(reference: Scenario, result: Result) -> None:
    assert REFERENCE.run(reference, draws=60, seed=6).digest() != result.digest()


def test_a_new_spread_changes_no_other_input(reference: Scenario) -> None:
    fixed = reference.with_({"lift.rate": "3500 t/d", "deposit.mean_grade": 964})
    before, after = inputs(reference, 0, 50, 1), inputs(fixed, 0, 50, 1)
    for name in data():
        if name not in ("lift.rate", "deposit.mean_grade"):
            np.testing.assert_array_equal(before[name], after[name], err_msg=name)


def test_every_balance_holds(result: Result) -> None:
    assert [check for check in result.checks if not check.passed] == []
    names = {check.name for check in result.checks}
    assert {name for name, v in vocabulary().items() if v.role == "check"} <= names


@pytest.mark.parametrize("name", packaged())
def test_every_packaged_scenario_runs_without_a_failed_draw(name: str) -> None:
    made = REFERENCE.run(load(name), draws=25, seed=2)
    assert made.failures == {}
    assert all(check.passed for check in made.checks), made.checks


def test_a_balance_that_is_broken_is_seen(result: Result) -> None:
    broken = result.dataset.copy(deep=True)
    broken["element_balance"] = broken["element_balance"] + 1e-6
    failed = [check.name for check in replace(result, dataset=broken).checks if not check.passed]
    assert failed == ["element_balance"]


def test_a_chain_out_of_order_is_refused_with_every_misfit() -> None:
    backwards = Chain(tuple(reversed(REFERENCE.stages)))
    with pytest.raises(ChainError, match="which no earlier stage gives") as caught:
        backwards.check()
    assert str(caught.value).count("\n- ") > 5


def test_a_stage_twice_is_refused() -> None:
    with pytest.raises(ChainError, match="a second time"):
        Chain((*REFERENCE.stages, REFERENCE.stages[0])).check()


def test_only_what_a_measure_rests_on_is_computed() -> None:
    short = REFERENCE.upto(["lift_power"])
    assert [stage.name for stage in short.stages] == ["deposit.estimate", "riser.lift"]
    with pytest.raises(ChainError, match="did you mean lift_power"):
        REFERENCE.upto(["lift_powr"])


def test_joining_one_piece_is_that_piece(reference: Scenario) -> None:
    piece = inputs(reference, 0, 3, 1)
    assert join([piece]) is piece


def test_joining_keeps_order_names_and_attributes(reference: Scenario) -> None:
    whole = inputs(reference, 0, 7, 1)
    assert join([inputs(reference, 0, 2, 1), inputs(reference, 2, 5, 1)]).identical(whole)


def test_failed_draws_are_rows_with_reasons(reference: Scenario) -> None:
    tight = reference.with_({"deposit.mean_grade": "1149 g/t", "deposit.best_grade": "1150 g/t"})
    made = REFERENCE.run(tight, draws=10, seed=1)
    assert made.draws == 10
    assert sum(made.failures.values()) > 0
    assert all(reason.startswith("deposit.estimate: ") for reason in made.failures)
    assert not {check.name: check.passed for check in made.checks}["failed_draws"]
