"""Activities from half-lives against the published levels of mud, monazite and the exemption rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.environment import radioactivity as of

BQ_PER_G = 1e3

fractions = st.floats(0.0, 0.2)


def thorium(fraction: float) -> float:
    return float(of.activity_thorium(np.array(fraction))) / BQ_PER_G


def uranium(fraction: float) -> float:
    return float(of.activity_uranium(np.array(fraction))) / BQ_PER_G


def test_a_gram_of_thorium_has_4_06_kilobecquerel() -> None:
    assert thorium(1.0) == pytest.approx(4060.0, rel=0.002)


def test_a_gram_of_natural_uranium_has_12_35_kilobecquerel_of_uranium_238() -> None:
    assert uranium(1.0) == pytest.approx(12350.0, rel=0.002)


def test_ten_ppm_thorium_and_three_ppm_uranium_have_0_04_becquerel_per_gram_each() -> None:
    assert thorium(10e-6) == pytest.approx(0.04, abs=0.005)
    assert uranium(3e-6) == pytest.approx(0.04, abs=0.005)


@pytest.mark.parametrize(("fraction", "published"), [(0.04, 160.0), (0.12, 490.0)])
def test_monazite_has_160_to_490_becquerel_per_gram(fraction: float, published: float) -> None:
    assert thorium(fraction) == pytest.approx(published, rel=0.02)


def test_uranium_of_monazite_stays_below_62_becquerel_per_gram() -> None:
    assert uranium(0.005) == pytest.approx(62.0, abs=0.5)


def test_a_concentrate_below_eighty_ppm_uranium_is_exempt() -> None:
    assert 0.95 < uranium(80e-6) < 1.0


@given(fractions, fractions)
def test_parents_add_up_and_series_count_every_daughter(th: float, u: float) -> None:
    parents = float(of.activity_parents(np.array(th), np.array(u))) / BQ_PER_G
    series = float(of.activity_series(np.array(th), np.array(u))) / BQ_PER_G
    assert parents == pytest.approx(thorium(th) + uranium(u))
    assert series == pytest.approx(10.0 * thorium(th) + 14.0 * uranium(u))


def test_longer_lived_nuclides_are_less_active() -> None:
    short, long = (float(of.specific_activity(np.array(t), np.array(0.2))) for t in (1e10, 2e10))
    assert long == pytest.approx(short / 2.0)


def test_a_mole_decays_at_the_rate_of_its_atoms() -> None:
    half_life = 1e9
    atoms = of.AVOGADRO
    decays = atoms * (1.0 - 0.5 ** (1.0 / half_life))
    assert float(of.specific_activity(np.array(half_life), np.array(1.0))) == pytest.approx(decays, rel=1e-6)
