"""The stage as the chain sees it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaitei.physics import elements
from kaitei.security.calm.table import calm_year
from kaitei.security.stage import allocate
from kaitei.testing import run_stage

YEARS = range(2029, 2034)
LA, CE, DY, Y, SM, ND, TH = (elements.index(symbol) for symbol in ("La", "Ce", "Dy", "Y", "Sm", "Nd", "Th"))
TONNES, VALUE = 0, 1
SHARES = ("china_declared", "china_mined", "china_through", "import_share", "hhi")


def table(rest=0.0, **values):
    """One entry for each element."""
    return np.array([values.get(symbol, rest) for symbol in elements.ELEMENTS])


DATA = {
    "security.need": table(Nd=5000.0, Dy=550.0, Y=1000.0),
    "security.need_to_oxide": table(1.0, Nd=1.1),
    "security.need_year": 2029.0,
    "security.need_growth": table(Nd=0.02),
    "market.price": table(Nd=73.0, Dy=239.0, Y=9.0),
}
OXIDE = table(Nd=600.0, Dy=150.0, Y=500.0, Sm=100.0)


def run(made=OXIDE, share=(0.0, 1.0, 1.0, 1.0, 1.0), draws=1, **changes):
    """The stage on hand-made inputs, ``made`` [t of oxide in a full year]."""
    amounts = np.asarray(made) if np.ndim(made) > 1 else np.outer(share, made)
    given = DATA | {"oxide_made": amounts} | {f"security.{name}": value for name, value in changes.items()}
    return run_stage(allocate, given, years=YEARS, draws=draws)


def value(made, name, *where):
    return float(made[name].to_numpy()[(0, *where)])


def network(name, element, ratio, *where):
    """What the calm year says of an element."""
    calm = calm_year()
    return float(np.interp(ratio, calm.ratio[element], getattr(calm, name)[(element, slice(None), *where)]))


def test_need_is_oxide_and_grows():
    made = run()
    assert value(made, "japan_need", 0, ND) == pytest.approx(5500.0)
    assert value(made, "japan_need", 4, ND) == pytest.approx(5500.0 * 1.02**4)
    assert value(made, "japan_need", 4, DY) == pytest.approx(550.0)


def test_a_need_without_a_figure_is_what_the_network_uses():
    made = run()
    assert value(made, "need_known", SM) == 0.0
    assert value(made, "need_known", DY) == 1.0
    assert value(made, "japan_need", 2, SM) == pytest.approx(float(calm_year().used[SM]))
    assert value(made, "supply_project", 2, SM) > 80.0


def test_thorium_is_needed_by_nobody():
    made = run(OXIDE + table(Th=1.0))
    assert value(made, "japan_need", 2, TH) == 0.0
    assert value(made, "project_surplus", 2, TH) == pytest.approx(1.0)
    assert all(value(made, f"{name}_before", TH) == 0.0 for name in SHARES)


def test_the_project_meets_what_its_share_of_the_need_gives_in_the_network():
    made = run()
    assert value(made, "supply_share_project", 0, DY) == 0.0
    share = network("project", DY, 150.0 / 550.0)
    assert share == pytest.approx(0.26, abs=0.01)
    assert value(made, "supply_share_project", 1, DY) == pytest.approx(share)
    assert value(made, "need_share_project", DY) == pytest.approx(share)


def test_what_passed_through_china_falls_as_the_network_says():
    made = run()
    assert value(made, "china_through_before", DY) == pytest.approx(network("through_china", DY, 0.0))
    assert value(made, "china_through_after", DY) == pytest.approx(network("through_china", DY, 150.0 / 550.0))
    yearly = value(made, "supply_through_china", 1, DY) / 550.0
    assert yearly == pytest.approx(value(made, "china_through_after", DY))


def test_mined_in_china_is_less_than_what_passed_through_it():
    made = run()
    for element in (LA, CE, ND, DY, Y):
        assert value(made, "china_mined_before", element) < value(made, "china_through_before", element)
        assert value(made, "supply_china", 1, element) < value(made, "supply_through_china", 1, element)


def test_what_plants_cannot_take_is_left_over():
    made = run(table(Dy=2000.0))
    assert value(made, "supply_share_project", 1, DY) == pytest.approx(network("project", DY, 8.0))
    assert value(made, "supply_share_project", 1, DY) < 0.45
    assert value(made, "project_surplus", 1, DY) == pytest.approx(2000.0 - value(made, "supply_project", 1, DY))


def test_unlimited_oxide_of_yttrium_ends_every_import():
    made = run(table(Y=1e5))
    assert value(made, "supply_share_project", 1, Y) == pytest.approx(1.0)
    assert value(made, "china_through_after", Y) == pytest.approx(0.0, abs=1e-12)
    assert value(made, "import_share_after", Y) == pytest.approx(0.0, abs=1e-12)
    assert value(made, "hhi_after", Y) == pytest.approx(1.0)


AMOUNT = st.floats(0.0, 1e4)


@settings(deadline=None, max_examples=25)
@given(AMOUNT, AMOUNT, AMOUNT, st.floats(0.0, 1.0))
def test_laws_hold_for_any_amounts(nd, dy, y, ramp):
    made = run(table(Nd=nd, Dy=dy, Y=y, Sm=y / 5.0), share=(0.0, ramp, 1.0, 1.0, 1.0))
    assert made["failure"].to_numpy().tolist() == [""]
    total = made["supply_project"] + made["supply_china"] + made["supply_other"]
    np.testing.assert_allclose(total, made["japan_need"], rtol=1e-12)
    assert np.abs(made["project_balance"]).max() < 1e-9
    for name in SHARES:
        for group in ("", "group_"):
            for when in ("before", "after"):
                assert made[f"{group}{name}_{when}"].min() >= 0.0
                assert made[f"{group}{name}_{when}"].max() <= 1.0 + 1e-12
    for group in ("", "group_"):
        assert (made[f"{group}china_through_after"] <= made[f"{group}china_through_before"] + 1e-12).all()
        assert (made[f"{group}import_share_after"] <= made[f"{group}import_share_before"] + 1e-12).all()


@settings(deadline=None, max_examples=25)
@given(st.lists(AMOUNT, min_size=2, max_size=2))
def test_more_oxide_never_leaves_more_through_china(amounts):
    less, more = (run(table(Nd=a, Dy=a / 4.0, Ce=a)) for a in sorted(amounts))
    assert (more["supply_through_china"] <= less["supply_through_china"] * (1.0 + 1e-12)).all()
    assert (more["supply_project"] >= less["supply_project"] * (1.0 - 1e-12)).all()


def test_without_a_project_nothing_changes():
    made = run(OXIDE * 0.0)
    for name in SHARES:
        for group in ("", "group_"):
            np.testing.assert_array_equal(made[f"{group}{name}_after"], made[f"{group}{name}_before"])
    assert not made["group_share_project"].any()


def test_building_years_do_not_thin_the_shares_out():
    soon, late = run(share=(1.0, 1.0, 1.0, 1.0, 1.0)), run(share=(0.0, 0.0, 0.0, 0.0, 1.0))
    assert value(late, "need_share_project", DY) == pytest.approx(value(soon, "need_share_project", DY))


def test_the_group_weighs_by_tonnes_and_by_value():
    made = run()
    used, need = (made[name].to_numpy()[0, 1:].sum(axis=0) for name in ("supply_project", "japan_need"))
    price = DATA["market.price"]
    assert value(made, "group_share_project", TONNES) == pytest.approx(used.sum() / need.sum())
    assert value(made, "group_share_project", VALUE) == pytest.approx(used @ price / (need @ price))
    through = made["supply_through_china"].to_numpy()[0, 1:].sum(axis=0)
    assert value(made, "group_china_through_after", TONNES) == pytest.approx(through.sum() / need.sum())
    assert value(made, "group_china_through_after", VALUE) == pytest.approx(through @ price / (need @ price))


def test_one_element_alone_in_value_is_the_group():
    given = DATA | {"oxide_made": np.outer([1.0] * 5, OXIDE), "market.price": table(Dy=1.0)}
    alone = run_stage(allocate, given, years=YEARS)
    for name in SHARES:
        assert value(alone, f"group_{name}_after", VALUE) == pytest.approx(value(alone, f"{name}_after", DY))


def test_a_small_project_lowers_concentration_where_one_supplier_rules():
    made = run()
    assert value(made, "hhi_after", DY) < value(made, "hhi_before", DY)
    assert value(made, "group_hhi_after", TONNES) < value(made, "group_hhi_before", TONNES)


def test_days_of_cover_are_those_of_the_scenario():
    made = run(firm_cover=table(90.0), firm_cover_spread=0.72, state_cover=table(Dy=20.0))
    assert value(made, "cover_firms", DY) == pytest.approx(107.3, abs=0.1)
    assert value(made, "cover_thin_firms", DY) == pytest.approx(27.5, abs=0.1)
    assert value(made, "cover_state", DY) == pytest.approx(20.0)
    assert value(made, "cover_state", Y) == 0.0


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
