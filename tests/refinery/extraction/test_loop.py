"""Circuits whose organic goes round."""

import numpy as np
import pytest

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction import cascade
from kaitei.refinery.extraction import distribution as di
from kaitei.refinery.extraction.loop import solve_loop
from kaitei.refinery.separation import P507_ORDER

STAGES, FEED = 18, 8
LAW = di.p507_chloride(P507_ORDER, "Nd", -3.0)


def circuit(acid: float = 1.0, strip: int = 13) -> cascade.Circuit:
    """Extraction, scrub and a short strip, so that some of the heaviest comes round."""

    def at(stage: int, value: float) -> FloatArray:
        row = np.zeros(STAGES)
        row[stage] = value
        return row

    flow, organic, extractant = 1e-3, 3.2e-3, 750.0
    table = np.zeros((STAGES, 15))
    table[FEED] = 1.0 / 15.0
    hydrogen = acid * flow * 3000.0
    return cascade.blank_circuit(STAGES, 15)._replace(
        aqueous_flow=at(FEED, flow) + at(-1, hydrogen / 4000.0), organic_flow=at(0, organic), aqueous_feed=table,
        acid=at(-1, hydrogen) + at(FEED, 0.01), extractant=at(0, organic * extractant), saponified=at(0, 0.7),
        aqueous_drawn=at(strip, 0.8),
    )  # fmt: skip


def test_a_closed_loop_converges_and_balances() -> None:
    made = solve_loop(circuit(), LAW)
    assert made.converged
    assert not made.organic_product.any()
    assert np.abs(cascade.balance_misfit(circuit(), made)).max() < 1e-9
    assert made.organic[-1].sum() > 0.0


def test_a_closed_loop_is_the_open_circuit_fed_with_what_comes_round() -> None:
    made = solve_loop(circuit(), LAW)
    flow = circuit().organic_flow[0]
    back = np.zeros((STAGES, 15))
    back[0] = flow * made.organic[-1]
    free = circuit().extractant.copy()
    free[0] -= 3.0 * back[0].sum()
    opened = cascade.solve(circuit()._replace(organic_feed=back, extractant=free), LAW)
    assert np.allclose(opened.organic, made.organic, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("returned", [0.0, 0.9])
def test_what_is_not_returned_leaves(returned: float) -> None:
    made = solve_loop(circuit(), LAW, returned)
    assert made.converged
    assert np.abs(cascade.balance_misfit(circuit(), made)).max() < 1e-9
    if returned == 0.0:
        assert np.allclose(made.organic, cascade.solve(circuit(), LAW).organic, rtol=1e-8)


def test_a_weaker_strip_sends_more_round() -> None:
    strong, weak = (solve_loop(circuit(acid), LAW).organic[-1].sum() for acid in (1.3, 0.9))
    assert weak > strong


def test_draws_of_a_loop_are_solved_each_for_itself() -> None:
    acid = circuit().acid * np.array([[1.0], [1.4]])
    both = solve_loop(circuit()._replace(acid=acid), LAW)
    alone = solve_loop(circuit()._replace(acid=acid[:1]), LAW)
    assert both.converged.all()
    assert np.array_equal(both.organic[0], alone.organic[0])
