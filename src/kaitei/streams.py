"""Counter-based random streams: the number for (seed, name, draw) is the same whatever else is computed.

More draws, other workers, another order of work or a new input change no number that was there before.
"""

import hashlib

import numpy as np

from kaitei.physics.arrays import FloatArray

_PER_COUNTER = 4  # 64-bit words that one step of Philox-4x64 yields


def uniforms(seed: int, name: str, first: int, count: int, width: int = 1) -> FloatArray:
    """Uniform numbers strictly between 0 and 1 for draws ``first`` to ``first + count - 1``.

    Philox-4x64 (Salmon et al. 2011, doi 10.1145/2063384.2063405), keyed by a hash of seed and name, with the
    draw as its counter.

    Returns an array of shape (count, width).

    >>> whole = uniforms(1, "deposit.mean_grade", 0, 5, width=3)
    >>> bool((whole[2:] == uniforms(1, "deposit.mean_grade", 2, 3, width=3)).all())
    True
    """
    digest = hashlib.sha256(f"{seed}\0{name}".encode()).digest()
    key = np.frombuffer(digest[:16], dtype="<u8").astype(np.uint64)
    steps = -(-width // _PER_COUNTER)
    generator = np.random.Philox(key=key, counter=[first * steps, 0, 0, 0])
    words = generator.random_raw(count * steps * _PER_COUNTER)
    grid = words.reshape(count, steps * _PER_COUNTER)[:, :width]
    # NOTE: the half keeps 0 and 1 out, where quantile functions are infinite.
    return ((grid >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
