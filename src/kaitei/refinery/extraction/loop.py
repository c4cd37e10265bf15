"""A circuit whose organic goes round: what leaves the last stage enters stage 0 again."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery.extraction.cascade import solve
from kaitei.refinery.extraction.circuit import Circuit, Profile
from kaitei.refinery.extraction.distribution import Law

TOLERANCE = 1e-10
"""Largest change of what comes round of an element, as a share of what is fed of it [1]."""
MOST_ROUNDS = 60


def solve_loop(circuit: Circuit, law: Law, returned: float = 1.0, warm: FloatArray | None = None) -> Profile:
    """Steady state of a circuit whose organic comes back to stage 0 with what the strip left on it.

    Args:
        circuit: as for ``solve``; the extractant of stage 0 counts all that arrives there, loaded or free.
        law: distribution of the N elements.
        returned: share of the organic leaving the last stage that returns [1]; fresh organic replaces the rest.
        warm: ``drive`` of a former solution [1], shape (S,) or (draw, S).

    The organic product of the last stage is what does not return. Each round solves the open circuit with what came
    round before: fast where the strip is good; ``converged`` says where what comes round did not settle.
    """
    tables = np.broadcast_shapes(np.shape(circuit.aqueous_feed), np.shape(circuit.organic_feed))
    fed = np.sum(circuit.aqueous_feed + circuit.organic_feed, axis=-2)
    back: FloatArray = np.zeros((*tables[:-2], tables[-1]))
    kept, settled = None, np.zeros((), dtype=bool)
    for _ in range(MOST_ROUNDS):
        feed, extractant = _with_return(circuit, law, back)
        made = solve(circuit._replace(organic_feed=feed, extractant=extractant), law, warm)
        if kept is not None:
            # A draw that has settled stays as it is, whatever the others need.
            made = Profile(*(np.where(_as(settled, new), old, new) for old, new in zip(kept, made, strict=True)))
        came = returned * made.organic_product[..., -1, :]
        settled = np.asarray(np.all(np.abs(came - back) <= TOLERANCE * fed, axis=-1))
        kept, back, warm = made, came, made.drive
        if np.all(settled):
            break
    product = made.organic_product.copy()
    product[..., -1, :] *= 1.0 - returned
    return made._replace(organic_product=product, converged=made.converged & settled)


def _as(mask: BoolArray, like: NDArray[Any]) -> BoolArray:
    """A mask of draws with the axes of another array."""
    return np.reshape(mask, (*np.shape(mask), *[1] * (np.ndim(like) - np.ndim(mask))))


def _with_return(circuit: Circuit, law: Law, back: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Feed and free extractant of the organic with what comes round [mol/s]."""
    first = np.zeros(np.shape(circuit.extractant)[-1])
    first[0] = 1.0
    feed = circuit.organic_feed + first[:, None] * back[..., None, :]
    free = circuit.extractant - first * (back @ law.charge)[..., None]
    return feed, np.maximum(free, 0.0)
