"""The laws every stage must pass; a new stage is found and held to them without a change here."""

import csv
import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from kaitei import variable
from kaitei.chain import Chain
from kaitei.errors import StageError
from kaitei.reference import REFERENCE
from kaitei.refinery.equipment.catalogue import catalogue
from kaitei.sampling import inputs
from kaitei.scenario import Scenario
from kaitei.source import references
from kaitei.stage import RANGE_SLACK, Stage
from kaitei.variable import vocabulary

DRAWS = 24
PACKAGE = Path(str(files("kaitei")))
STAGES = REFERENCE.stages
IDS = [stage.name for stage in STAGES]


@pytest.fixture(scope="module")
def upstream(reference: Scenario) -> dict[str, xr.Dataset]:
    """What each stage is given: the inputs and everything before it."""
    made, dataset = {}, inputs(reference, 0, DRAWS, 7)
    for stage in STAGES:
        made[stage.name] = dataset
        dataset = Chain((stage,)).evaluate(dataset)
    return made


def _same(a: xr.Dataset, b: xr.Dataset) -> None:
    for name in a.data_vars:
        np.testing.assert_array_equal(a[name].to_numpy(), b[name].to_numpy(), err_msg=str(name))


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_gives_exactly_what_it_declares(stage: Stage, upstream: dict[str, xr.Dataset]) -> None:
    made = stage.run(upstream[stage.name])
    assert set(made.data_vars) == {*stage.gives, "failure"}
    for name in stage.gives:
        declared = vocabulary()[name]
        assert made[name].dims == declared.dims
        assert made[name].attrs["units"] == declared.unit
        values = made[name].to_numpy()
        sound = ~np.isnan(values) if declared.may_be_infinite else np.isfinite(values)
        assert sound.all(), name
        assert values.min() >= declared.low - RANGE_SLACK * abs(declared.low), name
        assert values.max() <= declared.high + RANGE_SLACK * abs(declared.high), name


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_no_draw_of_the_reference_fails(stage: Stage, upstream: dict[str, xr.Dataset]) -> None:
    assert set(stage.run(upstream[stage.name])["failure"].to_numpy()) == {""}


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_changes_nothing_it_was_given(stage: Stage, upstream: dict[str, xr.Dataset]) -> None:
    before = upstream[stage.name].copy(deep=True)
    stage.run(upstream[stage.name])
    assert before.identical(upstream[stage.name])


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_same_input_same_output(stage: Stage, upstream: dict[str, xr.Dataset]) -> None:
    _same(stage.run(upstream[stage.name]), stage.run(upstream[stage.name]))


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_pieces_joined_equal_the_whole(stage: Stage, upstream: dict[str, xr.Dataset]) -> None:
    whole = stage.run(upstream[stage.name])
    cuts = (slice(0, 1), slice(1, 6), slice(6, 13), slice(13, DRAWS))
    pieces = [stage.run(upstream[stage.name].isel(draw=cut)) for cut in cuts]
    for name in whole.data_vars:
        if "draw" in whole[name].dims:
            axis = whole[name].dims.index("draw")
            joined = np.concatenate([piece[name].to_numpy() for piece in pieces], axis=axis)
            np.testing.assert_array_equal(joined, whole[name].to_numpy(), err_msg=str(name))


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_a_failed_draw_stays_failed_and_touches_no_other(stage: Stage, upstream: dict[str, xr.Dataset]) -> None:
    given = upstream[stage.name].copy(deep=True)
    given["failure"].to_numpy()[3] = "upstream: broken on purpose"
    for name in given.data_vars:
        if "draw" in given[name].dims and given[name].dtype.kind == "f":
            given[name] = given[name].copy(deep=True)
            given[name][{"draw": 3}] = np.nan
    made, whole = stage.run(given), stage.run(upstream[stage.name])
    assert made["failure"].to_numpy()[3] == "upstream: broken on purpose"
    keep = [i for i in range(DRAWS) if i != 3]
    for name in stage.gives:
        if "draw" in made[name].dims:
            assert np.isnan(made[name].isel(draw=3).to_numpy()).all()
            np.testing.assert_array_equal(made[name].isel(draw=keep), whole[name].isel(draw=keep), err_msg=name)


