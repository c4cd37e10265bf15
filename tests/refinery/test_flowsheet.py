"""Where elements go, and the solids that carry them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.refinery.flowsheet import (
    Solids,
    dissolve,
    leached_routes,
    relative_residual,
)
from kaitei.refinery.plant import with_product

shares = st.floats(0.0, 1.0)


def minerals(*numbers: float) -> Solids:
    return Solids(*(np.array(v) for v in numbers))


RICH, KEPT = minerals(100.0, 623.0, 240.0, 27.0, 10.0), minerals(0.80, 0.14, 0.52, 0.53, 0.50)


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


def test_a_residual_is_relative_to_what_was_put_in() -> None:
    made = relative_residual(np.array([4.0, 0.0]), np.array([5.0, 2.0]))
    assert made.tolist() == [0.25, 2.0]
