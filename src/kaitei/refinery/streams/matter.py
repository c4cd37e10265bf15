"""What a stream is made of: solids and ions with their formulas, and the elements that are counted in them.

Hydrogen and oxygen are not counted; hydrogen is held by the charge of a liquor instead (``CHARGE``).
"""

from collections.abc import Mapping

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of

FORMULAS: Mapping[str, Mapping[str, int]] = {
    "apatite": {"Ca": 5, "P": 3, "O": 12, "F": 1},
    "calcite": {"Ca": 1, "C": 1, "O": 3},
    "alumina": {"Al": 2, "O": 3},
    "iron_oxide": {"Fe": 2, "O": 3},
    "manganese_dioxide": {"Mn": 1, "O": 2},
    "gypsum": {"Ca": 1, "S": 1, "O": 6, "H": 4},
    "calcium_phosphate": {"Ca": 3, "P": 2, "O": 8},
    "calcium_fluoride": {"Ca": 1, "F": 2},
    "calcium_oxalate": {"Ca": 1, "C": 2, "O": 5, "H": 2},
    "lime": {"Ca": 1, "O": 2, "H": 2},
    "aluminium_phosphate": {"Al": 1, "P": 1, "O": 4},
    "iron_phosphate": {"Fe": 1, "P": 1, "O": 4},
    "aluminium_hydroxide": {"Al": 1, "O": 3, "H": 3},
    "iron_hydroxide": {"Fe": 1, "O": 3, "H": 3},
    "bound_phosphate": {"P": 1, "O": 4},
    "bound_sulfate": {"S": 1, "O": 4},
    "bound_sodium": {"Na": 1},
}
"""Solids of known formula. Alumina, iron oxide and manganese dioxide are what the matrix holds of them; the bound ones
are what a followed element has taken along in a salt of its own."""

SOLIDS: tuple[str, ...] = (*FORMULAS, "matrix")
"""Solids in the order of ``Stream.solids``; ``matrix`` is what is left of clay, zeolite and oxide."""

IONS: tuple[str, ...] = (
    "acid", "sodium", "chloride", "calcium", "manganese", "aluminium", "iron", "sulfate", "phosphate", "fluoride",
    "oxalate",
)  # fmt: skip
"""Ions of a liquor, each in all its forms; ``acid`` is hydrogen beyond SO4--, H2PO4-, F-, C2O4-- and water, and may be
negative (base)."""

ION_ATOMS: Mapping[str, Mapping[str, int]] = {
    "acid": {}, "sodium": {"Na": 1}, "chloride": {"Cl": 1}, "calcium": {"Ca": 1}, "manganese": {"Mn": 1},
    "aluminium": {"Al": 1}, "iron": {"Fe": 1}, "sulfate": {"S": 1}, "phosphate": {"P": 1}, "fluoride": {"F": 1},
    "oxalate": {"C": 2},
}  # fmt: skip

CHARGE: FloatArray = np.array([1.0, 1.0, -1.0, 2.0, 2.0, 3.0, 3.0, -2.0, -1.0, -1.0, -2.0])
"""Of ``IONS``, counted as ``acid`` is [1]."""

TRACE_CHARGE = 3.0
"""Of a followed element in a liquor [1]; of thorium and uranium too: other charge, small amounts."""

MAJORS: tuple[str, ...] = ("C", "F", "Na", "Al", "P", "S", "Cl", "Ca", "Mn", "Fe")
"""Elements counted besides the followed ones."""

MOLAR_MASS: FloatArray = np.array([of.molar_mass(**dict(atoms)) for atoms in FORMULAS.values()])
"""Of the solids of known formula [kg/mol]."""


def _count(table: Mapping[str, Mapping[str, int]]) -> FloatArray:
    return np.array([[float(atoms.get(symbol, 0)) for symbol in MAJORS] for atoms in table.values()])


SOLID_MAJORS: FloatArray = _count(FORMULAS) / MOLAR_MASS[:, np.newaxis]
"""Major elements per mass of solid [mol/kg], (formula, major)."""

ION_MAJORS: FloatArray = _count({ion: ION_ATOMS[ion] for ion in IONS})
"""Major elements per ion [mol/mol], (ion, major)."""


def solid(name: str) -> int:
    """Position of a solid along ``SOLIDS``.

    >>> SOLIDS[solid("gypsum")]
    'gypsum'
    """
    return SOLIDS.index(name)


def ion(name: str) -> int:
    """Position of an ion along ``IONS``.

    >>> IONS[ion("phosphate")]
    'phosphate'
    """
    return IONS.index(name)