def _is_read(name: str, source: str) -> bool:
    """Named in the place's code outright, or put together from its section in a loop (f"fleet.{name}")."""
    section, _, key = name.partition(".")
    starts = re.findall(rf'f"{section}\.([a-z_]*)\{{', source)
    return (
        f'"{name}"' in source or f"'{name}'" in source or (bool(key) and any(key.startswith(start) for start in starts))
    )


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_declares_every_need_and_uses_it(stage: Stage, upstream: dict[str, xr.Dataset]) -> None:
    """A stage reads nothing it does not declare (the dataset refuses) and declares nothing it does not read."""
    stage.declared()
    source = "".join(path.read_text("utf-8") for path in (PACKAGE / stage.place).rglob("*.py"))
    unread = [name for name in stage.needs if not _is_read(name, source)]
    assert unread == []


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_every_source_it_rests_on_exists(stage: Stage) -> None:
    assert set(stage.sources) <= set(references())


@pytest.mark.parametrize("stage", STAGES, ids=IDS)
def test_a_broken_declaration_is_refused(stage: Stage, upstream: dict[str, xr.Dataset]) -> None:
    nothing = Stage(stage.name, lambda x: {}, stage.foreign, stage.coordinates)
    with pytest.raises(StageError, match="breaks its declaration: missing"):
        nothing.run(upstream[stage.name])
    greedy = Stage(stage.name, lambda x: {"a": x["not_declared"]}, stage.foreign, stage.coordinates)
    with pytest.raises(StageError, match="asks for not_declared"):
        greedy.run(upstream[stage.name])
    wordy = Stage(stage.name, lambda x: {"a": x.option("not.declared")}, stage.foreign, stage.coordinates)  # type: ignore[dict-item]
    with pytest.raises(StageError, match=r"asks for option not\.declared"):
        wordy.run(upstream[stage.name])
    flat = Stage(
        stage.name,
        lambda x: {name: np.zeros((1, 2, 3, 4, 5)) for name in stage.gives},
        stage.foreign,
        stage.coordinates,
    )
    with pytest.raises(StageError, match="with shape"):
        flat.run(upstream[stage.name])


def test_every_name_is_described_once_in_a_sentence() -> None:
    for name, row in vocabulary().items():
        assert row.description.endswith("."), name
        assert row.role in ("datum", "option", "gives", "check", "detail"), name
        assert ("." in name) == (row.role in ("datum", "option")), name
        own_table = row.role == "datum" and bool(set(row.dims) - {"draw", "month", "element"})
        assert bool(row.choices) == (row.role == "option" or own_table), name
        assert row.role != "check" or (row.low < 0 < row.high), name


def test_every_bib_entry_is_used_and_every_key_exists() -> None:
    from kaitei.scenario_file import load, packaged
    from kaitei.validation import cases

    used = {key for stage in STAGES for key in stage.sources}
    used |= {key for name in packaged() for key in load(name).sources()}
    used |= {key for case in cases() for key in case.source.split()}
    used |= _shock_sources() | _table_sources() | {key for machine in catalogue().values() for key in machine.sources}
    told = "".join(path.read_text("utf-8") for path in (PACKAGE / "validation").glob("*.py"))
    used |= {key for key in references() if re.search(rf"\b{key}\b", told)}
    assert used - set(references()) == set()
    assert set(references()) - used == set()


def _shock_sources() -> set[str]:
    from kaitei.security.shocks import generator, shock_file

    events = [event for name in shock_file.packaged() for event in shock_file.load(name).events]
    return {key for shock in (*events, *generator.packaged_families()) for key in shock.sources()}


def _table_sources() -> set[str]:
    """Keys in the column ``source`` of every table of the package."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.csv"):
        for row in csv.DictReader(path.read_text("utf-8").splitlines()):
            found |= set((row.get("source") or "").split())
    return found


def test_places_of_the_vocabulary_are_the_chain() -> None:
    assert tuple(stage.place for stage in STAGES) == ("deposit", "riser", "fleet", *variable.PLACES[3:])
