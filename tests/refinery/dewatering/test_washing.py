"""Washing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import erfc

from kaitei.errors import InputError
from kaitei.refinery.dewatering.washing import (
    counter_current_decantation,
    solute_in_cake,
    solute_left_choudhury_dahlstrom_1957,
    solute_left_kreft_zuber_1978,
    solute_left_repulp,
)

ratios = st.floats(0.0, 20.0)


def decant(wash: float, fed: float, stages: int) -> tuple[float, float]:
    made = counter_current_decantation(np.array(wash), np.array(fed), np.array(stages))
    return float(made.left), float(made.strength)


def decant_stage_by_stage(wash: float, fed: float, stages: int) -> tuple[float, float]:
    """The same from one linear balance per stage."""
    balance, source = np.zeros((stages, stages)), np.zeros(stages)
    for k in range(stages):
        overflow = wash + (fed - 1.0 if k == 0 else 0.0)
        balance[k, k] = 1.0 + overflow
        if k > 0:
            balance[k, k - 1] = -1.0
        if k < stages - 1:
            balance[k, k + 1] = -wash
    source[0] = fed
    strength = np.linalg.solve(balance, source)
    return float(strength[-1] / fed), float(strength[0])


def test_a_tonne_of_cake_holds_fourteen_kilograms_of_salt() -> None:
    assert float(solute_in_cake(np.array(600.0), np.array(0.60), np.array(0.035))) == pytest.approx(14.0)


@given(st.floats(0.05, 5.0), st.floats(1.0, 100.0))
def test_what_leaves_with_the_next_drop_is_the_breakthrough_of_the_column(wash: float, peclet: float) -> None:
    step = 1e-5
    left = [float(solute_left_kreft_zuber_1978(np.array(w), np.array(peclet))) for w in (wash - step, wash + step)]
    spread = 2.0 * np.sqrt(wash / peclet)
    broken = 0.5 * erfc((1.0 - wash) / spread) + 0.5 * np.exp(peclet) * erfc((1.0 + wash) / spread)
    assert (left[0] - left[1]) / (2.0 * step) == pytest.approx(1.0 - broken, abs=1e-6)


@given(ratios, ratios, st.floats(0.5, 1000.0))
def test_more_wash_never_leaves_more_salt(a: float, b: float, peclet: float) -> None:
    low, high = np.array(min(a, b)), np.array(max(a, b))
    for left in (
        lambda w: solute_left_kreft_zuber_1978(w, np.array(peclet)),
        lambda w: solute_left_choudhury_dahlstrom_1957(w, np.array(0.7)),
        lambda w: solute_left_repulp(w, np.array(3)),
        lambda w: counter_current_decantation(w, np.array(1.5), np.array(3)).left,
    ):
        assert float(left(high)) <= float(left(low)) + 1e-9


def test_without_dispersion_one_volume_of_wash_takes_all() -> None:
    made = [float(solute_left_kreft_zuber_1978(np.array(w), np.array(1e6))) for w in (0.0, 0.25, 1.0, 1.1)]
    assert made == pytest.approx([1.0, 0.75, 0.0, 0.0], abs=2e-3)


def test_strong_dispersion_washes_like_a_stirred_tank_or_worse() -> None:
    left = float(solute_left_kreft_zuber_1978(np.array(1.0), np.array(0.1)))
    assert left > np.exp(-1.0)


@given(st.floats(0.0, 10.0), st.floats(1.0, 10.0), st.integers(1, 12))
def test_decantation_in_closed_form_equals_stage_by_stage(wash: float, fed: float, stages: int) -> None:
    assert decant(wash, fed, stages) == pytest.approx(decant_stage_by_stage(wash, fed, stages), rel=1e-6)


def test_decantation_agrees_with_the_well_known_forms() -> None:
    assert decant(1.0, 1.0, 4)[0] == pytest.approx(0.2)
    assert decant(3.0, 1.0, 5)[0] == pytest.approx(2.0 / (3.0**6 - 1.0))


@given(st.floats(0.0, 10.0), st.floats(1.0, 10.0), st.integers(1, 12))
def test_decantation_loses_no_solute(wash: float, fed: float, stages: int) -> None:
    left, strength = decant(wash, fed, stages)
    assert left * fed + strength * (fed - 1.0 + wash) == pytest.approx(fed, rel=1e-9)


def test_counter_current_washing_beats_repulping_with_the_same_water() -> None:
    repulped = float(solute_left_repulp(np.array(1.0), np.array(3)))
    assert decant(3.0, 1.0, 3)[0] < repulped


def test_a_negative_wash_ratio_is_refused_everywhere() -> None:
    wash, one = np.array(-0.5), np.array(1.0)
    for call in (
        solute_left_kreft_zuber_1978,
        solute_left_choudhury_dahlstrom_1957,
        solute_left_repulp,
        lambda w, x: counter_current_decantation(w, np.array(2.0), x),
    ):
        with pytest.raises(InputError, match=r"wash ratio must not be negative; -0\.5 came"):
            call(wash, one)


def test_an_underflow_that_takes_more_liquor_than_comes_is_refused() -> None:
    with pytest.raises(InputError, match="less liquor than an underflow takes"):
        decant(0.1, 0.5, 2)
