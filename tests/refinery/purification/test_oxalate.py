"""Oxalate precipitation by equilibrium."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.purification.oxalate import Oxalates, oxalate_for_recovery, precipitate_oxalate, salts_of_oxalate
from kaitei.refinery.purification.species import LANTHANIDES, SPECIES, by_species, index

RARE = np.isin(SPECIES, LANTHANIDES)
SPLIT = {
    "La": 0.9,
    "Ce": 0.5,
    "Pr": 0.25,
    "Nd": 1.07,
    "Sm": 0.23,
    "Gd": 0.25,
    "Dy": 0.22,
    "Er": 0.12,
    "Yb": 0.1,
    "Y": 3.4,
}
concentrations = st.lists(st.floats(0.0, 300.0, allow_subnormal=False), min_size=len(SPECIES), max_size=len(SPECIES))


def liquor(rare_earths: float, **others: float) -> FloatArray:
    whole = sum(SPLIT.values())
    return by_species({**{name: rare_earths * part / whole for name, part in SPLIT.items()}, **others}, 0.0)


def dose(metals: FloatArray, acid: float, ph: float = 1.2, strength: float = 0.7) -> Oxalates:
    return precipitate_oxalate(metals, np.array(acid), np.array(ph), np.array(strength))


def best(metals: FloatArray, recovery: float, ph: float = 1.2, strength: float = 0.7) -> Oxalates:
    return oxalate_for_recovery(metals, np.array(recovery), np.array(ph), np.array(strength))


@given(concentrations, st.floats(0.0, 2000.0), st.floats(0.0, 4.0), st.floats(0.0, 3.0))
def test_metals_and_oxalate_balance(metals: list[float], acid: float, ph: float, strength: float) -> None:
    made = dose(np.array(metals), acid, ph, strength)
    assert np.all((made.share >= 0.0) & (made.share <= 1.0))
    held = float(made.in_salts.sum() + made.dissolved)
    assert held == pytest.approx(acid, rel=1e-9, abs=1e-25)
    assert float(made.oxalic_acid) == pytest.approx(acid, rel=1e-9, abs=1e-25)


@pytest.mark.parametrize(("recovery", "excess"), [(0.99, 1.02), (0.999, 1.13)])
def test_a_clean_strip_liquor_asks_for_the_small_excess_of_practice(recovery: float, excess: float) -> None:
    metals = liquor(120.0)
    made = best(metals, recovery, ph=1.0)
    assert float(made.oxalic_acid) / (1.5 * metals.sum()) == pytest.approx(excess, rel=0.05)


def test_the_usual_excess_of_a_quarter_brings_more_than_ninety_nine_nine_per_cent_down() -> None:
    metals = liquor(120.0)
    made = dose(metals, 1.25 * 1.5 * metals.sum(), ph=1.0)
    assert float((made.solid * RARE).sum() / metals.sum()) > 0.999


def test_calcium_of_a_leach_liquor_takes_nearly_all_of_the_acid() -> None:
    metals = liquor(2.6, Ca=250.0, Fe=1.8, Al=6.3)
    made = best(metals, 0.9)
    assert float(made.share[index("Ca")]) > 0.9
    oxide = float((elements.ATOMIC_WEIGHT * elements.OXIDE_FACTOR * metals[: len(elements.ELEMENTS)]).sum())
    assert 50.0 < float(made.oxalic_acid) * 0.126 / oxide < 120.0


def test_calcium_decides_by_its_level_and_not_by_the_ph() -> None:
    metals = liquor(2.6, Ca=250.0)
    shares = [float(best(metals, 0.9, ph=ph).share[index("Ca")]) for ph in (0.0, 1.0, 2.0)]
    assert shares == pytest.approx([shares[0]] * 3, abs=1e-6)
    assert float(best(liquor(2.6, Ca=2.0), 0.9).share[index("Ca")]) == 0.0


def test_iron_and_aluminium_take_oxalate_and_stay_dissolved() -> None:
    clean, dirty = best(liquor(2.6), 0.9), best(liquor(2.6, Fe=20.0, Al=20.0), 0.9)
    assert float(dirty.oxalic_acid) > float(clean.oxalic_acid) + 30.0
    assert float(dirty.share[index("Fe")]) == 0.0


def test_a_lower_ph_asks_for_more_acid() -> None:
    doses = [float(best(liquor(2.6), 0.95, ph=ph).oxalic_acid) for ph in (0.0, 0.5, 1.0, 2.0)]
    assert doses == sorted(doses, reverse=True)


@given(st.floats(0.0, 300.0), st.floats(0.0, 300.0))
def test_more_acid_never_brings_less_down_before_salts_dissolve_again(a: float, b: float) -> None:
    metals = liquor(100.0, Ca=50.0)
    few, many = (dose(metals, acid) for acid in sorted((a, b)))
    assert np.all(many.solid >= few.solid - 1e-9)


def test_the_dose_found_gives_the_recovery_asked_for() -> None:
    metals = liquor(2.6, Ca=100.0, Fe=2.0)
    found = best(metals, 0.8)
    again = dose(metals, float(found.oxalic_acid))
    assert float((again.solid * RARE).sum() / (metals * RARE).sum()) == pytest.approx(0.8, rel=1e-6)


def test_a_recovery_out_of_reach_gives_the_best_there_is() -> None:
    made = best(liquor(1e-4), 0.99)
    assert np.all(np.isfinite(made.share))
    assert float((made.solid * RARE).sum() / 1e-4) < 0.99


def test_base_that_holds_the_ph_is_at_most_two_per_oxalic_acid() -> None:
    made = best(liquor(120.0), 0.99, ph=1.0)
    assert 1.9 * float(made.oxalic_acid) < float(made.base) < 2.0 * float(made.oxalic_acid)


def test_oxalic_acid_is_mostly_undissociated_below_its_first_constant() -> None:
    assert float(salts_of_oxalate(np.array(0.0), np.array(0.0)).side) > 10.0**5.6


def test_bad_input_is_refused() -> None:
    with pytest.raises(InputError, match=r"dose of oxalic acid must not be negative; -1\.0 came"):
        dose(liquor(1.0), -1.0)
    with pytest.raises(InputError, match=r"recovery of rare earths must lie between 0 and 1; 1\.0 came"):
        best(liquor(1.0), 1.0)
    with pytest.raises(InputError, match="pH must lie between 0 and 4"):
        dose(liquor(1.0), 1.0, ph=4.5)
