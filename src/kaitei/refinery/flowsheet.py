"""The streams of the plant: where each element goes, and the solids that carry it."""

from typing import NamedTuple

import numpy as np

from kaitei.physics.arrays import FloatArray


class Routes(NamedTuple):
    """Shares of each landed element that end in each outlet [1]; they sum to 1."""

    product: FloatArray
    fines_reject: FloatArray
    leach_residue: FloatArray
    precipitate: FloatArray

    @property
    def concentrate(self) -> FloatArray:
        """Share that goes to the leach [1]."""
        return 1.0 - self.fines_reject

    @property
    def liquor(self) -> FloatArray:
        """Share that reaches separation in the liquor [1]."""
        return self.product + self.precipitate


def leached_routes(recovered: FloatArray, extraction: FloatArray) -> Routes:
    """Where each element goes when all that stays in the liquor becomes product, (draw, element) [1].

    Args:
        recovered: share of each landed element that reaches the leach.
        extraction: share of that which stays in the liquor.

    >>> made = leached_routes(np.array(0.77), np.array(0.93))
    >>> [round(float(share), 4) for share in made]
    [0.7161, 0.23, 0.0539, 0.0]
    """
    liquor = recovered * extraction
    return Routes(liquor, 1.0 - recovered, recovered * (1.0 - extraction), np.zeros_like(liquor))


class Solids(NamedTuple):
    """Dry solids by mineral [kg]; what else is in the mud, and as fine, counts as clay."""

    apatite: FloatArray
    clay: FloatArray
    zeolite: FloatArray
    oxide: FloatArray
    """Of manganese and iron."""
    calcite: FloatArray

    @property
    def matrix(self) -> FloatArray:
        """All but apatite and calcite [kg]."""
        return self.clay + self.zeolite + self.oxide

    @property
    def total(self) -> FloatArray:
        """All of them [kg]."""
        return self.apatite + self.matrix + self.calcite

    def part(self, share: "Solids") -> "Solids":
        """A share [1] of each mineral.

        >>> mud = Solids(*(np.array(v) for v in (100.0, 600.0, 250.0, 40.0, 10.0)))
        >>> float(mud.part(Solids(*(np.array(v) for v in (0.8, 0.1, 0.5, 0.5, 0.5)))).total)
        290.0
        """
        return Solids(*(mass * kept for mass, kept in zip(self, share, strict=True)))


class Dissolved(NamedTuple):
    """Minerals that the leach takes into the liquor [kg]; the apatite without the elements it holds."""

    apatite: FloatArray
    calcite: FloatArray
    alumina: FloatArray
    iron_oxide: FloatArray
    manganese_dioxide: FloatArray

    @property
    def total(self) -> FloatArray:
        """All of them [kg]."""
        return self.apatite + self.calcite + self.alumina + self.iron_oxide + self.manganese_dioxide


def dissolve(
    solids: Solids,
    apatite_dissolved: FloatArray,
    matrix_dissolution: FloatArray,
    alumina: FloatArray,
    iron_oxide: FloatArray,
    manganese_dioxide: FloatArray,
    manganese_dissolved: FloatArray,
) -> Dissolved:
    """What the leach takes from its feed [kg].

    Args:
        solids: leach feed [kg].
        apatite_dissolved: share of the apatite that dissolves [1].
        matrix_dissolution: share of the matrix's aluminium and iron that dissolves [1].
        alumina: Al2O3 content of the matrix [kg/kg].
        iron_oxide: Fe2O3 content of the matrix [kg/kg].
        manganese_dioxide: MnO2 content of the oxide [kg/kg].
        manganese_dissolved: share of the MnO2 that dissolves; 0 without a reductant [1].

    All calcite dissolves.

    >>> feed = Solids(*(np.array(v) for v in (100.0, 600.0, 250.0, 40.0, 10.0)))
    >>> shares = (np.array(v) for v in (0.96, 0.03, 0.15, 0.07, 0.50, 0.0))
    >>> float(dissolve(feed, *shares).alumina.round(3))
    4.005
    """
    return Dissolved(
        apatite=solids.apatite * apatite_dissolved,
        calcite=solids.calcite,
        alumina=solids.matrix * alumina * matrix_dissolution,
        iron_oxide=solids.matrix * iron_oxide * matrix_dissolution,
        manganese_dioxide=solids.oxide * manganese_dioxide * manganese_dissolved,
    )


def relative_residual(put_in: FloatArray, came_out: FloatArray) -> FloatArray:
    """Out minus in, as share of in [1]; what came out of nothing counts whole.

    Args:
        put_in: amount that entered, not negative.
        came_out: amount found in all outlets, same unit.

    >>> relative_residual(np.array([2.0, 0.0]), np.array([2.0, 0.0])).tolist()
    [0.0, 0.0]
    """
    return np.asarray((came_out - put_in) / np.where(put_in > 0.0, put_in, 1.0))
