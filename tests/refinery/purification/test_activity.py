"""Activity coefficients."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.refinery.purification.activity import conditional, log_activity_sit


def test_ions_are_ideal_at_infinite_dilution_and_neutral_molecules_nearly_always() -> None:
    charges = np.arange(-3, 5)
    assert log_activity_sit(charges, np.array(0.0)) == pytest.approx(np.zeros(8))
    assert float(log_activity_sit(np.array(0), np.array(1.0))) == 0.0


@pytest.mark.parametrize(("strength", "measured"), [(0.1, 0.796), (0.5, 0.757), (1.0, 0.809), (2.0, 1.009)])
def test_hydrochloric_acid_has_its_measured_activity(strength: float, measured: float) -> None:
    made = 10.0 ** float(log_activity_sit(np.array(1), np.array(strength)))
    assert made == pytest.approx(measured, rel=0.05)


def test_a_salt_of_highly_charged_ions_dissolves_more_in_brine() -> None:
    ions = log_activity_sit(np.array([3, -2]), np.array(0.5))
    salt = conditional(np.array(-30.9), np.array(0.0), 2.0 * ions[0] + 3.0 * ions[1])
    assert float(salt) > -30.9 + 4.0


@pytest.mark.parametrize("strength", [-0.1, 3.1, np.nan])
def test_a_liquor_beyond_the_law_is_refused(strength: float) -> None:
    with pytest.raises(InputError, match="ionic strength must lie between 0 and 3 mol/L"):
        log_activity_sit(np.array(1), np.array([1.0, strength]))
