"""What pH alone throws down: hydroxides of iron, aluminium, thorium, uranium and the rare earths."""

import numpy as np

from kaitei.errors import InputError
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.purification.activity import conditional, log_activity_sit
from kaitei.refinery.purification.species import CHARGE, SPECIES, by_species, check_amounts, check_ph

PH_LOW, PH_HIGH = 0.0, 10.0

SOLID: FloatArray = by_species(
    {
        "La": 23.49, "Ce": 21.19, "Pr": 21.09, "Nd": 20.49, "Sm": 18.59, "Eu": 17.6, "Gd": 17.99, "Tb": 18.79,
        "Dy": 17.49, "Ho": 17.79, "Er": 18.99, "Tm": 17.29, "Yb": 18.99, "Lu": 18.99, "Y": 17.5, "Sc": 9.4,
        "Th": 9.3, "U": 5.96, "Al": 10.8, "Fe": 2.54, "Mn": 15.3, "Ca": 22.81, "Mg": 17.1,
    },
    np.nan,
)  # fmt: skip
"""log K of M(OH)n(s) + n H+ = M + n H2O at 25 degC, infinite dilution, for precipitates of hours, not aged crystals.

Fe ferrihydrite (am), Th (fresh), U schoepite, Mn, Ca, Mg, Eu (am): ThermoChimie 10a. Other lanthanides, (am): LLNL
thermo.com.V8.R6.230. Al (am): MINTEQA2 4. Y, Sc: Baes and Mesmer 1976, from memory. Ageing lowers the rare earths by
1-4 units (Lu 14.5, Nd 18.1) and aluminium by 3.
"""

HYDROLYSIS: dict[str, tuple[float, ...]] = {
    "La": (-8.64, -18.17, -27.91, -40.7),
    "Ce": (-8.42, -16.41, -26.15, -40.7),
    "Pr": (-8.27, -17.29, -26.59, -40.7),
    "Nd": (-8.13, -17.07, -26.37, -40.7),
    "Sm": (-7.98, -16.48, -25.93, -40.7),
    "Eu": (-7.91, -16.34, -25.42, -40.7),
    "Gd": (-7.91, -16.34, -25.27, -40.7),
    "Tb": (-7.83, -16.19, -25.05, -40.7),
    "Dy": (-7.83, -16.12, -24.83, -40.7),
    "Ho": (-7.76, -16.04, -24.54, -40.7),
    "Er": (-7.76, -15.97, -24.32, -40.7),
    "Tm": (-7.69, -15.90, -24.17, -40.7),
    "Yb": (-7.61, -15.75, -23.88, -40.7),
    "Lu": (-7.61, -15.31, -23.88, -40.7),
    "Y": (-7.70, -16.39, -25.99, -40.7),
    "Sc": (-4.3, -9.7, -16.1, -26.0),
    "Th": (-2.5, -6.2, -11.0, -17.4),
    "U": (-5.25, -12.15, -20.25, -32.4),
    "Al": (-4.95, -10.58, -16.42, -22.87),
    "Fe": (-2.19, -5.67, -12.56, -21.6),
    "Mn": (-10.59, -22.2, -34.8, -48.3),
    "Ca": (-12.78, -np.inf, -np.inf, -np.inf),
    "Mg": (-11.68, -np.inf, -np.inf, -np.inf),
}
"""log K of M + k H2O = M(OH)k + k H+, k = 1 to 4, 25 degC, infinite dilution.

Rare earths, k = 1 to 3: LLNL thermo.com.V8.R6.230; k = 4 like Sm, Eu, Ho in ThermoChimie 10a. Sc from memory. Others:
ThermoChimie 10a. Only species with one metal atom: polymers of thorium, uranium and aluminium hold more in solution
above a millimole.
"""

COMPLEX: FloatArray = np.array([HYDROLYSIS[name] for name in SPECIES])


