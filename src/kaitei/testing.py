"""Tools for those who test a stage: run one alone on numbers given by hand."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import xarray as xr

from kaitei.datum import MONTHS
from kaitei.errors import InputError, StageError
from kaitei.fleet.record.declaration import WeatherRecord
from kaitei.fleet.record.pinned import dataset_attributes, pinned
from kaitei.physics import elements
from kaitei.physics.arrays import FloatArray
from kaitei.sampling import inputs
from kaitei.scenario_file import DEFAULT, load
from kaitei.stage import Stage, attributes
from kaitei.variable import vocabulary


def run_stage(
    stage: Stage,
    given: Mapping[str, float | FloatArray] | None = None,
    *,
    draws: int = 1,
    years: Iterable[int] = range(2030, 2033),
    options: Mapping[str, str] | None = None,
    scenario: str = DEFAULT,
    seed: int = 1,
    central: bool = False,
    coordinates: Mapping[str, Iterable[object]] | None = None,
    weather_record: WeatherRecord | None = None,
) -> xr.Dataset:
    """What one stage gives for hand-made inputs.

    ``given`` holds numbers in the vocabulary's units: a scalar fills all declared dimensions, an array must fit
    them (with or without the draw dimension). The stage's own data that are not given come from ``scenario`` at
    their central value. ``coordinates`` label the dimensions that upstream stages would introduce. The paths of a
    ``weather_record`` begin in the present folder.

    Raises StageError when a needed name is missing, InputError when the scenario or the record cannot be read.
    """
    given, options = dict(given or {}), dict(options or {})
    span = list(years)
    dataset = xr.Dataset(
        {"failure": (("draw",), np.full(draws, "", dtype=object))},
        coords={
            "draw": np.arange(draws),
            "year": span,
            "month": list(MONTHS),
            "element": list(elements.ELEMENTS),
            **{dim: list(labels) for dim, labels in (coordinates or {}).items()},
        },
        attrs={
            "seed": seed,
            "central": int(central),
            "chance": "median" if central else "random",
            **(dataset_attributes(pinned(weather_record, Path())) if weather_record else {}),
        },
    ).assign_coords({dim: list(labels) for dim, labels in stage.coordinates.items()})
    packaged: xr.Dataset | None = None
    if set(stage.needs) - set(given) - set(options) - {"operating_share"}:
        try:
            packaged = inputs(load(scenario), 0, 1, seed, central=True)
        except InputError as error:
            wanted = sorted(set(stage.needs) - set(given) - set(options))
            raise StageError(
                f"{stage.name} needs {', '.join(wanted)}, and {scenario} cannot give them: {error}"
            ) from None
    given.setdefault("operating_share", 1.0)
    for name in stage.needs:
        if name in options:
            dataset[name] = ((), options[name])
        elif name in given:
            dataset[name] = _labelled(name, given[name], dataset)
        elif packaged is not None and name in packaged:
            dataset[name] = packaged[name]
        else:
            raise StageError(f"{stage.name} needs {name}; give it")
    return stage.run(dataset)


def _labelled(name: str, value: float | FloatArray, dataset: xr.Dataset) -> xr.Variable:
    variable = vocabulary()[name]
    array = np.asarray(value, dtype=np.float64)
    if array.ndim == 0:
        return xr.Variable((), array, attributes(variable))
    dims = variable.dims if array.ndim == len(variable.dims) else tuple(d for d in variable.dims if d != "draw")
    return xr.Variable(dims, array, attributes(variable))
