"""The stage ``mine.extract``: from mud lifted and blocks in mining order to feed per year and element."""

import numpy as np

from kaitei.mine import extraction
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs, stage


@stage(
    "mine.extract",
    needs=("mud_lifted", "mud_landed", "block_mud", "block_area", "block_grade"),
    sources=(),
)
def extract(x: Inputs) -> dict[str, FloatArray]:
    """Takes the mud lifted and landed per year and walks through the blocks in mining order; gives the grade of
    each year's mud, the element mass mined and landed, and the sea floor opened.
    """
    block_mud, block_grade = x["block_mud"], x["block_grade"]
    taken = extraction.mud_taken(x["mud_lifted"], x["mine.collector_loss"][:, np.newaxis])
    total, minable = extraction.total(taken), extraction.total(block_mud)
    x.fail(total > minable, "the minable mud of all blocks is used up before the last year; lift less or fewer years")
    mined, opened = extraction.walk(taken, block_mud, x["block_area"], block_grade)
    grade = extraction.mean_grade(mined, taken)
    walked = extraction.inventory_walked(total, block_mud, block_grade)
    return {
        "mud_mined": taken,
        "feed_grade": grade,
        "mined_element": mined,
        "feed_element": x["mud_landed"][:, :, np.newaxis] * grade,
        "seafloor_opened": opened,
        "mine_life_share": np.minimum(total / minable, 1.0),
        "extraction_balance": extraction.relative_residual(mined.sum(axis=1), walked),
    }
