"""Published numbers of the deposit against the model's, at the values of the packaged scenario."""

import numpy as np

from kaitei.datum import central_value
from kaitei.deposit import composition, mud, profile
from kaitei.deposit.stage import CELLS
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.scenario_file import DEFAULT, load
from kaitei.units import conversion, convert
from kaitei.variable import vocabulary

WORLD_DEMAND = {"Y": 5900e3, "Eu": 270e3, "Tb": 280e3, "Dy": 940e3}
"""Yearly world demand that the published years imply, oxide [kg]."""


def _value(name: str) -> FloatArray:
    """A datum of the packaged scenario in SI units, with a draw dimension of one."""
    variable = vocabulary()[f"deposit.{name}"]
    value = central_value(load(DEFAULT).data[variable.name], variable)
    return np.asarray(value * conversion(variable.unit, "SI").factor)[np.newaxis]


def _pools() -> tuple[FloatArray, FloatArray, FloatArray]:
    """REY grade of the matrix pool and shares in matrix and apatite."""
    share, reference = _value("matrix_share"), _value("reference_grade")
    matrix, apatite = composition.end_members(
        composition.shares(_value("element_split")),
        share,
        _value("rich_grade") / reference,
        _value("rich_cerium_share"),
        _value("rich_yttrium_share"),
    )
    return share * reference, matrix, apatite


def _grades(rey: FloatArray) -> FloatArray:
    """Grade of every element in mud of one REY grade, shape (element,)."""
    return np.asarray(composition.element_grades(rey[np.newaxis], *_pools())[0, 0])


def _cell_oxide(rey: FloatArray) -> FloatArray:
    """Oxides in place in one cell of one REY grade [kg], shape (element,)."""
    mass = mud.dry_mass(_value("cell_area"), _value("column_depth"), _value("dry_density"))
    return _grades(rey) * elements.OXIDE_FACTOR * mass


def _whole_oxide() -> FloatArray:
    """Oxides in place in all cells [kg], shape (element,)."""
    return _cell_oxide(_value("mean_grade")) * len(CELLS)


def _years(symbol: str) -> float:
    return float(_whole_oxide()[elements.index(symbol)] / WORLD_DEMAND[symbol])


def _whole_over_best(symbol: str) -> float:
    ratio = _whole_oxide() / np.where(elements.REY, _cell_oxide(_value("best_grade")), 1.0)
    return float(ratio[elements.index(symbol)])


def _thorium_per_reo(rey: FloatArray) -> float:
    reo = (_grades(rey) * elements.OXIDE_FACTOR)[elements.REY].sum()
    return float(1e3 * _value("thorium_grade")[0] / reo)


def _apatite_grade(rey: float, apatite_in_mud: float) -> float:
    matrix_grade = _pools()[0][0]
    return convert(float(rey - matrix_grade) / apatite_in_mud, "1", "g/t")


def in_place_reo() -> float:
    """Oxides of the 15 REY in all cells [Mt]."""
    return float(_whole_oxide()[elements.REY].sum() / 1e9)


def best_cell_reo() -> float:
    """Oxides of the 15 REY in cell B1 [Mt]."""
    return float(_cell_oxide(_value("best_grade"))[elements.REY].sum() / 1e9)


def years_of_yttrium() -> float:
    """World demand of yttrium that is in place [years]."""
    return _years("Y")


def years_of_europium() -> float:
    """World demand of europium that is in place [years]."""
    return _years("Eu")


def years_of_terbium() -> float:
    """World demand of terbium that is in place [years]."""
    return _years("Tb")


def years_of_dysprosium() -> float:
    """World demand of dysprosium that is in place [years]."""
    return _years("Dy")


def whole_over_best_yttrium() -> float:
    """Yttrium in all cells over yttrium in B1."""
    return _whole_over_best("Y")


def whole_over_best_europium() -> float:
    """Europium in all cells over europium in B1."""
    return _whole_over_best("Eu")


def whole_over_best_terbium() -> float:
    """Terbium in all cells over terbium in B1."""
    return _whole_over_best("Tb")


def whole_over_best_dysprosium() -> float:
    """Dysprosium in all cells over dysprosium in B1."""
    return _whole_over_best("Dy")


def yttrium_and_heavy_share() -> float:
    """Europium to lutetium and yttrium in the REY of mean mud [%]."""
    heavy = elements.HEAVY | (np.asarray(elements.ELEMENTS) == "Eu")
    return float(100.0 * composition.shares(_value("element_split"))[0, heavy].sum())


def thorium_per_reo_mean_mud() -> float:
    """Thorium over REO at the mean grade [kg/t]."""
    return _thorium_per_reo(_value("mean_grade"))


def thorium_per_reo_rich_mud() -> float:
    """Thorium over REO at the rich grade [kg/t]."""
    return _thorium_per_reo(_value("rich_grade"))


def apatite_grade_mean_mud() -> float:
    """REY in the apatite of mean mud [g/t]."""
    return _apatite_grade(964e-6, 0.04)


def apatite_grade_rich_mud() -> float:
    """REY in the apatite of highly rich mud [g/t]."""
    return _apatite_grade(2000e-6, 0.10)


def peak_of_best_cell() -> float:
    """Highest grade of cell B1's mean profile [g/t]."""
    names = ("best_grade", "background_grade", "peak_depth", "peak_width", "highest_grade", "column_depth")
    background, height = profile.profile(*(_value(name) for name in names))
    return convert(float(background[0] + height[0]), "1", "g/t")
