"""Recycles closed by algebra, held against going round until nothing changes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.peers.uky import passes as ps
from kaitei.refinery.peers.uky.plant import over_draws, pilot, records

PLANT = records(over_draws(pilot()))[0]


def go_round(shares: FloatArray, dissolved: FloatArray, rounds: int = 600) -> FloatArray:
    """Flows of all metals after so many rounds of plain repetition."""
    table = np.zeros((6, ps.METALS))
    for _ in range(rounds):
        aqueous = (table[ps.ROUGHER_FEED], 0.0, 0.0, table[ps.CLEANER_FEED], 0.0)
        organic, liquor = table[ps.ROUGHER_ORGANIC], []
        ends = []
        for k in range(5):
            if k == ps.CLEANER_LOAD:
                organic = table[ps.CLEANER_ORGANIC]
            liquor.append(shares[k, ps.KEPT] * aqueous[k] + shares[k, ps.WASHED] * organic)
            organic = shares[k, ps.LOADED] * aqueous[k] + shares[k, ps.STAYED] * organic
            ends.append(organic)
        back = PLANT["raffinate_back"] * liquor[ps.LOAD] + PLANT["scrub_back"] * liquor[ps.SCRUB]
        drained = PLANT["drained"] * PLANT["liquor_back"] * (1.0 - ps.DOWN) * liquor[ps.CLEANER_STRIP]
        table = np.stack([
            back, dissolved, PLANT["filtered"] * (table[ps.LEACH_FEED] + dissolved) + liquor[ps.CLEANER_LOAD],
            PLANT["rougher_back"] * ends[ps.STRIP], liquor[ps.STRIP] + drained,
            PLANT["cleaner_back"] * ends[ps.CLEANER_STRIP],
        ])  # fmt: skip
    return table


@given(arrays(float, (5, 2, ps.METALS), elements=st.floats(0.0, 1.0)))
@settings(deadline=None, max_examples=30)
def test_the_algebra_is_where_going_round_ends(kept: FloatArray) -> None:
    # NOTE: what a phase does not keep goes to the other; some is lost in the leach cake, so that every round ends.
    shares = np.stack([kept[:, 0], 1.0 - kept[:, 0], 1.0 - kept[:, 1], kept[:, 1]], axis=1)
    dissolved = np.linspace(1.0, 2.0, ps.METALS)
    table = np.zeros((6, ps.METALS))
    table[ps.DISSOLVED] = dissolved
    ps._close(PLANT, table, np.ascontiguousarray(shares), 1.0)
    np.testing.assert_allclose(table, go_round(shares, dissolved), rtol=1e-6, atol=1e-9)


def test_a_second_closure_changes_nothing() -> None:
    shares, table = np.full((5, 4, ps.METALS), 0.5), np.ones((6, ps.METALS))
    ps._close(PLANT, table, shares, 1.0)
    assert ps._close(PLANT, table, shares, 1.0) == 0.0


def test_a_part_of_the_way_lies_between() -> None:
    shares, whole, part = np.full((5, 4, ps.METALS), 0.5), np.ones((6, ps.METALS)), np.ones((6, ps.METALS))
    ps._close(PLANT, whole, shares, 1.0)
    ps._close(PLANT, part, shares, 0.5)
    np.testing.assert_allclose(part, 0.5 * (1.0 + whole))
