"""Checks of what enters a leach."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.physics import elements
from kaitei.refinery import acid_base
from kaitei.refinery.leach.feed import (
    MINERALS,
    Acid,
    Feed,
    check_acid,
    check_feed,
    element_table,
    mineral_index,
    protons_per_mineral,
)

NONE = np.zeros((1, len(elements.ELEMENTS)))
ONE = np.ones(1)


def feed(**parts: float) -> Feed:
    made = Feed(np.zeros((1, len(MINERALS))), NONE, NONE, NONE, NONE, np.zeros(1))
    return made._replace(**{name: np.full_like(getattr(made, name), value) for name, value in parts.items()})


def acid(kind: str = "hydrochloric", strength: float = 500.0, ratio: float = 4e-3, time: float = 300.0) -> Acid:
    return Acid(kind, strength * ONE, ratio * ONE, 298.15 * ONE, time * ONE)


def test_protons_agree_with_the_plant_wide_reactions() -> None:
    protons = protons_per_mineral()
    assert protons[1] == pytest.approx(acid_base.protons_for_calcite(np.array(1.0)))
    assert protons[2] == pytest.approx(acid_base.protons_for_sesquioxides(np.array(1.0), np.array(0.0)))
    assert protons[3] == pytest.approx(acid_base.protons_for_sesquioxides(np.array(0.0), np.array(1.0)))
    assert protons[4] == pytest.approx(acid_base.protons_for_manganese(np.array(1.0)))
    # Six, and one more for the hydrogen of HF that the liquor's balance finds.
    assert protons[0] * 7.0 / 6.0 == pytest.approx(acid_base.protons_for_apatite(np.array(1.0), np.array(0.0)))


def test_an_unknown_mineral_or_element_is_named() -> None:
    with pytest.raises(InputError, match="no leach of calcit: did you mean calcite"):
        mineral_index("calcit")
    with pytest.raises(InputError, match="no element Pm in the leach"):
        element_table({"Pm": 0.1}, 0.0)


def test_a_feed_that_cannot_be_is_refused() -> None:
    check_feed(feed(minerals=0.1))
    with pytest.raises(
        InputError, match=r"the minerals of the leach feed sum to 1.5 of its mass; at most 1 is possible"
    ):
        check_feed(feed(minerals=0.3))
    with pytest.raises(InputError, match=r"element must be a number, not negative; -1.0 came"):
        check_feed(feed(elements=-1.0))
    with pytest.raises(InputError, match="salt must be a number, not negative; nan came"):
        check_feed(feed(salt=np.nan))
    with pytest.raises(InputError, match=r"in apatite must lie between 0 and 1; 1.2 came"):
        check_feed(feed(in_apatite=1.2))
    with pytest.raises(InputError, match="labile matrix and manganese dioxide together"):
        check_feed(feed(labile=0.6, in_manganese=0.6))


def test_an_acid_that_cannot_be_is_refused() -> None:
    check_acid(acid())
    with pytest.raises(InputError, match="no leach with sulphuric acid: did you mean sulfuric"):
        check_acid(acid("sulphuric"))
    with pytest.raises(
        InputError, match=r"must lie between 0 and 2000 mol/m3, the strongest that data reach; 3000.0 came"
    ):
        check_acid(acid(strength=3000.0))
    with pytest.raises(InputError, match=r"between 0 and 1000 mol/m3"):
        check_acid(acid("sulfuric", strength=1500.0))
    with pytest.raises(InputError, match=r"liquor per solids must be above 0; -1.0 came"):
        check_acid(acid(ratio=-1.0))
    with pytest.raises(InputError, match=r"leach time must not be negative; -5.0 came"):
        check_acid(acid(time=-5.0))
