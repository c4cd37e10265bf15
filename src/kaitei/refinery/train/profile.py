"""Stage profile of a solved ideal cascade, and its McCabe-Thiele picture."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.refinery.train.circuit import Build, Flows
from kaitei.refinery.train.operation import Circuit, Operation


class Profile(NamedTuple):
    """Mole fractions on every stage of a circuit, from the raffinate up. S stages, N elements."""

    aqueous: FloatArray
    """Leaving each stage with the aqueous [1], (S, N)."""
    organic: FloatArray
    """Leaving each stage with the organic [1], (S, N)."""
    aqueous_flow: FloatArray
    """Rare earths leaving each stage with the aqueous [mol per mol fed], (S,)."""
    organic_flow: FloatArray
    """Rare earths leaving each stage with the organic [mol per mol fed], (S,)."""


class Picture(NamedTuple):
    """McCabe and Thiele for the elements meant to go up against all others; shares of those [1]."""

    equilibrium: FloatArray
    """Aqueous and organic that leave one stage, (S, 2)."""
    operating: FloatArray
    """Aqueous that comes to a stage and organic that leaves it, (S, 2); the products close it at the ends."""


def profile(feed: FloatArray, ratio: FloatArray, flow: Flows, built: Build, log_odds: FloatArray) -> Profile:
    """Every stage of a solved circuit, of one draw.

    Args:
        feed: mole fractions [1], (element,).
        ratio: distribution ratios [1], (element,).
        flow: flows of the circuit, one draw [mol/mol], (1,) each.
        built: stages.
        log_odds: solution, ``Split.log_odds`` [1], (element,).
    """
    count = built.extraction_stages + built.scrub_stages
    small = np.exp(-np.abs(log_odds))
    more, less = 1.0 / (1.0 + small), small / (1.0 + small)
    raffinate = feed * np.where(log_odds > 0.0, less, more)
    extract = feed * np.where(log_odds > 0.0, more, less)
    wash, organic = float(flow.wash[0]), float(flow.organic[0])
    x, y = np.zeros((2, count, len(feed)))
    x[0] = raffinate / raffinate.sum()
    for j in range(built.extraction_stages):
        y[j] = ratio * x[j] / (ratio * x[j]).sum()
        if j + 1 < built.extraction_stages:
            x[j + 1] = (organic * y[j] + raffinate) / (1.0 + wash)
    y[-1] = y[-1] if built.scrub_stages == 0 else extract / extract.sum()
    for j in range(count - 1, built.extraction_stages - 1, -1):
        x[j] = y[j] / ratio / (y[j] / ratio).sum()
        if j > built.extraction_stages:
            y[j - 1] = (wash * x[j] + extract) / organic
    aqueous_flow = np.where(np.arange(count) < built.extraction_stages, 1.0 + wash, wash)
    aqueous_flow[0] -= organic
    organic_flow = np.full(count, organic)
    organic_flow[-1] -= wash
    return Profile(x, y, aqueous_flow, organic_flow)


def picture(made: Profile, up: BoolArray, extract: float) -> Picture:
    """McCabe-Thiele steps of a profile.

    Args:
        made: profile of a circuit.
        up: elements meant to leave with the organic, (element,).
        extract: share of the elements meant to go up in the extract [1].
    """
    x, y = made.aqueous[:, up].sum(axis=1), made.organic[:, up].sum(axis=1)
    return Picture(np.stack([x, y], axis=1), np.stack([np.append(x[1:], extract), y], axis=1))


def central_profile(circuit: Circuit, ratio: FloatArray, central: Operation, at: int) -> Profile:
    """Profile of one circuit of a train in the central case.

    Args:
        circuit: circuit number ``at`` of the train.
        ratio: distribution ratios in its extractant [1], (element,).
        central: operation of the central case.
        at: place of the circuit in the train.
    """
    fed = central.fed[0, at]
    return profile(fed / fed.sum(), ratio, central.flow[at], circuit.built, central.log_odds[at][0])
