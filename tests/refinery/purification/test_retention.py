"""Tanks."""

import numpy as np
import pytest

from kaitei.refinery.dewatering.machines import whole_machines
from kaitei.refinery.purification.retention import retention_volume, stirring_power


def test_tanks_hold_the_flow_for_its_time() -> None:
    volume = retention_volume(np.array(0.1), np.array(7200.0), np.array(0.8))
    assert float(volume) * 0.8 / 0.1 == pytest.approx(7200.0)
    assert float(whole_machines(volume, np.array(300.0)).number) == 3.0


def test_stirrers_take_power_for_the_liquor_and_not_for_the_headspace() -> None:
    assert float(stirring_power(np.array(100.0), np.array(0.8), np.array(150.0))) == pytest.approx(12e3)
