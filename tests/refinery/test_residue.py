"""Precipitates and radioactivity."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.physics import elements
from kaitei.refinery.residue import ACTIVITY_THORIUM, ACTIVITY_URANIUM, specific_activity

AVOGADRO = 6.02214076e23
YEAR = 365.25 * 86400.0


@pytest.mark.parametrize(
    ("symbol", "half_life", "abundance", "activity"),
    [("Th", 1.405e10, 1.0, ACTIVITY_THORIUM), ("U", 4.468e9, 0.9927, ACTIVITY_URANIUM)],
)
def test_activity_of_the_parents_follows_from_their_half_lives(
    symbol: str, half_life: float, abundance: float, activity: float
) -> None:
    atoms = abundance * AVOGADRO / elements.ATOMIC_WEIGHT[elements.index(symbol)]
    assert math.log(2.0) / (half_life * YEAR) * atoms == pytest.approx(activity, rel=0.003)


def test_ordinary_pelagic_clay_lies_far_below_one_becquerel_per_gram() -> None:
    made = specific_activity(np.array(10e-6), np.array(3e-6), np.array(1.0))
    assert float(made) / 1e3 == pytest.approx(0.08, abs=0.003)


def test_no_solids_have_no_activity() -> None:
    assert specific_activity(np.array([1.0]), np.array([1.0]), np.array([0.0])).tolist() == [0.0]


@given(st.floats(1e-9, 1.0), st.floats(1e-9, 1.0), st.floats(1.0, 1e9), st.floats(1.1, 10.0))
def test_activity_falls_when_the_same_thorium_sits_in_more_solids(
    th: float, u: float, solids: float, more: float
) -> None:
    thorium, uranium = np.array(th), np.array(u)
    diluted = specific_activity(thorium, uranium, np.array(solids * more))
    assert float(diluted) * more == pytest.approx(float(specific_activity(thorium, uranium, np.array(solids))))
