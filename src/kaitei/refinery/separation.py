"""Separation by solvent extraction: stages, cascades, reagents."""

import numpy as np

from kaitei.physics.arrays import FloatArray
from kaitei.refinery import substances as of

CHARGE = 3.0
"""Protons exchanged per rare-earth ion taken into the extractant [mol/mol]."""

P507_ORDER = ("La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Y", "Er", "Tm", "Yb", "Lu")
"""Elements in the order in which P507 takes them from chloride, weakest first."""

P507_FACTORS: FloatArray = np.array([6.83, 2.03, 1.55, 10.6, 2.34, 1.46, 5.05, 2.84, 2.00, 1.4, 1.5, 2.9, 3.1, 1.8])
"""Separation factors of neighbours in ``P507_ORDER``, HCl medium: widely quoted, labs scatter by 10-30 %."""


def stages_fenske_1932(purity: FloatArray, separation_factor: FloatArray) -> FloatArray:
    """Least number of ideal stages for a binary cut with both products at one purity [1].

    Args:
        purity: mole fraction of the wanted component in either product, above 0.5 [1].
        separation_factor: ratio of the distribution ratios, above 1 [1].

    N = 2 ln(x / (1 - x)) / ln(beta)   (total reflux)

    Reference: Fenske 1932, Ind. Eng. Chem. 24, 482-485.

    >>> float(stages_fenske_1932(np.array(0.995), np.array(1.55)).round(1))
    24.2
    """
    return 2.0 * np.log(purity / (1.0 - purity)) / np.log(separation_factor)


def wash_least(separation_factor: FloatArray) -> FloatArray:
    """Least rare earths washed back per mole of feed of a binary cut, at infinitely many stages [mol/mol].

    Args:
        separation_factor: ratio of the distribution ratios, above 1 [1].

    W = 1 / (beta - 1)

    >>> float(wash_least(np.array(1.55)).round(1))
    1.8
    """
    return 1.0 / (separation_factor - 1.0)


def extraction_least(separation_factor: FloatArray, extracted_share: FloatArray) -> FloatArray:
    """Least rare earths extracted per mole of aqueous feed of a binary cut [mol/mol].

    Args:
        separation_factor: ratio of the distribution ratios, above 1 [1].
        extracted_share: mole fraction of the feed that leaves with the extractant [1].

    S = W + f

    Working cascades run 1.1-1.3 times this.

    >>> float(extraction_least(np.array(10.6), np.array(0.57)).round(2))
    0.67
    """
    return wash_least(separation_factor) + extracted_share


def cascade_factor_least(mole_share: FloatArray, separation_factor: FloatArray) -> float:
    """Least rare earths extracted per mole of mixture for a full split, over the best order of cuts [mol/mol].

    Args:
        mole_share: amounts in order of extraction, weakest first, any unit, shape (element,).
        separation_factor: of neighbours, above 1 [1], shape (element - 1,).

    C(i..j) = min over cuts k of n(i..j) S_k + C(i..k) + C(k+1..j), all cuts in one extractant.

    >>> round(cascade_factor_least(np.array([1.0, 1.0]), np.array([2.0])), 3)
    1.5
    """
    count = len(mole_share)
    total = np.concatenate([[0.0], np.cumsum(mole_share / np.sum(mole_share))])
    cost = np.zeros((count, count))
    for length in range(2, count + 1):
        for i in range(count - length + 1):
            j = i + length - 1
            amount = total[j + 1] - total[i]
            cut = np.arange(i, j)
            heavier = total[j + 1] - total[cut + 1]
            duty = amount * wash_least(separation_factor[cut]) + heavier
            cost[i, j] = np.min(duty + cost[i, cut] + cost[cut + 1, j])
    return float(cost[0, count - 1])


def extraction_caustic_soda(rare_earths: FloatArray, cascade_factor: FloatArray) -> FloatArray:
    """Caustic soda (100 %) that saponifies the extractant [kg].

    Args:
        rare_earths: rare earths fed to separation [mol].
        cascade_factor: moles extracted in all cascades per mole fed [1].

    m = 3 n k M(NaOH)

    >>> float(extraction_caustic_soda(np.array(6000.0), np.array(2.8)).round(0))
    2016.0
    """
    return CHARGE * rare_earths * cascade_factor * of.CAUSTIC_SODA


def extraction_hydrochloric_acid(rare_earths: FloatArray, cascade_factor: FloatArray) -> FloatArray:
    """Hydrochloric acid (100 %) that scrubs and strips the extractant [kg].

    Args:
        rare_earths: rare earths fed to separation [mol].
        cascade_factor: moles extracted in all cascades per mole fed [1].

    m = 3 n k M(HCl)

    >>> float(extraction_hydrochloric_acid(np.array(6000.0), np.array(2.8)).round(0))
    1837.0
    """
    return CHARGE * rare_earths * cascade_factor * of.HYDROCHLORIC_ACID


def oxalic_acid_mass(rare_earths: FloatArray, dose: FloatArray) -> FloatArray:
    """Oxalic acid dihydrate that precipitates separated rare earths [kg].

    Args:
        rare_earths: rare earths precipitated, trivalent [mol].
        dose: acid supplied over acid needed [1].

    2 R3+ + 3 H2C2O4 -> R2(C2O4)3 + 6 H+

    >>> float(oxalic_acid_mass(np.array(6000.0), np.array(1.25)).round(0))
    1418.0
    """
    return 1.5 * rare_earths * dose * of.OXALIC_ACID_DIHYDRATE
