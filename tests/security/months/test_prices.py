"""Prices and answers, month by month."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaitei.security.months import prices, response


def test_a_rise_halves_in_its_half_life() -> None:
    kept, rise = float(prices.reversion_of_half_life(np.array(7.0))), 1.0
    for _ in range(7):
        rise = prices.next_log_price(rise, 0.0, 1.0, kept, 5.0)
    assert rise == pytest.approx(0.5)


def test_a_lasting_shortage_takes_a_price_to_its_level_and_no_further() -> None:
    log_price = 0.0
    for _ in range(200):
        log_price = prices.next_log_price(log_price, 0.5, 0.4, 0.9, 5.0)
    assert log_price == pytest.approx(0.5 * 0.4 / 0.1)
    assert prices.next_log_price(100.0, 1.0, 1.0, 1.0, 5.0) == 5.0


@given(st.floats(-5.0, 5.0), st.floats(-2.0, 0.0))
def test_dear_goods_are_needed_less_and_cheap_ones_not_more(log_price: float, elasticity: float) -> None:
    share = prices.need_at_price(log_price, elasticity)
    assert 0.0 < share <= 1.0
    assert prices.need_at_price(log_price + 1.0, elasticity) <= share


@given(st.floats(0.0, 0.9), st.floats(-1.0, 3.0), st.floats(0.0, 0.1), st.floats(0.0, 1.0))
def test_thrift_is_never_unlearnt_and_stops_at_its_ceiling(
    thrift: float, log_price: float, speed: float, ceiling: float
) -> None:
    after = response.thrift_next(thrift, log_price, 0.5, speed, ceiling)
    assert thrift <= after <= max(thrift, ceiling)
    assert log_price > 0.5 or after == thrift


def test_half_the_way_is_gone_in_a_half_life() -> None:
    share, value = float(response.share_per_month(np.array(12.0))), 0.0
    for _ in range(12):
        value = response.toward(value, 1.0, share)
    assert value == pytest.approx(0.5)


def test_new_supply_waits_then_grows_at_the_published_speed_though_prices_have_fallen() -> None:
    """Two dear years, a delay of one: four per cent a year in the second and the third."""
    price, extra, path = np.where(np.arange(60) < 24, 1.0, 0.0), 0.0, []
    for month in range(60):
        if response.was_dear(price, month, 12.0, 0.5):
            extra = response.grown(extra, 0.04 / 12.0, 0.5)
        path.append(extra)
    assert path[11] == 0.0
    assert path[23] == pytest.approx(0.04)
    assert path[35] == path[-1] == pytest.approx(0.08)


def test_supply_stops_growing_at_its_ceiling_and_keeps_what_it_has() -> None:
    assert response.grown(0.19, 0.04, 0.2) == 0.2
    assert response.grown(0.3, 0.04, 0.2) == 0.3
