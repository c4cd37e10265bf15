"""A stage: a pure function from a labelled dataset to a labelled dataset, with a declared face.

The body sees plain arrays in SI units with the shapes that ``variables.csv`` declares; names, units, shapes,
ranges and failed draws are handled here, once for all stages.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from kaitei.errors import ChainError, StageError, nearest
from kaitei.physics.arrays import BoolArray, FloatArray, IntArray
from kaitei.streams import uniforms
from kaitei.units import conversion
from kaitei.variable import DIMENSIONS, Variable, variables_of, vocabulary

if TYPE_CHECKING:
    from kaitei.fleet.record.hourly import HourlyRecord

Labels = tuple[str, ...] | tuple[float, ...]
Body = Callable[["Inputs"], Mapping[str, FloatArray]]

RANGE_SLACK = 1e-9
"""Relative slack at the ends of a declared range, for rounding."""


class Inputs(Mapping[str, FloatArray]):
    """What a stage body sees of the dataset: the declared names, in SI units, draws first."""

    def __init__(self, stage: "Stage", dataset: xr.Dataset) -> None:
        self._stage = stage
        self._dataset = dataset
        self._taken: dict[str, FloatArray] = {}
        self.draws: IntArray = dataset["draw"].to_numpy().astype(np.int64)
        self.failures: dict[int, str] = {}
        self.central: bool = bool(dataset.attrs.get("central", False))

    def __getitem__(self, name: str) -> FloatArray:
        if name not in self._taken:
            self._taken[name] = self._take(name)
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stage.numbers)

    def __len__(self) -> int:
        return len(self._stage.numbers)

    def _take(self, name: str) -> FloatArray:
        if name not in self._stage.numbers:
            raise StageError(f"{self._stage.name} asks for {name}, which it does not declare as a need")
        # NOTE: a variable, because making a labelled array of one among hundreds costs a third of a millisecond.
        variable, array = vocabulary()[name], self._dataset.variables[name]
        shape = tuple(self._dataset.sizes[dim] for dim in variable.dims)
        present = [dim for dim in variable.dims if dim in array.dims]
        values = array.transpose(*present).to_numpy()
        missing = tuple(axis for axis, dim in enumerate(variable.dims) if dim not in array.dims)
        values = np.broadcast_to(np.expand_dims(values, missing), shape)
        line = conversion(variable.unit, "SI")
        # NOTE: C order, or a sum over an inner axis would round differently for one draw than for many.
        made = np.array(values, dtype=np.float64, order="C") * line.factor + line.offset
        made.setflags(write=False)
        return made

    @property
    def years(self) -> IntArray:
        """Calendar years of the horizon, construction included."""
        return self._dataset["year"].to_numpy().astype(np.int64)

    def size(self, dim: str) -> int:
        """Length of a dimension."""
        return int(self._dataset.sizes[dim])

    def labels(self, dim: str) -> tuple[str, ...]:
        """Labels of a dimension, such as the reagents that an upstream stage reports."""
        return tuple(map(str, self._dataset[dim].to_numpy()))

    def option(self, name: str) -> str:
        """The word chosen for an option."""
        if name not in self._stage.words:
            raise StageError(f"{self._stage.name} asks for option {name}, which it does not declare")
        return str(self._dataset.variables[name].to_numpy().item())

    @property
    def without_chance(self) -> bool:
        """Whether every chance stands at its median, as in the central run."""
        return bool(self._dataset.attrs.get("chance") == "median")

    @property
    def brief(self) -> int:
        """Mining vessels of the scenario when a study asks, for which a stage may shorten its own work if it says so;
        0 otherwise."""
        return int(self._dataset.attrs.get("brief", 0))

    @property
    def weather_record(self) -> "HourlyRecord | None":
        """The user's own weather, None where the scenario has none; read once in each process, not to be changed."""
        text = self._dataset.attrs.get("weather_record")
        if text is None:
            return None
        from kaitei.fleet.record.pinned import hourly_of

        return hourly_of(str(text))

    def random(self, name: str, width: int = 1) -> FloatArray:
        """Uniforms of shape (draw, width), one stream per seed, stage, name and draw; 0.5 in the central run."""
        if self.without_chance:
            return np.full((len(self.draws), width), 0.5)
        # NOTE: studies freeze chance by letting several draws share one stream.
        stream = self._dataset["stream"].to_numpy() if "stream" in self._dataset else self.draws
        first, last = int(stream.min()), int(stream.max())
        seed = int(self._dataset.attrs["seed"])
        grid = uniforms(seed, f"{self._stage.name}:{name}", first, last - first + 1, width)
        return grid[stream - first]

    def fail(self, mask: BoolArray, reason: str) -> None:
        """Marks draws that cannot be computed, with the reason a user will read."""
        for position in np.flatnonzero(mask):
            self.failures.setdefault(int(position), f"{self._stage.name}: {reason}")


