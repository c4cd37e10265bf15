"""The network as the loop reads it: pairs, plants, numbers, packing."""

import numpy as np
import pytest

from kaitei.security.months import packed
from kaitei.security.months import world as wo
from kaitei.security.months.plants import new_plants
from kaitei.security.months.world import ESSENTIAL, World, world_of
from kaitei.security.network.base_year import base_year
from kaitei.security.network.network import PROCESS, USES, place
from kaitei.security.nodes import ELEMENTS
from kaitei.security.shocks.flat import of_events
from kaitei.study.supply_shock import numbers_in

FIRST = "2026-01"


@pytest.fixture(scope="module")
def world() -> World:
    base = base_year()
    return world_of(base.network, base.flow, new_plants(base.network, base.flow, FIRST))


def test_every_need_of_japan_is_a_pair_and_they_sum_to_its_demand(world: World) -> None:
    base = base_year()
    here = (world.arcs[wo.USE_OF] >= 0) & (world.arcs[wo.ORIGIN] == base.network.tail.dtype.type(13))
    assert world.need.sum() == pytest.approx(base.network.upper[:, here].sum())
    for p, (use, element, _) in enumerate(world.pairs.T):
        assert world.pair[use, element] == p
        assert world.first[use] <= p < world.first[use + 1]


def test_every_use_but_other_stands_still_without_something_it_needs(world: World) -> None:
    marked = {USES[use] for use, _, essential in world.pairs.T if essential}
    assert marked == set(USES) - {"other", "abroad"}
    known = {(USES[use], ELEMENTS[element]) for use, element, _ in world.pairs.T}
    assert known >= ESSENTIAL


def test_plants_widen_the_arc_above_the_usual_rate_of_their_country() -> None:
    base = base_year()
    arcs, starts, room = new_plants(base.network, base.flow, FIRST)
    later = new_plants(base.network, base.flow, "2027-01")
    assert later[1] == pytest.approx(starts - 12.0)
    assert np.all(room >= 0.0)
    assert np.all(room.sum(axis=1) > 0.0)
    heavy = [i for i, arc in enumerate(arcs) if place(base.network.head[arc]) == ("malaysia", "oxide")]
    assert len(heavy) == 1
    assert base.network.kind[arcs[heavy[0]]] == PROCESS
    assert 12.0 * room[heavy[0]].sum() == pytest.approx(1500.0)
    assert room[heavy[0], ELEMENTS.index("Nd")] == 0.0


def test_numbers_come_in_months_and_yen(reference: object) -> None:
    found = numbers_in(reference, 2, 1, True)  # type: ignore[arg-type]
    assert found.full_cut_loss[0] == pytest.approx(7.2e9 * 365.25 / 12.0)
    assert found.loss_share.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert found.target[0, ELEMENTS.index("Dy")].mean() > found.target[0, ELEMENTS.index("Y")].mean()
    assert found.adjust[0] == pytest.approx(1.0 - 0.5 ** (1.0 / 15.0))


def test_records_hold_what_the_tuple_held() -> None:
    shocks = of_events([], FIRST)
    assert packed.records(shocks).shape == (1, 0)
    fields = wo.Numbers._fields
    some = wo.Numbers(*(np.full((3, 2) if name == "loss_share" else (3,), float(i)) for i, name in enumerate(fields)))
    pair = packed.records(some)
    assert pair.shape == (3,)
    assert pair["loss_share"].tolist() == [[1.0, 1.0]] * 3
    assert pair["refill"].tolist() == [float(fields.index("refill"))] * 3
