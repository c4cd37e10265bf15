"""The stage ``deposit.estimate``: from published statistics of 24 cells to mining blocks in mining order."""

import numpy as np
from scipy.special import ndtri

from kaitei.deposit import cell_grades, composition, field, mud, profile
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.stage import Inputs, stage

ROWS, COLUMNS = "ABCD", 6
CELLS = tuple(f"{row}{column}" for row in ROWS for column in range(1, COLUMNS + 1))
BEST_CELL = CELLS.index("B1")
BLOCKS = tuple(f"{place:02d}" for place in range(1, len(CELLS) + 1))


def _cell_grades(x: Inputs) -> FloatArray:
    """Column grades (draw, cell): uncertain ones that honour mean and best cell, or the mean everywhere."""
    mean, best = x["deposit.mean_grade"], x["deposit.best_grade"]
    if x.option("deposit.order") == "area_mean":
        return np.repeat(mean[:, np.newaxis], len(CELLS), axis=1)
    # NOTE: the side of the grid is that of the draw, so distances scale with the square root of the cell area.
    apart = field.distances(field.grid_centres(len(ROWS), COLUMNS, 1.0))
    side, length, nugget = (
        part[:, np.newaxis, np.newaxis]
        for part in (np.sqrt(x["deposit.cell_area"]), x["deposit.correlation_length"], x["deposit.nugget"])
    )
    correlation = field.correlation_exponential(apart * side, length, nugget)
    top_score = field.normal_score_largest_blom_1958(len(CELLS))
    normals = ndtri(x.random("cell_grades", len(CELLS) - 1))
    score = field.field_with_known_cell(correlation, normals, BEST_CELL, top_score)
    grade, found = cell_grades.cell_grades(mean, best, x["deposit.grade_variation"], score, BEST_CELL)
    x.fail(~found, "deposit.mean_grade and deposit.best_grade do not go together: 24 cells cannot have both")
    return grade


def _profile(x: Inputs, mean: FloatArray) -> dict[str, FloatArray]:
    """Background, height, centre and width (draw, block) of columns with the given means."""
    centre, width, highest, depth, background, limit = (
        np.broadcast_to(x[f"deposit.{name}"][:, np.newaxis], mean.shape)
        for name in (
            "peak_depth",
            "peak_width",
            "highest_grade",
            "column_depth",
            "background_grade",
            "background_limit",
        )
    )
    centre = np.minimum(centre, depth)
    low, height = profile.profile(mean, np.minimum(background, limit * mean), centre, width, highest, depth)
    return {"background": low, "height": height, "centre": centre, "width": width}


def _taken(x: Inputs, mean: FloatArray, shape: dict[str, FloatArray]) -> tuple[FloatArray, FloatArray]:
    """Grade and thickness (draw, block) of what is taken from columns with the given means."""
    depth = np.broadcast_to(x["deposit.column_depth"][:, np.newaxis], mean.shape)
    if x.option("deposit.mining") == "full_column":
        return mean, depth
    top, bottom = profile.layer_bounds(shape["centre"], x["deposit.layer_thickness"][:, np.newaxis], depth)
    layer = profile.interval_grade(top, bottom, **shape)
    dilution = x["deposit.dilution"][:, np.newaxis]
    return profile.diluted_layer(layer, bottom - top, dilution, mean, depth)


def _end_members(x: Inputs) -> tuple[FloatArray, FloatArray, FloatArray]:
    """REY grade of the matrix pool (draw,) and the shares in matrix and apatite (draw, element)."""
    matrix_share, reference = x["deposit.matrix_share"], x["deposit.reference_grade"]
    ratio = x["deposit.rich_grade"] / reference
    x.fail(ratio <= 1.0, "deposit.rich_grade must be above deposit.reference_grade")
    ratio = np.where(ratio > 1.0, ratio, 2.0)
    matrix, apatite = composition.end_members(
        composition.shares(np.where(elements.REY, x["deposit.element_split"], 0.0)),
        matrix_share,
        ratio,
        x["deposit.rich_cerium_share"],
        x["deposit.rich_yttrium_share"],
    )
    return matrix_share * reference, matrix, apatite


@stage(
    "deposit.estimate",
    coordinates={"cell": CELLS, "block": BLOCKS},
    sources=("Takaya2018", "Blom1958", "Davis1987", "ChilesDelfiner2012"),
)
def estimate(x: Inputs) -> dict[str, FloatArray]:
    """Takes what is published of the area (mean grade, best cell, shape of a column, elements, densities) and
    gives 24 blocks in mining order with dry tonnes, area and grade per element, and the properties of the mud.
    """
    cells = _cell_grades(x)
    order = np.argsort(-cells, axis=1, kind="stable")
    column_mean = np.take_along_axis(cells, order, axis=1)
    shape = _profile(x, column_mean)
    grade, interval = _taken(x, column_mean, shape)

    pools = _end_members(x)
    others = {"Sc": "scandium", "Th": "thorium", "U": "uranium"}

    def by_element(rey: FloatArray) -> FloatArray:
        made = composition.element_grades(rey, *pools)
        for symbol, name in others.items():
            made[:, :, elements.index(symbol)] = x[f"deposit.{name}_grade"][:, np.newaxis]
        return made

    dry, grain = x["deposit.dry_density"], x["deposit.grain_density"]
    wet = mud.wet_density(dry, grain, x["deposit.bed_water_density"])
    area = np.repeat(x["deposit.cell_area"][:, np.newaxis], len(CELLS), axis=1)
    covered = area * x["deposit.minable_share"][:, np.newaxis]
    cell_mass = mud.dry_mass(x["deposit.cell_area"], x["deposit.column_depth"], dry)
    oxide = by_element(cells).sum(axis=1) * cell_mass[:, np.newaxis] * elements.OXIDE_FACTOR
    return {
        "cell_grade": cells,
        "resource_oxide": oxide,
        "resource_reo": np.where(elements.REY, oxide, 0.0).sum(axis=1),
        "block_area": area,
        "block_mud": mud.dry_mass(covered, interval, dry[:, np.newaxis]),
        "block_interval": interval,
        "block_grade": by_element(grade),
        "peak_grade": shape["background"][:, 0] + shape["height"][:, 0],
        "grain_density": grain,
        "mud_dry_density": dry,
        "mud_wet_density": wet,
        "mud_porosity": mud.porosity(dry, grain),
        "mud_solids_fraction": mud.solids_mass_fraction(dry, wet),
    }
