"""The network of 2010: it closes, holds what customs counted, and mines only where mines stood."""

import numpy as np
import pytest

from kaitei.security.network.base_year import base_year
from kaitei.security.network.customs import gross_imports
from kaitei.security.network.network import JAPAN, MINE, ROOT, node
from kaitei.security.nodes import COUNTRIES, STAGES
from kaitei.validation.network_2010 import MINED, network_2010


def test_what_enters_a_node_leaves_it() -> None:
    network, flow = network_2010()
    for v in range(ROOT):
        into, out = flow[:, network.head == v].sum(axis=1), flow[:, network.tail == v].sum(axis=1)
        np.testing.assert_allclose(into, out, rtol=1e-7, atol=1e-9)


def test_it_mines_in_three_countries_what_the_sources_say_less_losses() -> None:
    network, flow = network_2010()
    mined = {}
    for c, country in enumerate(COUNTRIES):
        here = (network.kind == MINE) & (network.head // len(STAGES) == c)
        mined[country] = 12.0 * flow[:-1, here].sum()
    assert {country for country, tonnes in mined.items() if tonnes > 0.0} == set(MINED)
    assert 0.85 * 118_900.0 < mined["china"] < 118_900.0


@pytest.mark.parametrize(
    ("product", "stage", "factor"), [("metals", "metal", 1.18), ("cerium_compounds", "oxide", None)]
)
def test_japan_buys_from_china_what_customs_counted(product: str, stage: str, factor: float | None) -> None:
    network, flow = network_2010()
    bought = (network.tail == node("china", stage)) & (network.head == node("japan", stage))
    oxide = 12.0 * float(flow[:, bought].sum())
    gross = gross_imports(2010)
    if factor:
        iron_alloys = oxide - factor * gross[(product, "china")]
        assert 0.0 <= iron_alloys < 0.05 * oxide
    else:
        whole = 0.8 * gross[(product, "china")] + 0.75 * gross[("other_compounds", "china")]
        assert oxide == pytest.approx(whole, rel=1e-6)


def test_origins_without_a_row_of_their_own_count_with_the_rest() -> None:
    network, flow = network_2010()
    into = (network.head == node("japan", "oxide")) & (network.tail != ROOT) & (network.tail // len(STAGES) != JAPAN)
    read = {(row["product"], row["origin"]): row.number("factor") for row in base_year().tables["imports_by_element"]}
    whole = sum(
        tonnes * read.get((product, origin), read[(product, "rest")])
        for (product, origin), tonnes in gross_imports(2010).items()
        if product != "metals"
    )
    assert 12.0 * float(flow[:, into].sum()) == pytest.approx(whole, rel=1e-3)
