"""Drawn futures: pieces equal the whole, nothing else moves a number, and the means are those of the parameters."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.security.shocks.flat import Shocks
from kaitei.security.shocks.generator import Futures, draw, load_families, packaged_families, parse_families
from kaitei.security.shocks.profile import LICENCE, NONE

FAMILIES = packaged_families()

STEADY = """\
families:
  steady:
    kind: ban
    origin: china
    destination: japan
    hazard: 0.5
    duration: {value: 6, unit: month, grade: C, assumption: test, spread: {kind: uniform, low: 3, high: 9}}
    leakage: {value: 0.2, unit: "1", grade: C, assumption: test, spread: {kind: uniform, low: 0, high: 0.4}}
    most: 20
    scopes:
      - {weight: 0.75, targets: [{elements: Dy, stages: oxide}]}
      - {weight: 0.25, targets: [{elements: Nd, stages: oxide}, {elements: Pr, stages: oxide}]}
"""


def _same(a: Shocks, b: Shocks) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def _cut(made: Futures, first: int, last: int) -> Futures:
    return Futures(Shocks(*(array[first:last] for array in made.shocks)), made.left_out[first:last])  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**40), st.integers(1, 12), st.data())
def test_pieces_equal_the_whole_and_the_same_seed_gives_the_same(seed: int, count: int, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, count))
    whole = draw(FAMILIES, 0, count, 120, seed)
    for first, last in ((0, cut), (cut, count)):
        part, wanted = draw(FAMILIES, first, last - first, 120, seed), _cut(whole, first, last)
        assert _same(part.shocks, wanted.shocks)
        assert (part.left_out == wanted.left_out).all()


def test_another_seed_gives_other_futures() -> None:
    assert not _same(draw(FAMILIES, 0, 20, 120, 1).shocks, draw(FAMILIES, 0, 20, 120, 2).shocks)


def test_another_family_changes_no_number() -> None:
    alone = draw(FAMILIES[2:], 0, 50, 120, 1).shocks
    last = Shocks(*(array[:, -alone.kind.shape[1] :] for array in draw(FAMILIES, 0, 50, 120, 1).shocks))  # type: ignore[arg-type]
    assert _same(alone, last)


def test_a_longer_horizon_changes_no_shock_within_the_shorter() -> None:
    short, long = (draw(FAMILIES, 0, 50, months, 1).shocks for months in (60, 120))
    here = short.kind != NONE
    for a, b in zip(short, long, strict=True):
        assert (a[here] == b[here]).all()
    assert (long.start[(long.kind != NONE) & ~here] >= 60.0).all()


def test_more_places_change_no_shock() -> None:
    few, many = (parse_families(STEADY.replace("most: 20", f"most: {n}"), "x.yaml") for n in (3, 20))
    a, b = draw(few, 0, 200, 120, 1), draw(many, 0, 200, 120, 1)
    width = a.shocks.kind.shape[1]
    assert _same(a.shocks, Shocks(*(array[:, :width] for array in b.shocks)))  # type: ignore[arg-type]
    more = (b.shocks.kind[:, width:] != NONE).any(axis=1)
    assert (a.left_out[:, 0] == more).all()
    assert more.any()
    assert not b.left_out.any()


def test_counts_starts_and_severities_are_those_of_the_parameters() -> None:
    count, years = 4000, 10
    made = draw(parse_families(STEADY, "x.yaml"), 0, count, 12 * years, 7).shocks
    first = made.kind[:, 0::2] != NONE
    events = first.sum(axis=1)
    expected = 0.5 * years
    # NOTE: four standard errors of a Poisson mean, and the variance of a Poisson count.
    assert events.mean() == pytest.approx(expected, abs=4 * np.sqrt(expected / count))
    assert events.var() == pytest.approx(expected, rel=0.1)
    lengths, leakage, starts = ((array[:, 0::2])[first] for array in (made.end - made.start, made.leakage, made.start))
    assert lengths.mean() == pytest.approx(6.0, abs=0.05)
    assert 3.0 <= lengths.min() < lengths.max() <= 9.0
    assert leakage.mean() == pytest.approx(0.2, abs=0.005)
    assert starts.mean() == pytest.approx(6.0 * years, abs=1.0)
    two = made.kind[:, 1::2] != NONE
    assert two.sum() / first.sum() == pytest.approx(0.25, abs=0.02)


def test_targets_of_one_shock_share_its_time_and_severity() -> None:
    made = draw(FAMILIES, 0, 400, 120, 1).shocks
    column = FAMILIES[0].most * FAMILIES[0].targets
    pair = made.kind[:, column] == LICENCE
    assert pair.any()
    for name in ("start", "end", "leakage", "approval", "delay", "destinations"):
        array = getattr(made, name)
        assert (array[pair, column] == array[pair, column + 1]).all()
    assert (made.elements[pair, column] != made.elements[pair, column + 1]).all()


def test_few_packaged_futures_of_ten_years_lack_a_place() -> None:
    made = draw(FAMILIES, 0, 4000, 120, 1)
    assert made.left_out.mean(axis=0).max() < 0.01


def test_no_hazard_brings_no_shock() -> None:
    made = draw(parse_families(STEADY.replace("hazard: 0.5", "hazard: 0"), "x.yaml"), 0, 10, 120, 1)
    assert (made.shocks.kind == NONE).all()
    assert not made.left_out.any()


def test_no_family_brings_no_shock() -> None:
    made = draw((), 0, 3, 120, 1)
    assert made.shocks.kind.shape == (3, 0)
    assert made.left_out.shape == (3, 0)


def test_a_users_families_are_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(STEADY, encoding="utf-8")
    assert load_families(file) == parse_families(STEADY, "mine.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        load_families(tmp_path / "none.yaml")
