"""Extractants and their order."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.refinery.separation import P507_FACTORS
from kaitei.refinery.train.extractants import NAPHTHENIC_ACID, P507, Extractant


def test_ratios_are_the_chain_of_factors_in_any_order() -> None:
    made = P507.ratios(("Sm", "Nd", "La"))[0]
    assert made[0] / made[1] == pytest.approx(10.6)
    assert made[1] == pytest.approx(np.prod(P507_FACTORS[:3]))
    assert made[2] == 1.0


def test_every_draw_has_its_own_ratios() -> None:
    made = Extractant("two", ("La", "Ce"), np.array([[2.0], [3.0]])).ratios(("La", "Ce"))
    assert made.tolist() == [[1.0, 2.0], [1.0, 3.0]]


def test_naphthenic_acid_takes_cerium_and_praseodymium_as_measured_and_yttrium_last() -> None:
    ratio = NAPHTHENIC_ACID.ratios(("Y", "La", "Ce", "Pr", "Nd"))[0]
    assert ratio[2] / ratio[1] == pytest.approx(2.35, abs=0.15)
    assert ratio[3] / ratio[2] == pytest.approx(1.2)
    assert ratio[4] / ratio[3] == pytest.approx(1.3)
    assert ratio.argmin() == 0


def test_both_extractants_know_the_same_elements() -> None:
    assert set(P507.order) == set(NAPHTHENIC_ACID.order)


@pytest.mark.parametrize(
    ("order", "factors", "message"),
    [
        (("La", "La"), [2.0], "an element stands twice"),
        (("La", "Ce"), [2.0, 3.0], "2 elements need 1 factors"),
        (("La", "Ce"), [1.0], r"above 1; swap .* \(least one: 1\)"),
        (("La", "Ce"), [np.inf], "must be finite and above 1"),
        (("La", "Ce"), [np.nan], "must be finite and above 1"),
    ],
)
def test_an_impossible_extractant_is_refused(order: tuple[str, ...], factors: list[float], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Extractant("odd", order, np.array(factors))


def test_an_unknown_element_is_named() -> None:
    with pytest.raises(InputError, match="P507: no separation factor for Sc"):
        P507.ratios(("La", "Sc"))
