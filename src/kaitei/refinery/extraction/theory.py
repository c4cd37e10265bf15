"""Closed forms of counter-current cascades: least stages, least flows, Kremser, McCabe-Thiele."""

import math

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.separation import extraction_least, wash_least

__all__ = ["extraction_least", "share_left_kremser_1930", "stages_least", "stages_mccabe_thiele_1925", "wash_least"]


def stages_least(heavy_share: FloatArray, light_share: FloatArray, separation_factor: FloatArray) -> FloatArray:
    """Least number of ideal stages of a binary cut, at total reflux [1].

    Args:
        heavy_share: share of the heavy in the heavy product, or of the fed heavy recovered there, in (0, 1) [1].
        light_share: the same of the light in the light product, in (0, 1) [1]; both purities or both recoveries.
        separation_factor: ratio of the distribution ratios, above 1 [1].

    N = ln[ p / (1 - p) q / (1 - q) ] / ln(beta)

    Reference: Fenske 1932, Ind. Eng. Chem. 24, 482-485.

    >>> float(stages_least(np.array(0.995), np.array(0.995), np.array(1.55)).round(1))
    24.2
    """
    odds = heavy_share / (1.0 - heavy_share) * light_share / (1.0 - light_share)
    return np.asarray(np.log(odds) / np.log(separation_factor))


def share_left_kremser_1930(extraction_factor: FloatArray, stages: FloatArray) -> FloatArray:
    """Share of an element that a barren organic leaves in the aqueous, at constant distribution ratio [1].

    Args:
        extraction_factor: E = D O / A, distribution ratio times organic over aqueous flow [1].
        stages: ideal stages N, any real number [1].

    x_N / x_0 = (E - 1) / (E^(N+1) - 1), and 1 / (N + 1) at E = 1

    Reference: Kremser 1930, National Petroleum News 22(21), 43-49.

    >>> float(share_left_kremser_1930(np.array(2.0), np.array(3.0)).round(4))
    0.0667
    """
    log = np.log(extraction_factor)
    safe = np.where(np.abs(log) < 1e-12, 1.0, log)
    with np.errstate(over="ignore"):
        left = np.expm1(safe) / np.expm1((stages + 1.0) * safe)
    return np.asarray(np.where(np.abs(log) < 1e-12, 1.0 / (stages + 1.0), left))


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))


def stages_mccabe_thiele_1925(
    feed_share: float,
    raffinate_share: float,
    extract_share: float,
    separation_factor: float,
    wash: float,
    extraction_stages: int | None = None,
) -> tuple[float, float]:
    """Ideal stages of the extraction and of the scrub of a binary cut, stepped off at constant molar flow [1].

    Args:
        feed_share: mole fraction of the heavy in the aqueous feed f [1].
        raffinate_share: the same in the raffinate x_R, below the feed [1].
        extract_share: the same in the extract y_E, above the feed [1].
        separation_factor: ratio of the distribution ratios beta, above 1 [1].
        wash: rare earths washed back with extract as scrub W [mol per mol of feed].
        extraction_stages: stages before the feed; without it the feed enters where its composition is met.

    E = (f - x_R) / (y_E - x_R), S = W + E, y = beta x / (1 + (beta - 1) x), and from the raffinate upwards
    extraction (S + 1 - E) x' = S y + (1 - E) x_R, scrub W x' = S y - E y_E. The organic arrives full, of the
    composition of the raffinate. The last step is the fraction of its rise in ln(y / (1 - y)). Infinite stages
    where the lines meet before the product is reached.

    Reference: McCabe and Thiele 1925, Ind. Eng. Chem. 17, 605-611.

    >>> [round(n, 2) for n in stages_mccabe_thiele_1925(0.5, 0.01, 0.99, 3.0, 0.8)]
    [8.0, 5.97]
    """
    extract = (feed_share - raffinate_share) / (extract_share - raffinate_share)
    organic = wash + extract
    x, last, done, before_feed, scrub = raffinate_share, raffinate_share, 0, 0, False
    while done < 100_000:
        y = separation_factor * x / (1.0 + (separation_factor - 1.0) * x)
        if y >= extract_share:
            start = _logit(last)
            part = (_logit(extract_share) - start) / (_logit(y) - start)
            total = done + part
            return (float(before_feed), total - before_feed) if scrub else (total, 0.0)
        done, last = done + 1, y
        above = (organic * y + (1.0 - extract) * raffinate_share) / (organic + 1.0 - extract)
        enters = done == extraction_stages if extraction_stages is not None else above >= feed_share
        if not scrub and enters:
            scrub, before_feed = True, done
        step = (organic * y - extract * extract_share) / wash if scrub else above
        if step <= x * (1.0 + 1e-12):
            break
        x = step
    return math.inf, math.inf
