"""Elements along a cascade of given ratios, and how they answer to a change of the ratios."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction import transport

STAGES, ELEMENTS = 5, 3
CHARGE = np.array([3.0, 3.0, 2.0])


def run(ratio: FloatArray, seed: int, efficiency: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    draw = np.random.default_rng(seed)
    out = draw.uniform(1.0, 2.0, (2, STAGES))
    flow = np.array([out[0], 0.8 * out[0], out[1], 0.9 * out[1]])
    feed = draw.uniform(0.0, 1.0, (2, STAGES, ELEMENTS))
    x, y = np.zeros((STAGES, ELEMENTS)), np.zeros((STAGES, ELEMENTS))
    factor = np.zeros((transport.FACTORS, STAGES, ELEMENTS))
    transport.eliminate(ratio, flow, efficiency, feed, factor, x, y)
    return x, y, flow, factor


@given(st.integers(0, 1000), st.floats(0.3, 1.0))
def test_the_response_is_the_derivative(seed: int, efficiency: float) -> None:
    ratio = np.exp(np.random.default_rng(seed + 1).normal(0.0, 2.0, (STAGES, ELEMENTS)))
    share = np.full(STAGES, efficiency)
    x, _, flow, factor = run(ratio, seed, share)
    response = np.zeros((STAGES, STAGES))
    push = share[:, None] * ratio * x
    transport.accumulate_response(push, CHARGE, flow, share, factor, np.zeros((STAGES + 2, STAGES)), response)
    for k in range(STAGES):
        moved = [ratio.copy(), ratio.copy()]
        moved[0][k] *= np.exp(-1e-5)
        moved[1][k] *= np.exp(1e-5)
        low, high = (run(m, seed, share)[0] @ CHARGE for m in moved)
        assert np.allclose((high - low) / 2e-5, response[:, k], rtol=1e-5, atol=1e-8)


@given(st.integers(0, 1000))
def test_the_dense_solution_solves(seed: int) -> None:
    draw = np.random.default_rng(seed)
    matrix, right = draw.normal(size=(6, 6)), draw.normal(size=6)
    made = right.copy()
    assert transport.solve_dense(matrix.copy(), made)
    assert np.allclose(matrix @ made, right, atol=1e-6 * max(1.0, np.abs(made).max()))


def test_a_singular_system_is_said_to_be_singular() -> None:
    assert not transport.solve_dense(np.zeros((2, 2)), np.ones(2))
