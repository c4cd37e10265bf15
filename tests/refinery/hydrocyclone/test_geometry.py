"""Common proportions of a cyclone."""

import numpy as np
import pytest

from kaitei.refinery.hydrocyclone.geometry import standard_cyclone_arterburn_1982


def test_a_steeper_cone_makes_a_longer_cyclone() -> None:
    long, short = (
        standard_cyclone_arterburn_1982(np.array(0.15), np.array(0.165), np.array(angle)) for angle in (10.0, 20.0)
    )
    assert long.height > short.height


def test_proportions_do_not_depend_on_the_size() -> None:
    small, large = (standard_cyclone_arterburn_1982(np.array(d), np.array(0.165), np.array(20.0)) for d in (0.10, 0.30))
    for a, b in zip(small[:6], large[:6], strict=True):
        assert float(b / a) == pytest.approx(3.0)


def test_the_inlet_has_a_twentieth_of_the_square_of_the_diameter() -> None:
    made = standard_cyclone_arterburn_1982(np.array(0.2), np.array(0.15), np.array(20.0))
    assert float(np.pi / 4.0 * made.inlet**2) == pytest.approx(0.05 * 0.2**2)
