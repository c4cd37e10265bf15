"""Base and acid that the flows of a train call for."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery.separation import CHARGE


def base_of_saponification(extracted: FloatArray) -> FloatArray:
    """Caustic soda that saponifies the extractant of all circuits [mol/s].

    Args:
        extracted: rare earths taken into the organic of each circuit [mol/s], (draw, circuit).

    n = 3 sum S: each trivalent ion replaces three sodium ions.

    >>> base_of_saponification(np.array([[0.6, 1.4]])).tolist()
    [6.0]
    """
    return np.asarray(CHARGE * extracted.sum(axis=-1))


def acid_of_scrub_and_strip(extracted: FloatArray, strip_excess: float = 0.0) -> FloatArray:
    """Hydrochloric acid that scrubs and strips the organic of all circuits [mol/s].

    Args:
        extracted: rare earths taken into the organic of each circuit [mol/s], (draw, circuit).
        strip_excess: acid left in the strip liquors over what stripping takes [1].

    n = 3 (1 + excess) sum S: what is extracted is scrubbed (W) or stripped (E), S = W + E. Acid that dissolves the
    mixed product fed to the train is not counted here.

    >>> acid_of_scrub_and_strip(np.array([[0.6, 1.4]])).tolist()
    [6.0]
    """
    return np.asarray(CHARGE * (1.0 + strip_excess) * extracted.sum(axis=-1))
