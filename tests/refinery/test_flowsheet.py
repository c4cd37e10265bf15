"""Where elements go, and the solids that carry them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.flowsheet import (
    Dissolved,
    Solids,
    dissolve,
    leach_residue_mass,
    leached_routes,
    precipitate_mass,
    relative_residual,
    residue_of_whole_plant,
)
from kaitei.refinery.plant import with_product
from kaitei.refinery.residue import hydroxide_mass

shares = st.floats(0.0, 1.0)


def minerals(*numbers: float) -> Solids:
    return Solids(*(np.array(v) for v in numbers))


RICH, KEPT = minerals(100.0, 623.0, 240.0, 27.0, 10.0), minerals(0.80, 0.14, 0.52, 0.53, 0.50)


def gone(*numbers: float) -> Dissolved:
    return Dissolved(*(np.array(v) for v in numbers))


@given(shares, shares, shares)
def test_every_element_goes_somewhere_and_only_once(recovered: float, extraction: float, kept: float) -> None:
    made = with_product(leached_routes(np.array(recovered), np.array(extraction)), np.array(kept))
    assert sum(float(share) for share in made) == pytest.approx(1.0, abs=1e-12)
    assert all(-1e-12 <= float(share) <= 1.0 + 1e-12 for share in made)
    assert float(made.liquor) == pytest.approx(recovered * extraction, abs=1e-12)
    assert float(made.concentrate) == pytest.approx(recovered, abs=1e-12)


def test_an_element_without_separation_leaves_with_the_precipitate() -> None:
    thorium = with_product(leached_routes(np.array(0.3), np.array(0.4)), np.array(0.0))
    assert float(thorium.product) == 0.0
    assert float(thorium.precipitate) == pytest.approx(0.12)


def test_coarse_product_of_rich_mud_is_about_31_percent_of_it() -> None:
    made = RICH.part(KEPT)
    assert float(made.total) / float(RICH.total) == pytest.approx(0.31, abs=0.01)
    assert float(made.apatite) == pytest.approx(80.0)
    assert float(made.calcite) == pytest.approx(5.0)


def test_richer_mud_gives_a_heavier_coarse_product() -> None:
    lean, richer = minerals(48.0, 675.0, 240.0, 27.0, 10.0), minerals(250.0, 473.0, 240.0, 27.0, 10.0)
    assert float(lean.part(KEPT).total) < float(richer.part(KEPT).total)


def test_the_leach_takes_calcite_whole_and_little_of_the_matrix() -> None:
    made = dissolve(RICH, *(np.array(v) for v in (0.96, 0.03, 0.15, 0.07, 0.50, 0.5)))
    assert float(made.apatite) == pytest.approx(96.0)
    assert float(made.calcite) == pytest.approx(10.0)
    assert float(made.alumina) == pytest.approx(890 * 0.15 * 0.03)
    assert float(made.iron_oxide) == pytest.approx(890 * 0.07 * 0.03)
    assert float(made.manganese_dioxide) == pytest.approx(27 * 0.5 * 0.5)


@given(
    st.floats(0.0, 300.0),
    st.floats(0.0, 50.0),
    st.floats(0.0, 20.0),
    st.floats(0.0, 20.0),
    st.floats(0.0, 20.0),
    shares,
    shares,
)
def test_solids_outlet_by_outlet_are_the_solids_of_the_whole_plant(
    apatite: float, calcite: float, alumina: float, iron: float, manganese: float, kept: float, separated: float
) -> None:
    leached = gone(apatite, calcite, alumina, iron, manganese)
    in_apatite = np.array(0.0175 * apatite)
    liquor = in_apatite * kept
    product = liquor * separated
    gypsum, base_left = np.array(7.0), np.array(3.0)
    parts = leach_residue_mass(np.array(1000.0), leached, in_apatite, liquor) + precipitate_mass(
        leached, in_apatite, liquor - product, gypsum, base_left
    )
    whole = residue_of_whole_plant(np.array(1000.0), product, leached, gypsum, base_left)
    assert float(parts) == pytest.approx(float(whole), rel=1e-12)


def test_a_leach_that_dissolves_nothing_leaves_its_feed() -> None:
    nothing = gone(0.0, 0.0, 0.0, 0.0, 0.0)
    zero = np.array(0.0)
    assert float(leach_residue_mass(np.array(5.0), nothing, zero, zero)) == 5.0
    assert float(precipitate_mass(nothing, zero, zero, zero, zero)) == 0.0
    assert float(residue_of_whole_plant(np.array(5.0), zero, nothing, zero, zero)) == 5.0


def test_phosphate_comes_back_and_hydroxides_gain_water() -> None:
    leached = gone(96.0, 10.0, 4.0, 2.0, 1.0)
    zero = np.array(0.0)
    made = precipitate_mass(leached, np.array(1.7), zero, zero, zero)
    assert float(made) == pytest.approx(94.3 + float(hydroxide_mass(np.array(4.0), np.array(2.0))))


def test_residue_per_oxide_of_whole_mud_is_about_600() -> None:
    product = np.array(0.70 * 2.0)
    whole = residue_of_whole_plant(
        np.array(1000.0), product, gone(96.0, 10.0, 4.0, 2.0, 0.0), np.array(0.0), np.array(0.0)
    )
    assert float(whole / (product * 1.20)) == pytest.approx(600.0, rel=0.03)


def test_a_residual_is_relative_to_what_was_put_in() -> None:
    made = relative_residual(np.array([4.0, 0.0]), np.array([5.0, 2.0]))
    assert made.tolist() == [0.25, 2.0]
