"""Japan's imports, need and uses as the tables give them."""

import numpy as np
import pytest

from kaitei.scenario_file import load
from kaitei.security.network import customs, japan, tables
from kaitei.security.nodes import ELEMENTS

TABLES = tables.load()


def test_the_three_codes_bring_what_the_trade_table_says():
    gross = customs.gross_imports()
    assert sum(gross.values()) == pytest.approx(24_149.0)
    assert gross[("metals", "vietnam")] == 2688.0
    assert gross[("other_compounds", "rest")] == 119.0


def test_every_import_has_a_row_that_splits_it():
    rows = {(row["product"], row["origin"]) for row in TABLES["imports_by_element"]}
    assert rows == {key for key, tonnes in customs.gross_imports().items() if tonnes > 0.0}


def test_the_named_need_is_that_of_the_scenario():
    data = load("minamitorishima").data
    need, factor = data["security.need"].value, data["security.need_to_oxide"].value
    named = {row["element"]: row for row in reversed(TABLES["need"]) if row.sources}
    assert set(named) == set(need)
    for symbol, row in named.items():
        assert (row.number("tonnes"), row.number("to_oxide")) == (need[symbol], factor[symbol])


def test_need_without_name_fills_up_what_the_industry_counts():
    stated = sum(row.number("tonnes") for row in TABLES["need"] if row.sources)
    assert stated == pytest.approx(18_835.0, abs=1.0)


def test_uses_share_out_the_need_and_only_magnets_come_from_magnets():
    shares = japan.use_shares(TABLES)
    np.testing.assert_allclose(shares.sum(axis=0), 1.0)
    magnets = japan.magnet_share(TABLES)
    assert magnets[ELEMENTS.index("Dy")] == pytest.approx(0.96)
    assert magnets[ELEMENTS.index("Ce")] == 0.0


def test_uses_by_weight_are_near_the_working_default():
    tonnes = japan.use_shares(TABLES) @ japan.need(TABLES)
    share = dict(zip(japan.USES, tonnes / tonnes.sum(), strict=True))
    magnets = share["magnet_heat"] + share["magnet_general"] + share["samarium_cobalt"]
    assert magnets == pytest.approx(0.36, abs=0.06)
    assert share["polishing"] == pytest.approx(0.17, abs=0.04)
    assert share["catalyst"] == pytest.approx(0.20, abs=0.04)
    assert share["phosphor"] + share["ceramics"] == pytest.approx(0.08, abs=0.04)
