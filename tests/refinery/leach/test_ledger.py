"""What the pools of the solids add to the liquor."""

import numpy as np
import pytest

from kaitei.physics import elements
from kaitei.refinery.leach import liquor as of
from kaitei.refinery.leach.feed import Acid, Feed
from kaitei.refinery.leach.ledger import POOLS, extracted_share, ledger

COUNT = len(elements.ELEMENTS)
ONE = np.ones(1)
HALF = np.full((1, COUNT), 0.5)
MUD = Feed(np.array([[0.1, 0.02, 0.1, 0.05, 0.01]]), np.full((1, COUNT), 1e-3), HALF, 0.8 * HALF, HALF, 0.3 * ONE)


@pytest.mark.parametrize("kind", ["hydrochloric", "sulfuric"])
def test_the_fresh_liquor_and_every_pool_are_neutral(kind: str) -> None:
    base, release = ledger(MUD, Acid(kind, 250.0 * ONE, 5e-3 * ONE, 298.15 * ONE, ONE))
    weights = np.zeros(len(of.PARTS))
    for part, charge in (
        (of.ACID, 1), (of.SODIUM, 1), (of.CHLORIDE, -1), (of.CALCIUM, 2), (of.MANGANESE, 2), (of.ALUMINIUM, 3),
        (of.IRON, 3), (of.RARE_EARTH, 3), (of.SULFATE, -2), (of.PHOSPHATE, -1), (of.FLUORIDE, -1),
    ):  # fmt: skip
        weights[part] = charge
    assert (base * weights).sum() == pytest.approx(0.0, abs=1e-9)
    assert (release[0] * weights).sum(axis=1) == pytest.approx(np.zeros(len(POOLS)), abs=1e-9)


def test_all_pools_dissolved_extract_all_but_what_the_matrix_holds_fast() -> None:
    made = extracted_share(MUD, np.ones((1, len(POOLS))))
    assert made[0] == pytest.approx(np.full(COUNT, 0.5 + 0.5 * (0.4 + 0.5)))


def test_more_liquor_dilutes() -> None:
    thick, thin = (ledger(MUD, Acid("sulfuric", 250.0 * ONE, v * ONE, 298.15 * ONE, ONE))[1] for v in (5e-3, 1e-2))
    assert thick == pytest.approx(2.0 * thin)
