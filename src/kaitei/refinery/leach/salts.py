"""What falls out of a leach liquor again: rare earths with gypsum, as sodium double sulfates, and as phosphates."""

from typing import NamedTuple

import numpy as np

from kaitei.errors import InputError, Problem
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.leach import liquor as of
from kaitei.refinery.leach.feed import element_table
from kaitei.refinery.leach.liquor import Liquor, slope_debye_hueckel
from kaitei.refinery.leach.speciation import INTERACTION
from kaitei.refinery.purification.ligand import balance_of
from kaitei.refinery.purification.phosphate import PH_HIGH, PH_LOW, salts_of_phosphate
from kaitei.refinery.purification.species import SPECIES

DOUBLE_SULFATE: FloatArray = element_table(
    {
        "La": -10.5, "Ce": -10.5, "Pr": -10.5, "Nd": -10.5, "Sm": -10.3, "Eu": -9.8, "Gd": -9.5, "Tb": -9.0,
        "Dy": -8.5, "Ho": -8.0, "Er": -8.0, "Tm": -8.0, "Yb": -8.0, "Lu": -8.0, "Y": -8.0,
    },
    np.inf,
)  # fmt: skip
"""log Ksp of NaLn(SO4)2 H2O, 25 degC, infinite dilution.

Estimate (C): no measured constant could be read. Light rare earths from a solubility of some 0.02 mol/L in water, with
LnSO4+ taken off; heavy ones are remembered as soluble. The order light < heavy is sure, the level by about 1.
"""

DOUBLE_SULFATE_ENTHALPY = -30.0e3
"""Of dissolution [J/mol]: less soluble when hot, as remembered from practice; the number is an assumption."""

SULFATE_COMPLEXES = (3.64, 5.1)
"""log K of LnSO4+ and Ln(SO4)2-, 25 degC: LLNL thermo.com.V8.R6.230, all rare earths alike (its Ce, Pr and Gd carry the
wrong sign for the first)."""

PHOSPHATE_ENTHALPY = -50.0e3
"""Of LnPO4 + 2 H+ = Ln+++ + H2PO4- [J/mol]: -31 +/- 13 from the enthalpies of rhabdophane of Gausse et al. 2016, and
-19 of phosphate with two hydrogen ions."""

IONIC_STRENGTH_MOST = 3.0
HALVINGS = 60
TRACE = 1e-100
"""Sodium times sulfate squared that counts as none [mol3/L3]."""
GAS_CONSTANT = 8.314462618


class Settling(NamedTuple):
    """How readily the salts fall out, N draws."""

    gypsum_uptake: FloatArray
    """Rare earths per calcium in gypsum over that in the liquor [1], shape (draw,)."""
    double_sulfate_shift: FloatArray
    """Added to the log10 of every solubility product in ``DOUBLE_SULFATE`` [1], shape (draw,)."""
    phosphate_ageing: FloatArray
    """0 for the solubility of phosphates just fallen out, 1 for well-aged ones [1], shape (draw,)."""
    phosphate_time: FloatArray
    """Time in which phosphates come within 1/e of equilibrium at 25 degC [s], shape (draw,)."""
    phosphate_energy: FloatArray
    """Activation energy of that [J/mol], shape (draw,)."""


class Fallen(NamedTuple):
    """Share of each dissolved element that falls out again [1], shape (draw, element); they sum to at most 1."""

    gypsum: FloatArray
    double_sulfate: FloatArray
    phosphate: FloatArray

    @property
    def kept(self) -> FloatArray:
        """Share that stays in the liquor [1]."""
        return np.maximum(1.0 - self.gypsum - self.double_sulfate - self.phosphate, 0.0)


LIMITS = {
    "gypsum_uptake": (0.0, 10.0), "double_sulfate_shift": (-3.0, 3.0), "phosphate_ageing": (0.0, 1.0),
    "phosphate_time": (1.0, 1e9), "phosphate_energy": (0.0, 2e5),
}  # fmt: skip
"""Lowest and highest of each number in ``Settling``, its unit."""


