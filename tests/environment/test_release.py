"""What is let go, when and where."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.environment import release


def test_plume_year_is_the_first_at_full_production() -> None:
    share = np.array([[0.0, 0.0, 0.4, 0.7, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]])
    assert release.first_full_year(share).tolist() == [4, 0]


def test_a_campaign_that_never_reaches_full_production_uses_its_best_year() -> None:
    assert release.first_full_year(np.array([[0.0, 0.4, 0.7]])).tolist() == [2]


@given(st.integers(1, 6), st.integers(0, 4))
def test_in_year_picks_each_draws_own_year(draws: int, shift: int) -> None:
    flow = np.arange(draws * 5.0).reshape(draws, 5)
    year = (np.arange(draws) + shift) % 5
    assert release.in_year(flow, year).tolist() == [flow[i, year[i]] for i in range(draws)]


@given(st.floats(-1e6, 1e6), st.just(0.0) | st.floats(1e-6, 1e6))
def test_per_divides_or_gives_nothing(amount: float, count: float) -> None:
    found = float(release.per(np.array(amount), np.array(count)))
    assert found == (amount / count if count > 0.0 else 0.0)


@pytest.mark.parametrize(("where", "height"), [("near_bed", 200.0), ("midwater", 4700.0), ("surface", 5700.0)])
def test_outlet_stands_where_the_option_says(where: str, height: float) -> None:
    assert float(release.outlet_height(where, *map(np.array, (5700.0, 200.0, 1000.0)))) == height


def test_classes_are_named_by_the_mass_that_is_finer() -> None:
    assert release.SETTLING_CLASSES[0] == "p02"
    assert release.SETTLING_CLASSES[-2:] == ("p97", "single_grains")
    assert len(release.SETTLING_CLASSES) == release.CLASSES + 1