def _dissolved(acidity: FloatArray, ionic_strength: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Free metal in balance with the hydroxide [mol/m3], and its hydroxide complexes per free metal (..., k)."""
    strength = np.asarray(ionic_strength, dtype=float)[..., np.newaxis]
    ph = np.asarray(acidity, dtype=float)[..., np.newaxis]
    free = log_activity_sit(CHARGE, strength)
    solid = conditional(SOLID, np.zeros(()), free) - CHARGE * ph
    steps = np.arange(1, 5)
    made = log_activity_sit(np.maximum(CHARGE[:, np.newaxis] - steps, -3), strength[..., np.newaxis])
    bound = conditional(COMPLEX, free[..., np.newaxis], made) + steps * ph[..., np.newaxis]
    return 1e3 * 10.0**solid, 10.0**bound


def solubility_hydroxide(acidity: FloatArray, ionic_strength: FloatArray) -> FloatArray:
    """Most of each metal that a liquor without phosphate, carbonate and oxalate keeps dissolved [mol/m3].

    Args:
        acidity: pH (activity), 0 to 10, shape (...).
        ionic_strength: 0 to 3 [mol/L], shape (...).

    S = [M] (1 + sum over k of beta_k h^-k),  [M] = *K_s h^n; shape (..., species).

    >>> from kaitei.refinery.purification.species import index
    >>> kept = solubility_hydroxide(np.array(4.0), np.array(0.5))
    >>> [float(f"{kept[index(name)]:.1e}") for name in ("Fe", "Al", "Th", "Nd")]
    [0.0002, 1800.0, 0.33, 8900000000000.0]

    References: ThermoChimie 10a (Giffaut et al. 2014, Appl. Geochem. 49, 225-236, doi
    10.1016/j.apgeochem.2014.05.007); Baes and Mesmer 1976, The Hydrolysis of Cations.

    Raises InputError when the pH lies outside 0 to 10 or the ionic strength outside 0 to 3 mol/L.
    """
    check_ph(acidity, PH_LOW, PH_HIGH)
    free, bound = _dissolved(acidity, ionic_strength)
    return np.asarray(free * (1.0 + bound.sum(axis=-1)))


def precipitated_share(
    amounts: FloatArray, acidity: FloatArray, ionic_strength: FloatArray, carried: FloatArray
) -> FloatArray:
    """Share of each metal that falls out when a liquor without phosphate is brought to a pH [1].

    Args:
        amounts: dissolved before, (..., species) [mol/m3].
        acidity: pH that is held, 0 to 10, shape (...).
        ionic_strength: 0 to 3 [mol/L], shape (...).
        carried: share of what would stay dissolved of each metal that iron and aluminium hydroxide carry down when all
            of both falls out, (..., species) [1]: stated data, a few per cent of the rare earths, most of the thorium.

    s = 1 - S / c;  s + (1 - s) carried x (share of Fe + Al, by moles, that falls out)

    >>> liquor = by_species({"Fe": 2.0, "Nd": 2.0}, 0.0)
    >>> made = precipitated_share(liquor, np.array(4.0), np.array(0.5), by_species({"Nd": 0.02}, 0.0))
    >>> [round(float(made[SPECIES.index(name)]), 3) for name in ("Fe", "Nd")]
    [1.0, 0.02]

    Raises InputError for a negative amount, for a carried share outside 0 to 1, and as ``solubility_hydroxide``.
    """
    check_amounts(amounts)
    share = np.asarray(carried, dtype=float)
    if not np.all((share >= 0.0) & (share <= 1.0)):
        raise InputError(
            f"a carried share must lie between 0 and 1; {share[~((share >= 0.0) & (share <= 1.0))][0]} came"
        )
    kept = solubility_hydroxide(acidity, ionic_strength)
    fallen = np.maximum(amounts - kept, 0.0) / np.where(amounts > 0.0, amounts, 1.0)
    carrier = [SPECIES.index(name) for name in ("Al", "Fe")]
    floc, whole = (amounts * fallen)[..., carrier].sum(axis=-1), amounts[..., carrier].sum(axis=-1)
    taken = share * (floc / np.where(whole > 0.0, whole, 1.0))[..., np.newaxis]
    return np.asarray(fallen + (1.0 - fallen) * taken * (amounts > 0.0))


def hydroxide_bound(amounts: FloatArray, acidity: FloatArray, ionic_strength: FloatArray) -> FloatArray:
    """Hydroxide that the metals hold at a pH, in solids and complexes, less the free acid [mol/m3].

    Args:
        amounts: metals in liquor and hydroxides together, (..., species) [mol/m3].
        acidity: pH, 0 to 10, shape (...).
        ionic_strength: 0 to 3 [mol/L], shape (...).

    B = sum over metals of (n solid + mean number of hydroxides dissolved) - [H+] + [OH-]; the base that takes a liquor
    from one pH to another is B(after) - B(before). Phosphate, sulfate and carbonate are not in it.

    >>> liquor = by_species({"Fe": 2.0}, 0.0)
    >>> before, after = (float(hydroxide_bound(liquor, np.array(v), np.array(0.5))) for v in (1.5, 4.0))
    >>> round(after - before, 1)
    47.0

    Raises InputError as ``solubility_hydroxide``, and for a negative amount.
    """
    check_amounts(amounts)
    check_ph(acidity, PH_LOW, PH_HIGH)
    free, bound = _dissolved(acidity, ionic_strength)
    around = 1.0 + bound.sum(axis=-1)
    dissolved = np.minimum(amounts, free * around)
    number = (bound * np.arange(1, 5)).sum(axis=-1) / around
    one = log_activity_sit(np.array([1, -1]), np.asarray(ionic_strength, dtype=float)[..., np.newaxis])
    acid = 1e3 * 10.0 ** (-np.asarray(acidity) - one[..., 0])
    hydroxide = 1e3 * 10.0 ** (np.asarray(acidity) - 14.0 - one[..., 1])
    return np.asarray((dissolved * number + (amounts - dissolved) * CHARGE).sum(axis=-1) - acid + hydroxide)
