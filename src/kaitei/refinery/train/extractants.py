"""Extractants by the order in which they take the rare earths, and the separation factors of neighbours."""

from dataclasses import dataclass

import numpy as np

from kaitei.errors import InputError, Problem, nearest
from kaitei.physics.arrays import FloatArray
from kaitei.refinery.separation import P507_FACTORS, P507_ORDER


@dataclass(frozen=True)
class Extractant:
    """Constant separation factors along an order of extraction."""

    name: str
    order: tuple[str, ...]
    """Symbols of the elements, weakest extracted first."""
    factors: FloatArray
    """Separation factors of neighbours, above 1 [1], shape (element - 1,) or (draw, element - 1)."""
    takes_out: tuple[str, ...] = ()
    """Elements this extractant is used for: its cuts leave only such in the raffinate; empty for any cut."""

    def __post_init__(self) -> None:
        """Check what a user can get wrong."""
        factors, found = np.asarray(self.factors, dtype=float), []
        if len(set(self.order)) < len(self.order):
            found.append(Problem("an element stands twice in the order; name each once", path=self.name))
        if factors.shape[-1:] != (len(self.order) - 1,):
            message = f"{len(self.order)} elements need {len(self.order) - 1} factors of neighbours"
            found.append(Problem(f"{message}, shape {factors.shape} came", path=self.name))
        elif not np.all(np.isfinite(factors) & (factors > 1.0)):
            worst = float(np.min(np.where(np.isfinite(factors), factors, -np.inf)))
            message = "separation factors must be finite and above 1; swap the two elements in the order"
            found.append(Problem(f"{message} (least one: {worst:g})", path=self.name))
        if found:
            raise InputError(found)

    def ratios(self, elements: tuple[str, ...]) -> FloatArray:
        """Distribution ratios over that of the weakest element [1], (draw, element); one draw if the factors have none.

        Args:
            elements: symbols, all of them in ``order``.

        >>> P507.ratios(("La", "Ce", "Pr")).round(2).tolist()
        [[1.0, 6.83, 13.86]]
        """
        unknown = [e for e in elements if e not in self.order]
        if unknown:
            raise InputError(
                [Problem(f"no separation factor for {e}: {nearest(e, self.order)}", path=self.name) for e in unknown]
            )
        factors = np.atleast_2d(self.factors)
        chain = np.concatenate([np.ones((factors.shape[0], 1)), np.cumprod(factors, axis=1)], axis=1)
        return np.ascontiguousarray(chain[:, [self.order.index(e) for e in elements]])


P507 = Extractant("P507", P507_ORDER, P507_FACTORS)
"""HEHEHP in chloride: any cut."""

NAPHTHENIC_ACID = Extractant(
    "naphthenic acid",
    ("Y", "La", "Gd", "Er", "Tm", "Ho", "Tb", "Lu", "Yb", "Dy", "Ce", "Pr", "Nd", "Eu", "Sm"),
    np.array([1.2, 1.3, *[1.08] * 8, 1.2, 1.3, 1.03, 1.04]),
    takes_out=("Y", "La"),
)
"""Naphthenic acid in chloride, used to leave yttrium in the raffinate, alone or with lanthanum.

Ce/La 2.4, Pr/Ce 1.2 and Nd/Pr 1.3 are measured (Inner Mongolia University 1979, abstract). A patent on ores of 20-50 %
yttrium washes back 1.5-2.4 mol per mol fed over 70-85 stages of extraction and 25-35 of scrub to leave yttrium with
lanthanum: an ideal cascade needs that with a factor of 1.3 to the next element. The order of the others is from memory
of the literature; that they lie evenly between, and lanthanum over yttrium 1.2, are estimates.
"""
