"""Counter-based random numbers: the published words first, then what uniform and normal numbers must obey."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit
from scipy import stats

from kaitei.physics.arrays import FloatArray
from kaitei.physics.counter_random import LAYERS, TAIL, fill_normal, philox_4x32, uniform

MOST = 2**32 - 1
words = st.integers(0, MOST)
PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)


@pytest.mark.parametrize(
    ("key", "counter", "known"),
    [
        ((0, 0), (0, 0, 0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((MOST, MOST), (MOST,) * 4, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        ((0xA4093822, 0x299F31D0), PI, "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ],
)
def test_it_gives_the_published_words_of_random123(key: tuple[int, int], counter: tuple[int, ...], known: str) -> None:
    assert " ".join(f"{int(word):08x}" for word in philox_4x32(*key, *counter)) == known


@given(words, words, words, words, words, words)
def test_a_uniform_number_is_strictly_between_0_and_1(k0: int, k1: int, a: int, b: int, c: int, d: int) -> None:
    assert 0.0 < uniform(k0, k1, a, b, c, d) < 1.0


@given(st.tuples(words, words, words, words, words, words), st.integers(0, 5), st.integers(0, 31))
def test_one_bit_of_key_or_place_makes_another_number(where: tuple[int, ...], word: int, bit: int) -> None:
    other = [*where]
    other[word] ^= 1 << bit
    assert uniform(*where) != uniform(*other)


@njit
def _sample(count: int) -> FloatArray:
    made = np.empty(count)
    for i in range(count):
        made[i] = uniform(7, 11, i, 0, 0, 3)
    return made


def test_uniform_numbers_are_uniform_inside_another_kernel() -> None:
    sample = _sample(200_000)
    assert stats.kstest(sample, "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(sample[1:], sample[:-1])[0, 1]) < 0.01
    assert sample[5] == uniform(7, 11, 5, 0, 0, 3)


def normals(count: int, stream: int = 0, first: int = 0, key: tuple[int, int] = (3, 4)) -> FloatArray:
    out = np.empty(count)
    fill_normal(out, *key, stream, first)
    return out


def test_normal_numbers_are_normal() -> None:
    sample = normals(256 * 8000)
    assert stats.kstest(sample, "norm").pvalue > 1e-3
    assert sample.mean() == pytest.approx(0.0, abs=4.0 / np.sqrt(len(sample)))
    assert sample.var() == pytest.approx(1.0, abs=4.0 * np.sqrt(2.0 / len(sample)))
    assert (sample**4).mean() == pytest.approx(3.0, abs=4.0 * np.sqrt(96.0 / len(sample)))


@pytest.mark.parametrize("beyond", [2.5, TAIL, 3.8, 4.2])
def test_the_tails_are_as_heavy_as_they_should_be(beyond: float) -> None:
    sample = normals(256 * 16000, stream=9)
    for side in (sample, -sample):
        found, meant = int((side > beyond).sum()), len(sample) * stats.norm.sf(beyond)
        assert abs(found - meant) < 4.0 * np.sqrt(meant)


def test_every_layer_of_the_ziggurat_has_its_share() -> None:
    # The right edges of equal areas: any misplaced layer would show as a wrong count between two of them.
    sample = np.abs(normals(256 * 8000, stream=2))
    edges = stats.norm.ppf(0.5 + 0.5 * np.arange(LAYERS + 1) / LAYERS)
    count, _ = np.histogram(sample, np.where(np.isinf(edges), 99.0, edges))
    assert stats.chisquare(count).pvalue > 1e-3


def test_a_part_of_a_stream_is_the_stream_there() -> None:
    whole = normals(256 * 20, stream=5)
    assert (normals(256 * 3, stream=5, first=256 * 4) == whole[256 * 4 : 256 * 7]).all()


def test_streams_and_keys_do_not_resemble_each_other() -> None:
    one = normals(256 * 400)
    for other in (normals(256 * 400, stream=1), normals(256 * 400, key=(3, 5)), normals(256 * 400, key=(4, 4))):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4.0 / np.sqrt(len(one))


def test_neighbours_in_a_stream_are_independent() -> None:
    one = normals(256 * 2000)
    for lag in (1, 4, 64, 256):
        assert abs(np.corrcoef(one[lag:], one[:-lag])[0, 1]) < 4.0 / np.sqrt(len(one))