@dataclass(frozen=True)
class Stage:
    """A body with its declaration: what it needs, what it gives, its options and the sources it rests on."""

    name: str
    body: Body
    foreign: tuple[str, ...] = ()
    coordinates: Mapping[str, Labels] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Callable[[str, str], "Stage"], tuple[str, str]]:
        # NOTE: the module's name is bound to the Stage, not to its body, so a worker must look it up there.
        return _find_stage, (self.body.__module__, self.body.__qualname__)

    @property
    def place(self) -> str:
        """The folder the stage lives in."""
        return self.name.partition(".")[0]

    def _own(self, *roles: str) -> tuple[str, ...]:
        return tuple(name for name, v in variables_of(self.place).items() if v.role in roles)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Names of all numbers the body may read."""
        known = vocabulary()
        return self._own("datum") + tuple(n for n in self.foreign if known[n].role != "option")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Names of all options the body may read."""
        known = vocabulary()
        return self._own("option") + tuple(n for n in self.foreign if known[n].role == "option")

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Everything the stage reads."""
        return self.numbers + self.words

    @cached_property
    def gives(self) -> tuple[str, ...]:
        """Everything the stage computes for each draw."""
        return self._own("gives", "check")

    @cached_property
    def details(self) -> tuple[str, ...]:
        """What the stage computes in the central run only."""
        return self._own("detail")

    def declared(self) -> None:
        """Raises ChainError when the declaration names something that no variables.csv describes."""
        known = vocabulary()
        for name in self.foreign:
            if name not in known:
                raise ChainError(f"{self.name} needs {name}, which nothing describes; {nearest(name, known)}")
        for name in self.gives + self.details:
            for dim in known[name].dims:
                if dim not in DIMENSIONS and dim not in self.coordinates:
                    raise ChainError(f"{self.name} gives {name} on {dim}, but names no coordinates for it")

    def run(self, dataset: xr.Dataset) -> xr.Dataset:
        """What the stage gives for ``dataset``, with units; failed draws stay as rows of NaN with their reason.

        Raises StageError when the body breaks the declaration.
        """
        before = dataset["failure"].to_numpy()
        alive = np.array([reason == "" for reason in before])
        labelled = dataset.assign_coords({dim: list(labels) for dim, labels in self.coordinates.items()})
        if not alive.any():
            return self._wrap({}, alive, before, labelled)
        inputs = Inputs(self, labelled if alive.all() else labelled.isel(draw=alive))
        made = dict(self.body(inputs))
        self._check_names(made, inputs.central)
        values = {name: self._out(vocabulary()[name], made[name], inputs) for name in made}
        after = before.copy()
        positions = np.flatnonzero(alive)
        for position, reason in inputs.failures.items():
            after[positions[position]] = reason
        return self._wrap(values, alive, after, labelled)

    def _check_names(self, made: Mapping[str, FloatArray], central: bool) -> None:
        expected = set(self.gives) | (set(self.details) if central else set())
        missing, unknown = expected - set(made), set(made) - expected
        if missing or unknown:
            raise StageError(
                f"{self.name} breaks its declaration: "
                f"missing {sorted(missing) or 'nothing'}, not declared {sorted(unknown) or 'nothing'}"
            )

    def _out(self, variable: Variable, values: FloatArray, inputs: Inputs) -> FloatArray:
        shape = tuple(inputs.size(dim) for dim in variable.dims)
        if np.shape(values) != shape:
            raise StageError(
                f"{self.name} gives {variable.name} with shape {np.shape(values)}; {variable.dims} asks for {shape}"
            )
        line = conversion(variable.unit, "SI")
        made = (np.asarray(values, dtype=np.float64) - line.offset) / line.factor
        if "draw" in variable.dims and variable.role != "check":
            self._fail_outside(variable, made, inputs)
        return made

    def _fail_outside(self, variable: Variable, made: FloatArray, inputs: Inputs) -> None:
        rows = made.reshape(len(inputs.draws), -1)
        sound = ~np.isnan(rows) if variable.may_be_infinite else np.isfinite(rows)
        finite: BoolArray = np.asarray(sound.all(axis=1))
        inputs.fail(~finite, f"{variable.name} is not a finite number")
        low = variable.low - RANGE_SLACK * abs(variable.low)
        high = variable.high + RANGE_SLACK * abs(variable.high)
        with np.errstate(invalid="ignore"):
            outside: BoolArray = np.asarray(((rows < low) | (rows > high)).any(axis=1))
        rule = f"{variable.name} leaves its range {variable.low:g} to {variable.high:g} {variable.unit}"
        inputs.fail(outside & finite, rule)

    def _wrap(
        self,
        values: Mapping[str, FloatArray],
        alive: BoolArray,
        failure: FloatArray,
        labelled: xr.Dataset,
    ) -> xr.Dataset:
        good = np.array([reason == "" for reason in failure])
        made: dict[str, tuple[Sequence[str], FloatArray, dict[str, str]]] = {}
        names = self.gives + (self.details if values and set(self.details) <= set(values) else ())
        for name in names:
            variable = vocabulary()[name]
            if "draw" in variable.dims:
                full = np.full([labelled.sizes[dim] for dim in variable.dims], np.nan)
                if name in values:
                    full[alive] = values[name]
                full[~good] = np.nan
            else:
                full = values[name]
            made[name] = (variable.dims, full, attributes(variable))
        made["failure"] = (
            ("draw",),
            failure,
            {"description": "Why a draw could not be computed; empty if it could."},
        )
        used = {dim for dims, _, _ in made.values() for dim in dims}
        coords = {dim: labelled[dim] for dim in used if dim in labelled.coords}
        return xr.Dataset(made, coords=coords)


def _find_stage(module: str, name: str) -> Stage:
    found = getattr(import_module(module), name)
    assert isinstance(found, Stage)
    return found


def attributes(variable: Variable) -> dict[str, str]:
    """What a labelled array says of itself (CF names)."""
    return {"units": variable.unit, "long_name": variable.description, "place": variable.place or "chain"}


def stage(
    name: str,
    *,
    needs: Sequence[str] = (),
    coordinates: Mapping[str, Labels] | None = None,
    sources: Sequence[str] = (),
) -> Callable[[Body], Stage]:
    """Declares a stage; ``needs`` are the names that other places own, its own data come by themselves."""

    def declare(body: Body) -> Stage:
        return Stage(name, body, tuple(needs), dict(coordinates or {}), tuple(sources))

    return declare
