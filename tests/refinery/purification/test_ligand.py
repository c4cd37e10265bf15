"""One ligand, many metals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.purification.ligand import Salts, balance_of, ligand_at

amounts = st.lists(st.floats(0.0, 1.0, allow_subnormal=False), min_size=3, max_size=3)
SALTS = Salts(
    np.array([2.0, 1.0, 1.0]),
    np.array([3.0, 1.0, 2.0]),
    np.log(np.array([1e-25, 1e-7, 1e-18])),
    np.array([[1e4, 1e7, 1e9], [1e2, 0.0, 0.0], [1e8, 1e13, 0.0]]),
    np.array(250.0),
)
"""A rare earth, calcium and thorium with oxalate, roughly."""


@given(amounts, st.floats(0.0, 3.0, allow_subnormal=False))
def test_metals_and_ligand_balance(metals: list[float], ligand: float) -> None:
    made = balance_of(np.array(ligand), np.array(metals), SALTS)
    assert made.dissolved + made.solid == pytest.approx(np.array(metals), rel=1e-12, abs=1e-300)
    assert float(made.ligand) == pytest.approx(ligand, rel=1e-9, abs=1e-30)


@given(amounts, st.floats(-20.0, 0.0), st.floats(-20.0, 0.0))
def test_total_ligand_rises_with_the_free_ligand(metals: list[float], a: float, b: float) -> None:
    low, high = sorted((a, b))
    totals = [float(ligand_at(np.array(10.0**level), np.array(metals), SALTS)) for level in (low, high)]
    assert totals[1] >= totals[0] * (1.0 - 1e-12)


def test_no_ligand_leaves_all_metal_in_solution() -> None:
    made = balance_of(np.array(0.0), np.array([0.1, 0.2, 0.3]), SALTS)
    assert np.all(made.solid == 0.0)


def test_pieces_of_draws_give_the_bits_of_the_whole() -> None:
    metals = np.random.default_rng(1).uniform(0.0, 0.3, (7, 3))
    ligand = np.linspace(0.0, 0.5, 7)
    whole = balance_of(ligand, metals, SALTS._replace(side=np.full(7, 250.0)))
    for piece in (slice(0, 3), slice(3, 7)):
        part = balance_of(ligand[piece], metals[piece], SALTS._replace(side=np.full(7, 250.0)[piece]))
        assert np.array_equal(part.solid, whole.solid[piece])