def check_settling(settling: Settling) -> None:
    """Refuse numbers that cannot be.

    >>> check_settling(Settling(*(np.array([v]) for v in (0.05, 0.0, 0.0, 2e4, 6e4))))

    Raises InputError for a number that is missing or outside ``LIMITS``.
    """
    problems = []
    for name, value in zip(Settling._fields, settling, strict=True):
        low, high = LIMITS[name]
        inside = (value >= low) & (value <= high)
        if not np.all(inside):
            problems.append(f"{name} must lie between {low:g} and {high:g}; {np.ravel(value)[np.argmin(inside)]} came")
    if problems:
        raise InputError([Problem(text) for text in problems])


def share_in_gypsum(uptake: FloatArray, gypsum: FloatArray, calcium: FloatArray) -> FloatArray:
    """Share of a trace that gypsum takes up when solid and liquor are in balance [1].

    Args:
        uptake: trace per calcium in the solid over that in the liquor [1].
        gypsum: gypsum [mol/m3].
        calcium: calcium left in the liquor [mol/m3].

    x = D g / (c + D g)

    >>> float(share_in_gypsum(np.array(0.05), np.array(200.0), np.array(50.0)).round(3))
    0.167
    """
    taken = uptake * gypsum
    return np.asarray(taken / np.where(calcium + taken > 0.0, calcium + taken, 1.0))


def double_sulfates(
    amounts: FloatArray, sodium: FloatArray, made: Liquor, temperature: FloatArray, shift: FloatArray
) -> FloatArray:
    """Rare earths that fall out as NaLn(SO4)2 H2O [mol/m3], shape (draw, element).

    Args:
        amounts: dissolved before [mol/m3], shape (draw, element).
        sodium: [mol/m3], shape (draw,).
        made: the liquor, whose sulfate is in balance with acid, calcium and gypsum.
        temperature: [K], shape (draw,).
        shift: added to log10 of the solubility products [1], shape (draw,).

    Each element is held to K / ([Na+] [SO4--]^2) times (1 + b1 [SO4--] + b2 [SO4--]^2); what falls out takes sodium and
    sulfate along, found by halving. Sulfate that aluminium and iron hold is left out, so this is an upper bound.

    >>> from kaitei.refinery.leach.liquor import equilibrium
    >>> parts = np.array([[300.0, 300.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 300.0, 0.0, 0.0]])
    >>> warm = np.array([298.15])
    >>> some = element_table({"La": 2.0, "Y": 2.0}, 0.0)[np.newaxis]
    >>> fallen = double_sulfates(some, np.array([300.0]), equilibrium(parts, warm), warm, np.zeros(1))
    >>> bool(fallen[0, elements.index("La")] > fallen[0, elements.index("Y")])
    True
    """
    strength = np.minimum(made.ionic_strength * 1e-3, IONIC_STRENGTH_MOST)
    slope = slope_debye_hueckel(temperature)
    one, two, three = (_log_activity(z, strength, slope) for z in (1, -2, 3))
    minus = _log_activity(-1, strength, slope)
    drift = DOUBLE_SULFATE_ENTHALPY / (GAS_CONSTANT * np.log(10.0)) * (1.0 / temperature - 1.0 / 298.15)
    product = 10.0 ** (DOUBLE_SULFATE + (shift - drift - one - 2.0 * two - three)[:, np.newaxis])
    first = 10.0 ** (SULFATE_COMPLEXES[0] + three + two - one)
    second = 10.0 ** (SULFATE_COMPLEXES[1] + three + 2.0 * two - minus)
    sulfate = made.forms[:, of.SULFATE_ION] * 1e-3
    bisulfate = made.forms[:, of.BISULFATE] * 1e-3
    most = np.minimum(sodium * 1e-3, 0.5 * (sulfate + bisulfate))
    low, high = np.zeros_like(most), most.copy()
    metal, solid = amounts * 1e-3, np.zeros_like(amounts)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        pool = np.where(most > 0.0, sulfate + bisulfate, 1.0)
        free = sulfate * (1.0 - 2.0 * middle / pool)
        bare = (sodium * 1e-3 - middle) * free**2
        some = bare > TRACE
        held = (1.0 + first * free + second * free**2) / np.where(some, bare, 1.0)
        solid = np.where(some[:, np.newaxis], np.maximum(metal - product * held[:, np.newaxis], 0.0), 0.0)
        more = solid.sum(axis=1) > middle
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    total = solid.sum(axis=1)
    scale = np.minimum(1.0, low / np.where(total > 0.0, total, 1.0))
    return np.asarray(1e3 * solid * scale[:, np.newaxis])


