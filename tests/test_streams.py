"""Counter-based streams: a number depends on seed, name and draw, and on nothing else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from kaitei.streams import uniforms


@given(st.integers(0, 2**40), st.integers(1, 40), st.integers(1, 9), st.data())
def test_pieces_equal_the_whole(seed: int, count: int, width: int, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, count))
    whole = uniforms(seed, "x", 0, count, width)
    parts = [uniforms(seed, "x", 0, cut, width), uniforms(seed, "x", cut, count - cut, width)]
    assert (np.concatenate(parts) == whole).all()


def test_numbers_are_uniform_and_never_at_the_ends() -> None:
    u = uniforms(3, "x", 0, 100_000)[:, 0]
    assert 0.0 < u.min() < u.max() < 1.0
    assert kstest(u, "uniform").pvalue > 0.001


def test_names_and_seeds_give_independent_streams() -> None:
    a, b, c = uniforms(1, "a", 0, 20_000), uniforms(1, "b", 0, 20_000), uniforms(2, "a", 0, 20_000)
    for other in (b, c):
        assert abs(np.corrcoef(a[:, 0], other[:, 0])[0, 1]) < 0.03


def test_columns_of_one_stream_are_independent() -> None:
    wide = uniforms(1, "a", 0, 20_000, 3)
    assert abs(np.corrcoef(wide.T)[np.triu_indices(3, 1)]).max() < 0.03
