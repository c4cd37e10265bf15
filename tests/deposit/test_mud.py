"""Properties of the mud in place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.deposit import mud

DRY = st.floats(450.0, 660.0)
GRAIN = st.floats(2550.0, 2750.0)


def test_mud_of_550_dry_is_four_fifths_water() -> None:
    """Porosity 0.79, wet 1.37 (1.32-1.45) t/m3, 40 % solids."""
    wet = mud.wet_density(np.array(550.0), np.array(2650.0), np.array(1050.0))
    assert float(mud.porosity(np.array(550.0), np.array(2650.0))) == pytest.approx(0.79, abs=0.005)
    assert 1320.0 < float(wet) < 1450.0
    assert float(mud.solids_mass_fraction(np.array(550.0), wet)) == pytest.approx(0.40, abs=0.005)


@given(DRY, GRAIN)
def test_masses_and_volumes_of_solids_and_water_add_up(dry: float, grain: float) -> None:
    n = mud.porosity(np.array(dry), np.array(grain))
    wet = mud.wet_density(np.array(dry), np.array(grain), np.array(1050.0))
    solids = mud.solids_mass_fraction(np.array(dry), wet)
    assert float((1.0 - n) * grain) == pytest.approx(dry)
    assert float(wet * (1.0 - solids)) == pytest.approx(float(n) * 1050.0)


@given(DRY, GRAIN, st.floats(1.0, 50.0))
def test_denser_mud_has_more_solids(dry: float, grain: float, more: float) -> None:
    def solids(rho: float) -> float:
        wet = mud.wet_density(np.array(rho), np.array(grain), np.array(1050.0))
        return float(mud.solids_mass_fraction(np.array(rho), wet))

    assert solids(dry + more) > solids(dry)


def test_a_cell_over_ten_metres_holds_577_million_tonnes() -> None:
    assert float(mud.dry_mass(np.array(105e6), np.array(10.0), np.array(550.0))) == pytest.approx(577.5e9)
