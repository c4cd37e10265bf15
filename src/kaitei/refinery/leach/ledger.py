"""What a liquor is made of before the leach, and what each pool of the solids adds to it as it dissolves."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of
from kaitei.refinery.leach import liquor as parts_of
from kaitei.refinery.leach.feed import Acid, Feed, protons_per_mineral
from kaitei.refinery.leach.liquor import PARTS

POOLS = ("apatite", "calcite", "matrix", "labile", "manganese")
"""What dissolves by a law of its own; ``matrix`` is aluminium and iron, ``labile`` what the matrix holds loosely."""


def extracted_share(feed: Feed, pools: FloatArray) -> FloatArray:
    """Share of each element dissolved [1], shape (draw, element).

    Args:
        feed: solids.
        pools: share of each of ``POOLS`` dissolved [1], shape (draw, pool).

    x = s X_apatite + (1 - s)(labile X_labile + manganese X_manganese)

    >>> half = np.full((1, 18), 0.5)
    >>> mud = Feed(np.zeros((1, 5)), half, half, half, 0.0 * half, np.zeros(1))
    >>> float(extracted_share(mud, np.array([[1.0, 1.0, 0.0, 1.0, 0.0]]))[0, 0])
    0.75
    """
    apatite, labile, manganese = (pools[:, j, np.newaxis] for j in (0, 3, 4))
    matrix = feed.labile * labile + feed.in_manganese * manganese
    return np.asarray(feed.in_apatite * apatite + (1.0 - feed.in_apatite) * matrix)


def ledger(feed: Feed, acid: Acid) -> tuple[FloatArray, FloatArray]:
    """Parts of the fresh liquor, and what each pool adds when all of it dissolves [mol/m3].

    Args:
        feed: solids, N draws.
        acid: acid and how it is used, N draws.

    Shapes (draw, part) and (draw, pool, part).

    >>> one, none = np.ones(1), np.zeros((1, 18))
    >>> mud = Feed(np.array([[0.1, 0.0, 0.0, 0.0, 0.0]]), none, none, none, none, one)
    >>> base, release = ledger(mud, Acid("hydrochloric", 500.0 * one, 4e-3 * one, 298.15 * one, one))
    >>> float(release[0, 0, parts_of.PHOSPHATE].round(1))
    148.7
    """
    draws = len(acid.strength)
    pulp = (1.0 / acid.liquid_ratio)[:, np.newaxis]
    base, release = np.zeros((draws, len(PARTS))), np.zeros((draws, len(POOLS), len(PARTS)))
    sulfuric = acid.kind == "sulfuric"
    base[:, parts_of.ACID] = acid.strength * (2.0 if sulfuric else 1.0)
    salt = feed.salt * pulp[:, 0]
    base[:, parts_of.SODIUM] = salt
    base[:, parts_of.CHLORIDE] = salt + (0.0 if sulfuric else acid.strength)
    base[:, parts_of.SULFATE] = acid.strength if sulfuric else 0.0
    protons = feed.minerals * protons_per_mineral() * pulp
    moles = feed.minerals * pulp
    apatite = moles[:, 0] / of.FLUORAPATITE
    for part, atoms in ((parts_of.CALCIUM, 5.0), (parts_of.PHOSPHATE, 3.0), (parts_of.FLUORIDE, 1.0)):
        release[:, 0, part] = atoms * apatite
    release[:, 1, parts_of.CALCIUM] = moles[:, 1] / of.CALCITE
    release[:, 2, parts_of.ALUMINIUM] = 2.0 * moles[:, 2] / of.ALUMINA
    release[:, 2, parts_of.IRON] = 2.0 * moles[:, 3] / of.IRON_OXIDE
    release[:, 4, parts_of.MANGANESE] = moles[:, 4] / of.MANGANESE_DIOXIDE
    release[:, 0, 0], release[:, 1, 0] = -protons[:, 0], -protons[:, 1]
    release[:, 2, 0], release[:, 4, 0] = -protons[:, 2:4].sum(axis=1), -protons[:, 4]
    rest = feed.elements * (1.0 - feed.in_apatite) * pulp
    for pool, held in (
        (0, feed.elements * feed.in_apatite * pulp),
        (3, rest * feed.labile),
        (4, rest * feed.in_manganese),
    ):
        metal = held.sum(axis=1)
        release[:, pool, parts_of.RARE_EARTH] = metal
        release[:, pool, 0] -= 3.0 * metal
    return base, release
