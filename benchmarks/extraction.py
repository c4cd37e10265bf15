"""The cascade of solvent extraction alone: one circuit from cold, a re-solve from a neighbour, a train, compilation.

The peer of the three-stage circuit is PrOMMiS's own warm re-solve of the same case (IDAES, Ipopt): measured apart on
a machine like this one and printed as a constant, as PrOMMiS cannot be installed beside kaitei.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from bench import Row, best, row

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction import cascade
from kaitei.refinery.extraction import distribution as di
from kaitei.refinery.separation import P507_ORDER

SHARE = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
"""Rare earths of a feed in the order of ``P507_ORDER`` [mol per 100 mol, about]."""
PEER, PEER_TIME = "PrOMMiS, warm re-solve with Ipopt (measured apart)", 31e3
"""[us]."""
DRAWS = 200


def at(stages: int, stage: int, value: Any) -> FloatArray:
    """A row, or a table, with one stage filled."""
    made = np.zeros((stages, *np.shape(value)))
    made[stage] = value
    return made


def plant(stages: int, load: float = 0.8) -> cascade.Circuit:
    """Extraction, scrub and strip in equal parts, 1 mol/L of rare earths; a fifth of the strip liquor is the scrub."""
    flow, extractant, feed, strip = 1e-3, 750.0, stages // 2, 5 * stages // 6
    organic, acid = flow * load * 3000.0 / extractant, flow * load * 3900.0
    return cascade.blank_circuit(stages, 15)._replace(
        aqueous_flow=at(stages, feed, flow) + at(stages, -1, acid / 4000.0), organic_flow=at(stages, 0, organic),
        aqueous_feed=at(stages, feed, SHARE / SHARE.sum()), acid=at(stages, -1, acid) + at(stages, feed, 0.01),
        extractant=at(stages, 0, organic * extractant), saponified=at(stages, 0, 0.7),
        aqueous_drawn=at(stages, strip, 0.8),
    )  # fmt: skip


def three_stages() -> cascade.Circuit:
    """The extraction that PrOMMiS ships as an example: 62.01 L/h of each phase, 5 vol % DEHPA, twelve elements."""
    weight = [44.946, 88.905, 138.905, 140.116, 140.907, 144.242, 150.36, 157.25, 162.5, 26.982, 40.078, 55.845]
    aqueous = [0.032, 0.124, 0.986, 2.277, 0.303, 0.946, 0.097, 0.2584, 0.047, 422.375, 109.542, 688.266]
    organic = [
        1.734, 2.179e-5, 1.05e-4, 3.1e-4, 3.711e-5, 1.65e-4, 1.701e-5, 3.357e-5, 8.008e-6, 1.267e-5, 2.684e-5, 2.873e-6,
    ]  # fmt: skip
    flow = 62.01e-3 / 3600.0
    return cascade.blank_circuit(3, 12)._replace(
        aqueous_flow=at(3, 2, flow), organic_flow=at(3, 0, flow),
        aqueous_feed=at(3, 2, flow * np.array(aqueous) / weight),
        organic_feed=at(3, 0, flow * np.array(organic) / weight),
        acid=at(3, 2, flow * (10.75 + 1e4 / 97.0)), sulfate=at(3, 2, flow * (100.0 / 96.0 + 1e4 / 97.0)),
        extractant=at(3, 0, flow * 0.05 * 975.8e3 / 322.431),
    )  # fmt: skip


def varied(circuit: cascade.Circuit, draws: int) -> cascade.Circuit:
    """The circuit with 1 % of spread in what is fed, over draws."""
    spread = 1.0 + 0.01 * np.random.default_rng(1).standard_normal((draws, 1, 1))
    return circuit._replace(aqueous_feed=circuit.aqueous_feed * spread)


def circuit_rows(law: di.Law) -> Iterator[Row]:
    """One circuit of 60 stages and 15 elements."""
    one, many = plant(60), varied(plant(60), DRAWS)
    made = cascade.solve(one, law)
    assert made.converged
    yield row("cascade, 60 stages, 15 elements, cold, one call", 1e6 * best(partial(cascade.solve, one, law), 20), "us")
    cold = 1e6 * best(partial(cascade.solve, many, law), 3) / DRAWS
    yield row("cascade, 60 stages, 15 elements, cold, per draw", cold, "us")
    warm = 1e6 * best(partial(cascade.solve, many, law, made.drive), 3) / DRAWS
    yield row("cascade, 60 stages, 15 elements, 1 % from a solution, per draw", warm, "us")


def rows() -> Iterator[Row]:
    """Every row but that of compilation."""
    law = di.p507_chloride(P507_ORDER, "Nd", -3.0)
    yield from circuit_rows(law)
    fits = di.dehpa_sulfate_prommis(("Sc", "Y", "La", "Ce", "Pr", "Nd", "Sm", "Gd", "Dy", "Al", "Ca", "Fe"))
    small = three_stages()
    near = cascade.solve(small, fits).drive
    # A call of a few milliseconds, many times: in a longer one other programs on the machine take their turns.
    many = varied(small, 1_000)
    taken = 1e6 * best(partial(cascade.solve, many, fits, near), 50) / 1_000
    yield row("cascade, 3 stages, 12 elements, re-solved 1 % away, per draw", taken, "us", PEER, PEER_TIME)
    train = [plant(60, load) for load in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)] + [plant(20)]
    taken = 1e6 * best(lambda: [cascade.solve(circuit, law) for circuit in train], 3)
    yield row("cascade, nine circuits of 500 stages in all, 15 elements, cold", taken, "us")


def compilation() -> float:
    """Time of the first solution with an empty cache, in a process of its own [s]."""
    with tempfile.TemporaryDirectory() as cache:
        call = [sys.executable, __file__, "first"]
        done = subprocess.run(
            call, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "NUMBA_CACHE_DIR": cache}
        )
    return float(done.stdout)


if __name__ == "__main__":
    if sys.argv[1:] == ["first"]:
        law = di.p507_chloride(P507_ORDER, "Nd", -3.0)
        print(best(partial(cascade.solve, plant(12), law), 1))
    else:
        print(json.dumps([*rows(), row("cascade, compilation", compilation(), "s")]))
