"""The stage as the chain sees it."""

import numpy as np
import pytest

from kaitei.physics import elements
from kaitei.security.stage import allocate
from kaitei.testing import run_stage

YEARS = range(2029, 2034)
WORDS = {"security.share_basis": "tonnes"}
DY, Y, SM, ND = (elements.index(symbol) for symbol in ("Dy", "Y", "Sm", "Nd"))


def table(rest=0.0, **values):
    """One entry for each element."""
    return np.array([values.get(symbol, rest) for symbol in elements.ELEMENTS])


DATA = {
    "security.need": table(Nd=5000.0, Dy=550.0, Y=1000.0),
    "security.need_to_oxide": table(1.0, Nd=1.1),
    "security.need_year": 2029.0,
    "security.need_growth": table(Nd=0.02),
    "security.china_share": table(Nd=0.62, Dy=0.99, Y=0.30),
    "security.other_suppliers": table(Nd=1.3, Dy=1.0, Y=2.0),
    "security.group_china_tonnes": 0.66,
    "security.group_china_value": 0.38,
    "security.group_index_tonnes": 0.4632,
    "security.group_index_value": 0.2661,
    "market.price": table(Nd=73.0, Dy=239.0, Y=9.0),
}
OXIDE = table(Nd=600.0, Dy=150.0, Y=500.0, Sm=100.0)


def run(made=OXIDE, share=(0.0, 1.0, 1.0, 1.0, 1.0), words=None, draws=1, **changes):
    """The stage on hand-made inputs, ``made`` [t of oxide in a full year]."""
    amounts = np.asarray(made) if np.ndim(made) > 1 else np.outer(share, made)
    given = DATA | {"oxide_made": amounts} | {f"security.{name}": value for name, value in changes.items()}
    return run_stage(allocate, given, years=YEARS, options=words or WORDS, draws=draws)


def value(made, name, *where):
    return float(made[name].to_numpy()[(0, *where)])


def test_need_is_oxide_and_grows():
    made = run()
    assert value(made, "japan_need", 0, ND) == pytest.approx(5500.0)
    assert value(made, "japan_need", 4, ND) == pytest.approx(5500.0 * 1.02**4)
    assert value(made, "japan_need", 4, DY) == pytest.approx(550.0)


def test_the_project_meets_over_a_quarter_of_the_dysprosium_need():
    made = run()
    assert value(made, "supply_share_project", 0, DY) == 0.0
    assert value(made, "supply_share_project", 1, DY) == pytest.approx(150.0 / 550.0)
    assert value(made, "need_share_project", DY) == pytest.approx(150.0 / 550.0)


def test_china_is_displaced_first():
    made = run()
    assert value(made, "china_share_before", DY) == 0.99
    assert value(made, "china_share_after", DY) == pytest.approx(0.99 - 150.0 / 550.0)
    assert value(made, "supply_other", 1, DY) == pytest.approx(0.01 * 550.0)


def test_what_china_does_not_sell_is_displaced_next():
    made = run()
    assert value(made, "china_share_after", Y) == 0.0
    assert value(made, "supply_other", 1, Y) == pytest.approx(500.0)
    # Half project, the other half of two equal suppliers.
    assert value(made, "hhi_after", Y) == pytest.approx(0.25 + 0.25 / 2.0)


def test_more_than_the_need_is_exported_and_the_share_capped():
    made = run(made=table(Dy=800.0))
    assert value(made, "supply_share_project", 1, DY) == 1.0
    assert value(made, "project_surplus", 1, DY) == pytest.approx(250.0)
    assert value(made, "supply_china", 1, DY) == 0.0
    assert value(made, "hhi_after", DY) == pytest.approx(1.0)


def test_an_element_without_a_known_need_says_so_and_is_exported():
    made = run()
    assert value(made, "need_known", SM) == 0.0
    assert value(made, "need_known", DY) == 1.0
    for name in ("china_share_before", "china_share_after", "hhi_before", "hhi_after", "need_share_project"):
        assert value(made, name, SM) == 0.0
    assert value(made, "japan_need", 2, SM) == 0.0
    assert value(made, "project_surplus", 2, SM) == pytest.approx(100.0)


def test_supply_is_need_for_every_element_and_year():
    rng = np.random.default_rng(1)
    made = run(made=rng.uniform(0.0, 2000.0, (5, 18)))
    assert np.abs(made["supply_balance"]).max() < 1e-12
    assert np.abs(made["project_balance"]).max() < 1e-12
    total = made["supply_project"] + made["supply_china"] + made["supply_other"]
    np.testing.assert_allclose(total, made["japan_need"], rtol=1e-12)


def test_without_a_product_nothing_changes():
    made = run(made=table())
    for name in ("china_share", "hhi"):
        np.testing.assert_array_equal(made[f"{name}_before"], made[f"{name}_after"])
    assert value(made, "group_china_after") == value(made, "group_china_before") == 0.66
    assert value(made, "group_hhi_after") == pytest.approx(0.4632)


def test_building_years_do_not_thin_the_share_out():
    soon, late = run(share=(1.0, 1.0, 1.0, 1.0, 1.0)), run(share=(0.0, 0.0, 0.0, 0.0, 1.0))
    assert value(late, "need_share_project", DY) == pytest.approx(value(soon, "need_share_project", DY))


def test_the_group_weighs_by_the_chosen_basis():
    tonnes, worth = run(), run(words={"security.share_basis": "value"})
    need = 5500.0 * np.mean(1.02 ** np.arange(1, 5))
    by_tonnes = (600.0 + 150.0 + 500.0) / (need + 550.0 + 1000.0)
    by_value = (600.0 * 73 + 150.0 * 239 + 500.0 * 9) / (need * 73 + 550.0 * 239 + 1000.0 * 9)
    assert value(tonnes, "group_share_project") == pytest.approx(by_tonnes)
    assert value(worth, "group_share_project") == pytest.approx(by_value)
    assert value(tonnes, "group_china_after") == pytest.approx(0.66 - by_tonnes)
    assert value(worth, "group_china_before") == 0.38
    assert value(worth, "group_hhi_before") == 0.2661


def test_a_small_project_lowers_concentration_where_one_supplier_rules():
    made = run()
    assert value(made, "hhi_after", DY) < value(made, "hhi_before", DY)
    assert value(made, "hhi_after", ND) < value(made, "hhi_before", ND)
    assert value(made, "group_hhi_after") < value(made, "group_hhi_before")


def test_draws_alone_give_the_same_bits():
    rng = np.random.default_rng(2)
    n = 6
    need = DATA["security.need"] * rng.uniform(0.5, 1.5, (n, 18))
    growth = rng.uniform(-0.03, 0.05, (n, 18))
    whole = run(draws=n, need=need, need_growth=growth)
    for draw in range(n):
        cut = slice(draw, draw + 1)
        alone = run(need=need[cut], need_growth=growth[cut])
        for name in allocate.gives:
            np.testing.assert_array_equal(alone[name].to_numpy()[0], whole[name].to_numpy()[draw], err_msg=name)
