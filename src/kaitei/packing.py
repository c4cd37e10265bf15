"""Fewer variables in a file: what is alike stands in one array, and is taken apart again on opening.

A variable of NetCDF costs milliseconds to write and to read, and a run has several hundred of one number each.
"""

from collections.abc import Hashable

import numpy as np
import xarray as xr

from kaitei.physics.arrays import FloatArray
from kaitei.stage import attributes
from kaitei.variable import vocabulary

PACKED = "inputs"
"""Name of the array that holds the inputs of one number a draw."""

SOME = 4
"""Variables of one shape that are worth an array of their own."""

ALIKE, NAMES, UNITS = "packed", "name", "unit"
"""Beginnings of names of what is packed by shape: numbers, names and units."""


def inputs_said(dataset: xr.Dataset) -> list[str]:
    """Inputs that do not vary between draws, which the scenario says."""
    return [str(name) for name, array in dataset.variables.items() if "." in str(name) and "draw" not in array.dims]


def inputs_packed(dataset: xr.Dataset) -> xr.Dataset:
    """The dataset as it is written: inputs of one number in a single array ``inputs`` (draw, input).

    What inputs without a spread are is in the scenario.
    """
    given = {name: array for name, array in dataset.variables.items() if "." in str(name)}
    drawn = [name for name, array in given.items() if array.dims == ("draw",)]
    left = dataset.drop_vars([*drawn, *inputs_said(dataset)])
    if not drawn:
        return left
    about = {"long_name": "Inputs of one number a draw, each in the unit of input_unit."}
    table = np.stack([given[name].to_numpy() for name in drawn], axis=1)
    units = [str(given[name].attrs.get("units", "")) for name in drawn]
    left = left.assign({PACKED: (("draw", "input"), table, about), "input_unit": (("input",), units)})
    return left.assign_coords(input=[str(name) for name in drawn])


def inputs_unpacked(dataset: xr.Dataset) -> xr.Dataset:
    """The dataset as it was before ``inputs_packed``, without the inputs that do not vary."""
    if PACKED not in dataset:
        return dataset
    table, names = dataset[PACKED].to_numpy(), [str(name) for name in dataset["input"].to_numpy()]
    known = vocabulary()
    each = {
        name: (("draw",), table[:, i].copy(), attributes(known[name])) for i, name in enumerate(names) if name in known
    }
    return dataset.drop_vars([PACKED, "input_unit", "input"]).assign(each)


def packed_by_shape(dataset: xr.Dataset) -> xr.Dataset:
    """The dataset with known variables of the same dimensions, if there are some, in one array, names first:
    ``packed_year`` (name_year, year) and so on, ``packed`` (name,) of plain numbers; with their names as its coordinate
    and their units beside it.
    """
    known = vocabulary()
    groups: dict[tuple[Hashable, ...], list[str]] = {}
    for name, array in dataset.variables.items():
        if name in known and array.dtype == np.float64 and name in dataset.data_vars:
            groups.setdefault(array.dims, []).append(str(name))
    left, coords = dict(dataset.data_vars), dict(dataset.coords)
    made: dict[str, tuple[tuple[Hashable, ...], object, dict[str, str]]] = {}
    named: dict[str, list[str]] = {}
    for dims, names in groups.items():
        if len(names) < SOME:
            continue
        end = "".join(f"_{dim}" for dim in dims)
        table = np.stack([left.pop(name).to_numpy() for name in names])
        about = {"long_name": f"Numbers of several names, each in the unit of {UNITS}{end}."}
        made[ALIKE + end] = ((NAMES + end, *dims), table, about)
        made[UNITS + end] = ((NAMES + end,), [known[name].unit for name in names], {})
        named[NAMES + end] = names
    return xr.Dataset({**left, **made}, {**coords, **named}, dataset.attrs)


def unpacked_by_shape(dataset: xr.Dataset) -> xr.Dataset:
    """The dataset as it was before ``packed_by_shape``; one that was not packed stays as it is."""
    known = vocabulary()
    given: dict[str, tuple[tuple[Hashable, ...], FloatArray, dict[str, str]]] = {}
    tables = [str(name) for name in dataset.data_vars if str(name).startswith(ALIKE) and name not in known]
    ends = [name.removeprefix(ALIKE) for name in tables]
    for table, end in zip(tables, ends, strict=True):
        array = dataset[table]
        for name, values in zip(map(str, dataset[NAMES + end].to_numpy()), array.to_numpy(), strict=True):
            if name in known:
                given[name] = (array.dims[1:], values.copy(), attributes(known[name]))
    return dataset.drop_vars([start + end for end in ends for start in (ALIKE, NAMES, UNITS)]).assign(given)
