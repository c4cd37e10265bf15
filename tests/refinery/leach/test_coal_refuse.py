"""The peer's leach, from its own published numbers."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.errors import InputError
from kaitei.refinery.leach.coal_refuse import (
    ATOMS,
    METAL_MASS,
    OXIDE_MASS,
    OXIDES,
    PROTONS,
    REFUSE,
    Leach,
    leach_coal_refuse,
    oxide_index,
)

GALLONS_100 = 0.378541178
LITRES_PER_HOUR, HOUR = 1e-3 / 3600.0, 3600.0
ONE = np.ones(1)

# Recoveries asserted in PrOMMiS's tests (leaching/tests, commit 9beba554), in the order of OXIDES.
BASE = [0.03003766, 0.16338507, 0.51450525, 0.05486783, 0.15092538, 0.38342494, 0.42074359, 0.48425091, 0.45795410,
        0.23377408, 0.61063580, 0.22365403]  # fmt: skip
LOW = [0.01171003, 0.09699999, 0.48632625, 0.03434747, 0.10826456, 0.31269294, 0.32058357, 0.39388443, 0.33634418,
       0.17123682, 0.40990572, 0.17796146]  # fmt: skip
HIGH = [0.06978567, 0.25429915, 0.53832181, 0.08320193, 0.20119564, 0.45302620, 0.52100440, 0.56916688, 0.57827733,
        0.30405813, 0.77742299, 0.27182530]  # fmt: skip
TWO_TANKS = [0.03117560, 0.1856473, 0.7481940, 0.06510993, 0.1918858, 0.5083381, 0.5202264, 0.6166401, 0.5454125,
             0.2960138, 0.6646174, 0.3049849]  # fmt: skip


def pilot(molar: float, scale: float = 1.0, tanks: int = 1) -> Leach:
    """The pilot plant with an acid [mol/L]."""
    return leach_coal_refuse(
        scale * 224.3 * LITRES_PER_HOUR * ONE,
        2000.0 * molar * ONE,
        1000.0 * molar * ONE,
        np.zeros((1, 12)),
        scale * 22.68 / HOUR * ONE,
        REFUSE,
        np.full(tanks, scale * GALLONS_100),
    )


@pytest.mark.parametrize(("molar", "scale", "published"), [(0.05, 1.0, BASE), (0.025, 1.0, LOW), (0.1, 2.0, HIGH)])
def test_one_tank_gives_back_all_twelve_recoveries(molar: float, scale: float, published: list[float]) -> None:
    assert pilot(molar, scale).recovery[0, 0] == pytest.approx(published, rel=2e-4)


def test_two_tanks_give_back_all_twelve_recoveries() -> None:
    made = pilot(0.05, tanks=2)
    assert made.recovery[0, 0] == pytest.approx(BASE, rel=2e-4)
    assert made.recovery[0, 1] == pytest.approx(TWO_TANKS, rel=2e-4)


# Liquor [mg/L] and residue [kg/kg] that leave the leach of its whole flowsheet (uky/tests), at 286.996 L/h and
# 21.5278 kg/h; 286.499 L/h enter. Samarium in the liquor is not asserted there.
LIQUOR = {"Al": 2785.57, "Fe": 3371.56, "Ca": 367.562, "Sc": 0.176383, "Y": 0.598142, "La": 7.17211, "Ce": 8.73905,
          "Pr": 2.26022, "Nd": 5.05299, "Gd": 0.730248, "Dy": 0.211327}  # fmt: skip
RESIDUE = [0.223386, 4.31369e-2, 9.08374e-4, 2.57282e-5, 2.45503e-5, 2.64898e-5, 4.85053e-5, 4.31398e-6, 1.66796e-5,
           8.83854e-6, 3.71286e-6, 6.459123e-6]  # fmt: skip


def test_the_leach_of_the_whole_flowsheet_comes_back() -> None:
    # NOTE: the recycled liquor that enters is not asserted; it follows from what leaves by balance. What is tested is
    # the kinetics: that this acid dissolves just this much in two tanks.
    oxide = 22.68 / HOUR * REFUSE / OXIDE_MASS
    gone = oxide - 21.5278 / HOUR * np.array(RESIDUE) / OXIDE_MASS
    out = 286.996 * LITRES_PER_HOUR
    came = np.array([LIQUOR.get(name, 0.0) for name in OXIDES]) / METAL_MASS * 1e-3 * out - ATOMS * gone
    protons = (2.25142 + 4407.0 / 97.0) * out + (PROTONS * gone).sum()
    sulfate = (4407.0 / 97.0 + 19823.8 / 96.0) * out
    enters = 286.499 * LITRES_PER_HOUR
    made = leach_coal_refuse(
        enters * ONE,
        protons / enters * ONE,
        sulfate / enters * ONE,
        np.maximum(came / enters, 0.0)[np.newaxis],
        22.68 / HOUR * ONE,
        REFUSE,
        np.full(2, GALLONS_100),
    )
    assert made.acidity[0] == pytest.approx(2.25142, rel=1e-3)
    assert made.residue[0] * HOUR == pytest.approx(21.5278, rel=2e-4)
    assert made.liquor[0] / LITRES_PER_HOUR == pytest.approx(286.996, rel=1e-4)
    left = oxide * (1.0 - made.recovery[0, -1]) * OXIDE_MASS / made.residue[0]
    assert left[:10] == pytest.approx(RESIDUE[:10], rel=4e-4)
    metal = made.metal[0] * METAL_MASS * 1e3
    named = [name for name in LIQUOR if name not in ("Gd", "Dy")]
    assert [metal[oxide_index(name)] for name in named] == pytest.approx([LIQUOR[name] for name in named], rel=4e-4)
    # NOTE: Gd and Dy in the residue are asserted there to 1e-4 absolute, more than they are, and do not fit the peer's
    # own law; what this law dissolves of them is 91-97 % of what is asserted for the liquor, the rest being recycled.
    from_solids = (ATOMS * oxide * made.recovery[0, -1] * METAL_MASS / made.liquor[0] * 1e3)[10:]
    assert np.all((from_solids < [LIQUOR["Gd"], LIQUOR["Dy"]]) & (from_solids > [0.9 * 0.730248, 0.9 * 0.211327]))


def test_a_leach_takes_microseconds() -> None:
    pilot(0.05, tanks=2)
    many, tanks = np.ones(2000), np.full(2, GALLONS_100)
    given_ = (many * 224.3 * LITRES_PER_HOUR, 100.0 * many, 50.0 * many, np.zeros((2000, 12)), 22.68 / HOUR * many)
    start = time.perf_counter()
    leach_coal_refuse(*given_, REFUSE, tanks)
    assert (time.perf_counter() - start) / 2000.0 < 1e-3


feeds = st.lists(st.floats(0.0, 0.08), min_size=12, max_size=12)


@given(feeds, st.one_of(st.just(0.0), st.floats(0.1, 400.0)), st.floats(1e-3, 1.0), st.integers(1, 4))
def test_every_metal_and_the_hydrogen_balance(content: list[float], acid: float, solids: float, tanks: int) -> None:
    share = np.array(content)
    made = leach_coal_refuse(
        1e-4 * ONE, acid * ONE, 0.5 * acid * ONE, np.zeros((1, 12)), solids * 1e-2 * ONE, share, np.full(tanks, 0.2)
    )
    moles = solids * 1e-2 * share / OXIDE_MASS
    out = made.metal[0] * made.liquor[0]
    assert out + ATOMS * moles * (1.0 - made.recovery[0, -1]) == pytest.approx(ATOMS * moles, rel=1e-9, abs=1e-18)
    assert np.all((made.recovery >= 0.0) & (made.recovery <= 1.0))
    bound = 0.5 * acid * 1e-4 / made.liquor[0] * made.acidity[0] / (made.acidity[0] + 10.0**1.01)
    taken = (PROTONS * moles * made.recovery[0, -1]).sum()
    assert (made.acidity[0] + bound) * made.liquor[0] + taken == pytest.approx(acid * 1e-4, rel=1e-4, abs=1e-12)


def test_without_acid_nothing_dissolves() -> None:
    assert np.all(pilot(0.0).recovery == 0.0)


def test_more_acid_and_more_tanks_dissolve_more() -> None:
    assert np.all(pilot(0.06).recovery > pilot(0.05).recovery)
    assert np.all(pilot(0.05, tanks=3).recovery[0, -1] > pilot(0.05, tanks=2).recovery[0, -1])


def test_an_unknown_metal_is_named() -> None:
    with pytest.raises(InputError, match="no rate for Eu: allowed: Al"):
        oxide_index("Eu")


def test_a_leach_that_cannot_be_is_refused() -> None:
    def run(flow: float = 1e-4, content: float = 0.01, tanks: int = 1) -> None:
        share = np.full(12, content)
        leach_coal_refuse(flow * ONE, ONE, ONE, np.zeros((1, 12)), ONE, share, np.full(tanks, 1.0))

    with pytest.raises(InputError, match=r"liquor must be finite and not negative; -1.0 came"):
        run(flow=-1.0)
    with pytest.raises(InputError, match=r"oxide contents must not be negative, nor sum above 1; they sum to 2.4"):
        run(content=0.2)
    with pytest.raises(InputError, match="a leach train needs at least one tank; none came"):
        run(tanks=0)
