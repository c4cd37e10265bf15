"""One liquor, compiled."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.leach.liquor import FORMS, PARTS, constants_at, slope_debye_hueckel
from kaitei.refinery.leach.speciation import activity, buffer_of, conditional, search, speciate

WARM = np.array([298.15])
amounts = st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 0.8)), min_size=10, max_size=10)


def constants() -> np.ndarray:
    k = np.zeros(9)
    conditional(constants_at(WARM)[0], 0.8, float(slope_debye_hueckel(WARM)[0]), k)
    return k


@given(amounts, st.floats(-14.0, 2.0))
def test_the_buffer_is_the_slope_of_the_balance(rest: list[float], x: float) -> None:
    t, form, k = np.array([0.1, *rest]), np.zeros(len(FORMS)), constants()
    low, high = (speciate(t, np.exp(x + step), k, form) for step in (-1e-5, 1e-5))
    speciate(t, np.exp(x), k, form)
    solid = form[-1]
    made = buffer_of(t, np.exp(x), k, form)
    assert made > 0.0
    if solid == 0.0 or solid > 1e-3:
        assert abs((high - low) / 2e-5 - made) <= 1e-4 * made + 1e-8


@given(amounts, st.floats(0.0, 1.0))
def test_the_search_closes_the_balance(rest: list[float], acid: float) -> None:
    t, form, k = np.array([acid, *rest]), np.zeros(len(FORMS)), constants()
    x = search(t, k, -2.0, form)
    assert len(t) == len(PARTS)
    assert abs(speciate(t, np.exp(x), k, form)) <= 1e-11


def test_activity_falls_with_charge_and_is_one_without_salt() -> None:
    assert activity(2, 0.0, 0.51) == 0.0
    assert activity(3, 0.1, 0.51) < activity(2, 0.1, 0.51) < activity(1, 0.1, 0.51) < 0.0
