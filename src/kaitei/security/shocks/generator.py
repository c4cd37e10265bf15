"""Futures of shocks: families that strike at random, each number from a stream of its own.

A number depends on the seed, the family, what it is for, its place and the future, so that more futures, a longer
horizon, another family or more places change no other number.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kaitei import yaml_text
from kaitei.datum import Datum, sample
from kaitei.errors import InputError
from kaitei.physics.arrays import BoolArray, FloatArray
from kaitei.security.nodes import COUNTRIES, ELEMENTS, STAGES
from kaitei.security.shocks.family import FAMILIES, Family
from kaitei.security.shocks.flat import Shocks, empty, flat_number, joined
from kaitei.security.shocks.numbers import numbers, value_of
from kaitei.security.shocks.profile import KIND_CODES, NONE
from kaitei.security.shocks.scope import bits
from kaitei.security.shocks.shock_file import mapping, shocks
from kaitei.streams import uniforms

HEAD = ("title", "note", "families")
MONTHS_OF_YEAR = 12.0


class Futures(NamedTuple):
    """Drawn futures in flat form."""

    shocks: Shocks
    left_out: BoolArray
    """Whether a family had more shocks within the horizon than places, shape (future, family)."""


@cache
def packaged_families() -> tuple[Family, ...]:
    """The families that come with the package, from the history of 2010 to 2026."""
    return parse_families(
        files("kaitei.security.shocks").joinpath("generator.yaml").read_text("utf-8"), "generator.yaml"
    )


def load_families(path: Path) -> tuple[Family, ...]:
    """The families of a YAML file.

    Raises InputError with all problems found.
    """
    return parse_families(yaml_text.read_file(path, "a file of families"), str(path))


def parse_families(text: str, file: str) -> tuple[Family, ...]:
    """The families of a YAML text.

    Raises InputError with all problems found.
    """
    document = yaml_text.read(text, file)
    made = shocks(document, mapping(document, HEAD), "families", FAMILIES)
    if document.problems:
        raise InputError(document.problems)
    return tuple(made)


def draw(families: tuple[Family, ...], first: int, count: int, months: int, seed: int) -> Futures:
    """Futures ``first`` to ``first + count - 1`` over a horizon that starts without any of these shocks.

    Every family has ``most`` x targets places in each future, in the order of the families.
    """
    parts = [_Drawing(family, first, count, months, seed) for family in families]
    made = joined(*(part.shocks() for part in parts)) if parts else empty(count, 0)
    left_out = np.array([part.more_than_fit() for part in parts], dtype=bool).reshape(len(parts), count).T
    return Futures(made, left_out)


class _Drawing:
    """One family in some futures."""

    def __init__(self, family: Family, first: int, count: int, months: int, seed: int) -> None:
        self.family, self.first, self.count, self.months, self.seed = family, first, count, months, seed
        self.starts = self._starts()

    def _uniform(self, what: str, place: int = 0) -> FloatArray:
        name = f"security.shocks.{self.family.name}.{what}.{place}"
        return uniforms(self.seed, name, self.first, self.count)[:, 0]

    def _number(self, name: str, datum: Datum, place: int = 0) -> FloatArray:
        if datum.spread is None:
            return np.full(self.count, value_of(name, datum))
        return sample(datum, numbers()[name], self._uniform(name, place)[:, np.newaxis]).reshape(self.count)

    def _starts(self) -> FloatArray:
        """Start of every shock and of the first that finds no place [month], shape (future, most + 1)."""
        rate = self._number("hazard", self.family.hazard) / MONTHS_OF_YEAR
        waits = np.stack([-np.log(self._uniform("wait", j)) for j in range(self.family.most + 1)], axis=1)
        with np.errstate(divide="ignore"):
            return np.cumsum(waits, axis=1) / rate[:, np.newaxis]

    def more_than_fit(self) -> BoolArray:
        """Whether a shock within the horizon found no place, shape (future,)."""
        return self.starts[:, -1] < self.months

    def shocks(self) -> Shocks:
        """All shocks of the family, shape (future, most x targets)."""
        return joined(*(self._place(j) for j in range(self.family.most)))

    def _place(self, j: int) -> Shocks:
        """The j-th shock of every future, one column for each of its targets."""
        made = empty(self.count, self.family.targets)
        arrays = made._asdict()
        for name, datum in self.family.numbers():
            if name in ("hazard", "duration"):
                continue
            field, value = flat_number(name, self._number(name, datum, j))
            arrays[field][:] = value[:, np.newaxis]
        made.start[:] = self.starts[:, j, np.newaxis]
        made.end[:] = made.start + self._number("duration", self.family.duration, j)[:, np.newaxis]
        made.origins[:] = bits(self.family.origin, COUNTRIES)
        made.destinations[:] = bits(getattr(self.family, "destination", ()), COUNTRIES)
        self._aim(made, j)
        self._clear(made)
        return made

    def _aim(self, made: Shocks, j: int) -> None:
        """Kind, elements and stages of each target of the scope that is drawn."""
        weights = [value_of("weight", scope.weight) for scope in self.family.scopes]
        which = np.searchsorted(np.cumsum(weights)[:-1], self._uniform("scope", j), side="right")
        for s, scope in enumerate(self.family.scopes):
            for t, target in enumerate(scope.targets):
                here = (which == s) & (self.starts[:, j] < self.months)
                made.kind[here, t] = KIND_CODES[self.family.kind]
                made.elements[here, t] = bits(target.elements, ELEMENTS)
                made.stages[here, t] = bits(target.stages, STAGES)

    def _clear(self, made: Shocks) -> None:
        """Puts back to empty all places without a shock, so that equal futures are equal arrays."""
        vacant = made.kind == NONE
        for array, blank in zip(made, empty(1, 1), strict=True):
            array[vacant] = blank[0, 0]
