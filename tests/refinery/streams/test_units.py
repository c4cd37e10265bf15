"""Each unit on its own: reactions, elements and charge."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.physics import elements
from kaitei.refinery.flowsheet import Dissolved, Solids
from kaitei.refinery.streams import units
from kaitei.refinery.streams.balance import charge_residual, element_residual
from kaitei.refinery.streams.matter import CHARGE, IONS, ion, solid
from kaitei.refinery.streams.stream import Stream, cake, liquor, moles

COUNT = len(elements.ELEMENTS)
NEODYMIUM = elements.index("Nd")
shares = st.floats(0.0, 1.0)


def neodymium(mole: float) -> np.ndarray:
    """Neodymium of an amount [kg]."""
    made = np.zeros((1, COUNT))
    made[0, NEODYMIUM] = mole * elements.ATOMIC_WEIGHT[NEODYMIUM]
    return made


def neutral(stream: Stream) -> Stream:
    """The liquor with acid that makes up its charge."""
    stream.ions[:, ion("acid")] = -(stream.ions * CHARGE).sum(axis=1) - 3.0 * units.amount(stream.dissolved)
    return stream


def leach_liquor() -> Stream:
    made = liquor(
        1, neodymium(10.0), chloride=9000.0, calcium=2500.0, phosphate=1500.0, fluoride=500.0, aluminium=40.0, iron=20.0
    )
    return neutral(made)


def closed(into: list[Stream], out: list[Stream]) -> bool:
    return bool(np.abs(element_residual(into, out)).max() < 1e-12)


def all_of(value: float) -> np.ndarray:
    return np.full((1, COUNT), value)


def pair(aluminium: float, iron: float) -> np.ndarray:
    return np.array([[aluminium, iron]])


def test_a_mud_weighs_its_minerals() -> None:
    minerals = Solids(*(np.array([v]) for v in (100.0, 620.0, 240.0, 30.0, 10.0)))
    holds = units.Matrix(*(np.array([v]) for v in (0.15, 0.07, 0.5)))
    made = units.mud(minerals, neodymium(10.0), neodymium(1.0), holds)
    assert float(made.dry[0]) == pytest.approx(1000.0)
    assert float(made.solids[0, solid("manganese_dioxide")]) == pytest.approx(15.0)
    assert float(made.solids[0, solid("alumina")]) == pytest.approx(0.15 * 890.0)


@given(shares, shares, shares)
def test_a_leach_loses_liquor_with_its_residue_and_nothing_else(lost: float, extraction: float, gypsum: float) -> None:
    feed = cake(1, neodymium(10.0), apatite=100.0, calcite=10.0, matrix=800.0)
    gone = Dissolved(*(np.array([v]) for v in (90.0, 10.0, 0.0, 0.0, 0.0)))
    apatite, calcite = 90.0 / moles("apatite", np.ones(1)), 10.0 / moles("calcite", np.ones(1))
    salt = gypsum * apatite
    ions = np.zeros((1, len(IONS)))
    for name, value in (
        ("calcium", 5.0 * apatite + calcite - salt), ("phosphate", 3.0 * apatite), ("fluoride", apatite),
        ("sulfate", 900.0 - salt),
    ):  # fmt: skip
        ions[:, ion(name)] = value
    end = units.LeachEnd(ions, salt, np.zeros((1, 3)), all_of(extraction))
    residue, wet, gas = units.leach(feed, gone, end, np.array([lost]))
    assert closed([feed, liquor(1, sulfate=900.0)], [residue, wet, gas])
    assert float(wet.dissolved[0, NEODYMIUM]) == pytest.approx((1.0 - lost) * extraction * feed.held[0, NEODYMIUM])


@given(shares, shares, shares)
def test_the_phosphate_takes_metal_for_metal_and_frees_acid(caught: float, aluminium: float, iron: float) -> None:
    fed = leach_liquor()
    made = units.capture(fed, all_of(caught), pair(aluminium, iron))
    assert closed([fed], [made.cake, made.barren])
    assert abs(float(charge_residual(made.barren)[0])) < 1e-12
    fallen = 10.0 * caught + 40.0 * aluminium + 20.0 * iron
    freed = made.barren.ions[0, ion("acid")] - fed.ions[0, ion("acid")]
    assert float(freed) == pytest.approx(2.0 * fallen, abs=1e-9)


@given(shares, st.floats(1.0, 3.0), shares, shares)
def test_purification_keeps_elements_and_charge(turned: float, excess: float, fallen: float, metals: float) -> None:
    fed = units.capture(leach_liquor(), all_of(0.9), pair(0.5, 0.9)).cake
    made = units.purify(fed, np.array([turned]), np.array([excess]), all_of(fallen), pair(metals, metals))
    assert closed([fed, made.reagents], [made.filtrate, made.impurities, made.clean])
    for stream in (made.filtrate, made.clean):
        assert abs(float(charge_residual(stream)[0])) < 1e-12
    assert float(made.hydrochloric_acid[0]) == pytest.approx(3.0 * turned * (9.0 + 20.0 + 18.0))
    assert float(made.caustic_soda[0]) >= 3.0 * excess * 47.0 * (1.0 - 1e-12)


def test_pure_hydroxides_need_no_second_caustic_soda() -> None:
    fed = units.capture(leach_liquor(), all_of(1.0), pair(0.0, 0.0)).cake
    made = units.purify(fed, np.ones(1), np.ones(1), all_of(0.0), pair(1.0, 1.0))
    assert float(made.caustic_soda[0]) == pytest.approx(30.0)
    assert float(made.clean.ions[0, ion("acid")]) == 0.0


@pytest.mark.parametrize("own", [True, False])
def test_oxalate_takes_metal_and_leaves_acid(own: bool) -> None:
    fed = neutral(liquor(1, neodymium(10.0), chloride=30.0))
    made = units.separate(fed, all_of(0.8), np.array([60.0]), np.array([1.9]), own)
    assert closed([fed, made.reagents], [made.products, made.brine, made.gas])
    assert abs(float(charge_residual(made.brine)[0])) < 1e-12
    assert float(units.amount(made.products.held)[0]) == pytest.approx(8.0)
    assert float(made.gas.carbon[0]) == pytest.approx(24.0 * own)
    assert float(made.brine.ions[0, ion("sodium")]) == pytest.approx(60.0 * own)
