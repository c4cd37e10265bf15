"""A whole flowsheet: the coal-refuse plant of ``kaitei.refinery.peers.uky``, all recycles closed, from a cold start.

The peer is PrOMMiS's own flowsheet of the same plant (IDAES, Ipopt): built, scaled, initialised and solved in 7.5 s, of
which 0.23 s are the last solve. Measured apart on a machine like this one and printed as constants, as PrOMMiS cannot
be installed beside kaitei. ``tests/refinery/peers`` holds both to the same 124 numbers within 1e-4.
"""

import json
from collections.abc import Iterator
from functools import partial

import numpy as np
from bench import Row, best, row

from kaitei.refinery.peers.uky.plant import Plant, pilot
from kaitei.refinery.peers.uky.streams import solve

PEER, PEER_TIME = "PrOMMiS, build to solution (measured apart)", 7500.0
PEER_SOLVE, PEER_SOLVE_TIME = "PrOMMiS, last solve alone (measured apart)", 230.0
"""[ms]."""
DRAWS = 500


def varied(draws: int) -> Plant:
    """The pilot with refuse, contents and acids between half and one and a half (contents up to one) times its own."""
    plant, random = pilot(), np.random.default_rng(1)
    solids, acid, strength, strip = random.uniform(0.5, 1.5, (4, draws))
    return plant._replace(
        solids=plant.solids * solids, content=plant.content * random.uniform(0.5, 1.0, (draws, len(plant.content))),
        acid_flow=plant.acid_flow * acid, acid_protons=plant.acid_protons * strength,
        acid_sulfate=plant.acid_sulfate * strength, strip_protons=plant.strip_protons * strip,
        strip_chloride=plant.strip_chloride * strip,
    )  # fmt: skip


def rows() -> Iterator[Row]:
    """One plant in one call, and many."""
    one, many = pilot(), varied(DRAWS)
    assert solve(one).converged.all()
    assert solve(many).converged.all()
    single = 1e3 * best(partial(solve, one), 200)
    yield row("flowsheet, leach to oxide, 6 recycles, 12 metals, cold, one call", single, "ms", PEER, PEER_TIME)
    yield row("flowsheet, the same against the last solve alone", single, "ms", PEER_SOLVE, PEER_SOLVE_TIME)
    taken = 1e3 * best(partial(solve, many), 10) / DRAWS
    yield row(f"flowsheet, {DRAWS} varied feeds, cold, per draw", taken, "ms", PEER, PEER_TIME)


if __name__ == "__main__":
    print(json.dumps(list(rows())))
