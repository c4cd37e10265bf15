"""The ideal cascade against the rigorous one: mass action, saponified extractant, same stages and flows."""

import numpy as np
import pytest
from scipy.optimize import brentq

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.extraction import cascade
from kaitei.refinery.extraction import distribution as di
from kaitei.refinery.separation import P507_ORDER
from kaitei.refinery.train.circuit import Limits, Sides, build, flows
from kaitei.refinery.train.ideal_cascade import split

SHARE = np.array([15.6, 11.5, 4.3, 19.2, 4.4, 1.07, 5.0, 0.76, 4.5, 0.93, 27.4, 2.6, 0.36, 2.2, 0.34])
DIMERS, FEED_LIQUOR, SCRUB_LIQUOR = 750.0, 1000.0, 1000.0
SAPONIFIED = 0.72
"""Per dimer: 36 % of all HA, the sodium of which is the capacity the ideal cascade counts."""


def at(stages: int, stage: int, value: FloatArray | float) -> FloatArray:
    row = np.zeros((stages, *np.shape(value)))
    row[stage] = value
    return row


@pytest.mark.parametrize(
    ("elements", "cut", "leak", "more_acid"),
    [(P507_ORDER, 4, 1e-3, 0.09), (("Pr", "Nd", "Sm", "Gd"), 2, 2e-3, 0.10), (("Tb", "Dy", "Ho"), 1, 2e-3, 0.02)],
)
def test_with_the_extract_trimmed_to_its_amount_mass_action_gives_the_same_purities(
    elements: tuple[str, ...], cut: int, leak: float, more_acid: float
) -> None:
    feed = np.array([SHARE[P507_ORDER.index(e)] for e in elements])
    feed /= feed.sum()
    ratio, heavy = di.separation_factors(elements), np.arange(len(elements)) >= cut
    part = Sides(~heavy, heavy, heavy)
    built = build(feed, ratio, part, (leak, leak), Limits())
    flow, _ = flows(feed[None], ratio[None], part, (leak, leak), Limits())
    n, stages = built.extraction_stages, built.extraction_stages + built.scrub_stages
    made = split(feed[None], ratio[None], flow.wash, flow.extract, n, stages - n)
    wash, extract, organic = (float(v[0]) for v in (flow.wash, flow.extract, flow.organic))
    volume = 3.0 * organic / (DIMERS * SAPONIFIED)
    reference = "Nd" if "Nd" in elements else elements[0]
    law = di.p507_chloride(elements, reference, -3.0)

    def drawn(acid: float) -> FloatArray:
        circuit = cascade.blank_circuit(stages, len(elements))._replace(
            aqueous_flow=at(stages, n - 1, 1.0 / FEED_LIQUOR) + at(stages, -1, wash / SCRUB_LIQUOR),
            organic_flow=at(stages, 0, volume), aqueous_feed=at(stages, n - 1, feed),
            acid=at(stages, -1, 3.0 * wash * acid), extractant=at(stages, 0, volume * DIMERS),
            saponified=at(stages, 0, SAPONIFIED),
        )  # fmt: skip
        solved = cascade.solve(circuit, law)
        assert solved.converged
        return np.asarray(solved.organic_product[-1])

    # Extractant that is not saponified takes some more against acid; an operator scrubs it back.
    acid = brentq(lambda a: float(drawn(a).sum()) - extract, 0.95, 1.2, xtol=1e-6)
    assert 1.0 < acid < 1.0 + more_acid
    real = drawn(acid)
    assert real[~heavy].sum() == pytest.approx((feed * made.extracted[0])[~heavy].sum(), rel=0.12)
    assert (feed - real)[heavy].sum() == pytest.approx((feed * made.left[0])[heavy].sum(), rel=0.12)
