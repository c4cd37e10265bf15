"""The liquor in equilibrium."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.leach import liquor as of
from kaitei.refinery.leach.liquor import PARTS, Liquor, equilibrium

COLD = np.array([298.15])


def liquor(temperature: float = 298.15, **amounts: float) -> Liquor:
    parts = np.zeros((1, len(PARTS)))
    for name, amount in amounts.items():
        parts[0, PARTS.index(name)] = amount
    return equilibrium(parts, np.array([temperature]))


def form(made: Liquor, name: str) -> float:
    return float(made.forms[0, of.FORMS.index(name)])


def charge(parts: FloatArray, made: Liquor) -> FloatArray:
    """Charge of the liquor [mol/m3]."""
    signs = {"H+": 1, "OH-": -1, "HSO4-": -1, "SO4--": -2, "H2PO4-": -1, "HPO4--": -2, "F-": -1, "AlF++": 2, "Ca++": 2,
             "Al+++": 3}  # fmt: skip
    whole = sum(z * made.forms[:, of.FORMS.index(name)] for name, z in signs.items())
    rest = parts[:, of.SODIUM] - parts[:, of.CHLORIDE] + 2.0 * parts[:, of.MANGANESE]
    return np.asarray(whole + rest + 3.0 * (parts[:, of.IRON] + parts[:, of.RARE_EARTH]))


# pH of plain acids at 25 degC: tables of analytical chemistry; hydrochloric acid from its mean activity 0.796 at 0.1.
@pytest.mark.parametrize(
    ("amounts", "ph", "within"),
    [
        ({"acid": 100.0, "chloride": 100.0}, 1.09, 0.03),
        ({"acid": 100.0, "phosphate": 100.0}, 1.63, 0.03),
        ({"acid": 100.0, "sulfate": 50.0}, 1.2, 0.1),
        ({"acid": 100.0, "fluoride": 100.0}, 2.09, 0.04),
        ({}, 7.0, 0.01),
    ],
)
def test_plain_acids_have_their_ph(amounts: dict[str, float], ph: float, within: float) -> None:
    assert float(liquor(**amounts).ph[0]) == pytest.approx(ph, abs=within)


def test_gypsum_dissolves_to_fifteen_millimoles_in_water() -> None:
    made = liquor(calcium=100.0, sulfate=100.0)
    assert 100.0 - form(made, "gypsum") == pytest.approx(15.2, abs=1.5)


def test_sea_salt_dissolves_more_gypsum() -> None:
    salty = liquor(calcium=100.0, sulfate=100.0, sodium=500.0, chloride=500.0)
    assert form(salty, "gypsum") < form(liquor(calcium=100.0, sulfate=100.0), "gypsum")


@given(st.floats(0.0, 1000.0), st.floats(0.0, 500.0), st.floats(1.0, 500.0))
def test_more_sulfate_never_makes_less_gypsum(sulfate: float, more: float, calcium: float) -> None:
    def solid(amount: float) -> float:
        return form(liquor(acid=200.0, chloride=200.0, calcium=calcium, sulfate=amount), "gypsum")

    assert solid(sulfate + more) >= solid(sulfate) - 0.02 * calcium


@given(st.floats(0.0, 1000.0), st.floats(1.0, 1000.0), st.floats(0.0, 300.0))
def test_more_acid_never_raises_the_ph(acid: float, more: float, phosphate: float) -> None:
    first = liquor(acid=acid, chloride=acid, phosphate=phosphate)
    second = liquor(acid=acid + more, chloride=acid + more, phosphate=phosphate)
    # NOTE: above some 2 mol/L the activity of hydrogen rises faster than its amount, never slower.
    assert second.ph[0] < first.ph[0]


amounts = st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 800.0)), min_size=10, max_size=10)


@given(amounts, st.floats(275.0, 360.0))
def test_every_part_and_the_charge_balance(rest: list[float], temperature: float) -> None:
    parts = np.array([[0.0, *rest]])
    # A neutral liquor: hydrogen makes up for what the other ions lack; without enough anions there is none.
    negative = parts[0, of.CHLORIDE] + 2.0 * parts[0, of.SULFATE] + parts[0, of.PHOSPHATE] + parts[0, of.FLUORIDE]
    weights = {of.SODIUM: 1, of.CALCIUM: 2, of.MANGANESE: 2, of.ALUMINIUM: 3, of.IRON: 3, of.RARE_EARTH: 3}
    parts[0, of.ACID] = negative - sum(z * parts[0, part] for part, z in weights.items())
    if parts[0, of.ACID] < 0.0:
        parts[0, of.CHLORIDE] -= parts[0, of.ACID]
        parts[0, of.ACID] = 0.0
    made = equilibrium(parts, np.array([temperature]))
    assert np.all(np.isfinite(made.ph))
    assert np.all(made.forms >= -1e-9)
    held = {
        of.SULFATE: ("HSO4-", "SO4--", "CaSO4", "gypsum"),
        of.CALCIUM: ("Ca++", "CaSO4", "gypsum"),
        of.PHOSPHATE: ("H3PO4", "H2PO4-", "HPO4--"),
        of.ALUMINIUM: ("Al+++", "AlF++"),
        of.FLUORIDE: ("HF", "F-", "AlF++"),
    }
    for part, names in held.items():
        assert sum(form(made, name) for name in names) == pytest.approx(parts[0, part], rel=1e-9, abs=1e-12)
    assert float(charge(parts, made)[0]) == pytest.approx(0.0, abs=1e-9 * (1.0 + float(parts.sum())))


def test_a_liquor_too_strong_for_the_law_is_flagged() -> None:
    assert liquor(acid=500.0, chloride=500.0).extrapolated[0] == 0.0
    assert liquor(acid=4000.0, chloride=4000.0).extrapolated[0] == 1.0


def test_heat_makes_phosphoric_acid_weaker_against_bisulfate() -> None:
    cold, hot = (liquor(t, acid=300.0, sulfate=150.0) for t in (288.15, 343.15))
    assert form(hot, "HSO4-") > form(cold, "HSO4-")


def test_draws_in_pieces_are_the_same_to_the_bit() -> None:
    parts = np.random.default_rng(3).uniform(0.0, 300.0, (50, len(PARTS)))
    warm = np.full(50, 310.0)
    whole = equilibrium(parts, warm)
    halves = [equilibrium(parts[part], warm[part]) for part in (slice(0, 20), slice(20, 50))]
    assert np.array_equal(whole.forms, np.concatenate([half.forms for half in halves]))


def test_twenty_thousand_liquors_take_a_fraction_of_a_second() -> None:
    parts = np.random.default_rng(1).uniform(0.0, 300.0, (20_000, len(PARTS)))
    warm = np.full(20_000, 298.15)
    equilibrium(parts[:1], warm[:1])
    start = time.perf_counter()
    equilibrium(parts, warm)
    assert time.perf_counter() - start < 1.5  # 0.06 s on a free core


def test_a_liquor_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="a finite amount of each of its 11 parts"):
        liquor(calcium=-1.0)
    with pytest.raises(InputError, match=r"from 273.15 to 363.15 K \(0 to 90 degC\); 400 K came"):
        liquor(400.0)
