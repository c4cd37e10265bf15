"""Acid that minerals take up and base that takes it back, from their reactions."""

from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of


def protons_for_apatite(apatite: FloatArray, undissociated: FloatArray) -> FloatArray:
    """Protons that dissolve fluorapatite [mol].

    Args:
        apatite: apatite dissolved, as Ca5(PO4)3F [kg].
        undissociated: share of the phosphate that ends as H3PO4, the rest as H2PO4- [1].

    Ca5(PO4)3F + 7 H+ -> 5 Ca2+ + 3 H2PO4- + HF;  each H3PO4 takes one more: n = (7 + 3 f) m / M

    Biogenic apatite also holds carbonate and sodium; the demand per kilogram then lies up to a tenth higher.

    >>> round(acid_mass(protons_for_apatite(1.0, 1.0), "hydrochloric"), 2)
    0.72
    """
    return (7.0 + 3.0 * undissociated) * apatite / of.FLUORAPATITE


def protons_for_calcite(calcite: FloatArray) -> FloatArray:
    """Protons that dissolve calcite [mol].

    Args:
        calcite: calcite dissolved [kg].

    CaCO3 + 2 H+ -> Ca2+ + CO2 + H2O

    >>> round(acid_mass(protons_for_calcite(1.0), "sulfuric"), 2)
    0.98
    """
    return 2.0 * calcite / of.CALCITE


def protons_for_sesquioxides(alumina: FloatArray, iron_oxide: FloatArray) -> FloatArray:
    """Protons that dissolve aluminium and iron out of clay and oxides [mol].

    Args:
        alumina: aluminium dissolved, as Al2O3 [kg].
        iron_oxide: ferric iron dissolved, as Fe2O3 [kg].

    M2O3 + 6 H+ -> 2 M3+ + 3 H2O

    >>> round(protons_for_sesquioxides(1.0, 0.0), 1)
    58.8
    """
    return 6.0 * (alumina / of.ALUMINA + iron_oxide / of.IRON_OXIDE)


def protons_for_manganese(manganese_dioxide: FloatArray) -> FloatArray:
    """Protons that dissolve manganese dioxide together with hydrogen peroxide [mol].

    Args:
        manganese_dioxide: MnO2 dissolved [kg].

    MnO2 + H2O2 + 2 H+ -> Mn2+ + O2 + 2 H2O

    >>> round(protons_for_manganese(1.0), 1)
    23.0
    """
    return 2.0 * manganese_dioxide / of.MANGANESE_DIOXIDE


def hydrogen_peroxide_mass(manganese_dioxide: FloatArray, excess: FloatArray) -> FloatArray:
    """Hydrogen peroxide (100 %) that reduces manganese dioxide [kg].

    Args:
        manganese_dioxide: MnO2 dissolved [kg].
        excess: peroxide supplied over peroxide needed [1].

    One mole per mole of MnO2; the rest decomposes on its surface.

    >>> round(hydrogen_peroxide_mass(1.0, 1.5), 3)
    0.587
    """
    return excess * manganese_dioxide / of.MANGANESE_DIOXIDE * of.HYDROGEN_PEROXIDE


def acid_mass(protons: FloatArray, acid: str) -> FloatArray:
    """Mass of acid (100 %) that holds the protons [kg].

    Args:
        protons: protons [mol].
        acid: ``hydrochloric`` or ``sulfuric``.

    >>> round(acid_mass(1000.0, "hydrochloric"), 3)
    36.458
    """
    return protons / of.ACIDS[acid].equivalents * of.ACIDS[acid].molar_mass


def protons_of_acid(mass: FloatArray, acid: str) -> FloatArray:
    """Protons that an acid holds [mol]; the inverse of ``acid_mass``.

    Args:
        mass: acid (100 %) [kg].
        acid: ``hydrochloric`` or ``sulfuric``.

    >>> round(protons_of_acid(98.072, "sulfuric"), 0)
    2000.0
    """
    return mass / of.ACIDS[acid].molar_mass * of.ACIDS[acid].equivalents
