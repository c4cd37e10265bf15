"""Random numbers by counter, for compiled code: the number at a place is the same in whatever order it is asked for.

Philox-4x32-10 turns a key of two words and a counter of four into four random words. Nothing is carried from one
number to the next, so loops may run on any number of threads and a longer run keeps the numbers of a shorter one.
"""

import math
from typing import Any

import numpy as np
from numba import int32, njit, uint32, uint64

from kaitei.physics.arrays import FloatArray

Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]

LAYERS = 256
"""Layers of the ziggurat, eight bits of a word."""

TAIL = 3.6541528853610088
"""Where the tail of a ziggurat of 256 layers begins [1] (Marsaglia and Tsang 2000)."""

_STRIPS = 64
"""Counters that are worked side by side, so that the compiler can use wide registers."""

_LOW = np.uint64(0xFFFFFFFF)

# NOTE: numbers of numpy, because numba would compile anew for each plain number that stands in a call.
_PLACES: Any = np.arange(5)
_NO, _FAR, _HIGH, _HEIGHT, _WORD = _PLACES


@njit(cache=True)
def philox_4x32(key0: int, key1: int, c0: int, c1: int, c2: int, c3: int) -> Words:
    """Four random words of 32 bits from a key and a counter, the ten-round Philox of Salmon et al.

    key0, key1: the stream, each 0 to 2^32 - 1. c0, c1, c2, c3: the place in it, each 0 to 2^32 - 1.

    Ten rounds of two multiplications, (hi, lo) = M x word, between which the key is raised by two constants.

    >>> [hex(int(word)) for word in philox_4x32(0, 0, 0, 0, 0, 0)]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']

    Reference: Salmon et al. 2011, Proc. SC11, doi 10.1145/2063384.2063405.
    """
    k0, k1 = uint64(key0), uint64(key1)
    w0, w1, w2, w3 = uint64(c0), uint64(c1), uint64(c2), uint64(c3)
    for _ in range(10):
        first = w0 * uint64(0xD2511F53)
        second = w2 * uint64(0xCD9E8D57)
        w0, w1 = (second >> uint64(32)) ^ w1 ^ k0, second & _LOW
        w2, w3 = (first >> uint64(32)) ^ w3 ^ k1, first & _LOW
        k0 = (k0 + uint64(0x9E3779B9)) & _LOW
        k1 = (k1 + uint64(0xBB67AE85)) & _LOW
    return w0, w1, w2, w3


@njit(cache=True)
def uniform(key0: int, key1: int, a: int, b: int, c: int, d: int) -> float:
    """A uniform number strictly between 0 and 1 for a key and a counter of four words.

    key0, key1: the stream, each 0 to 2^32 - 1. a, b, c, d: the place in it (year, vessel, event, purpose, for
    example), each 0 to 2^32 - 1.

    (n + 1/2) / 2^52 with n of 52 random bits: with 53 bits the half would be rounded away next to 1.

    >>> round(uniform(1, 2, 3, 4, 5, 6), 6)
    0.532484
    """
    w0, w1, _, _ = philox_4x32(key0, key1, a, b, c, d)
    bits = ((w0 >> uint64(6)) << uint64(26)) | (w1 >> uint64(6))
    return (float(bits) + 0.5) * 2.0**-52


def _ziggurat() -> tuple[FloatArray, FloatArray]:
    """Right edges of the layers, widest first with the virtual width of the base, and the density at them."""
    density = math.exp(-0.5 * TAIL**2)
    area = TAIL * density + math.sqrt(math.pi / 2.0) * math.erfc(TAIL / math.sqrt(2.0))
    edges = [area / density, TAIL]
    for _ in range(LAYERS - 2):
        edges.append(math.sqrt(-2.0 * math.log(area / edges[-1] + math.exp(-0.5 * edges[-1] ** 2))))
    x = np.array([*edges, 0.0])
    return x, np.exp(-0.5 * x**2)


_EDGE, _DENSITY = _ziggurat()
_STEP = np.concatenate([_EDGE[:-1], -_EDGE[:-1]]) * 2.0**-23
_INSIDE = _EDGE[1:]


@njit(cache=True)
def _outside(key0: int, key1: int, place: int, stream: int, word: int) -> float:
    """The normal number of a place whose first word fell outside the layers' rectangles."""
    attempt = 1
    while True:
        layer = word & (LAYERS - 1)
        sign = -1.0 if word & LAYERS else 1.0
        x: float = (float(word >> 9) + 0.5) * _STEP[layer]
        if x < _INSIDE[layer]:
            return sign * x
        if layer == 0:
            while True:
                far = -math.log(uniform(key0, key1, place, stream, attempt, _FAR)) / TAIL
                high = -math.log(uniform(key0, key1, place, stream, attempt, _HIGH))
                attempt += 1
                if 2.0 * high > far * far:
                    return sign * (TAIL + far)
        height = uniform(key0, key1, place, stream, attempt, _HEIGHT)
        if _DENSITY[layer] + height * (_DENSITY[layer + 1] - _DENSITY[layer]) < math.exp(-0.5 * x * x):
            return sign * x
        word = int(philox_4x32(key0, key1, place, stream, attempt, _WORD)[0])
        attempt += 1


@njit(cache=True)
def fill_normal(out: FloatArray, key0: int, key1: int, stream: int, first: int) -> None:
    """Fill an array with independent standard normal numbers of a stream, from a place on.

    out: filled in place, its length and ``first`` multiples of 256 [1]. key0, key1, stream: which numbers, each 0
    to 2^32 - 1. first: place of the first number in the stream, with the length at most 2^32.

    The ziggurat of Marsaglia and Tsang with 256 layers: eight bits of a word for the layer, one for the sign and
    23 for the place in it. A number depends on key, stream and its own place, on nothing else.

    >>> import numpy as np
    >>> whole, part = np.empty(512), np.empty(256)
    >>> fill_normal(whole, 1, 2, 3, 0)
    >>> fill_normal(part, 1, 2, 3, 256)
    >>> bool((whole[256:] == part).all())
    True

    Reference: Marsaglia and Tsang 2000, J. Stat. Softw. 5(8), doi 10.18637/jss.v005.i08.
    """
    words = np.empty((4, _STRIPS), np.uint32)
    flat, rare = words.reshape(4 * _STRIPS), np.empty(4 * _STRIPS, np.int64)
    for start in range(0, len(out), 4 * _STRIPS):
        base = (first + start) // 4
        for i in range(_STRIPS):
            w0, w1, w2, w3 = philox_4x32(key0, key1, base + i, stream, _NO, _NO)
            words[0, i], words[1, i] = uint32(w0), uint32(w1)
            words[2, i], words[3, i] = uint32(w2), uint32(w3)
        part, count = out[start : start + 4 * _STRIPS], 0
        # NOTE: no branch in the loop that all numbers pass; one in a hundred is noted and done again below.
        for i in range(4 * _STRIPS):
            word = flat[i]
            x = (float(int32(word >> uint32(9))) + 0.5) * _STEP[word & uint32(2 * LAYERS - 1)]
            part[i] = x
            rare[count] = i
            count += abs(x) >= _INSIDE[word & uint32(LAYERS - 1)]
        for j in range(count):
            i = rare[j]
            part[i] = _outside(key0, key1, first + start + i, stream, int(flat[i]))