def phosphates(
    amounts: FloatArray, made: Liquor, parts: FloatArray, temperature: FloatArray, ageing: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Elements that equilibrium asks to fall out as phosphate, and the phosphate with them [mol/m3], (draw, element).

    Args:
        amounts: dissolved before [mol/m3], shape (draw, element).
        made: the liquor.
        parts: what it is made of [mol/m3], shape (draw, part).
        temperature: [K], shape (draw,).
        ageing: 0 fresh to 1 aged [1], shape (draw,).

    Constants and complexes of ``purification.phosphate``, moved to the temperature by van 't Hoff; below pH 0 its
    number at pH 0 is taken. Phosphates of aluminium and iron, which need a higher pH, are left out.

    >>> from kaitei.refinery.leach.liquor import equilibrium
    >>> parts = np.array([[300.0, 0.0, 700.0, 200.0, 0.0, 0.0, 0.0, 0.0, 0.0, 120.0, 0.0]])
    >>> cold, hot = np.array([298.15]), np.array([333.15])
    >>> liquor = equilibrium(parts, cold)
    >>> some = element_table({"Nd": 1.0}, 0.0)[np.newaxis]
    >>> [bool(phosphates(some, liquor, parts, t, np.zeros(1))[0].sum() > 0.1) for t in (cold, hot)]
    [False, True]
    """
    metals = np.zeros((len(amounts), len(SPECIES)))
    count = len(elements.ELEMENTS)
    metals[:, :count] = amounts * 1e-3
    metals[:, SPECIES.index("Ca")] = made.forms[:, of.CALCIUM_ION] * 1e-3
    strength = np.clip(made.ionic_strength * 1e-3, 0.0, IONIC_STRENGTH_MOST)
    salts = salts_of_phosphate(np.clip(made.ph, PH_LOW, PH_HIGH), strength, ageing)
    drift = -PHOSPHATE_ENTHALPY / GAS_CONSTANT * (1.0 / temperature - 1.0 / 298.15)
    solid = salts.log_solid + drift[:, np.newaxis]
    solid[:, count:] = np.inf
    fallen = balance_of(parts[:, of.PHOSPHATE] * 1e-3, metals, salts._replace(log_solid=solid))
    return np.asarray(1e3 * fallen.solid[:, :count]), np.asarray(1e3 * fallen.in_salts[:, :count])


def reach(time: FloatArray, settling: Settling, temperature: FloatArray) -> FloatArray:
    """Share of the phosphate's way to equilibrium that is gone in a time [1].

    Args:
        time: [s].
        settling: phosphate_time and phosphate_energy.
        temperature: [K].

    1 - exp(-t / tau),  tau = tau_25 exp(E/R (1/T - 1/298.15)): assumption, the phosphates are known to be slow.

    >>> slow = Settling(*(np.array([v]) for v in (0.05, 0.0, 0.0, 2e4, 6e4)))
    >>> float(reach(np.array([300.0]), slow, np.array([298.15]))[0].round(3))
    0.015
    """
    gone = settling.phosphate_energy / GAS_CONSTANT * (1.0 / temperature - 1.0 / 298.15)
    return np.asarray(-np.expm1(-time / (settling.phosphate_time * np.exp(gone))))


def _log_activity(charge: int, strength: FloatArray, slope: FloatArray) -> FloatArray:
    """log10 of the activity coefficient of an ion; ``strength`` in mol/L."""
    root = np.sqrt(strength)
    return np.asarray(INTERACTION[max(charge + 1, 0)] * strength - slope * charge**2 * root / (1.0 + 1.5 * root))
